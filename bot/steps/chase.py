"""Chase: papers that cite an included study, that it cites, or that PubMed finds similar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.protocol import Protocol
from bot.domain.records import CITED, PUBMED, Article
from bot.domain.runs import Chase
from bot.domain.state import State
from bot.fetching import articles
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
    known = state.known.keys[PUBMED] | set(found)
    brought: dict[str, Article] = {}
    routes: list[Chase] = []
    for route in protocol.citations.routes:
        if not start or not _due(route, protocol, state, today):
            continue
        linked = set(source.linked(start, route))
        fresh = sorted(linked - known - set(start), key=int)
        new = articles(source, fresh, cache)
        brought |= new
        known |= set(new)
        routes.append(
            Chase(
                route=route, studies=len(start), linked=len(linked), new=tuple(sorted(new, key=int))
            )
        )
    return Chased(
        articles=tuple(
            replace(one, record=replace(one.record, source=CITED)) for one in brought.values()
        ),
        routes=tuple(routes),
    )


def _due(route: str, protocol: Protocol, state: State, today: date) -> bool:
    last = max(
        (run.on for run in state.runs if any(one.route == route for one in run.chased)), default=""
    )
    return not last or (today - date.fromisoformat(last)).days >= protocol.citations.every.days
