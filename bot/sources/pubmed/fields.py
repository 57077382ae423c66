"""What stands where in one PubMed record."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import _Element

from bot.domain.records import (
    Article,
    Correction,
    Record,
    Section,
    bare_doi,
    text_fingerprint,
)
from bot.sources.pubmed.dates import day_at, history, published_in
from bot.sources.pubmed.elements import Children, children_of, first_text, texts, words

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_REGISTERS = re.compile(
    r"clinicaltrials|ISRCTN|ChiCTR|ANZCTR|CTRI|DRKS|EudraCT|CTIS|IRCT|Japic|JMA|jRCT|UMIN|CRiS|KCT"
    r"|NTR|PACTR|ReBec|RPCEC|PER|SLCTR|TCTR|LBCTR|ITMCTR",
    re.IGNORECASE,
)
"""Data banks that are registers of trials (NLM, *DataBank Sources*); the others hold sequences."""
_INSTITUTION = re.compile(
    r"universi|hospital|h[oô]pital|ospedal|klinik|clinic\b|institut|\bcent(?:re|er)\b|college|academy",
    re.IGNORECASE,
)
_BETWEEN_PARTS = re.compile(r"[,;]|\.\s")
_MOST_CENTRES, _LONGEST_INSTITUTION = 6, 100
_NO_LABEL = ("UNLABELLED", "UNASSIGNED")
_APART = ("doi", "pmc", "pubmed")
"""Kinds of identifiers that have a field of their own."""
_GROUP, _NAME = "CollectiveName", ("LastName", "Initials", "Suffix")


def article(element: _Element) -> Article:
    """One record with its words; ``ValueError`` when it has no PMID or nothing to read."""
    parts = children_of((element,))
    citations = parts.get("MedlineCitation") or parts.get("BookDocument")
    if not citations:
        raise ValueError(f"no citation in {element.tag}")
    if not (pmid := pmid_of(element)):
        raise ValueError("no PMID")
    citation = children_of(citations[:1])
    content = children_of(citation["Article"][:1]) if "Article" in citation else citation
    abstracts = (content, citation) if content is not citation else (citation,)
    sections = _sections(part for place in abstracts for part in place.get("Abstract", ()))
    data = children_of((*parts.get("PubmedData", ()), *parts.get("PubmedBookData", ())))
    record = _record(pmid, citation, content, data, sections)
    if not (sections or record.title or record.vernacular_title):
        raise ValueError("neither title nor abstract")
    others = citation.get("OtherAbstract")
    return Article(
        record=record, sections=sections, other_abstracts=_others(others) if others else ()
    )


def _record(
    pmid: str, citation: Children, content: Children, data: Children, sections: Sequence[Section]
) -> Record:
    """Identifiers and bibliography; ``content`` is the article, or the chapter or book."""
    journal, book = children_of(content.get("Journal", ())), children_of(content.get("Book", ()))
    issue = children_of(journal.get("JournalIssue", ()))
    identifiers = _identifiers(citation, content, book, data)
    published = published_in(content, issue, book)
    year = _YEAR.search(published)
    title = first_text(content, "ArticleTitle") or first_text(book, "BookTitle")
    authors = _author_elements(content, book)
    steps = history(data)
    kinds = children_of(content.get("PublicationTypeList", ())).get("PublicationType", ())
    return Record(
        id=pmid,
        pmid=pmid,
        doi=bare_doi(next((value for kind, value in identifiers if kind == "doi"), "")),
        pmcid=next((value for kind, value in identifiers if kind == "pmc"), ""),
        other_ids=tuple(f"{kind}:{value}" for kind, value in identifiers if kind not in _APART),
        title=title,
        vernacular_title=first_text(content, "VernacularTitle"),
        authors=_names(authors),
        centres=_centres(authors),
        journal=first_text(journal, "Title") or first_text(book, "BookTitle"),
        journal_abbreviation=first_text(journal, "ISOAbbreviation")
        or first_text(children_of(citation.get("MedlineJournalInfo", ())), "MedlineTA"),
        published=published,
        year=int(year.group()) if year else None,
        volume=first_text(issue, "Volume") or first_text(book, "Volume"),
        issue=first_text(issue, "Issue"),
        pages=_pages(content),
        publication_types=texts((*kinds, *content.get("PublicationType", ()))),
        languages=texts(content.get("Language", ())),
        mesh=_mesh(citation),
        keywords=texts(children_of(citation.get("KeywordList", ())).get("Keyword", ())),
        corrections=_corrections(citation),
        # NLM: PubStatus "pubmed" is EDAT and "entrez" is CRDT, against what the names suggest.
        entered=steps.get("pubmed") or steps.get("entrez", ""),
        created=steps.get("entrez") or day_at(citation, "DateCreated"),
        revised=day_at(citation, "DateRevised"),
        has_abstract=bool(sections),
        text_hash=text_fingerprint(title, sections),
    )


def pmid_of(element: _Element) -> str:
    """The record's own PMID, never that of a paper it mentions; empty when it is no number."""
    parts = children_of((element,))
    holders = (*parts.get("MedlineCitation", ()), *parts.get("BookDocument", ()), element)
    texts = (words(child) for holder in holders for child in holder.iterchildren("PMID"))
    text = next(filter(None, texts), "")
    return text if text.isascii() and text.isdigit() else ""


