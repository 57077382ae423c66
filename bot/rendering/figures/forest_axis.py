"""The axis of a panel of the forest plot: where its estimates lie, and where no effect does."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log, log10

from bot.domain.estimates import RATIOS, Estimate
from bot.synthesis.pooled_effects import PooledEffect

LEFT, RIGHT = 236.0, 600.0
"""Where the axis begins and ends on the sheet."""
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of one panel: its ends, its ticks and where no effect lies."""

    low: float
    high: float
    null: float
    ratio: bool

    @classmethod
    def of(cls, estimates: Sequence[Estimate], pooled: PooledEffect | None) -> "Axis":
        """The axis on which some estimates lie, and what they are together."""
        null = estimates[0].null
        ends = [end for e in estimates for end in (e.low, e.high) if end is not None]
        ends += [null, *([*pooled.predicted] if pooled else [])]
        low, high = min(ends), max(ends)
        if estimates[0].measure in RATIOS:
            return cls(max(low / 1.15, 0.01), min(high * 1.15, 100.0), null, ratio=True)
        room = 0.06 * (high - low)
        return cls(low - room, high + room, null, ratio=False)

    @property
    def ticks(self) -> list[float]:
        """A few round values, with that of no effect among them."""
        if self.ratio:
            round_values = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
            return [float(value) for value in round_values if self.low <= value <= self.high]
        step = _step((self.high - self.low) / _TICKS)
        first = floor(self.low / step) + 1
        return [round(step * n, 6) for n in range(first, first + 12) if step * n <= self.high]

    def x(self, value: float) -> float:
        """Where a value lies on the sheet."""
        within = min(max(value, self.low), self.high)
        if self.ratio:
            share = (log(within) - log(self.low)) / (log(self.high) - log(self.low))
        else:
            share = (within - self.low) / (self.high - self.low)
        return LEFT + share * (RIGHT - LEFT)


def _step(rough: float) -> float:
    """The round step next above a rough one: 1, 2 or 5 times a power of ten."""
    size = 10.0 ** floor(log10(rough))
    return next(size * step for step in (1, 2, 5, 10) if size * step >= rough)
