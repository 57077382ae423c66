"""Ledgers: files of ``state/`` with one JSON object in each line, to which lines are only added."""

from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot import __version__
from bot.adapters.store.atomic_files import replace_file
from bot.adapters.store.former_lines import current_form
from bot.adapters.store.line_types import line_type
from bot.contained_paths import contained
from bot.errors import Mistake

Line = TypeVar("Line")

RECORDS, DECISIONS, RUNS = "records.jsonl", "decisions.jsonl", "runs.jsonl"
VERSIONS, DELIVERIES = "versions.jsonl", "deliveries.jsonl"
ACTS, VOTES = "acts.jsonl", "votes.jsonl"
WRITTEN, PROTOCOL = "written.jsonl", "protocol.jsonl"
REGISTRATIONS = "registrations.jsonl"
_NOTHING: Mapping[str, str] = MappingProxyType({})


def ledger_lines(
    root: Path, name: str, kind: type[Line], texts: Mapping[str, str] = _NOTHING
) -> tuple[Line, ...]:
    """The lines of a ledger, or those of them that are not in its text elsewhere.

    ``texts`` are such texts by their paths.

    Raises:
        Mistake: a line cannot be read; it is named.
    """
    path = f"state/{name}"
    file = contained(root, path)
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
        raise _first_fault(path, content, kind)
    return parsed


def add_lines(root: Path, name: str, kind: type[Line], lines: tuple[Line, ...]) -> None:
    """Write lines at the end of a ledger; what it has stays byte for byte."""
    if not lines:
        return
    file = contained(root, f"state/{name}")
    before = file.read_bytes() if file.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    adapter = line_type(kind)
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
    return Mistake(
        f"{where}: '{field}': {error['msg']}",
        hint="Mend the value, or restore the file with `git checkout`.",
    )
