"""Tables with a header, as screening programs, databases and reference managers export them."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.adapters.importers import fields
from bot.adapters.importers.stated_decisions import (
    LONGEST_REASON,
    stated_decision,
    with_decision,
)
from bot.domain.decisions import Verdict
from bot.domain.import_items import ImportFile, ImportItem

csv.field_size_limit(10_000_000)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "pmid": ("pmid", "pubmedid", "medlineid", "medlinepmid", "pm"),
    "doi": ("doi", "doilink", "di"),
    "pmcid": ("pmcid", "pmc", "pmcidid"),
    "title": ("title", "primarytitle", "articletitle", "documenttitle", "ti"),
    "abstract": ("abstract", "abstractnote", "notesabstract", "ab"),
    "authors": (
        "authors", "author", "authornames", "authorfullnames", "firstauthors", "firstauthor", "au",
    ),
    "year": ("year", "publishedyear", "publicationyear", "pubyear", "py", "date"),
    "journal": (
        "journal", "journalbook", "journalname", "sourcetitle", "publicationtitle",
        "publicationname", "secondarytitle", "source", "so",
    ),
    "volume": ("volume", "vl"),
    "issue": ("issue", "number", "is"),
    "pages": ("pages", "pp"),
    "first_page": ("pagestart", "startpage", "bp"),
    "last_page": ("pageend", "endpage", "ep"),
    "keywords": ("keywords", "authorkeywords", "de"),
    "url": ("url", "urls", "link", "extra"),
    "verdict": (
        "asreviewlabel", "included", "labelincluded", "includedlabel", "include", "finalincluded",
        "finallabel", "decision", "verdict", "label",
    ),
    "on": ("asreviewtime", "decidedon", "decisiondate"),
    "by": ("reviewer", "decidedby"),
    "reason": ("exclusionreason", "reason"),
    "note": ("asreviewnote", "note", "notes"),
    "tags": ("tags", "labels", "manualtags"),
}  # fmt: skip
"""Headings in small letters without signs, by what they hold; the first that is there counts.

No accession number is among them: every database has its own, and Embase's look like PMIDs."""
_COVIDENCE = re.compile(r"(?:^|_)(included|extraction|excluded|irrelevant)(?:_|\b)")
_PRINTED_YEAR = re.compile(r"\(\d{4}\)")
"""As Embase prints it in its source: ``Moon Journal (2014) 3:3 (152-160)``."""
_QUOTED_FORMULA = re.compile(r"^'(?=[=+@-])")
_IDENTIFYING = ("pmid", "doi", "pmcid", "title", "abstract")
_NO_VERDICT = {"", "nan", "-1", "none", "maybe", "null", "<na>"}


def table(name: str, text: str) -> ImportFile | None:
    """The table in ``text``, None where its first line is no header that is known here."""
    rows = _rows(text)
    columns = _columns(rows.fieldnames or ())
    if not set(_IDENTIFYING) & set(columns):
        return None
    lines = list(rows)
    kind = _kind(rows.fieldnames or ())
    stated = _stated(name) if kind == "Covidence" else None
    if "verdict" in columns and not _are_verdicts(line.get(columns["verdict"]) for line in lines):
        # A column called "label" may hold anything.
        del columns["verdict"]
    tags = [heading for heading in rows.fieldnames or () if heading.startswith("asreview_tag")]
    items = tuple(
        _item(f"row {at}", line, columns, stated, tags) for at, line in enumerate(lines, start=1)
    )
    return ImportFile(file="", kind=kind, items=items, notes=_odd(lines))


def row_ids(text: str) -> tuple[str, ...]:
    """What a column ``record_id`` names each row by; nothing where there is no such column."""
    rows = _rows(text)
    heading = next((name for name in rows.fieldnames or () if name.strip() == "record_id"), None)
    return tuple(fields.plain(row.get(heading)) for row in rows) if heading else ()


def _rows(text: str) -> "csv.DictReader[str]":
    text = text.lstrip("\n")
    first = text.partition("\n")[0]
    return csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))


def _columns(headings: Iterable[str | None]) -> dict[str, str]:
    known = {
        re.sub(r"[^a-z0-9]", "", (heading or "").lower()): heading or "" for heading in headings
    }
    by_meaning = {
        meaning: next((known[name] for name in names if name in known), "")
        for meaning, names in COLUMNS.items()
    }
    return {meaning: heading for meaning, heading in by_meaning.items() if heading}


def _kind(headings: Sequence[str | None]) -> str:
    folded = {re.sub(r"[^a-z#]", "", (heading or "").lower()) for heading in headings}
    if "covidence#" in folded:
        return "Covidence"
    if {"key", "pubmedid", "notes"} <= folded or "rayyan" in " ".join(folded):
        return "Rayyan"
    return "ASReview" if any(heading.startswith("asreview") for heading in folded) else "CSV"


def _stated(name: str) -> Verdict | None:
    """Covidence names the file after the list that was exported: that of included or excluded."""
    match = _COVIDENCE.search(name.lower())
    if match is None:
        return None
    return Verdict.INCLUDE if match[1] in ("included", "extraction") else Verdict.EXCLUDE


def _are_verdicts(values: Iterable[object]) -> bool:
    texts = {fields.plain(value).lower() for value in values} - _NO_VERDICT
    return bool(texts) and all(fields.verdict(text) for text in texts)


def _item(
    place: str,
    row: Mapping[str, object],
    columns: Mapping[str, str],
    stated: Verdict | None,
    tags: Iterable[str],
) -> ImportItem:
    def value(meaning: str) -> str:
        # Careful programs put an apostrophe before what a spreadsheet would compute.
        return _QUOTED_FORMULA.sub("", fields.plain(row.get(columns.get(meaning, ""))))

    noted = stated_decision([value("note")])
    given = fields.verdict(value("verdict"))
    tagged = (tag.removeprefix("asreview_tag_") for tag in tags if fields.verdict(row.get(tag)))
    item = ImportItem(
        place=place,
        pmid=fields.pmid(value("pmid")) or fields.linked_pmid([value("url")]),
        doi=fields.first_doi([value("doi"), value("url")]),
        pmcid=fields.pmcid(value("pmcid")),
        title=fields.prose(value("title")),
        abstract=fields.prose(value("abstract")),
        authors=fields.names(value("authors")),
        year=fields.year(value("year")) or fields.year(_PRINTED_YEAR.findall(value("journal"))),
        journal=fields.prose(value("journal")),
        volume=value("volume"),
        issue=value("issue"),
        pages=value("pages") or fields.pages(value("first_page"), value("last_page")),
        keywords=fields.parts(value("keywords")),
        tags=(*fields.parts(value("tags")), *noted.tags),
    )
    decision = replace(
        noted,
        verdict=given or noted.verdict or stated,
        by=value("by") or noted.by,
        on=fields.day(value("on")) or noted.on,
        reason=value("reason")[:LONGEST_REASON] or noted.reason,
        tags=tuple(tagged),
    )
    return with_decision(item, decision)


def _odd(lines: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    longer = sum(None in line for line in lines)
    shorter = sum(None in line.values() for line in lines)
    notes = []
    if longer:
        notes.append(f"{longer} rows have more fields than the header")
    if shorter:
        notes.append(f"{shorter} rows have fewer fields than the header: the file may be cut off")
    return tuple(notes)
