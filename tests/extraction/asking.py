"""The clinical vocabulary of a review that asks about something: only that can count."""

from dataclasses import replace

from bot.domain.protocol import OutcomeWords
from bot.extraction.own_terms import with_own_terms
from bot.extraction.vocabulary import Vocabulary, load
from tests.weeks import protocol


def asking(*, interventions: str, outcomes: str = "", comparators: str = "") -> Vocabulary:
    """Return the vocabulary with these, each a list of names with commas between them."""
    named = replace(
        protocol(),
        interventions=dict.fromkeys(_names(interventions), ()),
        comparators=dict.fromkeys(_names(comparators), ()),
        outcomes={name: OutcomeWords() for name in _names(outcomes)},
    )
    return with_own_terms(load("clinical"), named)


def _names(listed: str) -> list[str]:
    return [name for name in listed.split(", ") if name]
