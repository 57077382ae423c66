"""The words for people, groups and what sets them apart, compiled from the YAML file beside this."""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from ruamel.yaml import YAML

from bot.extraction.nouns import STOPS


@lru_cache(maxsize=1)
def word_lists() -> dict[str, list[str]]:
    """All lists of the file, the nested ones by ``heads.people`` and the like."""
    text = files("bot.extraction.arms").joinpath("words.yaml").read_text("utf-8")
    flat: dict[str, str] = {}
    for name, content in YAML(typ="safe").load(text).items():
        nested = content if isinstance(content, dict) else {"": content}
        flat |= {f"{name}.{part}".rstrip("."): words for part, words in nested.items()}
    return {name: [word.strip() for word in words.split(",")] for name, words in flat.items()}


def alternatives(*names: str) -> str:
    """The words of these lists as one pattern, without a group; a space is any white space."""
    return joined(word for name in names for word in word_lists()[name])


def joined(words: Iterable[str]) -> str:
    """These words as one pattern without a group."""
    return "(?:" + "|".join(word.replace(" ", r"\s") for word in words) + ")"


def pattern(*names: str) -> re.Pattern[str]:
    """The words of these lists as whole words, for small letters."""
    return re.compile(rf"(?<![\w-]){alternatives(*names)}(?![\w])")


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
