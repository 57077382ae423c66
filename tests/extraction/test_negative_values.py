"""Words that turn a change round: what is negative, fell less than elsewhere, or never came."""

import pytest

from bot.extraction.checks.validation import review_own
from bot.extraction.reader import read
from bot.extraction.vocabulary import load

METHODS = "METHODS: Patients with gout and healthy controls were scanned.\nRESULTS: "
VOCABULARY = load("neuroimaging")


def counted(text: str) -> set[tuple[str, str, str]]:
    """Return measure, places and direction of all that is read and passes the checks."""
    kept, _ = review_own(read("", METHODS + text).findings, "", METHODS + text, VOCABULARY, "")
    return {
        (it.measure, "-".join(sorted(filter(None, (it.region, it.region_b)))), it.direction.value)
        for it in kept
        if not it.doubts
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients showed weaker anticorrelation between the cuneus and the insula.",
            ("FC", "cuneus-insula", "increase"),
        ),
        (
            "The anticorrelations of the cuneus with the insula were reduced in patients.",
            ("FC", "cuneus-insula", "increase"),
        ),
        (
            "The cuneus was more anticorrelated with the insula in patients than controls.",
            ("FC", "cuneus-insula", "decrease"),
        ),
        (
            "Patients had less negative connectivity between the cuneus and the insula.",
            ("FC", "cuneus-insula", "increase"),
        ),
        (
            "The negative coupling of the cuneus with the insula was stronger in patients.",
            ("FC", "cuneus-insula", "decrease"),
        ),
        (
            "Patients had greater negative BOLD responses in the cuneus than controls.",
            ("task_activation", "cuneus", "decrease"),
        ),
    ],
)
def test_more_of_what_is_negative_is_less(text: str, wanted: tuple[str, str, str]) -> None:
    assert counted(text) == {wanted}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients had greater responses to negative pictures in the cuneus than controls.",
            ("task_activation", "cuneus", "increase"),
        ),
        (
            "Patients had more negative mood and stronger FC of the cuneus with the insula.",
            ("FC", "cuneus-insula", "increase"),
        ),
        (
            "FA of the cuneus was anticorrelated with pain.",
            ("FA", "cuneus", "negative_correlation"),
        ),
    ],
)
def test_negative_things_turn_nothing_else_round(text: str, wanted: tuple[str, str, str]) -> None:
    assert counted(text) == {wanted}


def test_what_is_undone_is_turned_round_once() -> None:
    text = "Hypoactivation of the cuneus was reduced after treatment."
    assert counted(text) == {("task_activation", "cuneus", "increase")}


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("CBF of the cuneus fell less in patients than in controls.", "increase"),
        ("CBF of the cuneus rose to a lesser extent in patients than in controls.", "decrease"),
        ("CBF of the cuneus increased less in patients than in controls.", "decrease"),
        ("CBF of the cuneus decreased more in patients than in controls.", "decrease"),
        ("The cuneus was deactivated to a smaller degree in patients than controls.", "increase"),
        ("CBF of the cuneus exceeded that of controls in patients.", "increase"),
        ("CBF of the cuneus normalised after treatment.", "altered"),
        ("The elevated CBF of the cuneus normalised after treatment.", "decrease"),
        ("The increase in CBF of the cuneus was normalised after treatment.", "decrease"),
        ("The deficit of CBF of the cuneus normalised after treatment.", "increase"),
        ("CBF of the putamen fell by half, and that of the cuneus fell less.", "decrease"),
    ],
)
def test_words_behind_a_change_decide_its_sign(text: str, direction: str) -> None:
    assert {of for _, place, of in counted(text) if place == "cuneus"} == {direction}


@pytest.mark.parametrize(
    "text",
    [
        "Allopurinol prevented the pain-related rise of activity in the cuneus.",
        "There was greater asymmetry of CBF in the cuneus in patients than in controls.",
        "The latency of the response of the cuneus was longer in patients.",
        "Variability of BOLD activity in the cuneus was lower in patients than in controls.",
        "Activity in the cuneus was more variable in patients than in controls.",
        "Activity in the cuneus habituated less in patients than in controls.",
    ],
)
def test_what_is_said_of_something_else_is_no_change_of_a_measure(text: str) -> None:
    assert not counted(text)


def test_who_lacks_something_takes_back_no_change_of_the_others() -> None:
    text = "CBF of the cuneus was intact in people without pain and reduced in people with pain."
    assert {direction for *_, direction in counted(text)} == {"none", "decrease"}


def test_two_measures_of_which_neither_differed() -> None:
    text = "Neither thickness of the insula nor volume of the putamen differed between groups."
    assert counted(text) == {("cortical_thickness", "insula", "none"), ("GMV", "putamen", "none")}
