"""Whether the words join the two ends of a connection."""

import re
from collections.abc import Sequence

from bot.domain.studies import OTHER, Finding
from bot.extraction.checks.mention_check import Names, claimed_places, words_between
from bot.extraction.lexicon import Match
from bot.extraction.text import Span

_JOINS = re.compile(r"\b(?:with|to|towards?|from)\b", re.IGNORECASE)
_HYPHEN = re.compile(r"\s?[-\u2010-\u2015]\s?")
_BETWEEN = re.compile(
    r"\b(?:between|connecting|linking|among)\b|\b(?:coupling|synchron\w+|coherence) of\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\b(?:within|intra|inside|internal)\w*|\b(?:of|in|at) ", re.IGNORECASE)
_INTO = re.compile(r"\b(?:of|in|from|for|at)\s", re.IGNORECASE)
_THERE = re.compile(r"\b(?:in|at|within|including|mainly|especially)\s", re.IGNORECASE)


def connection_fault(spans: Sequence[Span], finding: Finding, names: Names) -> str:
    """Why the words do not join the two ends of a connection, empty if they do."""
    if not finding.region_b:
        return ""
    connects = names.knows("measure", finding.measure) and not finding.measure.startswith(OTHER)
    if connects and not names.vocabulary.term("measure", finding.measure).connects:
        return "its measure is of one region, not of a connection"
    for span in spans:
        named = names.places(span)
        ends = [
            (first, second)
            for first in named
            for second in named
            if first.end <= second.start and {first.id, second.id} == claimed_places(finding)
        ]
        if finding.region != finding.region_b and any(_joined(span, *pair) for pair in ends):
            return ""
        if finding.region == finding.region_b and _INSIDE.search(span.text) and named:
            return ""
    return "its sentence names no connection between these two"


def _joined(span: Span, first: Match, second: Match) -> bool:
    before, between = span.text[: first.start - span.start], words_between(span, first, second)
    opened = list(_BETWEEN.finditer(before))
    if opened:
        return _faces(span, opened[-1].end(), first, second)
    if _JOINS.search(between) or _HYPHEN.fullmatch(between):
        return True
    # "FC of the insula was altered in the cuneus" joins them, "FC in both" does not.
    return bool(_INTO.search(before) and _THERE.search(between))


def _faces(span: Span, start: int, first: Match, second: Match) -> bool:
    """Whether two places stand on either side of ``between A and B``, or in one list of it."""
    words = span.text[start : second.start - span.start]
    far = [hit.start() for hit in _JOINS.finditer(words)][-1:]
    far = far or [hit.start() for hit in re.finditer(r"\band\b", words)][:1]
    edge = span.start + start + (far[0] if far else len(words))
    if second.start >= edge and far:
        return first.end <= edge
    return "," in words_between(span, first, second)
