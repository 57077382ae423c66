"""Whom a trial is about, in its own words: ``adults with chronic low back pain``."""

import re
from collections.abc import Callable

from bot.domain.facts import Fact, Quote
from bot.extraction.effects.spelling import in_small_letters
from bot.extraction.effects.words import alternatives

_PEOPLE = alternatives("people")
_POPULATION = re.compile(
    rf"\b(?:(?!(?:in|of|for|with|the|and|to|were|was|two|three|\w+ly|\d+)\b)[a-z-]+\s){{0,4}}{_PEOPLE}"
    rf"(?:\s\([^)]{{0,30}}\))?\s(?:with|who|undergoing|suffering|having|at|attending|receiving|aged|living)"
    rf"\s[^.;:,()]{{3,90}}?(?=$|[.;:,()]|\s(?:were|was|who|in\sthe|to|and\swere|for|received|into|that"
    r"|after|on|at|a randomi[sz]ed|from|(?:and|or)\s\d+(?!\sor\smore\b))\b)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\b(?:in|among|for|of)\s(?P<who>(?:[a-z-]+\s){{1,4}}{_PEOPLE})(?=$|[.;:,]|\s(?:with|in|after|a)\b)",
    re.IGNORECASE,
)


_SHARE = re.compile(r"(?:%|per cent|\d\s(?:out\s)?of(?:\sthe)?\s\d+)\s(?:of\s(?:the\s)?)?$")
"""What a part of the people stands behind, in a result: ``23 of 90``, ``40% of the``."""


def population(
    title: str, abstract: str, is_arm: Callable[[str], bool] = lambda _: False
) -> Fact | None:
    """Return the people of a trial as first described, in its title or else in its abstract.

    Those of one arm, by ``is_arm``, and those whom a result counts are not the people of a trial.
    """
    for part, text in (("title", title), ("abstract", abstract)):
        for hit in _POPULATION.finditer(text):
            words = hit[0].rstrip()
            if not is_arm(words) and not _SHARE.search(text[: hit.start()][-30:]):
                return Fact(
                    value=in_small_letters(words),
                    quote=Quote(text=words, start=hit.start(), part=part),
                )
    plain = _PLAIN.search(title)
    if plain:
        words = plain["who"]
        return Fact(
            value=in_small_letters(words),
            quote=Quote(text=words, start=plain.start("who"), part="title"),
        )
    return None
