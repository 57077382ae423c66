"""Where a change under treatment leads is seen from the purest comparison of the same place."""

from dataclasses import replace

import pytest

from bot.domain.claims import Synthesis
from bot.domain.studies import Direction
from bot.extraction.vocabulary import load
from bot.synthesis.interventions import Course, effects
from tests.rendering.hand_made import ALTERED, DOWN, NONE, UP, claim

RULES = load("neuroimaging").topic.course
PURE, MIXED = "pain_vs_cancer_no_pain", "pain_vs_hc"
CHANGE = replace(claim("thalamus", DOWN, comparison="post_vs_pre"), intervention="radiotherapy")


@pytest.mark.parametrize(
    ("pure", "course"),
    [
        ((UP,), Course.BACK),
        ((DOWN,), Course.AWAY),
        ((NONE,), Course.UNKNOWN),
        ((UP, DOWN), Course.UNCLEAR),
        ((ALTERED,), Course.UNCLEAR),
    ],
)
def test_a_less_pure_comparison_does_not_speak_for_a_purer_one(
    pure: tuple[str, ...], course: Course
) -> None:
    purest = claim("thalamus", *pure, comparison=PURE)
    burdens = (
        replace(purest, direction=Direction.NONE) if pure == (NONE,) else purest,
        claim("thalamus", DOWN, comparison=MIXED),
    )
    (effect,) = effects(Synthesis(claims=(*burdens, CHANGE)), RULES)
    assert effect.course is course


def test_two_groups_of_patients_do_not_show_what_goes_with_pain() -> None:
    burden = claim("thalamus", UP, comparison="patients_vs_patients")
    (effect,) = effects(Synthesis(claims=(burden, CHANGE)), RULES)
    assert effect.course is Course.UNKNOWN


def test_treatments_that_are_named_stand_before_those_that_are_not() -> None:
    unnamed = replace(CHANGE, intervention="", region="insula")
    found = effects(Synthesis(claims=(unnamed, CHANGE)), RULES)
    assert [effect.claim.intervention for effect in found] == ["radiotherapy", ""]


def test_a_change_of_one_metabolite_is_not_held_against_another() -> None:
    change = replace(CHANGE, family="molecular", scale="GABA")
    burden = replace(claim("thalamus", UP, comparison=PURE), family="molecular", scale="glutamate")
    (effect,) = effects(Synthesis(claims=(burden, change)), RULES)
    assert effect.course is Course.UNKNOWN
    (effect,) = effects(Synthesis(claims=(replace(burden, scale="GABA"), change)), RULES)
    assert effect.course is Course.BACK


def test_what_treatment_did_not_change_leads_nowhere() -> None:
    steady = replace(CHANGE, direction=Direction.NONE)
    (effect,) = effects(Synthesis(claims=(claim("thalamus", UP, comparison=PURE), steady)), RULES)
    assert effect.course is Course.STEADY
    assert RULES.steady == "no clear change"
