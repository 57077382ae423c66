"""Other formats with a tag on each line: PubMed's .nbib, Web of Science's and EndNote's text."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import rispy
from Bio import Medline
from rispy.parser import WokParser

from bot.adapters.importers import fields
from bot.adapters.importers.ris import CUT, one_by_one
from bot.adapters.importers.stated_decisions import stated_decision, with_decision
from bot.domain.import_items import ImportFile, ImportItem

_END = re.compile(r"(?m)^ER\s*$")
_REFER_LINE = re.compile(r"^%(?P<tag>[0-9A-Z@!#$&(*+<=>?\[\]^~])(?: (?P<value>.*))?$")


def nbib(text: str) -> ImportFile:
    """PubMed's own format, as its *Send to: Citation manager* writes it."""
    parsed = Medline.parse(io.StringIO(text))  # type: ignore[no-untyped-call]
    records = [dict(entry) for entry in parsed if entry]
    items = tuple(
        ImportItem(
            place=f"entry {at}",
            pmid=fields.pmid(entry.get("PMID")),
            doi=fields.first_doi([*entry.get("AID", ()), *fields.listed(entry.get("LID"))]),
            pmcid=fields.pmcid(entry.get("PMC")),
            title=fields.plain(entry.get("TI") or entry.get("BTI") or entry.get("TT")),
            abstract=fields.plain(entry.get("AB")),
            authors=tuple(entry.get("AU", ())),
            year=fields.year(entry.get("DP")),
            journal=fields.plain(entry.get("JT")),
            volume=fields.plain(entry.get("VI")),
            issue=fields.plain(entry.get("IP")),
            pages=fields.plain(entry.get("PG")),
            keywords=tuple(map(fields.plain, entry.get("OT", ()))),
        )
        for at, entry in enumerate(records, start=1)
    )
    return ImportFile(file="", kind="PubMed (.nbib)", items=items)


def web_of_science(text: str) -> ImportFile:
    """Web of Science's plain text, *Export: Plain text file*."""
    parts = [part for part in re.split(r"(?m)^(?=PT )", text) if part.startswith("PT ")]
    items, broken = one_by_one(parts, _loaded, _of_web_of_science)
    cut = bool(parts) and not _END.search(parts[-1])
    return ImportFile(
        file="", kind="Web of Science", items=items, broken=broken, notes=(CUT,) if cut else ()
    )


def _loaded(part: str) -> Sequence[Mapping[str, Any]]:
    """The entry in ``part``; one without an end is taken as far as it goes."""
    end = _END.search(part)
    whole = part[: end.start()] if end else part
    text = f"{whole.rstrip()}\nER\n"
    return list(rispy.loads(text, implementation=WokParser, skip_unknown_tags=True))


def _of_web_of_science(at: int, entry: Mapping[str, Any]) -> ImportItem:
    return ImportItem(
        place=f"entry {at}",
        pmid=fields.pmid(entry.get("pubmed_id")),
        doi=fields.doi(entry.get("doi")),
        title=fields.plain(entry.get("document_title")),
        abstract=fields.plain(entry.get("abstract")),
        authors=fields.names(fields.listed(entry.get("authors"))),
        year=fields.year(entry.get("publication_year") or entry.get("early_access_year")),
        journal=fields.plain(entry.get("publication_name")),
        volume=fields.plain(entry.get("volume")),
        issue=fields.plain(entry.get("issue")),
        pages=fields.pages(entry.get("beginning_page"), entry.get("ending_page")),
        keywords=fields.parts(entry.get("author_keywords")),
    )


def endnote_text(text: str) -> ImportFile:
    """EndNote's export with ``%`` and a letter before each field, after Unix's *refer*."""
    entries: list[dict[str, list[str]]] = []
    tag = ""
    for line in text.split("\n"):
        if match := _REFER_LINE.match(line):
            tag = match["tag"]
            if tag == "0" or not entries:
                entries.append({})
            entries[-1].setdefault(tag, []).append(match["value"] or "")
        elif tag and line.strip():
            entries[-1][tag][-1] += f" {line.strip()}"
    items = tuple(_of_refer(at, entry) for at, entry in enumerate(entries, start=1))
    return ImportFile(file="", kind="EndNote (text)", items=items)


def _of_refer(at: int, entry: dict[str, list[str]]) -> ImportItem:
    def value(tag: str) -> str:
        return fields.prose(entry.get(tag, ""))

    stated = stated_decision(entry.get("Z", ()))
    from_pubmed = "nlm" in value("W").lower() or "pubmed" in f"{value('W')} {value('~')}".lower()
    item = ImportItem(
        place=f"entry {at}",
        pmid=fields.pmid(value("M")) if from_pubmed else fields.linked_pmid(entry.get("U", ())),
        doi=fields.first_doi([*entry.get("R", ()), *entry.get("U", ())]),
        pmcid=fields.pmcid(value("2")),
        title=value("T"),
        abstract=value("X"),
        authors=fields.names(entry.get("A", [])),
        year=fields.year(value("D") or value("8")),
        journal=value("J") or value("B"),
        volume=value("V"),
        issue=value("N"),
        pages=value("P"),
        keywords=tuple(word for word in map(fields.plain, entry.get("K", ())) if word),
    )
    return with_decision(item, stated)
