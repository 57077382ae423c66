"""Every definition of the evaluation of extraction, on invented papers of a line or two."""

from dataclasses import replace

import pytest

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.evaluation import Case, Scores, compare
from bot.extraction.reading_errors import ErrorKind, named, reading_errors

UP, DOWN, NONE = Direction.INCREASE, Direction.DECREASE, Direction.NONE
ALTERED, WITH = Direction.ALTERED, Direction.POSITIVE_CORRELATION
ABSTRACT = "RESULTS: ALFF was higher in the insula."


def one(  # noqa: PLR0913 - a finding in one line
    direction: Direction = UP,
    region: str = "insula",
    side: str = "",
    *,
    measure: str = "ALFF",
    b: tuple[str, str] = ("", ""),
    comparison: str = "",
    quote: str = "ALFF was higher",
) -> Finding:
    return Finding(
        id="", measure=measure, region=region, direction=direction, hemisphere=side,
        region_b=b[0], hemisphere_b=b[1], comparison=comparison, quote=Quote(text=quote, start=9),
    )  # fmt: skip


def paper(*required: Finding, optional: tuple[Finding, ...] = ()) -> Case:
    return Case(id="1", title="", abstract=ABSTRACT, required=required, optional=optional)


def kinds(case: Case, *found: Finding) -> list[ErrorKind]:
    return [it.kind for it in reading_errors(case, found)]


def test_each_level_asks_for_more() -> None:
    gold = paper(one(comparison="patients_vs_hc"), one(region="thalamus"))

    scores = compare(gold, [one(comparison="post_vs_pre"), one(region="thalamus", measure="ReHo")])

    assert (scores.region.both, scores.measure.both, scores.comparison.both) == (2, 1, 0)
    assert (scores.measure.precision, scores.measure.recall, scores.measure.f1) == (0.5, 0.5, 0.5)


def test_a_kind_of_an_annotated_measure_is_that_measure() -> None:
    scores = compare(paper(one(measure="EEG_power")), [one(measure="EEG_power.theta")])

    assert (scores.measure.both, scores.measure.read, scores.measure.annotated) == (1, 1, 1)


def test_what_is_said_twice_counts_once() -> None:
    gold = paper(one(side="left"), one(side="right"))

    scores = compare(gold, [one(side="left"), one(side="left"), one(side="right")])

    assert (scores.measure.both, scores.measure.read, scores.measure.annotated) == (1, 1, 1)
    assert scores.invented.of == 1
    assert scores.quotes.of == 3


def test_a_pair_of_regions_has_no_order() -> None:
    gold = paper(one(region="insula", side="left", b=("thalamus", "")))

    turned = compare(gold, [one(region="thalamus", b=("insula", "left"))])
    half = compare(gold, [one(region="insula")])

    assert turned.measure.f1 == 1
    assert turned.sides.share == 1
    assert half.measure.f1 == 0


def test_within_one_network_is_not_the_network_alone() -> None:
    within = one(region="default_mode_network", b=("default_mode_network", ""))

    assert compare(paper(within), [within]).measure.both == 1
    assert compare(paper(within), [one(region="default_mode_network")]).measure.both == 0


def test_an_optional_annotation_neither_helps_nor_harms() -> None:
    gold = paper(one(), optional=(one(region="thalamus"),))

    assert compare(gold, [one(), one(region="thalamus")]) == replace(
        compare(gold, [one()]), quotes=compare(gold, [one(), one()]).quotes
    )
    assert compare(gold, [one()]).measure.f1 == 1


def test_what_is_optional_and_required_is_required() -> None:
    gold = paper(one(side="left"), optional=(one(side="right"),))

    assert compare(gold, []).measure.annotated == 1
    assert compare(gold, [one()]).measure.both == 1
    assert compare(gold, [one(side="right")]).sides.share == 0


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("other:temporal gyri (part)", "Other: temporal gyri"),
        ("other:hub\u2011regions", "other:hub-region"),
        ("INSULA ", "insula"),
        ("null", ""),
    ],
)
def test_names_agree_whatever_their_spelling(written: str, read: str) -> None:
    assert compare(paper(one(region=written)), [one(region=read)]).measure.both == 1


@pytest.mark.parametrize("name", ["other:genus", "other:thalamus", "other:cortex pass"])
def test_an_s_that_is_no_plural_stays(name: str) -> None:
    assert compare(paper(one(region=name)), [one(region=name[:-1])]).measure.both == 0


@pytest.mark.parametrize(
    ("annotated", "read", "invented", "opposite"),
    [
        ([one(UP)], UP, 0, 0),
        ([one(DOWN)], UP, 1, 1),
        ([one(ALTERED)], UP, 1, 0),
        ([one(NONE)], DOWN, 1, 0),
        ([one(UP), one(DOWN)], UP, 0, 0),
        ([one(UP), one(ALTERED)], DOWN, 1, 1),
        ([one(WITH)], UP, 0, 0),  # another kind of statement, with a sign of its own
        ([one(UP)], WITH, 0, 0),
        ([one(ALTERED, comparison="within_group_correlation")], UP, 1, 0),
        ([one(ALTERED, comparison="within_group_correlation"), one(UP)], WITH, 1, 0),
        ([one(ALTERED, comparison="within_group_correlation"), one(DOWN)], UP, 1, 1),
        ([one(ALTERED, comparison="within_group_correlation"), one(WITH)], UP, 0, 0),
        ([one(DOWN, region="thalamus")], UP, 0, 0),
        ([one(DOWN, measure="ReHo")], UP, 0, 0),
        ([], UP, 0, 0),
    ],
)
def test_a_sign_is_invented_when_the_annotation_has_another_or_none(
    annotated: list[Finding], read: Direction, invented: int, opposite: int
) -> None:
    scores = compare(paper(*annotated), [one(read)])

    assert (scores.invented.count, scores.opposite.count) == (invented, opposite)
    assert scores.invented.of == scores.opposite.of == 1


