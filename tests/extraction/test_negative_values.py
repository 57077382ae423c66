"""What is negative: more of it is less, and less of it is more."""

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
