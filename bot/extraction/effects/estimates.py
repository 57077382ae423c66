"""Estimates of effects are read from the words of a sentence: measure, value, interval, p value.

A number counts only beside the name of its measure, or as the value right before an interval.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.estimates import (
    HAZARD_RATIO,
    MEAN_DIFFERENCE,
    ODDS_RATIO,
    RATE_RATIO,
    RATIOS,
    RISK_DIFFERENCE,
    RISK_RATIO,
    STANDARDISED,
    Estimate,
)
from bot.extraction.effects.outcome_words import words

_MEASURES = (
    (STANDARDISED, (r"(?i:standardi[sz]ed mean differences?|effect[ -]sizes?)|SMDs?|Hedges['’]? ?g"
                   r"|Cohen['’]?s? ?d|d(?=\s?=)")),
    (HAZARD_RATIO, r"(?i:hazard ratios?)|a?HRs?"),
    (RATE_RATIO, r"(?i:(?:incidence )?rate ratios?)|IRRs?"),
    (ODDS_RATIO, r"(?i:odds ratios?|relative odds)|a?ORs?"),
    (RISK_RATIO, r"(?i:relative risks?(?! reduction)|risk ratios?)|a?RRs?"),
    (RISK_DIFFERENCE, r"(?i:(?:absolute )?risk differences?)|RDs?"),
    (MEAN_DIFFERENCE, (r"(?i:(?:(?:adjusted|estimated) )?(?:mean|adjusted|between[- ]group"
                      r"|treatment|group|estimated|net|average)(?: \w+){0,2} differences?"
                      r"|difference)"
                      r"|WMDs?|MDs?|M\s?diff")),
)  # fmt: skip
_DASH = "-\u2212\u2013\u2010\u2011"
_NUMBER = rf"[{_DASH}+]?\s?(?:\d+(?:[.\u00b7]\d+)?|[.\u00b7]\d+)"
_UNIT = r"(?:\s?(?P<unit>%|[A-Za-z\u00b5\u03bc\u00b0][\w/\u00b7.\u00b2%]{0,11}))?"
_MEASURE = re.compile(
    "|".join(rf"(?P<m{at}>(?<![\w-])(?:{words})(?!\w))" for at, (_, words) in enumerate(_MEASURES))
)
_CI = (
    r"(?:CIs?|C\.I\.?|(?i:confidence intervals?)(?:\s?\(CI\)|,? CI)?"
    r"|(?i:confidence limits?|credible intervals?)|CrI)"
)
_JOINT = rf"\s?(?:to|,|;|and|\.\.|\u2014|[{_DASH}])\s?"
_ENDS = rf"(?P<low>{_NUMBER})\s?(?:%|(?!to\b|and\b)[A-Za-z/]{{1,6}})?{_JOINT}(?P<high>{_NUMBER})"
_INTERVAL = re.compile(
    rf"(?:(?P<level>9\d(?:\.\d)?)\s?%?\s?)?{_CI}\]?(?:\s?(?P<after>9\d)\s?%)?"
    rf"[\s:=,\[(]{{0,4}}(?:of|was|from|between|ranging from)?\s?{_ENDS}"
)
_LABELLED = re.compile(
    rf"^[\s,]{{0,2}}[\[(]?\s?(?P<level>9\d)\s?%\s?{_CI}\s?[\])]?(?P<after>)"
    rf"\s?[:=,]?\s?(?P<value>{_NUMBER}){_UNIT}\s?[\[(;,]\s?{_ENDS}"
)
"""Where the interval is announced first: ``OR [95% CI] = 0.3 [0.1 to 0.8]``."""
_VALUE = re.compile(
    r"^\s?(?:[\[(]?(?:HR|OR|RR|MD|SMD|RD|IRR|d|g)[\])]?\s?)?[\])]?"
    r"(?P<tail>,? ?(?:for|in|of|between) (?:(?:(?:at|after) \d+ \w+|[^\s\d:;=()]+) ){1,14}?)?"
    r"(?:[:=,]|was|were|of|is|being|\()?\s?"
    rf"(?P<value>{_NUMBER}){_UNIT}(?![\d.]|\s?%?\s?(?:CI|confidence|C\.I))"
)
_BARE = re.compile(
    r"(?:\b(?:by|of|was|were|a|an)|[(,=])\s?"
    rf"(?P<value>{_NUMBER}){_UNIT}"
    r"(?:\s\w+)?\s(?:lower|higher|less|more|fewer|greater|larger|smaller)\s?[;,]?\s?[\[(]?\s?$"
)
"""A difference without a name, right before its interval: ``4 points lower (95% CI ...``."""
_BRACKETS = re.compile(rf"[^\d\[]{{0,8}}\[(?P<level>)(?P<after>){_ENDS}")
_UNLABELLED = re.compile(rf"[,;]?\s?[\[(]?(?P<level>)(?P<after>){_ENDS}")
P_VALUE = re.compile(
    r"(?<![\w.])2?[Pp](?:[- ]?(?:values?|adj(?:usted)?|trend|interaction))?\s?"
    r"(?P<sign>[=<>\u2264\u2265]|of|was|is)\s?"
    r"(?P<value>0?[.\u00b7]\d+|1(?:\.0+)?)(?P<power>\s?[\u00d7x]\s?10\s?[-\u2212]\s?\d+)?"
)
_NEXT_P = re.compile(r"^[\s%\w]{0,8}[\])]?[\s,;:\])(]*(?:overall )?(?=[Pp]\b)")
_REACH, _GAP = 150, 22
"""Letters behind the name of a measure that may hold its value; between value and interval."""
_OF_SCALE = re.compile(
    rf"[^;.()\[\]]{{0,20}}\bon (?:an?|the) (?:[\w-]+ ){{0,3}}?\d+ ?(?:to|[{_DASH}]) ?\d+"
    r"(?:[- ]\w+){0,2}[- ](?:scale|VAS|NRS)\b"
)
"""Between a value and its interval: ``4 points on a 0-100 scale, 95% CI``."""
_LONE = re.compile(
    rf"\(\s?(?P<value>[{_DASH}+]\s?\d+(?:[.\u00b7]\d+)?){_UNIT}\s?[;,:]\s?[\[(]?\s?$"
)
"""A value with its sign that opens a bracket, right before its interval."""
_SIGNED_VALUE = re.compile(rf"[\s(][{_DASH}+]\d")
_THAN = re.compile(r"\b(?:than|compared (?:with|to)|versus|vs\.?|relative to)\b")


@dataclass(frozen=True, slots=True)
class PrintedEstimate:
    """An estimate and where it stands in the text that was read."""

    estimate: Estimate
    start: int
    end: int


def estimates(text: str) -> list[PrintedEstimate]:
    """Return the estimates of a text in order: those with a named measure or an interval."""
    return sorted(_estimates(text), key=lambda printed: printed.start)


def p_value(text: str, start: int = 0) -> str:
    """Return the first p value at or behind an offset as printed, with its sign."""
    hit = P_VALUE.search(text, start)
    if not hit:
        return ""
    sign = hit["sign"] if hit["sign"] in "=<>\u2264\u2265" else "="
    return f"{sign} {hit['value'].replace('·', '.')}{hit['power'] or ''}"


def _estimates(text: str) -> Iterator[PrintedEstimate]:
    taken = 0
    intervals = list(_INTERVAL.finditer(text))
    for hit in _MEASURE.finditer(text):
        if hit.start() < taken:
            continue
        measure = _MEASURES[int(str(hit.lastgroup)[1:])][0]
        behind = text[hit.end() : hit.end() + _REACH]
        value = _LABELLED.match(behind)
        interval = value
        if not value:
            value = _VALUE.match(behind)
            interval = _interval(text, hit.end() + value.end("value"), intervals) if value else None
            if value and interval is None and measure in RATIOS:
                interval = _unlabelled(text, hit.end() + value.end("value"), value["value"])
        if not value or _plain(value["value"]) is None:
            continue
        if measure == MEAN_DIFFERENCE and not interval and value.groupdict().get("tail"):
            continue  # "no difference in mortality at 12 months"
        end = hit.end() + value.end()
        if interval is not None and interval is not value:
            end = interval.end()
        taken = end
        yield PrintedEstimate(_estimate(measure, value, interval, text, end), hit.start(), end)
    yield from _unnamed(text, intervals)


def _interval(text: str, behind: int, intervals: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """Return the interval right behind a value, in its own brackets or the next."""
    scale = _OF_SCALE.match(text, behind)
    last = (scale.end() if scale else behind) + _GAP
    after = (hit for hit in intervals if behind <= hit.start() <= last)
    first = next(after, None)
    if first is None and re.search(rf"9\d\s?%\s?{_CI}", text[:behind]):
        first = _BRACKETS.match(text, behind)  # announced for an estimate before
    if first is None or _MEASURE.search(text, behind, first.start()):
        return None
    return first


def _unlabelled(text: str, behind: int, printed: str) -> re.Match[str] | None:
    """Return the interval that a ratio stands in without a word for it: ``0.12, 0.02 to 0.97``."""
    ends = _UNLABELLED.match(text, behind)
    if ends is None:
        return None
    value, low, high = (_plain(words) for words in (printed, ends["low"], ends["high"]))
    if value is None or low is None or high is None:
        return None
    return ends if low <= value <= high else None


def _unnamed(text: str, intervals: Sequence[re.Match[str]]) -> Iterator[PrintedEstimate]:
    for interval in intervals:
        before = text[: interval.start()]
        value = _BARE.search(before) or _first_difference(before)
        if value and not _MEASURE.search(value[0]):
            estimate = _estimate(MEAN_DIFFERENCE, value, interval, text, interval.end())
            yield PrintedEstimate(estimate, value.start(), interval.end())


def _first_difference(before: str) -> re.Match[str] | None:
    """Return the value in brackets that is the first behind two arms that are compared.

    ``Improved more with juggling than at rest (-5.2, 95% CI -8.8 to -1.6)``; a second value, or one
    before that, may be the change of one arm alone.
    """
    value = _LONE.search(before)
    if not value or not (than := _THAN.search(before)):
        return None
    alone = not _SIGNED_VALUE.search(before, 0, value.start())
    return value if alone and than.start() < value.start() else None


def _estimate(
    measure: str, value: re.Match[str], interval: re.Match[str] | None, text: str, end: int
) -> Estimate:
    unit = (value["unit"] or "").rstrip(".")
    if unit.lower() in words("no_units") or measure in RATIOS:
        unit = ""
    number = _plain(value["value"])
    low, high = (_plain(interval["low"]), _plain(interval["high"])) if interval else (None, None)
    if number is not None and low is not None and high is not None:
        number, low, high = _signed(number, low, high)
    stated = (interval["level"] or interval["after"]) if interval else None
    if measure == MEAN_DIFFERENCE and unit == "%":
        measure = RISK_DIFFERENCE if re.search(r"\brisk", text) else measure
    return Estimate(
        measure=measure, value=number, low=low, high=high,
        level=float(stated) if stated else 95.0, unit=unit, p=_own_p(text[end : end + 40]),
    )  # fmt: skip


def _own_p(behind: str) -> str:
    """Return the p value that stands right behind an estimate."""
    gap = _NEXT_P.match(behind)
    return p_value(behind, gap.end()) if gap else ""


def _signed(number: float, low: float, high: float) -> tuple[float, float, float]:
    """Order the ends; a value printed without the minus of its interval gets it back."""
    if low > high:
        low, high = high, low
    if not low <= number <= high and low <= -number <= high:
        number = -number
    return number, low, high


def _plain(words: str) -> float | None:
    digits = words.replace("\u00b7", ".").replace(" ", "").replace("\u00a0", "")
    for dash in _DASH:
        digits = digits.replace(dash, "-")
    try:
        return float(digits)
    except ValueError:
        return None
