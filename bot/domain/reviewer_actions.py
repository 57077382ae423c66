"""A reviewer action is one thing that a person did in a pull request: a command, a box, its end."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAction:
    """One action that was followed; the ledger has it once, so that it is never followed twice."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    id: str
    """Where it was given and what: unlike every other action's."""
    place: str
    """What is answered: a comment, or a person's boxes in one pull request."""
    by: str
    """The person's login."""
    on: str
    """ISO date."""
    pull: int
    """Number of the pull request."""
    command: str
    """The command, on one line; :data:`CLOSED` or :data:`MERGED` for the end of a pull request."""
    result: str
    """What came of it, in one sentence."""
    records: tuple[str, ...] = ()
    """Ids of the papers it was about."""
    read: tuple[str, ...] = ()
    """Of these, the papers that were read in consequence."""
    at: str = ""
    """ISO date and time at which GitHub says it happened, where it says so."""
    until: str = ""
    """ISO date until which nobody is to be asked."""


CLOSED, MERGED = "closed", "merged"
"""The commands that stand for the end of a pull request."""
