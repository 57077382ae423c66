"""Candidates are all the plausible fillings of a finding that one sentence allows."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction.findings import choice
from bot.extraction.findings.choice import Choice, Context
from bot.extraction.findings.connections import connections
from bot.extraction.findings.correlations import Relation, relation
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import PlaceList, SentenceMentions
from bot.extraction.findings.places import Place
from bot.extraction.lexicon import Match
from bot.extraction.vocabulary import Vocabulary

_LISTS = 3
"""How many lists on each side of a cue are tried."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible finding: a cue, a measure and a place, or a pair of them."""

    sentence: SentenceMentions
    cue: Cue
    measure: Choice
    direction: Direction
    place: Place | None = None
    other: Place | None = None
    """The other end of a connection, the same again within a network."""
    places: PlaceList | None = None
    """The list that the place stands in."""
    relation: Relation | None = None
    """What a correlation is with."""
    seeded: bool = False
    """Whether one end is the seed of the whole study and not named in the sentence."""
    continued: bool = False
    """Whether the cue stands in the sentence before that of the places."""


def candidates(
    sentence: SentenceMentions, context: Context, vocabulary: Vocabulary, seed: Place | None = None
) -> Iterator[Candidate]:
    """Yield every candidate of a sentence, cue by cue."""
    for cue in sentence.cues:
        told = relation(sentence, cue) if cue.correlates else None
        direction = told.direction if told else Direction(cue.sign) if not cue.correlates else None
        if direction is None:
            continue
        for measure in choice.choose(sentence, cue, context):
            yield from _filled(sentence, cue, measure, direction, told, vocabulary, seed)


def _filled(
    sentence: SentenceMentions,
    cue: Cue,
    measure: Choice,
    direction: Direction,
    told: Relation | None,
    vocabulary: Vocabulary,
    seed: Place | None,
) -> Iterator[Candidate]:
    """Yield the candidates of one cue and one measure."""
    known = vocabulary.terms["measure"].get(measure.id)
    if known and known.connects:
        yield from _connected(sentence, cue, measure, direction, told, seed)
    else:
        for found in _near(sentence, cue):
            for place in found.places:
                yield Candidate(
                    sentence, cue, measure, direction, place, places=found, relation=told
                )
    yield Candidate(sentence, cue, measure, direction, relation=told)


def _near(sentence: SentenceMentions, cue: Cue) -> list[PlaceList]:
    """Return the lists of places around a cue, the nearest of each side."""
    before = [it for it in sentence.lists if it.end <= cue.start][-_LISTS:]
    behind = [it for it in sentence.lists if it.start >= cue.end][:_LISTS]
    return before + behind


def _connected(
    sentence: SentenceMentions,
    cue: Cue,
    measure: Choice,
    direction: Direction,
    told: Relation | None,
    seed: Place | None,
) -> Iterator[Candidate]:
    """Yield the connections that a cue may speak of: the places of its clause, paired."""
    lists = {place: found for found in sentence.lists for place in found.places}
    for near in _stretches(sentence, cue, measure.match):
        at = measure.match or Match(id=measure.id, start=cue.start, end=cue.end)
        if near and min(p.start for p in near) >= at.end and max(p.end for p in near) <= at.start:
            continue
        for one, other in connections(sentence.abstract, at, list(near)):
            yield Candidate(
                sentence, cue, measure, direction, one, other, lists.get(one), relation=told
            )
            if other is None and seed and seed.id != one.id:
                yield Candidate(
                    sentence, cue, measure, direction, one, seed, lists.get(one), told, seeded=True
                )


def _stretches(
    sentence: SentenceMentions, cue: Cue, measure: Match | None
) -> list[tuple[Place, ...]]:
    """Return the sets of places whose connections a cue may speak of."""
    changes = [it for it in sentence.cues if it.correlates == cue.correlates and it.form != "x"]
    at = changes.index(cue)
    low, high = sentence.span.start, sentence.span.end
    start, end = sentence.bounds(cue.start)
    inner_low = changes[at - 1].end if at else low
    inner_high = changes[at + 1].start if at + 1 < len(changes) else high
    if measure and measure.start < cue.start:
        inner_low = min(inner_low, measure.start)
    if measure and measure.end > cue.end:
        inner_high = max(inner_high, measure.end)
    own = tuple(
        it
        for it in sentence.places
        if max(inner_low, start) <= it.start and it.end <= min(inner_high, end)
    )
    wide = tuple(it for it in sentence.places if start <= it.start and it.end <= end)
    subject = tuple(
        it for it in sentence.places if start <= it.start and it.end <= changes[0].start
    )
    behind = tuple(it for it in own if it.start >= cue.end)
    found = [own]
    if behind and subject and not set(subject) <= set(own):
        found.append(subject + behind)
    if not own and wide:
        found.append(wide)
    return list(dict.fromkeys(it for it in found if it))
