"""Fewer papers are sent where people decide few and more wait each time."""

import pytest

from bot.domain.decisions import Decision
from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.records import Record
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.screening.batch_size import FEWEST, WINDOW, batch_size

USUAL = ScreeningSettings(per_run=25)


def _lived(*, arriving: int, decided: int, weeks: int = WINDOW) -> State:
    """Each week so many papers arrive, 25 are sent at most, and people decide so many of them."""
    state = State()
    for week in range(weeks):
        on = f"2026-10-{week * 7 + 1:02}"
        ids = [f"{week}-{number:03}" for number in range(arriving)]
        state = state.with_added(
            records=tuple(Record(id=one) for one in ids),
            decisions=tuple(_said(one, Verdict.UNSURE, on) for one in ids),
        )
        sent = tuple(one.id for one in state.queue[:25])
        run = Run(on=on, version="1", searches=(), retrieved=0, found=tuple(ids), shown=sent)
        state = state.with_added(runs=(run,))
        people = [_said(one, Verdict.EXCLUDE, on, Judge.PERSON) for one in sent[:decided]]
        state = state.with_added(decisions=tuple(people))
    return state


def _said(key: str, verdict: Verdict, on: str, judge: Judge = Judge.CLASSIFIER) -> Decision:
    return Decision(record=key, verdict=verdict, judge=judge, by="x", on=on, reasons=())


@pytest.mark.parametrize(
    ("decided", "most"), [(0, FEWEST), (2, FEWEST), (4, 8), (7, 14), (12, 24), (13, 0)]
)
def test_the_list_holds_twice_what_people_decide(decided: int, most: int) -> None:
    assert batch_size(_lived(arriving=40, decided=decided), USUAL) == most


def test_a_young_review_is_not_slowed() -> None:
    assert batch_size(_lived(arriving=40, decided=0, weeks=WINDOW - 1), USUAL) == 0


def test_people_who_decide_all_that_they_are_sent_are_not_slowed() -> None:
    assert batch_size(_lived(arriving=40, decided=25), USUAL) == 0


def test_a_queue_that_does_not_grow_slows_nobody() -> None:
    assert batch_size(_lived(arriving=2, decided=1), USUAL) == FEWEST
    assert batch_size(_lived(arriving=2, decided=2), USUAL) == 0


def test_a_short_list_by_protocol_stays_as_it_is() -> None:
    assert batch_size(_lived(arriving=40, decided=0), ScreeningSettings(per_run=4)) == 0
