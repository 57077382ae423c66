"""Whether the words call an effect not significant: by a p value, outright, or in what follows."""

import re
from functools import lru_cache

from bot.extraction.assertion.scope import CUE, later_cue
from bot.extraction.assertion.words import (
    EFFECT,
    NOT_SIGNIFICANT,
    POINTING,
    PROCEDURE,
    TREND_BEFORE,
    TREND_BEHIND,
)
from bot.extraction.text import decimal

USUAL_LEVEL = 0.05
_HIGHEST_LEVEL = 0.1
_ONE_BRACKET = 60
"""Letters between two p values of one bracket."""
_ATTRIBUTE, _TOWARDS = 3, 5
"""Words that may stand between "non-significantly", or "a trend", and the direction."""
_P = re.compile(
    r"(?<![\w.])(?:2[- ]?)?(?P<name>(?:adjusted |corrected |uncorrected |bonferroni-?\w* "
    r"|permutation |cluster )?(?:all |both )?(?:p|q)s?"
    r"(?:[- ]?(?:values?|fdr|fwe|fwer|corr\w*|adj\w*|unc\w*"
    r"|bonf\w*|tfce|cluster|perm|holm|uncorrected)|\((?:fdr|fwe|corr\w*)\)|_\w+)?)"
    r"\s*(?:(?P<sign>[=<>\u2264\u2265]|of|was|were|is|being|at)\s*"
    r"|(?<=value)s?\s)(?:all\s)?(?P<value>(?:0|1)?[.\u00b7,]\d+|1(?:\.0+)?(?!\d))(?:\s?(?:\u00d7"
    r"|x)\s?10\S+|e-?\d+)?"
)
_NEXT_VALUE = re.compile(r"[);]|, [pq]\b")
_SCIENTIFIC = re.compile(r"(?:\u00d7|x)\s?10|e-")
_LEVEL = re.compile(
    r"\b(?:significance|significant|threshold|alpha)(?:\s(?:level|threshold|was|is|were|set|at"
    r"|of|to|for|defined|as|considered|accepted|a|p|value))*\s?[<=\u2264]?\s?(?P<value>0?\.\d+)"
)
_INTERVAL = re.compile(
    r"(?:\bci\b|confidence interval|credible "
    r"interval)[^;()]{0,12}?(?P<low>[-\u2212\u2013]\s?\d*\.?\d+)%?\s?(?:to|,|;|\u2013|and"
    r"|\.\.)\s?\+?(?P<high>\d*\.?\d+)"
)
_CORRECTED = re.compile(r"(?<!un)(?:correct|adjust|fdr|fwe|bonf|holm|perm)")
_GOES_BACK = re.compile(
    rf"(?:\s*(?:but|however|though|although|yet|and|nevertheless|still|unfortunately|while|even"
    rf"|notably|of note|importantly|also|whereas|;|,)[,\s]+)*"
    rf"(?:(?:with|at|given)\s(?:an?\s)?[pq]\b[^,;]{{0,20}}[,\s]+)?"
    rf"(?:(?:(?:after|with|when|once|upon|following|on|under|in|using|at|for|by|if|as soon "
    rf"as)\s[^,;]{{0,80}}?(?:{PROCEDURE})[^,;]{{0,60}}[,\s]+)?"
    rf"(?:(?:{POINTING})\s(?:of\s(?:these|those|the|them"
    rf"|which)\s)?(?:[\w-]+\s){{0,4}}?(?:{EFFECT})?|(?:it|they|this|these|none|which|neither)\b"
    rf"|(?!peak\s(?!of\b|in\b|was\b))(?:{EFFECT})\b|statistical significance|significance|nothing"
    rf"|(?:{PROCEDURE})\b[^,;]{{0,60}}\s(?={POINTING}\b))"
    rf"|(?=(?:not|non|in|only|without|failing|did|failed|does|do|was|were|n\.?s|at a trend"
    rf"|disappear|vanish|lost|missed|fell|no longer)\b)|(?=(?:none|neither|no\s)))"
)
_SURVIVED = re.compile(
    r"\bonly (?:the |that |those |this )?(?P<what>(?:[^\s,;.]+ ){1,14}?)(?:survived?|remained"
    r"|reached|withstood|persisted|passed|held|stayed|was significant|were significant)\b"
)
_NEGATED = re.compile(r"\b(?:not|no|nor)\b")
_APART = re.compile(r"[;:]|\b(?:but|was|were)\b")
_BUT = re.compile(r"(?:but|yet|however|although|though|albeit|while|with)\b")
_AND_A = re.compile(r"\band (?:an? )?\Z")
_RISE_IN = re.compile(r"\s\w+(?:\s\w+)?\s(?:in|of)\b")
_ALIKE = re.compile(r"\b(?:similar|comparable|identical|equal|equivalent|alike|unchanged|same)\b")
_ENDED = re.compile(
    r"\b(?:disappear\w*|vanish\w*|resolved|normali[sz]ed|no longer \w+)\b[^,;]{0,30}"
    r"\b(?:(?:months?|weeks?|days?|years?) (?:after|later)|(?:at|by) (?:the )?(?:follow-?up|t\d))"
)
"""What was there once, and was not at a later time."""
_OTHER_RELATION = re.compile(
    r"(?:correlations?|associations?|relations?|relationships?|links?)\s(?:with|to)\s"
    r"(?P<what>[^,;.]*?)\s(?:did|does|was|were|failed|lost|missed|fell)\b"
)
_OTHER_EFFECT = re.compile(
    rf"(?:(?:the\s)?(?:{EFFECT})\s(?:in|of|on)|(?:al)?though\s[^,;.]*?\bdiffer(?:ed)?\s(?:\w+ly\s)?in)\s"
    r"(?!(?:[^,;.]*?\b)(?:groups?|arms?|patients?|subjects?|participants?|conditions?)\b)"
    r"(?P<what>[^,;.]*?)(?:\s(?:was|were|did|does)\b|,|$)"
)
"""An effect on something that it names: ``changes in duration were not significant``."""
_ELSEWHERE = re.compile(
    rf"(?:but|and|although|though)\snot\s(?:at|in|after|for|on|during|with|among|by)\b"
    rf"(?![^;]*?(?:{PROCEDURE}))"
)
"""What was so at one time or place, and not at another: ``but not at 2 hours``."""
_OF_A_TREND = re.compile(r"\b(?:and|but|while|whereas)\b[^;]*\b(?:trends?|tendency)\b")
_WORD = re.compile(r"[a-z]{4,}")


