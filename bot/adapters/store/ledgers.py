"""Ledgers: files of ``state/`` with one JSON object in each line, to which lines are only added."""

from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot import __version__
from bot.adapters.store.atomic_files import replace_file
from bot.adapters.store.former_lines import current_form
from bot.adapters.store.line_types import line_type
from bot.contained_paths import contained
from bot.domain.amendments import ProtocolValue
from bot.domain.decisions import Decision
from bot.domain.edit_tracking import StudySnapshot
from bot.domain.records import Record
from bot.domain.registrations import Registration
from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.reviewer_votes import ReviewerVote
from bot.domain.runs import Run
from bot.domain.versions import Delivery, Version
from bot.errors import Mistake

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One ledger: its file, what each line is, and the field of the state that has the lines."""

    file: str
    kind: type
    field: str
    proposed: bool = True
    """Whether its new lines are told of in a proposal."""

    @property
    def path(self) -> str:
        """Its place in the review."""
        return f"state/{self.file}"


LEDGERS = (
    Ledger(file="decisions.jsonl", kind=Decision, field="decisions"),
    Ledger(file="records.jsonl", kind=Record, field="records"),
    Ledger(file="runs.jsonl", kind=Run, field="runs"),
    Ledger(file="acts.jsonl", kind=ReviewerAction, field="actions"),
    Ledger(file="votes.jsonl", kind=ReviewerVote, field="votes"),
    Ledger(file="protocol.jsonl", kind=ProtocolValue, field="protocol"),
    Ledger(file="registrations.jsonl", kind=Registration, field="registrations"),
    Ledger(file="versions.jsonl", kind=Version, field="versions", proposed=False),
    Ledger(file="deliveries.jsonl", kind=Delivery, field="deliveries", proposed=False),
)
"""Every ledger to which steps and jobs add, in the order in which they are written.

What is cut short between two of them is done again: a paper that were known, and of which nothing
is decided, nobody would ever see. A new ledger is a new entry.
"""
SNAPSHOTS = Ledger(file="written.jsonl", kind=StudySnapshot, field="snapshots", proposed=False)
"""The store's own notes on the study files that it wrote."""


def ledger_lines(
    root: Path, ledger: Ledger, texts: Mapping[str, str] = _NOTHING
) -> tuple[Any, ...]:
    """The lines of a ledger, or those of them that are not in its text elsewhere.

    ``texts`` are such texts by their paths.

    Raises:
        Mistake: a line cannot be read; it is named.
    """
    kind, file = ledger.kind, contained(root, ledger.path)
    known = {b"", *texts.get(ledger.path, "").encode(errors="surrogateescape").split(b"\n")}
    try:
        content = file.read_bytes().removeprefix(BOM_UTF8)
        lines = [
            current_form(kind, line)
            for line in content.split(b"\n")
            if line not in known and line.strip()
        ]
    except FileNotFoundError:
        return ()
    parsed: tuple[Any, ...]
    try:
        # One call for the whole file: a call for each line takes twice as long.
        parsed = _parsed(kind, b"[" + b",".join(lines) + b"]")
    except ValidationError:
        parsed = ()
    if len(parsed) != len(lines):
        raise _first_fault(ledger.path, content, kind)
    return parsed


@lru_cache(maxsize=32)
def _parsed(kind: type, lines: bytes) -> tuple[Any, ...]:
    """The lines of a ledger as a list in JSON: a job reads each ledger several times.

    Raises:
        ValidationError: one of them is of another kind.
    """
    whole = line_type(tuple[kind, ...])  # type: ignore[valid-type] # known as the program runs
    parsed: tuple[Any, ...] = whole.validate_json(lines)
    return parsed


def add_lines(root: Path, ledger: Ledger, lines: Sequence[object]) -> None:
    """Write lines at the end of a ledger; what it has stays byte for byte."""
    if not lines:
        return
    file = contained(root, ledger.path)
    before = file.read_bytes() if file.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    adapter = line_type(ledger.kind)
    new = b"".join(adapter.dump_json(line, exclude_defaults=True) + b"\n" for line in lines)
    replace_file(file, before + new)


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
    # What a record says of itself as a whole names its field in the sentence.
    named = f"'{field}': " if field else ""
    return Mistake(
        f"{where}: {named}{error['msg'].removeprefix('Value error, ')}",
        hint="Mend the value, or restore the file with `git checkout`.",
    )
