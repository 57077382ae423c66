"""Watch: has PubMed changed a paper that is in the review? Retractions above all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.decisions import Verdict
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.ports import Cache, Source


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Included papers as they stand today."""

    articles: Mapping[str, Article]
    """By the review's id."""
    changed: tuple[Record, ...]
    """Those with another text, kind of publication or notice than the record kept."""
    touched: tuple[Record, ...]
    """Those that differ in anything else: pages, headings. No news by themselves."""
    gone: tuple[str, ...]
    """PMIDs that PubMed gave no record for."""


def watch(state: State, source: Source, cache: Cache) -> Watched:
    """Fetch every included paper again and compare."""
    included = {one.pmid: one for one in state.with_verdict(Verdict.INCLUDE) if one.pmid}
    answer = source.fetch(sorted(included, key=int))
    fetched = answer.articles
    cache.keep(source.name, fetched)
    articles: dict[str, Article] = {}
    changed: list[Record] = []
    touched: list[Record] = []
    for pmid, article in fetched.items():
        held = included[pmid]
        record = replace(article.record, id=held.id, source=held.source)
        articles[held.id] = replace(article, record=record)
        if record != held:
            (changed if record.differs(held) else touched).append(record)
    return Watched(
        articles=articles, changed=tuple(changed), touched=tuple(touched), gone=answer.unreadable
    )
