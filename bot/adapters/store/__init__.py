"""The review's directory: state as lines of JSON and study files, documents as text."""

import gc
import os
import tempfile
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.error import YAMLError

from bot import __version__
from bot.adapters.store.former_lines import current_form
from bot.adapters.store.line_types import line_type
from bot.adapters.store.state_format import FILE as FORMAT_FILE
from bot.adapters.store.state_format import FORMAT, format_of, migrated
from bot.adapters.store.state_format import text as format_text
from bot.adapters.store.study_files import parsed, revised, study_text, unfit
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
from bot.domain.studies import Study
from bot.domain.versions import Delivery, Version
from bot.errors import Mistake
from bot.ports import Base
from bot.rendering.phrases import counted
from bot.yaml_faults import excess

Line = TypeVar("Line")

_MEND = "Mend the file, or restore it with `git checkout`."
RECORDS, DECISIONS, RUNS = "records.jsonl", "decisions.jsonl", "runs.jsonl"
VERSIONS, DELIVERIES = "versions.jsonl", "deliveries.jsonl"
ACTS, VOTES = "acts.jsonl", "votes.jsonl"
WRITTEN, PROTOCOL = "written.jsonl", "protocol.jsonl"
REGISTRATIONS = "registrations.jsonl"
_PROPOSED = (RECORDS, DECISIONS, RUNS, ACTS, VOTES, PROTOCOL, REGISTRATIONS)
"""Ledgers whose new lines are told of in a proposal."""
_NOTHING: Mapping[str, str] = MappingProxyType({})
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
                records=self._lines(RECORDS, Record),
                decisions=self._lines(DECISIONS, Decision),
                runs=self._lines(RUNS, Run),
                studies=self._studies(),
                versions=self._lines(VERSIONS, Version),
                deliveries=self._lines(DELIVERIES, Delivery),
                actions=self._lines(ACTS, ReviewerAction),
                votes=self._lines(VOTES, ReviewerVote),
                protocol=self._lines(PROTOCOL, ProtocolValue),
                registrations=self._lines(REGISTRATIONS, Registration),
                snapshots=self._lines(WRITTEN, StudySnapshot),
            )

    def append(self, before: State, after: State, captions: Mapping[str, str]) -> None:
        """Write what ``after`` has and ``before`` has not; old lines stay as they are.

        A study that differs is revised in place: people's comments in its file stay.
        """
        new: list[StudySnapshot] = []
        if before != after:
            # Whatever else stands there: an older program must not read what is written now.
            self.write(FORMAT_FILE, format_text())
        self._add(RECORDS, Record, after.records[len(before.records) :])
        self._add(DECISIONS, Decision, after.decisions[len(before.decisions) :])
        self._add(RUNS, Run, after.runs[len(before.runs) :])
        self._add(VERSIONS, Version, after.versions[len(before.versions) :])
        self._add(DELIVERIES, Delivery, after.deliveries[len(before.deliveries) :])
        self._add(ACTS, ReviewerAction, after.actions[len(before.actions) :])
        self._add(VOTES, ReviewerVote, after.votes[len(before.votes) :])
        self._add(PROTOCOL, ProtocolValue, after.protocol[len(before.protocol) :])
        new_registrations = after.registrations[len(before.registrations) :]
        self._add(REGISTRATIONS, Registration, new_registrations)
        for key, study in after.studies.items():
            file = contained(self.root, f"state/studies/{key}.yaml")
            last = before.studies.get(key)
            if last is None:
                _replace(file, study_text(study, captions.get(key, "")).encode())
            elif last != study:
                _replace(file, revised(file.read_bytes(), study).encode())
            else:
                continue
            new.append(snapshot(study))
        self._add(WRITTEN, StudySnapshot, tuple(new))

    def added_since(self, base: Base) -> State:
        """Only the lines and study files that ``base`` has not."""
        format_of(self.root)
        known = base.base_texts([f"state/{name}" for name in _PROPOSED])
        return State(
            records=self._lines(RECORDS, Record, known),
            decisions=self._lines(DECISIONS, Decision, known),
            runs=self._lines(RUNS, Run, known),
            studies=self._studies(base.base_paths("state/studies")),
            actions=self._lines(ACTS, ReviewerAction, known),
            votes=self._lines(VOTES, ReviewerVote, known),
            protocol=self._lines(PROTOCOL, ProtocolValue, known),
            registrations=self._lines(REGISTRATIONS, Registration, known),
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
            _replace(contained(self.root, path), text.encode())

    def paths(self, folder: str) -> tuple[str, ...]:
        """The documents in a folder."""
        files = sorted(contained(self.root, folder).glob("*"))
        return tuple(
            f"{folder}/{path.name}" for path in files if path.is_file() and not path.is_symlink()
        )

    def remove(self, path: str) -> None:
        """Remove a document."""
        contained(self.root, path).unlink(missing_ok=True)

    def _lines(
        self, name: str, kind: type[Line], texts: Mapping[str, str] = _NOTHING
    ) -> tuple[Line, ...]:
        """The lines of a ledger, or those of them that are not in its text elsewhere."""
        path = f"state/{name}"
        file = contained(self.root, path)
        known = {b"", *texts.get(path, "").encode(errors="surrogateescape").split(b"\n")}
        try:
            content = file.read_bytes().removeprefix(BOM_UTF8)
            lines = [
                current_form(kind, line)
                for line in content.split(b"\n")
                if line not in known and line.strip()
            ]
        except FileNotFoundError:
            return ()
        try:
            # One call for the whole file: a call for each line takes twice as long.
            whole: TypeAdapter[tuple[Line, ...]] = line_type(tuple[kind, ...])  # type: ignore[valid-type]
            parsed = whole.validate_json(b"[" + b",".join(lines) + b"]")
        except ValidationError:
            parsed = ()
        if len(parsed) != len(lines):
            raise _first_fault(f"state/{name}", content, kind)
        return parsed

    def _studies(self, known: Collection[str] = ()) -> dict[str, Study]:
        studies: dict[str, Study] = {}
        for found in sorted(contained(self.root, "state/studies").glob("*.yaml")):
            where = f"state/studies/{found.name}"
            file = contained(self.root, where)
            if where in known:
                continue
            text = ""
            try:
                text = file.read_bytes().decode("utf-8-sig")
                if too_much := excess(text):
                    raise Mistake(f"{where}, line {too_much[0]}: {too_much[1]}", hint=_MEND)
                study = parsed(text)
            except (YAMLError, UnicodeDecodeError) as fault:
                raise Mistake(
                    f"{where}: not valid YAML: {' '.join(str(fault).split())[:200]}",
                    hint=_MEND,
                ) from None
            except TypeError:
                raise Mistake(
                    f"{where}: a key is no plain word", hint="Put it in quotes, or mend it."
                ) from None
            except ValidationError as fault:
                raise unfit(where, text, fault) from None
            if study.id != file.stem:
                raise Mistake(
                    f"{where}: its id is '{study.id}'", hint="The file name and the id must agree."
                )
            studies[study.id] = study
        return studies

    def _add(self, name: str, kind: type[Line], lines: tuple[Line, ...]) -> None:
        if not lines:
            return
        file = contained(self.root, f"state/{name}")
        before = file.read_bytes() if file.exists() else b""
        if before and not before.endswith(b"\n"):
            before += b"\n"
        adapter = line_type(kind)
        new = b"".join(adapter.dump_json(line, exclude_defaults=True) + b"\n" for line in lines)
        _replace(file, before + new)


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


def _replace(file: Path, content: bytes) -> None:
    """Write a whole file or nothing: a reader never sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        # mkstemp makes files that only their owner may read.
        Path(name).chmod(file.stat().st_mode if file.exists() else 0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _first_fault(where: str, content: bytes, kind: type) -> Mistake:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            line_type(kind).validate_json(current_form(kind, line))
        except ValidationError as fault:
            return _refused(f"{where}, line {number}", fault.errors()[0])
    return Mistake(f"{where} cannot be read", hint="Restore it with `git checkout`.")


def _refused(where: str, error: ErrorDetails) -> Mistake:
    field = ".".join(str(part) for part in error["loc"])
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return Mistake(
            f"{where}: unknown field '{field}'",
            hint=f"It was written by a newer version than this one ({__version__}): update the"
            " bot. If a person wrote it, remove it.",
        )
    if error["type"] == "json_invalid":
        return Mistake(
            f"{where}: not valid JSON",
            hint="An unfinished merge, or a hand edit? Restore the line with `git checkout`.",
        )
    return Mistake(
        f"{where}: '{field}': {error['msg']}",
        hint="Mend the value, or restore the file with `git checkout`.",
    )
