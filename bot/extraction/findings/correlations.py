"""What a measure goes along with: the variable of a correlation, and its sign from either side."""

import re
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import SentenceMentions

_LINK = re.compile(r"\s?(?:with|to|by|between|of|for|as a function of|on)\s", re.IGNORECASE)
_STOP = re.compile(
    r"[.;()\[\]]|,\s(?:and|but|which|whereas|while|in|with|r\s|p\s)|\b(?:in (?:the|patients|both|all"
    r"|those|people|our|CP|PD|MDD|healthy|controls)|was|were|among|after (?:adjust|control|correct)"
    r"|whereas|while|but|suggesting|indicating|independent)\b"
)
_LEAD = re.compile(
    r"^(?:the|a|an|their|its|his|both|total|changes? in|overall|with|in|of|that|and|significantly)\s",
    re.IGNORECASE,
)
CLINICAL = re.compile(
    r"\b(?:scores?|severity|duration|intensity|symptoms?|pain|anxiety|depress\w*|age|fatigue|sleep"
    r"|quality|threshold|ratings?|levels?|distress|catastroph\w*|disability|cognit\w*|memory"
    r"|performance|stress|scale|index|inventory|questionnaire|accuracy|speed|behaviou?r\w*|IQ|BMI"
    r"|weight|dose|craving|trait|empathy|test|function|ability|response time|reaction times?|outcome"
    r"|improvement|years|education|stage|MMSE|MoCA|HAMD|HAMA|VAS|UPDRS\w*|deficits?|impairment)\b",
    re.IGNORECASE,
)
_OPPOSITE = {
    Direction.POSITIVE_CORRELATION: Direction.NEGATIVE_CORRELATION,
    Direction.NEGATIVE_CORRELATION: Direction.POSITIVE_CORRELATION,
}
_LONGEST = 90


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """One side of a correlation in words, and its sign."""

    direction: Direction
    variable: str
    clinical: bool
    """Whether the variable reads like one of people and not of their brains."""
    graded: bool = False
    """Whether the sign was read from two sides: ``lower X was related to higher Y``."""
    behind: bool = True
    """Whether the variable stands behind the cue."""


def relation(sentence: SentenceMentions, cue: Cue) -> Relation | None:
    """Return what a cue of correlation relates its measure to."""
    start, end = sentence.bounds(cue.start)
    if start > sentence.span.start and sentence.words(start, cue.start)[:1] == ["which"]:
        start = sentence.bounds(start - 1)[0]
    behind = _phrase(sentence.span.text[cue.end - sentence.span.start :])
    before = _ahead(sentence.span.text[start - sentence.span.start : cue.start - sentence.span.start])
    told_behind = bool(behind) and not _brain(sentence, cue.end, cue.end + len(behind) + 6)
    variable = behind if told_behind else before or behind
    clinical = len(variable.split()) > 1 and bool(CLINICAL.search(variable))
    direction = _sign(sentence, cue, start, end, clinical=clinical)
    return Relation(
        direction,
        _named(variable),
        clinical,
        graded=cue.sign == "related" and direction is not Direction.ALTERED,
        behind=told_behind,
    )


def _sign(
    sentence: SentenceMentions, cue: Cue, start: int, end: int, *, clinical: bool
) -> Direction:
    """Return the sign that the cue prints, or that changes on both of its sides give."""
    grades = [it for it in sentence.cues if it.sign in ("increase", "decrease")]
    before = [it for it in grades if start <= it.start < cue.start]
    behind = [it for it in grades if cue.end <= it.start < end]
    if cue.sign == "related":
        if not (before and behind and clinical):
            return Direction.ALTERED
        same = before[-1].sign == behind[0].sign
        return Direction.POSITIVE_CORRELATION if same else Direction.NEGATIVE_CORRELATION
    return Direction(cue.sign)


def _brain(sentence: SentenceMentions, start: int, end: int) -> bool:
    """Whether a measure or place is named in a stretch."""
    return any(start <= it.start < end for it in sentence.places) or any(
        start <= it.start < end for it in sentence.measures
    )


def _phrase(text: str) -> str:
    """Return the words behind a cue up to where they end."""
    link = _LINK.match(text)
    words = text[link.end() :] if link else text
    stop = _STOP.search(words)
    return words[: stop.start()] if stop else words.rstrip(". ")


def _ahead(text: str) -> str:
    """Return the last words before a cue, without its verb."""
    words = re.sub(
        r"(?: (?:was|were|is|are|showed|had|did|has|have|been|also|significantly|not|an?|both|be|to"
        r"|found|strongly|further|that|which))*\s*$",
        "",
        text,
    )
    return re.split(r"[,;:]|\b(?:reported|that|found|showed)\b", words)[-1]


def _named(phrase: str) -> str:
    """Return a variable without its article; nothing where it is too long for a name."""
    name = phrase.strip(" ,.")
    while _LEAD.match(name):
        name = _LEAD.sub("", name)
    return name if len(name) <= _LONGEST else ""
