"""Cues tell a direction only where the words can be read in one way."""

import pytest

from bot.domain.studies import Direction
from bot.extraction import cues
from bot.extraction.text import Span


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("CBF was higher", [Direction.INCREASE]),
        ("hypometabolism of the pons", [Direction.DECREASE]),
        ("FC was disrupted", [Direction.ALTERED]),
        ("GMV did not differ", [Direction.NONE]),
        ("no significant differences in GMV", [Direction.NONE]),
        ("patients with higher pain scores had lower CBF", [Direction.DECREASE]),
        ("Lower back pain and insula FC were recorded.", []),
        ("FC of the insula with the higher visual cortex was measured.", []),
        ("increased CBF and decreased FC", [Direction.INCREASE, Direction.DECREASE]),
        ("both increased and decreased GMV", [Direction.ALTERED]),
        ("GMV was higher or lower", [Direction.ALTERED]),
    ],
)
def test_signs(text: str, directions: list[Direction]) -> None:
    assert [sign.direction for sign in cues.signs(Span(text, 0))] == directions


@pytest.mark.parametrize(
    "text",
    [
        "Insula GMV was not ______.",
        "Treatment normalised the _______ FC of the insula.",
        "GMV loss in the insula was _________.",
        "A slower _______ of GMV was seen in the hippocampus.",
        "Asymmetry of thalamic CBF was _________.",
        "Time to peak of insula activation was _________.",
        "Insula GMV was _____ in women than in men.",
        "Less _______ FC was seen in the insula.",
        "Deactivation and activation of the insula _________.",
    ],
)
def test_turned(text: str) -> None:
    assert cues.is_turned(text)


def test_others_turn_nothing() -> None:
    assert not cues.is_turned("lower CBF than in the 12 who did not have pain")


def test_places() -> None:
    (sign,) = cues.signs(Span("CBF was higher", 10))
    assert (sign.start, sign.end, sign.predicate) == (18, 24, True)


def test_choices() -> None:
    assert cues.is_choice(cues.signs(Span("lower or higher GMV", 0))[0])
    assert not cues.is_choice(cues.signs(Span("lower and higher GMV", 0))[0])


def test_hedges() -> None:
    assert cues.hedges(Span("a trend towards higher CBF", 0))
    assert not cues.hedges(Span("CBF was higher", 0))


def test_what_a_sign_is_said_of() -> None:
    assert cues.is_said_of(" of the insula was ")
    assert not cues.is_said_of(" was measured and scores were ")
    assert cues.qualifies(" resting-state ")
    assert not cues.qualifies(" pain was seen, and ")


def test_targets() -> None:
    assert cues.is_target("stimulation of the left insula", 24, 30)
    assert cues.is_target("insula lesions", 0, 6)
    assert not cues.is_target("CBF of the insula", 11, 17)


def test_masks() -> None:
    assert cues.masked(Span("FC was lower", 5), [(5, 7)]) == "__ was lower"
