"""Search: every id that matches today, minus every id known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.databases.source_set import articles
from bot.domain.records import Article
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.errors import Mistake
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Source


@dataclass(frozen=True, kw_only=True)
class _Hits:
    """What the searches of one database brought."""

    searches: tuple[Search, ...]
    matching: Mapping[str, frozenset[str]]
    """Every id that each strategy matched."""
    articles: tuple[Article, ...]
    """New papers."""
    unreadable: tuple[str, ...]
    """Ids of new papers whose record could not be read."""

    @property
    def ids(self) -> frozenset[str]:
        """Every id that any strategy matched."""
        return frozenset[str]().union(*self.matching.values())


def search(draft: RunDraft, context: RunContext) -> RunDraft:
    """Run the strategies that are due in each database and fetch what is new.

    A paper that could not be read is in no ledger, so the next run finds it new again; a database
    that fails counts as not searched.
    """
    sources = context.literature.sources
    context.messages.report(f"Searching {' and '.join(source.name for source in sources)}")
    _tell_the_future(draft.state, context)
    hits: list[_Hits] = []
    for source in sources:
        with sources.tolerating(source):
            hits.append(_searched(source, draft.state, context))
    run = replace(
        draft.run,
        searches=tuple(search for part in hits for search in part.searches),
        retrieved=sum(len(part.ids) for part in hits),
        unreadable=tuple(id_ for part in hits for id_ in part.unreadable),
    )
    new = tuple(article for part in hits for article in part.articles)
    return replace(draft, run=run, new=new, hits=hits[0].matching)


def _searched(source: Source, state: State, context: RunContext) -> _Hits:
    """What one database brings."""
    protocol, searches = context.protocol, list[Search]()
    matching: dict[str, frozenset[str]] = {}
    for name, strategy in protocol.search.strategies.items():
        query = source.query(strategy, protocol.lines)
        if not query or not due(query, strategy, state.runs, context.today):
            continue
        ids = source.search(query)
        matching[name] = frozenset(ids)
        searches.append(Search(source=source.name, strategy=name, query=query, reported=len(ids)))
    every = frozenset[str]().union(*matching.values())
    unknown = (id_ for id_ in every if not state.index.has(source.code, id_))
    new = sorted(unknown, key=lambda id_: (len(id_), id_))
    fetched = articles(source, new, context.literature.cache)
    return _Hits(
        searches=tuple(searches),
        matching=matching,
        articles=tuple(fetched[id_] for id_ in new if id_ in fetched),
        unreadable=tuple(id_ for id_ in new if id_ not in fetched),
    )


def due(query: str, strategy: Strategy, runs: tuple[Run, ...], today: date) -> bool:
    """Whether ``query`` is to be searched today; one that was changed is due at once."""
    days = (_day(run.on) for run in runs if any(search.query == query for search in run.searches))
    last = max((day for day in days if day <= today), default=None)
    return last is None or (today - last).days >= strategy.every.days


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Mistake(
            f"state/runs.jsonl: '{text}' is not a date", hint="Write it as 2026-11-22."
        ) from None


def _tell_the_future(state: State, context: RunContext) -> None:
    """Say that a run is recorded for a day to come: the clock was ahead then, or is behind now.

    It does not hold up any search: :func:`due` counts no day that is yet to come.
    """
    last = max((run.on for run in state.runs), default="")
    if last > context.today.isoformat():
        context.messages.warn(
            f"a run is recorded on {last}, and today is {context.today.isoformat()}: check the"
            " machine's clock. Everything is searched as if that run had not been"
        )