@pytest.mark.parametrize("read", [ALTERED, NONE])
def test_without_a_sign_there_is_none_to_invent(read: Direction) -> None:
    assert compare(paper(one(UP)), [one(read)]).invented.share is None


def test_an_optional_sign_is_not_judged() -> None:
    gold = paper(one(UP), optional=(one(DOWN),))

    assert compare(gold, [one(DOWN)]).invented.of == 0


@pytest.mark.parametrize(
    ("annotated", "read", "right", "named"),
    [
        (one(side="left"), one(side="left"), 1, 1),
        (one(side="left"), one(side="right"), 0, 1),
        (one(side="left"), one(), 0, 1),
        (one(), one(side="left"), 0, 0),
        (one(), one(), 1, 0),
        (one(side="midline"), one(side="midline"), 1, 0),
        (one(side="left", b=("thalamus", "right")), one(side="left", b=("thalamus", "")), 0, 1),
        (one(side="", b=("thalamus", "right")), one(b=("thalamus", "right")), 1, 1),
        (one(region="", side="left", b=("insula", "")), one(), 1, 0),
    ],
)
def test_a_side_is_right_when_it_is_the_one_annotated(
    annotated: Finding, read: Finding, right: int, named: int
) -> None:
    scores = compare(paper(annotated), [read])

    assert (scores.sides.count, scores.sides.of) == (right, 1)
    assert (scores.named_sides.count, scores.named_sides.of) == (right * named, named)


def test_sides_are_asked_only_of_required_findings_with_a_region() -> None:
    gold = paper(one(region=""), optional=(one(region="thalamus", side="left"),))

    found = [one(region=""), one(region="thalamus"), one(region="caudate")]

    assert compare(gold, found).sides.share is None


def test_one_of_several_annotated_sides_is_enough() -> None:
    gold = paper(one(side="left"), one(side="right"))

    assert compare(gold, [one(side="right"), one(side="bilateral")]).sides.share == 0.5


def test_a_quote_must_stand_in_the_abstract_and_not_be_empty() -> None:
    found = [one(), one(quote=""), one(quote="ALFF was  higher")]

    assert compare(paper(), found).quotes.share == 0.3333


def test_of_nothing_there_is_no_ratio() -> None:
    silent = compare(paper(one()), [])
    empty = compare(paper(), [])

    assert (silent.measure.precision, silent.measure.recall, silent.measure.f1) == (None, 0, 0)
    assert (empty.measure.precision, empty.measure.recall, empty.measure.f1) == (None, None, None)
    assert silent.sides.share is silent.invented.share is silent.quotes.share is None


def test_papers_are_added_up_before_ratios_are_taken() -> None:
    many = paper(*(one(region=name) for name in ("insula", "caudate", "putamen")))

    total = compare(many, [one()]) + compare(paper(one()), [one()]) + Scores()

    assert total.papers == 2
    assert total.measure.recall == 0.5
    assert total.measure.precision == 1


def test_what_is_to_be_mended_is_listed_by_kind() -> None:
    gold = paper(
        one(side="left", comparison="patients_vs_hc"),
        one(DOWN, region="thalamus"),
        one(region="caudate"),
        optional=(one(region="putamen"),),
    )
    found = [
        one(side="right", quote="not there"),
        one(UP, region="thalamus"),
        one(region="putamen"),
        one(region="amygdala"),
    ]

    listed = {it.kind: it for it in reading_errors(gold, found)}

    assert kinds(gold, *found) == [
        ErrorKind.MISSED, ErrorKind.MISSED, ErrorKind.INVENTED, ErrorKind.EXTRA,
        ErrorKind.SIDE, ErrorKind.COMPARISON, ErrorKind.QUOTE,
    ]  # fmt: skip
    assert listed[ErrorKind.INVENTED].note == "decrease"
    assert listed[ErrorKind.EXTRA].finding.region == "amygdala"
    assert listed[ErrorKind.SIDE].note == "insula: left"
    assert listed[ErrorKind.COMPARISON].note == "patients_vs_hc"


def test_a_missed_finding_names_what_was_read_in_its_stead() -> None:
    gold = paper(one(measure="FC", side="left", b=("thalamus", "")))

    missed, extra = reading_errors(gold, [one(measure="FC"), one(region="caudate")][:1])

    assert missed.note == "FC, insula, increase"
    assert extra.note == "FC, left insula – thalamus, increase"


def test_where_all_agrees_nothing_is_listed() -> None:
    assert kinds(paper(one(), one(side="left")), one(side="left")) == []


def test_a_finding_without_a_region_has_a_name_too() -> None:
    assert named(one(NONE, region="", comparison="post_vs_pre")) == (
        "ALFF, no region, none, post_vs_pre"
    )
