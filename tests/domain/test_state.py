"""The questions the steps ask of the state."""

from bot.domain.decisions import Decision
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.domain.verdicts import Judge, Verdict

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


def test_studies_of_one_author_and_year_are_told_apart_by_a_letter() -> None:
    papers = tuple(
        Record(id=id_, authors=(author,), year=year)
        for id_, author, year in (
            ("1", "Luna A", 2022), ("2", "Luna A", 2022), ("3", "Luna A", 2023),
            ("4", "Sol B", 2022), ("5", "Luna A", 2022), ("6", "Luna A", None),
        )
    )  # fmt: skip
    decisions = tuple(
        Decision(
            record=paper.id,
            verdict=Verdict.EXCLUDE if paper.id == "5" else Verdict.INCLUDE,
            judge=Judge.PERSON, by="nobody", on="2026-11-16", reasons=(),
        )
        for paper in papers
    )  # fmt: skip
    state = State(records=papers, decisions=decisions)

    labels = [record.label for record in state.lettered.by_id.values()]
    assert labels == [
        "Luna A 2022a", "Luna A 2022b", "Luna A 2023", "Sol B 2022", "Luna A 2022", "Luna A",
    ]  # fmt: skip
    assert not any(record.letter for record in state.records)
    assert State(records=papers[2:4], decisions=decisions[2:4]).lettered.records == papers[2:4]
