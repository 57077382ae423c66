"""The inbox: what people asked for on a pull request, as GitHub has it now.

Events come late, twice, out of order or not at all, so they only wake the program. What was asked
for is read off the comments as they stand and off the history of the body, in which nothing that
was ticked is lost, whoever wrote the body next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.events.command_call import CommandCall
from bot.events.comments import calls
from bot.ports import Account, Comment, PullRequest, Revision
from bot.rendering.boxes import finding_ticks, revision, ticks
from bot.rendering.replies import Mark

OURS = "<!-- living-review:"
"""What every comment of the bot opens with; such a comment is nobody's command."""
MOST_COMMENTS = 10
"""Comments under one pull request that are answered to somebody who may not write."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What one person asked for at one place at one time."""

    place: str
    """What is answered: a comment, or all that a person ticks in one pull request."""
    person: Account
    pull: int
    at: str
    """ISO date and time at which GitHub says it happened."""
    body: str
    """The pull request's body as the person saw it."""
    calls: tuple[CommandCall, ...]

    @property
    def by_box(self) -> bool:
        """Whether boxes were ticked; what is ticked once is asked for once."""
        return all(call.by_box for call in self.calls)


def requests(
    pull: PullRequest, revisions: Sequence[Revision], comments: Sequence[Comment]
) -> tuple[Request, ...]:
    """All that people ask for on ``pull``, in the order in which they did."""
    asked = (*_ticked(pull, revisions), *_written(pull, revisions, comments))
    return tuple(sorted(asked, key=lambda request: request.at))


def unanswered(
    asked: Sequence[Request], pull: PullRequest, comments: Sequence[Comment]
) -> tuple[Request, ...]:
    """The requests that no reply of ours has answered yet."""
    answered: dict[str, str] = {}
    for comment in comments:
        if mark := own_reply(comment, pull):
            answered[mark.place] = max(mark.at, answered.get(mark.place, ""))
    return tuple(
        request
        for request in asked
        if request.at > answered.get(request.place, "")
        # Two boxes may be ticked within one second, and one of them be seen before the other.
        or (request.by_box and request.at == answered.get(request.place))
    )


def own_reply(comment: Comment, pull: PullRequest, place: str = "") -> Mark | None:
    """The mark of a comment that is a reply of ours, to one place or any.

    Whoever opened the pull request is the bot: a stranger's comment with our mark is not ours.
    """
    mark = Mark.of(comment.body) if comment.by.login == pull.author else None
    return mark if mark and place in ("", mark.place) else None


def beyond_bounds(request: Request, asked: Sequence[Request]) -> bool:
    """Whether somebody wrote too many comments before for one who may not write."""
    before = {
        earlier.place
        for earlier in asked
        if earlier.person.login == request.person.login and earlier.at < request.at
    }
    return len(before - {request.place}) >= MOST_COMMENTS


def _ticked(pull: PullRequest, revisions: Sequence[Revision]) -> Iterator[Request]:
    for before, after in pairwise(revisions):
        known = revision(before.body)
        if not after.by.person or revision(after.body) != known:
            # The program's own text, under whatever name it writes.
            continue
        if not known and after.by.login == pull.author:
            # Former versions did not number their texts.
            continue
        given = tuple(
            CommandCall(
                name=str(tick.verdict),
                arguments=f"{tick.record} {tick.criterion}".strip(),
                by_box=True,
            )
            for tick in ticks(before.body, after.body)
        )
        given += tuple(
            CommandCall(name=tick.act, arguments=f"{tick.record} {tick.finding}", by_box=True)
            for tick in finding_ticks(before.body, after.body)
        )
        if given:
            yield Request(
                place=f"boxes-{pull.number}-{after.by.login}", person=after.by, pull=pull.number,
                at=after.at, body=after.body, calls=given,
            )  # fmt: skip


def _written(
    pull: PullRequest, revisions: Sequence[Revision], comments: Sequence[Comment]
) -> Iterator[Request]:
    for comment in comments:
        # An edit by somebody else would let them speak in the author's name.
        if not (comment.by.person and comment.own) or comment.body.startswith(OURS):
            continue
        if given := calls(comment.body):
            yield Request(
                place=f"comment-{comment.id}", person=comment.by, pull=pull.number,
                at=comment.at, body=_seen(pull, revisions, comment.at), calls=given,
            )  # fmt: skip


def _seen(pull: PullRequest, revisions: Sequence[Revision], at: str) -> str:
    """The body as it was when somebody wrote a comment."""
    then = [revision.body for revision in revisions if revision.at <= at]
    return then[-1] if then else (revisions[0].body if revisions else pull.body)
