"""Clauses that leave out the verb of the clause before: ``A was lower, that of B higher``."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.extraction.findings.cue_vocabulary import BE, OPPOSITE, words_around
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.findings.place import Place

_LONGEST = 14
"""Words between the comma and the change of such a clause."""
_TO_PLACE = 4
"""Words behind ``and`` in which the place begins that it joins."""
_OPENS = frozenset(("and", "in", "that", "those"))
_VERBS = BE | words_around("shows") | {"than", "and", "but", "which", "with"}


def gaps(words: Sequence[Token], cues: Sequence[Cue], places: Sequence[Place]) -> Iterator[int]:
    """Yield the offsets at which clauses without a verb of their own begin."""
    for first, second in pairwise(cues):
        if second.sign != OPPOSITE.get(first.sign) or not (_says(first) and _says(second)):
            continue
        between = range(second.index - 1, first.after - 1, -1)
        commas = [at for at in between if words[at].word == ","]
        if not commas or second.index - commas[0] <= 1:
            continue
        comma = next((at for at in commas if words[at + 1].word in _OPENS), commas[0])
        if second.index - comma > _LONGEST:
            continue
        inner = set(_unlisted(words[comma + 1 : second.index], places))
        named = any(words[comma].end <= place.start < second.start for place in places)
        behind = words[second.after].word if second.after < len(words) else "."
        if named and _VERBS.isdisjoint(inner) and behind in words_around("closes"):
            yield words[comma].end


def _unlisted(words: Sequence[Token], places: Sequence[Place]) -> Iterator[str]:
    """Yield the words of a clause, but no ``and`` that opens it or that joins its places."""
    starts = {place.start for place in places}
    for at, token in enumerate(words):
        near = words[at + 1 : at + _TO_PLACE]
        joins = at == 0 or any(other.start in starts for other in near)
        if token.word != "and" or not joins:
            yield token.word


def _says(cue: Cue) -> bool:
    """Whether a change is told of what stands before it."""
    return cue.form == "predicate" or bool(cue.measure)
