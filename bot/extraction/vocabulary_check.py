"""A vocabulary is sound when each way of writing stands for one thing and every place can be."""

from collections.abc import Iterator
from itertools import chain

from bot.domain.studies import wider
from bot.extraction.lexicon import plain, written_so
from bot.extraction.terms import Term
from bot.extraction.vocabulary import Vocabulary

BOX = ((-75.0, 75.0), (-110.0, 76.0), (-75.0, 86.0))
"""Millimetres: the brain of the MNI152 template lies within, from left, back and below."""
_MIDLINE = 4.0
"""Millimetres that the centre of a midline structure may lie off the middle."""
ORIGINS = ("", "tumour", "treatment", "mixed")


def faults(vocabulary: Vocabulary) -> list[str]:
    """Return what is wrong with a vocabulary, one sentence each; nothing when it is sound."""
    kinds = vocabulary.terms.items()
    return [
        *chain.from_iterable(_aliases(kind, list(terms.values())) for kind, terms in kinds),
        *_short_forms(vocabulary),
        *chain.from_iterable(_parents(kind, dict(terms)) for kind, terms in kinds),
        *chain.from_iterable(map(_place, vocabulary.terms["region"].values())),
        *(
            f"measure '{measure.id}' has no family: no sign may be compared with another"
            for measure in vocabulary.terms["measure"].values()
            if not measure.family
        ),
        *(
            f"measure '{id}' is a kind of '{wider(id)}', which is no measure"
            for id in vocabulary.terms["measure"]
            if wider(id) not in vocabulary.terms["measure"]
        ),
        *(
            f"pain '{pain.id}' has the origin '{pain.origin}': it may be {', '.join(ORIGINS[1:])}"
            for pain in vocabulary.terms["pain"].values()
            if pain.origin not in ORIGINS
        ),
    ]


def _aliases(kind: str, terms: list[Term]) -> Iterator[str]:
    """Yield the ways of writing that stand for two terms of one kind, or stand twice."""
    owners: dict[tuple[tuple[str, ...], str], str] = {}
    for term in terms:
        own = (*term.aliases, *term.bound_aliases)
        for alias in own:
            if not plain(alias):
                yield f"{kind} '{term.id}': the alias '{alias}' holds no letter or figure"
                continue
            key = plain(alias), written_so(alias)
            owner = owners.setdefault(key, term.id)
            if owner != term.id:
                yield f"{kind} '{term.id}': the alias '{alias}' also stands for '{owner}'"
        for alias in own:
            if own.count(alias) > 1:
                yield f"{kind} '{term.id}': the alias '{alias}' stands twice"


def _short_forms(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield short forms that mean several things and are used as if they meant one."""
    owners: dict[str, tuple[str, str]] = {}
    for kind, terms in vocabulary.terms.items():
        for term in terms.values():
            for alias in filter(written_so, (*term.aliases, *term.bound_aliases)):
                if alias in vocabulary.ambiguous:
                    yield f"{kind} '{term.id}': '{alias}' is listed as ambiguous: no alias may be"
                owner = owners.setdefault(alias, (kind, term.id))
                if owner[0] != kind:
                    yield (
                        f"{kind} '{term.id}': '{alias}' also stands for {owner[0]} '{owner[1]}':"
                        " take it from both and list it as ambiguous"
                    )


def _parents(kind: str, terms: dict[str, Term]) -> Iterator[str]:
    """Yield parents that are not there, and terms that are above themselves."""
    for term in terms.values():
        yield from (
            f"{kind} '{term.id}': there is no parent '{parent}'"
            for parent in term.parents
            if parent not in terms
        )
        above, todo = set[str](), list(term.parents)
        while todo:
            parent = todo.pop()
            if parent in terms and parent not in above:
                above.add(parent)
                todo += terms[parent].parents
        if term.id in above:
            yield f"{kind} '{term.id}' is a part of itself"


def _place(term: Term) -> Iterator[str]:
    """Yield what is wrong with the centre of a region."""
    if term.mni is None:
        return
    where = f"region '{term.id}' has its centre at {term.mni}"
    if term.network:
        yield f"{where}, and a network has none"
    if not all(low <= value <= high for value, (low, high) in zip(term.mni, BOX, strict=True)):
        yield f"{where}, outside the brain"
    if term.midline and abs(term.mni[0]) > _MIDLINE:
        yield f"{where}, off the midline"
    if term.mni[0] > 0 and not term.midline:
        yield f"{where}, on the right: give that of the left side, x below 0"
