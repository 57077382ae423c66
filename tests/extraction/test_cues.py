"""Cues tell a direction only where the words can be read in one way."""

import pytest

from bot.domain.studies import Direction
from bot.extraction import cues
from bot.extraction.text import Span


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("CBF was higher", Direction.INCREASE),
        ("hypometabolism of the pons", Direction.DECREASE),
        ("FC was disrupted", Direction.ALTERED),
        ("GMV did not differ", Direction.NONE),
        ("no significant differences in GMV", Direction.NONE),
        ("lower CBF than in the 12 who did not have pain", Direction.DECREASE),
        ("patients with higher pain scores had lower CBF", Direction.DECREASE),
    ],
)
def test_sign(text: str, direction: Direction) -> None:
    """A clause with words for one direction has it."""
    sign = cues.sign(Span(text, 0))
    assert sign
    assert sign.direction is direction


@pytest.mark.parametrize(
    "text",
    [
        "Increased and decreased GMV was found in the insula.",
        "Insula GMV was not reduced.",
        "No decrease of GMV was found in the insula.",
        "Treatment normalised the reduced FC of the insula.",
        "GMV loss in the insula was increased.",
        "A slower decline of GMV was seen in the hippocampus.",
        "Insula FC variability was higher.",
        "Asymmetry of thalamic CBF was increased.",
        "Time to peak of insula activation was increased.",
        "Insula GMV was lower in women than in men.",
        "Less reduced FC was seen in the insula.",
        "Deactivation and activation of the insula increased.",
        "Lower back pain and insula FC were recorded.",
        "FC of the insula with the higher visual cortex was measured.",
        "Greater reductions of GMV were found in the insula.",
        "The groups had different insula GMV.",
    ],
)
def test_no_sign(text: str) -> None:
    """Two signs, a denied or turned one, or one of something else are none."""
    assert cues.sign(Span(text, 0)) is None


def test_places() -> None:
    """A sign knows where its words stand in the whole text."""
    sign = cues.sign(Span("CBF was higher", 10))
    assert sign
    assert sign.places == ((18, 24),)
    assert sign.distance(10) == 8


def test_hedges() -> None:
    """A trend is said with reserve."""
    assert cues.hedges(Span("a trend towards higher CBF", 0))
    assert not cues.hedges(Span("CBF was higher", 0))


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("CBF correlated with pain", True),
        ("CBF was associated with pain", True),
        ("CBF fell with longer disease", True),
        ("CBF fell in regions associated with pain", True),
    ],
)
def test_links(text: str, *, linked: bool) -> None:
    """A correlation is noticed."""
    assert cues.links(Span(text, 0)) is linked


def test_what_a_sign_is_said_of() -> None:
    """A score between a measure and a sign takes the sign, as does a new statement."""
    assert cues.is_said_of(" of the insula was ")
    assert not cues.is_said_of(" was measured and scores were ")
    assert cues.qualifies(" resting-state ")
    assert not cues.qualifies(" pain was seen, and ")
    assert cues.is_predicate("CBF was lower", 8)
    assert not cues.is_predicate("there was lower CBF", 10)


def test_targets() -> None:
    """Where a stimulus was applied nothing was found."""
    assert cues.is_target("stimulation of the left insula", 24, 30)
    assert cues.is_target("insula lesions", 0, 6)
    assert not cues.is_target("CBF of the insula", 11, 17)


def test_sides() -> None:
    """The far end of a connection has a side of its own."""
    assert cues.is_far_end("FC between the left insula and the ")
    assert not cues.is_far_end("CBF in the left insula and the ")
