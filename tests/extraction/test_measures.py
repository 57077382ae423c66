"""Which measure the words of an abstract mean."""

import pytest

from bot.extraction.findings.measures import MeasureFinder
from bot.extraction.vocabulary import load
from tests.extraction.gout import said

VOCABULARY = load("neuroimaging")


def named(text: str) -> list[str]:
    return [match.id for match in MeasureFinder(text, VOCABULARY).matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jugglers were studied using magnetoencephalography.", "EEG_source"),
        ("We recorded the EEG of sleepers and localised its sources with sLORETA.", "EEG_source"),
        ("Readers underwent high-density EEG. Earlier fMRI findings differ.", "EEG_source"),
        ("Readers underwent simultaneous EEG and fMRI scanning.", "task_activation"),
        ("We acquired fMRI and EEG while readers hummed.", "task_activation"),
        ("Unlike EEG, this method is slow. Readers underwent functional MRI.", "task_activation"),
        ("Readers wore a cap with near-infrared sensors (fNIRS).", "HbO"),
        ("Tellers were studied by near-infrared spectroscopy.", "HbO"),
        ("Near infrared light told of the cortex of tellers.", "HbO"),
    ],
)
def test_activity_is_what_the_method_of_a_paper_measures(text: str, expected: str) -> None:
    assert MeasureFinder(text, VOCABULARY).activity == expected


@pytest.mark.parametrize(
    "words",
    ["Physical activity was lower in the insula group", "Verbal responses were slower",
     "Button responses told of the insula", "Treatment response of the thalamus group"],
)  # fmt: skip
def test_activity_outside_the_brain_is_no_measure(words: str) -> None:
    assert "task_activation" not in named(words)


@pytest.mark.parametrize(
    "words",
    ["Activity of the insula was lower", "Social brain activation was lower",
     "The insula response was slower"],
)  # fmt: skip
def test_activity_of_the_brain_is_a_measure(words: str) -> None:
    assert "task_activation" in named(words)


@pytest.mark.parametrize("degree", ["more active", "less responsive", "more engaged"])
def test_a_degree_of_being_active_is_one_of_activation(degree: str) -> None:
    text = f"FC of the cuneus was studied. The putamen was {degree} during humming."
    assert {measure for measure, place, _ in said(text) if place == "putamen"} == {
        "task_activation"
    }
