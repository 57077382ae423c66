"""The jobs that work on the update branch: the weekly run, and what people say about it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bot import settings
from bot.adapters import events
from bot.adapters.cache import SqliteCache
from bot.adapters.git import Git
from bot.adapters.stamp import FileStamp
from bot.adapters.store import DirectoryStore
from bot.adapters.templates import prompts, renderer
from bot.adapters.timetable import Timetable
from bot.conversation.events import Ended, Event, Pressed
from bot.domain.protocol import Protocol
from bot.errors import Foreseen, Mistake, Overtaken
from bot.ports import BRANCH, Forge, PullRequest
from bot.rendering.replies import Entry
from bot.rendering.wording import day
from bot.steps.respond import answer, asked_in, closing, respond
from bot.steps.run import Outcome, Outside, run
from bot.steps.show import failed, found, press, refuse
from bot.wiring.locking import alone
from bot.wiring.services import central, forge, git, models, sources
from bot.wiring.vocabularies import chosen
from bot.wiring.world import World

_TRIES = 5
"""How often a job is done again on top of what others pushed in the meantime."""
Result = TypeVar("Result")
Job = Callable[[Protocol, Outside], Result]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came of one event."""

    sentence: str
    reply: str = ""
    """The reply on the pull request, empty where there was none to give."""


def weekly(root: Path, world: World, *, dry: bool = False, again: bool = False) -> Outcome:
    """One run of the weekly job on the review at ``root``.

    ``again`` proposes what was closed or snoozed, too.
    """
    repository = git(root, world)
    hub = forge(repository, world)
    try:
        outcome = _on_branch(
            root, world, repository, hub,
            lambda protocol, outside: run(protocol, replace(outside, again=again), dry=dry),
        )  # fmt: skip
    except Foreseen as fault:
        if hub and not dry:
            with suppress(Foreseen):
                failed(hub, found(hub), fault, day(world.today.isoformat()))
        raise
    if hub and not dry and (workflow := _workflow(world)):
        hub.keep_alive(workflow)
    return outcome


def commanded(root: Path, file: Path, world: World) -> Answered:
    """Follow what a person said in the event that ``file`` holds.

    Raises:
        Mistake: the file holds no event, or there is no token to answer with.
    """
    event = events.read(file)
    if event is None:
        return Answered(sentence="There is nothing for the bot in this event.")
    repository = git(root, world)
    hub = forge(repository, world)
    if hub is None:
        raise Mistake(
            "commands are answered on GitHub, and there is no token",
            hint="Set GITHUB_TOKEN and GITHUB_REPOSITORY.",
        )
    if isinstance(event, Pressed):
        return _pressed(event, hub, repository.default_branch, world)
    pull = hub.pull(event.pull)
    if pull.branch != BRANCH:
        return Answered(sentence=f"Pull request {pull.number} is not the bot's.")
    if isinstance(event, Ended):
        return _reply(event, closing(event), hub, pull)
    may_write = hub.may_write(event.person.login)
    try:
        entries = _on_branch(
            root, world, repository, hub,
            lambda protocol, outside: respond(event, protocol, outside, may_write=may_write),
        )  # fmt: skip
    except Foreseen as fault:
        _reply(event, _failed(event, fault), hub, pull)
        raise
    return _reply(event, entries, hub, pull)


def _pressed(event: Pressed, hub: Forge, base: str, world: World) -> Answered:
    issue = found(hub)
    if issue is None or issue.number != event.pull:
        return Answered(sentence=f"Issue {event.pull} is not the bot's.")
    who, today = event.person.login, day(world.today.isoformat())
    # The body is as the person left it: what they ticked is released with the answer.
    issue = replace(issue, body=event.body)
    if not hub.may_write(who):
        return Answered(sentence=refuse(hub, issue, who, today))
    return Answered(sentence=press(hub, issue, event.controls, base, who, today))


def _home(repository: Git, hub: Forge | None, world: World) -> str:
    """Where people read the review as it is proposed, empty without GitHub."""
    there = settings.from_environment(world.environment)
    name = there.github_repository or repository.remote_path
    if hub is None or name.count("/") != 1:
        return ""
    return f"{there.github_server_url.rstrip('/')}/{name}/blob/{BRANCH}/REVIEW.md"


def _workflow(world: World) -> str:
    """The file of the workflow that this run is part of, empty outside GitHub Actions.

    ``GITHUB_WORKFLOW_REF`` is ``owner/name/.github/workflows/update.yml@refs/heads/main``.
    """
    path, _, _ = world.environment.get("GITHUB_WORKFLOW_REF", "").partition("@")
    return path.rpartition("/")[2]


def _reply(event: Event, entries: tuple[Entry, ...], hub: Forge, pull: PullRequest) -> Answered:
    text = answer(event, entries, hub, pull)
    done = "; ".join(f"{one.said}: {one.outcome}" for one in entries)
    return Answered(sentence=done or "There was nothing to answer.", reply=text)


def _failed(event: Event, fault: Foreseen) -> tuple[Entry, ...]:
    """The truth where a service or the state of the branch stood in the way."""
    return tuple(
        Entry(
            said=asked.command.text,
            outcome="Not done",
            sentence=f"{fault.message}. {fault.hint} Nothing was lost: run the failed job again, or"
            " write the command once more",
        )
        for asked in asked_in(event)
    )


def _on_branch(
    root: Path, world: World, repository: Git, hub: Forge | None, job: Job[Result]
) -> Result:
    """Do ``job`` on the branch as it stands; again from the start where others were faster."""
    with alone(root):
        for _ in range(_TRIES - 1):
            try:
                return _once(root, world, repository, hub, job)
            except Overtaken as fault:
                world.report(f"{fault.message}: doing it again on top of that")
        return _once(root, world, repository, hub, job)


def _once(root: Path, world: World, repository: Git, hub: Forge | None, job: Job[Result]) -> Result:
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
            world.warn(
                f"these files here differ from {repository.default_branch}, which counts:"
                f" {', '.join(differing)}. Commit (and push) yours, or pull."
            )
        protocol = settings.parse(text)
        databases = sources(protocol, world)
        outside = Outside(
            sources=databases,
            texts=central(databases),
            cache=SqliteCache(root / ".cache"),
            store=store,
            stamp=FileStamp(root / ".cache", workspace.root),
            workspace=workspace,
            forge=hub,
            base=repository.default_branch,
            vocabulary=chosen(protocol, workspace.root),
            fill=renderer(workspace.root),
            today=world.today,
            report=world.report,
            warn=world.warn,
            models=models(protocol, root / ".cache", world),
            prompt=prompts(workspace.root),
            home=_home(repository, hub, world),
            next_run=Timetable.read(protocol.schedule.search, protocol.schedule.timezone)
            .after(world.today)
            .isoformat(),
        )
        return job(protocol, outside)
    finally:
        workspace.close()
