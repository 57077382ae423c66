"""The journal of a sitting in one file: who sits there, then one line for each act."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.domain.sittings import ScreeningAct, Sitting
from bot.errors import Mistake

Line = TypeVar("Line")
_SITTING = TypeAdapter(Sitting)
_ACT = TypeAdapter(ScreeningAct)


@dataclass(frozen=True)
class SittingFile:
    """A journal in one file."""

    file: Path

    def read(self) -> Sitting | None:
        """The sitting that was not saved; a line cut short by a crash was never answered.

        Raises:
            Mistake: a whole line that cannot be read.
        """
        try:
            whole = self.file.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return None
        if not whole:
            return None
        sitting = self._line(_SITTING, whole, 1)
        for number in range(2, len(whole) + 1):
            sitting = sitting.with_act(self._line(_ACT, whole, number))
        return sitting

    def begin(self, sitting: Sitting) -> None:
        """Open the journal of a new sitting."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._write("wb", _SITTING.dump_json(sitting))

    def add(self, act: ScreeningAct) -> None:
        """Add an act; it is on the disk when this returns."""
        self._write("ab", _ACT.dump_json(act, exclude_defaults=True))

    def clear(self) -> None:
        """Forget the sitting."""
        self.file.unlink(missing_ok=True)

    def _line(self, kind: TypeAdapter[Line], lines: Sequence[bytes], number: int) -> Line:
        try:
            return kind.validate_json(lines[number - 1])
        except ValidationError:
            raise Mistake(
                f"{self.file}, line {number}: no decision can be read from it",
                hint="It holds decisions that were not saved: mend the line, or remove it.",
            ) from None

    def _write(self, mode: str, line: bytes) -> None:
        with self.file.open(mode) as out:
            out.write(line + b"\n")
            out.flush()
            os.fsync(out.fileno())
