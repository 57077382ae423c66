"""Changes with the other end of a connection behind them: ``was increased with B, lower with C``.

Of other measures, ``increased with`` says what they go along with.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.extraction.findings.cue_vocabulary import words_around
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.findings.measures import CONNECTIVITY
from bot.extraction.findings.place import Place
from bot.extraction.lexicon import Match

_CHANGES = {"positive_correlation": "increase", "negative_correlation": "decrease"}
_BEFORE_PLACE = 3
"""Words between ``with`` and the place: ``with the left posterior B``."""
_MEASURED = 2
"""Letters between a place and what is measured there: ``increased with B volume``."""


def with_far_ends(
    words: Sequence[Token],
    cues: Iterable[Cue],
    places: Sequence[Place],
    measures: Sequence[Match],
) -> Iterator[Cue]:
    """Yield cues, a correlation as the change that it is where a far end stands behind it."""
    for cue in cues:
        sign, link = _CHANGES.get(cue.sign), cue.after - 1
        joined = sign and cue.word.endswith(" with") and _connects(cue, measures)
        if sign and joined and _is_far_end(words, cue, places, measures):
            word, end = cue.word.removesuffix(" with"), words[link - 1].end
            yield replace(cue, sign=sign, word=word, after=link, end=end)
        else:
            yield cue


def _connects(cue: Cue, measures: Sequence[Match]) -> bool:
    """Whether connectivity is what changes."""
    return any(measure.end <= cue.start and measure.id in CONNECTIVITY for measure in measures)


def _is_far_end(
    words: Sequence[Token], cue: Cue, places: Sequence[Place], measures: Sequence[Match]
) -> bool:
    """Whether a place stands right behind, and nothing that is measured there."""
    far_end = next((place for place in places if place.start >= cue.end), None)
    if far_end is None:
        return False
    between = [token.word for token in words[cue.after :] if token.start < far_end.start]
    near = len(between) <= _BEFORE_PLACE and words_around("closes").isdisjoint(between)
    until = far_end.after + _MEASURED
    return near and not any(cue.end <= measure.start < until for measure in measures)
