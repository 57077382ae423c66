"""The lists of words.yaml, by which abstracts of trials name arms, outcomes and people."""

from bot.extraction import word_lists

PACKAGE = "bot.extraction.effects"
"""Where the word lists, the direction cues and the weights of trials stand."""


def alternatives(*names: str) -> str:
    """The entries of these lists as one pattern without a group."""
    return word_lists.alternatives(PACKAGE, *names)
