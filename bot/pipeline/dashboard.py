"""Dashboard: keep the one issue that tells whether the review is alive."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.domain.state import State
from bot.errors import Foreseen
from bot.pipeline.context import RunContext
from bot.pipeline.dashboard_issue import find_dashboard, update_dashboard
from bot.pipeline.draft import RunDraft
from bot.pipeline.proposal_text import screening_text
from bot.ports import BRANCH, Forge, Issue
from bot.rendering.boxes import answered, noted, pressed
from bot.rendering.dashboard import AGAIN, Seen, dashboard
from bot.rendering.escaping import markdown
from bot.rendering.phrases import day

WORKFLOW = "update.yml"
WISH = "<!-- living-review:again -->"
FAILED = "<!-- living-review:failed -->"
"""The mark of a note that a run failed."""
_FORMER_FAILURE = "⚠ **The run"
"""How such a note began before it had a mark."""


def read_request(draft: RunDraft, context: RunContext) -> RunDraft:
    """Note whether somebody asked on the dashboard to see the proposal again."""
    forge = context.target.forge
    if forge is None:
        return draft
    with suppress(Foreseen):
        return replace(draft, requested=proposal_requested(find_dashboard(forge)))
    return draft


def refresh_dashboard(draft: RunDraft, context: RunContext) -> RunDraft:
    """Bring the dashboard up to date; where there can be none, the run is as good without it."""
    state = draft.state
    if draft.run.quiet:
        state = state.with_added(runs=(*draft.quiet_runs, draft.run))
    _refresh(state, draft, context, finished=True)
    return draft


def refresh_after_reply(draft: RunDraft, context: RunContext) -> RunDraft:
    """Bring the dashboard up to what people decided a moment ago, if they did anything.

    What it last answered stays: a run that was asked for reads the wish there.
    """
    if draft.answered:
        _refresh(draft.state, draft, context, finished=False)
    return draft


def _refresh(state: State, draft: RunDraft, context: RunContext, *, finished: bool) -> None:
    forge = context.target.forge
    if forge is None or context.target.dry:
        return
    try:
        issue = find_dashboard(forge)
        if issue is None and not finished:
            return
        facts = dashboard_facts(forge, issue, draft, context, finished=finished)
        papers = "" if facts.pull else screening_text(
            state, context, issue.body if issue else "", articles=draft.articles
        )  # fmt: skip
        update_dashboard(forge, issue, dashboard(state, facts, context.review.fill, papers))
    except Foreseen as fault:
        context.messages.warn(f"the dashboard was not brought up to date: {fault.message}")


def dashboard_facts(
    forge: Forge, issue: Issue | None, draft: RunDraft, context: RunContext, *, finished: bool
) -> Seen:
    """What the dashboard tells of the world outside; ``finished`` says that a run has."""
    pulls = forge.pull_requests(BRANCH)
    ended = [pull_request.ended[:10] for pull_request in pulls if pull_request.merged]
    open_ = next((pull_request for pull_request in pulls if pull_request.open), None)
    last = draft.run if finished or not draft.state.runs else draft.state.runs[-1]
    note = noted(issue.body) if issue else ""
    if finished:
        # That a run failed is old news as soon as one succeeds.
        over = note.startswith((FAILED, _FORMER_FAILURE))
        note = "" if over else note.replace(WISH, "").strip()
    return Seen(
        today=context.today, next_run=context.target.next_run, requests=last.requests,
        merged=max(ended, default=""), pull=open_.number if open_ else 0,
        since=open_.opened if open_ else "", faults=draft.text.faults, note=note,
    )  # fmt: skip


def proposal_requested(issue: Issue | None) -> bool:
    """Whether a person asked on the dashboard to see again what was closed or snoozed."""
    return bool(issue and (WISH in noted(issue.body) or AGAIN in pressed(issue.body)))


def follow_controls(forge: Forge, issue: Issue | None, base: Callable[[], str], today: date) -> str:
    """Do what stands ticked on the dashboard, release it, and say there what came of it.

    ``base`` names the main branch, for which the remote may have to be asked.
    Returns what it says, empty where nothing was ticked.
    """
    controls = pressed(issue.body) if issue else ()
    if issue is None or not controls:
        return ""
    edits = forge.revisions(issue.number)
    who = edits[-1].by.login if edits else ""
    if forge.may_write(who):
        answer = " ".join(_done(forge, control, base()) for control in controls)
    else:
        answer = "Only people with write access start a run."
    sentence = f"*{markdown(who or 'somebody')}, {day(today.isoformat())}:* {answer}"
    forge.revise_issue(issue.number, answered(issue.body, sentence))
    return sentence


def show_failure(forge: Forge, issue: Issue | None, fault: Foreseen, day: str) -> None:
    """Say on the dashboard that a run failed, and what to do."""
    if issue:
        note = (
            f"{FAILED} ⚠ **The run of {day} failed:** {markdown(fault.message)}."
            f" {markdown(fault.hint)}"
        )
        note += f" {WISH}" if proposal_requested(issue) else ""
        forge.revise_issue(issue.number, answered(issue.body, note))


def _done(forge: Forge, control: str, base: str) -> str:
    try:
        forge.dispatch(WORKFLOW, base)
    except Foreseen as fault:
        return (
            f"It could not be started: {markdown(fault.message)}. The token needs"
            f" 'actions: write', and the workflow `{WORKFLOW}` must be there and enabled."
        )
    if control != AGAIN:
        return "A search was started. It takes some minutes."
    # The wish travels in the issue: the run that was started reads it there, once.
    return f"What was closed or snoozed is proposed again in some minutes. {WISH}"
