"""Changes that make a person a responder: ``more adults reached a 50% reduction in pain``.

What is counted is the people who reach it, and neither less nor more of what changes.
"""

import re

_LIMIT = r"(?:\d+\s?%|\d+ per ?cent)\s(?:or (?:more|greater|better)\s)?"
_REACHED = re.compile(
    rf"(?:[\u2265>]|\bat least|\b(?:achiev|reach|attain|obtain)\w*|\b(?:with|had|have|having))"
    rf"\s?(?:an? |at least |[\u2265>]\s?)*(?P<name>{_LIMIT})$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:more|fewer|(?:greater|smaller|larger|lower|higher) (?:proportions?|percentages?|numbers?"
    r"|shares?) of)\s(?:[^.;:,()]{0,70}?\s)?(?:had|have|showed|(?:achiev|reach|attain|obtain"
    r"|experienc|report)\w*)\s(?:an? |at least |any |clinically \w+ |meaningful |marked )*"
    rf"(?P<name>(?:{_LIMIT})?)$",
    re.IGNORECASE,
)
"""Before a change: how many people had it."""
_FIRST = re.compile(rf"\ban? (?:at least )?(?P<name>{_LIMIT})$", re.IGNORECASE)
_BY_PEOPLE = re.compile(
    r"\s(?:in|of)\s[^.;:,()]{1,60}?\s(?:was|were)\s(?:reached|achieved|attained|obtained)\b"
)
"""Behind a change: ``a 50% reduction in pain was reached by``."""
_CHANGE_OF = re.compile(
    r"\b(?P<noun>reductions?|decreases?|declines?|falls?|drops?|increases?|improvements?|gains?)"
    r"\s(?:in|of)\s(?:(?:the|their|mean|average)\s)*$",
    re.IGNORECASE,
)
_NEAR = 200


def start_of_reached(text: str, start: int, end: int) -> int | None:
    """Where the name of a change begins that people reach; None where it is a result itself.

    ``start`` and ``end`` are those of its noun: ``reduction``.
    """
    near = max(0, start - _NEAR)
    before = text[near:start]
    hit = _REACHED.search(before) or _COUNTED.search(before)
    if not hit and _BY_PEOPLE.match(text, end):
        hit = _FIRST.search(before)
    return near + hit.start("name") if hit else None


def start_with_change(text: str, start: int) -> int:
    """Where an outcome begins with the change of it that people reach, if they reach one."""
    near = max(0, start - _NEAR)
    change = _CHANGE_OF.search(text[near:start])
    if change is None:
        return start
    noun = (near + change.start("noun"), near + change.end("noun"))
    reached = start_of_reached(text, *noun)
    return start if reached is None else reached
