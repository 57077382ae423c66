"""The conflicts of each region together: what differs, what may explain it, and what agrees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.claims import Agreement, Claim, Conflict, ConflictKind, Evidence, Synthesis
from bot.domain.studies import Study
from bot.synthesis.claims import signed
from bot.synthesis.confounds import Confound, confounds
from bot.topics.topic import Topic

_ENOUGH = 2
"""Independent cohorts that replicate a finding."""
_KINDS = tuple(ConflictKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One claim, or two, on which findings point different ways, and who is on which side."""

    kind: ConflictKind
    claims: tuple[Claim, ...]
    a: tuple[Evidence, ...]
    """The findings on one side, each once."""
    b: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionConflicts:
    """Everything on which studies differ about one region."""

    region: str
    questions: tuple[Question, ...]
    """The weightiest kind first."""
    confounds: tuple[Confound, ...]
    """What may explain the differences, over all studies of them."""
    replicated: tuple[Claim, ...]
    """What independent cohorts agree on in the region, all the same."""

    @property
    def kind(self) -> ConflictKind:
        """The weightiest kind of conflict here: what research must settle first."""
        return self.questions[0].kind


def region_conflicts(
    synthesis: Synthesis, studies: Mapping[str, Study], topic: Topic
) -> tuple[RegionConflicts, ...]:
    """The regions with conflicts, those with a contradiction first, then those with most."""
    claims = {claim.id: claim for claim in synthesis.claims}
    by_region: dict[str, dict[tuple[ConflictKind, tuple[str, ...]], list[Conflict]]] = {}
    for conflict in synthesis.conflicts:
        asked = (conflict.kind, conflict.claims)
        region = claims[conflict.claims[0]].region
        by_region.setdefault(region, {}).setdefault(asked, []).append(conflict)
    agreed = _by_region(replicated(synthesis.claims, topic))
    made = (
        _region(region, asked, claims, studies, agreed.get(region, ()), topic)
        for region, asked in by_region.items()
    )
    return tuple(sorted(made, key=_order))


def replicated(claims: Iterable[Claim], topic: Topic) -> tuple[Claim, ...]:
    """What two independent cohorts or more found alike in one comparison, and none otherwise."""
    return tuple(
        claim
        for claim in claims
        if claim.agreement is Agreement.CONSISTENT
        and not topic.comparison(claim.comparison).vague
        and signed(claim)
        and claim.at_least.get(claim.direction, 0) >= _ENOUGH
    )


def _region(
    region: str,
    asked: Mapping[tuple[ConflictKind, tuple[str, ...]], list[Conflict]],
    claims: Mapping[str, Claim],
    studies: Mapping[str, Study],
    agreed: Iterable[Claim],
    topic: Topic,
) -> RegionConflicts:
    questions = [
        Question(
            kind=kind,
            claims=tuple(claims[id] for id in ids),
            a=tuple(dict.fromkeys(conflict.a for conflict in conflicts)),
            b=tuple(dict.fromkeys(conflict.b for conflict in conflicts)),
        )
        for (kind, ids), conflicts in asked.items()
    ]
    ordered = sorted(questions, key=lambda question: _KINDS.index(question.kind))
    # What is explained needs no further explanation, unless there is nothing else.
    open_questions = [question for question in ordered if not question.kind.explained] or ordered
    involved = dict.fromkeys(
        evidence.study for question in open_questions for evidence in (*question.a, *question.b)
    )
    return RegionConflicts(
        region=region,
        questions=tuple(ordered),
        confounds=confounds((studies[id] for id in involved), topic),
        replicated=tuple(agreed),
    )


def _by_region(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    by_region: dict[str, list[Claim]] = {}
    for claim in claims:
        by_region.setdefault(claim.region, []).append(claim)
    return by_region


def _order(conflicts: RegionConflicts) -> tuple[int, int, str]:
    return _KINDS.index(conflicts.kind), -len(conflicts.questions), conflicts.region
