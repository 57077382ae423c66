"""Changes with something behind them that is no variable: ``increased with B``, ``with exercise``.

Connectivity is then that with the other end, and what was done to people brought the change about.
Elsewhere ``increased with`` says what a measure goes along with.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.extraction.arms.words import pattern
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
_NAME = 4
"""Words in the name of a treatment."""
_TREATMENT = pattern("treatment", "sham")
_IN_DEGREES = frozenset(
    ("relief", "remission", "recovery", "cure", "analgesia", "dose", "doses", "sessions", "since")
)
"""Words of a treatment that tell how much there was of it, or came of it."""


def with_changes(
    words: Sequence[Token],
    cues: Iterable[Cue],
    places: Sequence[Place],
    measures: Sequence[Match],
) -> Iterator[Cue]:
    """Yield cues, a correlation as the change that it is where no variable stands behind it."""
    for cue in cues:
        sign, link = _CHANGES.get(cue.sign), cue.after - 1
        joined = sign and cue.word.endswith(" with")
        if joined and (
            _is_far_end(words, cue, places, measures) or _is_treatment(words[cue.after :])
        ):
            word, end = cue.word.removesuffix(" with"), words[link - 1].end
            yield replace(cue, sign=sign or cue.sign, word=word, after=link, end=end)
        else:
            yield cue


def _is_treatment(behind: Sequence[Token]) -> bool:
    """Whether what was done to people stands right behind, and no degree of it."""
    closes = words_around("closes")
    name = [token.word for token in takewhile(lambda token: token.word not in closes, behind)]
    known = 0 < len(name) <= _NAME and _IN_DEGREES.isdisjoint(name)
    return known and bool(_TREATMENT.fullmatch(name[-1]))


def _is_far_end(
    words: Sequence[Token], cue: Cue, places: Sequence[Place], measures: Sequence[Match]
) -> bool:
    """Whether connectivity changes and a place stands behind, where nothing is measured."""
    connects = any(each.end <= cue.start and each.id in CONNECTIVITY for each in measures)
    far_end = next((place for place in places if place.start >= cue.end), None)
    if not connects or far_end is None:
        return False
    between = [token.word for token in words[cue.after :] if token.start < far_end.start]
    near = len(between) <= _BEFORE_PLACE and words_around("closes").isdisjoint(between)
    until = far_end.after + _MEASURED
    return near and not any(cue.end <= measure.start < until for measure in measures)
