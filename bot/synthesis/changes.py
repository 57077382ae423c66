"""What changed between two syntheses, claim by claim, and which studies did it."""

from collections.abc import Iterable, Mapping

from bot.domain.claims import (
    Certainty,
    Claim,
    ClaimChange,
    ClaimChangeKind,
    Evidence,
    Synthesis,
)
from bot.domain.studies import Direction
from bot.synthesis.claims import supporting
from bot.synthesis.heterogeneity import estimates_agree

_LEVELS = {level: at for at, level in enumerate(Certainty)}
_IMPORTANCE = {
    turn: at
    for at, turn in enumerate(
        (
            ClaimChangeKind.CONTRADICTED,
            ClaimChangeKind.FLIPPED,
            ClaimChangeKind.SETTLED,
            ClaimChangeKind.DISAPPEARED,
            ClaimChangeKind.WEAKENED,
            ClaimChangeKind.STRENGTHENED,
            ClaimChangeKind.APPEARED,
            ClaimChangeKind.UPDATED,
        )
    )
}


def changes(before: Synthesis, after: Synthesis) -> tuple[ClaimChange, ...]:
    """The claims that changed, each once by its weightiest turn, the weightiest first."""
    old = {claim.id: claim for claim in before.claims}
    new = {claim.id: claim for claim in after.claims}
    moved = _Causes(before, after)
    changes = []
    for id in {**old, **new}:
        turn = _turn(old.get(id), new.get(id))
        if turn:
            causes = moved.of(old.get(id), new.get(id))
            changes.append(
                ClaimChange(turn=turn, before=old.get(id), after=new.get(id), causes=causes)
            )
    return tuple(sorted(changes, key=_order))


def _turn(before: Claim | None, after: Claim | None) -> ClaimChangeKind | None:
    """What happened to one claim; nothing where it says the same as surely, of the same trials."""
    if before is None or after is None:
        return ClaimChangeKind.APPEARED if before is None else ClaimChangeKind.DISAPPEARED
    was, now = (claim.conflicting for claim in (before, after))
    if now is not was:
        return ClaimChangeKind.CONTRADICTED if now else ClaimChangeKind.SETTLED
    if before.direction is not after.direction:
        return _turned(before, after)
    first, second = _strength(before), _strength(after)
    if second > first:
        return ClaimChangeKind.STRENGTHENED
    if first == second:
        return None
    # One more trial without significance takes nothing from estimates that agree.
    alike = estimates_agree(before) and estimates_agree(after) and first[0] == second[0]
    return ClaimChangeKind.UPDATED if alike else ClaimChangeKind.WEAKENED


def _turned(before: Claim, after: Claim) -> ClaimChangeKind:
    """A direction came, went, or gave way to another: to its contrary, to or from a null."""
    if before.direction is Direction.ALTERED:
        return ClaimChangeKind.STRENGTHENED
    return (
        ClaimChangeKind.WEAKENED
        if after.direction is Direction.ALTERED
        else ClaimChangeKind.FLIPPED
    )


def _strength(claim: Claim) -> tuple[int, int, int]:
    """How sure; by how many cohorts outweighed; by how many said."""
    supporting_cohorts = supporting(claim)
    unsigned = claim.cohorts.get(Direction.ALTERED, 0)
    against = claim.total - supporting_cohorts
    if claim.direction is not Direction.ALTERED:
        against -= unsigned
    return _LEVELS[claim.certainty], supporting_cohorts - against, supporting_cohorts


class _Causes:
    """Which studies came, went or changed between two syntheses."""

    def __init__(self, before: Synthesis, after: Synthesis) -> None:
        self._old = _by_place(before.claims)
        self._new = _by_place(after.claims)

    def of(self, before: Claim | None, after: Claim | None) -> tuple[str, ...]:
        """The studies behind one change.

        Those whose findings in the claim differ; else those whose cohort does; else those that
        differ elsewhere in the region, from where certainty may come; else the claim's own.
        """
        old, new = _stated(before), _stated(after)
        claim = after or before
        if old != new or claim is None:
            return _studies(old, new)
        place = (claim.region, claim.region_b)
        counted = _cohorts(before), _cohorts(after)
        near = (_stated(*self._old.get(place, ())), _stated(*self._new.get(place, ())))
        return _studies(*counted) or _studies(*near) or tuple(sorted(claim.studies))


def _by_place(claims: Iterable[Claim]) -> Mapping[tuple[str, str], list[Claim]]:
    by_place: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_place.setdefault((claim.region, claim.region_b), []).append(claim)
    return by_place


def _stated(*claims: Claim | None) -> set[tuple[str, ...]]:
    """What each finding says, whatever cohort it counts for."""
    return {_finding(evidence) for claim in claims if claim for evidence in claim.evidence}


def _finding(evidence: Evidence) -> tuple[str, ...]:
    sides = (evidence.hemisphere, evidence.hemisphere_b)
    return evidence.study, evidence.finding, evidence.direction, *sides, evidence.measure


def _cohorts(claim: Claim | None) -> set[tuple[str, ...]]:
    return {(evidence.study, evidence.cohort) for evidence in claim.evidence} if claim else set()


def _studies(old: set[tuple[str, ...]], new: set[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({key[0] for key in old ^ new}))


def _order(change: ClaimChange) -> tuple[int, int, int, str]:
    claim = change.after or change.before
    if claim is None:
        raise ValueError("A change has a claim before it, after it, or both.")
    return _IMPORTANCE[change.turn], -_LEVELS[claim.certainty], -claim.total, claim.id
