"""How many people a claim compares: those of its own groups, each cohort once."""

from dataclasses import replace

import pytest

from bot.domain.claims import Claim, Species
from bot.domain.studies import Direction
from bot.extraction.vocabulary import load
from bot.rendering.tallies import people
from bot.synthesis.synthesis import synthesise
from tests.evidence import Invented, state

VOCABULARY = load("neuroimaging")
PAIN, CONTROL, HEALTHY = "pain_vs_cancer_no_pain", "pain_vs_hc", {"healthy_control": 50}
TWO = {"pain": 20, "cancer_no_pain": 30}


def claim_of(*papers: Invented) -> Claim:
    (claim,) = synthesise(state(papers), VOCABULARY).claims
    return claim


def paper(
    team: str, comparison: str = PAIN, n: dict[str, int] | None = None, cohort: str = ""
) -> Invented:
    line = f"GMV | insula | decrease | {comparison}"
    return Invented(team=team, n=TWO if n is None else n, cohort=cohort, findings=(line,))


@pytest.mark.parametrize(
    ("comparison", "sizes", "number"),
    [
        (PAIN, TWO | HEALTHY, 50),
        (CONTROL, TWO | HEALTHY, 70),
        ("within_pain_group", TWO, 20),
        ("post_vs_pre", TWO, 20),
        ("post_vs_pre", {"intervention": 11, "comparator": 12}, 11),
        ("intervention_vs_control_change", {"intervention": 11, "comparator": 12}, 23),
        ("unspecified", TWO, 50),
        ("patients_vs_patients", {"pain": 20, "other_patients": 30}, 50),
        ("patients_vs_patients", {"pain": 20, "other_patients": 30} | HEALTHY, 50),
        ("patients_vs_patients", {"total": 100, "pain": 20, "other_patients": 30} | HEALTHY, 50),
        ("unspecified", TWO | {"": 9}, 0),
    ],
)
def test_the_groups_of_the_comparison_count(
    comparison: str, sizes: dict[str, int], number: int
) -> None:
    assert claim_of(paper("Moss", comparison, sizes)).participants == number


def test_a_cohort_counts_once_and_one_without_a_size_is_told() -> None:
    same = claim_of(paper("Moss", cohort="moss"), paper("Moss", cohort="moss"), paper("Fernwood"))
    assert (same.participants, same.unsized) == (100, 0)
    half = claim_of(paper("Moss"), paper("Fernwood", n={"pain": 20}))
    assert (half.participants, half.unsized) == (50, 1)
    assert people(half) == "at least 50 participants"


@pytest.mark.parametrize(
    ("whom", "participants", "unsized"),
    [("women", 0, 1), ("12 women who slept badly", 12, 0), ("patients with 3 attacks", 0, 1)],
)
def test_a_result_of_some_participants_counts_these_alone(
    whom: str, participants: int, unsized: int
) -> None:
    whole = state([paper("Moss")])
    ((key, study),) = whole.studies.items()
    (finding,) = study.findings
    part = replace(study, findings=(replace(finding, subgroup=whom),))
    (claim,) = synthesise(replace(whole, studies={key: part}), VOCABULARY).claims
    assert (claim.participants, claim.unsized) == (participants, unsized)


def test_a_result_of_some_participants_gives_way_to_that_of_all() -> None:
    whole = state([paper("Moss")])
    ((key, study),) = whole.studies.items()
    (finding,) = study.findings
    nothing = replace(finding, direction=Direction.NONE)
    women = replace(finding, id="f2", subgroup="women")
    both = replace(study, findings=(nothing, women))
    (claim,) = synthesise(replace(whole, studies={key: both}), VOCABULARY).claims
    assert claim.direction is Direction.NONE
    assert [evidence.finding for evidence in claim.evidence] == [finding.id]


def test_the_number_says_how_exact_it_is() -> None:
    claim = claim_of(paper("Moss"), paper("Fernwood"))
    assert people(claim) == "100 participants"
    assert people(replace(claim, fewest=1)) == "up to 100 participants"
    assert people(replace(claim, fewest=1, unsized=1)) == "about 100 participants"
    assert people(replace(claim, participants=1, species=Species.ANIMAL)) == "1 animal"
    assert not people(replace(claim, participants=0, unsized=2))
