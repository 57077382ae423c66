"""The time point of an outcome, as a sentence prints it."""

import re

from bot.extraction.arms.numbers import WORDED, size

_UNITS = r"(?P<unit>hours?|h|days?|d|weeks?|wks?|wk|months?|mo|years?|yrs?|minutes?|min)"
_COUNT = rf"(?P<count>\d{{1,3}}(?:\.\d)?|{WORDED})"
_TIMES = (
    re.compile(
        r"\b(?:at|after|by|until|up to|over|through(?:out)?|for)\s(?:(?:the|a|about|mean)\s){0,2}"
        rf"{_COUNT}[\s-]{_UNITS}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_COUNT}[\s-]{_UNITS}"
        r"(?:['\u2019]?\s(?:of\s)?(?:follow[\s-]?up|post\w*|after|later|of treatment))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:at|to|by|after)\s(?P<unit>day|week|month|year)\s(?P<count>\d{1,3})\b", re.IGNORECASE
    ),
)
_MEASURED = re.compile(
    rf"\b(?:at|after)\s(?:the\s|a\s)?{_COUNT}[\s-]{_UNITS}\b(?!\sof\sage)", re.IGNORECASE
)
_PLAIN = {
    "h": "hour",
    "d": "day",
    "wk": "week",
    "wks": "week",
    "mo": "month",
    "yr": "year",
    "yrs": "year",
    "min": "minute",
}


def time_point(text: str) -> str:
    """Return the first time that a stretch prints, as ``12 weeks``; nothing where there is none."""
    hits = [hit for pattern in _TIMES for hit in pattern.finditer(text)]
    return _named(min(hits, key=lambda hit: hit.start())) if hits else ""


def only_time(methods: str) -> str:
    """Return when outcomes were measured, where the methods print one time and no other."""
    times = {_named(hit) for hit in _MEASURED.finditer(methods)}
    return times.pop() if len(times) == 1 else ""


def _named(hit: re.Match[str]) -> str:
    count = hit["count"].lower()
    number = count if count[0].isdigit() else str(size(count))
    unit = hit["unit"].lower()
    unit = _PLAIN.get(unit, unit.removesuffix("s"))
    return f"{number} {unit}{'' if number == '1' else 's'}"
