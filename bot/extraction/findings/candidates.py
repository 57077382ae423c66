"""Candidates are all the plausible fillings of a finding that one sentence allows."""

from collections.abc import Iterator

from bot.domain.studies import Direction
from bot.extraction.findings import choice, wording
from bot.extraction.findings.candidate import Candidate, Filling
from bot.extraction.findings.choice import Choice, Context
from bot.extraction.findings.correlations import Relation, relations
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.fillings import carried_over, filled_in
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.no_finding import NO_FINDING
from bot.extraction.findings.place import Place
from bot.extraction.vocabulary import Vocabulary

_DAMAGE = ("impair", "compromis", "disrupt", "deficit", "damage")
_PAIR = 2
_NAMED = ("attached", "clause")
"""How the measure is known of which a near end is told."""
_BEFORE_END = 2
"""Words right before a far end: ``with the``."""


def candidates(
    sentence: SentenceMentions,
    context: Context,
    vocabulary: Vocabulary,
    earlier: SentenceMentions | None = None,
) -> Iterator[Candidate]:
    """Yield every candidate of a sentence, cue by cue; ``earlier`` is the sentence before it."""
    ends: list[Place] = []
    for cue, related in _read_cues(sentence):
        for measure in choice.choose(sentence, cue, context):
            direction = _of_measure(sentence, cue, measure, related)
            if direction is None:
                continue
            filling = Filling(sentence, cue, measure, direction, related)
            filled = list(filled_in(filling, vocabulary, context.seed))
            filled = [each for each in filled if _reached(each) and not _out_of_order(each)]
            onward = list(_onward(filled, ends))
            further = {candidate.far_end for candidate in onward}
            yield from (
                candidate
                for candidate in filled
                if candidate.far_end or candidate.place not in further
            )
            yield from onward
            ends = [
                candidate.place
                for candidate in filled
                if candidate.place and candidate.far_end and candidate.measure.source in _NAMED
            ] or ends
            if earlier and not sentence.places and wording.goes_on(sentence):
                yield from carried_over(filling, vocabulary, earlier)


def _of_measure(
    sentence: SentenceMentions, cue: Cue, measure: Choice, related: Relation | None
) -> Direction | None:
    """Return the direction that a cue tells of a measure; nothing where it is of something else."""
    told = _direction(cue, related)
    if told is None or wording.is_of_another_property(sentence, measure.match):
        return None
    if wording.is_of_unknown_place(sentence, cue, measure.match):
        return None
    if wording.left_out(sentence, measure.match):
        unsigned = told is Direction.ALTERED or cue.correlates
        return Direction.NONE if unsigned else None
    return _of_integrity(cue, measure, told)


def _read_cues(sentence: SentenceMentions) -> Iterator[tuple[Cue, Relation | None]]:
    """Yield each cue that may tell a finding, once for each of the relations that it tells."""
    for cue in sentence.cues:
        if not any(rule(sentence, cue) for rule in NO_FINDING):
            related = relations(sentence, cue) if cue.correlates else ()
            yield from ((cue, each) for each in related or (None,))


def _onward(filled: list[Candidate], ends: list[Place]) -> Iterator[Candidate]:
    """Yield the connections of the near end that an earlier cue named: ``and less to C``."""
    known = dict.fromkeys(ends)
    for candidate in filled:
        place, match = candidate.place, candidate.measure.match
        if place is None or match is None or candidate.far_end or match.end > place.start:
            continue
        words = candidate.sentence.words(match.end, place.start)
        if {"to", "with"} & {*words[:3], *words[-_BEFORE_END:]}:
            yield from (
                candidate._replace(place=end, far_end=place) for end in known if end != place
            )


def _reached(candidate: Candidate) -> bool:
    """Whether the place is one of those that a correlation is told of."""
    reach = candidate.relation.reach if candidate.relation else None
    ends = filter(None, (candidate.place, candidate.far_end))
    return reach is None or all(reach[0] <= end.start < reach[1] for end in ends)


def _out_of_order(candidate: Candidate) -> bool:
    """Whether ``respectively`` gives a place to another of the measures listed beside this one."""
    sentence, group, match = candidate.sentence, candidate.places, candidate.measure.match
    if "respectively" not in sentence.small or not group or not match or len(group.places) < _PAIR:
        return False
    if candidate.cue.correlates:
        return False
    start, end = sentence.bounds(candidate.cue.start)
    near = [measure for measure in sentence.measures if start <= measure.start < end]
    signed = [cue for cue in sentence.cues if start <= cue.start < end and not cue.correlates]
    if candidate.place not in group.places:
        return False
    place = group.places.index(candidate.place)
    if len(near) == len(group.places):
        return near.index(match) != place
    return len(signed) == len(group.places) and signed.index(candidate.cue) != place


def following(
    sentence: SentenceMentions, named: SentenceMentions, context: Context
) -> Iterator[Candidate]:
    """Yield candidates of a sentence without places at those that the next one lists."""
    if sentence.places or not wording.lists_places(named):
        return
    for cue in sentence.cues:
        direction = None if cue.correlates else _direction(cue, None)
        if direction is None:
            continue
        for measure in choice.choose(sentence, cue, context):
            filling = Filling(sentence, cue, measure, direction, None)
            yield from (filling.at(place)._replace(carried=True) for place in named.places)


def _direction(cue: Cue, related: Relation | None) -> Direction | None:
    """Return the direction of a cue: what is taken back is none, and an increase nothing.

    Of activation that was not found it is none: nothing says that there was less.
    """
    if cue.negated:
        unsigned = cue.sign == "altered" or cue.correlates or cue.activates
        return Direction.NONE if unsigned else None
    return related.direction if related else Direction(cue.sign)


def _of_integrity(cue: Cue, measure: Choice, direction: Direction) -> Direction:
    """Let damage to the integrity of fibres be a decrease; of other measures it has no sign."""
    damaged = measure.id == "WM_integrity" and cue.word.startswith(_DAMAGE)
    return Direction.DECREASE if damaged and direction is Direction.ALTERED else direction
