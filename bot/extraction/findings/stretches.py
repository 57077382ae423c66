"""Stretches of a sentence: the sets of places whose connections a direction cue may speak of."""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.place import Place
from bot.extraction.lexicon import Match

_HYPHENS = "-\u2010\u2011\u2013"
_OF = re.compile(r"\s(?:of|between|among|from|within)\s")
"""What the places of a measure stand behind."""
_TO = re.compile(r"\s(?:with|to|towards?)\s")
"""What the other end of a connection stands behind."""


def stretches(
    sentence: SentenceMentions, cue: Cue, measure: Match | None
) -> list[tuple[Place, ...]]:
    """Return the sets of places whose connections a cue may speak of."""
    rivals = [rival for rival in sentence.cues if rival.correlates == cue.correlates]
    at = rivals.index(cue)
    start, end = sentence.bounds(cue.start)
    low = _low(sentence, cue, measure, rivals[at - 1] if at else None)
    high = rivals[at + 1].start if at + 1 < len(rivals) else sentence.span.end
    if measure and measure.end > cue.end:
        high = max(high, measure.end)
    other = _other_measure(sentence, measure)
    own = _between(sentence, max(low, start), min(high, end, other))
    wide = _between(sentence, start, end)
    first = rivals[0].start
    subject = _between(sentence, sentence.bounds(first)[0], first)
    behind = tuple(place for place in own if place.start >= cue.end)
    stretches = [own]
    if behind and subject and not set(subject) <= set(own):
        stretches.append(subject + behind)
    if not own:
        stretches.append(wide)
    if (
        own
        and measure
        and own[0].start >= measure.end
        and _TO.match(sentence.abstract, measure.end)
    ):
        earlier = [listed.places for listed in sentence.lists if listed.end <= measure.start]
        stretches += [last + own for last in earlier[-1:]]
    if not wide and cue.correlates and start > sentence.span.start:
        stretches.append(_between(sentence, sentence.bounds(start - 1)[0], start))
    return list(dict.fromkeys(stretch for stretch in _untaken(sentence, cue, stretches) if stretch))


def _low(sentence: SentenceMentions, cue: Cue, measure: Match | None, rival: Cue | None) -> int:
    """Return where the places that a cue may speak of begin; a rival stands before it."""
    low = rival.end if rival else sentence.span.start
    if measure and measure.start < cue.start:
        return min(low, measure.start)
    if rival is None or rival.start < sentence.bounds(cue.start)[0]:
        return low
    # what stands before a second "stronger connectivity" is of the first, and so it is
    # before "and hypoconnectivity of A with B"
    opens = measure.start >= cue.end if measure else _OF.match(sentence.abstract, cue.end)
    return cue.start if opens else low


def _untaken(
    sentence: SentenceMentions, cue: Cue, stretches: Sequence[tuple[Place, ...]]
) -> Iterator[tuple[Place, ...]]:
    """Yield stretches without what makes a compound with another change: ``A-B hypoconnectivity``.

    Such a change is a measure itself.
    """
    ends = {rival.start - 1 for rival in sentence.cues if rival.measure and rival is not cue}
    taken: list[Place] = []
    for place in reversed(sentence.places) if ends else ():
        if place.after in ends:
            taken.append(place)
            if sentence.abstract[place.start - 1] in _HYPHENS:
                ends.add(place.start - 1)
    for stretch in stretches:
        yield tuple(place for place in stretch if place not in taken) if taken else stretch


def _other_measure(sentence: SentenceMentions, measure: Match | None) -> int:
    """Return where another measure begins that has a cue of its own: its places are not ours."""
    if measure:
        for other in sentence.measures:
            cued = any(measure.end <= cue.start < other.start for cue in sentence.cues)
            if other.start > measure.end and other.id != measure.id and cued:
                return other.start
    return sentence.span.end


def _between(sentence: SentenceMentions, start: int, end: int) -> tuple[Place, ...]:
    return tuple(place for place in sentence.places if start <= place.start and place.end <= end)
