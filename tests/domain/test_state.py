"""The questions the steps ask of the state."""

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study

RECORDS = tuple(Record(id=f"90000000{n}", pmid=f"90000000{n}") for n in range(1, 7))


def _decision(
    number: int,
    verdict: Verdict,
    score: float | None = None,
    judge: Judge = Judge.CLASSIFIER,
    on: str = "2026-11-16",
) -> Decision:
    return Decision(
        record=f"90000000{number}", verdict=verdict, judge=judge, by="x", on=on, reasons=(),
        score=score,
    )  # fmt: skip


def _ids(records: tuple[Record, ...]) -> list[int]:
    return [int(one.id[-1]) for one in records]


def test_the_queue_begins_with_the_highest_score() -> None:
    unsure = Verdict.UNSURE
    state = State(
        records=RECORDS,
        decisions=(
            _decision(1, unsure), _decision(2, unsure, 0.2), _decision(3, unsure, 0.9),
            _decision(4, Verdict.INCLUDE, 0.95), _decision(5, unsure, 0.2), _decision(6, unsure, 0),
        ),
    )  # fmt: skip
    assert _ids(state.queue) == [3, 2, 5, 1, 6]


def test_a_decided_paper_leaves_the_queue() -> None:
    state = State(records=RECORDS, decisions=(_decision(1, Verdict.UNSURE, 0.5),))
    assert _ids(state.queue) == [1]
    decided = state.with_added(decisions=(_decision(1, Verdict.INCLUDE, judge=Judge.PERSON),))
    assert _ids(decided.queue) == []
    assert _ids(decided.included) == [1]
    assert _ids(state.queue) == [1]


def test_people_said_holds_what_people_decided_and_nothing_else() -> None:
    person = Judge.PERSON
    state = State(
        records=RECORDS,
        decisions=(
            _decision(1, Verdict.INCLUDE, judge=person),
            _decision(1, Verdict.EXCLUDE, on="2026-12-01"),
            _decision(2, Verdict.EXCLUDE, judge=person),
            _decision(3, Verdict.UNSURE, judge=person),
            _decision(4, Verdict.INCLUDE),
            _decision(5, Verdict.EXCLUDE, judge=Judge.RULE),
            _decision(6, Verdict.INCLUDE, judge=person, on="2026-11-01"),
            _decision(6, Verdict.UNSURE, judge=person, on="2026-11-02"),
        ),
    )
    said = {int(key[-1]): one.verdict for key, one in state.human_labels.items()}
    assert said == {1: Verdict.INCLUDE, 2: Verdict.EXCLUDE}


def test_a_retracted_study_is_not_included() -> None:
    gone = Record(id="900000001", publication_types=("Retracted Publication",))
    state = State(records=RECORDS, decisions=(_decision(1, Verdict.INCLUDE),))
    assert _ids(state.included) == [1]
    assert state.with_added(records=(gone,)).included == ()


def test_a_decision_on_an_unknown_record_shows_nowhere() -> None:
    state = State(decisions=tuple(_decision(n, one) for n, one in enumerate(Verdict, 1)))
    assert [state.with_verdict(one) for one in Verdict] == [()] * 3
    assert state.queue == ()


def test_a_state_grows_at_its_ends() -> None:
    study = Study(id="900000001", read_from="title", reader="x", text_hash="0")
    state = State(records=RECORDS[:1])
    grown = state.with_added(records=RECORDS[1:2], studies={"900000001": study})
    assert grown.records == RECORDS[:2]
    assert grown.studies == {"900000001": study}
    assert (state.records, state.studies) == (RECORDS[:1], {})
    assert grown.with_added() == grown
