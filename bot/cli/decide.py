"""``decide``: screening on this machine, at a page of its own or one paper at a time."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import HERE, AsJson, Dir, Today, Verbose, print_json, runtime_for, say
from bot.errors import Mistake

if TYPE_CHECKING:
    from bot.wiring.decisions import GivenDecision
    from bot.wiring.runtime import Runtime

_POLL = 0.2
"""Seconds in which the end of a session is noticed."""


def decide(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    paper: Annotated[
        str, typer.Argument(help="A record's id, PMID or DOI; none opens the page.")
    ] = "",
    verdict: Annotated[str, typer.Argument(help="include, exclude or unsure.")] = "",
    *,
    directory: Dir = HERE,
    criterion: Annotated[
        str, typer.Option(help="The criterion that an excluded paper fails, or duplicate.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why, in a sentence.")] = "",
    listed: Annotated[
        bool, typer.Option("--list", help="List the papers that await a decision.")
    ] = False,
    by: Annotated[str, typer.Option(help="Who decides; else as git names you.")] = "",
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The page's port; 0 takes a free one.")
    ] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address of the page.")
    ] = False,
    push: Annotated[
        bool, typer.Option("--push", help="Work on the remote's branch without a GitHub token.")
    ] = False,
    today: Today = "",
    as_json: AsJson = False,
    verbose: Verbose = 0,
) -> None:
    """Screen the papers that await a decision: at a page in your browser, or one by its id."""
    runtime = replace(runtime_for(context, today, verbose), push=push)
    if listed:
        _list(directory, runtime, by, as_json=as_json)
    elif paper:
        from bot.wiring.decisions import GivenDecision

        given = GivenDecision(paper=paper, verdict=verdict, criterion=criterion, reason=reason)
        _decide_paper(directory, runtime, by, given, as_json=as_json)
    elif verdict or criterion or reason:
        raise Mistake("no paper is named", hint="`decide ID exclude --criterion NAME`.")
    else:
        _screen(directory, runtime, by, port, browser=not no_browser, as_json=as_json)


def _list(directory: Path, runtime: "Runtime", by: str, *, as_json: bool) -> None:
    from bot.rendering.bibliography import short
    from bot.rendering.escaping import one_line
    from bot.wiring.decisions import papers_to_decide

    records = papers_to_decide(directory, runtime, by)
    if as_json:
        facts = [
            {"record": record.id, "pmid": record.pmid, "doi": record.doi, "label": record.label,
             "title": record.title, "link": record.link}
            for record in records
        ]  # fmt: skip
        print_json(facts)
        return
    for record in records:
        print(f"{record.id:<12} {one_line(record.label)}. {short(one_line(record.title))}")
    if not records:
        print("No paper awaits a decision. The next `run` brings those that are new or imported.")


def _decide_paper(
    directory: Path, runtime: "Runtime", by: str, given: "GivenDecision", *, as_json: bool
) -> None:
    from bot.wiring.decisions import decide as decide_paper

    result, branch = decide_paper(directory, runtime, by, given)
    if as_json:
        facts = {"record": result.record, "outcome": result.outcome, "sentence": result.sentence,
                 "branch": branch}  # fmt: skip
        print_json(facts)
        return
    print(f"{result.outcome}: {result.sentence}.")


def _screen(
    directory: Path, runtime: "Runtime", by: str, port: int, *, browser: bool, as_json: bool
) -> None:
    import webbrowser

    from bot.cli.daemon import stop_signal
    from bot.wiring.screening_session import screening_session

    with stop_signal() as wait, screening_session(directory, runtime, by, port=port) as opened:
        say(f"Screening at {opened.address}")
        say("Finish on the page or with Ctrl-C: what you decided is saved in one commit.")
        if browser:
            webbrowser.open(opened.one_time_address)
        while not (opened.ended.wait(_POLL) or wait(0)):
            pass
        saved = opened.finish()
    decided = opened.running.session.decided.values()
    kinds = Counter(str(action.verdict) for action in decided)
    if as_json:
        print_json({"included": kinds["include"], "excluded": kinds["exclude"]})
        return
    print(saved)
    if kinds["include"]:
        print("The next `living-review-bot run` reads the papers that you included.")
