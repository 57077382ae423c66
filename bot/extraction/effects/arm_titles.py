"""What a title tells of the arms of a trial: ``X versus Y``, ``the effect of X``, ``X or Y?``."""

import re
from collections.abc import Iterator

from bot.extraction.effects.arm_names import cleaned, is_name, keys
from bot.extraction.effects.arm_wordings import (
    AGAINST,
    BEHIND,
    NAME,
    Pair,
    are_compared,
    are_groups,
    compared,
    named,
)
from bot.extraction.effects.words import alternatives

_TITLED = re.compile(
    rf"^(?:[^:]{{0,140}}?\b{alternatives('study_of')}\s)?(?:the\s)?"
    rf"(?P<a>{NAME}),?\s(?!against\b){AGAINST}\s(?P<b>{NAME}){BEHIND}",
    re.IGNORECASE,
)
"""What a title sets something "against" is an illness more often than an arm."""
_WITH_OR_WITHOUT = re.compile(
    rf"(?:(?:the\s)?\b{alternatives('study_of')}\s)?(?:the\s)?(?P<a>{NAME})\swith\s(?:or|and)\swithout"
    rf"\s(?:an?\s|the\s)?(?P<b>{NAME}){BEHIND}",
    re.IGNORECASE,
)
EITHER = re.compile(rf"(?P<a>{NAME})\sor\s(?P<b>{NAME})$", re.IGNORECASE)
"""Two things of which a title says that one was tried: ``effects of juggling or music on``."""
ONE_OR_OTHER = re.compile(rf"^(?P<a>{NAME})\sor\s(?P<b>{NAME})(?:[?:]|{BEHIND})", re.IGNORECASE)
_ONE_AGAINST = re.compile(rf"^(?P<a>{NAME})\sagainst\s(?P<b>{NAME}){BEHIND}", re.IGNORECASE)
_EFFECT_OF = re.compile(
    rf"\b{alternatives('study_of')}\s(?:the\s|an?\s)?(?P<a>[^.;:]{{3,120}}?){BEHIND}",
    re.IGNORECASE,
)
_ACTS = re.compile(rf"^(?P<a>[^.;:]{{3,90}}?)\s{alternatives('acts')}(?:\s|$)", re.IGNORECASE)
_THEN = re.compile(r"\s(?:by|during|after|before)\b", re.IGNORECASE)
_MEASURED = re.compile(
    rf"^(?:[\w-]+\s){{0,3}}?{alternatives('measured_things')}\b"
    r"(?!(?:(?!\sof\s).)*\b(?:interventions?|therapy|training|program(?:me)?s?)$)",
    re.IGNORECASE,
)
"""A title that opens with what was measured does not name what was tried.

A ``weight loss intervention`` is what was tried.
"""
_OUTCOME = re.compile(
    rf"\b{alternatives('measures', 'lower_is_better', 'higher_is_better')}$", re.IGNORECASE
)
"""What ends so was measured, and not tried: ``effects of juggling and blood pressure``."""
_MEASURED_IN = re.compile(rf"{_MEASURED.pattern}\s(?:of|in)\s(?:the\s)?", re.IGNORECASE)
HEAD_END = re.compile(r"(?<!\bvs)(?<!\bv)[:.?]\s|\s[-\u2013\u2014]\s")
TWO_NAMES = re.compile(
    r"(?P<a>(?:[\w+/-]+\s){0,2}[\w+/-]+)\sand\s(?P<b>(?:[\w+/-]+\s){0,2}[\w+/-]+)"
)
"""Two things that are named as one."""


def set_apart_in(title: str) -> Iterator[Pair]:
    """Yield the two arms that a title sets against each other, without what was measured."""
    set_against = ((hit["a"], hit["b"]) for hit in named(_TITLED.finditer(title)))
    for first, second in (*set_against, *compared(title)):
        pair = (_MEASURED_IN.sub("", first), second)
        if not any(map(_MEASURED.match, pair)):
            yield pair
    for hit in named(_WITH_OR_WITHOUT.finditer(title)):
        yield f"{cleaned(hit['a'])} with {hit['b']}", f"{cleaned(hit['a'])} alone"


def tried_in(title: str) -> str:
    """Return what a title says was tried."""
    hits = filter(None, (_EFFECT_OF.search(title), _ACTS.search(HEAD_END.split(title)[0])))
    for hit in sorted(hits, key=lambda hit: HEAD_END.search(title[: hit.start()]) is not None):
        if is_name(hit["a"]) and not _MEASURED.match(hit["a"]):
            if _THEN.match(title, hit.end("a")) and _OUTCOME.search(hit["a"]):
                continue  # "pain after surgery"
            both = TWO_NAMES.fullmatch(hit["a"])
            return both["a"] if both and _OUTCOME.search(both["b"]) else hit["a"]
    return ""


def asked(title: str, abstract: str) -> Iterator[Pair]:
    """Yield two things that a title asks about, where the abstract compares them: ``A or B?``."""
    for head in HEAD_END.split(title):
        for pattern in (ONE_OR_OTHER, _ONE_AGAINST):
            for hit in named(pattern.finditer(head)):
                if are_compared((keys(hit["a"]), keys(hit["b"])), abstract):
                    yield hit["a"], hit["b"]


def named_as_one(tried: str, abstract: str, *, alone: bool) -> Iterator[Pair]:
    """Yield two things that a title names as one, where the abstract compares them.

    "Effects of juggling and music" is of two arms where one of them did better than the other, or
    each had a group and, ``alone``, no control is named.
    """
    names = TWO_NAMES.fullmatch(tried)
    telling = (keys(names["a"]), keys(names["b"])) if names else ()
    if names is None or not all(telling):
        return
    if are_compared(telling, abstract) or (alone and are_groups(telling, abstract)):
        yield names["a"], names["b"]
