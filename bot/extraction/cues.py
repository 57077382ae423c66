"""Cues are the words that tell a direction, and whether it is said of a brain measure at all.

A cue that can be read in two ways counts against a finding: silence costs less than a wrong sign.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.studies import SIGNS, Direction
from bot.extraction.text import DECREASE, INCREASE, Span, small

_CUE = re.compile(
    r"\b(?P<none>no (?:\w+ly |further |other |group |between-group |\w+ )?"
    r"(?:differences?|changes?|alterations?)(?! scores?\b)|unchanged|comparable"
    r"|(?:did|does|do) not (?:\w+ly )?(?:differ|change)"
    r"|(?:was|were) not (?:\w+ly )?(?:altered|changed|different))\b"
    rf"|(?<![\w-])(?:(?P<increase>{INCREASE})|(?P<decrease>{DECREASE})"
    r"|(?P<altered>alter(?:ed|ations?)|abnormal(?:ly|it(?:y|ies))?|aberrant|interaction effects?"
    r"|disrupt(?:ed|ions?)|changes?|changed|differed|differences?|impaired|damaged|disturbances?))"
    r"(?![\w-])"
)
# What a direction word may belong to instead of the brain measure behind it: in "patients with
# higher pain scores had FC of the insula", and as a name in "lower back" or "higher-order".
OTHER_OBJECT = re.compile(
    r"(?:\s(?!(?:in|for|of|at|during|with|to|than|by|on)\s)[\w-]+)?\s(?:pain|scores?|symptoms?|anxiety|depress\w+|severity|intensity|ag(?:e|ing)"
    r"|thresholds?|distress|education|risk|quality|sensitivity|numbers?|sample|fatigue"
    r"|back|limbs?|extremit\w+|order|than \d\S*|levels? of|duration|disease|perceived"
    r"|(?:tumou?r|lesion|group|cohort|weight|bmi|performance|dose|rate)s?)(?![\w-])"
)
DENIED = re.compile(
    r"\b(?:no|not|nor|neither|never|fail(?:ed|s)? to|lack(?:ed|s|ing)?|absen(?:ce|t)|instead of"
    r"|rather than|non-?significant\w*|insignificant\w*|except|other than|apart from|if)\b"
)
# What may turn a sign round: "normalised the reduced FC" is an increase and "a slower decline" no
# decline; more of an asymmetry or a delay is neither; "lower in women than in men" compares others.
TURNED = re.compile(
    r"\b(?:normali[sz]e[sd]?\b|normali[sz]ing|revers|restor|recover|prevent|rescu|alleviat"
    r"|ameliorat|counteract|mitigat|deactivat|suppress|inhibit|negative|less\b|anti-?correlat"
    r"|abolish|block|loss|slow|asymmetr|laterali[sz]|latenc|delay|time to\b|ratio\b|heterogene"
    r"|hypothes|(?:wo)?men than|(?:fe)?males? than)|\bvaria(?:bility|nce)\b"
)
# "than in the 12 who did not have pain" denies nothing of the measure, nor does "but not B".
NOT_OTHERS = re.compile(
    r"\b(?:who|that|which) (?:did|do|had|have|were|was) not\b|\bbut not\b|\bnot only\b"
    r"|\bwith no\b|\(not [^)]{0,60}\)|\bno treatment\b"
)
CHANGE = re.compile(
    r"increas|decreas|reduc|enhanc|elevat|attenuat|diminish|weakened|strengthen|declin|hyp[oe]"
    r"|raised|thicken|thinning|atroph",
    re.IGNORECASE,
)
"""Opens the signs that tell of a change: ``lower FC went with pain`` is true of anybody's."""
_HEDGED = re.compile(r"\b(?:may|might|could|suggest\w*|trend\w*|exploratory|tend(?:ed|s)? to)\b")
_OTHER_SUBJECT = re.compile(r"\b(?:scores?|ratings?|intensity|severity|symptoms?|thresholds?)\b")
_VERB = re.compile(r"\b(?:was|were|is|are|had|has|showed|exhibited|revealed|displayed|did)\b")
_ELSEWHERE = re.compile(
    r"[;:]|, (?!(?:static|dynamic|resting|local|global|nodal)\b)|\b(?:was|were|is|are|had|showed"
    r"|but|while|when|who|whose|that|than|after)\b"
)
NEAR, FAR = 8, 14
"""The most words between a direction and its measure: a difference may stand farther off."""
_PREDICATE = re.compile(
    r"(?<!\bthere )\b(?:was|were|is|are|became|been|be) (?:\w+ly )?(?:\w+ly )?$", re.IGNORECASE
)
_VERBAL = re.compile(
    r"(?:increased|decreased|declined?|fell|rose|differed|changed) (?:\w+ly|in|with|after|during"
    r"|from|over|among|by|at|between)\b|(?:fell|rose|differed)\b"
)
_PLAIN_CLAUSE = re.compile(r"(?:,\s)?(?:(?:and|while|whereas|but)\s)*(?:those|that|it|they)\b")
_PLAIN_SIGN = re.compile(r"\s(?:in|within|of|for|at|to|between|with|among)\b")
_STIMULATED = re.compile(
    r"\b(?:stimulation|rTMS|tDCS|TMS|DBS|applied|delivered|targeting|over|lesions?)"
    r"(?: (?:of|over|to|in|the|left|right|bilateral)){0,4} $",
    re.IGNORECASE,
)
_STIMULUS = re.compile(
    r"\s(?:(?:electrical |deep brain )?stimulation|DBS|lesion|resection|tumou?r|metasta|stroke"
    r"|down-?regulation|up-?regulation|neurofeedback)",
    re.IGNORECASE,
)
_SOME = r"(?:groups?|patients|controls?|arms?|participants|subjects|individuals|volunteers)\b"
_NOT_THERE = (
    r"(?:change|difference|effect|increase|decrease|reduction|alteration|activation)s?\b"
    r"[^.;]{0,60}?"
)
_ONE_ONLY = re.compile(
    rf"\bbut not (?:in|for|among) (?:[\w-]+ ){{0,3}}{_SOME}"
    rf"|\bonly (?:in|for|among) (?:the )?(?:[\w-]+ ){{0,2}}{_SOME}"
    rf"|\b(?:whereas|while|whilst|but) (?:there (?:was|were) )?no (?:\w+ ){{0,3}}?{_NOT_THERE}"
    rf"\b(?:in|for|among) (?:[\w-]+ ){{0,3}}?{_SOME}"
)
_JOINED_SIGNS = re.compile(r"\s?(?:and|and/or|/)\s?(?:\w+ly )?")
_CHOICE = re.compile(r"\s?(?:or)\s?(?:\w+ly )?")


