"""Single words around the names of outcomes, by what they do there."""

from functools import lru_cache

from bot.extraction.effects.words import PACKAGE
from bot.extraction.word_lists import word_lists


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """The words of one list of ``outcome_words.yaml``."""
    return frozenset(word_lists(PACKAGE, "outcome_words.yaml")[name])
