"""Where two findings point different ways, and which kind of conflict that is.

The tests come in the order in which they are told: same family of measures, same comparison, same
species and intervention, independent cohorts, overlapping side, opposite signs. Only what passes
every one is a strict contradiction. The rest has the name of the first test that it fails, if
there is something to say. Unknown never passes: sides overlap where both are named, or neither.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product

from bot.domain.claims import Claim, ConflictKind, Evidence, Species
from bot.domain.studies import OPPOSITE, Direction
from bot.synthesis.cells import Cell, Measures, comparable, sides
from bot.synthesis.claims import signed
from bot.synthesis.variables import NOT_NAMED
from bot.topics.topic import Topic

_PAIRED = 50
"""Cohorts of each sign that are held against each other; the counts tell of more."""
_LISTED = 30
"""Conflicts of one kind within a claim; beyond that each cohort is listed once or twice."""
_WHOLE = "bilateral"

_Place = tuple[str, str]
_Question = tuple[str, str, str, str, str, Species]


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
        clear = [evidence for sign in OPPOSITE for evidence in by[sign]]
        pairs += [(evidence, null) for null in by[Direction.NONE] for evidence in clear]
        pairs += [
            (evidence, dim)
            for dim in by[Direction.ALTERED]
            for evidence in self._beside(clear, dim)
        ]
        clashes: dict[tuple[str, str, ConflictKind], Clash] = {}
        for a, b in pairs:
            kind = self._kind(cell, a, b)
            if kind:
                low, high = sorted((a.cohort, b.cohort))
                clashes.setdefault((low, high, kind), Clash(kind, a, b))
        return tuple(_thinned(clashes.values()))

    def across(self, claims: Iterable[Claim]) -> Iterator[tuple[Clash, Claim, Claim]]:
        """Claims about one place, or a place and a part of it, that lead opposite ways."""
        places: dict[_Place, list[Claim]] = {}
        questions: dict[_Question, dict[_Place, Claim]] = {}
        for claim in claims:
            if signed(claim) and claim.region:
                place = (claim.region, claim.region_b)
                places.setdefault(place, []).append(claim)
                questions.setdefault(_question(claim), {})[place] = claim
        for there in places.values():
            for a, b in combinations(there, 2):
                if _opposite(a, b) and a.clinical_variable == b.clinical_variable:
                    kind = _kind_across(a, b, self.measures)
                    if kind:
                        yield Clash(kind, *_shown(a, b)), a, b
        for asked in questions.values():
            yield from self._elsewhere(asked)

    def _elsewhere(self, asked: Mapping[_Place, Claim]) -> Iterator[tuple[Clash, Claim, Claim]]:
        """Yield opposite answers to one question: in a place and its part, or of and within it."""
        for (region, other), claim in asked.items():
            if not self._clear(claim):
                continue
            beside = [(ConflictKind.LEVEL, asked.get(place)) for place in self._wider(claim)]
            if not other:
                beside.append((ConflictKind.WITHIN, asked.get((region, region))))
            for kind, second in beside:
                pair = self._opposed(claim, second) if second else None
                if second and pair:
                    yield Clash(kind, *pair), claim, second

    def _wider(self, claim: Claim) -> Iterator[_Place]:
        """Yield the places that hold one; a connection whose other end is open is in none."""
        region, other = claim.region, claim.region_b
        connects = any(self.measures[evidence.measure].connects for evidence in claim.evidence)
        if connects and not other:
            return
        for parent in self.measures.above(region):
            yield from dict.fromkeys(((parent, other), (other, parent)))
        for parent in self.measures.above(other):
            yield from dict.fromkeys(((region, parent), (parent, region)))

    def _clear(self, claim: Claim) -> bool:
        """Whether it is known what a claim compares, and with what it goes."""
        asked = not self.measures.vague(claim.comparison) and claim.clinical_variable != NOT_NAMED
        done = claim.intervention or not self.measures.depends(claim.comparison)
        several = any(self.measures[evidence.measure].several for evidence in claim.evidence)
        return bool(asked and done and not several)

    def _opposed(self, a: Claim, b: Claim) -> tuple[Evidence, Evidence] | None:
        """Opposite findings of different people whose sides may meet; in the same, both are true.

        Of connections the sides are not compared: their ends need not stand in one order.
        """
        if not _opposite(a, b):
            return None
        pairs = product(_leading(a), _leading(b))
        return next(
            (
                (x, y)
                for x, y in pairs
                if not self._same_people(x, y) and (a.region_b or _meet(x.hemisphere, y.hemisphere))
            ),
            None,
        )

    def _kind(self, cell: Cell, a: Evidence, b: Evidence) -> ConflictKind | None:
        """The first test that two findings of one cell fail; nothing where that says nothing."""
        if OPPOSITE[a.direction] is not b.direction:
            return self._weak_kind(cell, a, b)
        same_people = self._same_people(a, b)
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
            return None if self._same_people(a, b) else ConflictKind.INDETERMINATE
        return ConflictKind.REPORT if self._same_people(a, b) else ConflictKind.NULL

    def _beside(self, clear: Iterable[Evidence], dim: Evidence) -> list[Evidence]:
        """The first sign of other people: one is enough to say that a direction is missing."""
        return list(
            islice((evidence for evidence in clear if not self._same_people(evidence, dim)), 1)
        )

    def _other_animals(self, cell: Cell, a: Evidence, b: Evidence) -> bool:
        """Whether two studies of animals name none in common."""
        first, second = (self.animals.get(evidence.study, frozenset()) for evidence in (a, b))
        return cell.species is Species.ANIMAL and not (first & second or first == second)

    def _same_people(self, a: Evidence, b: Evidence) -> bool:
        return a.cohort == b.cohort or _pair(a.cohort, b.cohort) in self.possible

    def _together(self, cell: Cell, a: Evidence, b: Evidence) -> bool:
        """Whether the sides overlap: both named and meeting, or both left open."""
        ends = zip(sides(cell, a, self.measures), sides(cell, b, self.measures), strict=True)
        return all(x == y or (x and y and _WHOLE in (x, y)) for x, y in ends)

    def _apart(self, cell: Cell, a: Evidence, b: Evidence) -> bool:
        """Whether the sides are named and do not meet."""
        ends = zip(sides(cell, a, self.measures), sides(cell, b, self.measures), strict=True)
        return not all(_meet(x, y) for x, y in ends)


def _unclear(cell: Cell, measures: Measures) -> ConflictKind:
    """Which test two signs fail that are not known to be of one quantity in one comparison."""
    if measures.vague(cell.comparison):
        return ConflictKind.COMPARATOR
    untold = measures.depends(cell.comparison) and not cell.intervention
    return ConflictKind.SPECIES if untold else ConflictKind.INDETERMINATE


def _question(claim: Claim) -> _Question:
    """What a claim asks, wherever."""
    return (claim.family, claim.scale, claim.comparison, claim.clinical_variable,
            claim.intervention, claim.species)  # fmt: skip


def _opposite(a: Claim, b: Claim) -> bool:
    return OPPOSITE[a.direction] is b.direction


def _kind_across(a: Claim, b: Claim, measures: Measures) -> ConflictKind | None:
    """The one test that two claims fail; where they fail several there is nothing to compare."""
    asked = a.comparison == b.comparison and a.intervention == b.intervention
    if a.family != b.family:
        return ConflictKind.CROSS_FAMILY if asked and a.species is b.species else None
    if a.scale != b.scale:
        return None
    if a.species is not b.species:
        first, second = (
            measures.topic.comparison(claim.comparison).stands_for or claim.comparison
            for claim in (a, b)
        )
        same = first == second
        return ConflictKind.SPECIES if same and a.intervention == b.intervention else None
    if a.comparison == b.comparison:
        return ConflictKind.SPECIES
    if reverses(a, b, measures.topic) or reverses(b, a, measures.topic):
        return ConflictKind.REVERSAL
    return _by_comparator(a, b, measures)


def _by_comparator(a: Claim, b: Claim, measures: Measures) -> ConflictKind | None:
    """A change under treatment answers another question than a difference between groups."""
    mixed = measures.depends(a.comparison) is not measures.depends(b.comparison)
    known = not (measures.vague(a.comparison) or measures.vague(b.comparison))
    return ConflictKind.COMPARATOR if known and not mixed else None


def reverses(burden: Claim, moved: Claim, topic: Topic) -> bool:
    """Whether an intervention moves back what goes with the exposure, which it did not cause."""
    treated = topic.comparison(moved.comparison).shows_change and moved.intervention
    harm = any(word in moved.intervention.casefold() for word in topic.course.harms)
    same = (burden.family, burden.scale, burden.species) == (
        moved.family, moved.scale, moved.species
    )  # fmt: skip
    opposite = OPPOSITE.get(burden.direction) is moved.direction
    borne = topic.comparison(burden.comparison).burden
    return bool(borne and treated and not harm and same and opposite)


def _shown(a: Claim, b: Claim) -> tuple[Evidence, Evidence]:
    """The findings that stand for two claims: of two cohorts where that can be."""
    firsts, others = _leading(a), _leading(b)
    pairs = product(firsts, others)
    return next(((x, y) for x, y in pairs if x.cohort != y.cohort), (firsts[0], others[0]))


def _leading(claim: Claim) -> list[Evidence]:
    """The first findings that say what a claim says."""
    leading = [item for item in claim.evidence if item.direction is claim.direction]
    return leading[:_PAIRED]


def _meet(x: str, y: str) -> bool:
    """Whether two sides may overlap: one is open, or both, or they are the same."""
    return not (x and y) or x == y or _WHOLE in (x, y)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _some(evidence: Iterable[Evidence], direction: Direction) -> list[Evidence]:
    """Findings of one direction, of so many cohorts as can be paired."""
    by_cohort: dict[str, list[Evidence]] = {}
    for item in evidence:
        if item.direction is direction and (item.cohort in by_cohort or len(by_cohort) < _PAIRED):
            by_cohort.setdefault(item.cohort, []).append(item)
    return [evidence for evidences in by_cohort.values() for evidence in evidences]


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
