"""Where what a cue says of a measure may be: at lists of places, between two, or at none."""

from collections.abc import Iterator

from bot.domain.studies import Direction
from bot.extraction.findings import place_lists, wording
from bot.extraction.findings.candidate import Candidate, Filling
from bot.extraction.findings.choice import Choice
from bot.extraction.findings.connections import connections
from bot.extraction.findings.mentions import PlaceList, SentenceMentions
from bot.extraction.findings.place import Place
from bot.extraction.findings.stretches import stretches
from bot.extraction.lexicon import Match
from bot.extraction.vocabulary import Vocabulary


def filled_in(filling: Filling, vocabulary: Vocabulary, seed: Place | None) -> Iterator[Candidate]:
    """Yield the candidates of one cue and one measure."""
    connects = _connects(filling.measure.id, vocabulary)
    if connects:
        yield from _connected(filling, seed)
    for place_list in place_lists.near_lists(filling.sentence, filling.cue):
        own = place_lists.compound(filling.sentence, filling.cue, place_list)
        if own and not connects and _listed_with(filling, own):
            yield from _listed(filling, place_list)
        elif own and not _connects(own.id, vocabulary):
            named = filling._replace(measure=Choice(own.id, "compound", own))
            yield from _listed(named, place_list)
        elif not (own or connects):
            yield from _of_list(filling, place_list, vocabulary)
    if not wording.has_unknown_place(filling.sentence, filling.cue):
        yield filling.at()


def carried_over(
    filling: Filling, vocabulary: Vocabulary, earlier: SentenceMentions
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
        yield filling.at(near_end, far_end)._replace(carried=True)


def _connects(id: str, vocabulary: Vocabulary) -> bool:
    known = vocabulary.terms["measure"].get(id)
    return bool(known and known.connects)


def _of_list(
    filling: Filling, place_list: PlaceList, vocabulary: Vocabulary
) -> Iterator[Candidate]:
    """Yield the candidates at a list of places, of the measure of its own as well."""
    own = place_lists.owned(filling.sentence, place_list)
    if wording.left_out(filling.sentence, own):
        own = None
    if own and own.id != filling.measure.id and not _connects(own.id, vocabulary):
        owned = filling._replace(measure=Choice(own.id, "owned", own))
        yield from _listed(owned, place_list)
        match = filling.measure.match
        if (
            match
            and (match.end <= own.start or _owns_another(filling, place_list))
            and not _listed_with(filling, own)
        ):
            return  # "correlated with the volume of A and the thickness of B"
    yield from _listed(filling, place_list)


def _listed_with(filling: Filling, own: Match) -> bool:
    """Whether the measure stands in one list with that of a place: ``insula volume and area``."""
    match = filling.measure.match
    return match not in (None, own) and place_lists.listed_beside(
        filling.sentence, *sorted((match, own), key=_start)
    )


def _start(match: Match) -> int:
    return match.start


def _owns_another(filling: Filling, place_list: PlaceList) -> bool:
    """Whether the measure is that of another list of places."""
    match, sentence = filling.measure.match, filling.sentence
    return match is not None and any(
        place_lists.owned(sentence, other) is match
        for other in sentence.lists
        if other is not place_list
    )


def _listed(filling: Filling, place_list: PlaceList) -> Iterator[Candidate]:
    """Yield the candidates at a list of places, none where the list is left out."""
    included = _unless_excepted(filling, place_list)
    if included:
        yield from (included.at(place) for place in place_list.places)


def _unless_excepted(filling: Filling, place_list: PlaceList) -> Filling | None:
    """Return what is said of a list: of one that is left out a null, or nothing of a sign."""
    if wording.is_reference(filling.sentence, place_list):
        return None
    if not wording.excepted(filling.sentence, place_list):
        return filling
    if filling.direction is not Direction.ALTERED and not filling.cue.correlates:
        return None
    return filling._replace(direction=Direction.NONE)


def _connected(filling: Filling, seed: Place | None) -> Iterator[Candidate]:
    """Yield the connections that a cue may speak of: the places of its clause, paired."""
    sentence, cue = filling.sentence, filling.cue
    at = filling.measure.match or Match(id=filling.measure.id, start=cue.start, end=cue.end)
    for near in stretches(sentence, cue, filling.measure.match):
        for place, far_end in connections(sentence.abstract, at, list(near)):
            included = _unless_excepted(filling, PlaceList((place,)))
            included = included and _unless_excepted(included, PlaceList((far_end or place,)))
            if included:
                yield from _connection(included, place, far_end, seed)


def _connection(
    filling: Filling, place: Place, far_end: Place | None, seed: Place | None
) -> Iterator[Candidate]:
    """Yield what one pair of ends may be: the seed may be left out, and so may the other end."""
    sentence = filling.sentence
    if far_end is None and seed and seed.id != place.id and not _named(sentence, seed):
        yield filling.at(place, seed)._replace(seeded=True)
    elif far_end is place and wording.lies_in(sentence, filling.cue, place):
        yield filling.at(place)
    else:
        yield filling.at(place, far_end)
        if far_end is place and _alone(filling, place):
            yield filling.at(place)


def _alone(filling: Filling, place: Place) -> bool:
    """Whether connectivity may be that of a network with others, and not within it."""
    sentence = filling.sentence
    of_network = place.network and not (
        wording.says_within(sentence) or wording.belongs_to(sentence, filling.measure.match, place)
    )
    return of_network or wording.stands_in(sentence, filling.at(place).places)


def _named(sentence: SentenceMentions, seed: Place) -> bool:
    return any(place.id == seed.id for place in sentence.places)
