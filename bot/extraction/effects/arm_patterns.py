"""Patterns that find the names of arms in small letters."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.extraction.effects.arms import Side
from bot.extraction.effects.words import alternatives

_JOINT = r"(?:in|of|the|and|or|than|with|to|for|from|by|at|on|vs|versus)\b"
_TAIL = (
    rf"(?:[ -](?:(?!{_JOINT})[a-z0-9]+[ -]){{0,2}}?(?:groups?|arms?|conditions?|patients"
    r"|participants|recipients|users|subjects)\b)?"
)
_DESIGN = r"[\w-]{1,20}[ -]controlled\b"
"""A trial that is placebo-controlled names no arm by that."""
_PEOPLE = rf"(?=[ -](?:groups?|arms?|{alternatives('people')})\b)"
_WITHOUT = re.compile(r"\b(?:without|no)\s(?P<what>[\w -]+)$")
_SHORTEST = 3
"""Letters of what is left of a word that has other forms."""


def pattern(
    side: Side,
    words: frozenset[str],
    *,
    printed: str = "",
    labels: Sequence[str] = (),
    alone: frozenset[str] = frozenset(),
) -> re.Pattern[str]:
    """Return what finds the names of one side: its own words and labels, and those of any trial.

    What the other side has together with something else, this one may have ``alone``. An arm that
    no word tells has a pattern of how it is ``printed``.
    """
    generic = "|" + alternatives("index" if side is Side.INDEX else "comparator")
    own = [
        *filter(None, [printed]),
        *(rf"{re.escape(word)}\s(?:alone|only|monotherapy)" for word in _longest_first(alone)),
        *(labelled(label.lower()) for label in labels),
    ]
    return pattern_of(words, generic, own)


def as_printed(name: str, other: str) -> str:
    """Return a pattern for a name that has no word of its own; empty where it is part of another.

    What lacks something is found as that: ``a diet without scarves``, ``the scarf-free diet``.
    """
    if lacks := _WITHOUT.search(name.lower()):
        lacked = re.escape(lacks["what"].split()[-1].rstrip("s")) + "s?"
        return rf"(?:(?:without|no|non)[ -](?:\w+\s)?{lacked}|{lacked}[ -]free)"
    words = {word.rstrip("s") for word in other.lower().split()}
    whole = all(word.rstrip("s") in words for word in name.lower().split())
    return "" if whole else re.escape(name.lower())


def short_forms_of_part(side: Side, abstract: str) -> frozenset[str]:
    """Return the short forms of how any trial calls an arm: ``the experimental group (EG)``."""
    generic = alternatives("index" if side is Side.INDEX else "comparator")
    spelled = (
        rf"(?i:{generic})\s\((?P<short>[A-Z]{{2,3}})\b"
        r"(?:[,;:]\s?(?:[nN]\s?=|\d)[^)]{0,14})?\)"
    )
    return frozenset(hit["short"].lower() for hit in re.finditer(spelled, abstract))


def pattern_of(words: frozenset[str], generic: str, printed: Sequence[str] = ()) -> re.Pattern[str]:
    """Return what finds an arm by its words, as it is printed, and by what any arm is called."""
    own = [
        *printed,
        *(form for word in _longest_first(words) for form in _forms(word)),
    ]
    named = "|".join(own) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?!{_DESIGN})(?:(?P<own>{named}){generic})(?!\w){_TAIL}")


def _forms(word: str) -> Iterator[str]:
    """Yield how a word of a name is printed: ``nurses``, ``nurse-led``, ``counselled women``."""
    if len(word) == 1:
        yield labelled(word)
        return
    plural = len(word) > _SHORTEST and word.endswith("s") and not word.endswith("ss")
    yield rf"{re.escape(word[:-1] if plural else word)}(?!-free\b)(?:s|-[a-z]+)?"
    for ending, done in (("ing", "(?:ed)?"), ("ation", "(?:ated|ed)")):
        if len(word) > len(ending) + _SHORTEST and word.endswith(ending):
            yield rf"{re.escape(word.removesuffix(ending))}{done}{_PEOPLE}"


def any_of(patterns: Sequence[re.Pattern[str]]) -> re.Pattern[str]:
    """Return what finds any of several arms."""
    return re.compile(
        "|".join(each.pattern.replace("?P<own>", "?:") for each in patterns) or r"(?!)"
    )


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def labelled(label: str) -> str:
    """Return how the group with a label is called."""
    return rf"(?:group[ -]?{re.escape(label)}|{re.escape(label)}[ -]group)"
