"""The body while people decide: papers keep place and number, and say what became of them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.adapters.templates import renderer
from bot.domain.decisions import Decision
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.boxes import numbers, ticks
from bot.rendering.proposal.contents import Proposal
from bot.rendering.pull_request import body, title
from tests.rendering.test_pull_request import PROTOCOL, _patient, _state

ASKED = ("900000003", "900000004", "900000005")
PROPOSED = ("900000001", "900000002")
NOWHERE = Path("there-is-no-such-folder")


def state(*decided: Decision, shown: tuple[str, ...] = ASKED) -> State:
    """Two papers proposed, six that wait, three of them shown, and what people decided."""
    whole = _state(included=range(1, 3), unsure=range(3, 9))
    runs = (replace(whole.runs[0], shown=shown),)
    return replace(whole, runs=runs).with_added(decisions=decided)


def person(record: str, verdict: Verdict, criterion: str = "") -> Decision:
    return Decision(
        record=record, verdict=verdict, judge=Judge.PERSON, by="luna", on="2026-11-17",
        criterion=criterion, reasons=("Only tea.",),
    )  # fmt: skip


def text(whole: State, seen: Mapping[int, str] | None = None, per_run: int = 3) -> str:
    proposal = Proposal(state=whole, news=whole, numbers=seen or {})
    return body(proposal, _patient(per_run), None, renderer(NOWHERE))


def block(made: str, record: str) -> str:
    """From the heading of a paper to the next."""
    (after,) = (part for part in made.split("\n#") if f" {record} -->" in part.partition("\n")[0])
    return after


def test_a_decided_paper_stays_in_its_place_and_says_what_became_of_it() -> None:
    before = text(state())
    after = text(state(person(ASKED[1], Verdict.EXCLUDE, "population")), numbers(before))

    assert numbers(after) == numbers(before)
    card = block(after, ASKED[1])
    assert "Excluded (population) by luna on 17 November 2026: Only tea." in card
    assert f"living-review:include {ASKED[1]}" in card, "what is decided can be taken back"
    assert "Search terms" not in card
    assert "**Screen 2 papers**" in after
    assert "5 papers to screen" in title(
        Proposal(state=state(person(ASKED[1], Verdict.EXCLUDE)), news=State())
    )
    assert ticks(before, before) == ()


def test_a_proposal_that_a_person_turns_down_can_be_taken_back() -> None:
    made = text(state(person(PROPOSED[0], Verdict.EXCLUDE, "study")))
    card = block(made, PROPOSED[0])

    assert "1 paper excluded by people" in made
    assert "Before that: included by the program" in card
    assert f"living-review:include {PROPOSED[0]}" in card


def test_a_changed_criterion_brings_a_paper_back_with_the_reason() -> None:
    whole = state()
    run = replace(whole.runs[0], amended=("criteria.study.include",), reopened=(ASKED[0],))
    made = text(replace(whole, runs=(run,)))

    assert "the protocol changed: criteria.study.include" in block(made, ASKED[0])
    assert "the protocol changed" not in block(made, ASKED[1])


def test_decisions_brought_in_from_elsewhere_are_not_listed() -> None:
    made = text(state(person("900000007", Verdict.EXCLUDE, "study")))

    assert "excluded by people" not in made


def test_a_decision_that_is_changed_says_what_it_was() -> None:
    changed = (
        person(PROPOSED[0], Verdict.EXCLUDE, "study"),
        replace(person(PROPOSED[0], Verdict.INCLUDE), on="2026-11-18"),
    )
    card = block(text(state(*changed)), PROPOSED[0])

    assert "Before that: excluded (study) by luna on 17 November 2026." in card


def test_the_next_papers_follow_when_all_are_decided() -> None:
    decided = [person(key, Verdict.EXCLUDE, "study") for key in ASKED]
    made = text(state(*decided))

    assert [key for key in numbers(made).values() if key not in PROPOSED] == [
        *ASKED, "900000006", "900000007", "900000008",
    ]  # fmt: skip
    assert "**Screen 3 papers**" in made


def test_a_paper_put_back_is_asked_about_again() -> None:
    made = text(state(person("900000008", Verdict.UNSURE)))

    assert "900000008" in numbers(made).values()


def test_a_paper_that_stands_in_two_places_has_one_number() -> None:
    made = numbers(text(state(person(ASKED[2], Verdict.INCLUDE))))

    assert sorted(made) == list(range(1, len(set(made.values())) + 1))
    assert made[3] == ASKED[2]


def test_a_new_paper_takes_a_number_that_no_other_has() -> None:
    seen = {1: ASKED[0], 7: PROPOSED[0]}
    made = numbers(text(state(), seen))

    assert (made[1], made[7]) == (ASKED[0], PROPOSED[0])
    assert sorted(made) == [1, 7, 8, 9, 10]


def test_what_people_saw_is_not_cut_for_what_they_did_not() -> None:
    whole = _state(included=range(1, 200))
    proposal = Proposal(state=whole, news=whole)
    made = body(proposal, PROTOCOL, None, renderer(NOWHERE))
    first = numbers(made)
    last = list(first.values())[-1]
    included = whole.with_added(decisions=(person(last, Verdict.INCLUDE),))
    again = body(
        Proposal(state=included, news=included, numbers=first), PROTOCOL, None, renderer(NOWHERE)
    )

    assert set(first.values()) <= set(numbers(again).values())
