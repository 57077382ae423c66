"""Taking a review out, with every adapter in its place."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.adapters.cache import SqliteCache
from bot.adapters.store import DirectoryStore
from bot.domain.nearest_name import hint_of_names
from bot.domain.records import IMPORTED, Article, Record
from bot.domain.sources import SOURCES
from bot.errors import Mistake
from bot.rendering.data_package import data_package
from bot.rendering.exports.screening import (
    LISTS,
    SCREENING_EXPORTS,
    ScreeningData,
    ScreeningExport,
    screened_papers,
)
from bot.rendering.labels import TermLabels
from bot.wiring import open_review
from bot.wiring.review_folder import CACHE, usable_root

DATA = "data"
"""The format that is no text: the zip which a release carries."""


def packaged_data(directory: Path) -> bytes:
    """The data of the review in ``directory``, as its documents stand there, in one zip."""
    return data_package(DirectoryStore(usable_root(directory)).read)


def exported(directory: Path, name: str, only: str, *, abstracts: bool) -> str:
    """The review in ``directory`` in the format ``name``; nothing is fetched.

    Raises:
        Mistake: there is no such format or list.
    """
    export = export_format(name)
    if only not in ("", *LISTS):
        raise Mistake(f"--only cannot be '{only}'", hint=hint_of_names(only, LISTS))
    review = open_review(directory)
    words = _words(review.root, review.state.by_id.values()) if abstracts else {}
    data = ScreeningData(
        state=review.state,
        papers=screened_papers(review.state, words, only),
        names=TermLabels(vocabulary=review.vocabulary),
    )
    return export.text(data)


def export_format(name: str) -> ScreeningExport:
    """The format of that name.

    Raises:
        Mistake: there is none.
    """
    known = {export.name: export for export in SCREENING_EXPORTS}
    if name not in known:
        hint = hint_of_names(name, (*known, DATA))
        raise Mistake(f"'{name}' is no format to export", hint=hint)
    return known[name]


def _words(root: Path, records: Iterable[Record]) -> Mapping[str, Article]:
    """The papers whose words this computer remembers, by the review's id."""
    cache = SqliteCache(root / CACHE)
    every = list(records)
    words = cache.articles(IMPORTED, [record.id for record in every])
    for spec in SOURCES.values():
        by_key = {key: record.id for record in every if (key := record.key(spec.code))}
        remembered = cache.articles(spec.title, by_key)
        words |= {by_key[key]: article for key, article in remembered.items()}
    return words
