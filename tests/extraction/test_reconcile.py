"""Two readings of one paper: what both say, what one says, and where they conflict."""

from dataclasses import replace

import pytest

from bot.domain.facts import Quote
from bot.domain.studies import AGREED, CONFLICT, TO_CHECK, Direction, Finding, Study
from bot.extraction.reconcile import ReaderFindings, reconciled

DOWN = Finding(
    id="f1",
    measure="ReHo",
    region="insula",
    hemisphere="left",
    direction=Direction.DECREASE,
    quote=Quote(text="lower ReHo in the left insula", start=40),
)
UP = replace(DOWN, direction=Direction.INCREASE, quote=Quote(text="more of it there", start=90))
OTHER = replace(DOWN, measure="ALFF", quote=Quote(text="and lower ALFF there", start=10))
LINK = replace(DOWN, measure="FC", region_b="thalamus", hemisphere_b="right")
TURNED = replace(
    LINK, region="thalamus", hemisphere="right", region_b="insula", hemisphere_b="left"
)
CORRELATED = replace(
    DOWN, direction=Direction.POSITIVE_CORRELATION, clinical_variable="pain scores"
)


def joined(rules: list[Finding], *models: list[Finding]) -> tuple[Finding, ...]:
    reading = [ReaderFindings(by="rules", findings=tuple(rules))]
    reading += [
        ReaderFindings(by=f"model {n}", findings=tuple(one))
        for n, one in enumerate(models, start=1)
    ]
    return reconciled(reading)


def told(*findings: Finding) -> set[tuple[Direction, tuple[str, ...], str]]:
    return {(one.direction, one.read_by, one.status) for one in findings}


def test_one_reading_stays_as_it_is() -> None:
    assert joined([DOWN, OTHER]) == (DOWN, OTHER)


def test_what_both_say_is_agreed_in_the_words_of_the_rules() -> None:
    theirs = replace(DOWN, id="", quote=Quote(text="Patients had lower ReHo", start=20))
    (finding,) = joined([DOWN], [theirs])
    assert finding == replace(DOWN, read_by=("rules", "model 1"), status=AGREED)


def test_another_reader_that_agrees_raises_the_confidence() -> None:
    weighed = replace(DOWN, confidence=0.5)
    (finding,) = joined([weighed], [replace(DOWN, id="")])
    assert (finding.confidence, finding.status) == (0.8, AGREED)
    (alone, theirs) = joined([weighed], [replace(UP, id="")])
    assert alone.confidence == weighed.confidence
    assert {alone.status, theirs.status} == {CONFLICT}


def test_what_one_says_is_to_be_checked_and_says_who() -> None:
    found = joined([DOWN], [OTHER])
    assert [(one.id, one.measure, one.read_by, one.status) for one in found] == [
        ("f1", "ALFF", ("model 1",), TO_CHECK),
        ("f2", "ReHo", ("rules",), TO_CHECK),
    ]


def test_agreement_does_not_settle_what_the_checks_doubt() -> None:
    doubted = replace(DOWN, status=TO_CHECK, doubts=("its words name another comparison",))
    (finding,) = joined([doubted], [replace(DOWN, id="")])
    assert finding.status == TO_CHECK


def test_a_silent_model_takes_nothing_away_from_a_reading_that_is_sure() -> None:
    sure, unsure = replace(DOWN, confidence=0.9), replace(OTHER, confidence=0.4, status=TO_CHECK)
    assert {one.measure: one.status for one in joined([sure, unsure], [])} == {
        sure.measure: "",
        unsure.measure: TO_CHECK,
    }


@pytest.mark.parametrize("direction", [Direction.INCREASE, Direction.NONE, Direction.ALTERED])
def test_other_directions_stand_side_by_side_and_do_not_count(direction: Direction) -> None:
    found = joined([DOWN], [replace(UP, direction=direction)])
    assert told(*found) == {
        (Direction.DECREASE, ("rules",), CONFLICT),
        (direction, ("model 1",), CONFLICT),
    }
    assert (
        Study(id="1", read_from="abstract", reader="", text_hash="", findings=found).to_check
        == found
    )


def test_the_ends_of_a_connection_have_no_order() -> None:
    (finding,) = joined([LINK], [TURNED])
    assert finding.status == AGREED
    assert finding.region == "insula"
    opposed = joined([LINK], [replace(TURNED, direction=Direction.INCREASE)])
    assert {one.status for one in opposed} == {CONFLICT}


@pytest.mark.parametrize(
    "change",
    [
        {"measure": "DC"},
        {"region": "pons"},
        {"hemisphere": "right"},
        {"region_b": "thalamus"},
        {"comparison": "pain_vs_hc"},
    ],
)
def test_findings_on_different_matters_do_not_conflict(change: dict[str, str]) -> None:
    held = replace(DOWN, comparison="post_vs_pre")
    other = replace(UP, **{"comparison": "post_vs_pre", **change})  # type: ignore[arg-type]
    assert {one.status for one in joined([held], [other])} == {TO_CHECK}


def test_a_wide_measure_and_a_kind_of_it_are_one_matter() -> None:
    narrow = replace(DOWN, measure="EEG_power.theta")
    (finding,) = joined([narrow], [replace(DOWN, measure="EEG_power", id="")])
    assert (finding.measure, finding.status) == ("EEG_power.theta", AGREED)
    beside = joined([narrow], [replace(UP, measure="EEG_power.beta", id="")])
    assert CONFLICT not in {one.status for one in beside}


def test_what_one_reader_left_open_agrees_with_anything() -> None:
    theirs = replace(DOWN, hemisphere="", comparison="pain_vs_hc")
    (finding,) = joined([DOWN], [theirs])
    assert (finding.status, finding.hemisphere, finding.comparison) == (AGREED, "left", "")


def test_a_correlation_is_no_difference_between_groups() -> None:
    assert {one.status for one in joined([UP], [CORRELATED])} == {TO_CHECK}
    opposed = replace(CORRELATED, direction=Direction.NEGATIVE_CORRELATION)
    assert {one.status for one in joined([CORRELATED], [opposed])} == {CONFLICT}
    other = replace(opposed, clinical_variable="age")
    assert {one.status for one in joined([CORRELATED], [other])} == {TO_CHECK}
    part = replace(CORRELATED, clinical_variable="Pain")
    assert {one.status for one in joined([CORRELATED], [part])} == {AGREED}


def test_a_paper_may_itself_report_both_directions() -> None:
    found = joined([DOWN, UP], [DOWN])
    assert told(*found) == {
        (Direction.DECREASE, ("rules", "model 1"), AGREED),
        (Direction.INCREASE, ("rules",), TO_CHECK),
    }


def test_a_third_reader_may_contradict_two() -> None:
    found = joined([DOWN], [DOWN], [UP])
    assert told(*found) == {
        (Direction.DECREASE, ("rules", "model 1"), CONFLICT),
        (Direction.INCREASE, ("model 2",), CONFLICT),
    }
