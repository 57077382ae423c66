"""Reply: one comment for each place at which somebody asked, whoever writes it first."""

from collections.abc import Sequence

from bot.events.inbox import own_reply
from bot.ports import Comment, Forge, PullRequest
from bot.rendering.replies import Entry, Mark, delayed, reply


def ensure_reply(forge: Forge, pull: PullRequest, mark: Mark, entries: Sequence[Entry]) -> None:
    """Ensure that the one reply to a place says what came of it."""
    if entries:
        _ensure(forge, pull, mark.place, _own(forge, pull, mark.place), reply(mark, entries))


def ensure_note(forge: Forge, pull: PullRequest, place: str, note: str) -> None:
    """Ensure that the reply to a place says why nothing more was done, and all it said before."""
    replies = _own(forge, pull, place)
    text = delayed(replies[0].body if replies else "", Mark(place=place), note)
    _ensure(forge, pull, place, replies, text)


def _ensure(
    forge: Forge, pull: PullRequest, place: str, replies: Sequence[Comment], text: str
) -> None:
    if not replies:
        forge.comment(pull.number, text)
        # Another job may have written one at the same time: the older stays.
        _, *younger = _own(forge, pull, place) or (None,)
        for comment in younger:
            forge.remove_comment(comment.id)
    elif replies[0].body.split() != text.split():
        forge.revise_comment(replies[0].id, text)


def _own(forge: Forge, pull: PullRequest, place: str) -> list[Comment]:
    """Our replies to a place as they stand now, the oldest first."""
    comments = forge.comments(pull.number)
    return [comment for comment in comments if own_reply(comment, pull, place)]
