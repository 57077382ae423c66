"""The side of each place: one that is stated covers the list behind it, up to an article."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.extraction.findings.place import Place
from bot.extraction.text import Span

_SIDE = re.compile(
    r"\b(?P<side>left and right|right and left|bilateral(?:ly)?|left|right)(?:[- ]hemisphere)?"
    r"(?: of)?(?: the)?[\s-]"
    r"(?:(?!(?:in|of|with|to|between|from|and|or|for|was|were)\s)[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?P<side>both)\s(?:[a-z]+\s)?$", re.IGNORECASE)
_PLURAL = re.compile(r"(?:i|ae|las|ices|lobes|lobules|insulas|poles|areas|regions|hemispheres)\b$")
"""What ``both`` makes two of: ``both hippocampi``, and not ``both A and B``."""
SIDE_BEHIND = re.compile(r"\bon the (?P<side>left|right)\b(?! side of)")
SIDE_LISTED = re.compile(
    r"(?:\s?\([^)]{0,60}\))?[\s,]*(?:and|or|as well as|/|-)?\s*(?:the\s)?"
    r"(?:(?!(?:in|of|with|to|between|from|for|was|were|by)\s)[\w-]+\s){0,2}"
)
"""What may stand between two places that share a side: a list, and no new preposition."""
_SUFFIX = re.compile(r"(?:_([LR])\b|\.([LR])\b|\s\(([LR])\))")
_FAR = re.compile(r"\sand\s(?:the\s|\w+\s){0,2}$")
_ARTICLE = re.compile(r"\bthe\s", re.IGNORECASE)
_MANY_MARKS = 3
_OF_SIDE = re.compile(
    r"\s(?:of|in|within)\s(?:the\s)?(?P<side>left|right|bilateral)\s", re.IGNORECASE
)
"""The side of what a place is part of: ``the head of the left caudate``."""


def sided(
    text: str, span: Span, places: list[Place], midline: Callable[[str], bool]
) -> list[Place]:
    """Give each place its side: one that is stated covers the list behind it."""
    stated, starts = _stated(text, span, places)
    lists = lists_of(text, places)
    given: list[Place] = []
    last = ""
    for at, place in enumerate(places):
        marks = [side for side, of in zip(stated, lists, strict=True) if of == lists[at]]
        listed = at > 0 and lists[at] == lists[at - 1]
        if stated[at]:
            last = stated[at]
        elif not (listed and _carries(text, marks, places[at - 1], place)) or (
            _is_far_end(text, span, place)
        ):
            last = ""
        if midline(place.id):
            given.append(replace(place, side="midline"))
        else:
            known = last or starts[at] != place.start
            given.append(replace(place, side=last, start=starts[at]) if known else place)
    return _behind(span, given)


def lists_of(text: str, places: Sequence[Place]) -> list[int]:
    """Number the list that each place stands in: a new preposition opens another."""
    numbers = [0] * len(places)
    for at in range(1, len(places)):
        opened = not SIDE_LISTED.fullmatch(text, places[at - 1].after, places[at].start)
        numbers[at] = numbers[at - 1] + opened
    return numbers


def _carries(text: str, marks: Sequence[str], last: Place, place: Place) -> bool:
    """Whether a side goes on to the next place of a list.

    An article opens a place of its own: ``the left insula and the thalamus``. Where each item has
    a side of its own, one without has none; but ``and`` still joins.
    """
    between = text[last.after : place.start]
    if _ARTICLE.search(between):
        return False
    stated = [side for side in marks if side]
    single = len(stated) >= _MANY_MARKS or any(a and a == b for a, b in pairwise(marks))
    return not single or "," not in between


def _stated(text: str, span: Span, places: Sequence[Place]) -> tuple[list[str], list[int]]:
    """Return the side that stands at each place itself, and where its words begin."""
    sides, starts, end = [], [], span.start
    begin = {place.start for place in places}
    for place in places:
        gap = text[max(end, place.start - 60) : place.start]
        hit = _SIDE.search(gap)
        if not hit and _PLURAL.search(text, place.start, place.end):
            hit = _BOTH.search(gap)
        suffix = _SUFFIX.match(text, place.end)
        side, start = "", place.start
        if hit:
            side = hit["side"].lower()
            side = "bilateral" if " " in side or side in ("bilaterally", "both") else side
            start = place.start - len(gap) + hit.start()
        elif suffix:
            side = "left" if "L" in suffix.groups() else "right"
        elif (whole := _OF_SIDE.match(text, place.after)) and whole.end() not in begin:
            side = whole["side"].lower()
        sides.append(side)
        starts.append(start)
        end = place.after
    return sides, starts


def _is_far_end(text: str, span: Span, place: Place) -> bool:
    """Whether a place is the far end of ``between A and B``, which has a side of its own."""
    before = text[max(span.start, place.start - 200) : place.start]
    _, opened, near = before.rpartition("between ")
    return bool(opened) and near.count(" and ") == 1 and bool(_FAR.search(near))


def _behind(span: Span, places: list[Place]) -> list[Place]:
    """Give the one place of a sentence the side that stands behind it: ``on the left``."""
    if len(places) != 1 or places[0].side:
        return places
    hit = SIDE_BEHIND.search(span.text)
    return [replace(places[0], side=hit["side"])] if hit else places
