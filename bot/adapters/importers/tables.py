"""Tables with a header, among them what ASReview and Covidence export, and plain lists of ids."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from bot.adapters.importers import fields
from bot.domain.decisions import Verdict
from bot.domain.import_items import ImportFile, ImportItem

csv.field_size_limit(10_000_000)
_COLUMNS = {
    "pmid": ("pmid", "pubmedid", "medlineid"),
    "accession": ("accessionnumber",),
    "doi": ("doi", "doilink"),
    "pmcid": ("pmcid", "pmc"),
    "title": ("title", "primarytitle", "articletitle"),
    "authors": ("authors", "author", "firstauthor"),
    "year": ("year", "publishedyear", "publicationyear", "pubyear", "date"),
    "verdict": ("asreviewlabel", "included", "labelincluded", "decision", "verdict", "label"),
    "on": ("asreviewtime", "decidedon", "decisiondate"),
    "by": ("reviewer", "decidedby"),
    "note": ("asreviewnote", "notes", "exclusionreason"),
}
"""Headings in small letters without signs, by what they hold; the first that is there counts."""
_COVIDENCE = re.compile(r"(?:^|_)(included|extraction|excluded|irrelevant)(?:_|\b)")
_IDENTIFYING = ("pmid", "doi", "pmcid", "title")


def table(name: str, text: str) -> ImportFile | None:
    """The table in ``text``, None where its first line is no header that is known here."""
    first = text.lstrip("\n").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text.lstrip("\n")), delimiter=separator)
    columns = _columns(rows.fieldnames or ())
    if not set(_IDENTIFYING) & set(columns):
        return None
    lines = list(rows)
    kind = _kind(rows.fieldnames or ())
    stated = _stated(name) if kind == "Covidence" else None
    if "verdict" in columns and not _are_verdicts(line.get(columns["verdict"]) for line in lines):
        # A column called "label" may hold anything.
        del columns["verdict"]
    items = tuple(_item(at, line, columns, stated) for at, line in enumerate(lines, start=1))
    return ImportFile(file="", kind=kind, items=items, notes=_odd(lines))


def _columns(headings: Iterable[str | None]) -> dict[str, str]:
    known = {
        re.sub(r"[^a-z0-9]", "", (heading or "").lower()): heading or "" for heading in headings
    }
    by_meaning = {
        meaning: next((known[name] for name in names if name in known), "")
        for meaning, names in _COLUMNS.items()
    }
    return {meaning: heading for meaning, heading in by_meaning.items() if heading}


def _kind(headings: Sequence[str]) -> str:
    folded = {re.sub(r"[^a-z#]", "", heading.lower()) for heading in headings}
    if "covidence#" in folded:
        return "Covidence"
    return "ASReview" if any(heading.startswith("asreview") for heading in folded) else "CSV"


def _stated(name: str) -> Verdict | None:
    """Covidence tells the verdict by which list was exported, and names the file after it."""
    match = _COVIDENCE.search(name.lower())
    if match is None:
        return None
    return Verdict.INCLUDE if match[1] in ("included", "extraction") else Verdict.EXCLUDE


def _are_verdicts(values: Iterable[object]) -> bool:
    texts = {fields.plain(value).lower() for value in values} - {"", "nan", "-1", "none", "maybe"}
    return bool(texts) and all(fields.verdict(text) for text in texts)


def _item(
    at: int, row: Mapping[str, object], columns: Mapping[str, str], stated: Verdict | None
) -> ImportItem:
    def value(meaning: str) -> str:
        return fields.plain(row.get(columns.get(meaning, "")))

    return ImportItem(
        place=f"row {at}",
        pmid=fields.pmid(value("pmid") or value("accession")),
        doi=fields.doi(value("doi")),
        pmcid=fields.pmcid(value("pmcid")),
        title=value("title"),
        authors=tuple(author.strip() for author in value("authors").split(";") if author.strip()),
        year=fields.year(value("year")),
        verdict=fields.verdict(value("verdict")) or stated,
        on=fields.day(value("on")),
        by=value("by"),
        note=value("note")[:300],
    )


def _odd(lines: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    longer = sum(None in line for line in lines)
    shorter = sum(None in line.values() for line in lines)
    notes = []
    if longer:
        notes.append(f"{longer} rows have more fields than the header")
    if shorter:
        notes.append(f"{shorter} rows have fewer fields than the header: the file may be cut off")
    return tuple(notes)


def ids(text: str) -> ImportFile | None:
    """One id a line; None where most lines are none."""
    lines = [line.strip() for line in text.split("\n")]
    items = tuple(
        ImportItem(
            place=f"line {at}",
            pmid=fields.pmid(line),
            doi=fields.doi(line),
            pmcid=fields.pmcid(line),
            title="" if _is_id(line) else line[:300],
        )
        for at, line in enumerate(lines, start=1)
        if line and not line.startswith("#")
    )
    good = sum(bool(item.pmid or item.doi or item.pmcid) for item in items)
    return ImportFile(file="", kind="list of ids", items=items) if 2 * good >= len(items) else None


def _is_id(line: str) -> bool:
    return bool(fields.pmid(line) or fields.doi(line) or fields.pmcid(line))
