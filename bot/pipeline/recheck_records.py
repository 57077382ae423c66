"""Recheck: has a paper changed that is in the review, or waits? Retractions above all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.databases.source_set import SourceSet
from bot.domain.corrections import ChangeKind, RecordChange, changes, passage
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Cache, Source
from bot.screening.policy import text_of


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


def recheck_records(draft: RunDraft, context: RunContext) -> RunDraft:
    """Fetch every included and every waiting paper again, and note what happened to it."""
    literature = context.literature
    rechecked = recheck(draft.state, literature.sources, literature.cache)
    lines = rechecked.changed + rechecked.touched
    changed = tuple(record.id for record in rechecked.changed)
    return replace(
        draft,
        state=draft.state.with_added(records=lines) if lines else draft.state,
        articles={**draft.articles, **rechecked.articles},
        changed=tuple(dict.fromkeys((*draft.changed, *changed))),
        gone=rechecked.gone,
        run=replace(draft.run, changed=changed, changes=rechecked.changes),
    )


def recheck(state: State, sources: SourceSet, cache: Cache) -> RecheckedRecords:
    """Compare every included and every waiting paper with what its database says today.

    Papers of a database that fails are as they were until it answers.
    """
    followed = (*state.with_verdict(Verdict.INCLUDE), *state.with_verdict(Verdict.UNSURE))
    parts: list[RecheckedRecords] = []
    for source, records in sources.by_source(followed):
        with sources.tolerating(source):
            parts.append(_rechecked(source, records, cache))
    return RecheckedRecords(
        articles={key: article for part in parts for key, article in part.articles.items()},
        changes=tuple(change for part in parts for change in part.changes),
        changed=tuple(record for part in parts for record in part.changed),
        touched=tuple(record for part in parts for record in part.touched),
        gone=tuple(key for part in parts for key in part.gone),
    )


def _rechecked(
    source: Source, records: Mapping[str, tuple[Record, ...]], cache: Cache
) -> RecheckedRecords:
    """The ``records`` by the ids of one database, as they stand there."""
    answer = source.fetch(sorted(records, key=lambda key: (len(key), key)))
    now = [
        (record, key, replace(article, record=article.record.known_as(record)))
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


def _in_words(change: RecordChange, before: Article | None, now: Article) -> RecordChange:
    """The change with the words that differ, where the old ones are still at hand."""
    if change.kind is not ChangeKind.WORDS or before is None:
        return change
    was, became = passage(text_of(before), text_of(now))
    return replace(change, was=was, now=became)
