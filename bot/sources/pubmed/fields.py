"""What stands where in one PubMed record."""

import re
from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element

from bot.domain.records import Article, Correction, Record, Section, bare_doi, printed, sealed

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NAME = ("LastName", "Initials", "Suffix")
_DATE = ("Year", "Month", "Day")
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
_IDENTIFIERS = (
    "MedlineCitation/Article/ELocationID",
    "BookDocument/Book/ELocationID",
    "PubmedData/ArticleIdList/ArticleId",
    "BookDocument/ArticleIdList/ArticleId",
    "PubmedBookData/ArticleIdList/ArticleId",
    "MedlineCitation/OtherID",
    "BookDocument/Book/Isbn",
)


def article(element: _Element) -> Article:
    """One record with its words; ``ValueError`` when it has no PMID or nothing to read."""
    pmid = pmid_of(element)
    citation = _first_element(element, "MedlineCitation", "BookDocument")
    if citation is None:
        raise ValueError(f"no citation in {element.tag}")
    if not pmid:
        raise ValueError("no PMID")
    content = _first_element(citation, "Article")
    record = _record(pmid, element, citation, citation if content is None else content)
    sections = _sections(citation, "Article/Abstract/AbstractText", "Abstract/AbstractText")
    if not (sections or record.title or record.vernacular_title):
        raise ValueError("neither title nor abstract")
    return sealed(Article(record=record, sections=sections, other_abstracts=_others(citation)))


def _record(pmid: str, element: _Element, citation: _Element, content: _Element) -> Record:
    """Identifiers and bibliography; ``content`` is the article, or the chapter or book."""
    identifiers = _identifiers(element)
    published = _published(content)
    year = _YEAR.search(published)
    apart = ("doi", "pmc", "pubmed")
    return Record(
        id=pmid,
        pmid=pmid,
        doi=bare_doi(next((value for kind, value in identifiers if kind == "doi"), "")),
        pmcid=next((value for kind, value in identifiers if kind == "pmc"), ""),
        other_ids=tuple(f"{kind}:{value}" for kind, value in identifiers if kind not in apart),
        title=_first(content, "ArticleTitle", "Book/BookTitle"),
        vernacular_title=_first(content, "VernacularTitle"),
        authors=_authors(content),
        centres=_centres(content),
        journal=_first(content, "Journal/Title", "Book/BookTitle"),
        journal_abbreviation=_first(content, "Journal/ISOAbbreviation")
        or _first(citation, "MedlineJournalInfo/MedlineTA"),
        published=published,
        year=int(year.group()) if year else None,
        volume=_first(content, "Journal/JournalIssue/Volume", "Book/Volume"),
        issue=_first(content, "Journal/JournalIssue/Issue"),
        pages=_pages(content),
        publication_types=_all(content, "PublicationTypeList/PublicationType", "PublicationType"),
        languages=_all(content, "Language"),
        mesh=_mesh(citation),
        keywords=_all(citation, "KeywordList/Keyword"),
        corrections=_corrections(citation),
        # NLM: PubStatus "pubmed" is EDAT and "entrez" is CRDT, against what the names suggest.
        entered=_history(element, "pubmed") or _history(element, "entrez"),
        created=_history(element, "entrez") or _iso(_first_element(citation, "DateCreated")),
        revised=_iso(_first_element(citation, "DateRevised")),
    )


def words(element: _Element | None) -> str:
    """All text of an element through its markup, with single spaces."""
    if element is None:
        return ""
    return printed("".join(map(str, element.itertext())))


def _first_element(element: _Element, *paths: str) -> _Element | None:
    """The element at the first of ``paths`` that leads to one."""
    elements = (element.find(path) for path in paths)
    return next((element for element in elements if element is not None), None)


def _all(element: _Element, *paths: str) -> tuple[str, ...]:
    """The texts at ``paths`` in order, each once, without empty ones."""
    texts = (words(text_element) for path in paths for text_element in element.iterfind(path))
    return tuple(dict.fromkeys(text for text in texts if text))


def _first(element: _Element, *paths: str) -> str:
    """The first text at ``paths`` that is not empty."""
    return next(iter(_all(element, *paths)), "")


def _parts(element: _Element, *names: str) -> tuple[str, ...]:
    """The text of each named child, empty where there is none."""
    return tuple(_first(element, name) for name in names)


def pmid_of(element: _Element) -> str:
    """The record's own PMID, never that of a paper it mentions; empty when it is no number."""
    text = _first(element, "MedlineCitation/PMID", "BookDocument/PMID", "PMID")
    return text if text.isascii() and text.isdigit() else ""


def _identifiers(element: _Element) -> tuple[tuple[str, str], ...]:
    """Kind and value of every identifier that nobody marked as wrong."""
    marked: dict[tuple[str, str], bool] = {}
    wrong = {""}
    for item in (tagged for path in _IDENTIFIERS for tagged in element.iterfind(path)):
        kind = item.get("EIdType") or item.get("IdType") or item.get("Source") or str(item.tag)
        value = words(item)
        if item.get("ValidYN") == "N":
            wrong.add(value)
        marked[kind.lower(), value] = True
    return (
        *((kind, value) for kind, value in marked if value not in wrong),
        *((kind, value) for kind, value in _trials(element) if (kind, value) not in marked),
    )


