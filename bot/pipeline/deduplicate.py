"""Deduplicate: new papers that are surely known, or came twice, go under one id.

A paper that is surely equal to two known ones joins the first of them. The known ones stay two
records, for what people decided and read under each id stands: whether they are one is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.duplicates import DuplicatePair
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.screening.duplicates import is_preprint, pairs


@dataclass(frozen=True, kw_only=True)
class Deduplicated:
    """New papers, each under the id by which the review knows it from now on."""

    articles: tuple[Article, ...]
    """Those whose words are to be screened or read."""
    records: tuple[Record, ...]
    """Lines of records of which another version came."""
    pairs: tuple[DuplicatePair, ...]
    """Which of the new records are one paper with another, and which may be."""

    @property
    def replaced(self) -> tuple[Record, ...]:
        """Papers known before that are now shown as published."""
        joined = {pair.one for pair in self.pairs if pair.sure}
        return tuple(article.record for article in self.articles if article.record.id in joined)


def deduplicate(draft: RunDraft, context: RunContext) -> RunDraft:  # noqa: ARG001 - as all steps
    """Put the new papers under their ids.

    Known papers count as they stand today: a preprint may name its article before anything else
    ties the two.
    """
    unique = deduplicated(draft.state, draft.new)
    if not (unique.articles or unique.records):
        return draft
    new = {article.record.id: article for article in unique.articles}
    lines = unique.records + tuple(article.record for article in unique.articles)
    replaced = (record.id for record in unique.replaced)
    return replace(
        draft,
        state=draft.state.with_added(records=lines),
        articles={**draft.articles, **new},
        new=unique.articles,
        changed=tuple(dict.fromkeys((*draft.changed, *replaced))),
        run=replace(draft.run, found=tuple(new), pairs=unique.pairs),
    )


def deduplicated(state: State, new: Iterable[Article]) -> Deduplicated:
    """Put each of the ``new`` papers under its id, the published version shown."""
    adopted = tuple(_adopted(state, new))
    if not adopted:
        return Deduplicated(articles=(), records=(), pairs=())
    return _Merger.of(state, adopted).merged(adopted)


@dataclass(kw_only=True)
class _Merger:
    """The records as they are put together, one pair after another."""

    known: frozenset[str]
    shown: dict[str, Record]
    """The record to show under each id that is left."""
    words: dict[str, Article]
    """The words to read under each id, where they are new."""
    home: dict[str, str] = field(default_factory=dict)
    """The id under which a joined record stands now."""
    lines: list[Record] = field(default_factory=list)

    @classmethod
    def of(cls, state: State, new: Sequence[Article]) -> "_Merger":
        words = {article.record.id: article for article in new}
        known = {key: record for key, record in state.by_id.items() if key not in words}
        return cls(
            known=frozenset(state.by_id),
            shown={**known, **{key: article.record for key, article in words.items()}},
            words=words,
        )

    def merged(self, new: Sequence[Article]) -> Deduplicated:
        """Join every sure pair that has a new paper in it."""
        before = tuple(self.shown.values())
        compared = pairs(before, frozenset(article.record.id for article in new))
        settled = tuple(self._settled(pair) for pair in compared)
        ids = dict.fromkeys(record.id for record in self.lines)
        return Deduplicated(
            articles=tuple(
                replace(article, record=self.shown[key]) for key, article in self.words.items()
            ),
            records=(*self.lines, *(self.shown[key] for key in ids)),
            pairs=settled,
        )

    def _settled(self, pair: DuplicatePair) -> DuplicatePair:
        """Join the pair if that is sure; as a question where it would make known ones one."""
        if not pair.sure:
            return pair
        first, second = (self.home.get(key, key) for key in (pair.one, pair.other))
        if first == second:
            return pair
        if first in self.known and second in self.known:
            if (first, second) == (pair.one, pair.other):
                return replace(pair, sure=False)
            why = f"a new record, {pair.other}, is surely one paper with each: {pair.why}"
            return DuplicatePair(one=second, other=first, sure=False, why=why)
        if second in self.known:
            first, second = second, first
        self._join(first, second)
        return pair

    def _join(self, first: str, second: str) -> None:
        """Put what stands under ``second`` under ``first``."""
        moved = {key: first for key, place in self.home.items() if place == second}
        self.home |= moved | {second: first}
        older, newer = self.shown[first], self.shown.pop(second)
        # Both as lines, so that every identifier of either version is known from now on.
        self.lines = [replace(line, id=first) if line.id == second else line for line in self.lines]
        self.lines += [replace(record.known_as(older), id=first) for record in (newer, older)]
        words = self.words.pop(second, None)
        if words and _shows(newer, older):
            self.words[first] = words
            self.shown[first] = replace(newer.known_as(older), id=first)


def _shows(newer: Record, older: Record) -> bool:
    """Whether the later record is the one to show: the published version, and PubMed's."""
    if is_preprint(newer) != is_preprint(older):
        return is_preprint(older)
    return bool(newer.pmid) or not older.pmid


def _adopted(state: State, articles: Iterable[Article]) -> Iterator[Article]:
    """Each article under its own id, or once under that of a paper that no database had."""
    taken: set[str] = set()
    for article in articles:
        record = state.index.adopt(article.record)
        if record.id in taken:
            record = article.record
        taken.add(record.id)
        yield replace(article, record=record)
