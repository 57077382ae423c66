"""EndNote's XML export, which keeps more of a record than its RIS does."""

from collections.abc import Iterator

from lxml.etree import XMLParser, XMLSyntaxError, _Element, fromstring

from bot.adapters.importers import fields
from bot.adapters.importers.ris import CUT
from bot.adapters.importers.stated_decisions import stated_decision, with_decision
from bot.domain.import_items import ImportFile, ImportItem
from bot.errors import Mistake

DUPLICATE = "duplicate"
"""What EndNote's users and their deduplication programs write into the caption of a duplicate."""


def read(content: bytes) -> ImportFile:
    """Every record; a file that is cut is read as far as it goes.

    Raises:
        Mistake: it is XML of another kind.
    """
    # Nothing is fetched, opened or expanded because a file says so.
    parser = XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        root = fromstring(content, parser=parser)
    except XMLSyntaxError as fault:
        raise Mistake(f"the XML cannot be read: {fault.msg}", hint="Export it again.") from None
    records = [] if root is None else list(root.iter("record"))
    items = tuple(_item(at, record) for at, record in enumerate(records, start=1))
    notes = [CUT] if not content.rstrip().endswith((b"</xml>", b"</records>")) else []
    marked = sum(_text(record, "caption").lower() == DUPLICATE for record in records)
    if marked:
        notes.append(
            f"marks {marked} of its records as duplicates: each is compared with the others all"
            " the same"
        )
    return ImportFile(file="", kind="EndNote (XML)", items=items, notes=tuple(notes))


def _item(at: int, record: _Element) -> ImportItem:
    urls = list(_texts(record, "urls//url"))
    notes = [*_texts(record, "notes"), *_texts(record, "research-notes"), *_texts(record, "label")]
    stated = stated_decision(notes)
    item = ImportItem(
        place=f"entry {at}",
        pmid=_pmid(record) or fields.linked_pmid(urls),
        doi=fields.first_doi([_text(record, "electronic-resource-num"), *urls]),
        pmcid=fields.pmcid(_text(record, "custom2")),
        title=_text(record, "titles/title"),
        abstract=_text(record, "abstract"),
        authors=tuple(_texts(record, "contributors/authors/author")),
        year=fields.year(_text(record, "dates/year")),
        journal=_text(record, "titles/secondary-title") or _text(record, "periodical/full-title"),
        volume=_text(record, "volume"),
        issue=_text(record, "number"),
        pages=_text(record, "pages"),
        keywords=tuple(_texts(record, "keywords/keyword")),
    )
    return with_decision(item, stated)


def _pmid(record: _Element) -> str:
    """The accession number where the record came from PubMed: Embase's are numbers, too."""
    database = _text(record, "remote-database-name").lower()
    of_pubmed = _text(record, "remote-database-provider").lower() == "nlm"
    if not of_pubmed and ("embase" in database or not database.startswith(("pubmed", "medline"))):
        return ""
    return fields.pmid(_text(record, "accession-num"))


def _text(record: _Element, path: str) -> str:
    return next(_texts(record, path), "")


def _texts(record: _Element, path: str) -> Iterator[str]:
    # Words lie in <style> elements, one for each change of font.
    texts = (fields.plain("".join(map(str, found.itertext()))) for found in record.iterfind(path))
    return (text for text in texts if text)
