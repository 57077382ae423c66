"""The cache: fetched articles in one SQLite file that may be deleted at any time."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.domain.records import Article

_ARTICLE = TypeAdapter(Article)
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
        wanted = list(ids)
        found: dict[str, Article] = {}
        if not wanted or not self._file.exists():
            return found
        with closing(self._open()) as base:
            for at in range(0, len(wanted), _CHUNK):
                part = wanted[at : at + _CHUNK]
                marks = ",".join("?" * len(part))
                query = f"SELECT id, body FROM article WHERE source = ? AND id IN ({marks})"  # noqa: S608 - only question marks are put in
                for key, body in base.execute(query, (source, *part)):
                    try:
                        found[key] = _ARTICLE.validate_json(body)
                    except ValidationError:
                        continue
        return found

    def keep(self, source: str, articles: Mapping[str, Article]) -> None:
        """Remember ``articles`` in one transaction."""
        if not articles:
            return
        rows = [(source, key, _ARTICLE.dump_json(one)) for key, one in articles.items()]
        with closing(self._open()) as base, base:
            base.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", rows)

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            base = sqlite3.connect(self._file)
            base.execute(_MAKE)
        except sqlite3.DatabaseError:
            # A broken cache holds nothing that cannot be fetched again.
            self._file.unlink(missing_ok=True)
            base = sqlite3.connect(self._file)
            base.execute(_MAKE)
        return base
