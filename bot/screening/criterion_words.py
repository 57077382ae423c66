"""The words by which a quote names what a criterion is about.

A sentence that stands in a paper shows nothing about a criterion whose concept it does not name:
else one harmless sentence, or an order hidden in the abstract, would settle all of them.
"""

import re
from collections.abc import Iterator, Mapping

from bot.domain.protocol import Criterion, Protocol
from bot.domain.strategies import SearchLines, pattern

_SHORTEST = 4
"""Letters of a word that names something, and of the stem that is looked for."""
_ENDING = 2
"""Letters at the end of a word that grammar may change."""
_WORD = re.compile(r"[^\W\d_]+")
EMPTY_WORDS = frozenset((
    "about", "after", "also", "among", "another", "any", "because", "been", "before", "being",
    "besides", "both", "cannot", "case", "cases", "does", "done", "each", "either", "else",
    "every", "from", "have", "having", "here", "into", "itself", "least", "less", "like",
    "likely", "many", "more", "most", "much", "must", "neither", "none", "only", "other",
    "others", "over", "paper", "papers", "part", "same", "several", "shall", "should", "since",
    "some", "such", "than", "that", "their", "them", "then", "there", "these", "they", "this",
    "those", "though", "through", "under", "unless", "until", "very", "were", "what", "when",
    "where", "whether", "which", "while", "whose", "will", "with", "within", "without", "would",
    "your",
))  # fmt: skip
"""Words that name nothing of a subject."""


def criterion_words(protocol: Protocol) -> dict[str, re.Pattern[str]]:
    """For each criterion, a pattern that finds a word of its concept."""
    return {
        name: re.compile(
            "|".join(_patterns(name, criterion, protocol.lines)) or r"(?!)", re.IGNORECASE
        )
        for name, criterion in protocol.criteria.items()
    }


def _patterns(name: str, criterion: Criterion, lines: SearchLines) -> Iterator[str]:
    """Its own words, and those of each search line that is named after some of them."""
    text = f"{name} {criterion.include} {criterion.exclude}".lower()
    own = dict.fromkeys(_WORD.findall(text))
    for word in own:
        if len(word) >= _SHORTEST and word not in EMPTY_WORDS:
            yield rf"\b{re.escape(word[: max(_SHORTEST, len(word) - _ENDING)])}\w*"
    for line in lines.texts:
        if set(_WORD.findall(line.lower())) <= own.keys() and lines.words(line):
            yield pattern(lines.words(line)).pattern


def names(concepts: Mapping[str, re.Pattern[str]], criterion: str, quote: str) -> bool:
    """Whether ``quote`` names what a criterion is about."""
    return criterion in concepts and bool(concepts[criterion].search(quote))
