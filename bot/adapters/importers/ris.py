"""RIS, as EndNote, Zotero, Rayyan, EPPI-Reviewer, ASReview and most databases write it.

The library rispy reads it; entries that it refuses are counted, not dropped.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import rispy

from bot.adapters.importers import fields
from bot.adapters.importers.stated_decisions import stated_decision, with_decision
from bot.domain.import_items import BrokenItem, ImportFile, ImportItem

START = r"TY[ \t]{1,2}-"
CUT = "ends in the middle of an entry: it may have been cut off"
_TITLES = ("title", "primary_title", "short_title", "translated_title")
_JOURNALS = ("secondary_title", "alternate_title3", "journal_name", "alternate_title1")
_ABSTRACTS = ("abstract", "notes_abstract")
_DOIS = ("doi", "urls", "file_attachments2", "type_of_work")


def read(text: str) -> ImportFile:
    """Every entry of ``text``."""
    notes: tuple[str, ...] = ()
    begun, ended = (
        list(re.finditer(rf"^{tag}[ \t]{{1,2}}-", text, re.MULTILINE)) for tag in ("TY", "ER")
    )
    if begun and (not ended or ended[-1].start() < begun[-1].start()):
        text, notes = f"{text.rstrip()}\nER  - \n", (CUT,)
    items, broken = one_by_one(_parts(text), _loaded, _item)
    return ImportFile(file="", kind="RIS", items=items, broken=broken, notes=notes)


def one_by_one(
    parts: Iterable[str],
    load: Callable[[str], Sequence[Mapping[str, Any]]],
    item: Callable[[int, Mapping[str, Any]], ImportItem],
) -> tuple[tuple[ImportItem, ...], tuple[BrokenItem, ...]]:
    """The entries in ``parts``, one in each, and those that rispy refuses to ``load``.

    One that it refuses must not take the others along.
    """
    items, broken = [], []
    for at, part in enumerate(parts, start=1):
        try:
            (entry,) = load(part)
        except (OSError, ValueError, KeyError, IndexError, TypeError) as fault:
            broken.append(BrokenItem(place=f"entry {at}", why=fields.plain(fault)[:200]))
            continue
        items.append(item(at, entry))
    return tuple(items), tuple(broken)


def _loaded(part: str) -> Sequence[Mapping[str, Any]]:
    return list(rispy.loads(part, skip_unknown_tags=True, enforce_list_tags=False))


def _parts(text: str) -> Iterator[str]:
    """The text of each entry, its tags with the blanks and its end with the line that rispy needs.

    Some programs save the blanks, or write tabulators.
    """
    for part in re.split(rf"(?m)^(?={START})", text):
        if re.match(START, part):
            spaced = re.sub(r"(?m)^([A-Z][A-Z0-9])[ \t]{1,2}-[ \t]?", r"\1  - ", part)
            ends = re.search(r"(?m)^ER  - ", spaced)
            yield spaced[: ends.end()] if ends else f"{spaced.rstrip()}\nER  - "


def _item(at: int, entry: Mapping[str, object]) -> ImportItem:
    urls, keywords = fields.listed(entry.get("urls")), fields.listed(entry.get("keywords"))
    words = [word for value in keywords for word in str(value).split("\n")]
    notes = [
        value
        for key in ("notes", "research_notes", "note")
        for value in fields.listed(entry.get(key))
    ]
    stated = stated_decision([*notes, *(word for word in words if "asreview_" in word.lower())])
    item = ImportItem(
        place=f"entry {at}",
        pmid=_pmid(entry) or fields.linked_pmid((*urls, *notes)),
        doi=fields.first_doi(value for key in _DOIS for value in fields.listed(entry.get(key))),
        pmcid=fields.pmcid(entry.get("custom2")),
        title=_first(entry, *_TITLES),
        abstract=next((text for key in _ABSTRACTS if (text := fields.prose(entry.get(key)))), ""),
        authors=fields.names(
            fields.listed(entry.get("authors") or entry.get("first_authors"))
        ),
        year=next(
            (
                year
                for key in ("year", "publication_year", "date")
                if (year := fields.year(entry.get(key)))
            ),
            None,
        ),
        journal=_first(entry, *_JOURNALS),
        volume=_first(entry, "volume"),
        issue=_first(entry, "number"),
        pages=fields.pages(_first(entry, "start_page"), _first(entry, "end_page")),
        keywords=tuple(
            word for word in map(fields.plain, words) if word and "asreview_" not in word.lower()
        ),
    )  # fmt: skip
    return with_decision(item, stated)


def _first(entry: Mapping[str, object], *keys: str) -> str:
    """The first of these fields that holds anything, and its first value where it has several."""
    values = (next(iter(fields.listed(entry.get(key))), "") for key in keys)
    return next((text for value in values if (text := fields.prose(value))), "")


def _pmid(entry: Mapping[str, object]) -> str:
    """The accession number where it is PubMed's: every database has its own, and all are digits."""
    database = fields.plain(entry.get("name_of_database")).lower()
    provider = fields.plain(entry.get("database_provider")).lower()
    if database == "scopus":
        return fields.pmid(entry.get("custom2"))
    of_pubmed = "pubmed" in database or database.startswith(("medline", "ovid medline"))
    return fields.pmid(entry.get("accession_number")) if of_pubmed or provider == "nlm" else ""
