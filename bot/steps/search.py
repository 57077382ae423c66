"""Search: every id that matches today, minus every id known."""

from dataclasses import dataclass
from datetime import date

from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.strategies import Strategy
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


def search(protocol: Protocol, state: State, source: Source, cache: Cache, today: date) -> Searched:
    """Run the strategies that are due and fetch what is new.

    A paper that could not be read is in no ledger, so the next run finds it new again.
    """
    searches: list[Search] = []
    ids: dict[str, None] = {}
    for name, strategy in protocol.search.strategies.items():
        if not due(name, strategy, state.runs, today):
            continue
        query = protocol.lines.query(strategy)
        hits = source.search(query)
        ids |= dict.fromkeys(hits)
        searches.append(Search(source=source.name, strategy=name, query=query, reported=len(hits)))
    new = sorted((one for one in ids if one not in state.known.pmids), key=int)
    cached = cache.articles(source.name, new)
    fetched = source.fetch([one for one in new if one not in cached])
    cache.keep(source.name, fetched.articles)
    found = {**cached, **fetched.articles}
    return Searched(
        searches=tuple(searches),
        retrieved=len(ids),
        articles=tuple(_adopted(state, found[one]) for one in new if one in found),
        unreadable=tuple(one for one in new if one not in found),
    )


def due(name: str, strategy: Strategy, runs: tuple[Run, ...], today: date) -> bool:
    """Whether ``strategy`` is to be searched today."""
    last = max(
        (run.on for run in runs if any(one.strategy == name for one in run.searches)), default=""
    )
    return not last or (today - date.fromisoformat(last)).days >= strategy.every.days


def _adopted(state: State, article: Article) -> Article:
    record = state.known.adopt(article.record)
    return Article(
        record=record, sections=article.sections, other_abstracts=article.other_abstracts
    )
