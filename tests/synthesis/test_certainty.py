"""Certainty follows the stated rules, and is never more than the evidence allows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.claims import Certainty, Claim
from bot.domain.estimates import Estimate
from bot.domain.facts import Facts, Group
from bot.domain.grade import Concern, Domain, Merit
from bot.domain.state import State
from bot.domain.studies import Study
from bot.extraction.vocabulary import load
from bot.rendering.certainty_words import explained
from bot.synthesis.directness import Directness, directness
from bot.synthesis.participants import smallest_arm
from bot.synthesis.synthesis import synthesised
from bot.topics.loading import load as load_topic
from tests.evidence import Invented, state

TOPIC = load_topic("neuroimaging")

FULL: Mapping[str, str] = {"corrections": "FWE", "pains": "bone metastasis pain"}
LINE = "GMV | insula | decrease | pain_vs_cancer_no_pain"
TRIAL = "GMV | insula | increase | intervention_vs_control_change | rTMS"
LEVELS = tuple(Certainty)


def careful(team: str, *lines: str, n: Mapping[str, int] | None = None) -> Invented:
    """A paper that has no fault but to stand alone."""
    sizes = {"pain": 30 + len(team), "cancer_no_pain": 31} if n is None else dict(n)
    return Invented(
        team=team, n=sizes, facts=dict(FULL), read_from="full text", findings=lines or (LINE,)
    )


def trial(team: str, *lines: str) -> Invented:
    """A randomised trial that has no fault but to stand alone."""
    paper = careful(team, *(lines or (TRIAL,)))
    return replace(paper, facts=paper.facts | {"designs": "randomised_trial"})


def graded(*papers: Invented) -> Claim:
    """The claim of the first paper's first finding."""
    return first_claim(state(papers))


def first_claim(made: State) -> Claim:
    """The claim of the first finding of the first study."""
    whole = synthesised(made, load("neuroimaging"))
    return next(
        claim
        for claim in whole.claims
        if any((one.study, one.finding) == ("920000001", "f1") for one in claim.evidence)
    )


def concerns(claim: Claim) -> set[Concern]:
    return {concern for rated in claim.rated_down for concern in rated.concerns}


def merits(claim: Claim) -> set[Merit]:
    return {rated.merit for rated in claim.rated_up}


def test_observational_evidence_without_a_fault_is_low() -> None:
    claim = graded(careful("Moss"), careful("Fernwood"))
    assert (claim.certainty, claim.rated_down, claim.rated_up) == (Certainty.LOW, (), ())
    assert not claim.randomised


def test_randomised_trials_without_a_fault_are_high() -> None:
    claim = graded(trial("Moss"), trial("Fernwood"))
    assert (claim.certainty, claim.rated_down) == (Certainty.HIGH, ())
    assert claim.randomised


def test_a_change_within_one_arm_of_a_trial_is_observational() -> None:
    line = "GMV | insula | increase | post_vs_pre | rTMS"
    claim = graded(trial("Moss", line), trial("Fernwood", line))
    assert not claim.randomised
    assert Concern.NO_CONTROL_GROUP in concerns(claim)


def test_one_study_that_is_no_trial_lets_the_evidence_start_low() -> None:
    claim = graded(trial("Moss"), careful("Fernwood", TRIAL))
    assert (claim.certainty, claim.randomised) == (Certainty.LOW, False)


@pytest.mark.parametrize(
    ("fault", "concern"),
    [
        ({"n": {"pain": 19, "cancer_no_pain": 40}}, Concern.FEW_PARTICIPANTS),
        ({"n": {}}, Concern.SIZES_NOT_EXTRACTED),
        ({"facts": {"pains": "bone metastasis pain"}}, Concern.METHOD_NOT_EXTRACTED),
        ({"facts": {**FULL, "corrections": "uncorrected"}}, Concern.METHOD_NOT_EXTRACTED),
        ({"facts": {**FULL, "pains": "CIPN"}}, Concern.EXPOSURE_NOT_ISOLATED),
        ({"findings": ("GMV | insula | decrease | pain_vs_hc",)}, Concern.CONFOUNDED),
        (
            {"findings": ("GMV | insula | altered | pain_vs_cancer_no_pain",)},
            Concern.NO_DIRECTION,
        ),
        (
            {"findings": ("GMV | insula | decrease | post_vs_pre | rTMS",)},
            Concern.NO_CONTROL_GROUP,
        ),
        ({"findings": ("GMV | insula | decrease | model_vs_control",)}, Concern.NOT_PEOPLE),
    ],
)
def test_each_concern_lowers_the_level_of_its_domain(
    fault: dict[str, Any], concern: Concern
) -> None:
    pair = [replace(careful(team), **fault) for team in ("Moss", "Fernwood")]
    claim = graded(*pair)
    (rated,) = claim.rated_down
    assert (rated.domain, rated.levels, rated.concerns) == (concern.domain, 1, (concern,))
    assert claim.certainty is Certainty.VERY_LOW


