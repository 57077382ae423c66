"""The cache: fetched articles and full texts in one SQLite file that may be deleted at any time."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.disposable_database import DisposableDatabase
from bot.domain.full_texts import FullTextLookup
from bot.domain.records import Article

Kept = TypeVar("Kept", Article, FullTextLookup)
_ARTICLE = TypeAdapter(Article)
_LOOKUP = TypeAdapter(FullTextLookup)
_TEXTS = "full texts"
"""The name under which texts lie beside the articles of each source."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS article (source TEXT, id TEXT, body BLOB, PRIMARY KEY (source, id))"
)
_CHUNK = 500
"""Ids in one query; SQLite allows 999 variables in its oldest builds."""
_Row = tuple[str, str, bytes]


class SqliteCache:
    """Articles by source and id; one that cannot be read is simply not there."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, made on the first write."""
        file = folder / "articles.sqlite"
        self._database = DisposableDatabase(file=file, tables=(_TABLE,))

    def articles(self, source: str, ids: Iterable[str]) -> dict[str, Article]:
        """The cached articles among ``ids``."""
        return self._find(source, ids, _ARTICLE)

    def keep(self, source: str, articles: Mapping[str, Article]) -> None:
        """Remember ``articles`` in one transaction."""
        self._keep((source, key, _ARTICLE.dump_json(each)) for key, each in articles.items())

    def texts(self, pmcids: Iterable[str]) -> dict[str, FullTextLookup]:
        """What came of asking for the full texts among ``pmcids``, where that is remembered."""
        return self._find(_TEXTS, pmcids, _LOOKUP)

    def keep_texts(self, sought: Mapping[str, FullTextLookup]) -> None:
        """Remember what came of asking, in one transaction."""
        self._keep((_TEXTS, key, _LOOKUP.dump_json(each)) for key, each in sought.items())

    def _find(self, source: str, ids: Iterable[str], kind: TypeAdapter[Kept]) -> dict[str, Kept]:
        wanted = list(ids)
        if not wanted:
            return {}
        none: list[tuple[str, bytes]] = []
        rows = self._database.read(lambda base: list(_rows(base, source, wanted)), none)
        kept: dict[str, Kept] = {}
        for key, body in rows:
            with suppress(ValidationError, TypeError):
                kept[key] = kind.validate_json(body)
        return kept

    def _keep(self, rows: Iterable[_Row]) -> None:
        new = list(rows)
        if new:
            query = "INSERT OR REPLACE INTO article VALUES (?, ?, ?)"
            self._database.write(lambda base: base.executemany(query, new))


def _rows(base: sqlite3.Connection, source: str, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for at in range(0, len(ids), _CHUNK):
        part = ids[at : at + _CHUNK]
        marks = ",".join("?" * len(part))
        query = f"SELECT id, body FROM article WHERE source = ? AND id IN ({marks})"  # noqa: S608 - only question marks are put in
        yield from base.execute(query, (source, *part))
