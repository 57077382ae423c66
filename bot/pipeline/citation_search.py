"""Chase: papers that cite an included study, that it cites, or that PubMed finds similar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.protocol import Protocol
from bot.domain.records import CITED, PUBMED, Article
from bot.domain.runs import CitationSearch
from bot.domain.state import State
from bot.ports import Cache, Source
from bot.source_set import articles


@dataclass(frozen=True, kw_only=True)
class CitationSearchResult:
    """What following citations brought."""

    articles: tuple[Article, ...] = ()
    """Papers that no search and no route before had brought."""
    routes: tuple[CitationSearch, ...] = ()


def citation_search(
    protocol: Protocol,
    state: State,
    found: Iterable[str],
    source: Source,
    cache: Cache,
    today: date,
) -> CitationSearchResult:
    """Follow each route that is due from all included studies; ``found`` came with the searches.

    What cannot be read comes again with the next time.
    """
    start = sorted({record.pmid for record in state.included if record.pmid}, key=int)
    known = state.index.keys[PUBMED] | set(found)
    brought: dict[str, Article] = {}
    routes: list[CitationSearch] = []
    for route in protocol.citations.routes:
        if not start or not _due(route, protocol, state, today):
            continue
        linked = set(source.linked(start, route))
        fresh = sorted(linked - known - set(start), key=int)
        new = articles(source, fresh, cache)
        brought |= new
        known |= set(new)
        routes.append(
            CitationSearch(
                route=route, studies=len(start), linked=len(linked), new=tuple(sorted(new, key=int))
            )
        )
    return CitationSearchResult(
        articles=tuple(
            replace(article, record=replace(article.record, source=CITED))
            for article in brought.values()
        ),
        routes=tuple(routes),
    )


def _due(route: str, protocol: Protocol, state: State, today: date) -> bool:
    last = max(
        (run.on for run in state.runs if any(search.route == route for search in run.chased)),
        default="",
    )
    return not last or (today - date.fromisoformat(last)).days >= protocol.citations.every.days
