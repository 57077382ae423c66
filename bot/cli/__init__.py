"""The command line: arguments in, text out, errors to exit codes."""

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot import __version__
from bot.cli.assistant import ask, mcp
from bot.cli.backfill import backfill
from bot.cli.decide import decide
from bot.cli.evaluate import evaluation
from bot.cli.exporting import export
from bot.cli.importing import import_files
from bot.cli.jobs import command, doctor, publish, schedule
from bot.cli.options import HELP, escape_unprintable, inert_log, say
from bot.cli.review import check, maps, render, site, why
from bot.cli.run import run
from bot.cli.start import demo, init
from bot.cli.upgrading import upgrade
from bot.errors import Foreseen, as_foreseen

if TYPE_CHECKING:
    from bot.wiring.runtime import Runtime

app = typer.Typer(
    name="living-review-bot",
    help="Keeps a review of the literature alive.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings=HELP,
)
PANELS: dict[str, tuple[Callable[..., object], ...]] = {
    "To begin": (demo, init, import_files, doctor, upgrade),
    "Week by week": (run, decide, command, publish, schedule),
    "To look up and to show": (ask, why, mcp, site, export),
    "To check": (check, render),
    "To find more": (backfill, maps),
}
"""The commands as the help lists them, by what they are for."""
_BETWEEN_COLLECTIONS = 20_000
"""New objects between two looks for garbage. Python's usual 700 cost a command that reads 2,000
studies, nearly all of which stay, an eighth of its time, and save no memory."""
_STOPPED = 130
"""What Typer returns after Ctrl-C: 128 and the number of the signal, as shells count it."""
for panel, functions in PANELS.items():
    for function in functions:
        name = function.__name__.removesuffix("_files")  # `import` is a word of Python's own
        app.command(name, rich_help_panel=panel, context_settings=HELP)(function)
app.add_typer(evaluation, name="evaluate", rich_help_panel="To check")


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    escape_unprintable(sys.stdout)
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    with inert_log(os.environ):  # noqa: TID251 - what is printed before there is a runtime counts, too
        code = execute(sys.argv[1:])
    sys.exit(code)


def execute(arguments: list[str], runtime: "Runtime | None" = None) -> int:
    """Run one command; a foreseen failure becomes a message, a hint and an exit code.

    ``runtime`` stands in for the real clock and environment.
    """
    try:
        code = app(arguments, standalone_mode=False, obj=runtime)
    except (Foreseen, OSError) as error:
        failure = as_foreseen(error)
        say(f"Error: {failure.message or type(failure).__name__}")
        if failure.hint:
            say(f"  {failure.hint}")
        return failure.exit_code
    except typer.TyperException as error:
        # Without a message it only ends what has printed the help already.
        if message := error.format_message():
            say(f"Error: {message}")
            say(f"  {_where_help_is(getattr(error, 'ctx', None))}")
        return 2
    except typer.Abort:
        code = _STOPPED
    if code == _STOPPED:
        say("Stopped. Nothing is lost: run it again to go on.")
    return int(code or 0)


def _where_help_is(context: Any) -> str:  # noqa: ANN401 - its class has no public name
    """Where to read on about the command that was called wrongly, or about all of them."""
    names: list[str] = []
    while context and context.parent:
        names.insert(0, context.info_name or "")
        context = context.parent
    if names:
        return f"`living-review-bot {' '.join(names)} -h` says what it takes."
    return "`living-review-bot -h` lists commands, `living-review-bot COMMAND -h` options."


@app.callback(invoke_without_command=True)
def top(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Keep a review of the literature alive."""
    if version:
        print(f"living-review-bot {__version__}")
        raise typer.Exit
