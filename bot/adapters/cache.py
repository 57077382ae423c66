"""The cache: fetched articles and full texts in one SQLite file that may be deleted at any time."""

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.domain.full_texts import FullTextLookup
from bot.domain.records import Article

Held = TypeVar("Held", Article, FullTextLookup)
_ARTICLE = TypeAdapter(Article)
_SOUGHT = TypeAdapter(FullTextLookup)
_TEXTS = "full texts"
"""The name under which texts lie beside the articles of each source."""
_MAKE = (
    "CREATE TABLE IF NOT EXISTS article (source TEXT, id TEXT, body BLOB, PRIMARY KEY (source, id))"
)
_CHUNK = 500
"""Ids in one query; SQLite allows 999 variables in its oldest builds."""


class SqliteCache:
    """Articles by source and id; one that cannot be read is simply not there."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, made on the first write."""
        self._file = folder / "articles.sqlite"

    def articles(self, source: str, ids: Iterable[str]) -> dict[str, Article]:
        """The cached articles among ``ids``."""
        return self._held(source, ids, _ARTICLE)

    def keep(self, source: str, articles: Mapping[str, Article]) -> None:
        """Remember ``articles`` in one transaction."""
        self._keep(
            [(source, key, _ARTICLE.dump_json(article)) for key, article in articles.items()]
        )

    def texts(self, pmcids: Iterable[str]) -> dict[str, FullTextLookup]:
        """What came of asking for the full texts among ``pmcids``, where that is remembered."""
        return self._held(_TEXTS, pmcids, _SOUGHT)

    def keep_texts(self, sought: Mapping[str, FullTextLookup]) -> None:
        """Remember what came of asking, in one transaction."""
        self._keep(
            [
                (_TEXTS, key, _SOUGHT.dump_json(full_text_lookup))
                for key, full_text_lookup in sought.items()
            ]
        )

    def _held(self, source: str, ids: Iterable[str], kind: TypeAdapter[Held]) -> dict[str, Held]:
        wanted = list(ids)
        if not wanted or not self._file.exists():
            return {}
        try:
            return self._read(source, wanted, kind)
        except sqlite3.DatabaseError:
            # A broken cache holds nothing that cannot be fetched again.
            _throw_away(self._file)
            return {}

    def _keep(self, rows: list[tuple[str, str, bytes]]) -> None:
        if not rows:
            return
        try:
            self._write(rows)
        except sqlite3.DatabaseError:
            _throw_away(self._file)
            self._write(rows)

    def _read(self, source: str, wanted: list[str], kind: TypeAdapter[Held]) -> dict[str, Held]:
        cached: dict[str, Held] = {}
        with closing(sqlite3.connect(self._file)) as base:
            base.execute(_MAKE)
            for at in range(0, len(wanted), _CHUNK):
                part: list[str] = wanted[at : at + _CHUNK]
                marks = ",".join("?" * len(part))
                query = f"SELECT id, body FROM article WHERE source = ? AND id IN ({marks})"  # noqa: S608 - only question marks are put in
                for key, body in base.execute(query, (source, *part)):
                    with suppress(ValidationError, TypeError):
                        cached[key] = kind.validate_json(body)
        return cached

    def _write(self, rows: list[tuple[str, str, bytes]]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file)) as base, base:
            base.execute(_MAKE)
            base.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", rows)


def _throw_away(file: Path) -> None:
    """Remove a cache that cannot be used, whatever stands in its place."""
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    file.unlink(missing_ok=True)
