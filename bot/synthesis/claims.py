"""What each cohort found within a cell, and what the cohorts say together."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.domain.claims import Agreement, Certainty, Claim, Evidence
from bot.domain.studies import Direction
from bot.synthesis.cells import OPPOSITE, Cell

_SIGNS = tuple(OPPOSITE)


def verdicts(evidence: Iterable[Evidence]) -> dict[str, Direction]:
    """What each cohort found, every cohort once."""
    found: dict[str, set[Direction]] = {}
    for one in evidence:
        found.setdefault(one.cohort, set()).add(one.direction)
    return {cohort: _verdict(directions) for cohort, directions in found.items()}


def _verdict(found: set[Direction]) -> Direction:
    """What one cohort found: a sign stands beside nulls and unsigned differences.

    Two opposite signs, on two sides or by two measures or in two papers, leave none.
    """
    signs = [sign for sign in _SIGNS if sign in found]
    if len(signs) == 1:
        return signs[0]
    return Direction.NONE if found == {Direction.NONE} else Direction.ALTERED


def leading(counts: Mapping[Direction, int]) -> Direction:
    """What most cohorts found: a sign that outnumbers its contrary, and is no rarer than nulls."""
    nulls = counts.get(Direction.NONE, 0)
    signs = [sign for sign in _SIGNS if counts.get(sign)]
    led = [one for one in signs if counts[one] > counts.get(OPPOSITE[one], 0)]
    if signs:
        top = max((counts[one] for one in signs), default=0)
        if nulls > top:
            return Direction.NONE
        return led[0] if len(led) == 1 else Direction.ALTERED
    return Direction.NONE if nulls > counts.get(Direction.ALTERED, 0) else Direction.ALTERED


def claim(cell: Cell, evidence: tuple[Evidence, ...], *, contradicted: bool) -> Claim:
    """The claim of one cell, not graded yet; ``contradicted`` is said by the detector."""
    found = verdicts(evidence)
    counts = Counter(found.values())
    return Claim(
        region=cell.region,
        region_b=cell.region_b,
        family=cell.family,
        scale=cell.scale,
        comparison=cell.comparison,
        clinical_variable=cell.variable,
        intervention=cell.intervention,
        species=cell.species,
        evidence=evidence,
        cohorts={one: counts[one] for one in Direction if counts[one]},
        total=len(found),
        direction=leading(counts),
        agreement=_agreement(evidence, found, contradicted=contradicted),
        certainty=Certainty.VERY_LOW,
        reasons=(),
    )


def _agreement(
    evidence: Iterable[Evidence], found: Mapping[str, Direction], *, contradicted: bool
) -> Agreement:
    """How the cohorts stand to each other; two signs that may not be compared are only mixed."""
    said = {one.direction for one in evidence}
    if contradicted:
        return Agreement.CONTRADICTED
    if said == {Direction.ALTERED}:
        return Agreement.UNSIGNED
    if len(found) == 1:
        return Agreement.SINGLE
    definite = {one.direction for one in evidence if one.direction is not Direction.NONE}
    signs = {one for one in definite if one is not Direction.ALTERED}
    nulls = Direction.NONE in found.values()
    return Agreement.MIXED if len(signs) > 1 or (nulls and definite) else Agreement.CONSISTENT


def supporting(claim: Claim) -> int:
    """Independent cohorts that found what the claim says."""
    return claim.cohorts.get(claim.direction, 0)


def independent(cohorts: Iterable[str], kin: frozenset[tuple[str, str]]) -> int:
    """How many cohorts are left where of two that may be one only one counts."""
    kept: list[str] = []
    for one in sorted(cohorts):
        if not any((other, one) in kin for other in kept):
            kept.append(one)
    return len(kept)


def signed(claim: Claim) -> bool:
    """Whether the claim says more or less, and not only that something differs."""
    return claim.direction in OPPOSITE
