"""The command line: arguments in, text out, errors to exit codes."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot import __version__
from bot.errors import Foreseen, Mistake

if TYPE_CHECKING:
    from bot.ports import Progress
    from bot.steps.run import Outcome
    from bot.wiring import World

app = typer.Typer(
    name="living-review",
    help="Keeps a review of the literature alive.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Dir = Annotated[Path, typer.Option("--dir", help="The review's directory.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Verbose = Annotated[int, typer.Option("-v", "--verbose", count=True, help="Say more; twice: most.")]
HERE = Path()


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    sys.exit(execute(sys.argv[1:]))


def execute(arguments: list[str], world: "World | None" = None) -> int:
    """Run one command; a foreseen failure becomes a message, a hint and an exit code.

    ``world`` stands in for the real clock and environment.
    """
    try:
        code = app(arguments, standalone_mode=False, obj=world)
    except Foreseen as error:
        _say(f"Error: {error.message}")
        if error.hint:
            _say(f"  {error.hint}")
        return error.exit_code
    except typer.TyperException as error:
        _say(f"Error: {error.format_message()}")
        _say("  `living-review --help` lists the commands, `living-review COMMAND --help` options.")
        return 2
    except OSError as error:
        _say(f"Error: {error.filename or 'the system'}: {error.strerror or error}")
        _say("  Check that the folder exists and that you may write there.")
        return 1
    except (KeyboardInterrupt, typer.Abort):
        _say("Stopped. Run again to go on.")
        return 130
    return int(code or 0)


@app.callback(invoke_without_command=True)
def top(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Keep a review of the literature alive."""
    if version:
        print(f"living-review-bot {__version__}")
        raise typer.Exit


@app.command()
def run(
    context: typer.Context,
    *,
    directory: Dir = HERE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing outside the cache.")
    ] = False,
    today: Annotated[str, typer.Option(help="Take this date, YYYY-MM-DD, for today.")] = "",
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> int:
    """Do the weekly job: search, screen, read, write the review, propose."""
    from bot import wiring

    world = _world(context, today, verbose)
    with _progress() as progress:
        outcome = wiring.weekly(directory, replace(world, progress=progress), dry=dry_run)
    _leave_text(outcome, directory, dry=dry_run)
    if as_json:
        facts = {**outcome.figures, "link": outcome.proposed.link, "faults": outcome.faults}
        print(json.dumps(facts, ensure_ascii=False))
        return 0
    print(table(outcome.figures))
    _show_proposal(outcome, dry=dry_run)
    return 0


@app.command()
def check(*, directory: Dir = HERE, as_json: AsJson = False) -> int:
    """Say whether the state is sound and the documents follow from it."""
    from bot import wiring

    review = wiring.opened(directory)
    faults = review.check()
    quotes = sum(len(study.quotes) for key, study in review.state.studies.items()
                 if key in review.articles)  # fmt: skip
    if as_json:
        print(json.dumps({"faults": faults, "quotes_compared": quotes}, ensure_ascii=False))
    else:
        for fault in faults:
            print(f"- {fault}")
        print(
            f"{len(faults)} faults; {len(review.state.by_id)} records,"
            f" {len(review.state.studies)} studies, {quotes} quotes compared with their papers."
        )
    return 1 if faults else 0


@app.command()
def render(*, directory: Dir = HERE) -> None:
    """Write the documents again from the state."""
    from bot import wiring

    changed = wiring.opened(directory).render()
    print("\n".join(f"Wrote {path}" for path in changed) or "Everything was up to date.")


@app.command()
def why(
    record: Annotated[str, typer.Argument(help="The record's id, PMID or DOI.")],
    *,
    directory: Dir = HERE,
) -> None:
    """Say everything known about one record, and why it was decided so."""
    from bot import wiring
    from bot.rendering.account import account

    review = wiring.opened(directory)
    text = account(review.state, record)
    if text is None:
        raise Mistake(f"no record is known as '{record}'", hint="Ids stand in state/records.jsonl.")
    print(text, end="")


@app.command()
def init(
    directory: Annotated[Path, typer.Argument(help="The folder of the new review.")] = HERE,
) -> None:
    """Write a commented review.yaml for a new topic."""
    from bot import wiring

    for path in wiring.start(directory):
        print(f"Wrote {path}")
    print("Next: fill in review.yaml, `git add .`, `git commit`, `living-review run`.")


@app.command()
def demo(context: typer.Context) -> None:
    """Show two weeks of a review's life, offline, in a throw-away repository."""
    from bot.demo.story import tell

    name = sys.argv[0]
    tell(_world(context, "", 0), print, "python -m bot" if name.endswith(".py") else name)


def table(figures: Mapping[str, int | str]) -> str:
    """The figures, one a line, the numbers in a column."""
    width = max(len(name) for name in figures)
    return "\n".join(f"  {name:<{width}}  {value}" for name, value in figures.items())


def _leave_text(outcome: "Outcome", directory: Path, *, dry: bool) -> None:
    """Where there is no pull request, its text stands beside the review."""
    if not dry and outcome.proposed.branch:
        (directory / "PULL_REQUEST.md").write_text(outcome.body, encoding="utf-8")


def _show_proposal(outcome: "Outcome", *, dry: bool) -> None:
    """Where there is no pull request, its text goes to the screen."""
    if pending := outcome.searched.unreadable:
        _say(f"Note: could not be read, and will be asked for again: {', '.join(pending)}")
    proposed = outcome.proposed
    if proposed.link:
        print(f"\nThe pull request: {proposed.link}")
    elif dry:
        print(f"\nNothing was written. The pull request would say:\n\n{outcome.body}")
    elif proposed.action == "branch":
        print(f"\n{outcome.body}")
        print(f"The proposal is the branch {proposed.branch}; its text is in PULL_REQUEST.md.")
        print(f"Look at it with `git diff HEAD...{proposed.branch}`; merge it if it is right.")
    if outcome.gone:
        _say(f"Note: PubMed gave no record for these included papers: {', '.join(outcome.gone)}")
    if not outcome.searched.retrieved:
        _say("Note: the searches found nothing. Check the lines in review.yaml.")
    for fault in outcome.faults:
        _say(f"Check: {fault}")


def _world(context: typer.Context, today: str, verbose: int) -> "World":
    from bot.wiring import World

    world = context.obj or World()
    levels = (logging.WARNING, logging.INFO, logging.DEBUG)
    logging.basicConfig(
        level=levels[min(verbose, 2)], format="%(levelname)s %(message)s", stream=sys.stderr
    )
    # Below a warning, what the libraries say is of no use to a reader of our log.
    for name in ("urllib3", "filelock"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if today:
        world = replace(world, today=_date(today))
    return replace(world, report=_report, warn=_warn)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Mistake(f"'{text}' is not a date", hint="Write it as 2026-11-22.") from None


def _report(line: str) -> None:
    logging.getLogger("bot").info(line)


def _warn(line: str) -> None:
    _say(f"Note: {line}")


@contextmanager
def _progress() -> Iterator["Progress"]:
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


def _say(line: str) -> None:
    print(line, file=sys.stderr)
