"""Preview the search: what each line and each strategy finds today, before anything is proposed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.protocol import Protocol

Count = Callable[[str], int]
"""Asks PubMed how many records match a query."""


@dataclass(frozen=True, kw_only=True)
class LinePreview:
    """What one search line finds by itself."""

    number: int
    """As the librarian writes it, 1 for ``#1``."""
    name: str
    hits: int


@dataclass(frozen=True, kw_only=True)
class StrategyPreview:
    """What one strategy finds."""

    name: str
    every: str
    expression: str
    """With the numbers of the lines."""
    hits: int
    hits_before: int | None = None
    """When it was last searched with another query; None where it never was, or is the same."""
    missed: int = 0
    """Known items among the PMIDs that it does not find."""


@dataclass(frozen=True, kw_only=True)
class SearchPreview:
    """What the whole search finds today."""

    lines: tuple[LinePreview, ...]
    strategies: tuple[StrategyPreview, ...]
    known_items: int
    """PMIDs that the strategies were held against."""


def preview_search(
    protocol: Protocol,
    count: Count,
    known_items: Iterable[str] = (),
    hits_before: Mapping[str, int] | None = None,
) -> SearchPreview:
    """Ask how many records each line and strategy matches: one request for each, two if known.

    ``known_items`` are PMIDs of papers known to belong; ``hits_before`` the hits of each strategy
    whose query has changed since.
    """
    pmids = sorted(set(known_items), key=int)
    among = " OR ".join(f"{pmid}[uid]" for pmid in pmids)
    lines = tuple(
        LinePreview(number=number, name=name, hits=count(protocol.lines.text(name)))
        for number, name in enumerate(protocol.search.lines, 1)
    )
    strategies = []
    for name, strategy in protocol.search.strategies.items():
        query = protocol.lines.query(strategy)
        strategies.append(
            StrategyPreview(
                name=name,
                every=str(strategy.every),
                expression=protocol.lines.numbered(strategy),
                hits=count(query),
                hits_before=(hits_before or {}).get(name),
                missed=len(pmids) - count(f"({query}) AND ({among})") if pmids else 0,
            )
        )
    return SearchPreview(lines=lines, strategies=tuple(strategies), known_items=len(pmids))
