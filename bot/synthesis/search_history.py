"""What was searched where and when, of the strategies as they now read."""

from dataclasses import dataclass

from bot.domain.protocol import Protocol
from bot.domain.runs import Search
from bot.domain.sources import PUBMED, title_of
from bot.domain.state import State


@dataclass(frozen=True, kw_only=True)
class DatedSearch:
    """A search, and its day."""

    on: str
    search: Search


def last_searches(state: State, protocol: Protocol) -> dict[str, DatedSearch]:
    """The last search of PubMed by each strategy that was searched as it now reads, by name."""
    names = {
        protocol.lines.query(strategy): name
        for name, strategy in protocol.search.strategies.items()
    }
    return {
        names[search.query]: DatedSearch(on=run.on, search=search)
        for run in state.runs
        for search in run.searches
        if search.query in names
    }


def other_searches(state: State, protocol: Protocol) -> list[DatedSearch]:
    """The last search of each strategy in each database beside PubMed."""
    plan = protocol.search.strategies
    last = {
        (search.source, search.strategy): DatedSearch(on=run.on, search=search)
        for run in state.runs
        for search in run.searches
        if search.source != title_of(PUBMED)
        and search.strategy in plan
        and plan[search.strategy].elsewhere
    }
    return list(last.values())
