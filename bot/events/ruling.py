"""What a person says of one paper, and how a verdict is put into words."""

from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.domain.verdicts import Judge, Verdict


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a person says of one paper."""

    verdict: Verdict
    by: str
    """The person, as the ledger names them."""
    on: str
    """ISO date."""
    reason: str
    criterion: str = ""
    """The name of the criterion that the paper fails."""


def is_decided_so(current: Decision | None, verdict: Verdict, criterion: str) -> bool:
    """Whether a person's decision that stands says the same already."""
    return current is not None and (current.judge, current.verdict, current.criterion) == (
        Judge.PERSON, verdict, criterion,
    )  # fmt: skip


def verdict_words(verdict: Verdict, criterion: str = "") -> str:
    """A verdict as it follows the name of a paper."""
    if verdict is Verdict.EXCLUDE:
        return f"excluded ({criterion})" if criterion else "excluded"
    return "included" if verdict is Verdict.INCLUDE else "awaiting a decision"
