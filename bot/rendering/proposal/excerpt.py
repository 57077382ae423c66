"""What of an abstract a reviewer needs to decide: a few sentences, and what each criterion sees.

Excerpts are short so that a public pull request quotes and does not republish.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.protocol import Criterion, Protocol
from bot.domain.records import Article
from bot.domain.strategies import Expression, pattern
from bot.extraction.speculation import tells_earlier_work
from bot.extraction.text import Span, sentences
from bot.rendering.escaping import Safe, markdown
from bot.rendering.highlighting import marked
from bot.screening.criterion_words import EMPTY_WORDS

MOST_WORDS, MOST_SENTENCES = 80, 3
"""Words of an excerpt, and sentences."""
MOST_TERMS = 6
"""Words shown for one criterion."""
_WORD = re.compile(r"[^\W\d_][\w-]*")
_CLAUSE = re.compile(r"[;:.]|\bor\b")
_RELATION = re.compile(r"\b(?:no|not|without|only|any|except|unless)\b", re.IGNORECASE)
"""What makes a clause say more than its words."""
_BACKGROUND = re.compile(r"BACKGROUND|INTRODUCTION|CONTEXT|RATIONALE|SIGNIFICANCE")
"""Labels of sections that tell what was known before."""
_OWN_WORK = re.compile(
    r"\b(?:we|our|aim(?:s|ed)?|objectives?|purpose|was|were|had|did|showed|found|underwent|revealed"
    r"|(?:this|the (?:present|current)) (?:study|trial|review|case|paper|article|work|protocol))\b",
    re.IGNORECASE,
)
"""Words of sentences on what a paper set out to do, did or found."""
_WHO = "participants"
_COUNTED = re.compile(
    r"\b\d+\b(?:\W+[\w-]+){0,6}?\W+(?:patients?|participants?|people|persons|women|men|adults|children"
    r"|volunteers|subjects|survivors|cases)\b",
    re.IGNORECASE,
)
"""A number of those who were studied: whoever decides asks for them first."""
_SHORTEST = 4
"""Letters of a word that says something of a criterion."""
_ENDING = 2
"""Letters at the end of a long word that may differ: imaged, imaging."""
_COMMON = EMPTY_WORDS | {
    "anything", "between", "come", "comes", "comparison", "data", "group", "groups", "kind",
    "made", "measure", "measures", "need", "needed", "needs", "note", "number", "people",
    "report", "reported", "results", "series", "studied", "studies", "study", "tier", "time",
    "used", "using",
}  # fmt: skip
"""Words that stand in any abstract."""


SearchTerms = Mapping[str, re.Pattern[str]]
"""Patterns of the words that a search line asks for, by the line's name."""
Words = Mapping[str, str]
"""The first word of each stem in one sentence, by the stem."""


@dataclass(frozen=True, kw_only=True)
class CriterionMatch:
    """What the words of a paper have to do with one criterion."""

    criterion: str
    matched: tuple[str, ...]
    """Words of the paper that its inclusion names; empty where none is mentioned."""
    against: tuple[str, ...] = ()
    """Clauses of its exclusion of which one sentence of the paper has every word."""


def search_terms(protocol: Protocol) -> SearchTerms:
    """Patterns of the search lines that some strategy asks for, by their names."""
    lines = protocol.lines
    plan = [Expression(strategy.expression) for strategy in protocol.search.strategies.values()]
    wanted = {
        lines.name_of(token) or token
        for expression in plan
        for token in expression.names
        if token not in expression.negated
    }
    named = {name: lines.words(name) for name in protocol.search.lines if name in wanted}
    return {name: pattern(words) for name, words in named.items() if words}


