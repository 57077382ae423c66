"""A decision is one verdict on one record: by whom or what, why, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.model_votes import Dissent, ModelVote
from bot.domain.verdicts import Judge, Verdict

OFF_TOPIC, RANKED_LOW = "off topic", "ranked low"
"""Criteria of exclusion by rank: with a concept of the question missing, and with none missing."""
NOT_SCREENED = "not screened by a person"
"""Criterion of what the rule for stopping closed."""

DUPLICATE = "duplicate"
"""What any paper may fail besides the criteria: it is in the review already."""

NOT_JUDGED = "not judged yet"
"""Judge of a paper that waits for the next run to screen it."""
RETURNED = "returned 1"
"""In whose name the papers of a closed pull request are put before people again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One verdict; appended to the ledger and never changed."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    record: str
    """The record's id."""
    verdict: Verdict
    judge: Judge
    by: str
    """The person's login, or the machine's name and version."""
    on: str
    """ISO date."""
    reasons: tuple[str, ...]
    criterion: str = ""
    """The name of the criterion that failed, where one did."""
    score: float | None = None
    """The classifier's rank score from 0 to 1, where it spoke."""
    words: tuple[str, ...] = ()
    """The words that raised that score most."""
    threshold: float | None = None
    """The rank below which papers were excluded then, where one was in force."""
    votes: tuple[ModelVote, ...] = ()
    """What language models answered; votes without answers where none could be used."""
    dissent: Dissent | None = None
    """How models and the program's own screening differ, where they do."""

    @property
    def rank(self) -> float | None:
        """What a threshold is compared with: papers that lack a concept stand below all others."""
        if self.score is None:
            return None
        return self.score - 1.0 if self.criterion == OFF_TOPIC else self.score


def current_decisions(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that counts for each record: a person's before a machine's, then the latest.

    Dates rank before places in the file, so that two ledgers merged line by line
    give the same answer in either order.
    """
    counts: dict[str, Decision] = {}
    for decision in decisions:
        before = counts.get(decision.record)
        if before is None or _weight(decision) >= _weight(before):
            counts[decision.record] = decision
    return counts


def day_of_decision(on: str, current: Decision | None) -> str:
    """The ISO date of a decision made on the day ``on`` in place of the one that counts now.

    A clock that runs behind must not put a decision before the one that it replaces.
    """
    return max(on, current.on if current else "")


def _weight(decision: Decision) -> tuple[bool, str]:
    return decision.judge is Judge.PERSON, decision.on
