"""Boxes in the body, and what ticking them says."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.verdicts import Verdict
from bot.rendering.boxes import Tick, aligned, box, numbered, numbers, ticks

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


def criteria(ticked: str = "", *, include: bool = False) -> str:
    boxes = [box(IN, "1", "In", ticked=include)]
    boxes += [
        box(OUT, "1", f"Out: {name}", criterion=name, ticked=name == ticked)
        for name in ("population (adults, over 60)", "study")
    ]
    return "\n".join(boxes)


def test_a_box_names_the_criterion_that_a_paper_fails() -> None:
    name = "population (adults, over 60)"

    assert ticks(criteria(), criteria(name)) == (Tick(record="1", verdict=OUT, criterion=name),)
    assert ticks(criteria(name), criteria("study")) == (
        Tick(record="1", verdict=OUT, criterion="study"),
    )
    assert ticks(criteria(name), criteria()) == (Tick(record="1", verdict=Verdict.UNSURE),)


def test_of_two_criteria_ticked_at_once_the_first_counts() -> None:
    both = criteria("study").replace(
        "[ ] <!-- living-review:exclude", "[x] <!-- living-review:exclude"
    )

    (tick,) = ticks(criteria(), both)

    assert tick.criterion == "population (adults, over 60)"


def test_one_box_shows_what_was_decided() -> None:
    assert aligned(criteria("study"), {"1": (OUT, "population (adults, over 60)")}) == criteria(
        "population (adults, over 60)"
    )
    assert aligned(criteria("study"), {"1": (OUT, "a former criterion")}) == criteria()
    assert aligned(criteria("study"), {"1": (IN, "")}) == criteria(include=True)
    assert aligned(body(), {"1": (OUT, "study")}) == body(exclude=True)
