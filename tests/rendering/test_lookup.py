"""What the review says is found by a few words, each answer with the words it rests on."""

import pytest

from bot.rendering.labels import TermLabels
from bot.rendering.lookup import MOST, Answer, lookup
from bot.synthesis.synthesis import synthesised
from tests import weeks
from tests.weeks import VOCABULARY

STATE = weeks.state()
SYNTHESIS = synthesised(STATE, VOCABULARY)
NAMES = TermLabels(vocabulary=VOCABULARY)


def ask(question: str) -> tuple[Answer, ...]:
    return lookup(question, STATE, SYNTHESIS, NAMES)


def test_a_region_is_found_by_its_name_and_every_answer_is_quoted() -> None:
    answers = ask("What is known about the insula?")

    assert answers
    for answer in answers:
        assert "insula" in answer.sentence.lower()
        assert answer.quotes
        assert answer.certainty in answer.support
        assert answer.page.startswith("review/evidence/")
        for quote in answer.quotes:
            assert quote.address.startswith("https://")
            assert quote.quote


@pytest.mark.parametrize("word", ["insul", "INSULA", "insula grey matter"])
def test_the_beginning_of_a_word_is_enough_and_case_does_not_matter(word: str) -> None:
    assert any("insula" in answer.sentence.lower() for answer in ask(word))


def test_more_words_narrow_the_answers() -> None:
    assert 0 < len(ask("insula grey matter")) < len(ask("insula"))


@pytest.mark.parametrize("nothing", ["", "the of", "zebra", "; DROP TABLE"])
def test_what_the_review_does_not_name_has_no_answer(nothing: str) -> None:
    assert ask(nothing) == ()


def test_answers_are_bounded() -> None:
    assert len(ask("pain")) <= MOST
