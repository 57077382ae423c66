"""Boxes in the body, and what ticking them says."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decisions import Verdict
from bot.rendering.boxes import Tick, box, numbered, numbers, ticks

IN, OUT = Verdict.INCLUDE, Verdict.EXCLUDE
ids = st.text(min_size=1, max_size=40)


def body(*, include: bool = False, exclude: bool = False, record: str = "1") -> str:
    boxes = (box(IN, record, "In", ticked=include), box(OUT, record, "Out", ticked=exclude))
    return "Text\n\n" + "\n".join(boxes) + "\n"


@given(ids)
def test_a_tick_names_its_paper_whatever_its_id(record: str) -> None:
    changed = ticks(body(record=record), body(record=record, include=True))

    assert changed == (Tick(record=record, verdict=IN),)


@given(ids, st.integers(1, 9999))
def test_a_number_names_its_paper_whatever_its_id(record: str, number: int) -> None:
    mark = numbered(number, record)

    assert numbers(f"a {mark} b") == {number: record}
    assert mark.count("-->") == 1


def test_the_newest_tick_counts() -> None:
    assert ticks(body(include=True), body(include=True, exclude=True)) == (
        Tick(record="1", verdict=OUT),
    )


def test_a_tick_taken_away_lets_the_paper_wait() -> None:
    assert ticks(body(include=True), body()) == (Tick(record="1", verdict=Verdict.UNSURE),)
    assert ticks(body(include=True, exclude=True), body(exclude=True)) == ()


def test_two_ticks_at_once_contradict_each_other() -> None:
    assert ticks(body(), body(include=True, exclude=True)) == ()


def test_a_body_written_anew_ticks_nothing() -> None:
    assert ticks("", body(include=True)) == ()
    assert ticks(body(include=True), "") == ()


def test_line_ends_of_browsers_do_not_matter() -> None:
    after = body(include=True).replace("\n", "\r\n").replace("[x]", "[X]")

    assert ticks(body(), after) == (Tick(record="1", verdict=IN),)
