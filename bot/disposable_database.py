"""One SQLite file of what can be fetched or asked again: a broken one is thrown away."""

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
                if not _is_busy(fault):
                    self._throw_away()
                return otherwise

    def write(self, work: Work[object]) -> None:
        """Let ``work`` write, in one transaction; nothing is kept where the file is in use.

        Raises:
            OSError: a new file cannot be written either, as on a disk that is full.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with _ONE_AT_A_TIME:
            try:
                self._done(work)
            except sqlite3.DatabaseError as fault:
                if not _is_busy(fault):
                    self._write_anew(work)

    def _write_anew(self, work: Work[object]) -> None:
        self._throw_away()
        try:
            self._done(work)
        except sqlite3.DatabaseError as fault:
            raise OSError(errno.EIO, str(fault), str(self.file)) from None

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


def _is_busy(fault: sqlite3.DatabaseError) -> bool:
    """Whether another process is at work on the file, which is sound then."""
    # What Python itself finds wrong has no code.
    code = getattr(fault, "sqlite_errorcode", None)
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
