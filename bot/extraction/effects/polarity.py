"""Which way an outcome is better: as the vocabulary says, else by what the words stand for."""

import re

from bot.domain.protocol import Better
from bot.extraction.effects.words import alternatives
from bot.extraction.vocabulary import Vocabulary

_LOWER = re.compile(rf"\b{alternatives('lower_is_better')}", re.IGNORECASE)
_HIGHER = re.compile(rf"\b{alternatives('higher_is_better')}", re.IGNORECASE)

_TIME_TO = re.compile(r"\btimes? (?:to|until)\b", re.IGNORECASE)


def better_way(words: str, outcome: str, vocabulary: Vocabulary) -> str:
    """Return ``lower`` or ``higher``: what an improvement of this outcome is; empty if unknown."""
    term = vocabulary.terms["measure"].get(outcome)
    if term and term.better:
        return term.better
    higher, lower = bool(_HIGHER.search(words)), bool(_LOWER.search(words))
    if not (higher or lower):
        return ""
    # A good thing is better sooner, and a bad one later.
    return Better.HIGHER if higher is not bool(_TIME_TO.search(words)) else Better.LOWER
