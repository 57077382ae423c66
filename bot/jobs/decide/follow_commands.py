"""Follow commands: what a person says on this machine, as a comment would say it on GitHub."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.events.comments import calls
from bot.events.inbox import Request
from bot.jobs.decide.record_decisions import Reviewer
from bot.pipeline.apply_reviewer_actions import apply_reviewer_actions
from bot.pipeline.context import RunContext
from bot.pipeline.dashboard import refresh_after_reply
from bot.pipeline.follow_request import done_at, follow_request
from bot.pipeline.publish_update import publish_update
from bot.pipeline.refresh_proposal import refresh_proposal
from bot.pipeline.weekly import begin
from bot.ports import Account
from bot.rendering.phrases import counted
from bot.rendering.replies import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCommands:
    """Commands that a person gave, and how the papers in them are numbered."""

    text: str
    """One command a line, as in a comment: ``/confirm 900000017 f2``."""
    at: str
    """ISO date and time."""
    body: str = ""
    """The proposal as the person saw it, whose numbers name papers."""


@dataclass(frozen=True, kw_only=True)
class FollowedCommands:
    """What came of commands."""

    entries: tuple[Entry, ...]
    branch: str
    """Where what was done stands now."""


def follow_commands(
    context: RunContext, reviewer: Reviewer, written: WrittenCommands
) -> FollowedCommands:
    """Follow what a person wrote, on top of all that others did, and publish it in one commit.

    Raises:
        Overtaken: the branch was moved in the meantime, and nothing was done.
        ServiceFailed: the remote or GitHub does not answer.
    """
    draft = apply_reviewer_actions(begin(context), context)
    before = draft.marked
    # Said twice in one second, it is two places all the same.
    place = f"{reviewer.name} {written.at} {len(before.actions)}"
    request = Request(
        place=place, person=Account(login=reviewer.name), pull=0, at=written.at,
        body=written.body, calls=calls(written.text),
    )  # fmt: skip
    state, others = follow_request(request, before, context, may_write=True)
    done = tuple(done_at(place, state))
    branch = context.review.workspace.branch
    if done:
        commit = reviewer.commit_message(_subject(done))
        draft = publish_update(draft, state, commit, f"{reviewer.name} said", context)
        draft = replace(draft, answered=tuple(entry.sentence for entry in done))
        refresh_after_reply(refresh_proposal(draft, context), context)
    return FollowedCommands(entries=(*done, *others), branch=branch)


def _subject(done: Sequence[Entry]) -> str:
    """The first line of the commit: the one command, or how many there were."""
    return done[0].command if len(done) == 1 else f"Follow {counted(len(done), 'command')}"
