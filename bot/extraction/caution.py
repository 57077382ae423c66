"""One direction of a clause, or none where it can be read in two ways: a cautious second look."""

import re

from bot.domain.studies import Direction
from bot.extraction.text import DECREASE, INCREASE, Span

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
_LINKED = re.compile(
    r"correlat|\bassociat"
    r"|\brelat(?:ed|es|ing) (?:to|with)|relationship|regress|mediat"
    r"|moderat(?:ed|ion)|\bpredict(?!ab)|classif|accurac|\bAUC\b|\bROC\b"
    r"|\bwith (?:longer|increasing|greater|higher|worse|more severe|lower)\b",
    re.IGNORECASE,
)
_FAR = re.compile(r"\sand\s(?:the\s|\w+\s){0,2}$")


def sign(clause: Span) -> Direction | None:
    """Return the one direction of a clause; two signs, or a sign turned round, are none."""
    words = _NOT_OTHERS.sub(lambda found: "_" * len(found[0]), clause.text)
    present = [
        direction
        for direction, pattern in _PATTERNS.items()
        if any(
            direction not in _SIGNS or not _OTHER_OBJECT.match(words, hit.end())
            for hit in pattern.finditer(words)
        )
    ]
    if present in ([Direction.NONE], [Direction.NONE, Direction.ALTERED]):
        return Direction.NONE
    if len(present) != 1 or _NEGATED.search(words) or _TURNED.search(words):
        return None
    return present[0]


def links(statement: Span) -> bool:
    """Whether a statement relates two quantities, so that its direction is no difference."""
    return bool(_LINKED.search(statement.text))


def is_far_end(before: str) -> bool:
    """Whether a region is the far end of ``between A and B``, which has a side of its own."""
    _, opened, near = before[-200:].rpartition(" between ")
    return bool(opened) and near.count(" and ") == 1 and bool(_FAR.search(near))
