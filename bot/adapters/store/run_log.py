"""The searches of quiet weeks: lines as in the ledger of runs, in a file outside the review.

Nothing else rests on them. What cannot be read or written costs these lines alone, and is said.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import Protocol as Port

from pydantic import ValidationError

from bot.adapters.store.line_types import line_type
from bot.domain.runs import Run
from bot.errors import Foreseen
from bot.ports import LOG_BRANCH, Report, silent


class TextFile(Port):
    """Where the lines stand."""

    def read(self) -> str:
        """The whole text, empty where there is none."""

    def revise(self, change: Callable[[str], str], message: str) -> None:
        """Replace the text by what ``change`` makes of it."""


class FileRunLog:
    """The searches of quiet weeks in a text file that several runs may write."""

    def __init__(self, file: TextFile, warn: Report = silent) -> None:
        """Keep the lines in ``file``."""
        self._file = file
        self._warn = warn

    def read(self) -> tuple[Run, ...]:
        """The searches that are kept, in the order of their days."""
        try:
            text = self._file.read()
        except Foreseen as fault:
            self._warn(f"searches of quiet weeks are not known now: {fault.message}")
            return ()
        runs, broken = _parsed(text)
        if broken:
            lines = "a line" if broken == 1 else f"{broken} lines"
            self._warn(
                f"{lines} of {LOG_BRANCH} cannot be read: the searches of those weeks are not known"
            )
        return tuple(sorted(runs, key=lambda run: run.on))

    def write(self, run: Run, recorded: Collection[Run]) -> None:
        """Add one, and forget those that are ``recorded`` on the main branch."""

        def change(text: str) -> str:
            kept = [other for other in _parsed(text)[0] if other not in recorded]
            if any(run.repeats(other) for other in kept):
                return text
            lines = (
                line_type(Run).dump_json(entry, exclude_defaults=True) for entry in (*kept, run)
            )
            return "".join(f"{line.decode()}\n" for line in lines)

        try:
            self._file.revise(change, f"Search of {run.on}: nothing new")
        except Foreseen as fault:
            self._warn(f"the search of today could not be recorded: {fault.message}")


def _parsed(text: str) -> tuple[list[Run], int]:
    """The quiet runs of the lines that can be read, and how many lines cannot."""
    runs: list[Run] = []
    broken = 0
    for line in text.split("\n"):
        if not line.strip():
            continue
        try:
            run = line_type(Run).validate_json(line.encode(errors="surrogateescape"))
            date.fromisoformat(run.on)
        except (ValidationError, ValueError):
            broken += 1
            continue
        if run.quiet:
            runs.append(run)
        else:
            broken += 1
    return runs, broken
