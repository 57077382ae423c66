"""Watch: has a paper changed that is in the review, or waits? Retractions above all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.corrections import Change, News, changes, passage
from bot.domain.decisions import Verdict
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.fetching import Sources
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
    """Ids that their database gave no record for."""


def watch(state: State, sources: Sources, cache: Cache) -> Watched:
    """Fetch every included and every waiting paper again, and compare.

    Papers of a database that fails are as they were until it answers.
    """
    followed = (*state.with_verdict(Verdict.INCLUDE), *state.with_verdict(Verdict.UNSURE))
    seen: list[Watched] = []
    for source, held in sources.of(followed):
        with sources.forgiving(source):
            seen.append(_seen(source, held, cache))
    return Watched(
        articles={key: article for one in seen for key, article in one.articles.items()},
        changes=tuple(change for one in seen for change in one.changes),
        changed=tuple(record for one in seen for record in one.changed),
        touched=tuple(record for one in seen for record in one.touched),
        gone=tuple(key for one in seen for key in one.gone),
    )


def _seen(source: Source, held: Mapping[str, Record], cache: Cache) -> Watched:
    """The papers ``held``, by the ids of one database, as they stand there."""
    answer = source.fetch(sorted(held, key=lambda one: (len(one), one)))
    now = {
        key: replace(one, record=replace(one.record, id=held[key].id, source=held[key].source))
        for key, one in answer.articles.items()
    }
    news = {key: changes(held[key], one.record) for key, one in now.items()}
    reworded = [key for key, found in news.items() if any(one.kind is News.WORDS for one in found)]
    before = cache.articles(source.name, reworded)
    cache.keep(source.name, answer.articles)
    return Watched(
        articles={one.record.id: one for one in now.values()},
        changes=tuple(
            _in_words(one, before.get(key), now[key])
            for key, found in news.items()
            for one in found
        ),
        changed=tuple(now[key].record for key, found in news.items() if found),
        touched=tuple(
            one.record for key, one in now.items() if not news[key] and one.record != held[key]
        ),
        gone=answer.unreadable,
    )


def _in_words(change: Change, before: Article | None, now: Article) -> Change:
    """The change with the words that differ, where the old ones are still at hand."""
    if change.kind is not News.WORDS or before is None:
        return change
    was, became = passage(text_of(before), text_of(now))
    return replace(change, was=was, now=became)
