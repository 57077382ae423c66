"""Two values printed beside each other, one for each arm, and whether they are said to differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction.arms.numbers import WORDED, size
from bot.extraction.assertion.significance import p_values
from bot.extraction.text import decimal

_NUMBER = r"[-+\u2212\u2013]?\d+(?:[.,\u00b7]\d+)?"
_SPREAD = r"(?:\s?%)?(?:\s?(?:\u00b1|\+/-)\s?\d+(?:[.,]\d+)?)?(?:\s?[\[(][^()\[\]]{1,60}[\])])?"
_UNIT = r"(?:\s?[A-Za-z%/\u00b5][\w/%.\u00b7]{0,13})?"
_OF = r"(?:in|for|with|among|of|on|after|by|receiving|given|taking|treated|assigned|allocated)"
_WORDED = (
    rf"\b(?:{WORDED})(?=\s(?:\(\d[^()]{{0,12}}\)\s)?(?:\w+\s)?(?:\(\d[^()]{{0,12}}\)\s)?{_OF}\b)"
)
_SHARE = rf"\b(?:{WORDED})(?=\s?(?:percent|%))"
_WHOLE = r"(?:(?:(?:\s?\(\d[^()]{{0,12}}\))?\sof(?:\sthe)?\s|/)(?P<of_{which}>\d+))?"
"""How many people a number is of: ``9 of 100``."""
_PEOPLE = r"(?:\s(?:patients|participants|adults|children|women|men|infants))?"
_SHORT_BRACKET = r"(?:\s?\(\d[^()]{0,12}\))?"
_DEED = r"(?:\s[a-z]+(?:ly|ed)){0,2}"
_PHRASE = (
    rf"(?:{_PEOPLE}{_SHORT_BRACKET}{_DEED}\s{_OF}\s[^.;\d]{{2,80}}?(?:\s?\([^()]{{1,30}}\))?)?"
)
_NOBODY = rf"\bnone(?=\s{_OF}\b)"
_FIRST = rf"{_NUMBER}|{_WORDED}|{_SHARE}|{_NOBODY}"
_PAIR = re.compile(
    rf"(?<![\w.\-\u2013])(?P<a>{_FIRST}){_WHOLE.format(which='a')}{_SPREAD}{_UNIT}{_SPREAD}"
    rf"{_PHRASE},?\s"
    r"(?P<joint>versus|vs?\.?|compared (?:with|to)|as compared (?:with|to)|against|and|than"
    r"|to(?=\s[-\d]))\s"
    rf"(?:[^.;\d]{{0,60}}?\s)??(?P<b>{_NUMBER}|{_NOBODY}){_WHOLE.format(which='b')}{_SPREAD}{_UNIT}",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:from|range|CI|confidence|aged?|between)\b[^;.]{0,12}$", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:\d\s?,|\b(?:at|on|after|until|days?|weeks?|months?|years?|hours?|visits?|items?"
    r"|statements?|questions?|grades?|stages?|types?|phases?|pod|tables?|aged?))\s?$",
    re.IGNORECASE,
)
"""Before numbers of a list, or of times: ``on days 1, 3 and 5``."""
_NOT_SIGNIFICANT = re.compile(
    r"[^.;()]{0,20}?[,;(]\s?(?:n\.?\s?s\b|not significant|non-?significant)"
)
"""Behind two values: ``(15% vs. 5%, NS)``."""
_LABELLED = re.compile(
    r"\b(?:groups?|arms?|cohorts?|days?|weeks?|months?|years?|hours?|visits?|stages?|grades?"
    r"|phases?|periods?|cycles?)\s?\Z",
    re.IGNORECASE,
)
"""Before a number that is a name: ``group 1``, ``week 8``."""
_TIME = re.compile(r"\s?-?(?:min|h|d|wk|mo|yr|minutes?|hours?|days?|weeks?|months?|years?)\b")
"""Behind the second of two numbers that are times: ``by 6 and 12 weeks``."""
_LATER = re.compile(rf"{_TIME.pattern}\s(?:after|later|post|before|of)\b")
"""Behind a number that is a time: ``were asleep 2 h after juggling``."""
_BY = re.compile(r"\bby (?:(?:an? )?(?:mean|median|average) of )?\Z")
_DOSE = re.compile(r"\s?(?:m?g|mcg|\u00b5g|ml|IU)(?:/d(?:ay)?|/kg)?(?![\w/])", re.IGNORECASE)
"""Behind the first of two numbers that are doses: ``20 mg and 40 mg``."""
_IN_ARM = re.compile(rf"\b(?:group|{_OF})\b")
_ADJACENT = 12
"""Letters between two values joined by "and" that say nothing of their arms."""
_LABEL = 12
"""Letters before a number that may make it a name."""
_P_REACH = 130
"""Letters behind two values that may hold their p value."""


@dataclass(frozen=True, slots=True)
class ComparedValues:
    """Two values, and which way the first differs from the second."""

    start: int
    end: int
    second: int
    """Where the second value begins."""
    behind: int
    """Where it ends, its unit and spread left out."""
    direction: Direction
    bracketed: bool
    """Whether they stand in brackets, behind what they are of."""
    tested: bool
    """Whether a p value is printed for them."""
    told: bool = True
    """Whether they are set against each other, and not only told of one arm and the other."""


def compared_values(text: str, level: float) -> Iterator[ComparedValues]:
    """Yield the pairs of values that are set against each other."""
    small = text.lower()
    values = p_values(small)
    taken = 0
    for hit in _PAIR.finditer(text):
        if hit.start() < taken or _RANGE.search(text[: hit.start()]):
            continue
        if any(_is_label(text, hit.start(which)) for which in "ab"):
            continue
        if _LATER.match(text, hit.end("a")):
            continue
        end = max(hit.end("b"), hit.end("of_b"))
        said = _NOT_SIGNIFICANT.match(small, end)
        behind = [
            value for value in values
            if end <= value[0] < end + _P_REACH and not _is_of_another(text[end : value[0]])
        ]  # fmt: skip
        if any(hit.start("a") < value[0] < hit.start("b") for value in values):
            continue  # a p value of its own tests one arm against itself
        compared = _are_compared(text, hit, tested=bool(behind) or bool(said))
        if not compared and not _are_of_arms(text, hit):
            continue
        first, second = _share(hit, "a"), _share(hit, "b")
        taken = hit.end()
        fails = bool(said) or any(_fails(value, level) for value in behind[:1])
        opened = text[: hit.start()].rfind("(") > text[: hit.start()].rfind(")")
        if first == second and not fails:
            continue
        way = Direction.INCREASE if first > second else Direction.DECREASE
        yield ComparedValues(
            hit.start(),
            hit.end(),
            hit.start("b"),
            end,
            Direction.NONE if fails else way,
            opened,
            bool(behind) or bool(said),
            compared,
        )


def _fails(value: tuple[int, str, float, bool], level: float) -> bool:
    """Whether a p value is not below the level: ``p = 0.05`` is not."""
    return (
        value[1] in (">", "\u2265") or value[2] > level or (value[2] == level and value[1] == "=")
    )


def _is_label(text: str, start: int) -> bool:
    """Whether a number names a group or a time, and is no value: ``group 1``."""
    return bool(_LABELLED.search(text, max(0, start - _LABEL), start))


def _are_compared(text: str, hit: re.Match[str], *, tested: bool) -> bool:
    """Whether two numbers are values set against each other, and not two of a list or range.

    ``5.4 versus 3.1`` are; those joined by "and" only with a test, and close or beside their arms.
    """
    joint = hit["joint"].lower()
    if joint not in ("and", "to"):
        return True
    if joint == "to" or not tested or _LISTED.search(text[: hit.start()]):
        return False
    if _DOSE.match(text, hit.end("a")):
        return False
    if is_amount(text, hit.start()) and _TIME.match(text, hit.end("b")):
        return False
    adjacent = hit.start("b") - hit.end("a") <= _ADJACENT
    return adjacent or bool(_IN_ARM.search(hit[0]))


def is_amount(text: str, start: int) -> bool:
    """Whether values say by how much something changed: ``fell by 12 and 3 points``."""
    return bool(_BY.search(text[:start].lower()))


def _are_of_arms(text: str, hit: re.Match[str]) -> bool:
    """Whether two numbers joined by "and" are the values of two arms: ``5 with A and 3 with B``."""
    joined = hit["joint"].lower() == "and" and not _LISTED.search(text[: hit.start()])
    return joined and bool(_IN_ARM.search(text[hit.end("a") : hit.start("b")]))


def _is_of_another(between: str) -> bool:
    """Whether a p value stands in one bracket with other values, behind these: ``(7 vs. 9, p``."""
    opened = between.rfind("(")
    return opened > between.rfind(")") and bool(_PAIR.search(between[opened:]))


def _share(hit: re.Match[str], which: str) -> float:
    """Return a value, divided by how many people it is of where both are printed so."""
    value = _plain(hit[which])
    counted = all(hit[f"of_{of}"] and _plain(hit[of]) <= float(hit[f"of_{of}"]) for of in "ab")
    return value / max(1.0, float(hit[f"of_{which}"])) if counted else value


def _plain(words: str) -> float:
    if words.lower() == "none":
        return 0.0
    return float(size(words)) if words[0].isalpha() else decimal(words)
