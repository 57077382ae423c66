"""JSON: CSL items, as Zotero exports them, and EPPI-Reviewer's reports with their codes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot import json_input
from bot.adapters.importers import fields
from bot.adapters.importers.stated_decisions import (
    LONGEST_REASON,
    stated_decision,
    with_decision,
)
from bot.domain.import_items import BrokenItem, ImportFile, ImportItem
from bot.domain.verdicts import Verdict
from bot.errors import Mistake

_NO_ENTRY = "it is no object with named fields"
_LISTED_ID = re.compile(r"(?m)^(?:PMID|PMCID|DOI):.*$")
"""What Zotero keeps in *Extra* beside people's notes."""
_SCREENING_CODE = re.compile(r"^\W*(?P<verdict>include|exclude)\b", re.IGNORECASE)


def read(text: str) -> ImportFile:
    """The entries of a JSON file, by what its outermost value is.

    Raises:
        Mistake: it is no JSON, or of neither kind.
    """
    try:
        content = json_input.loads(text)
    except ValueError as fault:
        raise Mistake(f"the JSON cannot be read: {fault}", hint="Export it again.") from None
    if isinstance(content, dict) and isinstance(content.get("References"), list):
        return _eppi(content)
    if isinstance(content, dict):
        content = content.get("items", content.get("references"))
    if not isinstance(content, list):
        raise Mistake(
            "the JSON is neither CSL-JSON nor a report of EPPI-Reviewer",
            hint="In Zotero, export as CSL JSON.",
        )
    return _entries("CSL-JSON", content, _of_csl)


def _entries(
    kind: str, entries: Sequence[object], reader: Callable[[str, Mapping[str, Any]], ImportItem]
) -> ImportFile:
    items, broken = [], []
    for at, entry in enumerate(entries, start=1):
        if isinstance(entry, dict):
            items.append(reader(f"entry {at}", entry))
        else:
            broken.append(BrokenItem(place=f"entry {at}", why=_NO_ENTRY))
    return ImportFile(file="", kind=kind, items=tuple(items), broken=tuple(broken))


def _of_csl(place: str, entry: Mapping[str, Any]) -> ImportItem:
    note, keyword = str(entry.get("note") or ""), str(entry.get("keyword") or "")
    custom = entry.get("custom")
    named = custom if isinstance(custom, dict) else {}
    stated = stated_decision(
        [
            *(f"{key}: {value}" for key, value in named.items()),
            *_LISTED_ID.sub("", note).split("\n"),
        ]
    )
    item = ImportItem(
        place=place,
        pmid=fields.pmid(entry.get("PMID")) or fields.linked_pmid((note, entry.get("URL"))),
        doi=fields.first_doi([entry.get("DOI"), entry.get("URL"), note]),
        pmcid=fields.pmcid(entry.get("PMCID")) or fields.pmcid(note),
        title=fields.prose(entry.get("title")),
        abstract=fields.prose(entry.get("abstract")),
        authors=tuple(filter(None, map(_csl_name, fields.listed(entry.get("author"))))),
        year=fields.year(_csl_date(entry.get("issued"))),
        journal=fields.prose(entry.get("container-title")),
        volume=fields.plain(entry.get("volume")),
        issue=fields.plain(entry.get("issue")),
        pages=fields.plain(entry.get("page")),
        keywords=fields.parts(keyword, ";" if ";" in keyword else ","),
    )
    return with_decision(item, stated)


def _csl_name(name: object) -> str:
    if not isinstance(name, dict):
        return fields.plain(name)
    if name.get("literal"):
        return fields.plain(name["literal"])
    parts = (name.get("non-dropping-particle"), name.get("family"))
    family = " ".join(filter(None, map(fields.plain, parts)))
    given = fields.plain(name.get("given"))
    return f"{family}, {given}" if family and given else family or given


def _csl_date(date: object) -> str:
    if isinstance(date, dict):
        parts = date.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            return fields.plain(parts[0])
        return fields.plain(date.get("raw") or date.get("literal"))
    return fields.plain(date)


def _eppi(content: Mapping[str, Any]) -> ImportFile:
    """A report of EPPI-Reviewer, whose codes are named apart from the references."""
    codes = dict(_codes(content.get("CodeSets")))
    return _entries(
        "EPPI-Reviewer", content["References"], lambda place, entry: _of_eppi(place, entry, codes)
    )


def _codes(tree: object) -> Iterator[tuple[str, str]]:
    """The name of every code by its id, however deep in its set."""
    for node in fields.listed(tree) if not isinstance(tree, dict) else [tree]:
        if isinstance(node, dict):
            if "AttributeId" in node:
                yield fields.plain(node["AttributeId"]), fields.plain(node.get("AttributeName"))
            for value in node.values():
                if isinstance(value, (dict, list)):
                    yield from _codes(value)


def _of_eppi(place: str, entry: Mapping[str, Any], codes: Mapping[str, str]) -> ImportItem:
    given = [code for code in fields.listed(entry.get("Codes")) if isinstance(code, dict)]
    named = [name for code in given if (name := codes.get(fields.plain(code.get("AttributeId"))))]
    screening = [name for name in named if _SCREENING_CODE.match(name)]
    verdicts = {
        Verdict(match["verdict"].lower())
        for name in screening
        if (match := _SCREENING_CODE.match(name))
    }
    # Who is included by title and excluded by full text carries both codes: exclusion is the last.
    verdict = Verdict.EXCLUDE if Verdict.EXCLUDE in verdicts else next(iter(verdicts), None)
    comments = (fields.plain(code.get("AdditionalText")) for code in given)
    return ImportItem(
        place=place,
        pmid=fields.linked_pmid((entry.get("URL"), entry.get("Comments"))),
        doi=fields.first_doi([entry.get("DOI"), entry.get("URL")]),
        title=fields.prose(entry.get("Title")),
        abstract=fields.prose(entry.get("Abstract")),
        authors=fields.parts(entry.get("Authors")),
        year=fields.year(entry.get("Year")),
        journal=fields.plain(entry.get("ParentTitle")),
        volume=fields.plain(entry.get("Volume")),
        issue=fields.plain(entry.get("Issue")),
        pages=fields.plain(entry.get("Pages")),
        keywords=fields.parts(str(entry.get("Keywords") or "").replace("\n", ";")),
        verdict=verdict,
        reason="; ".join(screening)[:LONGEST_REASON] if verdict is Verdict.EXCLUDE else "",
        note="; ".join(filter(None, comments)),
        tags=tuple(name for name in named if name not in screening),
    )
