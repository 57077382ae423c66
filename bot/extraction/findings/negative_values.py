"""More of what is negative is less: ``stronger negative connectivity``, ``less negative``."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extraction.findings.cue_vocabulary import BE, OPPOSITE_CUE, words_around
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.findings.graded_changes import BESIDE, SUBJECT

_VALUED = frozenset(
    ("connectivity", "coupling", "connection", "connections", "coherence", "fc", "rsfc",
     "bold", "activation", "activations", "response", "responses", "beta", "betas")
)  # fmt: skip
"""Nouns of what may be positive or negative."""
_NAME = 3
"""Words of such a noun from ``negative`` on: ``negative functional connectivity``."""
_APART = frozenset((";", ":", ",", "but", "which", "while", "whereas", "although", "than", "that"))
"""Words behind which something else may be graded."""


def with_negative(words: Sequence[Token], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield cues, turned round where they say how much there is of what is negative."""
    negative = [at for at, token in enumerate(words) if token.word == "negative"]
    for cue in cues:
        graded = cue.sign in OPPOSITE_CUE and not (cue.measure or cue.activates or cue.shifted)
        if graded and any(_is_of(words, cue, at) for at in negative):
            yield replace(cue, sign=OPPOSITE_CUE[cue.sign], shifted=True)
        else:
            yield cue


def _is_of(words: Sequence[Token], cue: Cue, at: int) -> bool:
    """Whether a cue is a degree of the ``negative`` at a place."""
    if at == cue.after:
        closed = at + 1 >= len(words) or words[at + 1].word in words_around("closes")
        return closed or _named(words, at) is not None
    named = _named(words, at) if at < cue.index and cue.form == "predicate" else None
    if named is None:
        return False
    between = [token.word for token in words[named + 1 : cue.index]]
    return (
        len(between) <= SUBJECT
        and not BE.isdisjoint(between[-BESIDE:])
        and _APART.isdisjoint(between)
    )


def _named(words: Sequence[Token], at: int) -> int | None:
    """Return the number of the noun that ``negative`` stands before, if it is one with a value."""
    behind = range(at + 1, min(at + 1 + _NAME, len(words)))
    return next((number for number in behind if words[number].word in _VALUED), None)