@dataclass(frozen=True, slots=True)
class Sign:
    """One direction word, where it stands in the abstract, and how it is used."""

    direction: Direction
    start: int
    end: int
    predicate: bool = False
    """Said of the subject before it, as in ``was lower``."""
    pair: tuple[Direction, Direction] | None = None
    """Both directions of ``increased and decreased``, in order."""


def signs(statement: Span) -> list[Sign]:
    """Return the direction words of a statement that no score or symptom takes away."""
    read: list[Sign] = []
    words = small(statement.text)
    for hit in _CUE.finditer(words):
        direction = Direction(str(hit.lastgroup))
        if direction in SIGNS and OTHER_OBJECT.match(words, hit.end()):
            continue
        before = statement.text[max(0, hit.start() - 60) : hit.start()]
        predicate = bool(_PREDICATE.search(before) or _VERBAL.match(statement.text, hit.start()))
        sign = Sign(
            direction, statement.start + hit.start(), statement.start + hit.end(), predicate
        )
        if read:
            merged = _merged(read[-1], sign, statement)
            if merged:
                read[-1] = merged
                continue
        read.append(sign)
    return read


def _merged(last: Sign, sign: Sign, statement: Span) -> Sign | None:
    """Return ``increased and decreased``, or ``higher or lower``, as the one sign it is."""
    between = statement.text[last.end - statement.start : sign.start - statement.start]
    both = replace(last, end=sign.end)
    if _JOINED_SIGNS.fullmatch(between) or _CHOICE.fullmatch(between):
        if last.direction is sign.direction:
            return both
        if _CHOICE.fullmatch(between):
            return replace(both, direction=Direction.ALTERED, pair=(last.direction,) * 2)
        return replace(both, direction=Direction.ALTERED, pair=(last.direction, sign.direction))
    near = len(between.split()) <= 1 and not re.search(r"[,;:]", between)
    if near and Direction.ALTERED in (last.direction, sign.direction) and between.strip() != "of":
        return replace(both, direction=_stronger(last.direction, sign.direction))
    return None


def _stronger(first: Direction, second: Direction) -> Direction:
    return second if first is Direction.ALTERED else first


def is_turned(words: str) -> bool:
    """Whether something in a clause denies its direction or turns it round."""
    words = NOT_OTHERS.sub(lambda match: "_" * len(match[0]), words.lower())
    return bool(DENIED.search(words) or TURNED.search(words))


def hedges(clause: Span) -> bool:
    """Whether a clause says what it says with reserve."""
    return bool(_HEDGED.search(clause.text.lower()))


def in_one_only(sentence: str) -> bool:
    """Whether something was found in one group and not in the other, which tests no difference."""
    return bool(_ONE_ONLY.search(sentence.lower()))


def is_said_of(between: str) -> bool:
    """Whether words between a measure and a later sign leave the measure as the subject."""
    return not _OTHER_SUBJECT.search(between) and len(_VERB.findall(between)) <= 1


def qualifies(between: str, most: int = NEAR) -> bool:
    """Whether words between a sign and a later measure leave the sign its attribute."""
    return len(between.split()) <= most and not _ELSEWHERE.search(between)


def continues(text: str, clause: Span, sign: Sign) -> bool:
    """Whether a clause without a measure goes on about the one before it."""
    return bool(_PLAIN_CLAUSE.match(clause.text) or _PLAIN_SIGN.match(text, sign.end))


def is_target(text: str, start: int, end: int) -> bool:
    """Whether a stimulus was applied to a region, or a lesion sat there."""
    applied = _STIMULATED.search(text[max(0, start - 70) : start])
    return bool(applied or _STIMULUS.match(text, end))


def is_choice(sign: Sign) -> bool:
    """Whether a sign says one direction or the other, which is neither."""
    return sign.pair is not None and len(set(sign.pair)) == 1


def masked(clause: Span, places: Iterable[tuple[int, int]]) -> str:
    """Return the words of a clause with these places blotted out."""
    words = clause.text
    for start, end in places:
        left, right = max(0, start - clause.start), max(0, end - clause.start)
        words = words[:left] + "_" * (min(right, len(words)) - left) + words[right:]
    return words
