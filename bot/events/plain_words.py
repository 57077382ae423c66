"""Corrections in plain words: ``f3 comparison versus cancer without pain``.

A field and its value may be written as people say them; what is nearest among the names, ids and
ways of writing of the vocabulary is meant.
"""

import re

from rapidfuzz import fuzz, process

from bot.domain.studies import Direction
from bot.extraction.vocabulary import Vocabulary
from bot.topics.topic import Topic

KINDS = {"measure": "measure", "region": "region", "region_b": "region", "comparison": "comparison"}
"""Fields of a finding that hold an id of the vocabulary, and the kind of term it is of."""
_CHANGE = re.compile(r"(f\d{1,4})[ .](\w+)\s*[:=]?\s+(.+)", re.IGNORECASE | re.DOTALL)
_STUDY = re.compile(r"(cohort|tier)\s+(.+)", re.IGNORECASE | re.DOTALL)
_ARM = re.compile(
    r"(?:arm|group)\s*(\d{1,2})[ .](size|label|role|time)\s*[:=]?\s+(.+)", re.IGNORECASE | re.DOTALL
)
_LONGEST_KIND = 2
"""Words by which a kind of fact is named at most."""
_SHORTEST_WORD = 4
"""Letters of a word that may stand for a kind: shorter ones stand in any sentence."""
_VERSUS = re.compile(r"^(?:versus|vs\.?|against|compared (?:with|to))\s+", re.IGNORECASE)
EXACT, _PART, _LEAST = 100.0, 90.0, 75.0
"""Likeness of a name to itself, to the one name that its words stand in, and the least that counts.
"""
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
    change = change.strip()
    if match := _STUDY.fullmatch(change):
        return match[1].lower(), match[2].strip()
    if match := _ARM.fullmatch(change):
        return f"arm{match[1]}.{match[2].lower()}", match[3].strip()
    if match := _CHANGE.fullmatch(change):
        finding, field = match[1].lower(), match[2].lower()
        return f"{finding}.{field}", meant(field, match[3].strip().strip("\"'“”"), vocabulary)
    return fact_and_value(change, vocabulary.topic) if vocabulary else None


def fact_and_value(change: str, topic: Topic) -> tuple[str, str] | None:
    """The kind of fact that a change opens with, and the rest of it; None where it opens with none.

    A kind goes by its name, by the name of its terms, or by a word of its meaning that no other
    kind shares: ``scanner 3 T`` is the field strength of the scanner.
    """
    words = change.split()
    for length in range(min(_LONGEST_KIND, len(words) - 1), 0, -1):
        spoken = " ".join(words[:length]).lower().rstrip(":=")
        named = {kind for kind, fact in topic.facts.items() if spoken in _names(kind, fact.term)}
        if not named and len(spoken) >= _SHORTEST_WORD:
            named = {
                kind for kind, fact in topic.facts.items() if spoken in fact.meaning.lower().split()
            }
        if len(named) == 1:
            return named.pop(), " ".join(words[length:])
    return None


def meant(field: str, words: str, vocabulary: Vocabulary | None) -> str:
    """The value of ``field`` that ``words`` name; the words themselves where nothing is near."""
    if field == "direction":
        return direction_meant(words) or words
    if vocabulary is None or field not in KINDS:
        return words
    near = nearest_term(KINDS[field], words, vocabulary)
    return near[0] if near else words


def nearest_term(kind: str, words: str, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """The id of the term of a kind that ``words`` name, and how like they are, of 100."""
    terms = vocabulary.terms[kind]
    if words in terms:
        return words, EXACT
    spoken = {
        name.lower(): id
        for id, term in terms.items()
        for name in (id, id.replace("_", " "), term.name, term.short, *term.aliases)
        if name
    }
    bare = without_versus(words.lower())
    for wanted in (words.lower(), bare):
        if wanted in spoken:
            return spoken[wanted], EXACT
    holding = {id for name, id in spoken.items() if set(bare.split()) <= set(name.split())}
    if len(holding) == 1:
        return holding.pop(), _PART
    near = process.extractOne(bare, list(spoken), scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST)
    return (spoken[near[0]], near[1]) if near else None


def without_versus(words: str) -> str:
    """``words`` without the one that opens a comparison: against, versus."""
    return _VERSUS.sub("", words)


def direction_meant(words: str) -> str:
    """The direction that ``words`` name; empty where they name none."""
    spoken = {name: direction for direction, names in _DIRECTIONS.items() for name in names}
    spoken |= {str(direction): direction for direction in Direction}
    return str(spoken.get(words.lower(), ""))


def _names(kind: str, term: str) -> set[str]:
    """What a kind of fact is called: its name and that of its terms, as one word or several."""
    return {name for own in (kind, term) for name in (own, own.replace("_", " "))}
