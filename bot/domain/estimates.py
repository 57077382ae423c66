"""An estimate of an effect as a paper prints it: measure, value, interval and p value."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.domain import STRICT, Strictness

MEAN_DIFFERENCE, STANDARDISED, RISK_RATIO, ODDS_RATIO, HAZARD_RATIO, RISK_DIFFERENCE, RATE_RATIO = (
    "MD", "SMD", "RR", "OR", "HR", "RD", "IRR",
)  # fmt: skip
RATIOS = frozenset((RISK_RATIO, ODDS_RATIO, HAZARD_RATIO, RATE_RATIO))
"""Measures that are 1 where there is no effect; they are pooled by their logarithms."""
_TIME = re.compile(r"survival|\b(?:times?|duration|days to|length of)\b", re.IGNORECASE)
"""Outcomes, by their ids, that are how long it takes until something happens."""
_POINTS = frozenset(("", "point", "pt", "unit", "score"))
"""Units that are as large as the scale makes them."""
_FARTHEST = 1e12
"""No effect is as large; what a slip makes larger, or without end, no sum of squares could hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How large an effect is, as printed; nothing in it is ever computed."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    measure: str = ""
    """``MD``, ``SMD``, ``RR``, ``OR``, ``HR``, ``RD`` or ``IRR``; empty where only p is printed."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    """The ends of the confidence interval."""
    level: float = 95.0
    """Confidence of the interval, in per cent."""
    unit: str = ""
    """As printed behind the value: ``mm``, ``points``, ``%``."""
    scale: str = ""
    """From where to where the scale of its points runs, where that is printed: ``0–100``."""
    p: str = ""
    """With its sign: ``= 0.03``, ``< 0.001``."""

    @property
    def null(self) -> float:
        """The value that means no effect."""
        return 1.0 if self.measure in RATIOS else 0.0

    @property
    def quantity(self) -> tuple[str, str]:
        """What can be pooled: measure and unit, for points with the range of their scale.

        The unit is empty where nothing is known of what the value is counted in.
        """
        if self.measure != MEAN_DIFFERENCE:
            return self.measure, self.measure
        unit = self.unit.lower().rstrip("s")
        return self.measure, unit if unit not in _POINTS else self.scale

    @property
    def has_interval(self) -> bool:
        """Whether value and interval are printed, can be meant, and the one lies in the other."""
        if self.value is None or self.low is None or self.high is None:
            return False
        ordered = self.low <= self.value <= self.high and self.low < self.high
        meant = self.low >= -_FARTHEST and self.high <= _FARTHEST
        return ordered and meant and (self.low > 0 or self.measure not in RATIOS)

    @property
    def excludes_null(self) -> bool:
        """Whether there is an interval, and it lies on one side of no effect."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.null or self.high < self.null

    @property
    def touches_null(self) -> bool:
        """Whether the interval ends at no effect as printed: rounded, it shows neither."""
        return self.null in (self.low, self.high)

    @property
    def turned(self) -> "Estimate":
        """The same difference told of the other group; of a ratio, which has none, itself."""
        if self.measure in RATIOS:
            return self
        return replace(self, value=_negative(self.value), low=_negative(self.high),
                       high=_negative(self.low))  # fmt: skip


def goes_against(measure: str, outcome: str) -> bool:
    """Whether a measure above no effect means less of an outcome.

    A hazard ratio of a time is of what ends it: below 1 deaths are rarer, and survival longer.
    """
    return measure == HAZARD_RATIO and bool(_TIME.search(outcome.replace("_", " ")))


def _negative(value: float | None) -> float | None:
    return None if value is None else -value or 0.0
