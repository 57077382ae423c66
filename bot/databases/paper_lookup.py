"""What a database knows of papers named by others: by PMID, else DOI or PMCID, else title."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.databases.source_set import articles
from bot.domain.import_items import ImportItem
from bot.domain.records import Article, Record, folded_title
from bot.errors import ServiceFailed
from bot.ports import Cache, Source
from bot.screening.same_paper import abstracts_agree, has_same_words, is_same_paper

AT_ONCE = 50
"""Identifiers in one search."""
TITLES_AT_ONCE = 10


class LookupOutcome(Enum):
    """What looking one paper up showed."""

    FOUND = auto()
    MISSING = auto()
    """The database has nothing of its ids or title."""
    SEVERAL = auto()
    """Several papers have that id or title, and nothing says which."""
    OTHER_PMID = auto()
    """Its PMID is another paper's."""
    OTHER_ID = auto()
    """Its DOI or PMCID is another paper's, as where an issue of abstracts shares one."""


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """What looking one paper up brought."""

    outcome: LookupOutcome
    article: Article | None = None
    """The paper, where there is exactly one."""
    other_title: str = ""
    """The title of the paper that has the id instead."""


@dataclass(kw_only=True)
class Lookups:
    """What came of each paper, by its place; one that is not here was not looked up."""

    by_place: dict[str, Lookup] = field(default_factory=dict)
    fault: ServiceFailed | None = None
    """What went wrong where the database stopped to answer."""

    def article(self, item: ImportItem) -> Article | None:
        """The paper that an item was found to be."""
        lookup = self.by_place.get(item.place)
        return lookup.article if lookup else None

    def has_other_pmid(self, item: ImportItem) -> bool:
        """Whether the item's PMID was found to be another paper's, which leaves nothing to ask."""
        lookup = self.by_place.get(item.place)
        return lookup is not None and lookup.outcome is LookupOutcome.OTHER_PMID


def looked_up(items: Sequence[ImportItem], source: Source, cache: Cache) -> Lookups:
    """Look up each of ``items``; where the database stops to answer, those that are left stay so.

    Papers that share the place under which they are named are not told apart.
    """
    lookups = Lookups()
    try:
        _look_up(items, source, cache, lookups)
    except ServiceFailed as fault:
        lookups.fault = fault
        return lookups
    for item in items:
        lookups.by_place.setdefault(item.place, Lookup(outcome=LookupOutcome.MISSING))
    return lookups


def _look_up(items: Sequence[ImportItem], source: Source, cache: Cache, lookups: Lookups) -> None:
    _by_pmid([item for item in items if item.pmid], source, cache, lookups)
    left = [
        item for item in items
        if item.place not in lookups.by_place and (item.doi or item.pmcid)
    ]  # fmt: skip
    for item, hits in _searched(left, source, AT_ONCE, _by_id, _ids_agree):
        lookups.by_place[item.place] = _judged(item, hits, is_same_paper, LookupOutcome.OTHER_ID)
    left = [
        item for item in items
        if item.title and not lookups.article(item) and not lookups.has_other_pmid(item)
    ]  # fmt: skip
    for item, hits in _searched(left, source, TITLES_AT_ONCE, _by_title, _titles_agree):
        agreeing = [article for article in hits if abstracts_agree(item, article)]
        lookup = _judged(item, agreeing, is_same_paper, LookupOutcome.MISSING)
        if lookup.outcome is not LookupOutcome.MISSING:
            lookups.by_place[item.place] = lookup


def _by_pmid(items: Sequence[ImportItem], source: Source, cache: Cache, lookups: Lookups) -> None:
    known = articles(source, dict.fromkeys(item.pmid for item in items), cache)
    for item in items:
        if item.pmid in known:
            lookups.by_place[item.place] = _judged(
                item, [known[item.pmid]], has_same_words, LookupOutcome.OTHER_PMID
            )


def _searched(
    items: Sequence[ImportItem],
    source: Source,
    at_once: int,
    term: Callable[[ImportItem], str],
    agree: Callable[[ImportItem, Record], bool],
) -> list[tuple[ImportItem, list[Article]]]:
    """The items of which the source has something that agrees, with all that does."""
    answers = []
    for at in range(0, len(items), at_once):
        batch = items[at : at + at_once]
        query = " OR ".join(filter(None, map(term, batch)))
        ids = source.search(query) if query else ()
        given = source.fetch(ids).articles.values() if ids else ()
        for item in batch:
            hits = [article for article in given if agree(item, article.record)]
            if hits:
                answers.append((item, hits))
    return answers


def _judged(
    item: ImportItem,
    hits: Sequence[Article],
    same: Callable[[ImportItem, Record], bool],
    otherwise: LookupOutcome,
) -> Lookup:
    """The one of the ``hits`` that the item surely names; ``otherwise`` if it is none of them."""
    fitting = [article for article in hits if same(item, article.record)]
    if len(fitting) > 1 and item.title:
        title = folded_title(item.title)
        exact = [article for article in fitting if folded_title(article.record.title) == title]
        fitting = exact or fitting
    if len(fitting) == 1:
        return Lookup(outcome=LookupOutcome.FOUND, article=fitting[0])
    if fitting:
        # Nobody but a person can tell.
        return Lookup(outcome=LookupOutcome.SEVERAL)
    return Lookup(outcome=otherwise, other_title=hits[0].record.title[:100] if hits else "")


def _by_id(item: ImportItem) -> str:
    return f'"{item.doi or item.pmcid}"[aid]'


def _ids_agree(item: ImportItem, record: Record) -> bool:
    if item.doi:
        return record.doi == item.doi
    return record.pmcid.upper() == item.pmcid.upper()


def _by_title(item: ImportItem) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in item.title).split()
    return f'"{" ".join(words)}"[ti]' if len(words) > 1 else ""


def _titles_agree(item: ImportItem, record: Record) -> bool:
    near = not item.year or not record.year or abs(item.year - record.year) <= 1
    return near and folded_title(item.title) == folded_title(record.title)
