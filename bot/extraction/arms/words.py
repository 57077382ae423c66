"""The words for people, groups and what sets them apart, compiled from the YAML file beside this."""

import re

from bot.extraction import word_lists
from bot.extraction.nouns import STOPS

_HERE = "bot.extraction.arms"


def alternatives(*names: str) -> str:
    """The words of these lists as one pattern, without a group."""
    return word_lists.alternatives(_HERE, *names)


def pattern(*names: str) -> re.Pattern[str]:
    """The words of these lists as whole words, for small letters."""
    return word_lists.whole_words(_HERE, *names)


def stops(word: str) -> bool:
    """Whether a word cannot stand inside the name of a group: a verb, a link, a number."""
    return word in STOPS or not word[:1].isalpha()


HEALTHY = pattern("healthy")
NOT_HEALTHY = pattern("not_healthy")
CONTROL = pattern("control")
SHAM = pattern("sham")
WAITLIST = pattern("waitlist")
ACTIVE_CONTROL = pattern("active_control")
TREATED = pattern("treated")
UNTREATED = pattern("untreated")
MODELLED = pattern("modelled")
VERSUS = pattern("versus")
NEUTRAL = pattern("neutral")
