"""Whom a trial is about, in its own words: ``adults with chronic low back pain``."""

import re

from bot.domain.facts import Fact, Quote
from bot.extraction.effects.words import alternatives

_PEOPLE = alternatives("people")
_POPULATION = re.compile(
    rf"\b(?:(?!(?:in|of|for|with|the|and|to|were|was|two|three|\w+ly|\d+)\b)[a-z-]+\s){{0,4}}{_PEOPLE}"
    rf"(?:\s\([^)]{{0,30}}\))?\s(?:with|who|undergoing|suffering|having|at|attending|receiving|aged|living)"
    rf"\s[^.;:,()]{{3,90}}?(?=$|[.;:,()]|\s(?:were|was|who|in\sthe|to|and\swere|for|received|into|that"
    r"|after|on|at|a randomi[sz]ed|from)\b)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\b(?:in|among|for|of)\s(?P<who>(?:[a-z-]+\s){{1,4}}{_PEOPLE})(?=$|[.;:,]|\s(?:with|in|after|a)\b)",
    re.IGNORECASE,
)


def population(title: str, abstract: str) -> Fact | None:
    """Return the people of a trial as first described, in its title or else in its abstract."""
    for part, text in (("title", title), ("abstract", abstract)):
        hit = _POPULATION.search(text)
        if hit:
            return Fact(
                value=hit[0].lower(), quote=Quote(text=hit[0], start=hit.start(), part=part)
            )
    hit = _PLAIN.search(title)
    if hit:
        words = hit["who"]
        return Fact(
            value=words.lower(), quote=Quote(text=words, start=hit.start("who"), part="title")
        )
    return None