def test_a_second_concern_of_one_domain_takes_a_second_level_and_a_third_no_more() -> None:
    claim = graded(replace(trial("Moss"), n={}))
    (rated,) = claim.rated_down
    assert rated.domain is Domain.IMPRECISION
    assert rated.levels == 2
    assert rated.concerns == (Concern.ONE_COHORT, Concern.SIZES_NOT_EXTRACTED)
    assert claim.certainty is Certainty.LOW
    third = graded(replace(trial("Moss", TRIAL.replace("increase", "altered")), n={}))
    assert [rated.levels for rated in third.rated_down] == [2]


def test_a_concern_of_fewer_than_half_of_the_cohorts_does_not_count() -> None:
    small = replace(careful("Ashes"), n={"pain": 9, "cancer_no_pain": 9})
    assert graded(careful("Moss"), careful("Fernwood"), small).rated_down == ()


def test_no_difference_needs_an_interval_and_no_correction_for_multiple_comparisons() -> None:
    null = LINE.replace("decrease", "none")
    uncorrected = {"pains": "bone metastasis pain"}
    pair = [replace(careful(team, null), facts=uncorrected) for team in ("Moss", "Fernwood")]
    assert concerns(graded(*pair)) == {Concern.NO_INTERVAL}

    made = state(pair)
    interval = Estimate(measure="SMD", value=0.0, low=-0.1, high=0.1)
    studies = {
        key: replace(
            study,
            findings=tuple(replace(finding, estimate=interval) for finding in study.findings),
        )
        for key, study in made.studies.items()
    }
    assert first_claim(replace(made, studies=studies)).rated_down == ()


def test_an_effect_in_some_cohorts_and_none_in_others_is_inconsistent() -> None:
    claim = graded(careful("Moss"), careful("Fernwood", LINE.replace("decrease", "none")))
    assert concerns(claim) == {Concern.MIXED}
    assert claim.rated_down[0].domain is Domain.INCONSISTENCY


def test_a_strict_contradiction_is_very_serious() -> None:
    claim = graded(careful("Moss"), careful("Fernwood", LINE.replace("decrease", "increase")))
    by_domain = {rated.domain: rated.levels for rated in claim.rated_down}
    assert by_domain[Domain.INCONSISTENCY] == 2
    assert claim.certainty is Certainty.VERY_LOW


@pytest.mark.parametrize(
    "line",
    [
        "CBF | insula | decrease | pain_vs_cancer_no_pain",
        "GMV | insula | increase | post_vs_pre | rTMS",
        "GMV | insula | decrease | pain_vs_hc",
        "GMV | insula | negative_correlation | within_pain_group | pain intensity",
    ],
)
def test_nothing_that_other_cohorts_find_rates_up(line: str) -> None:
    claim = graded(careful("Moss"), careful("Fernwood"), careful("Ashes", line))
    assert (claim.certainty, claim.rated_up) == (Certainty.LOW, ())


def test_many_cohorts_that_agree_do_not_rate_up() -> None:
    claim = graded(*map(careful, ("Moss", "Fernwood", "Ashes", "Quartz", "Pearls")))
    assert claim.total == 5
    assert (claim.certainty, claim.rated_up) == (Certainty.LOW, ())


DOSE = "GMV | insula | negative_correlation | within_pain_group | pain intensity"


def test_a_dose_response_in_the_data_of_one_cohort_rates_up() -> None:
    claim = graded(careful("Moss", LINE, DOSE), careful("Fernwood"))
    assert (merits(claim), claim.certainty) == ({Merit.DOSE_RESPONSE}, Certainty.MODERATE)


@pytest.mark.parametrize(
    "line",
    [
        "GMV | insula | positive_correlation | within_pain_group | pain intensity",
        "GMV | insula | negative_correlation | within_pain_group | age",
        "GMV | thalamus | negative_correlation | within_pain_group | pain intensity",
        "CBF | insula | negative_correlation | within_pain_group | pain intensity",
    ],
)
def test_what_is_no_dose_response_of_the_same_measure_does_not_rate_up(line: str) -> None:
    assert graded(careful("Moss", LINE, line), careful("Fernwood")).rated_up == ()


