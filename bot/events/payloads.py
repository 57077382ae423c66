"""What GitHub tells of one event, as far as the bot is concerned with it.

The fields are those of webhook payloads; they are read from the event's file and nowhere else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.events.comments import CommandCall, calls
from bot.rendering.boxes import Tick, pressed, ticks

OURS = "<!-- living-review:"
"""What every comment of the bot opens with; such a comment is nobody's command."""
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who acted: somebody with an account, and not a program."""

    login: str
    id: int

    @property
    def co_author(self) -> str:
        """The line that names them in a commit."""
        return f"Co-authored-by: {self.login} <{self.id}+{self.login}@users.noreply.github.com>"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that a person did on a pull request."""

    person: Person
    pull: int
    body: str
    """The pull request's body as the person saw it."""
    at: str = ""
    """When GitHub says that it happened; of an edit, its mark."""


@dataclass(frozen=True, kw_only=True)
class CommentEvent(Event):
    """A comment was written or edited by its author."""

    comment: int
    calls: tuple[CommandCall, ...]


@dataclass(frozen=True, kw_only=True)
class BoxEvent(Event):
    """Boxes in the body were ticked."""

    ticks: tuple[Tick, ...]


@dataclass(frozen=True, kw_only=True)
class ControlEvent(Event):
    """Controls of the dashboard were ticked; ``pull`` is the number of its issue."""

    controls: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PullRequestEnded(Event):
    """The pull request was merged, or closed without."""

    merged: bool


class UnreadableEvent(Exception):
    """The file does not hold what GitHub sends."""


def parse_event(payload: object) -> Event | None:
    """The event, None when there is nothing in it for the bot.

    Raises:
        UnreadableEvent: it is no event of GitHub's.
    """
    if not isinstance(payload, Mapping) or "action" not in payload or "sender" not in payload:
        raise UnreadableEvent
    try:
        person = _person(payload["sender"])
        if person is None:
            return None
        if "comment" in payload and "issue" in payload:
            return _commented(payload, person)
        if "issue" in payload:
            return _issue(payload, person)
        return _pull_request(payload, person) if "pull_request" in payload else None
    except (KeyError, TypeError, AttributeError, ValueError):
        raise UnreadableEvent from None


def _commented(payload: Mapping[str, Any], person: Person) -> Event | None:
    issue, comment = payload["issue"], payload["comment"]
    text = comment["body"] or ""
    # An edit by somebody else would let them speak in the author's name, or the author in theirs.
    own = comment["user"]["login"] == person.login
    if payload["action"] not in ("created", "edited") or not own or text.startswith(OURS):
        return None
    given = calls(text)
    if "pull_request" not in issue or not (given or payload["action"] == "edited"):
        return None
    return CommentEvent(
        person=person, pull=int(issue["number"]), body=issue.get("body") or "",
        at=str(comment.get("updated_at") or ""), comment=int(comment["id"]), calls=given,
    )  # fmt: skip


def _pull_request(payload: Mapping[str, Any], person: Person) -> Event | None:
    pull = payload["pull_request"]
    number, body = int(pull["number"]), pull.get("body") or ""
    if payload["action"] == "closed":
        return PullRequestEnded(
            person=person, pull=number, body=body, merged=bool(pull.get("merged"))
        )
    before = ((payload.get("changes") or {}).get("body") or {}).get("from")
    if payload["action"] != "edited" or before is None:
        return None
    changed = ticks(before, body)
    if not changed:
        return None
    return BoxEvent(
        person=person, pull=number, body=body, at=str(pull["updated_at"]), ticks=changed
    )


def _issue(payload: Mapping[str, Any], person: Person) -> Event | None:
    issue = payload["issue"]
    body = issue.get("body") or ""
    before = ((payload.get("changes") or {}).get("body") or {}).get("from")
    if payload["action"] != "edited" or before is None or "pull_request" in issue:
        return None
    controls = pressed(before, body)
    if not controls:
        return None
    return ControlEvent(
        person=person, pull=int(issue["number"]), body=body,
        at=str(issue.get("updated_at") or ""), controls=controls,
    )  # fmt: skip


def _person(sender: Mapping[str, Any]) -> Person | None:
    login = str(sender["login"])
    if sender.get("type") == "Bot" or not _LOGIN.fullmatch(login):
        return None
    return Person(login=login, id=int(sender["id"]))
