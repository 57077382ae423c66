"""What a language model has answered, and how its server wants to be asked: one SQLite file."""

import hashlib
import json
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Literal

Table = Literal["answer", "rung"]
_MAKE = (
    "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE IF NOT EXISTS rung (key TEXT PRIMARY KEY, value TEXT)",
)

_ONE_AT_A_TIME = threading.Lock()
"""Several threads ask: none may take another's writing for a broken file."""


def digest(*parts: object) -> str:
    """The SHA-256 of ``parts``: the same for the same question, and silent about it."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class AnswerCache:
    """Texts by digest; a file that cannot be read is simply not there."""

    def __init__(self, file: Path) -> None:
        """Use ``file``, made on the first write."""
        self._file = file

    def find(self, table: Table, key: str) -> str | None:
        """The text kept under ``key``, None when there is none."""
        if not self._file.exists():
            return None
        with _ONE_AT_A_TIME:
            try:
                return self._read(table, key)
            except sqlite3.DatabaseError:
                # A broken cache holds nothing that cannot be asked for again.
                _throw_away(self._file)
                return None

    def keep(self, table: Table, key: str, value: str) -> None:
        """Remember ``value`` under ``key``."""
        with _ONE_AT_A_TIME:
            try:
                self._write(table, key, value)
            except sqlite3.DatabaseError:
                _throw_away(self._file)
                self._write(table, key, value)

    def _read(self, table: Table, key: str) -> str | None:
        with closing(sqlite3.connect(self._file)) as base:
            _prepare(base)
            query = f"SELECT value FROM {table} WHERE key = ?"  # noqa: S608 - one of two names
            row = base.execute(query, (key,)).fetchone()
        return str(row[0]) if row else None

    def _write(self, table: Table, key: str, value: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file)) as base, base:
            _prepare(base)
            base.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (key, value))  # noqa: S608 - one of two names


def _prepare(base: sqlite3.Connection) -> None:
    for table in _MAKE:
        base.execute(table)


def _throw_away(file: Path) -> None:
    """Remove a cache that cannot be used, whatever stands in its place."""
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    file.unlink(missing_ok=True)
