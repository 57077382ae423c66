"""What treatments do to the brain, and whether that leads back towards people without pain."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.claims import Claim, Species, Synthesis
from bot.domain.studies import Direction

TREATED = ("post_vs_pre", "intervention_vs_control_change", "model_post_vs_baseline",
           "intervention_vs_control")  # fmt: skip
"""Comparisons that tell of a treatment."""
DEFICITS = ("pain_vs_cancer_no_pain", "pain_vs_hc", "pain_high_vs_low", "model_vs_control",
            "patients_vs_hc", "patients_vs_patients")  # fmt: skip
"""Comparisons that tell how brains with pain differ, the purest first."""
_OPPOSITE = {
    Direction.INCREASE: Direction.DECREASE,
    Direction.DECREASE: Direction.INCREASE,
}


class Course(StrEnum):
    """Where a change leads, seen from how brains with pain differ."""

    BACK = "towards people without pain"
    AWAY = "further away from people without pain"
    UNKNOWN = "no difference with pain is known here"
    UNSIGNED = "not stated"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One change under a treatment, and the difference with pain that it is held against."""

    claim: Claim
    deficit: Claim | None
    course: Course


def effects(synthesis: Synthesis) -> tuple[Effect, ...]:
    """Every claim about a treatment, by treatment, with the course it takes."""
    known = {_place(claim): claim for claim in _deficits(synthesis)}
    effects = [
        _effect(claim, known.get(_place(claim)))
        for claim in synthesis.claims
        if claim.comparison in TREATED and not claim.clinical_variable
    ]
    return tuple(sorted(effects, key=lambda effect: (effect.claim.intervention, effect.claim.id)))


def _deficits(synthesis: Synthesis) -> Iterator[Claim]:
    """Yield differences with pain, the purest comparison last, so that it counts."""
    for comparison in reversed(DEFICITS):
        yield from (claim for claim in synthesis.claims
                    if claim.comparison == comparison and claim.direction in _OPPOSITE)  # fmt: skip


def _effect(claim: Claim, deficit: Claim | None) -> Effect:
    if claim.direction not in _OPPOSITE:
        return Effect(claim=claim, deficit=deficit, course=Course.UNSIGNED)
    if deficit is None:
        return Effect(claim=claim, deficit=None, course=Course.UNKNOWN)
    back = claim.direction is _OPPOSITE[deficit.direction]
    return Effect(claim=claim, deficit=deficit, course=Course.BACK if back else Course.AWAY)


def _place(claim: Claim) -> tuple[str, str, str, Species]:
    return claim.region, claim.region_b, claim.family, claim.species
