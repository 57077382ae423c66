"""The jobs that work on the update branch: the weekly run, and what people say about it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bot import settings
from bot.adapters import event_file
from bot.adapters.git import Git
from bot.adapters.store import DirectoryStore
from bot.errors import Foreseen, Mistake, Overtaken
from bot.events.suggestions import FORM, LABEL
from bot.pipeline.answer_suggestions import answer_suggestions
from bot.pipeline.apply_reviewer_actions import apply_reviewer_actions, explain_delay
from bot.pipeline.context import RunContext
from bot.pipeline.dashboard import follow_controls, refresh_after_reply, show_failure
from bot.pipeline.dashboard_issue import find_dashboard
from bot.pipeline.draft import RunDraft
from bot.pipeline.outcome import RunOutcome
from bot.pipeline.refresh_proposal import refresh_proposal
from bot.pipeline.weekly import begin
from bot.pipeline.weekly import weekly as run_steps
from bot.ports import BRANCH, Forge
from bot.rendering.phrases import day
from bot.wiring.locking import alone
from bot.wiring.run_context import run_context
from bot.wiring.runtime import Runtime
from bot.wiring.services import forge, git

_PAUSES = (1, 2, 5, 10, 20, 45, 90, 90)
"""Seconds, with chance about them, until a job is done again on top of what others pushed."""
Result = TypeVar("Result")
Job = Callable[[RunContext], Result]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came of being woken."""

    sentence: str
    answers: tuple[str, ...] = ()
    """What people asked for, and what came of each, one line each."""


def weekly(
    root: Path, runtime: Runtime, repository: Git, *, dry: bool = False, again: bool = False
) -> RunOutcome:
    """One run of the weekly job on the review at ``root``.

    ``again`` proposes what was closed or snoozed, too.
    """
    hub = forge(repository, runtime)
    try:
        outcome = on_branch(
            root, runtime, repository, hub,
            lambda context: run_steps(_towards(context, dry=dry, again=again)),
        )  # fmt: skip
    except Foreseen as fault:
        if hub and not dry:
            with suppress(Foreseen):
                show_failure(hub, find_dashboard(hub), fault, day(runtime.today.isoformat()))
        raise
    if hub and not dry and (workflow := _workflow(runtime)):
        hub.keep_alive(workflow)
    return outcome


def follow_commands(root: Path, file: Path | None, runtime: Runtime) -> Answered:
    """Follow what people ticked and wrote since the last job.

    The event in ``file`` only wakes the program: what people did is read from GitHub.

    Raises:
        Mistake: the file holds no event, or there is no token to answer with.
    """
    number = event_file.number_of_event(file) if file else 0
    repository = git(root, runtime)
    hub = forge(repository, runtime)
    if hub is None:
        raise Mistake(
            "commands are answered on GitHub, and there is no token",
            hint="Set GITHUB_TOKEN and GITHUB_REPOSITORY.",
        )
    dashboard = find_dashboard(hub)
    ours = {pull.number for pull in hub.pull_requests(BRANCH)}
    watched = {*ours, dashboard.number if dashboard else 0}
    if number and number not in watched and not _is_suggestion(hub, root, number):
        return Answered(sentence=f"Number {number} is not the bot's.")
    try:
        pressed = follow_controls(hub, dashboard, lambda: repository.default_branch, runtime.today)
        draft = on_branch(
            root, runtime, repository, hub,
            lambda context: _followed(*_begun(context, number)),
        )  # fmt: skip
    except Foreseen as fault:
        with suppress(Foreseen):
            explain_delay(hub, number, fault)
        raise
    sentence = "; ".join(filter(None, (pressed, *draft.answered))) or "There was nothing to do."
    return Answered(sentence=sentence, answers=draft.answered)


def _is_suggestion(hub: Forge, root: Path, number: int) -> bool:
    """Whether a number is that of an issue that suggests a paper to a review that takes them."""
    wanted = (root / FORM).is_file()
    return wanted and any(issue.number == number for issue in hub.issues(LABEL, open_only=True))


def _begun(context: RunContext, number: int) -> tuple[RunDraft, RunContext]:
    context = replace(context, target=replace(context.target, pull=number))
    return begin(context), context


def _followed(draft: RunDraft, context: RunContext) -> RunDraft:
    steps = (apply_reviewer_actions, answer_suggestions, refresh_proposal, refresh_after_reply)
    for step in steps:
        draft = step(draft, context)
    return draft


def _towards(context: RunContext, *, dry: bool, again: bool) -> RunContext:
    return replace(context, target=replace(context.target, dry=dry, again=again))


def _workflow(runtime: Runtime) -> str:
    """The file of the workflow that this run is part of, empty outside GitHub Actions.

    ``GITHUB_WORKFLOW_REF`` is ``owner/name/.github/workflows/update.yml@refs/heads/main``.
    """
    path, _, _ = runtime.environment.get("GITHUB_WORKFLOW_REF", "").partition("@")
    return path.rpartition("/")[2]


def on_branch(
    root: Path, runtime: Runtime, repository: Git, hub: Forge | None, job: Job[Result]
) -> Result:
    """Do ``job`` on the branch as it stands; again from the start where others were faster."""
    with alone(root):
        for pause in _PAUSES:
            try:
                return _once(root, runtime, repository, hub, job)
            except Overtaken as fault:
                # Whoever was overtaken together would be so again without chance between them.
                seconds = pause * (0.5 + runtime.time.jitter())
                runtime.report(f"{fault.message}: again, on top of that, in {seconds:.0f} s")
                runtime.time.sleep(seconds)
        return _once(root, runtime, repository, hub, job)


def _once(
    root: Path, runtime: Runtime, repository: Git, hub: Forge | None, job: Job[Result]
) -> Result:
    workspace = repository.begin()
    try:
        store = DirectoryStore(workspace.root)
        text = store.read(settings.FILE)
        if text is None:
            raise Mistake(
                f"{settings.FILE} is not on {repository.default_branch} where proposals start",
                hint="Commit it, push if there is a remote, and run again.",
            )
        if differing := repository.differing(workspace.base):
            runtime.warn(
                f"these files here differ from {repository.default_branch}, which counts:"
                f" {', '.join(differing)}. Commit (and push) yours, or pull."
            )
        return job(run_context(root, runtime, repository, hub, workspace))
    finally:
        workspace.close()
