"""Trials that call themselves randomised in many words, in invented titles and abstracts."""

import pytest

from bot.extraction.reader import read
from bot.extraction.vocabulary import load

CLINICAL = load("clinical")
ASSIGNED = "METHODS: Eighty adults were assigned to juggling (n = 41) or rest (n = 39)."


def designs(title: str, abstract: str = ASSIGNED) -> tuple[str, ...]:
    return read(title, abstract, CLINICAL).facts.values("designs")


@pytest.mark.parametrize(
    "title",
    [
        "Juggling for moon fever: a randomised sham-controlled trial",
        "Juggling for moon fever: a randomised, placebo-controlled trial",
        "Juggling for moon fever: a randomized multicenter study",
        "Juggling for moon fever: a randomised dose-ranging trial",
        "Juggling: a multicentre, randomised, double-blind, placebo-controlled, phase 3 trial",
    ],
)
def test_a_trial_may_say_in_many_words_that_it_is_randomised(title: str) -> None:
    assert designs(title) == ("randomised_trial",)


@pytest.mark.parametrize(
    "abstract",
    [
        "METHODS: In this randomised, double-blind, placebo-controlled trial 80 adults juggled.",
        "METHODS: Eighty adults were allocated at random to juggling or rest.",
    ],
)
def test_an_abstract_may_say_it_too(abstract: str) -> None:
    assert designs("Juggling for moon fever", abstract) == ("randomised_trial",)


@pytest.mark.parametrize(
    "title",
    [
        "Juggling for moon fever: a non-randomised controlled trial",
        "Juggling for moon fever: a systematic review of randomised, double-blind trials",
        "Juggling for moon fever: a cohort study",
        "Juggling for moon fever: what earlier randomised, double-blind trial data left open",
    ],
)
def test_what_is_no_randomised_trial_is_called_none(title: str) -> None:
    assert "randomised_trial" not in designs(title)
