"""Formats with tags: PubMed's .nbib, RIS, BibTeX. Libraries read them; we count what they drop."""

import io
import re
from collections.abc import Iterable, Mapping

import bibtexparser
import rispy
from bibtexparser.bparser import BibTexParser
from Bio import Medline

from bot.adapters.importers import fields
from bot.domain.decisions import Verdict
from bot.domain.import_items import BrokenItem, ImportFile, ImportItem

_CUT = "ends in the middle of an entry: it may have been cut off"
_MARKS = re.compile(r"asreview_(?:ir)?relevant", re.IGNORECASE)


def nbib(text: str) -> ImportFile:
    """PubMed's own format, as its *Send to: Citation manager* writes it."""
    parsed = Medline.parse(io.StringIO(text))  # type: ignore[no-untyped-call]
    records = [dict(entry) for entry in parsed if entry]
    items = tuple(
        ImportItem(
            place=f"entry {at}",
            pmid=fields.pmid(entry.get("PMID")),
            doi=_first_doi([*entry.get("AID", ()), *_listed(entry.get("LID"))]),
            pmcid=fields.pmcid(entry.get("PMC")),
            title=fields.plain(entry.get("TI") or entry.get("BTI") or entry.get("TT")),
            authors=tuple(entry.get("AU", ())),
            year=fields.year(entry.get("DP")),
        )
        for at, entry in enumerate(records, start=1)
    )
    return ImportFile(file="", kind="PubMed (.nbib)", items=items)


def ris(text: str) -> ImportFile:
    """RIS, as EndNote, Zotero, Rayyan, ASReview and most databases write it."""
    notes: tuple[str, ...] = ()
    begun, ended = (list(re.finditer(rf"^{tag}  ?-", text, re.MULTILINE)) for tag in ("TY", "ER"))
    if begun and (not ended or ended[-1].start() < begun[-1].start()):
        text, notes = f"{text.rstrip()}\nER  - \n", (_CUT,)
    parts = re.split(r"(?m)^(?=TY  ?-)", text)
    items, broken = [], []
    # One by one: an entry that the library refuses must not take the others along.
    for at, part in enumerate((part for part in parts if part.startswith("TY")), start=1):
        try:
            (entry,) = rispy.loads(_spaced(part), skip_unknown_tags=True)
        except (OSError, ValueError, KeyError, IndexError) as fault:
            broken.append(BrokenItem(place=f"entry {at}", why=fields.plain(fault)[:200]))
            continue
        items.append(_of_ris(at, entry))
    return ImportFile(file="", kind="RIS", items=tuple(items), broken=tuple(broken), notes=notes)


def _spaced(part: str) -> str:
    """Tags with both their blanks, which some programs save."""
    return re.sub(r"(?m)^([A-Z][A-Z0-9]) {1,2}- ?", r"\1  - ", part)


def _of_ris(at: int, entry: Mapping[str, object]) -> ImportItem:
    database = fields.plain(entry.get("name_of_database") or entry.get("database_provider"))
    accession = entry.get("accession_number")
    in_pubmed = "pubmed" in database.lower() or "medline" in database.lower()
    linked = next((fields.pmid(url) for url in _listed(entry.get("urls"))), "")
    marks = _MARKS.findall(f"{entry.get('notes', '')} {entry.get('keywords', '')}")
    return ImportItem(
        place=f"entry {at}",
        pmid=fields.pmid(accession) if in_pubmed else linked,
        doi=_first_doi([entry.get("doi"), *_listed(entry.get("urls"))]),
        pmcid=fields.pmcid(entry.get("custom2")),
        title=fields.plain(
            entry.get("title") or entry.get("primary_title") or entry.get("short_title")
        ),
        authors=tuple(
            map(fields.plain, _listed(entry.get("authors") or entry.get("first_authors")))
        ),
        year=fields.year(entry.get("year") or entry.get("publication_year") or entry.get("date")),
        verdict=_marked(marks),
    )


def _marked(marks: Iterable[str]) -> Verdict | None:
    """The verdict that ASReview's marks give; contradicting marks give none."""
    verdicts = {fields.verdict(mark) for mark in marks}
    return verdicts.pop() if len(verdicts) == 1 else None


def bibtex(text: str) -> ImportFile:
    """BibTeX, as Zotero, Mendeley and Google Scholar write it."""
    begun = re.findall(r"(?mi)^\s*@(?!comment|string|preamble)\w+\s*[{(]", text)
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    entries = bibtexparser.loads(text, parser=parser).entries
    items = tuple(
        ImportItem(
            place=f"entry {at}, {entry.get('ID', '')}",
            pmid=fields.pmid(entry.get("pmid") or entry.get("eprint") or ""),
            doi=_first_doi([entry.get("doi"), entry.get("url")]),
            pmcid=fields.pmcid(entry.get("pmcid") or entry.get("pmc")),
            title=re.sub(r"[{}]|\\(?=\W)", "", fields.plain(entry.get("title"))),
            authors=tuple(re.split(r"\s+and\s+", fields.plain(entry.get("author")))),
            year=fields.year(entry.get("year") or entry.get("date")),
        )
        for at, entry in enumerate(entries, start=1)
    )
    lost = len(begun) - len(items)
    broken = (BrokenItem(place=f"an entry of {len(begun)}", why="it is not whole"),) * lost
    return ImportFile(
        file="", kind="BibTeX", items=items, broken=broken, notes=(_CUT,) if lost else ()
    )


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value] if value else []


def _first_doi(values: Iterable[object]) -> str:
    return next((doi for value in values if (doi := fields.doi(value))), "")
