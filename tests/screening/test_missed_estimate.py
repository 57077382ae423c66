"""The estimate of the eligible papers that a search misses, and its interval."""

from itertools import product
from math import comb

import pytest

from bot.screening.missed_estimate import Stratum, estimate


def _chance(size: int, relevant: int, drawn: int, hits: int) -> float:
    return comb(relevant, hits) * comb(size - relevant, drawn - hits) / comb(size, drawn)


@pytest.mark.parametrize(("sizes", "drawn"), [((12, 7), (4, 2)), ((9, 9), (9, 3)), ((25,), (5,))])
def test_the_interval_covers_every_truth_in_95_of_100_samples(
    sizes: tuple[int, ...], drawn: tuple[int, ...]
) -> None:
    for truth in product(*(range(0, size + 1, 2) for size in sizes)):
        covered = 0.0
        for hits in product(*(range(count + 1) for count in drawn)):
            chance = 1.0
            for size, relevant, count, found in zip(sizes, truth, drawn, hits, strict=True):
                chance *= _chance(size, relevant, count, found)
            if chance:
                made = estimate(
                    [
                        Stratum(size=size, drawn=count, relevant=found, irrelevant=count - found)
                        for size, count, found in zip(sizes, drawn, hits, strict=True)
                    ]
                )
                covered += chance * (made.low <= sum(truth) <= made.high)
        assert covered >= 0.95


def test_the_estimate_weighs_each_stratum_by_its_size() -> None:
    made = estimate(
        [
            Stratum(size=20, drawn=20, relevant=7, irrelevant=13),
            Stratum(size=100, drawn=10, relevant=1, irrelevant=9),
        ]
    )
    assert made.expected == 17
    assert made.low >= 8
    assert made.high < 107


def test_a_stratum_seen_whole_leaves_no_doubt() -> None:
    made = estimate([Stratum(size=5, drawn=5, relevant=2, irrelevant=3)])
    assert (made.expected, made.low, made.high) == (2, 2, 2)
    assert estimate([]).high == 0


def test_what_nobody_has_decided_may_be_eligible_or_not() -> None:
    made = estimate([Stratum(size=50, drawn=10, relevant=0, irrelevant=0)])
    assert (made.expected, made.low, made.high) == (None, 0, 50)
    some = estimate([Stratum(size=50, drawn=10, relevant=0, irrelevant=8)])
    assert some.high > estimate([Stratum(size=50, drawn=10, irrelevant=10)]).high


def test_the_largest_stratum_of_pubmed_is_no_burden() -> None:
    made = estimate([Stratum(size=38_000_000, drawn=20, relevant=0, irrelevant=20)])
    assert (made.expected, made.low) == (0, 0)
    # The rule of Clopper and Pearson for nought of n: 1 - 0.025 ** (1 / n).
    assert made.high == pytest.approx(38_000_000 * (1 - 0.025 ** (1 / 20)), rel=1e-3)
