"""Clauses that leave out the verb of the clause before: ``A was lower, that of B higher``."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.extraction.findings.cue_vocabulary import BE, OPPOSITE_CUE, words_around
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.findings.place import Place

_LONGEST = 12
"""Words between the comma and the change of such a clause."""
_VERBS = BE | words_around("shows") | {"than", "which", "with"}


def gaps(words: Sequence[Token], cues: Sequence[Cue], places: Sequence[Place]) -> Iterator[int]:
    """Yield the offsets at which clauses without a verb of their own begin."""
    for first, second in pairwise(cues):
        other = second.sign in ("none", OPPOSITE_CUE.get(first.sign)) and first.sign in OPPOSITE_CUE
        if not (other and _says(first) and _says(second)):
            continue
        joint = _joint(words, first, second)
        if joint is None or not 1 < second.index - joint <= _LONGEST:
            continue
        inner = {token.word for token in words[joint + 1 : second.index]}
        named = any(words[joint].end <= place.start < second.start for place in places)
        behind = words[second.after].word if second.after < len(words) else "."
        if named and _VERBS.isdisjoint(inner) and behind in words_around("closes"):
            yield words[joint].end


def _joint(words: Sequence[Token], first: Cue, second: Cue) -> int | None:
    """Return the number of the comma, or else of the ``and``, that joins two clauses."""
    if words[second.index - 1].word == "and":
        return second.index - 1
    between = range(first.after, second.index)
    commas = [at for at in between if words[at].word == ","]
    return next((at for at in commas[-1:] or between if words[at].word in (",", "and")), None)


def _says(cue: Cue) -> bool:
    """Whether a change is said of what stands before it."""
    return cue.form == "predicate" or bool(cue.measure)
