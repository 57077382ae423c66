"""Citation search: papers that cite an included study, that it cites, or that are like it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.protocol import Protocol
from bot.domain.records import CITED, Article
from bot.domain.runs import CitationSearch
from bot.domain.sources import PUBMED, SOURCES
from bot.domain.state import State
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Cache, Source
from bot.source_set import SourceSet, articles


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
    for source in sources:
        seen = set(state.index.keys.get(source.code, ()))
        if source.code == PUBMED:
            seen |= set(matched)
        with sources.tolerating(source):
            results.append(_followed(source, protocol, state, seen, cache, today))
    return CitationSearchResult(
        articles=tuple(article for result in results for article in result.articles),
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
        {key for record in state.included if (key := record.key(source.code))}, key=_order
    )
    fetched: dict[str, Article] = {}
    searches: list[CitationSearch] = []
    for route in protocol.citations.routes:
        able = route in SOURCES[source.code].routes
        if not (able and start and _due(route, source.code, protocol, state, today)):
            continue
        linked = set(source.linked(start, route))
        new = articles(source, sorted(linked - seen - set(start), key=_order), cache)
        fetched |= new
        seen |= set(new)
        searches.append(
            CitationSearch(
                source=source.code,
                route=route,
                studies=len(start),
                linked=len(linked),
                new=tuple(sorted(new, key=_order)),
            )
        )
    return CitationSearchResult(
        articles=tuple(
            replace(article, record=replace(article.record, source=CITED))
            for article in fetched.values()
        ),
        routes=tuple(searches),
    )


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
