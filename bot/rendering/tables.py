"""What the tables of the review hold: correlations, treatments and targets."""

from dataclasses import dataclass

from bot.domain.claims import (
    Claim,
    Synthesis,
)
from bot.domain.decisions import Decision
from bot.domain.protocol import Protocol, Target
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.answer import Sentence, sentence
from bot.rendering.claim_subjects import prominence
from bot.rendering.labels import TermLabels
from bot.synthesis.interventions import effects


@dataclass(frozen=True, kw_only=True)
class TreatmentChange:
    """What a treatment changed, with its sentence."""

    claim: Claim
    course: str
    """Where it leads."""
    sentence: Sentence


@dataclass(frozen=True, kw_only=True)
class TargetEvidence:
    """A target, and what the review knows of the place."""

    target: Target
    sentences: tuple[Sentence, ...]


def correlations(synthesis: Synthesis, state: State, names: TermLabels) -> list[Sentence]:
    """What correlates with a clinical variable, that with most cohorts first."""
    claims = (claim for claim in synthesis.claims if claim.clinical_variable)
    return [
        sentence(claim, state.by_id, names)
        for claim in sorted(claims, key=lambda claim: prominence(claim, names))
    ]


def changes(synthesis: Synthesis, state: State, names: TermLabels) -> list[TreatmentChange]:
    """What treatments changed."""
    return [
        TreatmentChange(
            claim=effect.claim,
            course=getattr(names.topic.course, effect.course),
            sentence=sentence(effect.claim, state.by_id, names),
        )
        for effect in effects(synthesis, names.topic.course)
    ]


def aims(
    synthesis: Synthesis, state: State, protocol: Protocol, names: TermLabels
) -> list[TargetEvidence]:
    """The protocol's targets, each with the claims about that very place."""
    return [
        TargetEvidence(
            target=target,
            sentences=tuple(
                sentence(claim, state.by_id, names)
                for claim in sorted(synthesis.claims, key=lambda claim: prominence(claim, names))
                if target.region in (claim.region, claim.region_b) and not claim.intervention
            ),
        )
        for target in protocol.targets
    ]


def near_misses(state: State) -> list[tuple[Record, Decision]]:
    """Papers that a person looked at and left out, the latest first."""
    out = (
        (state.by_id[key], decision)
        for key, decision in state.current_decisions.items()
        if decision.judge is Judge.PERSON
        and decision.verdict is Verdict.EXCLUDE
        and key in state.by_id
    )
    return sorted(out, key=lambda pair: (pair[1].on, pair[0].id), reverse=True)
