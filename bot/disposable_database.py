"""One SQLite file of what can be fetched or asked again: a broken one is thrown away.

One that cannot be written now, as on a disk that is full, is left as it is: what stands in it was
paid for.
"""

import errno
import shutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]
_SECONDS = 5.0
"""How long another process that is at work on the file is waited for."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
"""Another process is at work on the file."""
_NOT_NOW = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
)
"""The disk, its rights or the memory stand in the way."""
_NUMBERS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    **dict.fromkeys(
        (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM), errno.EACCES
    ),
}
"""What the operating system calls them, by which people are told what to do."""
_ONE_AT_A_TIME = threading.Lock()
"""Several threads read and write: none may take another's writing for a broken file."""


@dataclass(kw_only=True)
class DisposableDatabase:
    """Tables in a file, which is made on the first write and may be deleted at any time."""

    file: Path
    tables: Sequence[str]
    """The statements that make them."""
    seconds: float = _SECONDS

    def read(self, work: Work[Result], otherwise: Result) -> Result:
        """What ``work`` reads; ``otherwise`` where there is no file that can be read now."""
        if not self.file.exists():
            return otherwise
        with _ONE_AT_A_TIME:
            try:
                return self._done(work)
            except sqlite3.DatabaseError as fault:
                if _is_broken(fault, self.file):
                    self._throw_away()
                return otherwise

    def write(self, work: Work[object]) -> None:
        """Let ``work`` write, in one transaction; nothing is kept where the file is in use.

        Raises:
            OSError: it cannot be written, as on a disk that is full.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with _ONE_AT_A_TIME:
            try:
                self._done(work)
            except sqlite3.DatabaseError as fault:
                if _code(fault) in _BUSY:
                    return
                if not _is_broken(fault, self.file):
                    raise self._unwritable(fault) from None
            else:
                return
            self._throw_away()
            try:
                self._done(work)
            except sqlite3.DatabaseError as fault:
                raise self._unwritable(fault) from None

    def _unwritable(self, fault: sqlite3.DatabaseError) -> OSError:
        return OSError(_NUMBERS.get(_code(fault), errno.EIO), str(fault), str(self.file))

    def _done(self, work: Work[Result]) -> Result:
        with closing(sqlite3.connect(self.file, timeout=self.seconds)) as base, base:
            for table in self.tables:
                base.execute(table)
            return work(base)

    def _throw_away(self) -> None:
        """Remove what stands there, whatever it is."""
        if self.file.is_dir() and not self.file.is_symlink():
            shutil.rmtree(self.file)
        self.file.unlink(missing_ok=True)


def _is_broken(fault: sqlite3.DatabaseError, file: Path) -> bool:
    """Whether what stands in the file is at fault, and not the disk or another process."""
    return file.is_dir() or _code(fault) not in (*_BUSY, *_NOT_NOW)


def _code(fault: sqlite3.DatabaseError) -> int:
    """SQLite's number of a kind of fault; 0 for what Python itself finds wrong."""
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF
