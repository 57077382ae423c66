"""What a denial takes back of a result, and what not: of another arm, or another outcome."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.extraction.effects.arms import ArmName
from bot.extraction.effects.candidate import DENIES
from bot.extraction.findings.cues import Cue
from bot.extraction.statements import ALIKE, statements
from bot.extraction.text import BRACKETS, Span, cut

_NOT_AN_ARM = re.compile(
    r"\b(?:but|and) (?P<not>not) (?P<to>(?:(?:for|in|with|by|to|the) ){0,2})", re.IGNORECASE
)
_THAN_NO_CHANGE = re.compile(r"\b((?:compared|versus|vs|than)\W(?:(?:with|to) )?)no change\b")
_EXCEPTION = re.compile(
    r",? but (?:not(?! (?:\w+ly|to a|with a|of (?:\w+ )?significance|more|better"
    r"|(?:when |as )?compared|relative|in comparison)\b)"
    r"|(?:th\w+ )?\w+ (?:were|was) (?:not|no longer) (?:maintain|sustain|persist))"
)
"""What is denied of something else, or of a later time."""
_ALIKE_IN_OTHERS = re.compile(rf"(?:and|but)\s{ALIKE}\b")
"""Goes on with the subject of the statement before."""
_NOT_OF = re.compile(r"(?:but |and )?not (?!only\b)", re.IGNORECASE)
_VERB = re.compile(r"\b(?:was|were|is|are|did|had|has|have)\b|\w{2,}ed\b")
_EXCEPT = re.compile(
    r",?\s(?=(?:except(?:ing)?(?: for| that| in)?|apart from|aside from|other than|save for"
    r"|with the exceptions? (?:of|that)|with (?:one|the sole) exception)\b)"
)
"""What stands behind is denied of nothing: ``no difference except for less fatigue``."""


def without_other_arms(span: Span, names: Iterable[ArmName]) -> Span:
    """Return a sentence in which what is denied of another arm takes nothing back.

    ``Juggling but not rest reduced pain``; ``fell by 7%, compared with no change at rest``. It
    keeps its length and the number of its words.
    """
    starts = [name.start for name in names]
    text = span.text
    for hit in _NOT_AN_ARM.finditer(text):
        if any(hit.start("to") <= start <= hit.end("to") for start in starts):
            text = f"{text[: hit.start('not')]}and{text[hit.end('not') :]}"
    return Span(_THAN_NO_CHANGE.sub(r"\1the level", text), span.start, span.section)


def with_exceptions(sentence: Span) -> Iterator[Span]:
    """Yield the statements of a sentence, what is excepted of a denial as one of its own."""
    for part in _whole_subjects(sentence):
        excepted = _EXCEPT.search(part.text)
        if excepted and DENIES.search(part.text[: excepted.start()].lower()):
            yield from cut(part, [excepted.end()])
        else:
            yield part


def _whole_subjects(sentence: Span) -> Iterator[Span]:
    """Yield statements, a subject together with what it excepts: ``gloom, but not pain, was``.

    So is what is said of one outcome of three arms: the words for it stand before both.
    """
    before: Span | None = None
    for part in statements(sentence):
        excepted = _NOT_OF.match(part.text) and before and not _VERB.search(before.text)
        if before and (excepted or _ALIKE_IN_OTHERS.match(part.text)):
            ends = slice(before.start - sentence.start, part.end - sentence.start)
            before = before._replace(text=sentence.text[ends])
            continue
        if before:
            yield before
        before = part
    if before:
        yield before


def without_exception(span: Span, end: int) -> Span:
    """Return a sentence up to what it excepts: ``rose with juggling, but not at the hip``.

    What is "but not significantly" so, or "but not more than" elsewhere, is no exception.
    """
    exception = _EXCEPTION.search(span.text, end - span.start)
    return Span(span.text[: exception.start()], span.start, span.section) if exception else span


def undenied(cue: Cue, part: Span) -> Cue:
    """Return a cue without a denial that its own statement does not hold."""
    return replace(cue, negated=False) if cue.negated and not may_deny(cue, part) else cue


def may_deny(cue: Cue, part: Span) -> bool:
    """Whether a statement denies anything outside of brackets before a cue, or behind it.

    ``Relief (no relapse) was more frequent`` does not; in brackets only what stands there may.
    """
    at = cue.start - part.start
    opened = part.text[:at].rfind("(")
    if opened > part.text[:at].rfind(")"):
        return bool(DENIES.search(part.text[opened:].lower()))
    text = BRACKETS.sub(" ", part.text[:at]) + part.text[at:]
    return bool(DENIES.search(text.lower()))
