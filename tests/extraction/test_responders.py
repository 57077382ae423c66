"""People who reach a change are counted, and what they are told beside, in invented results."""

import pytest

from bot.domain.studies import Direction
from bot.extraction.reader import read
from bot.extraction.vocabulary import load

CLINICAL = load("clinical")
TITLE = "Juggling versus usual care for moon sickness: a randomised controlled trial."
METHODS = (
    "METHODS: We randomly assigned 80 adults with moon sickness to juggling (n = 41) or usual care"
    " (n = 39). RESULTS: "
)
UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NONE


def told(result: str) -> set[tuple[str, Direction]]:
    findings = read(TITLE, METHODS + result, CLINICAL).findings
    return {(finding.measure, finding.direction) for finding in findings}


@pytest.mark.parametrize(
    ("result", "outcome", "direction"),
    [
        ("More adults in the juggling group reached a 50% reduction in pain (41% vs 20%).",
         "50% reduction in pain", UP),
        ("Fewer adults in the usual care group reached a 50% reduction in pain (20% vs 41%).",
         "50% reduction in pain", UP),
        ("A smaller proportion of usual care adults achieved a 30% decrease in pain.",
         "30% decrease in pain", UP),
        ("A 50% reduction in pain was reached by fewer adults with usual care than with juggling.",
         "50% reduction in pain", UP),
        ("Fewer adults with usual care had a reduction in pain (20% vs 41%).",
         "reduction in pain", UP),
        ("Fewer adults with juggling had an increase in pain.", "increase in pain", DOWN),
    ],
)  # fmt: skip
def test_who_reaches_a_change_of_an_outcome_is_counted_and_not_the_outcome(
    result: str, outcome: str, direction: Direction
) -> None:
    assert told(result) == {(f"other:{outcome}", direction)}


@pytest.mark.parametrize(
    "result",
    [
        "Juggling led to a 50% reduction in pain compared with usual care (p = 0.01).",
        "There was a greater reduction in pain with juggling than with usual care (p = 0.01).",
    ],
)
def test_a_change_that_nobody_is_counted_for_is_one_of_the_outcome(result: str) -> None:
    assert told(result) == {("pain", DOWN)}


@pytest.mark.parametrize(
    "result",
    [
        "Pain worsened in fewer adults with juggling than with usual care.",
        "Pain improved in fewer adults with usual care than with juggling.",
        "Pain resolved in more adults with juggling (60% vs 30%, p = 0.01).",
        "Pain resolved in 60% with juggling and 30% with usual care (p = 0.01).",
        "Pain decreased in 60% with juggling and 30% with usual care (p = 0.01).",
        "The mean reduction in pain was 2.1 with juggling and 1.0 with usual care (p < 0.001).",
        "Mean reduction in pain was -2.1 with juggling and -1.0 with usual care (p < 0.001).",
        "The mean improvement in pain was 2.1 with juggling and 1.0 with usual care (p < 0.001).",
    ],
)
def test_what_fell_more_or_in_more_people_is_less(result: str) -> None:
    assert told(result) == {("pain", DOWN)}


def test_fewer_people_in_whom_a_thing_happens_are_no_part_of_them() -> None:
    (finding,) = read(
        TITLE, f"{METHODS}Pain resolved in more adults with juggling (p = 0.01).", CLINICAL
    ).findings
    assert finding.subgroup == ""


def test_more_who_improved_are_more_of_the_improvement() -> None:
    result = "Pain improvement was seen in 60% with juggling and 40% with usual care (p = 0.01)."
    assert told(result) == {("other:pain improvement", UP)}


def test_each_of_two_names_has_the_word_that_stands_before_it() -> None:
    result = "Adults in the juggling group had less pain and better sleep than with usual care."
    assert told(result) == {("pain", DOWN), ("other:sleep", UP)}


def test_who_is_compared_ends_where_another_statement_begins() -> None:
    result = "Women benefited more than men: pain was lower with juggling in women (p = 0.01)."
    assert told(result) == {("pain", DOWN)}


@pytest.mark.parametrize("analysis", ["intention-to-treat", "per-protocol"])
def test_how_it_was_analysed_is_no_part_of_an_outcome(analysis: str) -> None:
    assert told(f"In the {analysis} analysis pain did not differ (p = 0.4).") == {("pain", SAME)}


@pytest.mark.parametrize("cue", ["not inferior", "non-inferior"])
def test_what_is_not_inferior_is_the_outcome_that_is_named_and_has_the_estimate(cue: str) -> None:
    (finding,) = read(
        TITLE,
        f"{METHODS}Juggling was {cue} to usual care for pain (difference 0.3, 95% CI -0.5 to 1.1).",
        CLINICAL,
    ).findings
    assert (finding.measure, finding.direction) == ("pain", SAME)
    assert finding.estimate
    assert finding.estimate.value == 0.3


@pytest.mark.parametrize("comma", ["", ","])
def test_what_is_excepted_of_a_subject_is_neither_told_nor_compared_with(comma: str) -> None:
    result = f"Anxiety{comma} but not depression{comma} was lower with juggling (p = 0.01)."
    assert told(result) == {("anxiety", DOWN)}


def test_an_estimate_is_of_what_a_verb_changes_and_not_of_the_arm() -> None:
    result = "Juggling prolonged survival (HR 0.78, 95% CI 0.6 to 0.95)."
    assert told(result) == {("survival", UP)}


def test_what_is_counted_in_days_keeps_them_in_its_name() -> None:
    result = "The number of migraine days was lower with juggling than with usual care (p = 0.01)."
    assert told(result) == {("other:number of migraine days", DOWN)}


def test_an_arm_without_a_word_of_its_own_has_its_size() -> None:
    told_of = read(
        "Yoga for moon sickness: a randomised sham-controlled trial.",
        "METHODS: We randomised adults to yoga (n = 37) or sham yoga (n = 38).",
        CLINICAL,
    )
    assert {group.role: group.n for group in told_of.groups} == {
        "intervention": 37, "comparator": 38,
    }  # fmt: skip
