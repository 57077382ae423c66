"""Cues."""

import re

_UP = re.compile(rf"(?<![\w-])(?:{INCREASE})(?![\w-])", re.IGNORECASE)
_DOWN = re.compile(rf"(?<![\w-])(?:{DECREASE})(?![\w-])", re.IGNORECASE)
_ALTERED = re.compile(
    r"(?<![\w-])(?:alter(?:ed|ations?)|abnormal(?:ly|it(?:y|ies))?|aberrant|disrupt(?:ed|ions?)"
    r"|change[ds]?|differed|differences?)(?![\w-])",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no (?:[\w-]+ ){0,3}?(?:differences?|changes?|alterations?)|unchanged"
    r"|(?:did|does|do) not (?:[\w-]+ ){0,2}?(?:differ|change)"
    r"|(?:was|were) not (?:\w+ly )?(?:altered|changed|different))\b",
    re.IGNORECASE,
)
_OTHER_OBJECT = re.compile(
    r"(?:\s[\w-]+)?\s(?:pain|scores?|symptoms?|anxiety|depress\w+|severity|intensity|ag(?:e|ing)"
    r"|thresholds?|risk|distress|quality|sensitivity|numbers?|sample|education|fatigue"
    r"|back|limbs?|extremit\w+|order|than \d\S*|levels? of"
    r"|(?:tumou?r|lesion|group|cohort|weight|BMI|performance|dose|rate)s?)(?![\w-])",
    re.IGNORECASE,
)
"""What a direction word may belong to instead of the brain measure behind it."""
_NEGATED = re.compile(
    r"\b(?:no|not|nor|neither|never|fail(?:ed|s)? to|lack(?:ed|s|ing)?|absen(?:ce|t)|instead of"
    r"|rather than|non-?significant\w*|insignificant\w*|unlike|except|other than|apart from|if)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:normali[sz]|revers|restor|recover|prevent|rescu|alleviat|ameliorat|counteract|mitigat"
    r"|deactivat|suppress|inhibit|negative|less\b|anti-?correlat|abolish|block|loss|slow|asymmetr|laterali[sz]|latenc|delay|ratio\b|heterogene"
    r"|(?:wo)?men than|(?:fe)?males? than)|\bhypothes|\btime to\b"
    r"|(?<!\bdFC )(?<!\btemporal )\bvaria(?:bility|nce)\b",
    re.IGNORECASE,
)
"""Words that may turn a sign round."""
_ONLY_PATIENTS_DID = re.compile(r"\b(?:who|that|which) (?:did|do|had|have|were|was) not\b")
_SIGNS = (Direction.INCREASE, Direction.DECREASE)
_PATTERNS = {
    Direction.NONE: _NONE,
    Direction.INCREASE: _UP,
    Direction.DECREASE: _DOWN,
    Direction.ALTERED: _ALTERED,
}
_LINKED = re.compile(
    r"correlat|(?<!regions )(?<!areas )(?<!networks )\bassociat"
    r"|(?<!-)\brelat(?:ed|es|ing) (?:to|with)|relationship|regress|mediat"
    r"|moderat(?:ed|ion)|\bpredict(?!ab)|classif|accurac|\bAUC\b|\bROC\b"
    r"|\bwith (?:longer|increasing|greater|higher|worse|more severe|lower)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\b(?:may|might|could|suggest\w*|trend\w*|exploratory)\b", re.IGNORECASE)
_OTHER_SUBJECT = re.compile(r"\b(?:scores?|ratings?|intensity|severity|symptoms?|thresholds?)\b")
_VERB = re.compile(r"\b(?:was|were|is|are|had|has|showed|exhibited|revealed|displayed|did)\b")
_WORDS_BETWEEN = 8
_PREDICATE = re.compile(r"(?<!\bthere )\b(?:was|were|is|are|became) (?:\w+ly )?$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"[,;:]|\b(?:was|were|is|are|had|showed|and|but|with|while|when|who|whose|that|than|after)\b"
)
_STIMULATED = re.compile(
    r"\b(?:stimulation|rTMS|tDCS|TMS|DBS|applied|delivered|targeting|over|lesions?)"
    r"(?: (?:of|over|to|in|the|left|right|bilateral)){0,4} $",
    re.IGNORECASE,
)
_STIMULUS = re.compile(
    r"\s(?:stimulation|DBS|lesion|resection|tumou?r|metasta|stroke)", re.IGNORECASE
)
_PLAIN_CLAUSE = re.compile(r"(?:(?:and|while|whereas|but)\s)*(?:those|that|values|it|they)\b")
_PLAIN_SIGN = re.compile(r"\s(?:in|within|of|for|at|to|between|with|among)\b")
_SIDE = re.compile(
    r"\b(?P<side>left and right|right and left|bilateral(?:ly)?|left|right)\s"
    r"(?:(?!(?:in|of|with|to|between|from|and|or|for|was|were)\s)[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_SAME_SIDE = re.compile(
    r"(?:\s?\([^)]{0,60}\))?[\s,]*(?:and|or|as well as|/|-)?\s*(?:the\s)?"
    r"(?:(?!(?:in|of|with|to|between|from|for|was|were|by)\s)[\w-]+\s){0,2}"
)
_SIDE_BEHIND = re.compile(r"\bon the (?P<side>left|right)\b(?! side of)")
_FAR = re.compile(r"\sand\s(?:the\s|regions of\s|\w+\s){0,2}$")


@dataclass(frozen=True, slots=True)
class _Sign:
    """The one direction of a clause, and where its words stand."""

    direction: Direction
    places: tuple[tuple[int, int], ...]


def _sign(clause: Span) -> _Sign | None:
    """Return the one direction of a clause; two signs, or a sign turned round, are none."""
    words = _ONLY_PATIENTS_DID.sub(lambda found: "_" * len(found[0]), clause.text)
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
        return _Sign(Direction.NONE, signed[Direction.NONE])
    if len(present) != 1 or _NEGATED.search(words) or _TURNED.search(words):
        return None
    return _Sign(present[0], signed[present[0]])


def _is_said_of(between: str) -> bool:
    """Whether words between a measure and a later sign leave the measure as the subject."""
    return not _OTHER_SUBJECT.search(between) and len(_VERB.findall(between)) <= 1


def _qualifies(between: str) -> bool:
    """Whether words between a sign and a later measure leave the sign its attribute."""
    return len(between.split()) <= _WORDS_BETWEEN and not _ELSEWHERE.search(between)


def _affected(text: str, region: Match) -> bool:
    """Whether a region is where something was found, and not where a stimulus was applied."""
    applied = _STIMULATED.search(text[max(0, region.start - 70) : region.start])
    return not applied and not _STIMULUS.match(text, region.end)


def _continues(text: str, clause: Span, sign: _Sign) -> bool:
    """Whether a clause without a measure goes on about the one before it."""
    signed = sign.direction in _SIGNS
    plain = _PLAIN_CLAUSE.match(clause.text) or _PLAIN_SIGN.match(text, sign.places[0][1])
    return signed and bool(plain)


def _other_end(text: str, clause: Span, region: Match) -> bool:
    """Whether a region is the far end of ``between A and B``, which has a side of its own."""
    start = max(clause.start, region.start - 200)
    before = text[start : region.start].rpartition(" between ")
    return bool(before[1]) and before[2].count(" and ") == 1 and _FAR.search(before[2]) is not None
