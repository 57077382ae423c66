"""Corrections in plain words: ``f3 comparison versus cancer without pain``.

A field and its value may be written as people say them; what is nearest among the names, ids and
ways of writing of the vocabulary is meant.
"""

import re

from rapidfuzz import fuzz, process

from bot.domain.studies import Direction
from bot.extraction.vocabulary import Vocabulary

KINDS = {"measure": "measure", "region": "region", "region_b": "region", "comparison": "comparison"}
"""Fields of a finding that hold an id of the vocabulary, and the kind of term it is of."""
_CHANGE = re.compile(r"(f\d{1,4})[ .](\w+)\s*[:=]?\s+(.+)", re.IGNORECASE | re.DOTALL)
_STUDY = re.compile(r"(cohort|tier)\s+(.+)", re.IGNORECASE | re.DOTALL)
_VERSUS = re.compile(r"^(?:versus|vs\.?|against|compared (?:with|to))\s+", re.IGNORECASE)
_LEAST = 75
"""Likeness, of 100, from which a name is taken to be meant."""
_DIRECTIONS = {
    Direction.INCREASE: ("higher", "increased", "greater", "larger", "thicker", "stronger", "more"),
    Direction.DECREASE: ("lower", "decreased", "smaller", "reduced", "thinner", "weaker", "less"),
    Direction.NONE: ("no difference", "no clear difference", "unchanged", "null", "no correlation"),
    Direction.ALTERED: ("altered", "different", "direction not reported"),
    Direction.POSITIVE_CORRELATION: ("positive", "correlates positively", "positive correlation"),
    Direction.NEGATIVE_CORRELATION: ("negative", "correlates negatively", "negative correlation"),
}
"""How people say a direction."""


def field_and_value(change: str, vocabulary: Vocabulary | None) -> tuple[str, str] | None:
    """The field and the value that a change in plain words names; None where it names no field."""
    if match := _STUDY.fullmatch(change.strip()):
        return match[1].lower(), match[2].strip()
    match = _CHANGE.fullmatch(change.strip())
    if match is None:
        return None
    finding, field, words = match[1].lower(), match[2].lower(), match[3].strip().strip("\"'“”")
    return f"{finding}.{field}", meant(field, words, vocabulary)


def meant(field: str, words: str, vocabulary: Vocabulary | None) -> str:
    """The value of ``field`` that ``words`` name; the words themselves where nothing is near."""
    if field == "direction":
        return _direction(words)
    if vocabulary is None or field not in KINDS:
        return words
    terms = vocabulary.terms[KINDS[field]]
    if words in terms:
        return words
    spoken = {
        name.lower(): id
        for id, term in terms.items()
        for name in (id, id.replace("_", " "), term.name, term.short, *term.aliases)
        if name
    }
    bare = _VERSUS.sub("", words.lower())
    for wanted in (words.lower(), bare):
        if wanted in spoken:
            return spoken[wanted]
    near = process.extractOne(bare, list(spoken), scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST)
    return spoken[near[0]] if near else words


def _direction(words: str) -> str:
    spoken = {name: direction for direction, names in _DIRECTIONS.items() for name in names}
    return str(spoken.get(words.lower(), words))
