"""How long people work is told from the times of what they did."""

import pytest

from bot.domain.decisions import Decision
from bot.domain.reviewer_actions import MERGED, ReviewerAction
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.synthesis.reviewer_time import expected, minutes_per_paper, months, work_sessions


def _act(
    at: str, number: int, *, by: str = "luna", pull: int = 1, said: str = "/include"
) -> ReviewerAction:
    return ReviewerAction(
        id=f"{by}-{pull}-{number}-{at}", place="p", by=by, on=at[:10], at=at, pull=pull,
        command=said, result="Done.", records=(str(number),),
    )  # fmt: skip


def test_a_long_pause_parts_two_sessions() -> None:
    actions = [
        _act("2026-11-16T09:00:00Z", 1), _act("2026-11-16T09:04:00Z", 2),
        _act("2026-11-16T15:00:00Z", 3), _act("2026-11-16T09:02:00Z", 4, by="sol"),
    ]  # fmt: skip
    found = work_sessions(actions)
    assert [(one.by, one.minutes, one.papers) for one in found] == [
        ("luna", 4.5, 2), ("sol", 0.5, 1), ("luna", 0.5, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("at", ["", "2026-11-16", "yesterday", "2026-11-16T09:00:00"])
def test_an_action_without_a_time_is_in_no_session(at: str) -> None:
    assert work_sessions([_act(at, 1)]) == ()


def test_a_merge_lengthens_a_session_and_decides_no_paper() -> None:
    (one,) = work_sessions([
        _act("2026-11-16T09:00:00Z", 1), _act("2026-11-16T09:10:00+00:00", 2, said=MERGED),
    ])  # fmt: skip
    assert (one.minutes, one.papers) == (10.5, 1)


def test_a_guess_stands_until_enough_was_measured() -> None:
    actions = tuple(_act(f"2026-11-16T09:{number:02}:00Z", number) for number in range(11))
    assert expected(State(actions=actions[:9]), 4, 6) == (7, False)
    assert minutes_per_paper(State(actions=actions)) == pytest.approx(10.5 / 11)
    assert expected(State(actions=actions), 4, 6) == (round(10.5 / 11 * 14), True)
    assert expected(State(), 0, 0) == (1, False)


def test_months_tell_minutes_decisions_and_what_was_overturned() -> None:
    def said(key: str, verdict: Verdict, on: str, judge: Judge) -> Decision:
        return Decision(record=key, verdict=verdict, judge=judge, by="x", on=on, reasons=())

    state = State(
        decisions=(
            said("1", Verdict.INCLUDE, "2026-10-01", Judge.CLASSIFIER),
            said("2", Verdict.UNSURE, "2026-10-01", Judge.CLASSIFIER),
            said("1", Verdict.EXCLUDE, "2026-10-02", Judge.PERSON),
            said("2", Verdict.EXCLUDE, "2026-11-02", Judge.PERSON),
        ),
        actions=(_act("2026-11-02T09:00:00Z", 2),),
    )  # fmt: skip
    assert [(one.name, one.minutes, one.papers, one.overturned) for one in months(state)] == [
        ("2026-11", 0.5, 1, 0), ("2026-10", 0.0, 1, 1),
    ]  # fmt: skip
