"""An elusion test: excluded papers that people look at again, and what it says of those missed."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness


@dataclass(frozen=True, slots=True, kw_only=True)
class ElusionEstimate:
    """What audits say about the relevant papers that the program excluded."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    excluded: int
    """Papers that the program excluded, looked at again or not."""
    audited: int
    """Of these, the ones drawn at random that people have decided."""
    relevant: int
    """Relevant papers among the audited."""
    missed_low: int
    missed_high: int
    """Bounds of the relevant papers among all that were excluded."""
    recall_low: float
    recall_high: float
    """Bounds of found ÷ (found + missed)."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElusionTest:
    """The excluded papers that one run put before people again, and what all audits say so far."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    drawn: tuple[str, ...]
    ever: ElusionEstimate
    last_year: ElusionEstimate
