"""How a value is printed for each of two sides: ``2.7 mm in patients vs 2.9 mm in controls``."""

import re

NUMBER = r"(?:(?<![\w.])[-\u2212])?(?<![\w.])\d+(?:[.\u00b7]\d+)?(?![\w.]*\d)"
_BRACKET = r"(?:\s?\([^()]*\))?"
UNIT = rf"(?:\s?(?:\u00b1|\+/-|\+-)\s?\d+(?:[.\u00b7]\d+)?)?{_BRACKET}[^,;:()]{{0,25}}?{_BRACKET}"
"""What may stand behind a number before the words for whose it is: its spread and unit."""
OF_SIDE = r"\s(?:in|for|among|of|before|after|at)\s(?:the\s|those\s)?"
_AGAIN = r"\s(?:it was\s|was\s|only\s|a mean of\s)*"
AGAINST = rf"{_BRACKET},?\s(?:versus|vs\.?|(?:as )?compared (?:with|to)|against){_AGAIN}"
AND = rf"(?:{AGAINST}|{_BRACKET},?\s(?:and|but){_AGAIN})"
_FIRST = re.compile(rf"{NUMBER}{UNIT}{OF_SIDE}(?:[\w-]+\s){{0,2}}\Z")
_SECOND = re.compile(rf"{AND}{NUMBER}{UNIT}{OF_SIDE}(?:[\w-]+\s){{0,2}}")
_BOTH = re.compile(
    rf"[^;:]{{0,80}}?{NUMBER}{UNIT}{AGAINST}{NUMBER}{UNIT}{OF_SIDE}(?:[\w-]+\s){{0,2}}"
)
"""``patients had a volume of 6.1 ml compared with 6.9 ml in controls``."""
_REACH = 80


def are_of(words: str, start: int, left: int, right: int) -> bool:
    """Whether a value is printed for each of two names, that of the second before it.

    The first begins at ``start`` and ends at ``left``; the second begins at ``right``.
    """
    if _BOTH.fullmatch(words, left, right):
        return True
    first = _FIRST.search(words, max(0, start - _REACH), start)
    return bool(first and _SECOND.fullmatch(words, left, right))
