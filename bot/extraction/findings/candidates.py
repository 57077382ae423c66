"""Candidates are all the plausible fillings of a finding that one sentence allows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.studies import Direction
from bot.extraction.findings import choice, place_lists, wording
from bot.extraction.findings.choice import Choice, Context
from bot.extraction.findings.connections import connections
from bot.extraction.findings.correlations import Relation, relations
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import PlaceList, SentenceMentions
from bot.extraction.findings.place import Place
from bot.extraction.findings.stretches import stretches
from bot.extraction.lexicon import Match
from bot.extraction.vocabulary import Vocabulary

_DAMAGE = ("impair", "compromis", "disrupt", "deficit", "damage")
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible finding: a cue, a measure and a place, or a pair of them."""

    sentence: SentenceMentions
    cue: Cue
    measure: Choice
    direction: Direction
    place: Place | None = None
    far_end: Place | None = None
    """The other end of a connection, the same again within a network."""
    places: PlaceList | None = None
    """The list that the place stands in."""
    relation: Relation | None = None
    """What a correlation is with."""
    seeded: bool = False
    """Whether one end is the seed of the whole study and not named in the sentence."""
    carried: bool = False
    """Whether the places are those of the sentence before."""


@dataclass(frozen=True, slots=True)
class _Filling:
    """What is known of a finding before its place is."""

    sentence: SentenceMentions
    cue: Cue
    measure: Choice
    direction: Direction
    relation: Relation | None

    def at(self, place: Place | None = None, far_end: Place | None = None) -> Candidate:
        """Return the candidate at a place or between two."""
        lists = (listed for listed in self.sentence.lists if place in listed.places)
        return Candidate(
            self.sentence,
            self.cue,
            self.measure,
            self.direction,
            place,
            far_end,
            next(lists, None),
            self.relation,
        )


def candidates(
    sentence: SentenceMentions,
    context: Context,
    vocabulary: Vocabulary,
    earlier: SentenceMentions | None = None,
) -> Iterator[Candidate]:
    """Yield every candidate of a sentence, cue by cue; ``earlier`` is the sentence before it."""
    ends: list[Place] = []
    for cue, related in _read_cues(sentence):
        direction = _direction(cue, related)
        if direction is None:
            continue
        for measure in choice.choose(sentence, cue, context):
            direction = _of_integrity(cue, measure, direction)
            filling = _Filling(sentence, cue, measure, direction, related)
            if wording.is_of_unknown_place(sentence, cue, measure.match):
                continue
            filled = list(_filled(filling, vocabulary, context.seed))
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
                if candidate.place and candidate.far_end and candidate.measure.source == "attached"
            ] or ends
            if earlier and not sentence.places and wording.goes_on(sentence):
                yield from _carried(filling, vocabulary, earlier)


