"""The words of a review's protocol among those of its vocabulary: they go before all others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.domain.protocol import Protocol
from bot.extraction.lexicon import Lexicon, plain
from bot.extraction.terms import Term
from bot.extraction.vocabulary import Vocabulary, aliases_of

_NO_ID = re.compile(r"[^\w]+")


def with_own_terms(vocabulary: Vocabulary, protocol: Protocol) -> Vocabulary:
    """Return a vocabulary with the outcomes, interventions and comparators of a protocol.

    A name that the vocabulary has keeps its words and gets those of the protocol. A term that the
    protocol names among the words for one of its own becomes that one; any other word that two
    terms would share is the protocol's.
    """
    outcomes = [
        _term(vocabulary, "measure", name, words.also, words.better or "")
        for name, words in protocol.outcomes.items()
    ]
    own = {
        "measure": outcomes,
        "intervention": [_term(vocabulary, "intervention", *named)
                         for named in protocol.interventions.items()],
        "comparator": [_term(vocabulary, "comparator", *named)
                       for named in protocol.comparators.items()],
    }  # fmt: skip
    if not any(own.values()):
        return vocabulary
    terms = {kind: _joined(by_id, own.get(kind, ())) for kind, by_id in vocabulary.terms.items()}
    lexicons = {
        kind: Lexicon.of(aliases_of(by_id)) if own.get(kind) else vocabulary.lexicons[kind]
        for kind, by_id in terms.items()
    }
    return replace(vocabulary, terms=MappingProxyType(terms), lexicons=MappingProxyType(lexicons))


def _term(
    vocabulary: Vocabulary, kind: str, name: str, also: Iterable[str], better: str = ""
) -> Term:
    """Return a term under the name that the protocol gives it."""
    id = _NO_ID.sub("_", name.lower()).strip("_")
    known = vocabulary.terms[kind].get(id)
    named = {plain(word) for word in also}
    same = (term for term in vocabulary.terms[kind].values()
            if term is not known and plain(term.name) in named)  # fmt: skip
    alike = (alias for term in (*filter(None, (known,)), *same) for alias in term.aliases)
    words = dict.fromkeys((name, *also, *alike))
    base = known or Term(id=id, name=name[:1].upper() + name[1:], family=id)
    return replace(base, aliases=tuple(words), better=better or base.better,
                   asked=True, theme="asked")  # fmt: skip


def _joined(known: Mapping[str, Term], own: Iterable[Term]) -> Mapping[str, Term]:
    """Return the terms of one kind, those of the protocol first, no name and no word twice."""
    first = {term.id: term for term in own}
    taken = {plain(alias) for term in first.values() for alias in term.aliases}
    others = {
        id: replace(term, aliases=tuple(a for a in term.aliases if plain(a) not in taken))
        for id, term in known.items()
        if id not in first and plain(term.name) not in taken
    }
    return MappingProxyType({**first, **others})
