"""Corrections by people: what a field may hold, and what stays theirs."""

from dataclasses import replace

import pytest

from bot.domain.edit_tracking import edited, keep_person_edits, mark_person_edits, snapshot
from bot.domain.facts import Fact, Facts, Quote
from bot.domain.studies import Direction, Finding, Study
from bot.events.study_edits import EditRejected, edited_study, faults
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")


def finding(key: str, start: int, direction: Direction = Direction.INCREASE) -> Finding:
    quote = Quote(text=f"words at {start}", start=start)
    measure = next(iter(VOCABULARY.terms["measure"]))
    return Finding(id=key, measure=measure, region="", direction=direction, quote=quote)


STUDY = Study(
    id="1", read_from="abstract", reader="reader 2", text_hash="x",
    findings=(finding("f1", 10), finding("f2", 50)),
)  # fmt: skip


def test_a_corrected_finding_is_marked() -> None:
    made = edited_study(STUDY, "f2.direction", "decrease", VOCABULARY)

    assert made.study.findings[1].direction is Direction.DECREASE
    assert made.study.checked == ("f2",)
    assert made.sentence == "f2.direction was “increase” and is now “decrease”"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("f2.direction", "up", "direction may be: increase, decrease"),
        ("f9.direction", "increase", "no finding “f9” here"),
        ("f1.directoin", "increase", "nearest is f1.direction"),
        ("id", "2", "Fields are cohort, tier"),
        ("f1.quote", "x", "There is no field"),
        ("f1.hemisphere", "both", "left, right, bilateral, midline"),
        ("f1.region", "no such place", "region may be one of"),
        ("f1.region_b", "other:</script><script>", "made of words"),
        ("f1.region", "other:a name\nof two lines", "made of words"),
        ("f1.hedged", "maybe", "hedged is yes or no"),
        ("f1.measure", "", "may not be empty"),
        ("tier", "good", "direct, indirect, preclinical"),
    ],
)
def test_what_a_field_may_hold_is_said(field: str, value: str, told: str) -> None:
    with pytest.raises(EditRejected, match=told):
        edited_study(STUDY, field, value, VOCABULARY)


def test_an_edit_is_recognised_by_its_part_alone() -> None:
    notes = snapshot(STUDY)
    theirs = replace(STUDY, findings=(STUDY.findings[0], finding("f2", 50, Direction.NONE)))

    assert edited(STUDY, notes) == ()
    assert edited(theirs, notes) == ("f2",)
    assert mark_person_edits({"1": theirs}, [notes])["1"].checked == ("f2",)
    assert mark_person_edits({"1": replace(theirs, checked=("f2",))}, [notes]) == {}
    assert edited(replace(STUDY, findings=STUDY.findings[:1], tier="direct"), notes) == (
        "f2", "tier",
    )  # fmt: skip


def test_a_new_reading_leaves_what_people_set() -> None:
    theirs = replace(
        STUDY, tier="direct", checked=("f2", "tier"),
        findings=(STUDY.findings[0], finding("f2", 50, Direction.NONE)),
    )  # fmt: skip
    fresh = replace(STUDY, findings=(finding("f1", 5), finding("f2", 10), finding("f3", 50)))

    joined = keep_person_edits(theirs, fresh)

    assert joined.tier == "direct"
    assert [(one.quote.start, one.direction) for one in joined.findings] == [
        (5, Direction.INCREASE), (10, Direction.INCREASE), (50, Direction.NONE),
    ]  # fmt: skip
    assert len({one.id for one in joined.findings}) == len(joined.findings)


def test_a_misspelt_kind_of_fact_is_told_with_the_nearest() -> None:
    fact = Fact(value="lung cancer", quote=Quote(text="lung cancer", start=0))
    study = replace(STUDY, facts=Facts({"cancrs": (fact,), "cancers": (fact,)}))
    assert list(faults(study, VOCABULARY)) == [
        "'facts.cancrs' is no kind of fact. Did you mean 'cancers'?"
    ]
    assert list(faults(study, None)) == []
