"""Effects of trials: pooled where they print one measure with intervals, else counted."""

from dataclasses import replace

import pytest

from bot.domain.claims import Agreement, Certainty, Claim, Evidence, Species
from bot.domain.estimates import Estimate
from bot.domain.studies import Direction, FindingKind
from bot.synthesis import pooled_effects
from bot.synthesis.directness import cohort_sizes
from bot.synthesis.heterogeneity import estimates_agree, i_squared, poolable
from bot.synthesis.pooled_effects import pooled, vote_count

DIFFERENCES = ((-9.2, -13.1, -5.3), (-6.4, -11.0, -1.8), (-11.5, -17.2, -5.8), (-2.1, -8.0, 3.8))


def claim(
    estimates: tuple[Estimate | None, ...], ways: tuple[Direction, ...] | None = None
) -> Claim:
    ways = ways or (Direction.DECREASE,) * len(estimates)
    return Claim(
        region="", region_b="", family="pain", comparison="between_arms", clinical_variable="",
        intervention="juggling", species=Species.HUMAN, cohorts={}, total=len(estimates),
        direction=Direction.DECREASE, agreement=Agreement.CONSISTENT, fewest=1, at_least={},
        certainty=Certainty.LOW, kind=FindingKind.EFFECTS,
        evidence=tuple(
            Evidence(study=f"s{n}", finding="f1", cohort=f"c{n}", direction=way, estimate=estimate)
            for n, (estimate, way) in enumerate(zip(estimates, ways, strict=True))
        ),
    )  # fmt: skip


def difference(
    value: float, low: float, high: float, *, unit: str = "points", scale: str = "0–10"
) -> Estimate:
    return Estimate(measure="MD", value=value, low=low, high=high, unit=unit, scale=scale)


def test_a_pooled_effect_lies_among_its_trials_with_what_it_would_be_without_each() -> None:
    pytest.importorskip("statsmodels")
    effect = pooled(claim(tuple(difference(*numbers) for numbers in DIFFERENCES)))
    assert effect is not None
    assert (round(effect.value, 1), len(effect.trials)) == (-7.5, 4)
    assert effect.low < effect.value < effect.high < 0
    assert effect.predicted[0] < effect.low
    assert effect.left_out[0] < effect.value < effect.left_out[1]
    assert 0 < effect.i_squared < 1


def test_ratios_are_pooled_by_their_logarithms() -> None:
    pytest.importorskip("statsmodels")
    ratio = Estimate(measure="RR", value=0.5, low=0.25, high=1.0)
    effect = pooled(claim((ratio,) * 3))
    assert effect is not None
    assert effect.value == pytest.approx(0.5)
    assert effect.i_squared == 0


@pytest.mark.parametrize(
    "estimates",
    [
        (difference(-1, -2, 0), difference(-1, -2, 0)),
        (difference(-1, -2, 0), difference(-1, -2, 0), difference(-1, -2, 0, unit="mm")),
        (difference(-1, -2, 0), difference(-1, -2, 0), difference(-1, -2, 0, scale="0–100")),
        (difference(-1, -2, 0, scale=""),) * 3,
        (difference(-1, -2, 0), difference(-1, -2, 0), Estimate(measure="MD", value=-1.0)),
        (difference(-1, -2, 0), difference(-1, -2, 0), None),
    ],
    ids=["two trials", "another unit", "another scale", "no scale", "no interval", "no estimate"],
)
def test_nothing_is_pooled_that_is_not_three_times_the_same(
    estimates: tuple[Estimate | None, ...],
) -> None:
    assert not poolable(claim(estimates))
    assert pooled(claim(estimates)) is None


def test_without_the_extra_nothing_is_pooled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooled_effects, "can_pool", lambda: False)
    assert pooled(claim(tuple(difference(*numbers) for numbers in DIFFERENCES))) is None


def test_votes_have_wilsons_interval() -> None:
    ways = (Direction.DECREASE,) * 8 + (Direction.NONE,) * 2
    votes = vote_count(claim((None,) * 10, ways))
    assert votes is not None
    assert (votes.votes, votes.of) == (8, 10)
    # Newcombe 1998, Stat Med 17:857, method 3.
    assert (round(votes.low, 3), round(votes.high, 3)) == (0.490, 0.943)


def test_an_effect_beside_none_is_no_inconsistency_where_the_estimates_agree() -> None:
    ways = (Direction.DECREASE, Direction.DECREASE, Direction.NONE)
    alike = claim((difference(-4, -7, -1), difference(-5, -8, -2), difference(-3, -7, 1)), ways)
    apart = claim((difference(-9, -10, -8), difference(-5, -6, -4), difference(0, -1, 1)), ways)
    assert estimates_agree(alike)
    assert not estimates_agree(apart)
    assert i_squared(poolable(apart)) > 0.9


def test_a_cohort_has_the_people_of_its_largest_report() -> None:
    reported = claim((None, None, None))
    first, second, third = reported.evidence
    shared = replace(reported, evidence=(first, replace(second, cohort=first.cohort), third))
    people = {"s0": 40, "s1": 60, "s2": 0}
    assert cohort_sizes(shared, people.__getitem__) == (60, 0)
