"""The words for directions that the checks accept: a strict list, and a wider one.

A strict word tells its direction wherever it stands, so that it also speaks against the opposite.
The wider words, which the reader shares, count only where no strict word of a sign stands.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from bot.domain.studies import Direction
from bot.extraction.findings.cue_vocabulary import load
from bot.extraction.text import DECREASE, INCREASE, small

_NULL_NOUN = r"(?:differences?|changes?|alterations?|correlations?|associations?|relationships?)"
_STRICT = {
    Direction.INCREASE: rf"(?<![\w-])(?:{INCREASE})(?![\w-])",
    Direction.DECREASE: rf"(?<![\w-])(?:{DECREASE})(?![\w-])",
    Direction.ALTERED: r"(?<![\w-])(?:alter(?:ed|ations?)|abnormal\w*|aberrant\w*|disrupt\w*"
    r"|chang(?:e[ds]?|ing)|differ(?:ed|s|ences?|ential\w*)?|different(?:ly)?|impair\w*|damaged?"
    r"|disturb\w*|interactions?|impact(?:s|ed)?|affect(?:s|ed)?|dysfunction\w*"
    r"|failed to differentiate)(?![\w-])",
    Direction.NONE: rf"\b(?:(?:no|nor|neither) (?:[\w-]+ ){{0,4}}?{_NULL_NOUN}|unchanged"
    r"|(?:did|does|do) not (?:[\w-]+ ){0,2}?(?:differ|change|correlate|relate)"
    r"|(?:was|were|is|are) not (?:\w+ly )?(?:altered|changed|different|correlated|associated"
    r"|related)|(?:was|were|is|are|remained) (?:\w+ly )?(?:comparable|similar|the same)"
    r"|indiscriminate"
    r"|neither (?:rose|increased|went up|fell|decreased|went down) nor (?:rose|increased|fell|went)"
    r"|failed to differentiate"
    r"|not be (?:confirmed|replicated))\b",
}
STRICT: Mapping[Direction, re.Pattern[str]] = MappingProxyType(
    {key: re.compile(words) for key, words in _STRICT.items()}
)
PLAINLY: Mapping[Direction, str] = MappingProxyType(
    {
        Direction.INCREASE: "higher",
        Direction.DECREASE: "lower",
        Direction.NONE: "no difference",
        Direction.ALTERED: "a difference without a direction",
        Direction.POSITIVE_CORRELATION: "a positive correlation",
        Direction.NEGATIVE_CORRELATION: "a negative correlation",
    }
)
"""Each direction, as the reasons why a finding is doubted name it."""


def plainly(directions: Iterable[Direction]) -> str:
    """Some directions in plain words: ``higher and lower``."""
    return " and ".join(sorted(map(PLAINLY.__getitem__, directions)))


LINK = re.compile(
    r"correlat\w*|\bassociat\w*|\brelat(?:ed|es|ing) (?:to|with)|\brelationships?"
    r"|\blinked (?:to|with)|\bcovar\w*"
    r"|(?P<other>\bregress\w*|\bmediat\w*|\bmoderat(?:ed|ion)|\bpredict(?!ab)\w*|\bclassif\w*"
    r"|accurac\w*|\bauc\b|\broc\b)"
    r"|(?P<trend>\bwith (?!more (?:anterior|posterior|lateral|medial|dorsal|ventral|rostral"
    r"|caudal|distant))(?=(?:longer|increasing|greater|higher|worse|more|lower|shorter|less)\s))"
)
IMPAIRED = re.compile(
    r"\bintegrity\b[^,;]{0,80}\b(?:impaired|damaged|compromised)\b"
    r"|\b(?:impaired|damaged|compromised)\s(?:[\w-]+\s){0,3}integrity\b"
)
"""Integrity that suffers is lower."""
# What a direction word may belong to instead of the brain measure behind it: in "patients with
# higher pain scores had FC of the insula", and as a name in "lower back" or "higher-order".
OTHER_OBJECT = re.compile(
    r"(?:\s(?!(?:in|for|of|at|during|with|to|than|by|on)\s)[\w-]+)?\s(?:pain|scores?|symptoms?|anxiety|depress\w+|severity|intensity|ag(?:e|ing)"
    r"|thresholds?|distress|education|risk|quality|sensitivity|numbers?|sample|fatigue"
    r"|back|limbs?|extremit\w+|order|than \d\S*|levels? of|duration|disease|perceived"
    r"|(?:tumou?r|lesion|group|cohort|weight|bmi|performance|dose|rate)s?)(?![\w-])"
)
# What may turn a sign round: "normalised the reduced FC" is an increase and "a slower decline" no
# decline; more of an asymmetry or a delay is neither; "lower in women than in men" compares others.
SHIFTERS = re.compile(
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
_POLE = r"\b(?:(?P<{0}down>negative|inverse)|(?P<{0}up>positive|direct))(?:ly)?\b"
EXPLICIT = re.compile(
    _POLE.format("")
    + r" (?:\w+ ){0,3}?(?:correlat|associat|relat|link|predict|covar|coupl|with\b)"
    + rf"|(?:correlat|associat|relat|link|predict|covar)\w* {_POLE.format('_')}"
    + r"|(?P<__down>\banti-?correlat)"
)
"""The sign of a correlation, printed outright."""
_LETTERS = re.compile(r"\w*")
_MORE_INCREASE = ("exceeded", "exceeds", "exceeding", "surpassed", "longer")
_MORE_DECREASE = ("less able", "lesser extent", "lesser degree", "poorer")


@lru_cache(maxsize=1)
def wider() -> Mapping[Direction, re.Pattern[str]]:
    """The wider words of each direction: those of the reader, and a few more."""
    by_sign: dict[str, set[str]] = {
        Direction.INCREASE: set(_MORE_INCREASE),
        Direction.DECREASE: set(_MORE_DECREASE),
    }
    for words, lexemes in load().lexemes.items():
        for lexeme in lexemes:
            by_sign.setdefault(lexeme.sign, set()).add(" ".join(words))
    patterns = {}
    for direction in Direction:
        longest_first = sorted(by_sign.get(direction, ()), key=len, reverse=True)
        joined = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first)
        patterns[direction] = re.compile(rf"(?<![\w-])(?:{joined or '(?!)'})(?![\w-])")
    return MappingProxyType(patterns)


def direction_words_in(text: str, direction: Direction) -> str:
    """Return the first words of a text that tell a direction, empty if none do."""
    words = small(text)
    patterns = (STRICT[direction],) if direction in STRICT else (EXPLICIT, LINK)
    first = next((hit for pattern in patterns if (hit := pattern.search(words))), None)
    if first is None and direction is Direction.ALTERED:
        first = LINK.search(words)
    first = first or wider()[direction].search(words)
    rest = _LETTERS.match(text, first.end()) if first else None
    return text[first.start() : rest.end()] if first and rest else ""
