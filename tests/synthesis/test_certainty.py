"""Certainty follows the stated rules, and is never more than the evidence allows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.claims import Agreement, Certainty, Claim
from bot.domain.studies import Direction, Group, Study
from bot.extraction.vocabulary import load
from bot.synthesis.directness import Directness, directness, smallest_arm
from bot.synthesis.synthesis import synthesise
from bot.topics.loading import load as load_topic
from tests.evidence import Invented, state

TOPIC = load_topic("neuroimaging")

STATE = state()
WHOLE = synthesise(STATE, load("neuroimaging"))
LEVELS = tuple(Certainty)
FULL: Mapping[str, str] = {"corrections": "FWE", "pains": "bone metastasis pain"}
LINE = "GMV | insula | decrease | pain_vs_cancer_no_pain"


def careful(team: str, *lines: str, n: Mapping[str, int] | None = None) -> Invented:
    """A paper that has no fault but to stand alone."""
    sizes = {"pain": 30 + len(team), "cancer_no_pain": 31} if n is None else dict(n)
    return Invented(
        team=team, n=sizes, facts=dict(FULL), read_from="full text", findings=lines or (LINE,)
    )


def graded(*papers: Invented) -> Claim:
    """The claim of the first paper's first finding."""
    whole = synthesise(state(papers), load("neuroimaging"))
    return next(
        claim
        for claim in whole.claims
        if any((one.study, one.finding) == ("920000001", "f1") for one in claim.evidence)
    )


def test_one_careful_cohort_is_very_low_and_two_are_moderate() -> None:
    one = graded(careful("Moss"))
    assert (one.certainty, one.reasons) == (Certainty.VERY_LOW, ("one cohort only",))
    two = graded(careful("Moss"), careful("Fernwood"))
    assert (two.certainty, two.reasons) == (
        Certainty.MODERATE,
        ("2 independent cohorts agree",),
    )


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"read_from": "abstract"}, "read from abstracts only"),
        ({"n": {"pain": 19, "cancer_no_pain": 40}}, "fewer than 20 people per group"),
        ({"n": {}}, "group sizes not stated"),
        ({"facts": {"pains": "bone metastasis pain"}}, "no correction for multiple tests stated"),
        (
            {"facts": {**FULL, "corrections": "uncorrected"}},
            "no correction for multiple tests stated",
        ),
        ({"facts": {**FULL, "pains": "CIPN"}}, "indirect: pain is not isolated"),
        (
            {"findings": ("GMV | insula | decrease | pain_vs_hc",)},
            "no comparison with cancer without pain",
        ),
        ({"findings": ("GMV | insula | altered | pain_vs_cancer_no_pain",)}, "no direction leads"),
        ({"findings": ("GMV | insula | decrease | post_vs_pre | rTMS",)}, "no control group"),
        (
            {"findings": ("GMV | insula | decrease | model_vs_control",)},
            "indirect: animals, not people",
        ),
    ],
)
def test_each_fault_takes_a_step_down_and_is_named(fault: dict[str, Any], reason: str) -> None:
    good = careful("Moss", "GMV | insula | decrease | pain_vs_cancer_no_pain")
    claim = graded(replace(good, **fault))
    assert set(claim.reasons) == {"one cohort only", reason}
    assert claim.certainty is Certainty.VERY_LOW
    twice = graded(replace(good, **fault), replace(careful("Fernwood"), **fault))
    assert reason in twice.reasons
    assert LEVELS.index(twice.certainty) < LEVELS.index(Certainty.MODERATE)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("CBF | insula | decrease | pain_vs_cancer_no_pain", "another family of measures agrees"),
        (
            "GMV | insula | negative_correlation | within_pain_group | pain intensity",
            "it goes with how strong or long the pain is",
        ),
        ("GMV | insula | increase | post_vs_pre | rTMS", "treatment moves it back"),
    ],
)
def test_each_merit_takes_a_step_up_and_is_named(line: str, reason: str) -> None:
    pair = careful("Moss"), careful("Fernwood")
    claim = graded(*pair, careful("Ashes", line))
    assert reason in claim.reasons
    assert claim.certainty is Certainty.HIGH


@pytest.mark.parametrize(
    "line",
    [
        "CBF | insula | increase | pain_vs_cancer_no_pain",
        "CBF | thalamus | decrease | pain_vs_cancer_no_pain",
        "CBF | insula | decrease | model_vs_control",
        "GMV | insula | positive_correlation | within_pain_group | pain intensity",
        "GMV | insula | negative_correlation | within_pain_group | age",
        "GMV | insula | decrease | post_vs_pre | rTMS",
        "GMV | insula | increase | post_vs_pre | chemotherapy",
    ],
)
def test_what_does_not_fit_takes_no_step_up(line: str) -> None:
    claim = graded(careful("Moss"), careful("Fernwood"), careful("Ashes", line))
    assert claim.reasons == ("2 independent cohorts agree",)


