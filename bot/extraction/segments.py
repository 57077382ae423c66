"""A segment is the part of a statement that one direction word speaks of."""

import re
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction.cues import Sign, signs
from bot.extraction.text import Span

_JOINT = re.compile(r",?\s(?:and|as well as|while|whereas|but)\s|,\s|;\s")
_FILLER = re.compile(
    r"(?:(?:\w+ly|an?|the|also|more|even|showed|exhibited|had|displayed|demonstrated|revealed|with"
    r"|significant|marked|widespread|distributed|showing|both|less|further|most|in)\s)*"
)
_NEAR = 25
_SUBJECT = re.compile(r"(?:those|that|it|they|this|was|were|is|are)\b")


@dataclass(frozen=True, slots=True)
class Segment:
    """One direction word and the words that it governs."""

    span: Span
    sign: Sign


def segments(statement: Span, measures: list[tuple[int, int]]) -> list[Segment]:
    """Cut a statement where a new direction begins; two that cannot be parted are dropped.

    ``measures`` are where its measures stand: a new one may open the subject of a new direction.
    """
    found = signs(statement)
    if not found:
        return []
    kept, cuts = [found[0]], [statement.start]
    for sign in found[1:]:
        cut = _cut(statement, kept[-1], sign, measures)
        if cut is not None:
            kept.append(sign)
            cuts.append(cut)
        elif kept[-1].direction is Direction.ALTERED and sign.direction is not Direction.NONE:
            kept[-1] = sign
        elif sign.direction not in (kept[-1].direction, Direction.ALTERED):
            return []
    cuts.append(statement.end)
    return [Segment(_part(statement, cuts[at], cuts[at + 1]), sign) for at, sign in enumerate(kept)]


def _part(statement: Span, start: int, end: int) -> Span:
    text = statement.text[start - statement.start : end - statement.start]
    return Span(text, start, statement.section)


def _cut(statement: Span, last: Sign, sign: Sign, measures: list[tuple[int, int]]) -> int | None:
    """Return where the words of the later of two signs begin."""
    low, high = last.end - statement.start, sign.start - statement.start
    joints = list(_JOINT.finditer(statement.text, low, high))
    for joint in reversed(joints):
        between = statement.text[joint.end() : high]
        if _FILLER.fullmatch(between):
            return statement.start + joint.start()
        opens = statement.start + joint.end()
        headed = any(opens <= start <= opens + _NEAR for start, _ in measures)
        words = max((end for start, end in measures if start == opens), default=0)
        if not sign.predicate and words and sign.start - words <= 1:
            return statement.start + joint.start()
        if sign.predicate and (_SUBJECT.match(between) or headed):
            return statement.start + joint.start()
    return None
