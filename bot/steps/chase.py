"""Chase: papers that cite an included study, that it cites, or that PubMed finds similar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.protocol import Protocol
from bot.domain.records import CITED, Article
from bot.domain.runs import Chase
from bot.domain.state import State
from bot.ports import Cache, Source


@dataclass(frozen=True, kw_only=True)
class Chased:
    """What following citations brought."""

    articles: tuple[Article, ...] = ()
    """Papers that no search and no route before had brought."""
    routes: tuple[Chase, ...] = ()


def chase(
    protocol: Protocol,
    state: State,
    found: Iterable[str],
    source: Source,
    cache: Cache,
    today: date,
) -> Chased:
    """Follow each route that is due from all included studies; ``found`` came with the searches.

    What cannot be read comes again with the next time.
    """
    start = sorted({one.pmid for one in state.included if one.pmid}, key=int)
    known = state.known.pmids | set(found)
    articles: dict[str, Article] = {}
    routes: list[Chase] = []
    for route in protocol.citations.routes:
        if not start or not _due(route, protocol, state, today):
            continue
        linked = set(source.linked(start, route))
        fresh = sorted(linked - known - set(start), key=int)
        cached = cache.articles(source.name, fresh)
        fetched = source.fetch([one for one in fresh if one not in cached]).articles
        cache.keep(source.name, fetched)
        new = {**cached, **fetched}
        articles |= new
        known |= set(new)
        routes.append(
            Chase(
                route=route, studies=len(start), linked=len(linked), new=tuple(sorted(new, key=int))
            )
        )
    return Chased(
        articles=tuple(
            replace(one, record=replace(one.record, source=CITED)) for one in articles.values()
        ),
        routes=tuple(routes),
    )


def _due(route: str, protocol: Protocol, state: State, today: date) -> bool:
    last = max(
        (run.on for run in state.runs if any(one.route == route for one in run.chased)), default=""
    )
    return not last or (today - date.fromisoformat(last)).days >= protocol.citations.every.days
