"""What a language model has answered, and how its server wants to be asked: one SQLite file."""

import hashlib
import json
from pathlib import Path
from typing import Literal

from bot.disposable_database import DisposableDatabase

Table = Literal["answer", "rung"]
_TABLES = (
    "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE IF NOT EXISTS rung (key TEXT PRIMARY KEY, value TEXT)",
)


def digest(*parts: object) -> str:
    """The SHA-256 of ``parts``: the same for the same question, and silent about it."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class AnswerCache:
    """Texts by digest."""

    def __init__(self, file: Path) -> None:
        """Use ``file``, made on the first write."""
        self._database = DisposableDatabase(file=file, tables=_TABLES)

    def find(self, table: Table, key: str) -> str | None:
        """The text kept under ``key``, None when there is none."""
        query = f"SELECT value FROM {table} WHERE key = ?"  # noqa: S608 - one of two names
        row = self._database.read(lambda base: base.execute(query, (key,)).fetchone(), None)
        return str(row[0]) if row else None

    def keep(self, table: Table, key: str, value: str) -> None:
        """Remember ``value`` under ``key``."""
        query = f"INSERT OR REPLACE INTO {table} VALUES (?, ?)"  # noqa: S608 - one of two names
        self._database.write(lambda base: base.execute(query, (key, value)))
