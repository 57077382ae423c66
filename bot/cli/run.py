"""``run``: the weekly job."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import (
    HERE,
    AsJson,
    Dir,
    DryRun,
    Today,
    Verbose,
    print_json,
    progress,
    runtime_for,
    say,
    table,
)
from bot.contained_paths import contained
from bot.errors import ServiceFailed
from bot.ports.forge import BRANCH, PROPOSAL

if TYPE_CHECKING:
    from bot.jobs.preview_search import SearchPreview
    from bot.pipeline.outcome import RunOutcome
    from bot.wiring.runtime import Runtime


_NO_PULL_REQUEST = """\
> There is no pull request on GitHub: boxes and comments do nothing in this file. Decide with
> `living-review-bot decide`. Say here what a comment would:
> `living-review-bot command --say '/confirm 4 f2'` counts a finding, `/drop 4 f1` takes one out,
> `/fix 4 f1 direction lower` corrects one; `/help` lists the others. Merge the branch with
> `git merge {branch}`."""
"""Above the text of a proposal that lies on a branch alone."""


def run(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    *,
    directory: Dir = HERE,
    dry_run: DryRun = False,
    push: Annotated[
        bool, typer.Option("--push", help="Push the branch even without a GitHub token.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Propose what was closed or snoozed, too.")
    ] = False,
    today: Today = "",
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> int:
    """Run the weekly update: search, screen, extract, write the review, propose."""
    from bot import wiring
    from bot.wiring.review_folder import usable_root

    runtime = replace(runtime_for(context, today, verbose), day_named=bool(today))
    if left := wiring.examples_left(directory):
        say(f"Note: review.yaml still holds the example's words for {', '.join(left)}.")
    search_preview = _preview(directory, runtime, as_json=as_json) if dry_run else {}
    if dry_run and not wiring.has_commit(directory, runtime):
        say("Note: nothing is committed here, so that there is no review to compare with yet.")
        if as_json:
            print_json(search_preview)
        else:
            print("Nothing was written.")
        return 0
    with progress() as watched:
        outcome = wiring.weekly(
            directory, replace(runtime, progress=watched, push=push), dry=dry_run, again=again
        )
    if not dry_run and outcome.proposed.branch:
        _leave_text(outcome, usable_root(directory))
    if as_json:
        facts = {**outcome.figures, "link": outcome.proposed.link, "faults": outcome.faults,
                 "partial": outcome.run.partial, **search_preview}  # fmt: skip
        print_json(facts)
    else:
        print(table(outcome.figures))
        _show_proposal(outcome, dry=dry_run, whole=verbose > 0)
    if push and outcome.proposed.branch == BRANCH:
        say("Note: this repository has no remote, so that nothing was pushed.")
    return ServiceFailed.exit_code if outcome.run.partial else 0


def _preview(directory: Path, runtime: "Runtime", *, as_json: bool) -> dict[str, object]:
    """Show what each line and strategy of the working tree finds; the same as plain data."""
    from bot.wiring.preview import preview

    search_preview = preview(directory, runtime)
    if not as_json:
        _show_search(search_preview)
    return {"search": asdict(search_preview)}


def _show_search(search_preview: "SearchPreview") -> None:
    print("What PubMed has today, by the review.yaml that lies here:")
    for line in search_preview.lines:
        print(f"  #{line.number:<3} {line.name:<24} {line.hits:>12,}")
    for strategy in search_preview.strategies:
        notes = [f"every {strategy.every}"]
        if strategy.hits_before is not None:
            notes.append(f"{strategy.hits_before:,} with the query before")
        if strategy.missed:
            notes.append(f"misses {strategy.missed} of {search_preview.known_items} known papers")
        print(f"  {strategy.name:<28} {strategy.hits:>12,}   {'; '.join(notes)}")
    print()


def _leave_text(outcome: "RunOutcome", root: Path) -> None:
    """Where there is no pull request, its text stands beside the review."""
    text = f"{_NO_PULL_REQUEST.format(branch=outcome.proposed.branch)}\n\n{outcome.body}"
    contained(root, PROPOSAL).write_text(text, encoding="utf-8")


def _show_proposal(outcome: "RunOutcome", *, dry: bool, whole: bool) -> None:
    """Say where the proposal is, and what needs eyes; ``whole`` prints its text, too."""
    proposed = outcome.proposed
    if proposed.link:
        print(f"\n{outcome.title}\nThe pull request: {proposed.link}")
    elif dry:
        print(f"\nNothing was written. The pull request would be: {outcome.title or 'none'}")
    elif proposed.action == "branch":
        print(f"\n{outcome.title}")
        print(f"The proposal is the branch {proposed.branch}; its text is in {PROPOSAL}.")
        if waiting := outcome.figures["awaiting_decision"]:
            papers = "1 paper awaits" if waiting == 1 else f"{waiting:,} papers await"
            print(f"{papers} a decision: `living-review-bot decide` opens a page to screen them.")
        print(f"Look at it with `git diff HEAD...{proposed.branch}`; merge it if it is right.")
    if outcome.body:
        print(f"\n{outcome.body}" if whole else "`-v` prints its text.")
    _show_notes(outcome)


def _show_notes(outcome: "RunOutcome") -> None:
    from bot.rendering.phrases import first_few

    if pending := outcome.run.unreadable:
        say(f"Note: could not be read, and will be asked for again: {first_few(pending)}")
    if outcome.gone:
        say(f"Note: no database has a record of these papers any more: {first_few(outcome.gone)}")
    if not outcome.run.retrieved:
        say("Note: the searches found nothing. Check the lines in review.yaml.")
    for fault in outcome.faults:
        say(f"Check: {fault}")
