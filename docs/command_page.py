"""The reference page of the commands, from the command line itself."""

from collections.abc import Iterator
from typing import Any

import typer

from bot.cli import app

PAGE = "docs/reference/commands.md"
_HEAD = """\
# Commands

What `living-review-bot COMMAND -h` says. A review is found from any folder within it, or named by `--dir`.
[Exit codes](exit-codes.md) are the same for every command, and so is the form of [`--json`](json-output.md).
`living-review-bot --install-completion` teaches the shell to complete them.

| command | does |
|---|---|"""


def commands_page() -> str:
    """The page as Markdown."""
    commands = list(_commands(vars(typer.main.get_command(app))["commands"]))
    rows = (
        f"| [`{name}`](#{_anchor(name)}) | {_first_line(command)} |" for name, command in commands
    )
    sections = (line for name, command in commands for line in _section(name, command))
    return "\n".join([_HEAD, *rows, *sections]) + "\n"


def _commands(group: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command with its whole name, those of a group after each other."""
    for name, command in sorted(group.items()):
        within = vars(command).get("commands")
        if within:
            yield from _commands(within, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _first_line(command: Any) -> str:  # noqa: ANN401 - a command of typer
    return str(command.help).strip().split("\n", 1)[0]


def _section(name: str, command: Any) -> Iterator[str]:  # noqa: ANN401 - a command of typer
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    yield f"\n## {name}\n\n{' '.join(str(command.help).split())}\n"
    called = " ".join(["living-review-bot", name, *map(_shown, arguments)])
    yield f"```sh\n{called}\n```\n"
    yield "| | |\n|---|---|"
    for each in arguments:
        yield f"| `{_called(each)}` | {_help(each)} |"
    for each in options:
        if "--help" not in each.opts:
            value = "" if each.is_flag or each.count else f" {each.name.upper()}"
            names = [*sorted(each.opts, key=len), *each.secondary_opts]
            yield f"| `{', '.join(names)}{value}` | {_help(each)} |"


def _shown(argument: Any) -> str:  # noqa: ANN401 - an argument of typer
    name = f"{_called(argument)}{'…' if argument.nargs < 0 else ''}"
    return name if argument.required else f"[{name}]"


def _called(argument: Any) -> str:  # noqa: ANN401 - an argument of typer
    return str(argument.metavar or argument.name.upper())


def _help(parameter: Any) -> str:  # noqa: ANN401 - a parameter of typer
    return " ".join(str(parameter.help or "").split()).replace("|", r"\|")
