"""The state of the evidence in two sentences, for the top of the review."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.claims import Agreement, Certainty, Claim
from bot.rendering.phrases import counted, enumerated


def in_brief(claims: Sequence[Claim], *, consistent: int, unit: str) -> str:
    """How many findings are replicated, conflict or stand alone, and how sure they are.

    ``consistent`` are those of people on which two or more independent cohorts agree; ``unit`` is
    what the topic calls a cohort.
    """
    if not claims:
        return ""
    conflicting = sum(claim.agreement is Agreement.CONTRADICTED for claim in claims)
    single = sum(claim.total == 1 for claim in claims)
    parts = (
        f"{_are(consistent)} consistent in two or more independent {unit}s",
        f"{_are(conflicting)} conflicting" if conflicting else "",
        f"{_are(single)} from one {unit}" if single else "",
    )
    told = enumerated([part for part in parts if part])
    return f"Of {counted(len(claims), 'finding')}, {told}. {_certainty(claims)}"


def _are(number: int) -> str:
    return f"{number:,} is" if number == 1 else f"{f'{number:,}' if number else 'none'} are"


def _certainty(claims: Sequence[Claim]) -> str:
    """How many findings are how sure: ``very low for 67 and low for 2``."""
    numbers = Counter(claim.certainty for claim in claims)
    if len(numbers) == 1:
        return f"Certainty (GRADE) is {claims[0].certainty}."
    levels = [f"{level} for {numbers[level]:,}" for level in Certainty if numbers[level]]
    return f"Certainty (GRADE) is {enumerated(levels)}."