def _read_cues(sentence: SentenceMentions) -> Iterator[tuple[Cue, Relation | None]]:
    """Yield each cue that may tell a finding, once for each of the relations that it tells."""
    for cue in sentence.cues:
        if not any(rule(sentence, cue) for rule in wording.NO_FINDING):
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
        if {"to", "with"} & set(words[:3]):
            yield from (
                replace(candidate, place=end, far_end=place) for end in known if end != place
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
            filling = _Filling(sentence, cue, measure, direction, None)
            yield from (replace(filling.at(place), carried=True) for place in named.places)


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


def _connects(id: str, vocabulary: Vocabulary) -> bool:
    known = vocabulary.terms["measure"].get(id)
    return bool(known and known.connects)


def _filled(filling: _Filling, vocabulary: Vocabulary, seed: Place | None) -> Iterator[Candidate]:
    """Yield the candidates of one cue and one measure."""
    connects = _connects(filling.measure.id, vocabulary)
    if connects:
        yield from _connected(filling, seed)
    for place_list in place_lists.near_lists(filling.sentence, filling.cue):
        own = place_lists.compound(filling.sentence, filling.cue, place_list)
        if own and not connects and _listed_with(filling, own):
            yield from _listed(filling, place_list)
        elif own and not _connects(own.id, vocabulary):
            named = replace(filling, measure=Choice(own.id, "compound", own))
            yield from _listed(named, place_list)
        elif not (own or connects):
            yield from _of_list(filling, place_list, vocabulary)
    if not wording.has_unknown_place(filling.sentence, filling.cue):
        yield filling.at()


def _of_list(
    filling: _Filling, place_list: PlaceList, vocabulary: Vocabulary
) -> Iterator[Candidate]:
    """Yield the candidates at a list of places, of the measure of its own as well."""
    own = place_lists.owned(filling.sentence, place_list)
    if own and own.id != filling.measure.id and not _connects(own.id, vocabulary):
        owned = replace(filling, measure=Choice(own.id, "owned", own))
        yield from _listed(owned, place_list)
        match = filling.measure.match
        if (
            match
            and (match.end <= own.start or _owns_another(filling, place_list))
            and not _listed_with(filling, own)
        ):
            return  # "correlated with the volume of A and the thickness of B"
    yield from _listed(filling, place_list)


def _listed_with(filling: _Filling, own: Match) -> bool:
    """Whether the measure stands in one list with that of a place: ``insula volume and area``."""
    match = filling.measure.match
    return match not in (None, own) and place_lists.listed_beside(
        filling.sentence, *sorted((match, own), key=_start)
    )


def _start(match: Match) -> int:
    return match.start


def _owns_another(filling: _Filling, place_list: PlaceList) -> bool:
    """Whether the measure is that of another list of places."""
    match, sentence = filling.measure.match, filling.sentence
    return match is not None and any(
        place_lists.owned(sentence, other) is match
        for other in sentence.lists
        if other is not place_list
    )


def _listed(filling: _Filling, place_list: PlaceList) -> Iterator[Candidate]:
    """Yield the candidates at a list of places, none where the list is left out."""
    if wording.excepted(filling.sentence, place_list):
        if filling.direction is not Direction.ALTERED and not filling.cue.correlates:
            return
        filling = replace(filling, direction=Direction.NONE)
    yield from (filling.at(place) for place in place_list.places)


def _connected(filling: _Filling, seed: Place | None) -> Iterator[Candidate]:
    """Yield the connections that a cue may speak of: the places of its clause, paired."""
    sentence, cue = filling.sentence, filling.cue
    at = filling.measure.match or Match(id=filling.measure.id, start=cue.start, end=cue.end)
    for near in stretches(sentence, cue, filling.measure.match):
        for place, far_end in connections(sentence.abstract, at, list(near)):
            if far_end is None and seed and seed.id != place.id and not _named(sentence, seed):
                yield replace(filling.at(place, seed), seeded=True)
                continue
            if far_end is place and wording.lies_in(sentence, cue, place):
                yield filling.at(place)
                continue
            yield filling.at(place, far_end)
            if far_end is place and _alone(filling, place):
                yield filling.at(place)


def _alone(filling: _Filling, place: Place) -> bool:
    """Whether connectivity may be that of a network with others, and not within it."""
    sentence = filling.sentence
    of_network = place.network and not (
        wording.says_within(sentence) or wording.belongs_to(sentence, filling.measure.match, place)
    )
    return of_network or wording.stands_in(sentence, filling.at(place).places)


def _named(sentence: SentenceMentions, seed: Place) -> bool:
    return any(place.id == seed.id for place in sentence.places)


def _carried(
    filling: _Filling, vocabulary: Vocabulary, earlier: SentenceMentions
) -> Iterator[Candidate]:
    """Yield candidates at the places of the sentence before, which this one goes on about."""
    known = vocabulary.terms["measure"].get(filling.measure.id)
    if known and known.regionless:
        return
    if _connects(filling.measure.id, vocabulary):
        measures = [measure for measure in earlier.measures if measure.id == filling.measure.id]
        if not measures:
            return
        pairs = connections(earlier.abstract, measures[0], list(earlier.places))
    else:
        pairs = [(place, None) for place in earlier.places]
    for near_end, far_end in pairs:
        yield replace(filling.at(near_end, far_end), carried=True)
