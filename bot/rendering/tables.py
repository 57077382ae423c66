"""What the tables of the review hold: correlations, treatments, targets, disagreements, gaps."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.claims import Claim, Contrast, Disagreement, Evidence, Kind, Synthesis
from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.protocol import Protocol, Target
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Finding
from bot.rendering.answer import Sentence, anchor, page_of, sentence
from bot.rendering.foreign import Safe, markdown
from bot.rendering.names import Names, lowered
from bot.rendering.wording import direction
from bot.synthesis.interventions import Effect, effects

KINDS = {
    Kind.REPORT: (
        "Two reports of the same people",
        "They differ, or one says both. They may be about the same people, and count once.",
    ),
    Kind.COMPARATOR: (
        "Different groups to compare with",
        "Healthy people in one, people with cancer and no pain in the other. Both can be true.",
    ),
    Kind.CROSS_FAMILY: ("Different kinds of measure", "They need not go together."),
    Kind.NULL: (
        "A difference in one, none in the other",
        "The study that found none may have been too small.",
    ),
    Kind.REVERSAL: (
        "Moved back by treatment",
        "What pain had changed, a treatment undid: no contradiction.",
    ),
    Kind.SPECIES: (
        "Animals and people, or different treatments",
        "They need not answer alike.",
    ),
    Kind.SIDE: ("Left in one, right in the other", "Both can be true."),
    Kind.INDETERMINATE: (
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
    reasons: tuple[Contrast, ...]
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
class Change:
    """What a treatment changed, with its sentence."""

    effect: Effect
    sentence: Sentence


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A target, and what the review knows of the place."""

    target: Target
    sentences: tuple[Sentence, ...]


def correlations(synthesis: Synthesis, state: State, names: Names) -> list[Sentence]:
    """What goes along with pain or another state, that with most cohorts first."""
    claims = (one for one in synthesis.claims if one.clinical_variable)
    return [sentence(one, state.by_id, names) for one in sorted(claims, key=_weight)]


def changes(synthesis: Synthesis, state: State, names: Names) -> list[Change]:
    """What treatments changed."""
    return [
        Change(effect=one, sentence=sentence(one.claim, state.by_id, names))
        for one in effects(synthesis)
    ]


def aims(synthesis: Synthesis, state: State, protocol: Protocol, names: Names) -> list[Aim]:
    """The protocol's targets, each with the claims about that very place."""
    return [
        Aim(
            target=target,
            sentences=tuple(
                sentence(one, state.by_id, names)
                for one in sorted(synthesis.claims, key=_weight)
                if target.region in (one.region, one.region_b) and not one.intervention
            ),
        )
        for target in protocol.targets
    ]


def disputes(synthesis: Synthesis, state: State, names: Names, *, most: int) -> Disputes:
    """The first disagreements of each kind in words."""
    claims = {one.id: one for one in synthesis.claims}
    found: dict[Kind, list[Disagreement]] = {}
    for one in synthesis.disagreements:
        found.setdefault(one.kind, []).append(one)
    told = {
        kind: tuple(_dispute(one, claims, state, names) for one in some[:most])
        for kind, some in found.items()
    }
    return Disputes(
        strict=told.get(Kind.STRICT, ()),
        contradictions=len(found.get(Kind.STRICT, ())),
        other=tuple((*KINDS[it], len(found[it]), told[it]) for it in KINDS if it in found),
    )


def near_misses(state: State) -> list[tuple[Record, Decision]]:
    """Papers that a person looked at and left out, the latest first."""
    out = (
        (state.by_id[key], one)
        for key, one in state.standing.items()
        if one.judge is Judge.PERSON and one.verdict is Verdict.EXCLUDE and key in state.by_id
    )
    return sorted(out, key=lambda pair: (pair[1].on, pair[0].id), reverse=True)


def _dispute(one: Disagreement, claims: dict[str, Claim], state: State, names: Names) -> Dispute:
    held = [claims[key] for key in one.claims]
    about = [_about(claim, names) for claim in held]
    apart = len(held) > 1
    place = names.place(held[0])
    return Dispute(
        what=Safe(markdown(place if apart else f"{place}, {about[0]}")),
        first=state.by_id[one.a.study],
        second=state.by_id[one.b.study],
        a=_said(one.a, about[0] if apart else "", state),
        b=_said(one.b, about[-1] if apart else "", state),
        reasons=tuple(it for it in one.reasons if it.a or it.b),
        unknown=tuple(it.what for it in one.reasons if not (it.a or it.b)),
        settle=one.settle,
        words=_pages(held),
    )


def _about(claim: Claim, names: Names) -> str:
    """What is measured, and with or between whom."""
    measured = lowered(names.measured(claim))
    if claim.clinical_variable:
        return f"{measured} and {lowered(names.name('variable', claim.clinical_variable))}"
    return f"{measured}, {lowered(names.compared(claim))}"


def _said(one: Evidence, about: str, state: State) -> str:
    """What one study says, and about what where that differs."""
    finding = finding_of(one, state)
    return ", ".join(part for part in (direction(finding), finding.hemisphere, about) if part)


def finding_of(one: Evidence, state: State) -> Finding:
    """The finding that a piece of evidence is."""
    return next(it for it in state.studies[one.study].findings if it.id == one.finding)


def _pages(claims: Iterable[Claim]) -> Safe:
    from_claims = dict.fromkeys(f"[words]({page_of(one)}#{anchor(one)})" for one in claims)
    return Safe(", ".join(from_claims))


def _weight(claim: Claim) -> tuple[int, str]:
    return -claim.total, claim.id
