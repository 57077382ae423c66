"""Which way an outcome is better: as the vocabulary says, else by what the words stand for."""

import re

from bot.domain.protocol import Better
from bot.extraction.effects.words import alternatives
from bot.extraction.vocabulary import Vocabulary

_LOWER = re.compile(rf"\b{alternatives('lower_is_better')}", re.IGNORECASE)
_HIGHER = re.compile(rf"\b{alternatives('higher_is_better')}", re.IGNORECASE)

_TIME = re.compile(r"survival|\b(?:times?|duration|days to|length of)\b", re.IGNORECASE)


def is_time(outcome: str) -> bool:
    """Whether an outcome, by its id, is how long it takes until something happens.

    A hazard ratio is of what ends that time: below 1 the event is rarer, and survival longer.
    """
    return bool(_TIME.search(outcome.replace("_", " ")))


def better_way(words: str, outcome: str, vocabulary: Vocabulary) -> str:
    """Return ``lower`` or ``higher``: what an improvement of this outcome is; empty if unknown."""
    term = vocabulary.terms["measure"].get(outcome)
    if term and term.better:
        return term.better
    if _HIGHER.search(words):
        return Better.HIGHER
    return Better.LOWER if _LOWER.search(words) else ""
