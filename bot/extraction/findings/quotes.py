"""Quotes are whole sentences, trimmed at the borders of clauses only where they are too long."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.facts import LONGEST_QUOTE, Quote
from bot.extraction.findings.candidate import Candidate
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.text import guarded

_STATISTIC = guarded(
    r"(?<![\w-])(?:FDR-|FWE-)?[prtzFTZP]\s?(?:\(\d+(?:, ?\d+)?\)\s?)?[=<>]\s?-?[\d.]*\d(?![\w%])",
    *"=<>",
)
_ANOTHER = re.compile(r";\s|,?\s(?:but|whereas|while|although)\s|,\s(?:and|with)\s")
"""Opens another statement, of which what is printed behind it is."""
_BORDER = re.compile(r"[,;:]\s|\sand\s|\s\(")


@dataclass(frozen=True, slots=True)
class Marked:
    """A quote with the offsets in it between which the finding was read."""

    quote: Quote
    start: int
    end: int


def quoted(candidate: Candidate) -> Marked:
    """Quote the sentence of a candidate, and of the one before what it goes on about."""
    sentence = candidate.sentence
    parts = [(candidate.cue.start, candidate.cue.end)]
    if candidate.measure.match:
        parts.append((candidate.measure.match.start, candidate.measure.match.end))
    ends = (candidate.place, candidate.far_end)
    parts += [(end.start, end.end) for end in ends if end and end.start >= 0]
    span = sentence.span
    own = [part for part in parts if span.start <= part[0] and part[1] <= span.end]
    start, end = _hull(parts)
    low, high = min(start, sentence.span.start), max(end, sentence.span.end)
    if high - low <= LONGEST_QUOTE:
        return _marked(sentence.abstract, low, high, start, end)
    if start < sentence.span.start or end > sentence.span.end:
        start, end = _hull(own)
    if end - start > LONGEST_QUOTE:
        start, end = _hull([own[0], own[-1]] if _fits(own[0], own[-1]) else own[-1:])
    low, high = _widened(sentence, start, end)
    return _marked(sentence.abstract, low, high, start, end)


def whole(sentence: SentenceMentions) -> Quote:
    """Quote a sentence, or its beginning up to a border where it is too long."""
    span = sentence.span
    low, high = _widened(sentence, span.start, span.start)
    return _marked(sentence.abstract, low, high, low, high).quote


def statistic(quote: str, start: int) -> str:
    """Return the one statistic inside a quote, as printed, if it is of what is told at ``start``.

    It is not where it stands before that word, or where another statement begins between the two.
    """
    statistics = list(_STATISTIC.finditer(quote))
    if len(statistics) != 1 or statistics[0].start() < start:
        return ""
    return "" if _ANOTHER.search(quote, start, statistics[0].start()) else statistics[0][0]


def _fits(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return max(first[1], second[1]) - min(first[0], second[0]) <= LONGEST_QUOTE


def _hull(parts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(part[0] for part in parts), max(part[1] for part in parts)


def _widened(sentence: SentenceMentions, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the borders of clauses, then of phrases, as far as a quote may go."""
    span = sentence.span
    if len(span.text) <= LONGEST_QUOTE:
        return span.start, span.end
    phrases = [span.start + hit.end() for hit in _BORDER.finditer(span.text)]
    for borders in (sentence.cuts, tuple(phrases)):
        edges = (span.start, *borders, span.end)
        ahead = [edge for edge in edges if edge <= start and end - edge <= LONGEST_QUOTE]
        start = min(ahead, default=start)
        behind = [edge for edge in edges if edge >= end and edge - start <= LONGEST_QUOTE]
        end = max(behind, default=end)
    return start, end


def _marked(text: str, low: int, high: int, start: int, end: int) -> Marked:
    words = text[low:high]
    low += len(words) - len(words.lstrip())
    words = words.strip()
    first = max(0, min(start - low, len(words)))
    return Marked(Quote(text=words, start=low), first, max(first, min(end - low, len(words))))
