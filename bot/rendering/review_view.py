"""What the templates of the review are filled with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Claim, Synthesis
from bot.domain.decisions import Decision, Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.registrations import Registration, planned_studies
from bot.domain.runs import ModelUsage, Run, Search, Training
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.domain.studies import Finding, Study
from bot.domain.versions import NewsItem
from bot.extraction.vocabulary import Vocabulary
from bot.rendering import tables
from bot.rendering.amendments import AmendmentRow, amendment_rows
from bot.rendering.answer import Sentence, ShortList, Theme, answer, conflicts, place_of, surest
from bot.rendering.backfill_report import recall_sentence
from bot.rendering.changes_since import ChangesSince, since
from bot.rendering.citation import cited_as
from bot.rendering.conflicts import ConflictView, conflict_view
from bot.rendering.digest import causes
from bot.rendering.double_screening import agreement_sentences
from bot.rendering.editions import Edition, editions
from bot.rendering.escaping import Safe
from bot.rendering.figures.figure import Figure
from bot.rendering.figures.gallery import gallery
from bot.rendering.flowchart import FlowRow, flow_rows, flowchart
from bot.rendering.in_brief import in_brief
from bot.rendering.labels import TermLabels
from bot.rendering.layout import anchor_of
from bot.rendering.lists import PAGED, newest_first
from bot.rendering.region_index import RegionEntry, region_index
from bot.rendering.summary_of_findings import (
    SummaryRow,
    TrialRow,
    shared_reasons,
    summary_rows,
    trial_rows,
    unreported,
)
from bot.rendering.tables import TargetEvidence, TreatmentChange
from bot.synthesis.automation_use import AutomationUse, automation_use
from bot.synthesis.gaps import Gap, gaps
from bot.synthesis.human_overrides import HumanOverrides, human_overrides
from bot.synthesis.overview import Overview, overview
from bot.synthesis.prisma_flow import PrismaFlow, Route, UpdatedFlow, routes, updated_flow
from bot.synthesis.reader_corrections import ReaderCorrections, reader_corrections
from bot.topics.topic import FactColumn, Topic

PUBMED = "PubMed"
"""What runs call the database in whose syntax the protocol's lines are."""
MOST, FEW, FOLDED, CAP = 8, 20, 40, 200
"""Sentences that stand open; studies in lists of news; sentences of a theme with those behind the
fold, and rows of a table of findings; rows of other tables. The rest is in the files beside."""
CONFLICTS = 12
"""Regions whose conflicts are told one by one, and rows of each of their tables."""


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """What the templates of the review may use, each by its name."""

    protocol: Protocol
    state: State
    flow: PrismaFlow
    """Over all versions."""
    updated: UpdatedFlow
    """The same, beside the version before."""
    flow_rows: Sequence[FlowRow]
    flowchart: Safe
    overview: Overview
    oversight: HumanOverrides
    automation: AutomationUse
    corrections: ReaderCorrections
    """What people made of the findings that were read."""
    agreement: Sequence[str]
    """How papers are decided by several people, and how well these agree, in sentences."""
    included: Sequence[Record]
    """The newest first."""
    retracted: Sequence[Record]
    planned: Sequence[Registration]
    """Registered studies that are planned or under way: no evidence."""
    held: Mapping[str, Record]
    """Everything that was ever included, by id."""
    near: Sequence[tuple[Record, Decision]]
    """Papers that a person looked at and left out."""
    last_run: Run | None
    routes: Sequence[Route]
    learning: Training | None
    audit: Run | None
    """The last run that measured what is missed."""
    recall: str
    """What a backfill says of the search, in words."""
    consultations: Sequence[ModelUsage]
    readings: Sequence[ModelUsage]
    amendments: Sequence[AmendmentRow]
    strategies: Sequence[tuple[str, Strategy, str]]
    """Each with its name and its numbered lines."""
    searches: Mapping[str, tuple[str, int]]
    others: Sequence[tuple[str, Search]]
    since: ChangesSince
    editions: Sequence[Edition]
    cite: Safe
    """How the version that stands is cited; empty where there is none."""
    causes: Callable[[NewsItem], Sequence[tuple[str, str]]]
    """The studies behind a piece of news by name and address."""
    quotes: Callable[[NewsItem], Safe]
    """A link to the quotes behind a piece of news, empty where the review has them no more."""
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
    unreported: Sequence[str]
    """Outcomes that its protocol asks about and no trial is known to report."""
    trials: Sequence[TrialRow]
    """What each trial behind it printed."""
    gaps: Sequence[Gap]
    figures: Sequence[Figure]
    names: TermLabels
    topic: Topic
    name: Callable[[str, str], str]
    where: Callable[[Finding], str]
    compared: Callable[[Finding | Claim], str]
    headings: Mapping[str, str]
    """What each section is called in the document, by its name."""
    anchors: Mapping[str, str]
    """What links lead to, by the section's name."""
    stated: Callable[[Study, FactColumn], str]
    most: int = MOST
    few: int = FEW
    folded: int = FOLDED
    cap: int = CAP
    paged: int = PAGED
    contents: Sequence[Safe] = ()
    """Links to the sections that have something to say, from where the first screens end."""


