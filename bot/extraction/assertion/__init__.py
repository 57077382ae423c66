"""How a paper says what it says: found, denied, not significant, others', or only expected.

A candidate is judged with its whole sentence and the one after it.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.extraction.assertion import attribution, denial, significance
from bot.extraction.assertion.significance import USUAL_LEVEL, level_of
from bot.extraction.assertion.words import HEDGES
from bot.extraction.statements import statements
from bot.extraction.text import Span, small

__all__ = ["Assertion", "AssertionKind", "assess", "is_hedged", "level_of"]


class AssertionKind(StrEnum):
    """What a paper does with a statement."""

    FINDING = "finding"
    NULL = "null"
    """It says that there is no difference, change or relation."""
    NOT_SIGNIFICANT = "not_significant"
    DENIED = "denied"
    """It says that there is no such difference, which leaves the opposite open."""
    ATTRIBUTED = "attributed"
    """It tells what others found."""
    EXPECTED = "expected"
    """It tells what was expected, asked or assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """How something is said."""

    kind: AssertionKind
    hedged: bool = False
    why: str = ""
    """In words of our own, empty for a plain finding."""

    @property
    def holds(self) -> bool:
        """Whether the paper says that it found this."""
        return self.kind is AssertionKind.FINDING


_WHY = {
    AssertionKind.NULL: "its sentence says that there is no difference or relation",
    AssertionKind.DENIED: "its sentence denies it",
    AssertionKind.NOT_SIGNIFICANT: "its words call it not significant",
    AssertionKind.ATTRIBUTED: "its sentence tells what others found",
    AssertionKind.EXPECTED: "its sentence tells what was expected, not what was found",
}


def assess(
    sentence: Span,
    start: int,
    end: int,
    *,
    cue: tuple[int, int] | None = None,
    following: Span | None = None,
    level: float = USUAL_LEVEL,
) -> Assertion:
    """Judge what is said at a place of the abstract.

    ``start`` and ``end`` enclose the words for direction, measure and place, ``cue`` those for the
    direction; ``following`` is the next sentence of the same section.
    """
    parts = statements(sentence)
    cue = cue or (start, end)
    own = next((number for number, part in enumerate(parts) if cue[0] < part.end), len(parts) - 1)
    part = parts[own]
    words = small(part.text)
    low, high = max(0, start - part.start), min(len(words), max(end - part.start, 1))
    at = (max(0, cue[0] - part.start), min(len(words), max(cue[1] - part.start, 1)))
    kind = _of_whom(words, at[0]) or _denied(words, at) or _significance(words, low, high, level)
    if kind is None:
        focus = small(part.text[low:high])
        others = [small(later.text) for later in parts[own + 1 :]]
        if own and parts[own - 1].text.lower().startswith(
            ("although", "though", "while", "even though")
        ):
            others.insert(0, small(parts[own - 1].text))
        if following is not None:
            others += [small(later.text) for later in statements(following)[:2]]
        whole = small(sentence.text)
        if any(significance.taken_back(statement, focus, whole) for statement in others):
            kind = AssertionKind.NOT_SIGNIFICANT
    judged = kind or AssertionKind.FINDING
    return Assertion(kind=judged, hedged=is_hedged(part.text), why=_WHY.get(judged, ""))


@lru_cache(maxsize=64)
def is_hedged(statement: str) -> bool:
    """Whether a statement says what it says with reserve."""
    return bool(HEDGES.search(small(statement)))


@lru_cache(maxsize=256)
def _of_whom(words: str, at: int) -> AssertionKind | None:
    if attribution.expected(words, at):
        return AssertionKind.EXPECTED
    return AssertionKind.ATTRIBUTED if attribution.of_others(words, at) else None


def _denied(words: str, at: tuple[int, int]) -> AssertionKind | None:
    denying = denial.denied(words, *at)
    if not denying:
        return None
    return AssertionKind.NULL if denial.denies_any(words[at[0] :]) else AssertionKind.DENIED


def _significance(words: str, start: int, end: int, level: float) -> AssertionKind | None:
    return AssertionKind.NOT_SIGNIFICANT if significance.fails(words, start, end, level) else None