def excerpt(article: Article, terms: SearchTerms) -> Safe:
    """The sentences that name most of what is searched for, its words in bold; else empty.

    In their order, :data:`MOST_WORDS` words at most; ``…`` stands for what is left out.
    """
    spans = sentences(article.abstract)
    named = [{name for name, words in terms.items() if words.search(span.text)} for span in spans]
    parts: list[str] = []
    room, last = MOST_WORDS, -1
    for at in _chosen(spans, named):
        words = spans[at].text.split()
        gap = "… " if at > last + 1 else ""
        cut = " …" if len(words) > room else ""
        parts.append(gap + _bold(" ".join(words[:room]), terms.values()) + cut)
        room, last = room - len(words), at
        if room <= 0:
            break
    return Safe(" ".join(parts))


def whole(article: Article, terms: SearchTerms) -> Safe:
    """The whole abstract, one labelled section a paragraph, the words of the search in bold."""
    lines = (line for line in article.abstract.splitlines() if line)
    return Safe("\n\n".join(_bold(line, terms.values()) for line in lines))


def criterion_matches(article: Article, protocol: Protocol) -> tuple[CriterionMatch, ...]:
    """What title and abstract have to do with each criterion, in the order of the protocol.

    A word that stands in a criterion before, as *pain* may in all of them, meets no other alone.
    """
    parts = (article.record.title, *(span.text for span in sentences(article.abstract)))
    texts = [_words_by_stem(part) for part in parts]
    matches = []
    before: frozenset[str] = frozenset()
    for name, criterion in protocol.criteria.items():
        stems = _stems(criterion.include)
        matches.append(
            CriterionMatch(
                criterion=name,
                matched=_matched(stems, texts) if _matched(stems - before, texts) else (),
                against=_against(criterion, texts),
            )
        )
        before |= stems
    return tuple(matches)


def _chosen(spans: Sequence[Span], named: Sequence[set[str]]) -> list[int]:
    """The places of the sentences that together name most, in order.

    What the paper did goes before what is known, and of equals the first.
    """
    own = [_tells_own_work(span) for span in spans]
    named = [
        names | {_WHO} if names and _COUNTED.search(span.text) else names
        for span, names in zip(spans, named, strict=True)
    ]
    chosen: list[int] = []
    covered: set[str] = set()
    while len(chosen) < MOST_SENTENCES:
        left = [at for at in range(len(named)) if at not in chosen and named[at]]
        if not left:
            break
        best = max(left, key=lambda at: (own[at], len(named[at] - covered), len(named[at]), -at))
        if len(chosen) > 1 and not named[best] - covered:
            break
        chosen.append(best)
        covered |= named[best]
    return sorted(chosen)


def _tells_own_work(span: Span) -> bool:
    """Whether a sentence tells what the paper set out to do, did or found."""
    known = _BACKGROUND.search(span.section) or tells_earlier_work(span)
    return not known and bool(_OWN_WORK.search(span.text))


def _bold(text: str, terms: Iterable[re.Pattern[str]]) -> str:
    """``text`` as Markdown, with what the terms match in bold."""
    return marked(text, terms, markdown, ("**", "**"))


def _words_by_stem(text: str) -> Words:
    words: dict[str, str] = {}
    for word in _WORD.findall(text):
        words.setdefault(_stem(word.lower()), word.lower())
    return words


def _matched(stems: frozenset[str], texts: Sequence[Words]) -> tuple[str, ...]:
    hits: dict[str, str] = {}
    for words in texts:
        for stem, word in words.items():
            if stem in stems:
                hits.setdefault(stem, word)
    return tuple(hits.values())[:MOST_TERMS]


def _against(criterion: Criterion, texts: Sequence[Words]) -> tuple[str, ...]:
    clauses = [clause.strip() for clause in _CLAUSE.split(criterion.exclude)]
    clauses = [clause for clause in clauses if not _RELATION.search(clause)]
    return tuple(
        clause
        for clause in clauses
        if len(stems := _stems(clause)) > 1 and any(stems <= words.keys() for words in texts)
    )


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(
        _stem(word) for word in words if len(word) >= _SHORTEST and word not in _COMMON
    )


def _stem(word: str) -> str:
    """A word without the letters in which its forms differ most."""
    word = word.removesuffix("s")
    return word[: max(_SHORTEST + 1, len(word) - _ENDING)] if len(word) > _SHORTEST else word
