"""What interventions change, and whether that leads back towards people without the exposure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.claims import Claim, Species, Synthesis
from bot.domain.studies import OPPOSITE, SIGNS, Direction
from bot.topics.rules import CourseRules


class Course(StrEnum):
    """Where a change leads, seen from what goes with the exposure."""

    BACK = "back"
    AWAY = "away"
    UNKNOWN = "unknown"
    UNCLEAR = "unclear"
    STEADY = "steady"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One change under an intervention."""

    claim: Claim
    course: Course


def effects(synthesis: Synthesis, rules: CourseRules) -> tuple[Effect, ...]:
    """Every claim about an intervention, by intervention, with the course it takes."""
    known = {_place(claim): claim for claim in _burdens(synthesis, rules)}
    effects = [
        Effect(claim=claim, course=_course(claim, known.get(_place(claim))))
        for claim in synthesis.claims
        if claim.comparison in rules.changes and not claim.clinical_variable
    ]
    return tuple(sorted(effects, key=_named_first))


def _named_first(effect: Effect) -> tuple[bool, str, str]:
    claim = effect.claim
    return not claim.intervention, claim.intervention, claim.id


def _burdens(synthesis: Synthesis, rules: CourseRules) -> Iterator[Claim]:
    """Yield what goes with the exposure, the purest comparison last, so that it counts.

    It counts also where it finds no difference or conflicts: none less pure speaks in its place.
    """
    for comparison in reversed(rules.burdens):
        yield from (claim for claim in synthesis.claims if claim.comparison == comparison)


def _course(claim: Claim, burden: Claim | None) -> Course:
    """Where a change leads, held against what goes with the exposure in the same place."""
    if claim.direction is Direction.NONE:
        return Course.STEADY
    if claim.direction not in SIGNS:
        return Course.UNSIGNED
    if burden is None or burden.direction is Direction.NONE:
        return Course.UNKNOWN
    if burden.direction not in SIGNS:
        return Course.UNCLEAR
    return Course.BACK if claim.direction is OPPOSITE[burden.direction] else Course.AWAY


def _place(claim: Claim) -> tuple[str, str, str, Species]:
    """Where, and of what: a rise of one scale of a family says nothing of another."""
    return claim.region, claim.region_b, claim.scaled_family, claim.species
