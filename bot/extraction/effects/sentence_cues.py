"""The words for directions in a sentence of a trial, without those that only look like some."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.effects.clauses import OPPOSITE_SIGN
from bot.extraction.effects.counted_people import with_counted_people
from bot.extraction.effects.degrees import with_degrees
from bot.extraction.effects.estimates import PrintedEstimate
from bot.extraction.effects.outcome_words import words
from bot.extraction.effects.responders import start_of_reached
from bot.extraction.effects.words import PACKAGE, alternatives
from bot.extraction.findings import cue_finding, cues
from bot.extraction.findings.cue_vocabulary import load
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.text import Span

_THRESHOLD = re.compile(
    r"(?:[\u2265>]|\bat least|\bachiev\w+|\b(?:with|had|have|having)(?: an?)?)\s?(?:an? )?"
    r"(?:[\u2265>]\s?)?\d+\s?%\s(?:or (?:more|greater)\s)?$"
    r"|(?:\d\s?(?:[a-z%/]+\s)?|\bone )or $"
)
"""A change that makes a person a responder is no result: ``achieved a 50% reduction of``.

Nor is a border: ``4000 g or more``, ``one or more``.
"""
_NO_LONGER = re.compile(r"\bno longer\Z")
_WITHOUT = re.compile(
    r"\bwithout (?:(?:an?|any|clear|other|further|relevant|(?:\w+ly )?significant|group"
    r"|between-group|intergroup) )*\Z"
)
_NO_DIRECTION = re.compile(rf"{alternatives('no_direction')}\b", re.IGNORECASE)


def cues_of(
    span: Span, judged: Span, tokens: Sequence[Token], printed: Sequence[PrintedEstimate]
) -> list[Cue]:
    """Return the directions that a sentence names.

    ``judged`` is the sentence with no denial that is only of another arm, ``printed`` are its
    estimates.
    """
    found = [
        cue
        for cue in cue_finding.find(cues.tokens(judged.text, span.start), load(PACKAGE))
        if not (cue.correlates or cue.activates)
    ]
    counted = with_counted_people(list(with_degrees(found, tokens)), tokens)
    return [
        _without(cue, span) for cue in counted
        if not (_is_of_an_estimate(cue, printed) or _names_a_harm(cue, tokens))
        and not _is_threshold(cue, span)
        and not _is_reached(cue, span)
        and not _NO_LONGER.search(span.text[: cue.end - span.start].lower())
        and not _NO_DIRECTION.match(span.text[cue.start - span.start :])
    ]  # fmt: skip


def _without(cue: Cue, span: Span) -> Cue:
    """Return a difference as denied that something is without: ``without differences between``."""
    lacks = cue.sign == "altered" and _WITHOUT.search(span.text[: cue.start - span.start].lower())
    return replace(cue, negated=True) if lacks else cue


def _is_threshold(cue: Cue, span: Span) -> bool:
    """Whether a change is how much makes a responder; ``had a 36% lower risk`` compares."""
    hit = _THRESHOLD.search(span.text[: cue.start - span.start])
    first = span.text[cue.start - span.start : cue.end - span.start].lower().split(" ")[0]
    compared = first == "less" or first.endswith("er")
    return bool(hit) and not (compared and hit and hit[0].rstrip().endswith("%"))


def _is_reached(cue: Cue, span: Span) -> bool:
    """Whether a noun of change is what people are counted for who reached it."""
    ends = (cue.start - span.start, cue.end - span.start)
    graded = " " in span.text[ends[0] : ends[1]]  # "a 36% slower decline"
    return cue.form == "noun" and not graded and start_of_reached(span.text, *ends) is not None


def _names_a_harm(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether a word is the end of a harm's name and no effect: ``metabolic side effects``."""
    before = tokens[cue.index - 1].word if cue.index else ""
    return cue.word in words("harm_nouns") and before in words("harms")


def _is_of_an_estimate(cue: Cue, printed: Sequence[PrintedEstimate]) -> bool:
    """Whether a word is the name of an estimate, as in "mean difference", and no direction."""
    signed = cue.sign in OPPOSITE_SIGN
    return not signed and any(estimate.start <= cue.start < estimate.end for estimate in printed)
