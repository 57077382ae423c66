"""Which decision counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decisions import Decision, current_decisions
from bot.domain.verdicts import Judge, Verdict

DATES = [f"2026-11-{day:02}" for day in range(1, 29)]


def _decision(
    on: str = DATES[0],
    judge: Judge = Judge.RULE,
    verdict: Verdict = Verdict.EXCLUDE,
    record: str = "900000001",
) -> Decision:
    return Decision(record=record, verdict=verdict, judge=judge, by="x", on=on, reasons=())


@pytest.mark.parametrize("machine", [Judge.RULE, Judge.CLASSIFIER])
def test_a_person_outranks_a_machine_whatever_the_order(machine: Judge) -> None:
    person, other = _decision(DATES[0], Judge.PERSON), _decision(DATES[9], machine)
    assert current_decisions([person, other])["900000001"] is person
    assert current_decisions([other, person])["900000001"] is person


@pytest.mark.parametrize("judge", Judge)
def test_the_latest_date_counts_whatever_the_order(judge: Judge) -> None:
    old, new = _decision(DATES[0], judge), _decision(DATES[1], judge, Verdict.INCLUDE)
    assert current_decisions([old, new])["900000001"] is new
    assert current_decisions([new, old])["900000001"] is new


def test_on_one_day_the_last_line_counts() -> None:
    first, second = _decision(), _decision(verdict=Verdict.UNSURE)
    assert current_decisions([first, second])["900000001"] is second


def test_each_record_has_its_own() -> None:
    one, two = _decision(record="900000001"), _decision(record="900000002")
    assert current_decisions([one, two]) == {"900000001": one, "900000002": two}
    assert current_decisions([]) == {}


decisions = st.builds(
    _decision, judge=st.sampled_from(Judge), verdict=st.sampled_from(Verdict),
    record=st.sampled_from(["900000001", "900000002"]), on=st.sampled_from(DATES),
)  # fmt: skip


@given(data=st.data(), ledger=st.lists(decisions, unique_by=lambda one: one.on))
def test_two_ledgers_merged_in_any_order_give_one_answer(
    data: st.DataObject, ledger: list[Decision]
) -> None:
    """When their dates differ."""
    assert current_decisions(data.draw(st.permutations(ledger))) == current_decisions(ledger)


@given(ledger=st.lists(decisions))
def test_no_decision_outranks_the_one_that_stands(ledger: list[Decision]) -> None:
    for key, held in current_decisions(ledger).items():
        rivals = [one for one in ledger if one.record == key]
        if any(one.judge is Judge.PERSON for one in rivals):
            assert held.judge is Judge.PERSON
            rivals = [one for one in rivals if one.judge is Judge.PERSON]
        assert held.on == max(one.on for one in rivals)
