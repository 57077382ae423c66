"""Dashboard: keep the one issue that tells whether the review is alive."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.errors import Foreseen
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import BRANCH, Forge, Issue
from bot.rendering.boxes import answered, noted, pressed
from bot.rendering.dashboard import AGAIN, MARK, TITLE, Seen, dashboard
from bot.rendering.escaping import markdown
from bot.rendering.phrases import day

LABEL = "living-review-dashboard"
"""Only people who may triage can label an issue: nobody else's text is taken for ours."""
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
    forge = context.target.forge
    if forge is None or context.target.dry:
        return draft
    state = draft.state
    if draft.run.quiet:
        state = state.with_added(runs=(*draft.quiet_runs, draft.run))
    try:
        issue = find_dashboard(forge)
        facts = dashboard_facts(forge, issue, draft, context)
        update_dashboard(forge, issue, dashboard(state, facts, context.review.fill))
    except Foreseen as fault:
        context.messages.warn(f"the dashboard was not brought up to date: {fault.message}")
    return draft


def find_dashboard(forge: Forge) -> Issue | None:
    """The dashboard, None before there is one; the oldest, should two runs have made one each."""
    return next(
        (issue for issue in forge.issues(LABEL) if issue.body.lstrip().startswith(MARK)), None
    )


def dashboard_facts(
    forge: Forge, issue: Issue | None, draft: RunDraft, context: RunContext
) -> Seen:
    """What the dashboard tells of the world outside."""
    pulls = forge.pull_requests(BRANCH)
    ended = [pull_request.ended[:10] for pull_request in pulls if pull_request.merged]
    open_ = next((pull_request for pull_request in pulls if pull_request.open), None)
    note = noted(issue.body) if issue else ""
    return Seen(
        today=context.today, next_run=context.target.next_run, requests=draft.run.requests,
        merged=max(ended, default=""), pull=open_.number if open_ else 0,
        since=open_.opened if open_ else "", faults=draft.text.faults,
        # That a run failed is old news as soon as one succeeds.
        note="" if note.startswith((FAILED, _FORMER_FAILURE)) else note.replace(WISH, "").strip(),
    )  # fmt: skip


def proposal_requested(issue: Issue | None) -> bool:
    """Whether a person asked on the dashboard to see again what was closed or snoozed."""
    return bool(issue and (WISH in noted(issue.body) or AGAIN in pressed(issue.body)))


def update_dashboard(forge: Forge, issue: Issue | None, text: str) -> Issue:
    """Ensure that the dashboard says ``text``: opened and pinned once, then changed in place.

    One that a person closed stays closed, and is kept up to date.
    """
    if issue is None:
        made = forge.open_issue(TITLE, text, LABEL)
        issue = find_dashboard(forge) or made
        if issue.number != made.number:
            # Another run made one at the same time: the older stays.
            forge.close_issue(made.number)
            return update_dashboard(forge, issue, text)
        forge.pin(issue)
    elif issue.body.split() != text.split():
        forge.revise_issue(issue.number, text)
    return issue


def follow_controls(forge: Forge, issue: Issue | None, base: str, today: date) -> str:
    """Do what stands ticked on the dashboard, release it, and say there what came of it.

    Returns what it says, empty where nothing was ticked.
    """
    controls = pressed(issue.body) if issue else ()
    if issue is None or not controls:
        return ""
    edits = forge.revisions(issue.number)
    who = edits[-1].by.login if edits else ""
    if forge.may_write(who):
        said = " ".join(_done(forge, control, base) for control in controls)
    else:
        said = "Only people with write access start a run."
    sentence = f"*{markdown(who or 'somebody')}, {day(today.isoformat())}:* {said}"
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
