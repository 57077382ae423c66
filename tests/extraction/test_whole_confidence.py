"""How likely a reading of a trial is right as a whole, on invented trials."""

from importlib.resources import files

import pytest

from bot.domain.studies import TO_CHECK
from bot.extraction.effects.arm_reading import read_trial_arms
from bot.extraction.effects.reading import read_effects
from bot.extraction.effects.whole_confidence import WHOLE_WEIGHTS, WholeModel, load
from bot.extraction.effects.words import PACKAGE
from bot.extraction.reader import read
from bot.extraction.text import sentences
from tests.extraction.asking import asking

CLINICAL = asking(interventions="juggling, juggling and scarves, rest", outcomes="vertigo")
PLAN = "METHODS: We randomly assigned 80 adults with moon sickness to {}."
RESULT = "RESULTS: Vertigo scores were lower with {} than with {} (p = 0.01)."


def sure(tried: str, against: str, result: str = RESULT) -> tuple[float, str]:
    """The confidence of the one finding of a trial, and whether it waits."""
    title = f"{tried.capitalize()} versus {against} for moon sickness: a randomised trial."
    text = f"{PLAN.format(f'{tried} or {against}')}\n{result.format(tried, against)}"
    (finding,) = read(title, text, CLINICAL).findings
    return finding.confidence, finding.status


def test_a_plain_result_of_two_named_arms_counts() -> None:
    assert sure("juggling", "rest")[1] == ""


@pytest.mark.parametrize(
    ("tried", "result"),
    [
        ("juggling and scarves", RESULT),
        ("juggling", "RESULTS: Lunar juggling was less frequent with {} than with {}."),
        ("juggling", "RESULTS: Vertigo scores tended to be lower with {} 10 mg than with {}."),
    ],
)
def test_an_odd_arm_name_or_sentence_makes_a_reading_less_sure(tried: str, result: str) -> None:
    assert sure(tried, "rest", result)[0] < sure("juggling", "rest")[0]


def test_what_is_less_sure_waits_for_people() -> None:
    result = "RESULTS: Vertigo scores tended to be lower with {} 10 mg than with {} (p = 0.06)."
    assert sure("juggling and scarves", "rest", result)[1] == TO_CHECK


def test_a_reading_is_no_surer_than_its_arms() -> None:
    model = WholeModel({"bias": -2.0}, {"bias": 30.0})
    assert model.confidence({"bias": 1.0}, {"bias": 1.0}) == pytest.approx(0.119, abs=0.001)


def test_what_is_hardly_right_was_weighed_all_the_same() -> None:
    title, text = "Juggling versus rest for moon sickness.", RESULT.format("juggling", "rest")
    spans = sentences(text)
    arms = read_trial_arms(title, text, spans, CLINICAL)
    hardly = WholeModel({"bias": -20.0}, {})
    (finding,) = read_effects(text, spans, arms, CLINICAL, whole=hardly).findings
    assert (finding.confidence, finding.status) == (0.01, TO_CHECK)


def test_the_weights_are_written_as_they_are_read() -> None:
    assert load().as_json() == files(PACKAGE).joinpath(WHOLE_WEIGHTS).read_text("utf-8")
