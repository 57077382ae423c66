"""The summary of findings of a review of interventions: one row for each outcome and comparison.

After the tables of Cochrane and GRADE (J Clin Epidemiol 2011;64:383): trials and people, the
effect, how certain it is and why. An effect is pooled; else directions are counted, and called so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.claims import Agreement, Certainty, Claim, Evidence, Synthesis
from bot.domain.estimates import goes_against
from bot.domain.protocol import Better
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import SIGNS, Direction
from bot.rendering.answer import evidence_link
from bot.rendering.asked_outcomes import asked_order, is_within
from bot.rendering.certainty_words import in_short
from bot.rendering.escaping import Safe
from bot.rendering.estimate_words import (
    PRINTED,
    figures,
    pooled_figures,
    pooled_words,
    printed_size,
    unit_words,
)
from bot.rendering.evidence import finding_of
from bot.rendering.labels import TermLabels
from bot.rendering.tallies import unit
from bot.synthesis.heterogeneity import FEWEST_TRIALS, estimates_of
from bot.synthesis.participants import people_of
from bot.synthesis.pooled_effects import PooledEffect, pooled, vote_count

_SYMBOLS = {
    Certainty.HIGH: "⊕⊕⊕⊕",
    Certainty.MODERATE: "⊕⊕⊕◯",
    Certainty.LOW: "⊕⊕◯◯",
    Certainty.VERY_LOW: "⊕◯◯◯",
}

NOT_EXTRACTED = "not extracted"
"""Of what was not found in the words that were read, which the paper may print all the same."""


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """One outcome under one intervention against one comparator, in one span of time."""

    claim: Claim
    outcome: str
    compared: str
    time: str
    trials: int
    people: int
    """Participants of these trials as printed; 0 where no size was extracted."""
    unsized: int
    """Trials of which no size was extracted."""
    effect: str
    """What they found together, in words and numbers."""
    method: str
    """How that was put together: pooled, or directions counted."""
    pooled: PooledEffect | None
    meaning: str
    """``benefit``, ``harm`` or nothing: only where the protocol says which way is better."""
    certainty: str
    why: tuple[str, ...]
    """What lowers or raises it, in a few words each."""
    words: Safe
    """A link to the quotes behind it."""


@dataclass(frozen=True, kw_only=True)
class TrialRow:
    """What one trial printed of one outcome."""

    record: Record
    outcome: str
    compared: str
    time: str
    direction: str
    estimate: str
    people: str
    bias: str


def summary_rows(synthesis: Synthesis, names: TermLabels) -> tuple[SummaryRow, ...]:
    """The rows: outcomes in the protocol's order, then by how many trials report them."""
    if not names.effects:
        return ()
    claims = [claim for claim in synthesis.claims if not is_within(claim, names)]
    order = asked_order(names)
    ordered = sorted(
        claims,
        key=lambda claim: (order.get(claim.family, len(order)), -claim.total, claim.id),
    )
    return tuple(summary_row(claim, names) for claim in ordered)


def shared_reasons(rows: Sequence[SummaryRow]) -> tuple[str, ...]:
    """What lowers or raises certainty in all of several rows, so that it is said once."""
    if len(rows) < 2:  # noqa: PLR2004 - of one row nothing is shared
        return ()
    return tuple(why for why in rows[0].why if all(why in row.why for row in rows))


def trial_rows(rows: Sequence[SummaryRow], state: State, names: TermLabels) -> list[TrialRow]:
    """What each trial printed, in the order of the summary."""
    return [_trial(row, evidence, state, names) for row in rows for evidence in row.claim.evidence]


def summary_row(claim: Claim, names: TermLabels) -> SummaryRow:
    """What the trials of one claim found together."""
    together = pooled(claim)
    return SummaryRow(
        claim=claim,
        outcome=names.region(claim.family),
        compared=names.sides(claim),
        time=claim.time or "time not extracted",
        trials=claim.total,
        people=claim.participants,
        unsized=claim.unsized,
        effect=pooled_words(together) if together else _counted(claim, names),
        method=_method(claim, together),
        pooled=together,
        meaning=_meaning(claim, together, names),
        certainty=f"{_SYMBOLS[claim.certainty]} {claim.certainty}",
        why=in_short(claim, names.topic),
        words=evidence_link(claim),
    )


