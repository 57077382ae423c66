"""What is found, for the templates of the review: sentences, tables, conflicts, gaps, figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Claim, Synthesis
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.rendering import tables
from bot.rendering.answer import Sentence, ShortList, Theme, answer, conflicts, surest
from bot.rendering.asked_outcomes import TimeGap, unreported, without_results
from bot.rendering.conflicts import ConflictView, conflict_view
from bot.rendering.figures.figure import Figure
from bot.rendering.figures.gallery import gallery
from bot.rendering.in_brief import in_brief
from bot.rendering.labels import TermLabels
from bot.rendering.region_index import RegionEntry, region_index
from bot.rendering.summary_of_findings import (
    SummaryRow,
    TrialRow,
    shared_reasons,
    summary_rows,
    trial_rows,
)
from bot.rendering.tables import TargetEvidence, TreatmentChange
from bot.synthesis.gaps import Gap, gaps

FOLDED = 40
"""Sentences of a theme with those behind the fold, and rows of a table of findings."""
CONFLICTS = 12
"""Regions whose conflicts are told one by one, and rows of each of their tables."""


@dataclass(frozen=True, kw_only=True)
class FindingsView:
    """What the templates of the review may use of its findings, each by its name."""

    claims: Sequence[Claim]
    in_brief: str
    """The state of the evidence in a few sentences; empty where nothing was found."""
    themes: Sequence[Theme]
    surest: ShortList
    conflicts: ShortList
    """Findings on which cohorts contradict each other."""
    index: Sequence[RegionEntry]
    disagreements: ConflictView
    correlations: Sequence[Sentence]
    effects: Sequence[TreatmentChange]
    targets: Sequence[TargetEvidence]
    summary: Sequence[SummaryRow]
    """Of a review of interventions: its summary of findings."""
    shared_reasons: Sequence[str]
    """What lowers or raises certainty in all of its rows."""
    unreported: Mapping[str, int]
    """Outcomes that its protocol asks about and of which no result counts, each with the number of
    its results that wait for a check."""
    without_results: Sequence[TimeGap]
    """Of each span of time, the outcomes of the protocol without a result then."""
    trials: Sequence[TrialRow]
    """What each trial behind it printed."""
    gaps: Sequence[Gap]
    figures: Sequence[Figure]
    folded: int = FOLDED


def findings_view(
    state: State, synthesis: Synthesis, protocol: Protocol, names: TermLabels
) -> FindingsView:
    """What the studies found together, in the words of ``names``."""
    vocabulary = names.vocabulary
    best = surest(synthesis, state.by_id, names)
    summary = summary_rows(synthesis, names)
    return FindingsView(
        claims=synthesis.claims,
        in_brief=in_brief(synthesis, names, consistent=len(best.sentences) + best.more),
        themes=answer(synthesis, state.by_id, names, most=FOLDED),
        surest=best,
        conflicts=conflicts(synthesis, state.by_id, names),
        index=region_index(synthesis, names),
        disagreements=conflict_view(synthesis, state, names, most=CONFLICTS),
        correlations=tables.correlations(synthesis, state, names),
        effects=tables.changes(synthesis, state, names),
        targets=tables.aims(synthesis, state, protocol, names),
        summary=summary,
        shared_reasons=shared_reasons(summary),
        unreported=unreported(synthesis, state, names),
        without_results=without_results(synthesis, names),
        trials=trial_rows(summary, state, names),
        gaps=gaps(state, synthesis, vocabulary) if vocabulary else (),
        figures=gallery(state, synthesis, vocabulary),
    )
