"""Coordinates are pooled only where enough independent experiments of one comparison are."""

from dataclasses import replace

import pytest

from bot.domain.claims import Cohort, Synthesis
from bot.domain.studies import Direction, Focus, Study
from bot.synthesis.pooling import NEEDED, Pooling, pooling
from bot.topics.loading import load as load_topic
from tests.rendering.hand_made import focus, record, state, study

RULES = load_topic("neuroimaging").coordinates

NAMES = {
    "pain_vs_hc": "Cancer pain against healthy controls",
    "post_vs_pre": "After against before",
}


def _pooled(*studies: Study, cohorts: tuple[Cohort, ...] = ()) -> Pooling:
    known = state([record(int(one.id.removeprefix("90000000"))) for one in studies], studies)
    return pooling(known, Synthesis(cohorts=cohorts), NAMES, RULES)


def test_each_cohort_counts_once_for_a_comparison() -> None:
    both = Cohort(id="moon people", studies=("900000001", "900000002"))
    pooled = _pooled(
        study(1, foci=[focus(), focus(-12)]), study(2, foci=[focus()], n=12),
        study(3, foci=[focus()]), cohorts=(both,),
    )  # fmt: skip
    (pool,) = pooled.pools
    assert [(one.cohort, one.studies, one.subjects, len(one.foci)) for one in pool.experiments] == [
        ("900000003", ("900000003",), 20, 1),
        ("moon people", ("900000001", "900000002"), 12, 2),
    ]


def test_comparisons_are_not_pooled_with_each_other() -> None:
    pooled = _pooled(study(1, foci=[focus(), focus(contrast="After against before")]))
    assert [(one.comparison, len(one.experiments)) for one in pooled.pools] == [
        ("pain_vs_hc", 1), ("post_vs_pre", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("left_out", "why"),
    [
        (study(1, foci=[focus()], scope="region_of_interest"), "selected regions"),
        (study(1, foci=[focus()], scope=""), "whole-brain search"),
        (study(1, foci=[focus()], n=0), "how many"),
        (study(1, foci=[focus()], species="rat"), "animals"),
    ],
)
def test_what_may_not_enter_is_left_out_with_its_reason(left_out: Study, why: str) -> None:
    pooled = _pooled(left_out)
    assert pooled.pools == ()
    assert why in pooled.left_out[0].why


def test_a_contrast_in_words_is_that_of_the_studys_findings() -> None:
    (pool,) = _pooled(study(1, foci=[focus(contrast="patients > controls")])).pools
    assert pool.comparison == "pain_vs_hc"


def test_a_contrast_that_cannot_be_told_is_left_out_alone() -> None:
    one = study(1, foci=[focus(), focus(-3, contrast="A > B")])
    two_ways = Study(id=one.id, read_from="full text", reader="x", text_hash="0", facts=one.facts,
                     groups=one.groups, foci=one.foci)  # fmt: skip
    pooled = _pooled(two_ways)
    assert [len(it.foci) for it in pooled.pools[0].experiments] == [1]
    assert "cannot tell which groups" in pooled.left_out[0].why


def test_a_contrast_of_groups_is_of_no_correlation() -> None:
    one = study(1, foci=[focus(contrast="Healthy controls > patients with pain")])
    along = replace(one.findings[0], id="f2", direction=Direction.POSITIVE_CORRELATION,
                    comparison="within_pain_group", clinical_variable="pain")  # fmt: skip
    (pool,) = _pooled(replace(one, findings=(*one.findings, along))).pools
    assert pool.comparison == "pain_vs_hc"


@pytest.mark.parametrize("count", [1, NEEDED - 1, NEEDED])
def test_twenty_experiments_are_enough(count: int) -> None:
    peak: Focus = focus()
    known = state(
        [record(n) for n in range(1, count + 1)],
        [study(n, foci=[peak]) for n in range(1, count + 1)],
    )
    (pool,) = pooling(known, Synthesis(), NAMES, RULES).pools
    assert pool.enough is (count == NEEDED)
    assert pool.progress("this").startswith(f"this: {count} independent experiment")


def test_a_review_without_coordinates_pools_nothing() -> None:
    assert _pooled(study(1)) == Pooling()