def test_a_dose_response_that_another_cohort_of_the_claim_denies_does_not_rate_up() -> None:
    against = DOSE.replace("negative", "positive")
    assert graded(careful("Moss", LINE, DOSE), careful("Fernwood", LINE, against)).rated_up == ()


@pytest.mark.parametrize(
    ("statistic", "large"),
    [("d = 0.95", True), ("Hedges' g = -1.1", True), ("d = 0.4", False), ("t = 4.1", False)],
)
def test_a_large_effect_in_every_cohort_rates_up(statistic: str, *, large: bool) -> None:
    made = state((careful("Moss"), careful("Fernwood")))
    studies = {
        id: replace(
            study,
            findings=tuple(replace(finding, statistic=statistic) for finding in study.findings),
        )
        for id, study in made.studies.items()
    }
    claim = first_claim(replace(made, studies=studies))
    assert (Merit.LARGE_EFFECT in merits(claim)) is large


AGAINST_HEALTHY = "GMV | insula | decrease | pain_vs_hc"


@pytest.mark.parametrize(
    ("alone", "confounded", "up"),
    [("increase", False, True), ("none", False, False), ("decrease", True, False),
     ("altered", True, False)],
)  # fmt: skip
def test_what_cancer_does_without_pain_tells_what_confounds(
    alone: str, *, confounded: bool, up: bool
) -> None:
    confounder = careful("Ashes", f"GMV | insula | {alone} | cancer_no_pain_vs_hc")
    claim = graded(
        careful("Moss", AGAINST_HEALTHY), careful("Fernwood", AGAINST_HEALTHY), confounder
    )
    assert (Concern.CONFOUNDED in concerns(claim)) is confounded
    assert (Merit.OPPOSING_CONFOUNDING in merits(claim)) is up


def test_nothing_with_a_concern_is_rated_up() -> None:
    claim = graded(careful("Moss", LINE, DOSE))
    assert concerns(claim) == {Concern.ONE_COHORT}
    assert (claim.certainty, claim.rated_up) == (Certainty.VERY_LOW, ())


def test_abstracts_alone_never_exceed_low() -> None:
    trials = [replace(trial(team), read_from="abstract") for team in ("Moss", "Fernwood")]
    claim = graded(*trials)
    assert claim.mostly_abstracts
    assert claim.abstracts_only
    assert (claim.certainty, claim.randomised) == (Certainty.LOW, True)
    dose = [
        replace(careful(team, LINE, DOSE), read_from="abstract") for team in ("Moss", "Fernwood")
    ]
    rated_up = graded(*dose)
    assert (rated_up.certainty, merits(rated_up)) == (Certainty.LOW, {Merit.DOSE_RESPONSE})


def test_the_source_is_abstracts_only_where_all_of_it_is() -> None:
    claim = graded(careful("Moss"), replace(careful("Fernwood"), read_from="abstract"))
    assert (claim.mostly_abstracts, claim.abstracts_only) == (True, False)
    words = explained(claim, TOPIC)
    assert words.endswith("Source: abstracts for the most part, so low at most.")


def test_cohorts_that_may_be_one_count_as_one() -> None:
    claim = graded(careful("Moss"), careful("Moss", n={}))
    assert claim.total == 2
    assert Concern.POSSIBLY_ONE_COHORT in concerns(claim)
    assert Concern.ONE_COHORT not in concerns(claim)


def test_the_levels_add_up() -> None:
    for claim in synthesised(state(), load("neuroimaging")).claims:
        start = LEVELS.index(Certainty.HIGH if claim.randomised else Certainty.LOW)
        down = sum(rated.levels for rated in claim.rated_down)
        level = min(max(start - down + sum(rated.levels for rated in claim.rated_up), 0), 3)
        assert claim.certainty is LEVELS[min(level, 1) if claim.mostly_abstracts else level]
        assert claim.rated_down or claim.total > 1


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


def test_a_painful_neuropathy_is_a_pain_by_its_own_words() -> None:
    numb = study({"facts": {"pains": "chemotherapy-induced peripheral neuropathy"}})
    (fact,) = numb.facts.of("pains")
    hurts = replace(fact, quote=replace(fact.quote, text="painful paclitaxel neuropathy"))
    assert directness(replace(numb, facts=Facts({"pains": (hurts,)})), TOPIC) is Directness.DIRECT


def test_a_total_is_no_arm() -> None:
    quote = study({"n": {"pain": 9}}).groups[0].quote
    groups = tuple(
        Group(label=r, role=r, n=n, quote=quote) for r, n in (("total", 9), ("pain", 20))
    )
    made = study({})
    assert smallest_arm(made) is None
    assert smallest_arm(replace(made, groups=groups)) == 20
