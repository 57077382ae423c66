"""Where several people decide each paper: what each said alone, and what they agree on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerVote:
    """One person's decision on one paper, which counts once enough others decide the same."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    record: str
    """The record's id."""
    by: str
    """The person, as the ledger names them."""
    verdict: Verdict
    """``unsure`` withdraws what they said before."""
    on: str
    """ISO date."""
    criterion: str = ""
    """The criterion that the paper fails, where the person named one."""
    reason: str = ""

    @property
    def person(self) -> str:
        """By what two spellings of one name are known to be one person."""
        return self.by.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What enough people decided alike."""

    verdict: Verdict
    criterion: str
    """The first in the order of the protocol of those that they named."""
    people: tuple[str, ...]


Votes = Mapping[str, ReviewerVote]
"""The votes on one paper that stand, by person."""


def standing_votes(votes: Iterable[ReviewerVote]) -> dict[str, dict[str, ReviewerVote]]:
    """The last vote of each person on each paper, in the order in which people first voted.

    Days rank before places in the file, so that ledgers merged in either order say the same.
    """
    standing: dict[str, dict[str, ReviewerVote]] = {}
    for vote in sorted(votes, key=lambda vote: vote.on):
        standing.setdefault(vote.record, {})[vote.person] = vote
    return standing


def deciding(votes: Votes) -> tuple[ReviewerVote, ...]:
    """The votes that decide: those that were not withdrawn."""
    return tuple(vote for vote in votes.values() if vote.verdict is not Verdict.UNSURE)


def agreed(votes: Votes, wanted: int, criteria: Sequence[str]) -> Agreed | None:
    """What ``wanted`` people decided alike, None where no verdict, or more than one, has so many.

    A third person's vote settles what two decided differently, and so does a changed mind.
    """
    for verdict in (Verdict.INCLUDE, Verdict.EXCLUDE):
        like = [vote for vote in deciding(votes) if vote.verdict is verdict]
        others = len(deciding(votes)) - len(like)
        if len(like) >= wanted and len(like) > others:
            named = {vote.criterion for vote in like if vote.criterion}
            return Agreed(
                verdict=verdict,
                criterion=next((name for name in criteria if name in named), ""),
                people=tuple(vote.by for vote in like),
            )
    return None


def is_conflict(votes: Votes) -> bool:
    """Whether people decided differently."""
    return len({vote.verdict for vote in deciding(votes)}) > 1


def is_disputed(votes: Votes, person: str) -> bool:
    """Whether people decided a paper differently, of whom ``person`` is one."""
    return _has_decided(votes, person) and is_conflict(votes)


def to_decide(queue: Iterable[str], standing: Mapping[str, Votes], person: str) -> tuple[str, ...]:
    """The papers of ``queue`` that are left to one of several: new ones, then those in dispute.

    What others decided differently is new to who has not decided it, and looks like any other.
    """
    votes = {key: standing.get(key, {}) for key in queue}
    return (
        *(key for key in votes if not _has_decided(votes[key], person)),
        *(key for key in votes if is_disputed(votes[key], person)),
    )


def _has_decided(votes: Votes, person: str) -> bool:
    vote = votes.get(person.casefold())
    return vote is not None and vote.verdict is not Verdict.UNSURE
