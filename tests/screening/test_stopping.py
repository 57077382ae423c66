"""When the rest of the queue may be closed, and which papers never are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decisions import Decision, current_decisions
from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.verdicts import Judge, Verdict
from bot.screening.elusion_test import BY as AUDIT
from bot.screening.stopping import Queue, closable, why

MONDAY, TUESDAY, NEXT_MONDAY = "2026-11-16", "2026-11-17", "2026-11-23"
RULE = ScreeningSettings(stop_after=3, stop_share=0.5)


def _ranked(
    key: str, on: str = MONDAY, verdict: Verdict = Verdict.UNSURE, judge: Judge = Judge.CLASSIFIER
) -> Decision:
    return Decision(
        record=key, verdict=verdict, judge=judge, by=f"{judge} 1", on=on, reasons=("Seen.",),
        score=0.4,
    )  # fmt: skip


def _read(key: str, verdict: Verdict = Verdict.EXCLUDE, on: str = TUESDAY) -> Decision:
    return Decision(
        record=key, verdict=verdict, judge=Judge.PERSON, by="octocat", on=on, reasons=("Read.",)
    )


def _closed(
    *ledger: Decision, screening: ScreeningSettings = RULE, known_waiting: int = 0
) -> tuple[str, ...]:
    return closable(Queue.of(ledger), screening, known_waiting=known_waiting)


SIX = tuple(_ranked(key) for key in "abcdef")
THREE = tuple(_read(key) for key in "abc")


def test_the_rest_is_closed_when_all_parts_hold() -> None:
    assert _closed(*SIX, *THREE) == tuple("def")


def test_nothing_is_closed_while_a_known_paper_waits() -> None:
    assert _closed(*SIX, *THREE, known_waiting=1) == ()


def test_nothing_is_closed_before_the_share_was_read() -> None:
    assert _closed(*SIX, _ranked("g"), *THREE) == ()
    assert _closed(*SIX, _ranked("g"), *THREE, screening=replace(RULE, stop_share=0.4)) != ()


def test_nothing_is_closed_before_enough_in_a_row() -> None:
    assert _closed(*SIX, *THREE, screening=replace(RULE, stop_after=4)) == ()


def test_a_relevant_paper_breaks_the_row() -> None:
    for at, key in enumerate("abc"):
        said = [*THREE[:at], _read(key, Verdict.INCLUDE), *THREE[at + 1 :]]
        assert _closed(*SIX, *said) == ()


def test_a_row_may_begin_after_a_relevant_paper() -> None:
    said = (_read("d", Verdict.INCLUDE), *THREE)
    assert _closed(*SIX, *said) == tuple("ef")


def test_zero_in_a_row_never_closes() -> None:
    never = replace(RULE, stop_after=0, stop_share=0.0)
    assert _closed(*SIX, *THREE, screening=never) == ()
    assert _closed(*SIX, screening=never) == ()


def test_an_empty_ledger_closes_nothing() -> None:
    assert _closed() == ()
    assert _closed(screening=replace(RULE, stop_share=0.0)) == ()


def test_a_paper_that_came_after_the_row_began_stays() -> None:
    said = (*THREE[:2], _read("c", on="2026-11-24"))
    wide = replace(RULE, stop_share=0.4)
    assert _closed(*SIX, _ranked("new", NEXT_MONDAY), *said, screening=wide) == tuple("def")


def test_a_paper_ranked_again_waits_since_it_came() -> None:
    again = replace(_ranked("f", NEXT_MONDAY), score=0.1)
    assert _closed(*SIX, *THREE, again) == tuple("def")


@pytest.mark.parametrize("verdict", [Verdict.INCLUDE, Verdict.EXCLUDE])
@pytest.mark.parametrize("judge", [Judge.CLASSIFIER, Judge.MODEL, Judge.RULE])
def test_what_the_machine_decided_is_not_closed(verdict: Verdict, judge: Judge) -> None:
    assert _closed(*SIX, _ranked("f", NEXT_MONDAY, verdict, judge), *THREE) == tuple("de")
    assert _closed(*SIX[:5], _ranked("f", MONDAY, verdict, judge), *THREE) == tuple("de")


def test_what_a_rule_sent_to_people_is_not_closed() -> None:
    assert _closed(*SIX, _ranked("no abstract", judge=Judge.RULE), *THREE) == tuple("def")


def test_what_a_model_left_open_is_closed_like_the_others() -> None:
    assert _closed(*SIX[:5], _ranked("f", judge=Judge.MODEL), *THREE) == tuple("def")


def test_what_an_audit_drew_is_not_closed() -> None:
    out = _ranked("f", TUESDAY, Verdict.EXCLUDE)
    drawn = replace(_ranked("f", NEXT_MONDAY, judge=Judge.RULE), by=AUDIT)
    assert _closed(*SIX, out, drawn, *THREE) == tuple("de")


def test_what_came_back_waits_since_it_came_back() -> None:
    back = (_ranked("f", TUESDAY, Verdict.EXCLUDE), _ranked("f", NEXT_MONDAY))
    assert _closed(*SIX, *back, *THREE) == tuple("de")
    later = tuple(replace(one, on="2026-11-24") for one in THREE)
    assert _closed(*SIX, *back, *later) == tuple("def")


def test_decisions_on_other_papers_are_no_part_of_the_row() -> None:
    others = (_read("seed"), _read("no abstract"), _read("audited"))
    assert _closed(*SIX, *others, screening=replace(RULE, stop_share=0.0)) == ()
    other = _read("seed", Verdict.INCLUDE, on=NEXT_MONDAY)
    assert _closed(*SIX, *THREE, other) == tuple("def")


def test_a_changed_decision_counts_where_it_was_changed() -> None:
    first = _read("d", Verdict.INCLUDE, on=MONDAY)
    assert _closed(*SIX, first, *THREE) == tuple("ef")
    changed = _read("d", on=NEXT_MONDAY)
    assert _closed(*SIX, first, *THREE[:2], changed) == tuple("cef")
    relevant_after_all = _read("a", Verdict.INCLUDE, on=NEXT_MONDAY)
    assert _closed(*SIX, *THREE, relevant_after_all) == ()
    assert _closed(*SIX, *THREE, _read("d"), relevant_after_all, _read("e", on=NEXT_MONDAY)) == ()


def test_a_decision_said_twice_is_one_in_the_row() -> None:
    assert _closed(*SIX, *THREE[:2], _read("a"), screening=replace(RULE, stop_share=0.0)) == ()


def test_what_was_closed_is_not_closed_again() -> None:
    by_rule = tuple(_ranked(key, NEXT_MONDAY, Verdict.EXCLUDE, Judge.RULE) for key in "def")
    assert _closed(*SIX, *THREE, *by_rule) == ()


def test_what_a_person_left_open_is_not_closed() -> None:
    assert _closed(*SIX, *THREE, _read("d", Verdict.UNSURE)) == tuple("ef")


def test_what_a_rule_sent_to_people_later_is_not_closed() -> None:
    """A newer version finds an order in a paper that waits: a person must look at it."""
    assert _closed(*SIX, *THREE, _ranked("f", NEXT_MONDAY, judge=Judge.RULE)) == tuple("de")


def test_a_paper_that_came_later_on_the_day_the_row_began_stays() -> None:
    """People decide on the morning of a run: what it finds stood below no row."""
    said = tuple(replace(one, on=NEXT_MONDAY) for one in THREE)
    wide = replace(RULE, stop_share=0.4)
    assert _closed(*SIX, *said, _ranked("new", NEXT_MONDAY), screening=wide) == tuple("def")


def test_the_reason_says_how_many_and_by_what_rule() -> None:
    said = why(replace(RULE, stop_after=1200))
    assert "last 1,200 papers" in said
    assert "stopping rule" in said


LINES = st.lists(
    st.builds(
        Decision,
        record=st.sampled_from("abcdefgh"),
        verdict=st.sampled_from(Verdict),
        judge=st.sampled_from([Judge.RULE, Judge.CLASSIFIER, Judge.MODEL]),
        by=st.sampled_from(["rules 1", "classifier 2", AUDIT]),
        on=st.sampled_from([MONDAY, TUESDAY, NEXT_MONDAY]),
        reasons=st.just(("Because.",)),
    )
    | st.builds(
        _read,
        st.sampled_from("abcdefgh"),
        st.sampled_from([Verdict.INCLUDE, Verdict.EXCLUDE]),
        st.sampled_from([MONDAY, TUESDAY, NEXT_MONDAY]),
    ),
    max_size=40,
)


@given(ledger=LINES, after=st.integers(0, 4), share=st.sampled_from([0.0, 0.1, 0.5, 1.0]))
def test_only_waiting_papers_with_a_ranked_unsure_verdict_are_closed(
    ledger: list[Decision], after: int, share: float
) -> None:
    closed = _closed(*ledger, screening=ScreeningSettings(stop_after=after, stop_share=share))
    counts = current_decisions(ledger)
    assert len(set(closed)) == len(closed)
    for key in closed:
        assert counts[key].verdict is Verdict.UNSURE
        ranked = [one for one in ledger if one.record == key and one.verdict is Verdict.UNSURE]
        assert any(one.judge in (Judge.CLASSIFIER, Judge.MODEL) for one in ranked)
        assert counts[key].by != AUDIT