def _identifiers(
    citation: Children, content: Children, book: Children, data: Children
) -> tuple[tuple[str, str], ...]:
    """Kind and value of every identifier that nobody marked as wrong."""
    marked: dict[tuple[str, str], bool] = {}
    wrong = {""}
    lists = (*data.get("ArticleIdList", ()), *citation.get("ArticleIdList", ()))
    for item in (
        *content.get("ELocationID", ()),
        *book.get("ELocationID", ()),
        *children_of(lists).get("ArticleId", ()),
        *citation.get("OtherID", ()),
        *book.get("Isbn", ()),
    ):
        kind = item.get("EIdType") or item.get("IdType") or item.get("Source") or str(item.tag)
        value = words(item)
        if item.get("ValidYN") == "N":
            wrong.add(value)
        marked[kind.lower(), value] = True
    return (
        *((kind, value) for kind, value in marked if value not in wrong),
        *((kind, value) for kind, value in _trials(content) if (kind, value) not in marked),
    )


def _trials(content: Children) -> Iterator[tuple[str, str]]:
    """Register and number of each trial that the paper reports."""
    for bank in children_of(content.get("DataBankList", ())).get("DataBank", ()):
        parts = children_of((bank,))
        name = first_text(parts, "DataBankName")
        if _REGISTERS.match(name):
            numbers = children_of(parts.get("AccessionNumberList", ())).get("AccessionNumber", ())
            for number in texts(numbers):
                yield name.lower(), number


def _names(authors: Iterable[_Element]) -> tuple[str, ...]:
    """Names in printed order: of the article or chapter, else of the book, else its editors."""
    names = []
    for author in authors:
        parts: dict[str, str] = {}
        for child in author:
            tag = child.tag
            if (tag in _NAME or tag == _GROUP) and not parts.get(tag):
                parts[tag] = words(child)
        if name := parts.get(_GROUP) or " ".join(filter(None, map(parts.get, _NAME))):
            names.append(name)
    return tuple(names)


def _author_elements(content: Children, book: Children) -> list[_Element]:
    lists = (*content.get("AuthorList", ()), *book.get("AuthorList", ()))
    chosen = [element for element in lists if element.get("Type") != "editors"] or lists
    authors = chosen[0].iterchildren("Author") if chosen else ()
    return [author for author in authors if author.get("ValidYN") != "N"]


def _centres(authors: Sequence[_Element]) -> tuple[str, ...]:
    """Institutions of the first and the last author, without departments, places and mail."""
    printed = (
        part.strip(" .")
        for author in (*authors[:1], *authors[1:][-1:])
        for affiliation in _affiliations(author)
        for part in _BETWEEN_PARTS.split(affiliation)
        if "@" not in part and len(part) <= _LONGEST_INSTITUTION and _INSTITUTION.search(part)
    )
    return tuple(dict.fromkeys(printed))[:_MOST_CENTRES]


def _affiliations(author: _Element) -> tuple[str, ...]:
    parts = children_of((author,))
    within = children_of(parts.get("AffiliationInfo", ())).get("Affiliation", ())
    return texts((*within, *parts.get("Affiliation", ())))


def _pages(content: Children) -> str:
    """Pages as printed, or the article number that stands in for them."""
    pages = children_of(content.get("Pagination", ()))
    span = texts((*pages.get("StartPage", ()), *pages.get("EndPage", ())))
    numbers = (
        words(element)
        for element in content.get("ELocationID", ())
        if element.get("EIdType") == "pii" and element.get("ValidYN") != "N"
    )
    return first_text(pages, "MedlinePgn") or "-".join(span) or next(numbers, "")


def _mesh(citation: Children) -> tuple[str, ...]:
    """Headings as ``Descriptor`` or ``Descriptor/Qualifier``, one for each qualifier."""
    terms: list[str] = []
    for heading in children_of(citation.get("MeshHeadingList", ())).get("MeshHeading", ()):
        descriptor, *qualifiers = _heading(heading)
        terms += [f"{descriptor}/{qualifier}" for qualifier in qualifiers] or [descriptor]
    return tuple(filter(None, terms))


def _heading(heading: _Element) -> list[str]:
    """The descriptor, empty where there is none, and the different qualifiers."""
    names = [(child.tag, words(child)) for child in heading]
    descriptors = (name for tag, name in names if name and tag == "DescriptorName")
    qualifiers = dict.fromkeys(name for tag, name in names if name and tag == "QualifierName")
    return [next(descriptors, ""), *qualifiers]


def _corrections(citation: Children) -> tuple[Correction, ...]:
    """Notices about the paper or from it."""
    notices = children_of(citation.get("CommentsCorrectionsList", ()))
    corrections = []
    for element in notices.get("CommentsCorrections", ()):
        # Some records list their references here: those are no notices.
        if (kind := element.get("RefType")) != "Cites":
            parts = children_of((element,))
            citation_text, pmid = first_text(parts, "RefSource"), first_text(parts, "PMID")
            corrections.append(Correction(kind=kind or "", citation=citation_text, pmid=pmid))
    return tuple(corrections)


def _sections(abstracts: Iterable[_Element]) -> tuple[Section, ...]:
    """The parts of an abstract in order, without empty ones."""
    sections = []
    for part in children_of(abstracts).get("AbstractText", ()):
        label = " ".join((part.get("Label") or "").split()).rstrip(": ")
        if text := words(part):
            sections.append(Section(text=text, label="" if label.upper() in _NO_LABEL else label))
    return tuple(sections)


def _others(elements: Iterable[_Element]) -> tuple[Section, ...]:
    """Abstracts in other languages or by other bodies, one section each."""
    sections = []
    for element in elements:
        parts = (
            f"{part.label}: {part.text}" if part.label else part.text
            for part in _sections((element,))
        )
        label = element.get("Language") or element.get("Type") or ""
        if text := "\n".join(parts):
            sections.append(Section(text=text, label=label))
    return tuple(sections)
