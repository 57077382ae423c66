"""Arms that differ in one word or number before what both had: ``short versus long courses``.

No word of their names tells one from the other alone: the differing one does, beside what it
stands before: ``short-course treatment``, ``the 3-day group``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.extraction.arms.numbers import SPELLED
from bot.extraction.effects.words import alternatives

_JOINT = rf",?\s(?:{alternatives('against')}|or|and)\s(?:to\s|an?\s|the\s)?"
_TAIL = r"(?:[- ](?:doses?|courses?|terms?|duration|intensity|frequency|volume|flow|pressure))"
_HEAD = r"(?P<head>(?:[- ][a-z][\w-]*){0,6}?)"
_END = rf"(?=$|[.;:,()](?!\d)|\s{alternatives('behind_a_name')}\b)"
_DEGREES = re.compile(
    rf"(?<![\w-])(?P<a>{alternatives('degrees')}){_TAIL}?{_JOINT}"
    rf"(?P<b>{alternatives('degrees')}){_HEAD}{_END}",
    re.IGNORECASE,
)
_DEGREE = re.compile(rf"{alternatives('degrees')}{_TAIL}?", re.IGNORECASE)
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(SPELLED)})"
_AMOUNTS = re.compile(
    rf"(?<![\w.-])(?P<a>{_NUMBER})(?:[- ]?[a-z%]+(?:\sper\s[a-z]+)?)?{_JOINT}(?:for\s)?"
    rf"(?P<b>{_NUMBER})[- ]?(?P<unit>{alternatives('arm_units')})s?\b{_HEAD}{_END}",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(
    rf"\b(?:{alternatives('people')}|risks?|stages?|grades?|income|onset|pregnancy)\b",
    re.IGNORECASE,
)
"""What is no arm, though it differs in a degree: ``early or late pregnancy``."""
_SMALL = re.compile(r"of|for|the|an?|in|and|or|to|with")
_OF_ARMS = r"groups?|arms?|courses?|doses?|durations?|regimens?|therapy|treatments?"
_SPELLED = SPELLED[:10]


@dataclass(frozen=True, slots=True)
class ContrastedArms:
    """Two arms that differ in one word or number."""

    names: tuple[str, str]
    patterns: tuple[str, str]
    """What finds each in small letters."""

    @property
    def turned(self) -> "ContrastedArms":
        """The same two, the second first."""
        return ContrastedArms(self.names[::-1], self.patterns[::-1])


def contrasted(texts: Sequence[str]) -> ContrastedArms | None:
    """Return the first two arms that a title, or who was assigned to what, contrasts so."""
    pairs = (pair for text in texts for pair in (*_degrees(text), *_amounts(text)))
    return next(pairs, None)


def is_degree(name: str) -> bool:
    """Whether a name says no more than a degree, of what the other arm names: ``short``, ``5``."""
    return bool(_DEGREE.fullmatch(name) or re.fullmatch(_NUMBER, name, re.IGNORECASE))


def _degrees(text: str) -> Iterator[ContrastedArms]:
    """Yield what differs in a degree: ``high versus low dose``."""
    for hit in _DEGREES.finditer(text):
        head = hit["head"].lower().strip(" -")
        first, second = hit["a"].lower(), hit["b"].lower()
        if head and first != second and not _OF_PEOPLE.search(head):
            yield ContrastedArms(
                (f"{first} {head}", f"{second} {head}"),
                (_degree_pattern(first, head), _degree_pattern(second, head)),
            )


def _amounts(text: str) -> Iterator[ContrastedArms]:
    """Yield what differs in an amount: ``for 3 versus 7 days``."""
    for hit in _AMOUNTS.finditer(text):
        unit, head = hit["unit"].lower(), hit["head"].lower().strip(" -")
        called = f"{unit}s {head}" if head.startswith("of ") else f"{unit} {head}".strip()
        first, second = hit["a"], hit["b"]
        if first != second and not _OF_PEOPLE.search(head):
            yield ContrastedArms(
                (f"{first} {called}", f"{second} {called}"),
                (_amount_pattern(first, unit), _amount_pattern(second, unit)),
            )


def _degree_pattern(degree: str, head: str) -> str:
    heads = [re.escape(word.rstrip("s")) for word in head.split() if not _SMALL.fullmatch(word)]
    return rf"{degree}[- ](?:{'|'.join([*heads, _OF_ARMS])})s?"


def _amount_pattern(amount: str, unit: str) -> str:
    amount = str(SPELLED.index(amount.lower()) + 1) if amount.isalpha() else amount
    number = re.escape(amount)
    if amount.isdigit() and 0 < int(amount) <= len(_SPELLED):
        number = rf"(?:{number}|{_SPELLED[int(amount) - 1]})"
    return rf"{number}[- ]?{re.escape(unit)}s?"
