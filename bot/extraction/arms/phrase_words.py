"""The words around a noun that belong to the name of a group."""

import re

from bot.extraction.arms.words import stops

REACH = 90
"""Letters around a noun within which its name may stand."""
_WORD = re.compile(r"\S+")
_BRACKET_BEFORE = re.compile(r"\s\([^()]*\s[^()]*\)\s(?:[a-z-]+\s){0,2}$")
_OPENS_NAME = re.compile(
    r"(?:healthy|normal|[a-z]-(?:term|born|control|developing|matched)|preterm)$"
)
_INSIDE_TRAIT = frozenset(
    ["of", "a", "an", "the", "higher", "lower", "less", "more", "greater", "only"]
)
_SIZE = re.compile(r"[(\[][nN]s?(?:=|$)")
"""Opens the bracket that prints how many people these are."""
_DEGREE = re.compile(r"\b(?:mild|moderate|minimal)\s$")
"""Goes on to another degree: ``mild to moderate pain``."""
_OR_NO = re.compile(r"\b(?:mild|minimal|minor|little)\s(?:or\s)?$")
"""Goes on to the lowest degree: ``mild or no pain``."""
_COMPOUND = re.compile(r"\bhead and$")
"""Ends what goes on to one place: ``head and neck``."""
_CHROMOSOME = re.compile(r"\d{1,2}[pq]\d|\d{2},?x")
"""Opens the name of a syndrome: ``22q11.2 deletion``."""
_MOST_BEFORE, _MOST_BEHIND = 7, 9


def words_before(text: str, end: int) -> tuple[str, int]:
    """The words just before a place that may belong to the name of a group, and their start."""
    low = max(0, end - REACH)
    inside = _BRACKET_BEFORE.search(text, low, end)  # "full-term (37 to 42 weeks) adults"
    if inside and _OPENS_NAME.search(text, low, inside.start()):
        before, start = words_before(text, inside.start())
        return before, start
    words = list(_WORD.finditer(text, low, end))
    start = end
    for number, word in enumerate(reversed(words)):
        plain = word[0].strip("\"'\u201c\u201d([")
        bare = plain.rstrip(")],")
        joins = bare == "and" and _COMPOUND.search(text, low, word.end())
        if number == _MOST_BEFORE or (stops(bare) and not joins) or word.start() == low > 0:
            break
        if plain[-1:] in ".;:" or (plain.endswith(",") and not plain.endswith("-,")):
            break
        start = word.start()
    return text[start:end].strip(), start


def _is_graded(text: str, start: int, end: int) -> bool:
    """Whether what stands before a figure lets it go on: ``grade 2``."""
    return text[start:end].endswith(("grade ", "grades ", "stage ", "type "))


def words_behind(text: str, start: int) -> tuple[str, int]:
    """The words behind ``with`` that say what people have, and their end."""
    end = start
    for number, word in enumerate(_WORD.finditer(text, start, start + REACH)):
        bare = word[0].strip("\"'()[],.;:")
        compound = bare == "and" and _COMPOUND.search(text, start, word.end())
        degree = bare == "to" and _DEGREE.search(text, start, word.start())
        degree = degree or (bare in ("or", "no") and _OR_NO.search(text, start, word.start()))
        figure = _CHROMOSOME.match(bare) or _is_graded(text, start, word.start())
        goes_on = bare in _INSIDE_TRAIT or compound or degree or figure
        if number == _MOST_BEHIND or not bare or (stops(bare) and not goes_on):
            break
        if _SIZE.match(word[0]):
            break
        end = word.start() + len(word[0].rstrip(",.;:"))
        if word[0][-1:] in ",.;:" or word[0].endswith(")"):
            break
    return text[start:end].strip(), end