def _trials(element: _Element) -> Iterator[tuple[str, str]]:
    """Register and number of each trial that the paper reports."""
    for bank in element.iterfind("MedlineCitation/Article/DataBankList/DataBank"):
        name = _first(bank, "DataBankName")
        if _REGISTERS.match(name):
            for number in _all(bank, "AccessionNumberList/AccessionNumber"):
                yield name.lower(), number


def _authors(content: _Element) -> tuple[str, ...]:
    """Names in printed order: of the article or chapter, else of the book, else its editors."""
    names = (
        _first(author, "CollectiveName") or " ".join(filter(None, _parts(author, *_NAME)))
        for author in _author_elements(content)
    )
    return tuple(name for name in names if name)


def _author_elements(content: _Element) -> list[_Element]:
    lists = [*content.iterfind("AuthorList"), *content.iterfind("Book/AuthorList")]
    chosen = [element for element in lists if element.get("Type") != "editors"] or lists
    authors = chosen[0].iterfind("Author") if chosen else ()
    return [author for author in authors if author.get("ValidYN") != "N"]


def _centres(content: _Element) -> tuple[str, ...]:
    """Institutions of the first and the last author, without departments, places and mail."""
    authors = _author_elements(content)
    printed = (
        part.strip(" .")
        for author in (*authors[:1], *authors[1:][-1:])
        for affiliation in _all(author, "AffiliationInfo/Affiliation", "Affiliation")
        for part in _BETWEEN_PARTS.split(affiliation)
        if _INSTITUTION.search(part) and "@" not in part and len(part) <= _LONGEST_INSTITUTION
    )
    return tuple(dict.fromkeys(printed))[:_MOST_CENTRES]


def _pages(content: _Element) -> str:
    """Pages as printed, or the article number that stands in for them."""
    numbers = content.iterfind("ELocationID[@EIdType='pii']")
    return (
        _first(content, "Pagination/MedlinePgn")
        or "-".join(_all(content, "Pagination/StartPage", "Pagination/EndPage"))
        or next((words(element) for element in numbers if element.get("ValidYN") != "N"), "")
    )


def _mesh(citation: _Element) -> tuple[str, ...]:
    """Headings as ``Descriptor`` or ``Descriptor/Qualifier``, one for each qualifier."""
    terms: list[str] = []
    for heading in citation.iterfind("MeshHeadingList/MeshHeading"):
        descriptor = _first(heading, "DescriptorName")
        qualifiers = _all(heading, "QualifierName")
        terms += [f"{descriptor}/{qualifier}" for qualifier in qualifiers] or [descriptor]
    return tuple(term for term in terms if term)


def _corrections(citation: _Element) -> tuple[Correction, ...]:
    """Notices about the paper or from it."""
    return tuple(
        Correction(
            kind=element.get("RefType") or "",
            citation=_first(element, "RefSource"),
            pmid=_first(element, "PMID"),
        )
        for element in citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
        # Some records list their references here: those are no notices.
        if element.get("RefType") != "Cites"
    )


def _sections(parent: _Element, *paths: str) -> tuple[Section, ...]:
    """The parts of an abstract in order, without empty ones."""
    sections = []
    for part in (element for path in paths for element in parent.iterfind(path)):
        label = " ".join((part.get("Label") or "").split()).rstrip(": ")
        if text := words(part):
            sections.append(Section(text=text, label="" if label.upper() in _NO_LABEL else label))
    return tuple(sections)


def _others(citation: _Element) -> tuple[Section, ...]:
    """Abstracts in other languages or by other bodies, one section each."""
    sections = []
    for element in citation.iterfind("OtherAbstract"):
        parts = (
            f"{part.label}: {part.text}" if part.label else part.text
            for part in _sections(element, "AbstractText")
        )
        label = element.get("Language") or element.get("Type") or ""
        if text := "\n".join(parts):
            sections.append(Section(text=text, label=label))
    return tuple(sections)


def _published(content: _Element) -> str:
    """The date of the issue or book as printed, else the day it appeared online."""
    places = ("Journal/JournalIssue/PubDate", "Book/PubDate", "ArticleDate", "ContributionDate")
    dates = (_printed(element) for place in places for element in content.iterfind(place))
    return next((day for day in dates if day), "")


def _printed(element: _Element) -> str:
    """A date in PubMed's printed form: ``2024 Jan 5``, ``2024 Winter``, ``2025 Nov-Dec``."""
    if whole := _first(element, "MedlineDate"):
        return whole
    year, month, day = _parts(element, *_DATE)
    if season := _first(element, "Season"):
        return f"{year} {season}".strip()
    if month.isdigit() and 0 < int(month) <= len(_MONTHS):
        month = _MONTHS[int(month) - 1]
    return " ".join(part for part in (year, month, day.lstrip("0") if month else "") if part)


def _history(element: _Element, status: str) -> str:
    """The ISO date of one step of the record's way through PubMed."""
    step = f"History/PubMedPubDate[@PubStatus='{status}']"
    return _iso(_first_element(element, f"PubmedData/{step}", f"PubmedBookData/{step}"))


def _iso(element: _Element | None) -> str:
    """A date as yyyy-mm-dd, empty when there is none; a missing month or day counts as 1."""
    if element is None:
        return ""
    year, month, day = _parts(element, *_DATE)
    names = [name.lower() for name in _MONTHS]
    try:
        number = names.index(month[:3].lower()) + 1 if month.isalpha() else int(month or 1)
        return date(int(year), number, int(day or 1)).isoformat()
    except ValueError:
        # A slip in one date is no reason to lose the paper.
        return ""
