"""What each cohort found within a cell, and what the cohorts say together."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.domain.claims import Agreement, Certainty, Claim, Evidence
from bot.domain.studies import OPPOSITE, Direction, FindingKind
from bot.synthesis.cells import Cell


def verdicts(evidence: Iterable[Evidence]) -> dict[str, Direction]:
    """What each cohort found, every cohort once."""
    by_cohort: dict[str, set[Direction]] = {}
    for item in evidence:
        by_cohort.setdefault(item.cohort, set()).add(item.direction)
    return {cohort: _verdict(directions) for cohort, directions in by_cohort.items()}


def _verdict(directions: set[Direction]) -> Direction:
    """What one cohort found: a sign stands beside nulls and unsigned differences.

    Two opposite signs, on two sides or by two measures or in two papers, leave none.
    """
    signs = [sign for sign in OPPOSITE if sign in directions]
    if len(signs) == 1:
        return signs[0]
    return Direction.NONE if directions == {Direction.NONE} else Direction.ALTERED


def leading(counts: Mapping[Direction, int]) -> Direction:
    """What most cohorts found: a sign that outnumbers its contrary, and is no rarer than nulls."""
    nulls = counts.get(Direction.NONE, 0)
    signs = [sign for sign in OPPOSITE if counts.get(sign)]
    led = [
        direction for direction in signs if counts[direction] > counts.get(OPPOSITE[direction], 0)
    ]
    if signs:
        top = max((counts[direction] for direction in signs), default=0)
        if nulls > top:
            return Direction.NONE
        return led[0] if len(led) == 1 else Direction.ALTERED
    return Direction.NONE if nulls > counts.get(Direction.ALTERED, 0) else Direction.ALTERED


def claim(
    cell: Cell,
    evidence: tuple[Evidence, ...],
    groups: Mapping[str, str],
    *,
    contradicted: bool,
    kind: FindingKind = FindingKind.PLACES,
) -> Claim:
    """The claim of one cell, not graded yet; ``contradicted`` is said by the detector.

    ``groups`` holds the group of each cohort: those of one group may be the same people.
    """
    directions = verdicts(evidence)
    counts = Counter(directions.values())
    apart = Counter(
        direction
        for _, direction in {
            (groups[cohort], direction) for cohort, direction in directions.items()
        }
    )
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
        cohorts={direction: counts[direction] for direction in Direction if counts[direction]},
        total=len(directions),
        fewest=len({groups[cohort] for cohort in directions}),
        at_least={direction: apart[direction] for direction in Direction if apart[direction]},
        direction=leading(counts),
        agreement=_agreement(evidence, directions, contradicted=contradicted),
        certainty=Certainty.VERY_LOW,
        kind=kind,
        comparator=cell.comparator,
        time=cell.time,
    )


def _agreement(
    evidence: Iterable[Evidence], directions: Mapping[str, Direction], *, contradicted: bool
) -> Agreement:
    """How the cohorts stand to each other; two signs that may not be compared are only mixed."""
    reported = {item.direction for item in evidence}
    if contradicted:
        return Agreement.CONTRADICTED
    if reported == {Direction.ALTERED}:
        return Agreement.UNSIGNED
    if len(directions) == 1:
        return Agreement.SINGLE
    definite = reported - {Direction.NONE}
    signs = definite - {Direction.ALTERED}
    nulls = Direction.NONE in directions.values()
    if len(signs) > 1 or (nulls and definite):
        return Agreement.MIXED
    # Whoever reports no direction agrees with nobody.
    stated = sum(direction is not Direction.ALTERED for direction in directions.values())
    return Agreement.CONSISTENT if stated > 1 else Agreement.SINGLE


def supporting(claim: Claim) -> int:
    """Independent cohorts that found what the claim says."""
    return claim.cohorts.get(claim.direction, 0)


def signed(claim: Claim) -> bool:
    """Whether the claim says more or less, and not only that something differs."""
    return claim.direction in OPPOSITE