def level_of(text: str) -> float:
    """The level of significance that a paper prints, or else the usual one."""
    low = ".0" in text or ".1" in text  # no other number is a level
    printed = _LEVEL.search(text.lower()) if low else None
    value = float(printed["value"]) if printed else USUAL_LEVEL
    return value if 0 < value <= _HIGHEST_LEVEL else USUAL_LEVEL


def fails(text: str, start: int, end: int, level: float) -> bool:
    """Whether a statement in small letters says that the effect at these places is none.

    ``start`` and ``end`` enclose the words for direction, measure and place.
    """
    return (
        _by_value(text, start, end, level)
        or _outright(text, start, end)
        or _as_trend(text, start, end)
    )


def taken_back(text: str, focus: str = "", sentence: str = "") -> bool:
    """Whether a later statement goes back to an effect and says that it is not significant.

    ``focus`` are the words for the effect, ``sentence`` those of its whole sentence.
    """
    if _ENDED.search(text) or _ELSEWHERE.match(text) or _is_of_another(text, focus):
        return False
    other = _OTHER_RELATION.match(text) if sentence else None
    if other and not set(_WORD.findall(other["what"])) & set(_WORD.findall(sentence)):
        return False
    only = _SURVIVED.search(text) if "only" in text else None
    if only and focus:
        return not set(_WORD.findall(only["what"])) & set(_WORD.findall(focus))
    opening = _GOES_BACK.match(text)
    if not opening:
        return _only_values(text)
    sign = _first_sign(text)
    if sign is None:
        return _values_fail(text, USUAL_LEVEL) and not CUE.search(text, opening.end())
    own = later_cue(text, opening.end(), sign)
    return not own


