"""Search: every id that matches today, minus every id known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.errors import Mistake
from bot.ports import Cache, Source


@dataclass(frozen=True, kw_only=True)
class Searched:
    """What the searches of one run brought."""

    searches: tuple[Search, ...]
    retrieved: int
    """Distinct ids over all searches."""
    articles: tuple[Article, ...]
    """New papers, under the ids by which the review will know them."""
    unreadable: tuple[str, ...]
    hits: Mapping[str, frozenset[str]]
    """Every id that each strategy found."""


def search(protocol: Protocol, state: State, source: Source, cache: Cache, today: date) -> Searched:
    """Run the strategies that are due and fetch what is new.

    A paper that could not be read is in no ledger, so the next run finds it new again.

    Raises:
        Mistake: the last run lies in the future of ``today``.
    """
    _refuse_the_past(state, today)
    searches: list[Search] = []
    found_by: dict[str, frozenset[str]] = {}
    for name, strategy in protocol.search.strategies.items():
        query = protocol.lines.query(strategy)
        if not due(query, strategy, state.runs, today):
            continue
        hits = source.search(query)
        found_by[name] = frozenset(hits)
        searches.append(Search(source=source.name, strategy=name, query=query, reported=len(hits)))
    ids = frozenset[str]().union(*found_by.values())
    new = sorted((one for one in ids if one not in state.known.pmids), key=int)
    cached = cache.articles(source.name, new)
    fetched = source.fetch([one for one in new if one not in cached])
    cache.keep(source.name, fetched.articles)
    found = {**cached, **fetched.articles}
    return Searched(
        searches=tuple(searches),
        retrieved=len(ids),
        articles=tuple(_adopted(state, (found[one] for one in new if one in found))),
        unreadable=tuple(one for one in new if one not in found),
        hits=found_by,
    )


def due(query: str, strategy: Strategy, runs: tuple[Run, ...], today: date) -> bool:
    """Whether ``query`` is to be searched today; one that was changed is due at once."""
    last = max(
        (run.on for run in runs if any(one.query == query for one in run.searches)), default=""
    )
    try:
        return not last or (today - date.fromisoformat(last)).days >= strategy.every.days
    except ValueError:
        raise Mistake(
            f"state/runs.jsonl: '{last}' is not a date", hint="Write it as 2026-11-22."
        ) from None


def _adopted(state: State, articles: Iterable[Article]) -> Iterator[Article]:
    """Each article under its own id, or once under that of the same paper known without a PMID."""
    taken: set[str] = set()
    for article in articles:
        record = state.known.adopt(article.record)
        if record.id in taken:
            record = article.record
        taken.add(record.id)
        yield replace(article, record=record)


def _refuse_the_past(state: State, today: date) -> None:
    """A clock behind the last run would make every search look as if it were not due."""
    last = max((run.on for run in state.runs), default="")
    if last > today.isoformat():
        raise Mistake(
            f"the last run was on {last}, and today is said to be {today.isoformat()}",
            hint="Check the machine's clock, or --today.",
        )
