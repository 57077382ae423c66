"""Whether the words deny what a candidate says, and whether they deny any difference at all."""

import re
from functools import lru_cache

from bot.extraction.assertion.scope import CUE, TWO_SIDED, later_cue, reach
from bot.extraction.assertion.words import (
    DENIED_BEHIND,
    LACKING_PEOPLE,
    NEGATORS,
    NO_DENIAL,
)
from bot.extraction.text import SHOWED

_TWO_SIDED = re.compile(rf"(?<![\w-]){TWO_SIDED}")
_SHORT = re.compile(r"(?:rather than|instead of|in place of|free of|devoid of|against)$")
_SHORT_END = re.compile(r"[,;:()]|\b(?:in|was|were|showed|had|of the|for|and)\b")
_WITHOUT_END = re.compile(rf"[,;:()]|\b(?:was|were|had|did|differed|{SHOWED})\b")
_PLACE = re.compile(
    r"\s(?:in|of|for|with|among|at|on|after|between|to|by|from|the|that|during|within)\b"
)
_SHORT_STOP = re.compile(r"[,;)]")
_VERB = re.compile(rf"\b(?:was|were|is|are|{SHOWED}|had|did)\b")
_ANOTHER_SUBJECT = 8
"""Words of a subject that is left out: ``real but not sham stimulation increased``."""


@lru_cache(maxsize=64)
def without_people(text: str) -> str:
    """A text whose words for people who lack something, and harmless negations, are blotted out."""
    for pattern in (LACKING_PEOPLE, NO_DENIAL):
        text = pattern.sub(lambda match: "_" * len(match[0]), text)
    return text


@lru_cache(maxsize=64)
def denied(text: str, start: int, end: int) -> str:
    """Return the words that deny the direction at these places, empty where none do.

    ``start`` and ``end`` enclose the word for the direction.
    """
    plain = without_people(text)
    for hit in NEGATORS.finditer(plain, 0, end):
        if hit.end() > start and hit.start() >= start:
            continue
        if start < _scope(plain, hit):
            return plain[hit.start() : min(len(plain), hit.end() + 60)]
    behind = DENIED_BEHIND.search(plain, end)
    if (
        behind
        and not later_cue(plain, end, behind.start())
        and not re.search(r"[;]|\bbut\b|, (?:which|and)\b|\band was\b", plain[end : behind.start()])
    ):
        return behind[0]
    return ""


def denies_any(words: str) -> bool:
    """Whether what is denied is any difference or relation, and not one direction of it."""
    first = CUE.search(words)
    return first is not None and bool(_TWO_SIDED.match(words, first.start()))


def _scope(text: str, hit: re.Match[str]) -> int:
    if _SHORT.search(hit[0]):
        stop = _SHORT_END.search(text, hit.end())
        return stop.start() if stop else len(text)
    aside = hit[0] == "not" and text[: hit.start()].endswith("but ")
    if aside and (begun := _predicate(text, hit)):
        return begun
    if aside:
        stop = _SHORT_STOP.search(text, hit.end())
        return stop.start() if stop else len(text)
    if hit[0] == "not" and _PLACE.match(text, hit.end()):
        end = reach(text, hit.end())
        stop = _SHORT_STOP.search(text, hit.end(), end)
        return stop.start() if stop else end
    if hit[0] == "without":
        stop = _WITHOUT_END.search(text, hit.end())
        return stop.start() if stop else len(text)
    return reach(text, hit.end())


def _predicate(text: str, hit: re.Match[str]) -> int:
    """Where the verb begins behind two subjects, of which the second is left out; 0 without one."""
    tells = (CUE, _VERB)
    if any(verb.search(text, 0, hit.start()) for verb in tells):
        return 0
    behind = [found.start() for verb in tells if (found := verb.search(text, hit.end()))]
    between = text[hit.end() : min(behind)] if behind else ""
    near = 0 < len(between.split()) <= _ANOTHER_SUBJECT and not _SHORT_STOP.search(between)
    return min(behind) if near and not _PLACE.match(between) else 0
