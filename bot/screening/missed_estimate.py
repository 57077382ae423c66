"""How many eligible papers a search misses, estimated from samples of what it does not match.

Candidates are parted into strata by their scores; a random sample of each goes before people. The
estimate is the stratified expansion, the sum of size x relevant / decided over all strata (Cochran,
Sampling Techniques, 3rd ed. 1977, chapter 5). Its interval joins exact ones: in each stratum all
numbers of relevant papers that the hypergeometric distribution does not refute (Clopper and
Pearson, Biometrika 1934;26:404; for finite lots Buonaccorsi, Am Stat 1987;41:215), each at an equal
part of the error (Bonferroni). It holds for any scores and any share of relevant papers: it rests
on the drawing alone, and errs on the wide side.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A lot of papers and what people said of those drawn from it."""

    size: int
    drawn: int
    relevant: int = 0
    irrelevant: int = 0

    @property
    def decided(self) -> int:
        """Papers drawn that people have decided."""
        return self.relevant + self.irrelevant

    @property
    def is_census(self) -> bool:
        """Whether every paper of it is decided: nothing is left to chance."""
        return self.decided == self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedEstimate:
    """How many eligible papers there are in some strata."""

    expected: float | None
    """None where people have decided none of a stratum."""
    low: int
    high: int


def estimate(strata: Sequence[Stratum], confidence: float = CONFIDENCE) -> MissedEstimate:
    """The eligible papers of all ``strata`` together.

    What was drawn and nobody has decided may be eligible or not: the limits allow for both.
    """
    uncertain = sum(not stratum.is_census for stratum in strata)
    risk = (1 - confidence) / max(1, uncertain) / 2
    limits = [_limits(stratum, risk) for stratum in strata]
    known = all(stratum.decided or not stratum.size for stratum in strata)
    expected = sum(
        stratum.size * stratum.relevant / stratum.decided for stratum in strata if stratum.decided
    )
    return MissedEstimate(
        expected=expected if known else None,
        low=sum(low for low, _ in limits),
        high=sum(high for _, high in limits),
    )


def _limits(stratum: Stratum, risk: float) -> tuple[int, int]:
    """The fewest and the most relevant papers of a stratum, each refuted with ``risk`` at most."""
    if stratum.is_census:
        return stratum.relevant, stratum.relevant
    possible = stratum.relevant + stratum.drawn - stratum.decided
    numbers = range(stratum.relevant, stratum.size - stratum.irrelevant + 1)
    low = bisect_left(
        numbers,
        x=True,
        key=lambda number: 1 - _chance(stratum, number, stratum.relevant - 1) > risk,
    )
    high = bisect_left(
        numbers, x=True, key=lambda number: _chance(stratum, number, possible) <= risk
    )
    return numbers[min(low, len(numbers) - 1)], numbers[max(high, 1) - 1]


def _chance(stratum: Stratum, relevant: int, most: int) -> float:
    """The chance that a sample holds at most ``most`` of the ``relevant`` papers of a stratum."""
    irrelevant = stratum.size - relevant
    fitting = sum(
        comb(relevant, hits) * comb(irrelevant, stratum.drawn - hits)
        for hits in range(min(most, stratum.drawn) + 1)
    )
    return fitting / comb(stratum.size, stratum.drawn)
