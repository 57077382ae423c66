"""The log of a screening session in one file: who screens, then one line for each action."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.domain.screening_sessions import ScreeningAction, ScreeningSession
from bot.errors import Mistake

Line = TypeVar("Line")
_SESSION = TypeAdapter(ScreeningSession)
_ACTION = TypeAdapter(ScreeningAction)


@dataclass(frozen=True)
class SessionLogFile:
    """The log of a screening session in one file."""

    file: Path

    def read(self) -> ScreeningSession | None:
        """The session that was not saved; a line cut short by a crash was never answered.

        Raises:
            Mistake: a whole line that cannot be read.
        """
        try:
            lines = self.file.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return None
        if not lines:
            return None
        session = self._line(_SESSION, lines, 1)
        for number in range(2, len(lines) + 1):
            session = session.with_action(self._line(_ACTION, lines, number))
        return session

    def begin(self, session: ScreeningSession) -> None:
        """Open the log of a new session."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._write("wb", _SESSION.dump_json(session))

    def add(self, action: ScreeningAction) -> None:
        """Add an action; it is on the disk when this returns."""
        self._drop_cut_line()
        self._write("ab", _ACTION.dump_json(action, exclude_defaults=True))

    def clear(self) -> None:
        """Forget the session."""
        self.file.unlink(missing_ok=True)

    def _line(self, kind: TypeAdapter[Line], lines: Sequence[bytes], number: int) -> Line:
        try:
            return kind.validate_json(lines[number - 1])
        except ValidationError:
            raise Mistake(
                f"{self.file}, line {number}: no decision can be read from it",
                hint="It holds decisions that were not saved: mend the line, or remove it.",
            ) from None

    def _drop_cut_line(self) -> None:
        """Take away what a full disk left of an action that was never answered."""
        whole, end, rest = self.file.read_bytes().rpartition(b"\n")
        if rest:
            os.truncate(self.file, len(whole + end))

    def _write(self, mode: str, line: bytes) -> None:
        with self.file.open(mode) as out:
            out.write(line + b"\n")
            out.flush()
            os.fsync(out.fileno())
