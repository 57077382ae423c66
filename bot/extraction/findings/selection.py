"""Of the interpretations of an abstract, chooses those that may stand side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.domain.studies import OPPOSITE, Direction
from bot.extraction.findings import place_lists
from bot.extraction.findings.candidate import Candidate
from bot.extraction.findings.interpretations import Interpretation

_Key = tuple[object, ...]


class Rated(NamedTuple):
    """An interpretation and how likely it is right."""

    interpretation: Interpretation
    confidence: float

    @property
    def subject(self) -> _Key:
        """What it is about, without direction and comparison; changes and correlations apart."""
        return (*self.interpretation.key[1:-1], self.interpretation.candidate.cue.correlates)


def select(
    rated: Iterable[Rated], least: float, *, stands: Callable[[Interpretation], bool] | None = None
) -> list[Rated]:
    """Return what may stand, the surest first: each place has one cue, each finding one source.

    What does not stand by the words around it still takes its place, but is no finding's source.
    """
    ordered = sorted((each for each in rated if each.confidence >= least), key=_order)
    single = list(_placed(list(_one_cue_a_place(ordered))))
    return list(_one_comparison(_without_vague(single), stands or (lambda _: True)))


def _order(rated: Rated) -> tuple[float, int, int, str]:
    candidate = rated.interpretation.candidate
    place = candidate.place.start if candidate.place else -1
    return (-rated.confidence, candidate.cue.start, place, " ".join(rated.interpretation.key))


def _one_cue_a_place(ordered: Sequence[Rated]) -> Iterator[Rated]:
    """Yield what is likeliest at each place: a place that one cue has won is not another's."""
    won: dict[_Key, list[Candidate]] = {}
    read_as: dict[_Key, bool] = {}
    paired: set[_Key] = set()
    alone: set[_Key] = set()
    for rated in ordered:
        candidate = rated.interpretation.candidate
        sentence = candidate.sentence.span.start
        kind = candidate.cue.correlates
        if read_as.setdefault((sentence, candidate.cue.start), kind) != kind:
            continue  # one word says a change or a correlation
        if candidate.place:
            first = (sentence, candidate.place.start, kind)
            far_end = candidate.far_end.start if candidate.far_end else None
            rivals = won.setdefault((*first, far_end), [])
            if not all(_beside(rival, candidate) for rival in rivals):
                continue
            rivals.append(candidate)
            within = candidate.far_end is candidate.place
            if (far_end is None and first in paired) or (within and first in alone):
                continue
            (alone if far_end is None else paired).add(first)
        yield rated


def _beside(rival: Candidate, candidate: Candidate) -> bool:
    """Whether two things may be said of one place: the same, of two measures, or by two verbs."""
    if rival.direction == candidate.direction or _of_two_measures(rival, candidate):
        return True
    if rival.cue is candidate.cue and rival.measure.id != candidate.measure.id:
        return rival.relation is candidate.relation  # "GMV but not FA of A correlated"
    first, second = sorted((rival.cue, candidate.cue), key=lambda cue: cue.start)
    subject = candidate.far_end or candidate.place
    if subject is None or subject.after > first.start:
        return False
    if first is second:
        return rival.relation is not candidate.relation
    places = candidate.sentence.places
    return not any(first.end <= place.start for place in places)


def _of_two_measures(rival: Candidate, candidate: Candidate) -> bool:
    """Whether the changes of two measures share the place: ``lower FA and higher RD in A``."""
    signed = {rival.direction, candidate.direction} <= OPPOSITE.keys()
    return (
        signed
        and rival.measure.id != candidate.measure.id
        and any(map(_shares, (rival, candidate)))
    )


def _shares(candidate: Candidate) -> bool:
    listed = candidate.places or candidate.place
    change = (candidate.sentence, candidate.cue, candidate.measure.match)
    return listed is not None and (
        place_lists.shares(*change, listed.start) or place_lists.goes_with(*change, listed.end)
    )


def _placed(kept: Sequence[Rated]) -> Iterator[Rated]:
    """Leave out what names no place where the same cue says it of one."""
    named = {
        id(rated.interpretation.candidate.cue)
        for rated in kept
        if rated.interpretation.candidate.place
    }
    for rated in kept:
        if (
            rated.interpretation.candidate.place
            or id(rated.interpretation.candidate.cue) not in named
        ):
            yield rated


def _without_vague(kept: Sequence[Rated]) -> Iterator[Rated]:
    """Leave out that something is altered where it is also said which way."""
    signed = {rated.subject for rated in kept if rated.interpretation.direction in OPPOSITE}
    for rated in kept:
        if rated.interpretation.direction is not Direction.ALTERED or rated.subject not in signed:
            yield rated


def _one_comparison(
    kept: Iterable[Rated], stands: Callable[[Interpretation], bool]
) -> Iterator[Rated]:
    """Yield each finding once; another comparison only where the words name its groups."""
    known: dict[_Key, list[Rated]] = {}
    yielded: set[_Key] = set()
    for rated in kept:
        key = rated.interpretation.key
        alike = known.setdefault(key[:-1], [])
        first = next((other for other in alike if _same_sides(other, rated)), rated)
        beside = first.interpretation.candidate.cue is rated.interpretation.candidate.cue
        stated = (*key, first.interpretation.sides)
        if stated in yielded or not (
            first is rated or beside or rated.interpretation.contrast.explicit
        ):
            continue
        if stands(rated.interpretation):
            if first is rated:
                alike.append(rated)
            yielded.add(stated)
            yield rated


def _same_sides(first: Rated, second: Rated) -> bool:
    """Whether no place is on one side in the one and on another side in the other."""
    pairs = zip(first.interpretation.sides, second.interpretation.sides, strict=True)
    return all(a == b or not (a and b) for a, b in pairs)