def _counted(claim: Claim, names: TermLabels) -> str:
    """What the trials found, direction by direction."""
    words = names.words(claim)
    parts = [
        f"{words[way]} in {number} of {claim.total}"
        for way, number in sorted(claim.cohorts.items(), key=lambda pair: (-pair[1], pair[0]))
        if number
    ]
    if claim.total == 1 and len(claim.evidence) == 1:
        (way,), (only,) = claim.cohorts, claim.evidence
        printed = printed_size(only.estimate, only.statistic)
        return f"{words[way]}: {printed}" if printed else words[way]
    return "; ".join(parts)


def _method(claim: Claim, effect: PooledEffect | None) -> str:
    if effect:
        reach, range_left = (
            " to ".join(pooled_figures(effect, *ends))
            for ends in (effect.predicted, effect.left_out)
        )
        return (
            f"Pooled by random effects from {len(effect.trials)} of {claim.total} trials;"
            f" 95% prediction interval {reach}; I² {100 * effect.i_squared:.0f}%; with each trial"
            f" in turn left out: {range_left}"
        )
    if claim.total == 1:
        return f"One {unit(claim)[0]}"
    if claim.total < FEWEST_TRIALS:
        return f"Two trials, not pooled{_as_printed(claim)}"
    votes = vote_count(claim)
    share = (
        f"{votes.votes} of {votes.of} agree, {100 * votes.low:.0f}% to {100 * votes.high:.0f}%"
        " (Wilson)"
        if votes
        else "no direction reported"
    )
    few = f"fewer than {FEWEST_TRIALS} trials with the same measure and an interval extracted"
    return f"Vote counting by direction: {share}; not pooled: {few}{_as_printed(claim)}"


def _as_printed(claim: Claim) -> str:
    """The estimates that trials print where they are not pooled: the lowest and the highest.

    Only those of one measure and unit can be set beside each other. They have as many decimals as
    with their intervals.
    """
    printed = [trial.estimate for trial in estimates_of(claim)]
    if not printed or len({estimate.quantity for estimate in printed}) > 1:
        return ""
    values = sorted({estimate.value or 0.0 for estimate in printed})
    between = " and " if len(values) == 2 else " to "  # noqa: PLR2004 - both are printed
    ends = [*values[:1], *values[1:][-1:]]
    bounds = [
        bound
        for estimate in printed
        for bound in (estimate.low, estimate.high)
        if bound is not None
    ]
    reach = between.join(figures(*ends, *bounds, most=PRINTED)[: len(ends)])
    first = printed[0]
    of_trials = f"{len(printed)} of {claim.total}"
    return f"; extracted from {of_trials}: {first.measure} {reach}{unit_words(first)}"


def _meaning(claim: Claim, effect: PooledEffect | None, names: TermLabels) -> str:
    """Whether a direction is good or bad: where that is known, and the trials leave no doubt of it.

    A pooled effect says it by its interval, other evidence only where no trial disagrees.
    """
    term = names.term("measure", claim.family)
    if not (term and term.asked and term.better):
        return ""
    if effect:
        if effect.includes_null:
            return ""
        against = goes_against(effect.measure, claim.family)
        less = (effect.value < effect.null) is not against
    else:
        clear = claim.agreement in (Agreement.SINGLE, Agreement.CONSISTENT)
        if not clear or claim.direction not in SIGNS:
            return ""
        less = claim.direction is Direction.DECREASE
    return "benefit" if less == (term.better == Better.LOWER) else "harm"


def _trial(row: SummaryRow, evidence: Evidence, state: State, names: TermLabels) -> TrialRow:
    study = state.studies[evidence.study]
    judged = study.risk_of_bias.overall if study.risk_of_bias else None
    size = people_of(study, finding_of(evidence, state), names.topic)
    return TrialRow(
        record=state.by_id[evidence.study],
        outcome=row.outcome,
        compared=row.compared,
        time=evidence.time or NOT_EXTRACTED,
        direction=names.words(row.claim)[evidence.direction],
        estimate=printed_size(evidence.estimate, evidence.statistic) or NOT_EXTRACTED,
        people=str(size) if size else NOT_EXTRACTED,
        bias=str(judged) if judged else "not judged",
    )
