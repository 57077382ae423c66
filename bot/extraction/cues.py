"""Cues are the words that tell a direction, what it is said of, on which side, and how surely.

A cue that can be read in two ways counts against a finding: silence costs less than a wrong sign.
"""

import re
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction.text import DECREASE, INCREASE, Span

SIDE = re.compile(
    r"\b(?P<side>left and right|right and left|bilateral(?:ly)?|left|right)\s"
    r"(?:(?!(?:in|of|with|to|between|from|and|or|for|was|were)\s)[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
"""A side that is named just before a region."""

SAME_SIDE = re.compile(
    r"(?:\s?\([^)]{0,60}\))?[\s,]*(?:and|or|as well as|/|-)?\s*(?:the\s)?"
    r"(?:(?!(?:in|of|with|to|between|from|for|was|were|by)\s)[\w-]+\s){0,2}"
)
"""What may stand between two regions that share a side: a list, and no new preposition."""

SIDE_BEHIND = re.compile(r"\bon the (?P<side>left|right)\b(?! side of)")
"""A side that is named after the one region of a clause."""

_SIGNS = (Direction.INCREASE, Direction.DECREASE)
_PATTERNS = {
    Direction.NONE: re.compile(
        r"\b(?:no (?:[\w-]+ ){0,3}?(?:differences?|changes?|alterations?)|unchanged"
        r"|(?:did|does|do) not (?:[\w-]+ ){0,2}?(?:differ|change)"
        r"|(?:was|were) not (?:\w+ly )?(?:altered|changed|different))\b",
        re.IGNORECASE,
    ),
    Direction.INCREASE: re.compile(rf"(?<![\w-])(?:{INCREASE})(?![\w-])", re.IGNORECASE),
    Direction.DECREASE: re.compile(rf"(?<![\w-])(?:{DECREASE})(?![\w-])", re.IGNORECASE),
    Direction.ALTERED: re.compile(
        r"(?<![\w-])(?:alter(?:ed|ations?)|abnormal(?:ly|it(?:y|ies))?|aberrant"
        r"|disrupt(?:ed|ions?)|change[ds]?|differed|differences?)(?![\w-])",
        re.IGNORECASE,
    ),
}
# What a direction word may belong to instead of the brain measure behind it: in "patients with
# higher pain scores had FC of the insula", and as a name in "lower back" or "higher-order".
_OTHER_OBJECT = re.compile(
    r"(?:\s[\w-]+)?\s(?:pain|scores?|symptoms?|anxiety|depress\w+|severity|intensity|ag(?:e|ing)"
    r"|thresholds?|distress|education|risk|quality|sensitivity|numbers?|sample|fatigue"
    r"|back|limbs?|extremit\w+|order|than \d\S*|levels? of"
    r"|(?:tumou?r|lesion|group|cohort|weight|BMI|performance|dose|rate)s?)(?![\w-])",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:no|not|nor|neither|never|fail(?:ed|s)? to|lack(?:ed|s|ing)?|absen(?:ce|t)|instead of"
    r"|rather than|non-?significant\w*|insignificant\w*|unlike|except|other than|apart from|if)\b",
    re.IGNORECASE,
)
# What may turn a sign round: "normalised the reduced FC" is an increase and "a slower decline" no
# decline; more of an asymmetry or a delay is neither; "lower in women than in men" compares others.
_TURNED = re.compile(
    r"\b(?:normali[sz]|revers|restor|recover|prevent|rescu|alleviat|ameliorat|counteract|mitigat"
    r"|deactivat|suppress|inhibit|negative|less\b|anti-?correlat|abolish|block|loss|slow"
    r"|asymmetr|laterali[sz]|latenc|delay|time to\b|ratio\b|heterogene|hypothes"
    r"|(?:wo)?men than|(?:fe)?males? than)"
    r"|(?<!\bdFC )(?<!\btemporal )\bvaria(?:bility|nce)\b",
    re.IGNORECASE,
)
# "than in the 12 who did not have pain" denies nothing of the measure.
_NOT_OTHERS = re.compile(r"\b(?:who|that|which) (?:did|do|had|have|were|was) not\b")
_HEDGED = re.compile(r"\b(?:may|might|could|suggest\w*|trend\w*|exploratory)\b", re.IGNORECASE)
_LINKED = re.compile(
    r"correlat|\bassociat"
    r"|\brelat(?:ed|es|ing) (?:to|with)|relationship|regress|mediat"
    r"|moderat(?:ed|ion)|\bpredict(?!ab)|classif|accurac|\bAUC\b|\bROC\b"
    r"|\bwith (?:longer|increasing|greater|higher|worse|more severe|lower)\b",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(r"\b(?:scores?|ratings?|intensity|severity|symptoms?|thresholds?)\b")
_VERB = re.compile(r"\b(?:was|were|is|are|had|has|showed|exhibited|revealed|displayed|did)\b")
_ELSEWHERE = re.compile(
    r"[,;:]|\b(?:was|were|is|are|had|showed|and|but|with|while|when|who|whose|that|than|after)\b"
)
_WORDS_BETWEEN = 8
_PREDICATE = re.compile(r"(?<!\bthere )\b(?:was|were|is|are|became) (?:\w+ly )?$", re.IGNORECASE)
_PLAIN_CLAUSE = re.compile(r"(?:(?:and|while|whereas|but)\s)*(?:those|that|it|they)\b")
_PLAIN_SIGN = re.compile(r"\s(?:in|within|of|for|at|to|between|with|among)\b")
_STIMULATED = re.compile(
    r"\b(?:stimulation|rTMS|tDCS|TMS|DBS|applied|delivered|targeting|over|lesions?)"
    r"(?: (?:of|over|to|in|the|left|right|bilateral)){0,4} $",
    re.IGNORECASE,
)
_STIMULUS = re.compile(
    r"\s(?:stimulation|DBS|lesion|resection|tumou?r|metasta|stroke)", re.IGNORECASE
)
_FAR = re.compile(r"\sand\s(?:the\s|\w+\s){0,2}$")


@dataclass(frozen=True, slots=True)
class Sign:
    """The one direction of a clause, and where its words stand."""

    direction: Direction
    places: tuple[tuple[int, int], ...]

    def distance(self, start: int) -> int:
        """Return how far a place stands from the nearest word of the sign."""
        return min(abs(start - place) for place, _ in self.places)


def sign(clause: Span) -> Sign | None:
    """Return the one direction of a clause; two signs, or a sign turned round, are none."""
    words = _NOT_OTHERS.sub(lambda found: "_" * len(found[0]), clause.text)
    signed = {
        direction: tuple(
            (clause.start + hit.start(), clause.start + hit.end())
            for hit in pattern.finditer(words)
            if direction not in _SIGNS or not _OTHER_OBJECT.match(words, hit.end())
        )
        for direction, pattern in _PATTERNS.items()
    }
    present = [direction for direction, places in signed.items() if places]
    if present in ([Direction.NONE], [Direction.NONE, Direction.ALTERED]):
        return Sign(Direction.NONE, signed[Direction.NONE])
    if len(present) != 1 or _NEGATED.search(words) or _TURNED.search(words):
        return None
    return Sign(present[0], signed[present[0]])


def hedges(clause: Span) -> bool:
    """Whether a clause says what it says with reserve."""
    return bool(_HEDGED.search(clause.text))


def links(statement: Span) -> bool:
    """Whether a statement relates two quantities, so that its direction is no difference."""
    return bool(_LINKED.search(statement.text))


def is_said_of(between: str) -> bool:
    """Whether words between a measure and a later sign leave the measure as the subject."""
    return not _OTHER_SUBJECT.search(between) and len(_VERB.findall(between)) <= 1


def qualifies(between: str) -> bool:
    """Whether words between a sign and a later measure leave the sign its attribute."""
    return len(between.split()) <= _WORDS_BETWEEN and not _ELSEWHERE.search(between)


def is_predicate(text: str, start: int) -> bool:
    """Whether the word at this place is said of the subject before it, as in ``was lower``."""
    return bool(_PREDICATE.search(text[max(0, start - 60) : start]))


def continues(text: str, clause: Span, sign: Sign) -> bool:
    """Whether a clause without a measure goes on about the one before it."""
    plain = _PLAIN_CLAUSE.match(clause.text) or _PLAIN_SIGN.match(text, sign.places[0][1])
    return sign.direction in _SIGNS and bool(plain)


def is_target(text: str, start: int, end: int) -> bool:
    """Whether a stimulus was applied to a region, or a lesion sat there."""
    applied = _STIMULATED.search(text[max(0, start - 70) : start])
    return bool(applied or _STIMULUS.match(text, end))


def is_far_end(before: str) -> bool:
    """Whether a region is the far end of ``between A and B``, which has a side of its own."""
    _, opened, near = before[-200:].rpartition(" between ")
    return bool(opened) and near.count(" and ") == 1 and bool(_FAR.search(near))
