"""Findings are dropped, confirmed and corrected in plain words, by a line or by a box."""

import pytest

from bot.events.command import CommandOutcome, CommandResult
from bot.events.comments import calls
from bot.events.dispatch import perform
from bot.events.plain_words import meant
from bot.extraction.vocabulary import load
from bot.rendering.boxes import FindingTick, finding_box, finding_ticks
from tests.events.test_commands import CONTEXT, STATE

STUDY = next(iter(STATE.studies.values()))
FIRST = STUDY.findings[0].id


def done(line: str) -> CommandResult:
    (call,) = calls(line)
    return perform(STATE, call, CONTEXT, may_write=True)


def test_a_finding_that_is_dropped_is_gone_and_a_person_answers_for_it() -> None:
    result = done(f"/drop {STUDY.id} {FIRST}")

    assert result.outcome is CommandOutcome.DONE
    assert result.study
    assert FIRST not in {finding.id for finding in result.study.findings}
    assert FIRST in result.study.checked


def test_a_finding_that_is_confirmed_counts() -> None:
    result = done(f"/confirm {STUDY.id} {FIRST}")

    assert result.study
    assert result.study.counts(result.study.findings[0])


def test_a_finding_that_there_is_not_names_those_there_are() -> None:
    result = done(f"/drop {STUDY.id} f99")

    assert result.outcome is CommandOutcome.UNKNOWN
    assert FIRST in result.sentence


@pytest.mark.parametrize(
    ("words", "value"),
    [("higher", "increase"), ("No difference", "none"), ("correlates negatively",
     "negative_correlation"), ("decrease", "decrease")],
)  # fmt: skip
def test_a_direction_is_written_as_people_say_it(words: str, value: str) -> None:
    assert meant("direction", words, None) == value


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("region", "Anterior Insula", "anterior_insula"),
        ("region", "anterior insular cortx", "anterior_insula"),
        ("comparison", "versus healthy controls", "pain_vs_hc"),
        ("comparison", "versus cancer without pain", "pain_vs_cancer_no_pain"),
        ("comparison", "pain_vs_hc", "pain_vs_hc"),
        ("region", "zzz", "zzz"),
    ],
)
def test_a_term_is_named_as_people_write_it(field: str, words: str, value: str) -> None:
    assert meant(field, words, load("neuroimaging")) == value


def test_a_correction_needs_no_equals_sign() -> None:
    result = done(f"/fix! {STUDY.id} {FIRST} direction higher")

    assert result.study
    assert str(result.study.findings[0].direction) == "increase"


def test_a_box_of_a_finding_says_what_the_line_says() -> None:
    empty = finding_box("drop", "10.1/a b", "f2", "f2 is wrong")
    ticked = empty.replace("[ ]", "[x]")

    assert finding_ticks(empty, ticked) == (
        FindingTick(record="10.1/a b", act="drop", finding="f2"),
    )
    assert finding_ticks(ticked, ticked) == ()
    assert finding_ticks("", ticked) == (), "a box that nobody saw empty was ticked by nobody"
    assert finding_ticks(ticked, empty) == ()
