"""Citation search: papers that cite an included study, that it cites, or that are like it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.databases.source_set import SourceSet, articles
from bot.domain.protocol import Protocol
from bot.domain.records import CITED, Article, Record
from bot.domain.runs import CitationSearch
from bot.domain.sources import PUBMED, SOURCES
from bot.domain.state import State
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Cache, Source


@dataclass(frozen=True, kw_only=True)
class CitationSearchResult:
    """What following citations brought."""

    articles: tuple[Article, ...] = ()
    """Papers that no search and no route before had brought."""
    routes: tuple[CitationSearch, ...] = ()


def citation_search(draft: RunDraft, context: RunContext) -> RunDraft:
    """Follow each due route from all included studies."""
    literature = context.literature
    result = follow_citations(
        context.protocol,
        draft.state,
        (pmid for pmids in draft.hits.values() for pmid in pmids),
        literature.sources,
        literature.cache,
        context.today,
    )
    return replace(
        draft,
        new=(*draft.new, *result.articles),
        run=replace(draft.run, chased=result.routes),
    )


def follow_citations(
    protocol: Protocol,
    state: State,
    matched: Iterable[str],
    sources: SourceSet,
    cache: Cache,
    today: date,
) -> CitationSearchResult:
    """Follow each due route from all included studies, in every database that has it.

    ``matched`` are PMIDs that the searches of this run brought. What cannot be read comes again
    when the route is next due.

    Raises:
        ServiceFailed: PubMed failed; another database that fails is passed over.
    """
    results: list[CitationSearchResult] = []
    brought: dict[str, Article] = {}
    for source in sources:
        seen = set(state.index.keys.get(source.code, ()))
        if source.code == PUBMED:
            seen |= set(matched)
        with sources.tolerating(source):
            results.append(_followed(source, protocol, state, seen, cache, today))
            brought |= {article.record.id: article for article in results[-1].articles}
    found = _as_pubmed_has_them(brought.values(), sources.main, cache)
    return CitationSearchResult(
        articles=tuple(
            replace(article, record=replace(article.record, source=CITED)) for article in found
        ),
        routes=tuple(route for result in results for route in result.routes),
    )


def _followed(
    source: Source,
    protocol: Protocol,
    state: State,
    seen: set[str],
    cache: Cache,
    today: date,
) -> CitationSearchResult:
    """What the routes of one database bring; ``seen`` are its ids that are known already."""
    start = sorted(
        {name for record in state.included if (name := _name_in(source.code, record))}, key=_order
    )
    fetched: dict[str, Article] = {}
    searches: list[CitationSearch] = []
    for route in protocol.citations.routes:
        able = route in SOURCES[source.code].routes
        if not (able and start and _due(route, source.code, protocol, state, today)):
            continue
        linked = set(source.linked(start, route))
        given = articles(source, sorted(linked - seen - set(start), key=_order), cache)
        new = {key: article for key, article in given.items() if not _known(article, state)}
        fetched |= new
        seen |= set(given)
        searches.append(
            CitationSearch(
                source=source.code,
                route=route,
                studies=len(start),
                linked=len(linked),
                new=tuple(sorted(new, key=_order)),
            )
        )
    return CitationSearchResult(articles=tuple(fetched.values()), routes=tuple(searches))


def _name_in(code: str, record: Record) -> str:
    """By what a database knows an included study; empty where by nothing."""
    by_pmid = SOURCES[code].by_pmid and record.pmid
    return record.key(code) or (f"pmid:{record.pmid}" if by_pmid else "")


def _known(article: Article, state: State) -> bool:
    """Whether the review has the paper under an identifier of another database."""
    names = (article.record.pmid, article.record.doi)
    return any(name and state.index.find(name) is not None for name in names)


def _as_pubmed_has_them(
    brought: Collection[Article], pubmed: Source, cache: Cache
) -> Iterator[Article]:
    """The papers each once, in PubMed's record where it has one: its bibliography counts.

    Raises:
        ServiceFailed: PubMed failed.
    """
    pmids = dict.fromkeys(
        article.record.pmid
        for article in brought
        if article.record.pmid and article.record.source != PUBMED
    )
    known = articles(pubmed, pmids, cache) if pmids else {}
    once: dict[str, Article] = {}
    for article in brought:
        own = known.get(article.record.pmid) if article.record.source != PUBMED else None
        better = (
            replace(own, record=replace(own.record, keys=article.record.keys)) if own else article
        )
        once.setdefault(better.record.id, better)
    yield from once.values()


def _order(key: str) -> tuple[int, str]:
    """Numbers by their size, without their being numbers."""
    return len(key), key


def _due(route: str, code: str, protocol: Protocol, state: State, today: date) -> bool:
    last = max(
        (
            run.on
            for run in state.runs
            if any(search.route == route and search.source == code for search in run.chased)
        ),
        default="",
    )
    return not last or (today - date.fromisoformat(last)).days >= protocol.citations.every.days
