"""What the tables of the review hold: correlations, treatments, targets, disagreements, gaps."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.claims import (
    Claim,
    Disagreement,
    DisagreementKind,
    Evidence,
    StudyDifference,
    Synthesis,
)
from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.protocol import Protocol, Target
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Finding
from bot.rendering.answer import Sentence, anchor, page_of, sentence
from bot.rendering.escaping import Safe, markdown
from bot.rendering.labels import TermLabels, lowered
from bot.rendering.phrases import direction
from bot.synthesis.interventions import effects
from bot.topics.rules import DisagreementWords
from bot.topics.topic import Topic

KINDS = {
    DisagreementKind.REPORT: (
        "Two reports of the same people",
        "They differ, or one says both. They may be about the same people, and count once.",
    ),
    DisagreementKind.COMPARATOR: (
        "Different groups to compare with",
        "Each compares with another group. Both can be true.",
    ),
    DisagreementKind.CROSS_FAMILY: ("Different kinds of measure", "They need not go together."),
    DisagreementKind.NULL: (
        "A difference in one, none in the other",
        "The study that found none may have been too small.",
    ),
    DisagreementKind.REVERSAL: (
        "Moved back by treatment",
        "A treatment undid the difference: no contradiction.",
    ),
    DisagreementKind.SPECIES: (
        "Different species, or different treatments",
        "They need not answer alike.",
    ),
    DisagreementKind.SIDE: ("Left in one, right in the other", "Both can be true."),
    DisagreementKind.INDETERMINATE: (
        "Not said which way",
        "One of them does not say which way, or what it measured.",
    ),
}
"""What each kind of disagreement is called and means, strict contradictions apart."""


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """Two findings that differ, in words."""

    what: Safe
    first: Record
    second: Record
    a: str
    """What the first study says."""
    b: str
    reasons: tuple[StudyDifference, ...]
    """Where the two studies differ; what neither states is left out."""
    unknown: tuple[str, ...]
    """What neither states."""
    settle: str
    words: Safe


@dataclass(frozen=True, kw_only=True)
class Disputes:
    """Contradictions first, the rest by kind."""

    strict: tuple[Dispute, ...]
    contradictions: int
    """How many there are, shown or not."""
    other: tuple[tuple[str, str, int, tuple[Dispute, ...]], ...]
    """What each other kind is called and means, how many there are, and the first of them."""


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
    """What goes along with a clinical variable, that with most cohorts first."""
    claims = (claim for claim in synthesis.claims if claim.clinical_variable)
    return [sentence(claim, state.by_id, names) for claim in sorted(claims, key=_weight)]


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
                for claim in sorted(synthesis.claims, key=_weight)
                if target.region in (claim.region, claim.region_b) and not claim.intervention
            ),
        )
        for target in protocol.targets
    ]


def disputes(synthesis: Synthesis, state: State, names: TermLabels, *, most: int) -> Disputes:
    """The first disagreements of each kind in words."""
    claims = {claim.id: claim for claim in synthesis.claims}
    by_kind: dict[DisagreementKind, list[Disagreement]] = {}
    for disagreement in synthesis.disagreements:
        by_kind.setdefault(disagreement.kind, []).append(disagreement)
    shown = {
        kind: tuple(_dispute(disagreement, claims, state, names) for disagreement in some[:most])
        for kind, some in by_kind.items()
    }
    return Disputes(
        strict=shown.get(DisagreementKind.STRICT, ()),
        contradictions=len(by_kind.get(DisagreementKind.STRICT, ())),
        other=tuple(
            (*_called(kind, names.topic), len(by_kind[kind]), shown[kind])
            for kind in KINDS
            if kind in by_kind
        ),
    )


def _called(kind: DisagreementKind, topic: Topic) -> tuple[str, str]:
    """What a kind of disagreement is called and means, in the topic's words where it has some."""
    (name, meaning), own = KINDS[kind], topic.disagreements.get(kind, DisagreementWords())
    return own.name or name, own.meaning or meaning


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


def _dispute(
    disagreement: Disagreement, claims: dict[str, Claim], state: State, names: TermLabels
) -> Dispute:
    concerned = [claims[key] for key in disagreement.claims]
    about = [_about(claim, names) for claim in concerned]
    apart = len(concerned) > 1
    place = names.place(concerned[0])
    return Dispute(
        what=Safe(markdown(place if apart else f"{place}, {about[0]}")),
        first=state.by_id[disagreement.a.study],
        second=state.by_id[disagreement.b.study],
        a=_statement_of(disagreement.a, about[0] if apart else "", state),
        b=_statement_of(disagreement.b, about[-1] if apart else "", state),
        reasons=tuple(contrast for contrast in disagreement.reasons if contrast.a or contrast.b),
        unknown=tuple(
            contrast.what for contrast in disagreement.reasons if not (contrast.a or contrast.b)
        ),
        settle=disagreement.settle,
        words=_pages(concerned),
    )


def _about(claim: Claim, names: TermLabels) -> str:
    """What is measured, and with or between whom."""
    measured = lowered(names.measured(claim))
    if claim.clinical_variable:
        return f"{measured} and {lowered(names.name('variable', claim.clinical_variable))}"
    return f"{measured}, {lowered(names.compared(claim))}"


def _statement_of(evidence: Evidence, about: str, state: State) -> str:
    """What one study says, and about what where that differs."""
    finding = finding_of(evidence, state)
    return ", ".join(part for part in (direction(finding), finding.hemisphere, about) if part)


def finding_of(evidence: Evidence, state: State) -> Finding:
    """The finding that a piece of evidence is."""
    return next(
        finding
        for finding in state.studies[evidence.study].findings
        if finding.id == evidence.finding
    )


def _pages(claims: Iterable[Claim]) -> Safe:
    from_claims = dict.fromkeys(f"[words]({page_of(claim)}#{anchor(claim)})" for claim in claims)
    return Safe(", ".join(from_claims))


def _weight(claim: Claim) -> tuple[int, str]:
    return -claim.total, claim.id
