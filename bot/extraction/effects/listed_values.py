"""Lists of values that a sentence sets against each other, one for each outcome it names.

``Vertigo and gloom were seen in 25% and 20% with juggling and in 5% and 3% at rest, respectively``.
"""

import re
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction.assertion.significance import p_values
from bot.extraction.text import Span, decimal

_VALUE = (
    r"\d+(?:[.\u00b7]\d+)?(?:\s?%)?(?:\s?(?:\u00b1|\+/-)\s?\d+(?:\.\d+)?)?(?:\s?\([^()]{1,30}\))?"
)
_LIST = re.compile(rf"(?<![\w.<>=\u2264])(?:{_VALUE},\s)*{_VALUE},?\sand\s{_VALUE}(?![\w.])")
_EACH = re.compile(r"(?:\A|,\s(?:and\s)?|\sand\s)(?P<value>\d+(?:[.\u00b7]\d+)?)")
_SIGN = re.compile(r"[=<>\u2264\u2265]")
_RESPECTIVELY = re.compile(r"\brespectively\b")


@dataclass(frozen=True, slots=True)
class ListedValues:
    """Two lists of as many values: of one arm, and of the other."""

    start: int
    second: int
    behind: int
    directions: tuple[Direction, ...]
    """Which way the first differs from the second, of each outcome."""
    tested: bool


def is_respective(text: str) -> bool:
    """Whether a text says that two lists in it belong together one by one."""
    return bool(_RESPECTIVELY.search(text.lower()))


def listed_values(text: str, level: float) -> ListedValues | None:
    """Return the two lists of a statement that has exactly two as long ones; none otherwise."""
    if not is_respective(text):
        return None
    lists = list(_LIST.finditer(text))
    values = [[decimal(hit["value"]) for hit in _EACH.finditer(found[0])] for found in lists]
    if len(lists) != 2 or len(values[0]) != len(values[1]):  # noqa: PLR2004 - two arms
        return None
    first, second = lists
    tests = [value for value in p_values(text.lower()) if value[0] >= second.end()]
    fails = [sign in (">", "\u2265") or value > level for _, sign, value, _ in tests]
    if len(fails) != len(values[0]):
        fails = [bool(fails) and all(fails)] * len(values[0])
    ways = tuple(
        Direction.NONE if failed or a == b else Direction.INCREASE if a > b else Direction.DECREASE
        for a, b, failed in zip(*values, fails, strict=True)
    )
    return ListedValues(first.start(), second.start(), second.end(), ways, bool(tests))


def with_own_test(judged: Span, part: Span, number: int, size: int) -> Span:
    """Return a sentence with the one p value of an outcome, where each of a list has its own.

    ``Vertigo and gloom fell (p = 0.01 and p = 0.6, respectively)``. It keeps its length.
    """
    if size == 1 or not is_respective(part.text):
        return judged
    places = [value[0] for value in p_values(part.text.lower())]
    if len(places) != size:
        return judged
    text = judged.text
    for place in (place for at, place in enumerate(places) if at != number):
        at = part.start - judged.start + place
        sign = _SIGN.search(text, at)
        end = sign.start() if sign else at
        text = f"{text[:at]}{'_' * (end - at)}{text[end:]}"
    return Span(text, judged.start, judged.section)
