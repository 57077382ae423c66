"""The review's directory: state as lines of JSON and study files, documents as text."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.adapters.store.atomic_files import replace_file
from bot.adapters.store.ledgers import (
    ACTS,
    DECISIONS,
    DELIVERIES,
    PROTOCOL,
    RECORDS,
    REGISTRATIONS,
    RUNS,
    VERSIONS,
    VOTES,
    WRITTEN,
    add_lines,
    ledger_lines,
)
from bot.adapters.store.state_format import FILE as FORMAT_FILE
from bot.adapters.store.state_format import FORMAT, format_of, migrated
from bot.adapters.store.state_format import text as format_text
from bot.adapters.store.study_files import revised, study_files, study_text
from bot.contained_paths import contained
from bot.domain.amendments import ProtocolValue
from bot.domain.decisions import Decision
from bot.domain.edit_tracking import StudySnapshot, snapshot
from bot.domain.records import Record
from bot.domain.registrations import Registration
from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.reviewer_votes import ReviewerVote
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.versions import Delivery, Version
from bot.errors import Mistake
from bot.ports import Base
from bot.rendering.phrases import counted

_PROPOSED = (RECORDS, DECISIONS, RUNS, ACTS, VOTES, PROTOCOL, REGISTRATIONS)
"""Ledgers whose new lines are told of in a proposal."""
_KINDS: Mapping[str, type] = {DECISIONS: Decision, ACTS: ReviewerAction}
"""Ledgers whose lines former versions wrote otherwise."""


class DirectoryStore:
    """A review in a directory."""

    def __init__(self, root: Path) -> None:
        """Use the review at ``root``."""
        self.root = root

    def load(self) -> State:
        """The whole state; an unreadable line is refused by file and line, never skipped."""
        format_of(self.root)
        with _no_garbage_collection():
            return State(
                records=ledger_lines(self.root, RECORDS, Record),
                decisions=ledger_lines(self.root, DECISIONS, Decision),
                runs=ledger_lines(self.root, RUNS, Run),
                studies=study_files(self.root),
                versions=ledger_lines(self.root, VERSIONS, Version),
                deliveries=ledger_lines(self.root, DELIVERIES, Delivery),
                actions=ledger_lines(self.root, ACTS, ReviewerAction),
                votes=ledger_lines(self.root, VOTES, ReviewerVote),
                protocol=ledger_lines(self.root, PROTOCOL, ProtocolValue),
                registrations=ledger_lines(self.root, REGISTRATIONS, Registration),
                snapshots=ledger_lines(self.root, WRITTEN, StudySnapshot),
            )

    def append(self, before: State, after: State, captions: Mapping[str, str]) -> None:
        """Write what ``after`` has and ``before`` has not; old lines stay as they are.

        A study that differs is revised in place: people's comments in its file stay.
        """
        new: list[StudySnapshot] = []
        if before != after:
            # Whatever else stands there: an older program must not read what is written now.
            self.write(FORMAT_FILE, format_text())
        add_lines(self.root, RECORDS, Record, after.records[len(before.records) :])
        add_lines(self.root, DECISIONS, Decision, after.decisions[len(before.decisions) :])
        add_lines(self.root, RUNS, Run, after.runs[len(before.runs) :])
        add_lines(self.root, VERSIONS, Version, after.versions[len(before.versions) :])
        add_lines(self.root, DELIVERIES, Delivery, after.deliveries[len(before.deliveries) :])
        add_lines(self.root, ACTS, ReviewerAction, after.actions[len(before.actions) :])
        add_lines(self.root, VOTES, ReviewerVote, after.votes[len(before.votes) :])
        add_lines(self.root, PROTOCOL, ProtocolValue, after.protocol[len(before.protocol) :])
        new_registrations = after.registrations[len(before.registrations) :]
        add_lines(self.root, REGISTRATIONS, Registration, new_registrations)
        for key, study in after.studies.items():
            file = contained(self.root, f"state/studies/{key}.yaml")
            last = before.studies.get(key)
            if last is None:
                replace_file(file, study_text(study, captions.get(key, "")).encode())
            elif last != study:
                replace_file(file, revised(file.read_bytes(), study).encode())
            else:
                continue
            new.append(snapshot(study))
        add_lines(self.root, WRITTEN, StudySnapshot, tuple(new))

    def added_since(self, base: Base) -> State:
        """Only the lines and study files that ``base`` has not."""
        format_of(self.root)
        known = base.base_texts([f"state/{name}" for name in _PROPOSED])
        return State(
            records=ledger_lines(self.root, RECORDS, Record, known),
            decisions=ledger_lines(self.root, DECISIONS, Decision, known),
            runs=ledger_lines(self.root, RUNS, Run, known),
            studies=study_files(self.root, base.base_paths("state/studies")),
            actions=ledger_lines(self.root, ACTS, ReviewerAction, known),
            votes=ledger_lines(self.root, VOTES, ReviewerVote, known),
            protocol=ledger_lines(self.root, PROTOCOL, ProtocolValue, known),
            registrations=ledger_lines(self.root, REGISTRATIONS, Registration, known),
        )

    def migration(self) -> dict[str, tuple[str, str]]:
        """What makes the state one of the present format, by path: what changes, and the new text.

        Raises:
            Mistake: a newer version wrote the state, or it cannot be read.
        """
        if self.load() == State():
            return {}
        files = {
            path: (f"{counted(count, 'line')} as this version writes them", content.decode())
            for path, count, content in migrated(self.root, _KINDS)
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
