"""A segment is the part of a statement that one direction word speaks of."""

import re
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction import cues
from bot.extraction.cues import Sign, signs
from bot.extraction.lexicon import Match
from bot.extraction.text import Span

_JOINT = re.compile(r",?\s(?:and|as well as|while|whereas|but)\s|,\s|;\s")
_FILLER = re.compile(
    r"(?:(?:\w+ly|an?|the|also|more|even|showed|exhibited|had|displayed|demonstrated|revealed|with"
    r"|significant|marked|widespread|distributed|showing|both|less|further|most|in)\s)*"
)
_THERE = re.compile(r"(?:and )?there (?:was|were) no \w* ?(?:differences?|changes?)\b")
_JOINED = re.compile(r"(?:,|\b(?:and|or|as well as))\s(?:\w+\s){0,2}$")
_NEAR = 25
_SUBJECT = re.compile(r"(?:those|that|it|they|this|was|were|is|are)\b")


@dataclass(frozen=True, slots=True)
class Segment:
    """One direction word and the words that it governs."""

    span: Span
    sign: Sign

    def stray(self, text: str, own: list[Match]) -> int:
        """Return where another measure stands behind ``was lower`` and is not joined to it."""
        behind = [it.start for it in own if it.start > self.sign.end]
        if not self.sign.predicate or not behind or len(behind) == len(own):
            return 0
        return 0 if _JOINED.search(text[max(0, behind[0] - 40) : behind[0]]) else behind[0]

    def may_speak(self, text: str, own: list[Match]) -> bool:
        """Whether the direction is plainly said of the brain measure, as it is printed."""
        sign = self.sign
        if sign.direction is Direction.NONE:
            return bool(own) or bool(_THERE.match(self.span.text))
        blotted = [*((it.start, it.end) for it in own), (sign.start, sign.end)]
        if cues.is_turned(cues.masked(self.span, blotted)):
            return False
        if own:
            return self._belongs(text, own)
        return cues.continues(text, self.span, sign) or sign.predicate

    def _belongs(self, text: str, chain: list[Match]) -> bool:
        """Whether the sign can speak of these measures, and not of a score or a rating."""
        sign = self.sign
        if any(it.start < sign.end and sign.start < it.end for it in chain):
            return True
        if any(it.end <= sign.start and cues.is_said_of(text[it.end : sign.start]) for it in chain):
            return True
        behind = [text[sign.end : it.start] for it in chain if it.start >= sign.end]
        most = cues.NEAR if sign.direction in cues.SIGNS else cues.FAR
        return not sign.predicate and any(cues.qualifies(words, most) for words in behind)


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
