"""Search: every id that matches today, minus every id known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.duplicates import DuplicatePair
from bot.domain.protocol import Protocol
from bot.domain.records import Article, Record
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.errors import Mistake
from bot.ports import Cache, Source
from bot.screening.duplicates import is_preprint, pairs
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
    joined: tuple[Record, ...] = ()
    """Lines of known papers of which another version was found that is not the one to show."""
    pairs: tuple[DuplicatePair, ...] = ()
    """Which of the new records are one paper with another, and which may be."""

    @property
    def replaced(self) -> tuple[Record, ...]:
        """Papers known before that are now shown as published."""
        joined = {pair.one for pair in self.pairs if pair.sure}
        return tuple(article.record for article in self.articles if article.record.id in joined)


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


def identify(state: State, searched: SearchResult, more: Iterable[Article]) -> SearchResult:
    """What was searched and ``more``, each paper under the id by which the review knows it."""
    adopted = tuple(_adopted(state, (*searched.articles, *more)))
    joined = join(state, adopted)
    return replace(searched, articles=joined.articles, joined=joined.records, pairs=joined.pairs)


@dataclass(frozen=True, kw_only=True)
class Joined:
    """New papers after those that are known, or came twice, were put under one id."""

    articles: tuple[Article, ...]
    records: tuple[Record, ...]
    pairs: tuple[DuplicatePair, ...]


def join(state: State, new: Sequence[Article]) -> Joined:
    """Put each new paper that is surely a known one under its id, the published version shown.

    What was decided and read under that id stands. What is not sure stays apart and is asked.
    """
    fresh = {article.record.id: article for article in new}
    known = {key: record for key, record in state.by_id.items() if key not in fresh}
    found = pairs((*known.values(), *(article.record for article in new)), frozenset(fresh))
    home: dict[str, str] = {}
    shown = {**known, **{key: article.record for key, article in fresh.items()}}
    lines: list[Record] = []
    for pair in found:
        one, other = home.get(pair.one, pair.one), home.get(pair.other, pair.other)
        if not pair.sure or one == other:
            continue
        home |= {key: one for key, at in home.items() if at == other} | {other: one}
        older, newer = shown[one], shown.pop(other)
        lines += [replace(record, id=one, source=older.source) for record in (newer, older)]
        text = fresh.pop(other, None)
        if _shows(newer, older) and text:
            fresh[one] = text
            shown[one] = replace(newer, id=one, source=older.source)
    lines += [shown[key] for key in dict.fromkeys(record.id for record in lines)]
    return Joined(
        articles=tuple(replace(article, record=shown[key]) for key, article in fresh.items()),
        records=tuple(lines),
        pairs=found,
    )


def _shows(newer: Record, older: Record) -> bool:
    """Whether the later record is the one to show: the published version, and PubMed's."""
    if is_preprint(newer) != is_preprint(older):
        return is_preprint(older)
    return bool(newer.pmid) or not older.pmid


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


def _adopted(state: State, articles: Iterable[Article]) -> Iterator[Article]:
    """Each article under its own id, or once under that of a paper that no database had."""
    taken: set[str] = set()
    for article in articles:
        record = state.index.adopt(article.record)
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
