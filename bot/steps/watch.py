"""Watch: has a paper changed that is in the review, or waits? Retractions above all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.corrections import Change, News, changes, passage
from bot.domain.decisions import Verdict
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.ports import Cache, Source
from bot.screening.policy import text_of


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Included and waiting papers as they stand today."""

    articles: Mapping[str, Article]
    """By the review's id."""
    changes: tuple[Change, ...]
    """What is news, the papers in their order."""
    changed: tuple[Record, ...]
    """The papers with any news, as they stand."""
    touched: tuple[Record, ...]
    """Those that differ in anything else: pages, headings, comments. No news by themselves."""
    gone: tuple[str, ...]
    """PMIDs that PubMed gave no record for."""


def watch(state: State, source: Source, cache: Cache) -> Watched:
    """Fetch every included and every waiting paper again, and compare."""
    followed = (*state.with_verdict(Verdict.INCLUDE), *state.with_verdict(Verdict.UNSURE))
    held = {one.pmid: one for one in followed if one.pmid}
    answer = source.fetch(sorted(held, key=int))
    now = {
        pmid: replace(one, record=replace(one.record, id=held[pmid].id, source=held[pmid].source))
        for pmid, one in answer.articles.items()
    }
    news = {pmid: changes(held[pmid], one.record) for pmid, one in now.items()}
    reworded = [
        pmid for pmid, found in news.items() if any(one.kind is News.WORDS for one in found)
    ]
    before = cache.articles(source.name, reworded)
    cache.keep(source.name, answer.articles)
    return Watched(
        articles={one.record.id: one for one in now.values()},
        changes=tuple(
            _in_words(one, before.get(pmid), now[pmid])
            for pmid, found in news.items()
            for one in found
        ),
        changed=tuple(now[pmid].record for pmid, found in news.items() if found),
        touched=tuple(
            one.record for pmid, one in now.items() if not news[pmid] and one.record != held[pmid]
        ),
        gone=answer.unreadable,
    )


def _in_words(change: Change, before: Article | None, now: Article) -> Change:
    """The change with the words that differ, where the old ones are still at hand."""
    if change.kind is not News.WORDS or before is None:
        return change
    was, became = passage(text_of(before), text_of(now))
    return replace(change, was=was, now=became)
