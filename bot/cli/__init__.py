"""The command line: arguments in, text out, errors to exit codes."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot import __version__
from bot.cli.evaluate import evaluation
from bot.cli.importing import take_in
from bot.cli.options import HERE, AsJson, Dir, Verbose, day_of, progress, say, world
from bot.errors import Foreseen, Mistake, ServiceFailed

if TYPE_CHECKING:
    from bot.pipeline.weekly import Outcome
    from bot.wiring import Review
    from bot.wiring.runtime import Runtime

app = typer.Typer(
    name="living-review",
    help="Keeps a review of the literature alive.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(evaluation, name="evaluate")
app.command("import")(take_in)


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    sys.exit(execute(sys.argv[1:]))


def execute(arguments: list[str], surroundings: "Runtime | None" = None) -> int:
    """Run one command; a foreseen failure becomes a message, a hint and an exit code.

    ``surroundings`` stand in for the real clock and environment.
    """
    try:
        code = app(arguments, standalone_mode=False, obj=surroundings)
    except Foreseen as error:
        say(f"Error: {error.message}")
        if error.hint:
            say(f"  {error.hint}")
        return error.exit_code
    except typer.TyperException as error:
        say(f"Error: {error.format_message()}")
        say("  `living-review --help` lists the commands, `living-review COMMAND --help` options.")
        return 2
    except OSError as error:
        say(f"Error: {error.filename or 'the system'}: {error.strerror or error}")
        say("  Check that the folder exists and that you may write there.")
        return 1
    except (KeyboardInterrupt, typer.Abort):
        say("Stopped. Run again to go on.")
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
def run(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    *,
    directory: Dir = HERE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing outside the cache.")
    ] = False,
    push: Annotated[
        bool, typer.Option("--push", help="Push the branch even without a GitHub token.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Propose what was closed or snoozed, too.")
    ] = False,
    today: Annotated[str, typer.Option(help="Take this date, YYYY-MM-DD, for today.")] = "",
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> int:
    """Do the weekly job: search, screen, read, write the review, propose."""
    from bot import wiring

    surroundings = world(context, today, verbose)
    with progress() as watched:
        outcome = wiring.weekly(
            directory, replace(surroundings, progress=watched, push=push), dry=dry_run, again=again
        )
    _leave_text(outcome, directory, dry=dry_run)
    if as_json:
        facts = {**outcome.figures, "link": outcome.proposed.link, "faults": outcome.faults,
                 "partial": outcome.partial}  # fmt: skip
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(table(outcome.figures))
        _show_proposal(outcome, dry=dry_run)
    return ServiceFailed.exit_code if outcome.partial else 0


@app.command()
def command(
    context: typer.Context,
    event: Annotated[Path, typer.Argument(help="The event's file, $GITHUB_EVENT_PATH.")],
    *,
    directory: Dir = HERE,
    today: Annotated[str, typer.Option(help="Take this date, YYYY-MM-DD, for today.")] = "",
    verbose: Verbose = 0,
) -> None:
    """Follow one comment or ticked box of the pull request, and answer it."""
    from bot import wiring
    from bot.rendering.escaping import command as inert

    answered = wiring.commanded(directory, event, world(context, today, verbose))
    # What people wrote must not give orders to the log of GitHub Actions.
    print(inert(answered.sentence))


@app.command()
def check(
    context: typer.Context,
    *,
    directory: Dir = HERE,
    as_json: AsJson = False,
    status: Annotated[
        bool, typer.Option("--status", help="Post the outcome as a commit status on GitHub.")
    ] = False,
) -> int:
    """Say whether the state is sound and the documents follow from it."""
    from bot import wiring

    surroundings = world(context, "", 0)
    try:
        review = wiring.opened(directory)
        faults = review.check()
    except Foreseen as fault:
        if status:
            wiring.said_of_commit(directory, surroundings, ok=False, sentence=fault.message)
        raise
    sound = "The state is sound and the documents follow from it."
    if status:
        sentence = faults[0] if faults else sound
        wiring.said_of_commit(directory, surroundings, ok=not faults, sentence=sentence)
    _show_faults(review, faults, as_json=as_json)
    return 1 if faults else 0


@app.command()
def doctor(context: typer.Context, *, directory: Dir = HERE, as_json: AsJson = False) -> int:
    """Say what is set right for the review to live, and how to mend what is not."""
    from dataclasses import asdict

    from bot import wiring

    diagnosises = []
    for diagnosis in wiring.diagnosed(directory, world(context, "", 0)):
        diagnosises.append(diagnosis)
        if not as_json:
            print(
                f"{'fine ' if diagnosis.fine else 'MEND '} {diagnosis.what}: {diagnosis.told}",
                flush=True,
            )
    if as_json:
        print(json.dumps([asdict(diagnosis) for diagnosis in diagnosises], ensure_ascii=False))
    return 0 if all(diagnosis.fine for diagnosis in diagnosises) else 1


@app.command()
def render(
    *,
    directory: Dir = HERE,
    as_of: Annotated[
        str, typer.Option("--as-of", help="Show the review as it stood on this day, YYYY-MM-DD.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="With --as-of: write all documents into this new folder.")
    ] = None,
) -> None:
    """Write the documents again from the state."""
    from bot import wiring

    review = wiring.opened(directory)
    if not as_of:
        if out:
            raise Mistake("--out is for --as-of", hint="Name a day, too, or leave --out away.")
        changed = review.render()
        print("\n".join(f"Wrote {path}" for path in changed) or "Everything was up to date.")
        return
    made = review.as_of(day_of(as_of))
    if out is None:
        print(made["REVIEW.md"], end="")
        return
    for path in wiring.lay_out(made, out):
        print(f"Wrote {path}")


@app.command()
def site(
    out: Annotated[Path, typer.Argument(help="The folder of the site; made if need be.")],
    *,
    directory: Dir = HERE,
) -> None:
    """Write the review as a static site that works without a server."""
    from bot import wiring

    number = wiring.lay_out_site(wiring.opened(directory).site(), out)
    print(f"Wrote {number} files; open {out / 'index.html'} in a browser.")


@app.command()
def publish(
    context: typer.Context,
    *,
    directory: Dir = HERE,
    push: Annotated[
        bool, typer.Option("--push", help="Push to the main branch even without a GitHub token.")
    ] = False,
    today: Annotated[str, typer.Option(help="Take this date, YYYY-MM-DD, for today.")] = "",
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> None:
    """After a merge: version, release, feeds and mail, each exactly once."""
    from bot.wiring.publishing import publication

    done = publication(directory, replace(world(context, today, verbose), push=push))
    if as_json:
        print(json.dumps(done.figures, ensure_ascii=False))
        return
    print(table(done.figures))
    if done.elsewhere:
        say("Note: another publisher is at work on a version; it was left to that one.")


@app.command()
def schedule(
    context: typer.Context,
    *,
    directory: Dir = HERE,
    push: Annotated[
        bool, typer.Option("--push", help="Push to the remote even without a GitHub token.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Do the same jobs without GitHub Actions, at the times of review.yaml, until stopped."""
    from bot.cli.daemon import told_to_end
    from bot.wiring.daemon import daemon

    with told_to_end() as wait:
        daemon(directory, replace(world(context, "", 1), push=push), wait, once=once)


