"""The words for people, groups and what sets them apart, from the YAML file beside this."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress

from bot.extraction import word_lists
from bot.extraction.text import Located, located

_HERE = "bot.extraction.arms"


def alternatives(*names: str) -> str:
    """The words of these lists as one pattern, without a group."""
    return word_lists.alternatives(_HERE, *names)


def pattern(*names: str) -> re.Pattern[str]:
    """The words of these lists as whole words, for small letters."""
    return word_lists.whole_words(_HERE, *names)


def plural_nouns(*names: str) -> Iterator[str]:
    """Yield the nouns of these lists as patterns of what a number may count: ``patients``."""
    lists = word_lists.word_lists(_HERE)
    for name in names:
        yield from (noun.removesuffix("?").replace(" ", r"\s") for noun in lists[name])


def plain_words(name: str) -> frozenset[str]:
    """Return a list of single words, parted by spaces alone."""
    return frozenset(word_lists.word_lists(_HERE)[name][0].split())


_TOKEN = re.compile(r"([^\W_][\w'\u2019-]*)")
_HEAD = re.compile(alternatives("heads.people", "heads.doers", "heads.animals", "heads.groups"))
_OPENERS = plain_words("group_openers")
_TIME_OPENERS = plain_words("time_openers")

_TIME_ENDS = tuple(plain_words("time_ends"))


@lru_cache(maxsize=2)
def tokens(text: str) -> Located:
    """The words of a text in small letters, with their places."""
    return located(_TOKEN, text)


def group_openers(text: str) -> Iterator[int]:
    """Yield where the words for a group may begin, in a text in small letters."""
    words, starts, _ = tokens(text)
    return compress(starts, map(_opens_group, words))


def time_openers(text: str) -> Iterator[int]:
    """Yield where the words for a time may begin, in a text in small letters."""
    words, starts, _ = tokens(text)
    return compress(starts, map(_opens_time, words))


@lru_cache(maxsize=8192)
def _opens_group(word: str) -> bool:
    plain = word.removesuffix("'s").strip("'")
    return plain.split("-")[0] in _OPENERS or _HEAD.fullmatch(plain) is not None


@lru_cache(maxsize=8192)
def _opens_time(word: str) -> bool:
    first = word.split("-", maxsplit=1)[0]
    timed = first in _TIME_OPENERS or first.startswith(("pre", "post")) or first.isdigit()
    return timed or word.endswith(_TIME_ENDS)


_STOPS = plain_words("stops")


def stops(word: str) -> bool:
    """Whether a word cannot stand inside the name of a group: a verb, a link, a number."""
    return word in _STOPS or not word[:1].isalpha()


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
ILLNESS = pattern("illness")
