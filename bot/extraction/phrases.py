"""Phrases tell how a study was done: every kind of fact is found in one pass over the text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.extraction.lexicon import Lexicon, Match, plain, written_so
from bot.extraction.vocabulary import Vocabulary

KINDS = (
    *("species", "design", "cancer", "pain", "origin", "intervention", "analgesic", "scale"),
    *("modality", "software", "atlas", "statistic", "correction", "scope"),
    "phase",
)
"""The kinds of fact that the words of the vocabulary tell."""
_REACH = 90
"""Letters before a bracket in which its short form is spelled out."""
_LONGEST_SHORT = 6
_SPARE = 2
"""Words that a spelled-out name may have besides those of its letters."""
_WORD = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Where a text names a term of one kind."""

    kind: str
    id: str
    start: int
    end: int
    bound: bool = False
    """Whether the words count only beside others that say so."""


@dataclass(frozen=True, slots=True)
class _Book:
    """All phrases of a vocabulary, and the terms that each stands for: maybe one of each kind."""

    lexicon: Lexicon
    meanings: Mapping[str, list[tuple[str, str, bool]]]


def phrases(text: str, vocabulary: Vocabulary) -> list[Phrase]:
    """Return the phrases of a text in order, the longest words first.

    A short form that the text spells out as something else is none.
    """
    book = _book(vocabulary)
    own = [
        Phrase(kind=kind, id=id, start=match.start, end=match.end, bound=bound)
        for match in book.lexicon.matches(text)
        for kind, id, bound in book.meanings[match.id]
    ]
    others = _other_meanings(text, own)
    own = [phrase for phrase in own if (phrase.id, text[phrase.start : phrase.end]) not in others]
    more = [*_shared(text, own, vocabulary), *_within_pains(text, own, vocabulary)]
    return sorted([*own, *more], key=lambda phrase: phrase.start) if more else own


@lru_cache(maxsize=4)
def _book(vocabulary: Vocabulary) -> _Book:
    meanings: dict[str, list[tuple[str, str, bool]]] = {}
    aliases: dict[str, str] = {}
    for kind in KINDS:
        for term in vocabulary.terms[kind].values():
            for words, bound in ((term.aliases, False), (term.bound_aliases, True)):
                for alias in words:
                    key = written_so(alias) or " ".join(plain(alias))
                    aliases.setdefault(key, alias)
                    meanings.setdefault(key, []).append((kind, term.id, bound))
    return _Book(Lexicon.of((alias, key, False) for key, alias in aliases.items()), meanings)


def _other_meanings(text: str, phrases: list[Phrase]) -> set[tuple[str, str]]:
    """Return ids with short forms that this text defines as the names of something else."""
    ends = {(phrase.id, phrase.end + gap) for phrase in phrases for gap in (0, 1)}
    named = {(phrase.id, text[phrase.start : phrase.end]) for phrase in phrases}
    others = set()
    for id, short in named:
        if len(short) > _LONGEST_SHORT or not short.isupper():
            continue
        at = text.find(f"({short}")
        if at >= 0 and (id, at) not in ends and _may_spell(text[max(0, at - _REACH) : at], short):
            others.add((id, short))
    return others


def _may_spell(before: str, short: str) -> bool:
    """Whether the words before a bracket begin with its letters, in order, or nearly so."""
    letters = [letter for letter in short.lower() if letter.isalpha()]
    initials = [word[0].lower() for word in _WORD.findall(before)][-len(letters) - _SPARE :]
    if letters[0] not in initials:
        return False
    rest = iter(initials[initials.index(letters[0]) :])
    return all(letter in rest for letter in letters)


def _shared(text: str, phrases: list[Phrase], vocabulary: Vocabulary) -> Iterator[Phrase]:
    """Yield the cancers before another that share its last word: ``breast and lung cancer``."""
    cancers = [
        Match(id=phrase.id, start=phrase.start, end=phrase.end)
        for phrase in phrases
        if phrase.kind == "cancer"
    ]
    taken = {cancer.end: cancer for cancer in cancers}
    lexicon = vocabulary.lexicons["cancer"]
    for cancer in cancers:
        for match in lexicon.sharing(text, cancer, taken):
            yield Phrase(kind="cancer", id=match.id, start=match.start, end=match.end)


def _within_pains(text: str, phrases: list[Phrase], vocabulary: Vocabulary) -> Iterator[Phrase]:
    """Yield the cancers that the name of a pain names: ``pain after breast cancer surgery``."""
    lexicon = vocabulary.lexicons["cancer"]
    for pain in (phrase for phrase in phrases if phrase.kind == "pain"):
        for match in lexicon.matches(text[pain.start : pain.end]):
            start, end = pain.start + match.start, pain.start + match.end
            yield Phrase(kind="cancer", id=match.id, start=start, end=end)