def review_view(
    state: State,
    synthesis: Synthesis,
    protocol: Protocol,
    vocabulary: Vocabulary | None,
    headings: Mapping[str, str],
) -> ReviewView:
    """The view of a review whose document has these headings, by the section's name."""
    runs = state.runs
    names = TermLabels(vocabulary=vocabulary)
    best = surest(synthesis, state.by_id, names)
    flow = updated_flow(state)
    summary = summary_rows(synthesis, names)
    return ReviewView(
        protocol=protocol,
        state=state,
        flow=flow.total,
        updated=flow,
        flow_rows=flow_rows(flow),
        flowchart=Safe(flowchart(flow)),
        overview=overview(state, synthesis, names.topic),
        oversight=human_overrides(state),
        automation=automation_use(state),
        corrections=reader_corrections(state),
        agreement=agreement_sentences(state, protocol),
        included=newest_first(state),
        retracted=state.retracted,
        planned=planned_studies(state.registrations),
        held={record.id: record for record in state.with_verdict(Verdict.INCLUDE)},
        near=tables.near_misses(state),
        last_run=state.news_runs[-1] if state.news_runs else None,
        routes=routes(state),
        learning=state.learning,
        audit=next((run for run in reversed(runs) if run.audit), None),
        recall=recall_sentence(state),
        consultations=[run.consultation for run in runs if run.consultation],
        readings=[run.reading for run in runs if run.reading],
        amendments=amendment_rows(state.amendments),
        strategies=[
            (name, strategy, protocol.lines.numbered(strategy))
            for name, strategy in protocol.search.strategies.items()
        ],
        searches=_last_searches(state, protocol),
        others=_other_searches(state, protocol),
        since=since(state, synthesis, vocabulary),
        editions=editions(state, protocol),
        cite=cited_as(state.version, protocol) if state.version else Safe(),
        causes=causes,
        quotes=_quotes(synthesis),
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
        unreported=unreported(synthesis, names),
        trials=trial_rows(summary, state, names),
        gaps=gaps(state, synthesis, vocabulary) if vocabulary else (),
        figures=gallery(state, synthesis, vocabulary),
        names=names,
        topic=names.topic,
        name=names.name,
        where=names.where,
        compared=names.compared,
        headings=headings,
        anchors={name: anchor_of(heading) for name, heading in headings.items()},
        stated=names.stated,
    )


def _quotes(synthesis: Synthesis) -> Callable[[NewsItem], Safe]:
    places = {place_of(claim) for claim in synthesis.claims}
    return lambda item: Safe(f"[evidence]({item.evidence})" if item.evidence in places else "")


def _other_searches(state: State, protocol: Protocol) -> list[tuple[str, Search]]:
    """The last search of each strategy in each database beside PubMed, and its day."""
    plan = protocol.search.strategies
    last = {
        (search.source, search.strategy): (run.on, search)
        for run in state.runs
        for search in run.searches
        if search.source != PUBMED and search.strategy in plan and plan[search.strategy].elsewhere
    }
    return list(last.values())


def _last_searches(state: State, protocol: Protocol) -> dict[str, tuple[str, int]]:
    """When each strategy was last searched as it now reads, and how many hits were reported."""
    names = {
        protocol.lines.query(strategy): name
        for name, strategy in protocol.search.strategies.items()
    }
    return {
        names[search.query]: (run.on, search.reported)
        for run in state.runs
        for search in run.searches
        if search.query in names
    }
