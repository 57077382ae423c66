"""One direction that a sentence of a trial may report for one outcome, before that is weighed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.domain.estimates import Estimate, goes_against
from bot.domain.protocol import Better
from bot.domain.studies import FLIPPED, Direction
from bot.extraction.assertion import Assertion, AssertionKind
from bot.extraction.assertion.significance import USUAL_LEVEL, p_values
from bot.extraction.effects.arms import ArmName, Side
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.findings.cue_vocabulary import VALUED
from bot.extraction.findings.cues import Cue
from bot.extraction.text import Span

_NULL_KINDS = frozenset((AssertionKind.NOT_SIGNIFICANT, AssertionKind.NULL))
DENIES = re.compile(
    r"\b(?:not?|neither|nor|none|never|without|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|absence of"
    r"|little)\b|n['\u2019]t\b"
)
"""Words in small letters that deny what stands behind them."""
_TIMES = re.compile(r"\b(?:time to|onset|latency|delay)\b|\btime$")
"""Outcomes that are times, of which what came faster or earlier is less."""
_SOONER = {
    "faster": Direction.DECREASE,
    "earlier": Direction.DECREASE,
    "slower": Direction.INCREASE,
}
_IMPROVED = re.compile(r"\bimprove(?:d|ments?)\b")
_CLOSE = 60
"""Letters before a word for a direction in which it may be denied."""
_SIGNS: Mapping[str, Direction] = MappingProxyType(
    {
        "increase": Direction.INCREASE,
        "decrease": Direction.DECREASE,
        "none": Direction.NONE,
        "altered": Direction.ALTERED,
    }
)


class DirectionBasis(StrEnum):
    """What a direction was read from."""

    WORDS = "words"
    VALUES = "values"
    """Two values beside each other, one for each arm."""
    ESTIMATE = "estimate"
    CARRIED = "carried"
    """Words that go on about the outcomes before: ``but without differences between groups``."""


@dataclass(frozen=True, slots=True, eq=False)
class EffectCandidate:
    """One direction that a sentence may report for one outcome."""

    sentence: Span
    kind: str
    """What part of the paper the sentence reports."""
    clause: tuple[int, int]
    cue: Cue
    outcome: Outcome
    assertion: Assertion
    index: ArmName | None
    """Of whom it is told, where the clause names the arm."""
    comparator: ArmName | None
    joint: bool
    """Whether the clause speaks of both groups together."""
    together: bool
    """Whether it is told of two arms that are named as one: ``juggling and rest both ...``."""
    of_others: bool
    """Whether its clause compares others than the two arms, or two groups within one."""
    basis: DirectionBasis
    sign: Direction | None = None
    """The sign that values or an estimate give."""
    estimate: Estimate | None = None
    tested: bool = True
    """Whether a p value or an interval stands by it, where it was read from two values."""
    contrasted: bool = False
    """Whether its sentence says that the other arm did not change, or went the other way."""
    apart: bool = False
    """Whether each arm is tested alone there, so that it tells a change of one of them."""
    rivals: tuple[str, ...] = ()
    """What else the clause holds: ``null``, ``opposite``, ``unknown group``."""

    @property
    def inverted(self) -> bool:
        """Whether the words tell it of the arm compared with."""
        if self.comparator is not None:
            return self.comparator.side is Side.INDEX
        return self.index is not None and self.index.side is Side.COMPARATOR

    @property
    def is_valued(self) -> bool:
        """Whether its words call it better or worse, whichever way that is."""
        return self.sign is None and self.cue.sign in VALUED

    @property
    def is_improvement(self) -> bool:
        """Whether its two values say how much better it got: ``improved by 9 and 3 points``."""
        if self.basis is not DirectionBasis.VALUES or not _IMPROVED.search(self.words):
            return False
        # Where the outcome is the improvement itself, more of it is more.
        return not _IMPROVED.search(self.outcome_words)

    @property
    def names_both(self) -> bool:
        """Whether the clause names both arms, so that it says which two it compares."""
        return self.index is not None and self.comparator is not None

    @property
    def words(self) -> str:
        """The words of its clause, in small letters."""
        start, end = self.clause
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start].lower()

    @property
    def outcome_words(self) -> str:
        """The printed name of its outcome, in small letters."""
        start, outcome = self.sentence.start, self.outcome
        return self.sentence.text[outcome.start - start : outcome.end - start].lower()

    def _fails(self) -> bool:
        """Whether its words call it not significant, or deny it close before."""
        if self.assertion.kind is AssertionKind.DENIED:
            at = self.cue.start - self.sentence.start
            return bool(DENIES.search(self.sentence.text[max(0, at - _CLOSE) : at].lower()))
        return self.assertion.kind in _NULL_KINDS

    def direction(self, better: str) -> Direction:
        """What it says of the index arm; ``better`` is which way is better: lower or higher.

        Where nobody says, more is taken for better, as on most scales.
        """
        printed = self._printed(better)
        return FLIPPED.get(printed, printed) if self.inverted else printed

    def _printed(self, better: str) -> Direction:
        """What it says of whomever the words tell it."""
        interval = self.estimate if self.estimate and self.estimate.has_interval else None
        if interval and not (interval.excludes_null or interval.touches_null):
            return Direction.NONE  # "higher (odds ratio 1.4, 95% CI 0.9 to 2.2)"
        if self.sign is not None:
            less = self.is_improvement and better == Better.LOWER
            return FLIPPED.get(self.sign, self.sign) if less else self.sign
        if self.cue.negated or self.cue.sign == "none" or self._fails():
            return Direction.NONE
        if self.cue.sign in VALUED:
            less = (self.cue.sign == "better") == (better == Better.LOWER)
            return Direction.DECREASE if less else Direction.INCREASE
        if self.cue.sign == "altered" and self.estimate and self.estimate.has_interval:
            return direction_of(self.estimate, self.outcome.id)
        timed = _SOONER.get(self.cue.word) if _TIMES.search(self.outcome.id) else None
        return timed or _SIGNS[self.cue.sign]


def _is_at_the_edge(estimate: Estimate) -> bool:
    """Whether an interval ends at no effect, and its test says that there is one."""
    values = [value for _, _, value, _ in p_values(f"p {estimate.p}")] if estimate.p else []
    return estimate.touches_null and bool(values) and values[0] < USUAL_LEVEL


def direction_of(estimate: Estimate, outcome: str) -> Direction:
    """What an interval says of an outcome: on one side of no effect, or over it."""
    if estimate.value is None or not (estimate.excludes_null or _is_at_the_edge(estimate)):
        return Direction.NONE
    more = (estimate.value > estimate.null) is not goes_against(estimate.measure, outcome)
    return Direction.INCREASE if more else Direction.DECREASE
