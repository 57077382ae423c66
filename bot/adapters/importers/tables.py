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
from bot.domain.import_items import ImportFile, ImportItem
from bot.domain.verdicts import Verdict
from bot.rendering.phrases import counted

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
        "finallabel", "finaldecision", "screeningdecision", "decision", "verdict", "label",
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
_NO_VERDICT = {
    "", "nan", "-1", "none", "maybe", "null", "<na>", "na", "n/a", "?", "-", "unsure", "unclear",
    "undecided",
}  # fmt: skip
_MOST_ROWS = 5
"""Rows that a note on a file names."""


def table(name: str, text: str) -> ImportFile | None:
    """The table in ``text``, None where its first line is no header that is known here."""
    rows = _rows(text)
    columns = _columns(rows.fieldnames or ())
    if not set(_IDENTIFYING) & set(columns):
        return None
    lines = list(rows)
    kind = _kind(rows.fieldnames or ())
    stated = _stated(name) if kind == "Covidence" else None
    notes = list(_odd(lines))
    odd = _odd_verdicts(line.get(columns.get("verdict", "")) for line in lines)
    if odd and _are_ratings(line.get(columns["verdict"]) for line in lines):
        notes.append(
            f"has a column '{columns['verdict']}' that is not taken for decisions, because of"
            f" {_places(odd)}: a column 'decision' may say include, exclude or nothing"
        )
        del columns["verdict"]
    elif odd:
        notes.append(
            f"says in its column '{columns['verdict']}' what is no decision, in {_places(odd)}:"
            " these stay undecided; write include, exclude or nothing, and import it again"
        )
    tags = [heading for heading in rows.fieldnames or () if heading.startswith("asreview_tag")]
    items = tuple(
        _item(f"row {at}", line, columns, stated, tags) for at, line in enumerate(lines, start=1)
    )
    return ImportFile(file="", kind=kind, items=items, notes=tuple(notes))


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


def _odd_verdicts(values: Iterable[object]) -> Mapping[int, str]:
    """What stands where a decision is expected and is none, by the number of its row."""
    texts = enumerate(map(fields.plain, values), start=1)
    return {
        at: text
        for at, text in texts
        if text.lower() not in _NO_VERDICT and not fields.verdict(text)
    }


def _are_ratings(values: Iterable[object]) -> bool:
    """Whether what looks like a decision may be a number among others, or a label among labels.

    A column of 0, 1 and 2 counts something; one of "include" and "exlude" has a slip.
    """
    texts = {fields.plain(value).lower() for value in values} - _NO_VERDICT
    verdicts = {text for text in texts if fields.verdict(text)}
    return not verdicts or any(text[0].isdigit() for text in verdicts)


def _places(odd: Mapping[int, str]) -> str:
    """The first rows of some, with their texts, for people."""
    named = [f"row {at} ('{text[:40]}')" for at, text in list(odd.items())[:_MOST_ROWS]]
    more = len(odd) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


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
        notes.append(
            f"has {counted(longer, 'row')} with more fields than the header: a comma within a field"
            " needs quotes around the field"
        )
    if shorter:
        notes.append(
            f"has {counted(shorter, 'row')} with fewer fields than the header, and may be cut off"
        )
    return tuple(notes)
