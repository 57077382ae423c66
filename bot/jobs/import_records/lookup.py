"""What a database knows of the entries of a file: by PMID, else DOI or PMCID, else title."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.import_items import ImportItem
from bot.domain.records import Article, Record, folded_title
from bot.jobs.import_records.matching import has_same_words, is_same_paper
from bot.ports import Cache, Source
from bot.source_set import articles

AT_ONCE = 50
"""Identifiers in one search."""
TITLES_AT_ONCE = 10


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """What looking one entry up brought."""

    article: Article | None = None
    """The paper, where there is exactly one."""
    why: str = ""
    """Why there is none, where the database has something of that id."""


def looked_up(items: Sequence[ImportItem], source: Source, cache: Cache) -> dict[str, Lookup]:
    """What came of each entry, by its place; nothing for those of which the database has nothing.

    Raises:
        ServiceFailed: the database did not answer.
    """
    lookups = _by_pmid([item for item in items if item.pmid], source, cache)
    left = [item for item in items if item.place not in lookups and (item.doi or item.pmcid)]
    lookups |= _searched(left, source, AT_ONCE, _by_id, _ids_agree)
    left = [
        item
        for item in items
        if lookups.get(item.place, Lookup()).article is None and item.title and not item.pmid
    ]
    by_title = _searched(left, source, TITLES_AT_ONCE, _by_title, _titles_agree)
    return lookups | {place: lookup for place, lookup in by_title.items() if lookup.article}


def _by_pmid(items: Sequence[ImportItem], source: Source, cache: Cache) -> dict[str, Lookup]:
    known = articles(source, dict.fromkeys(item.pmid for item in items), cache)
    return {
        item.place: _judged(item, [known[item.pmid]], has_same_words)
        for item in items
        if item.pmid in known
    }


def _searched(
    items: Sequence[ImportItem],
    source: Source,
    at_once: int,
    term: Callable[[ImportItem], str],
    agree: Callable[[ImportItem, Record], bool],
) -> dict[str, Lookup]:
    lookups: dict[str, Lookup] = {}
    for at in range(0, len(items), at_once):
        batch = items[at : at + at_once]
        query = " OR ".join(filter(None, map(term, batch)))
        ids = source.search(query) if query else ()
        given = source.fetch(ids).articles.values() if ids else ()
        for item in batch:
            hits = [article for article in given if agree(item, article.record)]
            if hits:
                lookups[item.place] = _judged(item, hits, is_same_paper)
    return lookups


def _judged(
    item: ImportItem, hits: Sequence[Article], same: Callable[[ImportItem, Record], bool]
) -> Lookup:
    """The one of the ``hits`` that the entry surely names."""
    fitting = [article for article in hits if same(item, article.record)]
    if len(fitting) > 1 and item.title:
        title = folded_title(item.title)
        exact = [article for article in fitting if folded_title(article.record.title) == title]
        fitting = exact or fitting
    if len(fitting) == 1:
        return Lookup(article=fitting[0])
    if fitting:
        # Nobody but a person can tell.
        return Lookup(why=f"{len(fitting)} papers have that id or title, and nothing says which")
    title = hits[0].record.title[:100]
    return Lookup(why=f"its id is that of another paper: “{title}”")


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


def why_unresolved(item: ImportItem, lookups: Mapping[str, Lookup], name: str) -> str:
    """Why no paper could be taken for an entry; ``name`` is the database's."""
    if item.place in lookups:
        return lookups[item.place].why
    if item.pmid:
        return f"{name} has no readable record {item.pmid}"
    if item.doi or item.pmcid:
        return f"{name} has no record of {item.doi or item.pmcid}, nor of its title alone"
    if item.title:
        return f"it has no id, and {name} has not exactly one paper of that title and year"
    return "it has neither id nor title"
