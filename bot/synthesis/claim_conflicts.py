"""Where two claims lead opposite ways, and which kind of conflict that is.

They are about one place, or a place and a part of it. Claims differ in what they ask, so none of
these conflicts is a strict contradiction; where they differ in several things there is none.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from bot.domain.claims import Claim, ConflictKind, Evidence, Species
from bot.domain.studies import OPPOSITE
from bot.synthesis.cell_conflicts import PAIRED, Clash, Detector, meet
from bot.synthesis.cells import Measures
from bot.synthesis.claims import signed
from bot.synthesis.variables import NOT_NAMED
from bot.topics.topic import Topic

_Place = tuple[str, str]
_Question = tuple[str, str, str, str, str, Species]


def claim_conflicts(
    claims: Iterable[Claim], detector: Detector
) -> Iterator[tuple[Clash, Claim, Claim]]:
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
                kind = _kind(a, b, detector.measures)
                if kind:
                    yield Clash(kind, *_shown(a, b)), a, b
    for asked in questions.values():
        yield from _elsewhere(asked, detector)


def _elsewhere(
    asked: Mapping[_Place, Claim], detector: Detector
) -> Iterator[tuple[Clash, Claim, Claim]]:
    """Yield opposite answers to one question: in a place and its part, or of and within it."""
    measures = detector.measures
    for (region, other), claim in asked.items():
        if not _clear(claim, measures):
            continue
        beside = [(ConflictKind.LEVEL, asked.get(place)) for place in _wider(claim, measures)]
        if not other:
            beside.append((ConflictKind.WITHIN, asked.get((region, region))))
        for kind, second in beside:
            pair = _opposed(claim, second, detector) if second else None
            if second and pair:
                yield Clash(kind, *pair), claim, second


def _wider(claim: Claim, measures: Measures) -> Iterator[_Place]:
    """Yield the places that hold one; a connection whose other end is open is in none."""
    region, other = claim.region, claim.region_b
    connects = any(measures[evidence.measure].connects for evidence in claim.evidence)
    if connects and not other:
        return
    for parent in measures.above(region):
        yield from dict.fromkeys(((parent, other), (other, parent)))
    for parent in measures.above(other):
        yield from dict.fromkeys(((region, parent), (parent, region)))


def _clear(claim: Claim, measures: Measures) -> bool:
    """Whether it is known what a claim compares, and with what it goes."""
    asked = not measures.vague(claim.comparison) and claim.clinical_variable != NOT_NAMED
    done = claim.intervention or not measures.depends(claim.comparison)
    several = any(measures[evidence.measure].several for evidence in claim.evidence)
    return bool(asked and done and not several)


def _opposed(a: Claim, b: Claim, detector: Detector) -> tuple[Evidence, Evidence] | None:
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
            if not detector.same_people(x, y) and (a.region_b or meet(x.hemisphere, y.hemisphere))
        ),
        None,
    )


def _question(claim: Claim) -> _Question:
    """What a claim asks, wherever."""
    return (claim.family, claim.scale, claim.comparison, claim.clinical_variable,
            claim.intervention, claim.species)  # fmt: skip


def _opposite(a: Claim, b: Claim) -> bool:
    return OPPOSITE[a.direction] is b.direction


def _kind(a: Claim, b: Claim, measures: Measures) -> ConflictKind | None:
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
    if _reverses(a, b, measures.topic) or _reverses(b, a, measures.topic):
        return ConflictKind.REVERSAL
    return _by_comparator(a, b, measures)


def _by_comparator(a: Claim, b: Claim, measures: Measures) -> ConflictKind | None:
    """A change under treatment answers another question than a difference between groups."""
    mixed = measures.depends(a.comparison) is not measures.depends(b.comparison)
    known = not (measures.vague(a.comparison) or measures.vague(b.comparison))
    return ConflictKind.COMPARATOR if known and not mixed else None


def _reverses(burden: Claim, moved: Claim, topic: Topic) -> bool:
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
    return leading[:PAIRED]
