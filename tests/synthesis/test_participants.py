"""How many people a claim compares: those of its own groups, each cohort once."""

from dataclasses import replace

import pytest

from bot.domain.claims import Claim, Species
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.studies import Direction, Finding, Study
from bot.extraction.vocabulary import load
from bot.rendering.tallies import people
from bot.synthesis.participants import people_of
from bot.synthesis.synthesis import synthesised
from tests.evidence import Invented, state

VOCABULARY = load("neuroimaging")
PAIN, CONTROL, HEALTHY = "pain_vs_cancer_no_pain", "pain_vs_hc", {"healthy_control": 50}
TWO = {"pain": 20, "cancer_no_pain": 30}


def claim_of(*papers: Invented) -> Claim:
    (claim,) = synthesised(state(papers), VOCABULARY).claims
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
    (claim,) = synthesised(replace(whole, studies={key: part}), VOCABULARY).claims
    assert (claim.participants, claim.unsized) == (participants, unsized)


def test_a_result_of_some_participants_gives_way_to_that_of_all() -> None:
    whole = state([paper("Moss")])
    ((key, study),) = whole.studies.items()
    (finding,) = study.findings
    nothing = replace(finding, direction=Direction.NONE)
    women = replace(finding, id="f2", subgroup="women")
    both = replace(study, findings=(nothing, women))
    (claim,) = synthesised(replace(whole, studies={key: both}), VOCABULARY).claims
    assert claim.direction is Direction.NONE
    assert [evidence.finding for evidence in claim.evidence] == [finding.id]


def test_the_number_says_how_exact_it_is() -> None:
    claim = claim_of(paper("Moss"), paper("Fernwood"))
    assert people(claim) == "100 participants"
    assert people(replace(claim, fewest=1)) == "up to 100 participants"
    assert people(replace(claim, fewest=1, unsized=1)) == "about 100 participants"
    assert people(replace(claim, participants=1, species=Species.ANIMAL)) == "1 animal"
    assert not people(replace(claim, participants=0, unsized=2))


TRIALS = load("clinical")
ARMS = {"intervention": 41, "comparator": 39}


@pytest.mark.parametrize(
    ("comparison", "sizes", "number"),
    [
        ("between_arms", ARMS, 80),
        ("between_arms", {"total": 120} | ARMS, 80),
        ("between_arms", {"total": 82, "comparator": 39}, 82),
        ("between_arms", {"comparator": 39}, 0),
        ("within_arm", {"total": 80} | ARMS, 41),
        ("within_arm", {"total": 80, "comparator": 39}, 0),
        ("within_arm", {"total": 80}, 80),
    ],
)
def test_a_trial_counts_those_in_the_arms_that_are_compared(
    comparison: str, sizes: dict[str, int], number: int
) -> None:
    groups = tuple(
        Group(label=role, n=n, quote=Quote(text=role, start=0), role=role)
        for role, n in sizes.items()
    )
    study = Study(id="1", read_from="abstract", reader="rules", text_hash="x", groups=groups)
    finding = Finding(
        id="f1", measure="pain", region="", direction=Direction.DECREASE, comparison=comparison,
        quote=Quote(text="less pain", start=0),
    )  # fmt: skip
    assert people_of(study, finding, TRIALS.topic) == number


def test_a_controlled_change_of_which_one_arm_is_sized_has_no_number() -> None:
    one = claim_of(paper("Moss", "intervention_vs_control_change", {"intervention": 11}))
    assert (one.participants, one.unsized) == (0, 1)


def test_of_more_arms_those_that_are_compared_count_and_no_others() -> None:
    quote = Quote(text="words", start=0)
    study = Study(
        id="1", read_from="abstract", reader="rules", text_hash="x",
        groups=tuple(Group(label=role, n=n, quote=quote, role=role) for role, n in ARMS.items()),
        facts=Facts({
            "interventions": (Fact(value="a", quote=quote), Fact(value="b", quote=quote)),
            "comparators": (Fact(value="c", quote=quote),),
        }),
    )  # fmt: skip
    numbers = [
        people_of(
            study,
            Finding(id="f1", measure="pain", region="", direction=Direction.NONE, quote=quote,
                    comparison="between_arms", intervention=arm, comparator="c"),
            TRIALS.topic,
        )
        for arm in "ab"
    ]  # fmt: skip
    assert numbers == [80, 0]
