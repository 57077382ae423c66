"""What is done with a review as it stands: checking, writing it out, and asking about a paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, day_of, print_json, runtime_for, say
from bot.errors import Foreseen, Mistake, ServiceFailed

if TYPE_CHECKING:
    from bot.wiring import CheckReport, Review


def check(
    context: typer.Context,
    *,
    directory: Dir = HERE,
    as_json: AsJson = False,
    status: Annotated[
        bool, typer.Option("--status", help="Post the outcome as a commit status on GitHub.")
    ] = False,
) -> int:
    """Check that the state is sound, its quotes true, and that the documents follow from it.

    Ends with 1 where something is wrong, and with 3 where nothing is, but not every quote could be
    compared with its paper: what could not is named.
    """
    from bot import wiring

    runtime = runtime_for(context, "", 0)
    try:
        review = wiring.open_review(directory, runtime)
        done = review.check()
    except Foreseen as fault:
        if status:
            wiring.set_commit_status(directory, runtime, ok=False, sentence=fault.message)
        raise
    problems = (*done.faults, *done.quotes.gaps)
    if status:
        sentence = next(iter(problems), "The state is sound and the documents follow from it.")
        if not wiring.set_commit_status(directory, runtime, ok=not problems, sentence=sentence):
            say("Note: no status was posted, for there is no GITHUB_TOKEN or no remote on GitHub.")
    _show_checked(review, done, as_json=as_json)
    return 1 if done.faults else ServiceFailed.exit_code if problems else 0


def render(
    *,
    directory: Dir = HERE,
    as_of: Annotated[
        str, typer.Option("--as-of", help="Show the review as it stood on this day, YYYY-MM-DD.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="With --as-of: write all documents into this new folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Render the documents again from the state."""
    from bot import wiring

    review = wiring.open_review(directory)
    if not as_of:
        if out:
            raise Mistake("--out is for --as-of", hint="Name a day, too, or leave --out away.")
        _show_written(review.render(), as_json=as_json)
        return
    made = review.as_of(day_of(as_of))
    if out:
        _show_written([str(path) for path in wiring.lay_out(made, out)], as_json=as_json)
    elif as_json:
        print_json({"documents": made})
    else:
        print(made["REVIEW.md"], end="")


def site(
    out: Annotated[Path, typer.Argument(help="The folder of the site; made if need be.")],
    *,
    directory: Dir = HERE,
    as_json: AsJson = False,
) -> None:
    """Write the review as a static site that works without a server."""
    from bot import wiring

    number = wiring.lay_out_site(wiring.open_review(directory).site(), out)
    if as_json:
        print_json({"files": number, "index": str(out / "index.html")})
        return
    print(f"Wrote {number} files; open {out / 'index.html'} in a browser.")


def maps(
    out: Annotated[Path, typer.Argument(help="The folder of the maps; made if need be.")],
    *,
    directory: Dir = HERE,
) -> None:
    """Pool coordinates into maps where there are enough experiments, else say how many."""
    from bot.wiring.maps import draw_maps

    for line in draw_maps(directory, out):
        print(line)


def why(
    record: Annotated[str, typer.Argument(help="The record's id, PMID or DOI.")],
    *,
    directory: Dir = HERE,
    as_json: AsJson = False,
) -> None:
    """Show everything known about one record, and how it was decided."""
    from bot import wiring
    from bot.rendering.record_history import record_history
    from bot.wiring.proposed import with_proposal

    review, branch = with_proposal(wiring.open_review(directory), record)
    if branch:
        say(f"Note: as it stands on the branch {branch}, which is not merged here.")
    text = record_history(review.state, review.protocol, record, review.vocabulary)
    if as_json and text is not None:
        print_json(review.record_data(record))
        return
    if text is None:
        raise Mistake(
            f"no record is known as '{record}'",
            hint="Known ids are in state/records.jsonl, here and on the branch"
            " living-review/update.",
        )
    print(text, end="")


def _show_written(paths: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"written": list(paths)})
        return
    print("\n".join(f"Wrote {path}" for path in paths) or "Everything was up to date.")


def _show_checked(review: "Review", done: "CheckReport", *, as_json: bool) -> None:
    from bot.rendering.phrases import counted

    quotes = done.quotes
    if as_json:
        facts = {
            "faults": done.faults, "quotes_compared": quotes.compared,
            "quotes_not_compared": dict(quotes.not_compared),
            "quotes_elsewhere": quotes.elsewhere,
        }  # fmt: skip
        print_json(facts)
        return
    for problem in (*done.faults, *quotes.gaps):
        print(f"- {problem}")
    print(
        f"{counted(len(done.faults), 'fault')}; {len(review.state.by_id)} records,"
        f" {len(review.state.studies)} studies, {quotes.compared} quotes compared with their"
        " papers."
    )
    if quotes.elsewhere:
        print(
            f"{counted(quotes.elsewhere, 'quote')} of imported papers can be compared only where"
            " their files were imported."
        )
