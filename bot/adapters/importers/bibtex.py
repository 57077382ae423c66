"""BibTeX, as Zotero, Mendeley and Google Scholar write it; the library bibtexparser reads it."""

import re
from collections.abc import Collection

import bibtexparser
from bibtexparser.bibdatabase import COMMON_STRINGS, UndefinedString
from bibtexparser.bparser import BibTexParser

from bot.adapters.importers import fields
from bot.adapters.importers.ris import CUT
from bot.adapters.importers.stated_decisions import stated_decision, with_decision
from bot.domain.import_items import BrokenItem, ImportFile, ImportItem

_ABBREVIATION = re.compile(r"[=#]\s*([A-Za-z][\w-]*)\s*(?=[,#}\n])")
_DEFINED = re.compile(r"(?mi)^\s*@string\s*[{(]\s*([\w-]+)")
_BRACES = re.compile(r"[{}]|\\(?=\W)")


def read(text: str) -> ImportFile:
    """Every whole entry of ``text``, and how many are not whole."""
    begun = re.findall(r"(?mi)^\s*@(?!comment|string|preamble)\w+\s*[{(]", text)
    defined = {name.lower() for name in _DEFINED.findall(text)} | set(COMMON_STRINGS)
    try:
        entries = _entries(_with_strings(text, but=defined))
    except UndefinedString:
        # A definition that is damaged defines nothing.
        entries = _entries(_with_strings(text, but=set(COMMON_STRINGS)))
    items = tuple(_item(at, entry) for at, entry in enumerate(entries, start=1))
    lost = len(begun) - len(items)
    broken = (BrokenItem(place=f"an entry of {len(begun)}", why="it is not whole"),) * lost
    return ImportFile(
        file="", kind="BibTeX", items=items, broken=broken, notes=(CUT,) if lost else ()
    )


def _entries(text: str) -> list[dict[str, str]]:
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    return list(bibtexparser.loads(text, parser=parser).entries)


def _with_strings(text: str, *, but: Collection[str]) -> str:
    """The text with every abbreviation defined to stand for itself, ``but`` those of these names.

    One that nobody defines would end the reading of the whole file.
    """
    used = dict.fromkeys(_ABBREVIATION.findall(text))
    names = [name for name in used if name.lower() not in but]
    return "".join(f"@string{{{name} = {{{name}}}}}\n" for name in names) + text


def _item(at: int, entry: dict[str, str]) -> ImportItem:
    def value(*names: str) -> str:
        texts = (_BRACES.sub("", fields.plain(entry.get(name))) for name in names)
        return next(filter(None, texts), "")

    stated = stated_decision([value("note"), value("annote")])
    of_pubmed = value("archiveprefix", "eprinttype").lower() in ("pubmed", "pmid")
    item = ImportItem(
        place=f"entry {at}, {entry.get('ID', '')}",
        pmid=fields.pmid(entry.get("pmid") or (entry.get("eprint") if of_pubmed else ""))
        or fields.linked_pmid((entry.get("url"), entry.get("note"))),
        doi=fields.first_doi([entry.get("doi"), entry.get("url")]),
        pmcid=fields.pmcid(entry.get("pmcid") or entry.get("pmc")),
        title=value("title"),
        abstract=value("abstract"),
        authors=_names(entry.get("author")),
        year=fields.year(entry.get("year") or entry.get("date")),
        journal=value("journal", "journaltitle", "booktitle"),
        volume=value("volume"),
        issue=value("number", "issue"),
        pages=value("pages").replace("--", "-"),
        keywords=fields.parts(value("keywords"), ","),
    )
    return with_decision(item, stated)


def _names(value: object) -> tuple[str, ...]:
    names = (_BRACES.sub("", name).strip() for name in re.split(r"\s+and\s+", fields.plain(value)))
    return tuple(filter(None, names))
