"""Lines on the disk that outlive the process from the moment they are written."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileWriteAheadLog:
    """A log in one file."""

    file: Path

    def read(self) -> frozenset[str]:
        """Every whole line; one that was cut short by a crash is none."""
        try:
            text = self.file.read_bytes().decode(errors="replace")
        except FileNotFoundError:
            return frozenset()
        return frozenset(text.split("\n")[:-1])

    def write(self, line: str) -> None:
        """Add a line; it is on the disk when this returns."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("ab") as out:
            # A cut line before it ends here, and both stay apart.
            start = b"" if out.tell() == 0 or self._ends_whole() else b"\n"
            out.write(start + line.encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())

    def _ends_whole(self) -> bool:
        return self.file.read_bytes().endswith(b"\n")
