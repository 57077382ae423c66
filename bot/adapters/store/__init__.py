"""The review's directory: state as lines of JSON and study files, documents as text."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.adapters.store.atomic_files import replace_file
from bot.adapters.store.ledgers import LEDGERS, SNAPSHOTS, add_lines, ledger_lines
from bot.adapters.store.state_format import FILE as FORMAT_FILE
from bot.adapters.store.state_format import FORMAT, format_of, migrated
from bot.adapters.store.state_format import text as format_text
from bot.adapters.store.study_files import revised_text, study_files, study_text
from bot.contained_paths import contained
from bot.domain.edit_tracking import StudySnapshot, snapshot
from bot.domain.state import State
from bot.errors import Mistake
from bot.ports import Base
from bot.rendering.phrases import counted


class DirectoryStore:
    """A review in a directory."""

    def __init__(self, root: Path) -> None:
        """Use the review at ``root``."""
        self.root = root

    def load(self) -> State:
        """The whole state; an unreadable line is refused by file and line, never skipped."""
        format_of(self.root)
        with _no_garbage_collection():
            lines = {
                ledger.field: ledger_lines(self.root, ledger) for ledger in (*LEDGERS, SNAPSHOTS)
            }
            return State(studies=study_files(self.root), **lines)

    def append(self, before: State, after: State, captions: Mapping[str, str]) -> None:
        """Write what ``after`` has and ``before`` has not; old lines stay as they are.

        A study that differs is revised in place: people's comments in its file stay.
        """
        new: list[StudySnapshot] = []
        if before != after:
            # Whatever else stands there: an older program must not read what is written now.
            self.write(FORMAT_FILE, format_text())
        for ledger in LEDGERS:
            known = len(getattr(before, ledger.field))
            add_lines(self.root, ledger, getattr(after, ledger.field)[known:])
        for key, study in after.studies.items():
            file = contained(self.root, f"state/studies/{key}.yaml")
            last = before.studies.get(key)
            if last is None:
                replace_file(file, study_text(study, captions.get(key, "")).encode())
            elif last != study:
                replace_file(file, revised_text(file.read_bytes(), study).encode())
            else:
                continue
            new.append(snapshot(study))
        add_lines(self.root, SNAPSHOTS, new)

    def added_since(self, base: Base) -> State:
        """Only the lines and study files that ``base`` has not."""
        format_of(self.root)
        proposed = [ledger for ledger in LEDGERS if ledger.proposed]
        known = base.base_texts([ledger.path for ledger in proposed])
        lines = {ledger.field: ledger_lines(self.root, ledger, known) for ledger in proposed}
        studies = study_files(self.root, base.base_paths("state/studies"))
        return State(studies=studies, **lines)

    def migration(self) -> dict[str, tuple[str, str]]:
        """What makes the state one of the present format, by path: what changes, and the new text.

        Raises:
            Mistake: a newer version wrote the state, or it cannot be read.
        """
        if self.load() == State():
            return {}
        files = {
            path: (f"{counted(count, 'line')} as this version writes them", content.decode())
            for path, count, content in migrated(self.root, LEDGERS)
        }
        if self.read(FORMAT_FILE) != format_text():
            files[FORMAT_FILE] = f"format {format_of(self.root)} becomes {FORMAT}", format_text()
        return files

    def read(self, path: str) -> str | None:
        """A document's text, None when there is none."""
        try:
            # Bytes and not text mode: people's line ends are theirs.
            return contained(self.root, path).read_bytes().decode()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            raise Mistake(f"{path} is not UTF-8 text", hint="Save it as UTF-8.") from None

    def write(self, path: str, text: str) -> None:
        """Replace a document, atomically, if its text differs."""
        if self.read(path) != text:
            replace_file(contained(self.root, path), text.encode())

    def paths(self, folder: str) -> tuple[str, ...]:
        """The documents in a folder."""
        files = sorted(contained(self.root, folder).glob("*"))
        return tuple(
            f"{folder}/{path.name}" for path in files if path.is_file() and not path.is_symlink()
        )

    def remove(self, path: str) -> None:
        """Remove a document."""
        contained(self.root, path).unlink(missing_ok=True)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Loading makes many objects and no cycles: the collector would only slow it by a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