def _is_of_another(text: str, focus: str) -> bool:
    """Whether a statement opens with an effect on something that the effect before was not on."""
    effect = _OTHER_EFFECT.match(text) if focus else None
    return effect is not None and not set(_WORD.findall(effect["what"])) & set(_WORD.findall(focus))


def _only_values(text: str) -> bool:
    """Whether a clause behind "but" gives a p value that fails, and tells of nothing else."""
    alone = (
        _BUT.match(text)
        and not _ALIKE.search(text)
        and not CUE.search(text)
        and not _NEGATED.search(text)
    )
    return bool(alone) and _values_fail(text, USUAL_LEVEL)


@lru_cache(maxsize=64)
def _first_sign(text: str) -> int | None:
    trend = TREND_BEHIND.search(text)
    hits = [hit.start() for hit in (*_not_significant(text)[:1], trend) if hit]
    return min(hits, default=None)


def _by_value(text: str, start: int, end: int, level: float) -> bool:
    """Whether the first p value behind the effect, or the only one inside, is above the level."""
    hits = p_values(text)
    behind = [hit for hit in hits if hit[0] >= end]
    if behind and _OF_A_TREND.search(text, end, behind[0][0]):
        return False
    if behind and not later_cue(text, end, behind[0][0]):
        first = behind[0]
        same = [hit for hit in behind if _one_bracket(text, first[0], hit[0])]
        corrected = [hit for hit in same if hit[3]] or [first]
        return all(_above(hit, level) for hit in corrected)
    inside = [hit for hit in hits if start <= hit[0] < end]
    if len(inside) == 1 and not behind:
        return _above(inside[0], level)
    interval = _INTERVAL.search(text, end)
    return interval is not None and not behind and not later_cue(text, end, interval.start())


def _one_bracket(text: str, first: int, second: int) -> bool:
    between = text[first:second]
    plain = between.replace("(fdr)", "").replace("(fwe)", "")
    return ")" not in plain and len(between) < _ONE_BRACKET


@lru_cache(maxsize=64)
def p_values(text: str) -> list[tuple[int, str, float, bool]]:
    """The p values of a text: place, sign, value, and whether it is one after correction."""
    values = []
    for hit in _P.finditer(text):
        value = decimal(hit["value"])
        if _SCIENTIFIC.search(hit[0][hit["value"].__len__() :]):
            value = 0.0
        label = hit["name"] + _NEXT_VALUE.split(text[hit.end() : hit.end() + 14])[0]
        values.append((hit.start(), hit["sign"], value, bool(_CORRECTED.search(label))))
    return values


def _above(hit: tuple[int, str, float, bool], level: float) -> bool:
    _, sign, value, _ = hit
    if sign in (">", "\u2265"):
        return value >= min(level, 0.01) * 0.999
    return value > level


def _values_fail(text: str, level: float) -> bool:
    hits = p_values(text)
    return bool(hits) and all(_above(hit, level) for hit in hits)


@lru_cache(maxsize=64)
def _not_significant(text: str) -> tuple[re.Match[str], ...]:
    return tuple(NOT_SIGNIFICANT.finditer(text))


def _outright(text: str, start: int, end: int) -> bool:
    for hit in _not_significant(text):
        behind = hit.start() >= end and not later_cue(text, end, hit.start())
        if behind and not _is_of_the_next(text, hit, end):
            return True
        if hit.end() <= start and _is_attribute(text, hit.end(), start):
            return True
    return False


def _is_of_the_next(text: str, hit: re.Match[str], end: int) -> bool:
    """Whether a reserve is of what is named next: ``longer and a non-significant rise in B``."""
    return bool(_AND_A.search(text, end, hit.start()) and _RISE_IN.match(text, hit.end()))


def _is_attribute(text: str, left: int, right: int) -> bool:
    between = text[left:right]
    return len(between.split()) <= _ATTRIBUTE and not re.search(r"[,;:.]", between)


def _as_trend(text: str, start: int, end: int) -> bool:
    for hit in TREND_BEFORE.finditer(text, max(0, start - 80), end):
        between = text[hit.end() : start] if hit.end() <= start else ""
        if len(between.split()) <= _TOWARDS and not _APART.search(between):
            return True
    behind = TREND_BEHIND.search(text, end)
    return behind is not None and not later_cue(text, end, behind.start())