def test_abstracts_alone_never_exceed_low() -> None:
    lines = (
        LINE,
        "CBF | insula | decrease | pain_vs_cancer_no_pain",
        "GMV | insula | negative_correlation | within_pain_group | pain intensity",
        "GMV | insula | increase | post_vs_pre | rTMS",
    )
    papers = [replace(careful(team, *lines), read_from="abstract") for team in ("Moss", "Fernwood")]
    claim = graded(*papers)
    assert claim.certainty is Certainty.LOW
    assert claim.reasons[-1] == "abstracts alone allow no more than low"


def test_nothing_with_a_fault_is_high() -> None:
    for claim in WHOLE.claims:
        assert claim.certainty is not Certainty.HIGH
    thalamus = next(
        one for one in WHOLE.claims if one.id.startswith("thalamus/-/perfusion_metabolism/pain_vs")
    )
    assert thalamus.certainty is Certainty.MODERATE
    assert thalamus.reasons[-1] == "with anything against it, no more than moderate"


def test_cohorts_that_may_be_one_do_not_agree_with_each_other() -> None:
    claim = graded(careful("Moss"), careful("Moss", n={}))
    assert claim.total == 2
    assert "its cohorts may be the same people" in claim.reasons
    assert not [one for one in claim.reasons if "agree" in one]


def test_a_contradicted_claim_is_never_more_than_very_low() -> None:
    found = [one for one in WHOLE.claims if one.agreement is Agreement.CONTRADICTED]
    assert found
    assert {one.certainty for one in found} == {Certainty.VERY_LOW}


def test_every_claim_says_why_and_one_cohort_from_abstracts_stays_very_low() -> None:
    for claim in WHOLE.claims:
        assert claim.reasons
        abstracts = {STATE.studies[id].read_from for id in claim.studies} == {"abstract"}
        if abstracts:
            assert claim.certainty in {Certainty.VERY_LOW, Certainty.LOW}
        if abstracts and claim.total == 1:
            assert claim.certainty is Certainty.VERY_LOW


def test_an_unsigned_claim_has_no_merits() -> None:
    for claim in WHOLE.claims:
        if claim.direction is Direction.ALTERED:
            assert not [one for one in claim.reasons if "agree" in one or "moves" in one]


def study(paper: dict[str, Any]) -> Study:
    (only,) = state([Invented(**{"team": "Moss", "findings": (), **paper})]).studies.values()
    return only


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ({"facts": {"pains": "bone metastasis pain"}}, Directness.DIRECT),
        ({"n": {"pain": 20}}, Directness.DIRECT),
        ({"findings": ("GMV | insula | none | pain_vs_hc",)}, Directness.DIRECT),
        ({"facts": {"pains": "chemotherapy-induced peripheral neuropathy"}}, Directness.INDIRECT),
        ({"facts": {"pains": "chronic neuropathic pain"}}, Directness.DIRECT),
        ({"facts": {"pains": "painful CIPN"}}, Directness.DIRECT),
        (
            {"facts": {"pains": "post-mastectomy chronic pain (mixed symptoms)"}},
            Directness.INDIRECT,
        ),
        ({"findings": ("GMV | insula | none | mixed_cancer_vs_control",)}, Directness.INDIRECT),
        ({}, Directness.INDIRECT),
        (
            {"facts": {"species": "rat", "pains": "cancer-induced bone pain"}},
            Directness.PRECLINICAL,
        ),
        ({"findings": ("GMV | insula | none | model_vs_control",)}, Directness.PRECLINICAL),
        (
            {"facts": {"species": "human"}, "tier": "indirect", "n": {"pain": 20}},
            Directness.INDIRECT,
        ),
    ],
)
def test_the_tier_follows_what_a_person_said_or_the_paper_states(
    paper: dict[str, Any], expected: Directness
) -> None:
    assert directness(study(paper), TOPIC) is expected


def test_a_total_is_no_arm() -> None:
    quote = study({"n": {"pain": 9}}).groups[0].quote
    groups = tuple(
        Group(label=r, role=r, n=n, quote=quote) for r, n in (("total", 9), ("pain", 20))
    )
    made = study({})
    assert smallest_arm(made) is None
    assert smallest_arm(replace(made, groups=groups)) == 20
