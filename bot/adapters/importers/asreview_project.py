"""An ASReview project: a zip of the data set and an SQLite file with what was decided, and when.

Version 3 of the format (ASReview 3) has both in ``results.db``; version 2 has the papers in
``data_store.db`` and the labels in ``reviews/ID/results.db``; version 1 has the data set as it was
uploaded and the labels in ``reviews/ID/results.sql``, by row.
"""

import io
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from bot import json_input
from bot.adapters.importers import fields, ris, tables
from bot.adapters.importers.source_file import LARGEST, SourceFile
from bot.domain.import_items import ImportFile, ImportItem
from bot.domain.verdicts import Verdict
from bot.errors import Mistake

_VERDICTS = {0: Verdict.EXCLUDE, 1: Verdict.INCLUDE}
_KIND = "ASReview project"
_EXPORT = "Open it in ASReview and export the data set as CSV or RIS: that can be imported."
_TIMES = ("time", "labeling_time")
_NOTES = ("note", "notes")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class _Label:
    """What was decided on one record, last."""

    verdict: Verdict
    time: object
    note: str
    tags: tuple[str, ...]
    by: str


def is_project(file: SourceFile) -> bool:
    """Whether a file is a zip with the description of a project."""
    if not file.content.startswith(b"PK"):
        return False
    try:
        with ZipFile(io.BytesIO(file.content)) as archive:
            return "project.json" in archive.namelist()
    except (BadZipFile, NotImplementedError):
        return False


def read(file: SourceFile) -> ImportFile:
    """Every record with its label, date, note and tags, in the order in which they were decided.

    Raises:
        Mistake: it is of a version that is not known, or broken.
    """
    try:
        with ZipFile(io.BytesIO(file.content)) as archive:
            papers, results = _papers_and_results(archive, _project(archive))
    except (BadZipFile, NotImplementedError, OSError, ValueError, KeyError, EOFError) as fault:
        raise Mistake(f"it cannot be unpacked: {fault}", hint=_EXPORT) from None
    except sqlite3.Error as fault:
        raise Mistake(f"its database cannot be read: {fault}", hint=_EXPORT) from None
    labels, changes = results
    decided = [key for key in labels if key in papers]
    order = [*decided, *(key for key in papers if key not in labels)]
    items = tuple(_labelled(papers[key], labels.get(key), changes.get(key, ())) for key in order)
    lost = len(labels) - len(decided)
    notes = (f"labels {lost} records that its data set does not have",) if lost else ()
    return ImportFile(file="", kind=_KIND, items=items, notes=notes)


def _project(archive: ZipFile) -> Row:
    project = json_input.loads(_part(archive, "project.json"))
    if isinstance(project, dict):
        return project
    raise ValueError("project.json in it describes no project")


_Results = tuple[dict[str, _Label], dict[str, list[str]]]


def _papers_and_results(archive: ZipFile, project: Row) -> tuple[dict[str, ImportItem], _Results]:
    names = archive.namelist()
    if "results.db" in names:
        with _database(_part(archive, "results.db")) as base:
            return _stored(base), _results(base)
    reviews = sorted(name for name in names if PurePosixPath(name).match("reviews/*/results.*"))
    results = next((name for name in reviews if name.endswith((".db", ".sql"))), None)
    if "data_store.db" in names:
        with _database(_part(archive, "data_store.db")) as base:
            papers = _stored(base)
    else:
        papers = _uploaded(archive, names, project)
    if results is None:
        # A project that nobody has begun to screen, or one of ASReview 0, whose HDF5 file only
        # that version reads.
        if any(name.endswith(".h5") for name in names):
            raise ValueError("its labels are in HDF5, as ASReview 0 wrote them")
        return papers, ({}, {})
    with _database(_part(archive, results)) as base:
        return papers, _results(base)


def _part(archive: ZipFile, name: str) -> bytes:
    """One file of the archive, unless it would unpack to more than a machine should hold."""
    if archive.getinfo(name).file_size > LARGEST:
        raise ValueError(f"{name} in it is larger than {LARGEST // 1_000_000} MB")
    with archive.open(name) as part:
        return part.read(LARGEST + 1)


@contextmanager
def _database(content: bytes) -> Iterator[sqlite3.Connection]:
    """An SQLite file in memory: nothing of it is written anywhere, and its triggers do not run."""
    with closing(sqlite3.connect(":memory:")) as base:
        if content:
            base.deserialize(content)
        base.execute("PRAGMA trusted_schema = OFF")
        base.row_factory = sqlite3.Row
        yield base


