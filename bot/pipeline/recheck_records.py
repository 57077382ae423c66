"""Watch: has a paper changed that is in the review, or waits? Retractions above all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.corrections import ChangeKind, RecordChange, changes, passage
from bot.domain.decisions import Verdict
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.ports import Cache, Source
from bot.screening.policy import text_of
from bot.source_set import SourceSet


@dataclass(frozen=True, kw_only=True)
class RecheckedRecords:
    """Included and waiting papers as they stand today."""

    articles: Mapping[str, Article]
    """By the review's id."""
    changes: tuple[RecordChange, ...]
    """What is news, the papers in their order."""
    changed: tuple[Record, ...]
    """The papers with any news, as they stand."""
    touched: tuple[Record, ...]
    """Those that differ in anything else: pages, headings, comments. No news by themselves."""
    gone: tuple[str, ...]
    """Ids that their database gave no record for."""


def recheck_records(state: State, sources: SourceSet, cache: Cache) -> RecheckedRecords:
    """Fetch every included and every waiting paper again, and compare.

    Papers of a database that fails are as they were until it answers.
    """
    followed = (*state.with_verdict(Verdict.INCLUDE), *state.with_verdict(Verdict.UNSURE))
    seen: list[RecheckedRecords] = []
    for source, records in sources.by_source(followed):
        with sources.tolerating(source):
            seen.append(_seen(source, records, cache))
    return RecheckedRecords(
        articles={
            key: article
            for rechecked_records in seen
            for key, article in rechecked_records.articles.items()
        },
        changes=tuple(change for rechecked_records in seen for change in rechecked_records.changes),
        changed=tuple(record for rechecked_records in seen for record in rechecked_records.changed),
        touched=tuple(record for rechecked_records in seen for record in rechecked_records.touched),
        gone=tuple(key for rechecked_records in seen for key in rechecked_records.gone),
    )


def _seen(
    source: Source, records: Mapping[str, tuple[Record, ...]], cache: Cache
) -> RecheckedRecords:
    """The ``records`` by the ids of one database, as they stand there."""
    answer = source.fetch(sorted(records, key=lambda key: (len(key), key)))
    now = [
        (record, key, replace(article, record=_known_as(record, article.record)))
        for key, article in answer.articles.items()
        for record in records[key]
    ]
    news = {record.id: changes(record, article.record) for record, _, article in now}
    reworded = [
        key
        for record, key, _ in now
        if any(change.kind is ChangeKind.WORDS for change in news[record.id])
    ]
    before = cache.articles(source.name, reworded)
    cache.keep(source.name, answer.articles)
    return RecheckedRecords(
        articles={record.id: article for record, _, article in now},
        changes=tuple(
            _in_words(change, before.get(key), article)
            for record, key, article in now
            for change in news[record.id]
        ),
        changed=tuple(article.record for record, _, article in now if news[record.id]),
        touched=tuple(
            article.record
            for record, _, article in now
            if not news[record.id] and article.record != record
        ),
        gone=answer.unreadable,
    )


def _known_as(record: Record, fetched: Record) -> Record:
    """What was fetched, under the id and source by which the review knows the paper."""
    return replace(fetched, id=record.id, source=record.source)


def _in_words(change: RecordChange, before: Article | None, now: Article) -> RecordChange:
    """The change with the words that differ, where the old ones are still at hand."""
    if change.kind is not ChangeKind.WORDS or before is None:
        return change
    was, became = passage(text_of(before), text_of(now))
    return replace(change, was=was, now=became)