@app.command()
def maps(
    out: Annotated[Path, typer.Argument(help="The folder of the maps; made if need be.")],
    *,
    directory: Dir = HERE,
) -> None:
    """Pool coordinates into maps where there are enough experiments, else say how many."""
    from bot.wiring.maps import drawn

    for line in drawn(directory, out):
        print(line)


@app.command()
def why(
    record: Annotated[str, typer.Argument(help="The record's id, PMID or DOI.")],
    *,
    directory: Dir = HERE,
) -> None:
    """Say everything known about one record, and why it was decided so."""
    from bot import wiring
    from bot.rendering.record_history import record_history

    review = wiring.opened(directory)
    text = record_history(review.state, review.protocol, record, review.vocabulary)
    if text is None:
        raise Mistake(
            f"no record is known as '{record}'",
            hint="Ids stand in state/records.jsonl; what is proposed, on living-review/update.",
        )
    print(text, end="")


@app.command()
def init(
    directory: Annotated[Path, typer.Argument(help="The folder of the new review.")] = HERE,
) -> None:
    """Write a commented review.yaml for a new topic."""
    from bot import wiring

    for path in wiring.start(directory):
        print(f"Wrote {path}")
    print(f"Next, in {directory.resolve()}: fill in review.yaml, then `git init` if it is no")
    print("repository yet, `git add .`, `git commit`, and `living-review run`.")


@app.command()
def demo(context: typer.Context) -> None:
    """Show two weeks of a review's life, offline, in a throw-away repository."""
    from bot.demo.story import tell

    name = sys.argv[0]
    tell(world(context, "", 0), print, "python -m bot" if name.endswith(".py") else name)


def _show_faults(review: "Review", faults: Sequence[str], *, as_json: bool) -> None:
    from bot.rendering.phrases import counted

    quotes = sum(len(study.quotes) for key, study in review.state.studies.items()
                 if key in review.articles)  # fmt: skip
    if as_json:
        print(json.dumps({"faults": faults, "quotes_compared": quotes}, ensure_ascii=False))
        return
    for fault in faults:
        print(f"- {fault}")
    print(
        f"{counted(len(faults), 'fault')}; {len(review.state.by_id)} records,"
        f" {len(review.state.studies)} studies, {quotes} quotes compared with their papers."
    )


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
        say(f"Note: could not be read, and will be asked for again: {', '.join(pending)}")
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
        say(f"Note: no database has a record of these papers any more: {', '.join(outcome.gone)}")
    if not outcome.searched.retrieved:
        say("Note: the searches found nothing. Check the lines in review.yaml.")
    for fault in outcome.faults:
        say(f"Check: {fault}")
