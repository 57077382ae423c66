"""What changed between two states is said once for each claim, with the studies that did it."""

from dataclasses import replace

import pytest

from bot.domain.claims import ClaimChange, ClaimChangeKind, Synthesis
from bot.domain.state import State
from bot.domain.studies import Direction
from bot.extraction.vocabulary import load
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised
from tests.evidence import PAPERS, Invented, state
from tests.synthesis.test_pooled_effects import claim as trials
from tests.synthesis.test_pooled_effects import difference

TEAMS = ("Moss", "Fern", "Ash", "Rain", "Snow")
FAR = difference(9.0, 6.0, 12.0)
INSULA = "insula/-/structure_gm/pain_vs_hc/-/-/human"


def whole(*said: str) -> Synthesis:
    """One paper for each word, of a team each, about the insula's grey matter."""
    papers = [
        Invented(team=team, n={"pain": 30 + len(team), "healthy_control": 40},
                 findings=(f"GMV | insula | {word} | pain_vs_hc",))
        for team, word in zip(TEAMS, said, strict=False)
    ]  # fmt: skip
    return synthesised(state(papers), load("neuroimaging"))


def only(before: Synthesis, after: Synthesis) -> ClaimChange:
    (change,) = changes(before, after)
    assert INSULA in {one.id for one in (change.before, change.after) if one}
    return change


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ([], ["decrease"], ClaimChangeKind.APPEARED),
        (["decrease"], ["decrease", "decrease"], ClaimChangeKind.STRENGTHENED),
        (["decrease", "decrease"], ["decrease", "decrease", "none"], ClaimChangeKind.WEAKENED),
        (["none"], ["none", "decrease", "decrease"], ClaimChangeKind.FLIPPED),
        (
            ["none", "none"],
            ["none", "none", "decrease", "decrease", "decrease"],
            ClaimChangeKind.FLIPPED,
        ),
        (["altered"], ["altered", "decrease"], ClaimChangeKind.STRENGTHENED),
        (["decrease"], ["decrease", "increase"], ClaimChangeKind.CONTRADICTED),
    ],
)
def test_a_claim_turns_with_its_cohorts(
    before: list[str], after: list[str], turn: ClaimChangeKind
) -> None:
    change = only(whole(*before), whole(*after))
    assert change.turn is turn
    assert change.causes == tuple(f"92000000{at}" for at in range(len(before) + 1, len(after) + 1))


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (["decrease"], [], ClaimChangeKind.DISAPPEARED),
        (["decrease", "increase"], ["decrease"], ClaimChangeKind.SETTLED),
        (["decrease", "decrease"], ["decrease"], ClaimChangeKind.WEAKENED),
    ],
)
def test_a_paper_that_goes_is_the_cause(
    before: list[str], after: list[str], turn: ClaimChangeKind
) -> None:
    change = only(whole(*before), whole(*after))
    assert (change.turn, change.causes) == (turn, (f"92000000{len(before)}",))


def test_a_trial_without_significance_weakens_no_estimates_that_agree() -> None:
    before, after = (
        replace(
            trials(tuple(difference(-3.0, -6.0 + bend, bend) for bend in bends)),
            cohorts={Direction.DECREASE: 3, Direction.NONE: len(bends) - 3},
        )
        for bends in ((-1.0, -0.5, -0.5, 0.5), (-1.0, -0.5, -0.5, 0.5, 0.5))
    )
    apart = replace(
        after, evidence=(*after.evidence[:-1], replace(after.evidence[-1], estimate=FAR))
    )
    (change,) = changes(Synthesis(claims=(before,)), Synthesis(claims=(after,)))
    assert change.turn is ClaimChangeKind.UPDATED
    assert changes(Synthesis(claims=(after,)), Synthesis(claims=(after,))) == ()
    (change,) = changes(Synthesis(claims=(before,)), Synthesis(claims=(apart,)))
    assert change.turn is ClaimChangeKind.WEAKENED


def test_a_sign_that_turns_is_a_flip() -> None:
    assert only(whole("decrease"), whole("increase")).turn is ClaimChangeKind.FLIPPED


def test_nothing_changed_is_nothing() -> None:
    assert changes(whole("decrease", "none"), whole("decrease", "none")) == ()
    assert changes(Synthesis(), Synthesis()) == ()


def test_more_of_the_same_paper_in_another_report_is_no_change() -> None:
    one = Invented(team="Moss", n={"pain": 30, "healthy_control": 31},
                   findings=("GMV | insula | decrease | pain_vs_hc",))  # fmt: skip
    vocabulary = load("neuroimaging")
    first, second = (synthesised(state([one] * n), vocabulary) for n in (1, 2))
    assert len(second.cohorts) == 1
    assert changes(first, second) == ()


def test_a_confounder_that_is_ruled_out_elsewhere_names_the_study_that_did_it() -> None:
    facts = {"corrections": "FWE"}
    line = "CBF | insula | decrease | pain_vs_hc"
    papers = [
        Invented(team=team, n={"pain": 30 + at, "cancer_no_pain": 40}, facts=facts,
                 read_from="full text", findings=(line,))
        for at, team in enumerate(TEAMS[:2])
    ]  # fmt: skip
    confounder = Invented(
        team="Ash", n={"cancer_no_pain": 35}, facts=facts, read_from="full text",
        findings=("CBF | insula | increase | cancer_no_pain_vs_hc",),
    )  # fmt: skip
    vocabulary = load("neuroimaging")
    before = synthesised(state(papers), vocabulary)
    after = synthesised(state([*papers, confounder]), vocabulary)
    told = {change.turn: change.causes for change in changes(before, after)}
    assert told == {
        ClaimChangeKind.STRENGTHENED: ("920000003",),
        ClaimChangeKind.APPEARED: ("920000003",),
    }


def test_the_weightiest_come_first() -> None:
    vocabulary = load("neuroimaging")
    whole_state = state()
    before = synthesised(_without(whole_state, "920000002", "920000020"), vocabulary)
    after = synthesised(_without(whole_state, "920000029"), vocabulary)
    turns = [change.turn for change in changes(before, after)]
    order = [
        ClaimChangeKind.CONTRADICTED,
        ClaimChangeKind.FLIPPED,
        ClaimChangeKind.SETTLED,
        ClaimChangeKind.DISAPPEARED,
        ClaimChangeKind.WEAKENED,
        ClaimChangeKind.STRENGTHENED,
        ClaimChangeKind.APPEARED,
    ]
    assert turns == sorted(turns, key=order.index)
    assert turns[0] is ClaimChangeKind.CONTRADICTED
    assert {ClaimChangeKind.DISAPPEARED, ClaimChangeKind.APPEARED} <= set(turns)


def test_every_change_can_be_taken_back() -> None:
    vocabulary = load("neuroimaging")
    before = synthesised(_without(state(), "920000002"), vocabulary)
    after = synthesised(state(), vocabulary)
    there = {(one.before and one.before.id, one.after and one.after.id, one.causes)
             for one in changes(before, after)}  # fmt: skip
    back = {(one.after and one.after.id, one.before and one.before.id, one.causes)
            for one in changes(after, before)}  # fmt: skip
    assert there == back
    assert {causes for *_, causes in there} == {("920000002",)}


def _without(whole_state: State, *ids: str) -> State:
    kept = {id: study for id, study in whole_state.studies.items() if id not in ids}
    assert len(kept) == len(PAPERS) - len(ids)
    return replace(whole_state, studies=kept)
