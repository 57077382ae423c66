"""Whether the words print the side that a finding gives to each of its regions."""

import re
from collections.abc import Iterable, Sequence

from bot.domain.studies import Finding
from bot.extraction.checks.mention_check import Names
from bot.extraction.findings.sides import SIDE_BEHIND
from bot.extraction.text import Span

_SIDE = re.compile(
    r"\b(?P<side>left and right|right and left|bilateral(?:ly)?|both|left|right)\b", re.IGNORECASE
)
_NEW_PLACE = re.compile(r"\b(?:in|of|with|to|between|from|for|by|was|were)\s", re.IGNORECASE)
_FAR = re.compile(r"\sand\s(?:the\s|\w+\s){0,2}$")
_BOTH_ENDS = re.compile(r"\b(?:left and (?:the )?right|right and (?:the )?left)\b", re.IGNORECASE)
_SUFFIX = {"_L": "left", "_R": "right"}
_BOTH = ("left and right", "right and left", "bilaterally", "both")


def side_fault(
    spans: Sequence[Span], earlier: Iterable[Span], finding: Finding, names: Names
) -> str:
    """Why the words, or those of an ``earlier`` sentence, do not print the side of each region."""
    ends = ((finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b))
    for id, side in ends:
        if side == "midline" and id and _is_midline(names, id):
            continue
        if side and not id and any(_measured(side).search(span.text) for span in spans):
            continue
        if id == finding.region_b == finding.region and any(
            _BOTH_ENDS.search(span.text) for span in spans
        ):
            continue
        if side and not any(side in _sides(span, id, names) for span in spans):
            # A sentence may go on about a region whose side an earlier one has printed.
            silent = not any(_sides(span, id, names) for span in spans)
            if silent and {printed for span in earlier for printed in _sides(span, id, names)} == {
                side
            }:
                continue
            return f"its words do not say that the region is {side}"
    return ""


def _measured(side: str) -> re.Pattern[str]:
    """A side that stands before a measure without a place: ``the left ALPS index``."""
    return re.compile(rf"\b{side}\s[A-Za-z]", re.IGNORECASE)


def _sides(span: Span, id: str, names: Names) -> set[str]:
    """Return the sides that a stretch prints with a region, before it or behind it."""
    sides, end = set(), span.start
    last = ""
    for place in names.places(span):
        gap = span.text[max(0, end - span.start) : place.start - span.start]
        stated = list(_SIDE.finditer(gap))
        rest = gap[stated[-1].end() :].removeprefix(" of") if stated else gap
        far = _is_far_end(span.text[: place.start - span.start])
        if stated or far or _NEW_PLACE.search(gap):
            last = _plain(stated[-1]["side"]) if stated and not _NEW_PLACE.search(rest) else ""
        at = place.end - span.start
        suffix = _SUFFIX.get(span.text[at : at + 2]) or _SUFFIX.get(span.text[at - 2 : at], "")
        behind = SIDE_BEHIND.search(span.text)
        if place.id == id:
            spread = "" if _is_midline(names, id) and not stated else last
            sides |= {suffix or spread, behind["side"].lower() if behind else ""}
        end = max(end, place.end)
    return sides - {""}


def _is_far_end(before: str) -> bool:
    """Whether a region is the far end of ``between A and B``, which has a side of its own."""
    _, opened, near = before[-200:].rpartition(" between ")
    return bool(opened) and near.count(" and ") == 1 and bool(_FAR.search(near))


def _plain(side: str) -> str:
    return "bilateral" if side.lower() in _BOTH else side.lower()


def _is_midline(names: Names, id: str) -> bool:
    terms = [names.vocabulary.term(kind, id) for kind in names.kinds if names.knows(kind, id)]
    return any(term.midline for term in terms)
