"""Where two findings of one cell point different ways, and which kind of conflict that is.

The tests come in the order in which they are told: same family of measures, same comparison, same
species and intervention, independent cohorts, overlapping side, opposite signs. Only what passes
every one is a strict contradiction. The rest has the name of the first test that it fails, if
there is something to say. Unknown never passes: sides overlap where both are named, or neither.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from bot.domain.claims import ConflictKind, Evidence, Species
from bot.domain.studies import OPPOSITE, Direction
from bot.synthesis.cells import Cell, Measures, comparable, sides

PAIRED = 50
"""Cohorts of each sign that are held against each other; the counts tell of more."""
_LISTED = 30
"""Conflicts of one kind within a claim; beyond that each cohort is listed once or twice."""
_WHOLE = "bilateral"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two findings that point different ways."""

    kind: ConflictKind
    a: Evidence
    b: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """What the tests need to know beside the findings."""

    measures: Measures
    possible: frozenset[tuple[str, str]]
    """Pairs of cohorts that may be one: they are not shown to be independent."""
    animals: Mapping[str, frozenset[str]]
    """The species that each study names."""

    def within(self, cell: Cell, evidence: tuple[Evidence, ...]) -> tuple[Clash, ...]:
        """Conflicts among the findings of one cell: one for a pair of cohorts and a kind."""
        by = {direction: _some(evidence, direction) for direction in Direction}
        pairs: list[tuple[Evidence, Evidence]] = []
        for sign in (Direction.INCREASE, Direction.POSITIVE_CORRELATION):
            pairs += product(by[sign], by[OPPOSITE[sign]])
        clear = [signed for sign in OPPOSITE for signed in by[sign]]
        pairs += [(signed, null) for null in by[Direction.NONE] for signed in clear]
        pairs += [
            (signed, unsigned)
            for unsigned in by[Direction.ALTERED]
            for signed in self._beside(clear, unsigned)
        ]
        clashes: dict[tuple[str, str, ConflictKind], Clash] = {}
        for a, b in pairs:
            kind = self._kind(cell, a, b)
            if kind:
                low, high = sorted((a.cohort, b.cohort))
                clashes.setdefault((low, high, kind), Clash(kind, a, b))
        return tuple(_thinned(clashes.values()))

    def _kind(self, cell: Cell, a: Evidence, b: Evidence) -> ConflictKind | None:
        """The first test that two findings of one cell fail; nothing where that says nothing."""
        if OPPOSITE[a.direction] is not b.direction:
            return self._weak_kind(cell, a, b)
        same_people = self.same_people(a, b)
        together = self._together(cell, a, b)
        if a.cohort == b.cohort and (a.measure != b.measure or not together):
            return None
        if not comparable(cell, self.measures, (a, b)):
            return _unclear(cell, self.measures)
        if self._other_animals(cell, a, b):
            return ConflictKind.SPECIES
        if same_people:
            return ConflictKind.REPORT
        return ConflictKind.STRICT if together else ConflictKind.SIDE

    def _weak_kind(self, cell: Cell, a: Evidence, b: Evidence) -> ConflictKind | None:
        """An effect beside a null, or beside a difference without a sign."""
        clear = comparable(cell, self.measures, (a, b))
        if not clear or self._apart(cell, a, b) or a.study == b.study:
            return None
        if b.direction is Direction.ALTERED:
            return None if self.same_people(a, b) else ConflictKind.INDETERMINATE
        return ConflictKind.REPORT if self.same_people(a, b) else ConflictKind.NULL

    def _beside(self, clear: Iterable[Evidence], dim: Evidence) -> list[Evidence]:
        """The first sign of other people: one is enough to say that a direction is missing."""
        return list(
            islice((evidence for evidence in clear if not self.same_people(evidence, dim)), 1)
        )

    def _other_animals(self, cell: Cell, a: Evidence, b: Evidence) -> bool:
        """Whether two studies of animals name none in common."""
        first, second = (self.animals.get(evidence.study, frozenset()) for evidence in (a, b))
        return cell.species is Species.ANIMAL and not (first & second or first == second)

    def same_people(self, a: Evidence, b: Evidence) -> bool:
        """Whether two findings are, or may be, of one cohort."""
        return a.cohort == b.cohort or _pair(a.cohort, b.cohort) in self.possible

    def _together(self, cell: Cell, a: Evidence, b: Evidence) -> bool:
        """Whether the sides overlap: both named and meeting, or both left open."""
        ends = zip(sides(cell, a, self.measures), sides(cell, b, self.measures), strict=True)
        return all(x == y or (x and y and _WHOLE in (x, y)) for x, y in ends)

    def _apart(self, cell: Cell, a: Evidence, b: Evidence) -> bool:
        """Whether the sides are named and do not meet."""
        ends = zip(sides(cell, a, self.measures), sides(cell, b, self.measures), strict=True)
        return not all(meet(x, y) for x, y in ends)


def _unclear(cell: Cell, measures: Measures) -> ConflictKind:
    """Which test two signs fail that are not known to be of one quantity in one comparison."""
    if measures.vague(cell.comparison):
        return ConflictKind.COMPARATOR
    untold = measures.depends(cell.comparison) and not cell.intervention
    return ConflictKind.SPECIES if untold else ConflictKind.QUANTITY


def meet(x: str, y: str) -> bool:
    """Whether two sides may overlap: one is open, or both, or they are the same."""
    return not (x and y) or x == y or _WHOLE in (x, y)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _some(evidence: Iterable[Evidence], direction: Direction) -> list[Evidence]:
    """Findings of one direction, of so many cohorts as can be paired."""
    by_cohort: dict[str, list[Evidence]] = {}
    for item in evidence:
        if item.direction is direction and (item.cohort in by_cohort or len(by_cohort) < PAIRED):
            by_cohort.setdefault(item.cohort, []).append(item)
    return [item for items in by_cohort.values() for item in items]


def _thinned(clashes: Iterable[Clash]) -> Iterator[Clash]:
    """All, or of a kind with very many those that name a cohort not named before."""
    kinds: dict[ConflictKind, list[Clash]] = {}
    for clash in clashes:
        kinds.setdefault(clash.kind, []).append(clash)
    for kind in kinds.values():
        named: set[str] = set()
        for clash in kind:
            new = {clash.a.cohort, clash.b.cohort} - named
            if len(kind) <= _LISTED or new:
                named |= new
                yield clash


def contradicted(clashes: Mapping[Cell, Iterable[Clash]]) -> frozenset[Cell]:
    """The cells in which something is strictly contradicted."""
    return frozenset(
        cell
        for cell, clashes in clashes.items()
        if any(clash.kind is ConflictKind.STRICT for clash in clashes)
    )
