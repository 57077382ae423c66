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
from bot.events.payloads import ControlEvent, Event, PullRequestEnded
from bot.jobs.respond import answer, asked_in, closing, respond
from bot.pipeline.context import RunContext
from bot.pipeline.dashboard import find_dashboard, follow_box, refuse_box, show_failure
from bot.pipeline.outcome import Outcome
from bot.pipeline.weekly import weekly as run_steps
from bot.ports import BRANCH, Forge, PullRequest
from bot.rendering.phrases import day
from bot.rendering.replies import Entry
from bot.wiring.locking import alone
from bot.wiring.run_context import run_context
from bot.wiring.runtime import Runtime
from bot.wiring.services import forge, git

_TRIES = 5
"""How often a job is done again on top of what others pushed in the meantime."""
Result = TypeVar("Result")
Job = Callable[[RunContext], Result]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came of one event."""

    sentence: str
    reply: str = ""
    """The reply on the pull request, empty where there was none to give."""


def weekly(root: Path, runtime: Runtime, *, dry: bool = False, again: bool = False) -> Outcome:
    """One run of the weekly job on the review at ``root``.

    ``again`` proposes what was closed or snoozed, too.
    """
    repository = git(root, runtime)
    hub = forge(repository, runtime)
    try:
        outcome = _on_branch(
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


def commanded(root: Path, file: Path, runtime: Runtime) -> Answered:
    """Follow what a person said in the event that ``file`` holds.

    Raises:
        Mistake: the file holds no event, or there is no token to answer with.
    """
    event = event_file.read(file)
    if event is None:
        return Answered(sentence="There is nothing for the bot in this event.")
    repository = git(root, runtime)
    hub = forge(repository, runtime)
    if hub is None:
        raise Mistake(
            "commands are answered on GitHub, and there is no token",
            hint="Set GITHUB_TOKEN and GITHUB_REPOSITORY.",
        )
    if isinstance(event, ControlEvent):
        return _pressed(event, hub, repository.default_branch, runtime)
    pull = hub.pull_request(event.pull)
    if pull.branch != BRANCH:
        return Answered(sentence=f"Pull request {pull.number} is not the bot's.")
    if isinstance(event, PullRequestEnded):
        return _reply(event, closing(event), hub, pull)
    may_write = hub.may_write(event.person.login)
    try:
        entries = _on_branch(
            root, runtime, repository, hub,
            lambda context: respond(event, context, may_write=may_write),
        )  # fmt: skip
    except Foreseen as fault:
        _reply(event, _failed(event, fault), hub, pull)
        raise
    return _reply(event, entries, hub, pull)


def _towards(context: RunContext, *, dry: bool, again: bool) -> RunContext:
    return replace(context, target=replace(context.target, dry=dry, again=again))


def _pressed(event: ControlEvent, hub: Forge, base: str, runtime: Runtime) -> Answered:
    issue = find_dashboard(hub)
    if issue is None or issue.number != event.pull:
        return Answered(sentence=f"Issue {event.pull} is not the bot's.")
    who, today = event.person.login, day(runtime.today.isoformat())
    # The body is as the person left it: what they ticked is released with the answer.
    issue = replace(issue, body=event.body)
    if not hub.may_write(who):
        return Answered(sentence=refuse_box(hub, issue, who, today))
    return Answered(sentence=follow_box(hub, issue, event.controls, base, who, today))


def _workflow(runtime: Runtime) -> str:
    """The file of the workflow that this run is part of, empty outside GitHub Actions.

    ``GITHUB_WORKFLOW_REF`` is ``owner/name/.github/workflows/update.yml@refs/heads/main``.
    """
    path, _, _ = runtime.environment.get("GITHUB_WORKFLOW_REF", "").partition("@")
    return path.rpartition("/")[2]


def _reply(event: Event, entries: tuple[Entry, ...], hub: Forge, pull: PullRequest) -> Answered:
    text = answer(event, entries, hub, pull)
    done = "; ".join(f"{entry.command}: {entry.outcome}" for entry in entries)
    return Answered(sentence=done or "There was nothing to answer.", reply=text)


def _failed(event: Event, fault: Foreseen) -> tuple[Entry, ...]:
    """The truth where a service or the state of the branch stood in the way."""
    return tuple(
        Entry(
            command=asked.call.text,
            outcome="Not done",
            sentence=f"{fault.message}. {fault.hint} Nothing was lost: run the failed job again, or"
            " write the command once more",
        )
        for asked in asked_in(event)
    )


def _on_branch(
    root: Path, runtime: Runtime, repository: Git, hub: Forge | None, job: Job[Result]
) -> Result:
    """Do ``job`` on the branch as it stands; again from the start where others were faster."""
    with alone(root):
        for _ in range(_TRIES - 1):
            try:
                return _once(root, runtime, repository, hub, job)
            except Overtaken as fault:
                runtime.report(f"{fault.message}: doing it again on top of that")
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
