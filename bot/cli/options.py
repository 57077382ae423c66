"""What the commands share: options, the runtime they work in, and how they report."""

import json
import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TextIO

import typer

from bot.errors import Mistake

if TYPE_CHECKING:
    from bot.ports import Progress
    from bot.wiring.runtime import Runtime

Dir = Annotated[
    Path, typer.Option("--dir", help="The review's directory; else this one, or one above it.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Verbose = Annotated[int, typer.Option("-v", "--verbose", count=True, help="Say more; twice: most.")]
Today = Annotated[str, typer.Option(help="Take this date, YYYY-MM-DD, for today.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing outside the cache.")]
Bot = Annotated[
    str, typer.Option("--bot", help="The bot's GitHub repository, OWNER/NAME or OWNER/NAME@TAG.")
]
_YEARS = range(1970, 2100)
"""Those of dates that git reads."""
HERE = Path()
HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
"""How help is asked for, of every command."""


def runtime_for(context: typer.Context, today: str, verbose: int) -> "Runtime":
    """The real runtime, or the one a test passed, with a log and a date."""
    from bot.wiring.runtime import Runtime

    runtime = context.obj or Runtime()
    levels = (logging.WARNING, logging.INFO, logging.DEBUG)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_LogFormatter(journal="JOURNAL_STREAM" in runtime.environment))
    logging.basicConfig(level=levels[min(verbose, 2)], handlers=[handler])
    # Below a warning, what the libraries say is of no use to a reader of our log.
    for name in (
        "filelock",
        "apscheduler",
        "tzlocal",
        "httpx",
        "httpx2",
        "httpcore2",
        "openai",
    ):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Its warnings hold whole addresses, and in some of them stands a key.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    if today:
        day = day_of(today)
        if day.year not in _YEARS:
            raise Mistake(
                f"--today cannot be {today}",
                hint=f"git dates commits from {_YEARS[0]} to {_YEARS[-1]}.",
            )
        runtime = replace(runtime, today=day)
    return replace(runtime, report=_report, warn=_warn)


class _LogFormatter(logging.Formatter):
    """One line of the log; in systemd's journal the level stands as in sd-daemon(3)."""

    _LEVELS: ClassVar = {"DEBUG": 7, "INFO": 6, "WARNING": 4, "ERROR": 3, "CRITICAL": 2}

    def __init__(self, *, journal: bool) -> None:
        super().__init__("%(message)s" if journal else "%(levelname)s %(message)s")
        self._journal = journal

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        if not self._journal:
            return text
        level = f"<{self._LEVELS.get(record.levelname, 6)}>"
        return "\n".join(level + line for line in text.splitlines())


def day_of(text: str) -> date:
    """The day that an argument names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Mistake(f"'{text}' is not a date", hint="Write it as 2026-11-22.") from None


def _report(line: str) -> None:
    logging.getLogger("bot").info(line)


def _warn(line: str) -> None:
    say(f"Note: {line}")


@contextmanager
def progress() -> Iterator["Progress"]:
    """A bar when a person watches, else one line in the log for each batch."""
    if not sys.stderr.isatty():
        log = logging.getLogger("bot")
        yield lambda what, done, total: log.info("PubMed %s: %d of %d", what, done, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("PubMed", total=None)
        yield lambda what, done, total: bar.update(
            task, description=f"PubMed {what}", completed=done, total=total
        )


@contextmanager
def inert_log(environment: Mapping[str, str]) -> Iterator[None]:
    """In a job of GitHub Actions, let nothing printed or logged be taken for an order."""
    if environment.get("GITHUB_ACTIONS") != "true":
        yield
        return
    out, errors = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Inert(out), _Inert(errors)
    try:
        yield
    except Exception:  # noqa: BLE001 - the traceback of a fault of the program is shown as ever
        # Written here, as the interpreter's own traceback would come too late.
        traceback.print_exc()
        sys.exit(1)
    finally:
        sys.stdout, sys.stderr = out, errors


def escape_unprintable(stream: TextIO) -> None:
    """Let ``stream`` show a letter that its encoding lacks by its number, not end the program."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


class _Inert:
    """A stream in whose lines GitHub Actions finds no order."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        from bot.rendering.escaping import log_text

        return self._stream.write(log_text(text))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def say(line: str) -> None:
    """Print a line for people on stderr, apart from the output that programs read."""
    print(line, file=sys.stderr)


def print_json(facts: object) -> None:
    """Print what a command came to for programs, on one line."""
    print(json.dumps(facts, ensure_ascii=False))


def table(figures: Mapping[str, int | str]) -> str:
    """The figures, one per line, the numbers in a column."""
    shown = {name.replace("_", " "): value for name, value in figures.items()}
    width = max(len(name) for name in shown)
    return "\n".join(f"  {name:<{width}}  {value}" for name, value in shown.items())
