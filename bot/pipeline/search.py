"""Search: every id that matches today, minus every id known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.errors import Mistake
from bot.ports import Cache, Source
from bot.source_set import SourceSet, articles


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """What the searches of one run brought."""

    searches: tuple[Search, ...]
    retrieved: int
    """Distinct ids over all searches of each database."""
    articles: tuple[Article, ...]
    """New papers; once settled, under the ids by which the review will know them."""
    unreadable: tuple[str, ...]
    hits: Mapping[str, frozenset[str]]
    """Every PMID that each strategy found."""


def search(
    protocol: Protocol, state: State, sources: SourceSet, cache: Cache, today: date
) -> SearchResult:
    """Run the strategies that are due in each database and fetch what is new.

    A paper that could not be read is in no ledger, so the next run finds it new again; a database
    that fails counts as not searched.

    Raises:
        Mistake: the last run lies in the future of ``today``.
    """
    _refuse_the_past(state, today)
    parts: list[SearchResult] = []
    for source in sources:
        with sources.tolerating(source):
            parts.append(_searched(protocol, state, source, cache, today))
    return SearchResult(
        searches=tuple(search for part in parts for search in part.searches),
        retrieved=sum(part.retrieved for part in parts),
        articles=tuple(article for part in parts for article in part.articles),
        unreadable=tuple(one for part in parts for one in part.unreadable),
        hits=parts[0].hits,
    )


def _searched(
    protocol: Protocol, state: State, source: Source, cache: Cache, today: date
) -> SearchResult:
    """What one database brings."""
    searches: list[Search] = []
    found_by: dict[str, frozenset[str]] = {}
    for name, strategy in protocol.search.strategies.items():
        query = source.query(strategy, protocol.lines)
        if not query or not due(query, strategy, state.runs, today):
            continue
        hits = source.search(query)
        found_by[name] = frozenset(hits)
        searches.append(Search(source=source.name, strategy=name, query=query, reported=len(hits)))
    ids = frozenset[str]().union(*found_by.values())
    fresh = (one for one in ids if not state.index.has(source.code, one))
    new = sorted(fresh, key=lambda one: (len(one), one))
    found = articles(source, new, cache)
    return SearchResult(
        searches=tuple(searches),
        retrieved=len(ids),
        articles=tuple(found[one] for one in new if one in found),
        unreadable=tuple(one for one in new if one not in found),
        hits=found_by,
    )


def due(query: str, strategy: Strategy, runs: tuple[Run, ...], today: date) -> bool:
    """Whether ``query`` is to be searched today; one that was changed is due at once."""
    last = max(
        (run.on for run in runs if any(search.query == query for search in run.searches)),
        default="",
    )
    try:
        return not last or (today - date.fromisoformat(last)).days >= strategy.every.days
    except ValueError:
        raise Mistake(
            f"state/runs.jsonl: '{last}' is not a date", hint="Write it as 2026-11-22."
        ) from None


def _refuse_the_past(state: State, today: date) -> None:
    """A clock behind the last run would make every search look as if it were not due."""
    last = max((run.on for run in state.runs), default="")
    if last > today.isoformat():
        raise Mistake(
            f"the last run was on {last}, and today is said to be {today.isoformat()}",
            hint="Check the machine's clock, or --today.",
        )
