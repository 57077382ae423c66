"""How the review is made, for its templates: search, screening, flow of records, automation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.protocol import Protocol
from bot.domain.runs import ModelUsage, Run, Training
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.rendering.amendments import AmendmentRow, amendment_rows
from bot.rendering.backfill_report import recall_sentence
from bot.rendering.double_screening import agreement_sentences
from bot.rendering.escaping import Safe
from bot.rendering.flowchart import FlowRow, flow_rows, flowchart
from bot.synthesis.automation_use import AutomationUse, automation_use
from bot.synthesis.human_overrides import HumanOverrides, human_overrides
from bot.synthesis.prisma_flow import PrismaFlow, Route, UpdatedFlow, routes, updated_flow
from bot.synthesis.reader_corrections import ReaderCorrections, reader_corrections
from bot.synthesis.search_history import DatedSearch, last_searches, other_searches


@dataclass(frozen=True, kw_only=True)
class MethodsView:
    """What the templates of the review may use of its methods, each by its name."""

    flow: PrismaFlow
    """Over all versions."""
    updated: UpdatedFlow
    """The same, beside the version before."""
    flow_rows: Sequence[FlowRow]
    flowchart: Safe
    oversight: HumanOverrides
    automation: AutomationUse
    corrections: ReaderCorrections
    """What people made of the findings that were read."""
    agreement: Sequence[str]
    """How papers are decided by several people, and how well these agree, in sentences."""
    searched: Sequence[Run]
    """The runs that searched."""
    last_run: Run | None
    """The last run that brought news."""
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
    searches: Mapping[str, DatedSearch]
    """The last of each strategy, by its name."""
    others: Sequence[DatedSearch]
    """In the other databases."""


def methods_view(state: State, protocol: Protocol) -> MethodsView:
    """How the review that the protocol describes was made so far."""
    runs, flow = state.runs, updated_flow(state)
    return MethodsView(
        flow=flow.total,
        updated=flow,
        flow_rows=flow_rows(flow),
        flowchart=Safe(flowchart(flow)),
        oversight=human_overrides(state),
        automation=automation_use(state),
        corrections=reader_corrections(state),
        agreement=agreement_sentences(state, protocol),
        searched=[run for run in runs if run.searches],
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
        searches=last_searches(state, protocol),
        others=other_searches(state, protocol),
    )