def _rows(base: sqlite3.Connection, table: str) -> list[Row]:
    tables = {row["name"] for row in base.execute("SELECT name FROM sqlite_master")}
    if table not in tables:
        return []
    return [dict(row) for row in base.execute(f'SELECT * FROM "{table}"')]  # noqa: S608 - a name from this module


def _stored(base: sqlite3.Connection) -> dict[str, ImportItem]:
    """The papers of a data store by their ids, in the order of the data set."""
    rows = sorted(_rows(base, "record"), key=lambda row: int(row.get("dataset_row") or 0))
    return {
        str(row["record_id"]): ImportItem(
            place=f"record {row['record_id']}",
            pmid=fields.linked_pmid([row.get("url")]),
            doi=fields.first_doi([row.get("doi"), row.get("url")]),
            title=fields.prose(row.get("title")),
            abstract=fields.prose(row.get("abstract")),
            authors=fields.names(_json(row.get("authors"))),
            year=fields.year(row.get("year")),
            keywords=tuple(map(fields.plain, fields.listed(_json(row.get("keywords"))))),
        )
        for row in rows
    }


def _uploaded(archive: ZipFile, names: Sequence[str], project: Row) -> dict[str, ImportItem]:
    """The papers of a data set as it was uploaded, by ``record_id`` or else by row from 0."""
    wanted = f"data/{project.get('dataset_path', '')}"
    files = [name for name in names if name.startswith("data/") and not name.endswith("/")]
    name = wanted if wanted in files else next(iter(files), "")
    if not name:
        raise ValueError("it has no data set")
    data = SourceFile(name, _part(archive, name))
    if data.has_line(ris.START):
        listing, keys = ris.read(data.text), tuple[str, ...]()
    else:
        table = tables.table(name, data.text)
        if table is None:
            raise ValueError("its data set is of no format that is known")
        listing, keys = table, tables.row_ids(data.text)
    if listing.broken:
        # Labels go by the row: one entry less, and every label would be another paper's.
        raise ValueError("its data set has entries that cannot be read")
    keys = keys or tuple(map(str, range(len(listing.items))))
    return {
        key: replace(item, place=f"record {key}", verdict=None, by="", on="", note="")
        for key, item in zip(keys, listing.items, strict=True)
    }


def _results(base: sqlite3.Connection) -> _Results:
    """The label of each record, in the order in which they were given, and what was changed."""
    rows = [row for row in _rows(base, "results") if row.get("label") in _VERDICTS]
    rows.sort(key=lambda row: str(_first(row, _TIMES) or ""))
    labels = {
        str(row["record_id"]): _Label(
            verdict=_VERDICTS[row["label"]],
            time=_first(row, _TIMES),
            note=fields.plain(_first(row, _NOTES)),
            tags=tuple(_tags(_json(row.get("tags")))),
            by=f"ASReview user {row['user_id']}" if row.get("user_id") is not None else "",
        )
        for row in rows
    }
    changes: dict[str, list[str]] = {}
    for row in _rows(base, "decision_changes"):
        before = _VERDICTS.get(row.get("label"))  # type: ignore[arg-type]
        if before:
            on = fields.day(_first(row, _TIMES))
            changes.setdefault(str(row["record_id"]), []).append(
                f"{before} on {on}".removesuffix(" on ")
            )
    return labels, changes


def _labelled(item: ImportItem, label: _Label | None, changes: Sequence[str]) -> ImportItem:
    if label is None:
        return item
    earlier = f"Decided before: {', then '.join(changes)}." if changes else ""
    return replace(
        item,
        verdict=label.verdict,
        on=fields.day(label.time),
        by=label.by,
        note="; ".join(filter(None, (label.note, earlier))),
        tags=label.tags,
    )


def _tags(groups: object) -> Iterator[str]:
    """The tags that were ticked, each behind the name of its group."""
    for group in fields.listed(groups):
        if isinstance(group, dict):
            name = fields.plain(group.get("label"))
            for value in fields.listed(group.get("values")):
                if isinstance(value, dict) and value.get("selected", True):
                    yield f"{name}: {fields.plain(value.get('label'))}".removeprefix(": ")


def _first(row: Row, names: Sequence[str]) -> object:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _json(value: object) -> object:
    try:
        return json_input.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value
