"""Effects of trials: pooled where they print one measure with intervals, else counted."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import t

from bot.domain.claims import Agreement, Certainty, Claim, Evidence, Species
from bot.domain.estimates import Estimate
from bot.domain.studies import Direction, FindingKind
from bot.synthesis.heterogeneity import estimates_agree, i_squared, poolable
from bot.synthesis.participants import cohort_sizes
from bot.synthesis.pooled_effects import pooled, speaks_for_no_effect, vote_count
from bot.synthesis.random_effects import combined, variance_between

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
    effect = pooled(claim(tuple(difference(*numbers) for numbers in DIFFERENCES)))
    assert effect is not None
    assert (round(effect.value, 1), len(effect.trials)) == (-7.5, 4)
    assert effect.low < effect.value < effect.high < 0
    assert effect.predicted[0] < effect.low
    assert effect.left_out[0] < effect.value < effect.left_out[1]
    assert 0 < effect.i_squared < 1


def test_a_trial_weighs_more_the_narrower_its_interval() -> None:
    wide = difference(-2.0, -12.0, 8.0)
    effect = pooled(claim((difference(-2.0, -7.0, 3.0), wide, wide)))
    assert effect is not None
    assert effect.weights == pytest.approx((4 / 6, 1 / 6, 1 / 6))


def test_trials_that_differ_weigh_more_alike() -> None:
    effect = pooled(claim(tuple(difference(*numbers) for numbers in DIFFERENCES)))
    assert effect is not None
    assert sum(effect.weights) == pytest.approx(1)
    plain = [1 / (high - low) ** 2 for _, low, high in DIFFERENCES]
    assert max(effect.weights) < max(plain) / sum(plain)


def test_ratios_are_pooled_by_their_logarithms() -> None:
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


@pytest.mark.parametrize(
    ("effects", "variances"),
    [
        ((-0.9, -0.2, -1.4, 0.3), (0.04, 0.09, 0.02, 0.3)),
        ((-0.5, -0.5, -0.5), (0.04, 0.09, 0.02)),
        ((3.0, -8.0), (0.5, 0.1)),
    ],
    ids=["trials that differ", "trials that agree", "two trials"],
)
def test_as_statsmodels_combines_them(
    effects: tuple[float, ...], variances: tuple[float, ...]
) -> None:
    meta = pytest.importorskip("statsmodels.stats.meta_analysis")
    with np.errstate(divide="ignore"):
        theirs = meta.combine_effects(np.array(effects), np.array(variances), method_re="iterated")
    ours = combined(effects, variances)
    knapp = t.ppf(0.975, len(effects) - 1) * theirs.sd_eff_w_re_hksj
    half = max(1.959964 * theirs.sd_eff_w_re, knapp)
    assert variance_between(effects, variances) == pytest.approx(max(theirs.tau2, 0), abs=1e-4)
    assert (ours.low, ours.value, ours.high) == pytest.approx(
        (theirs.mean_effect_re - half, theirs.mean_effect_re, theirs.mean_effect_re + half),
        abs=1e-4,
    )
    assert ours.next_low <= ours.low <= ours.high <= ours.next_high


@pytest.mark.parametrize(
    ("numbers", "doubtful"),
    [
        (((-9, -13, -5), (-6, -11, -1), (-11, -17, -5)), False),
        (((-9, -13, -5), (-1, -8, 6), (2, -4, 8)), True),
    ],
)
def test_what_is_pooled_leaves_room_for_no_effect_or_does_not(
    numbers: tuple[tuple[float, float, float], ...], *, doubtful: bool
) -> None:
    trials = tuple(difference(*ends) for ends in numbers)
    assert speaks_for_no_effect(claim(trials)) is doubtful
    # Three of seven trials speak for themselves, and not for the others.
    assert not speaks_for_no_effect(claim((*trials, *(None,) * 4)))


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
