"""What E-utilities answers, oddities included: searches, error bodies, made-up articles."""

import json
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from lxml import etree

CEILING = 9_999
"""ESearch shows no id beyond this one."""
ARTICLE = re.compile(rb"<(Pubmed(?:Book)?Article)(?=[\s>]).*?</\1\s*>", re.DOTALL)
OPENING = (
    b'<?xml version="1.0" ?>\n'
    b'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>'
)
_TEXT = re.compile(rb"<article(?=[\s>]).*?</article\s*>", re.DOTALL)
_TEXTS_OPENING = (
    b'<?xml version="1.0"  ?>\n<!DOCTYPE pmc-articleset PUBLIC "-//NLM//DTD ARTICLE SET 2.0//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pmc/articleset/nlm-articleset-2.0.dtd">\n<pmc-articleset>'
)
_TOO_FAR = "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998."
_HEADER = {"type": "esearch", "version": "0.3"}


@dataclass(frozen=True)
class HttpAnswer:
    """Status, type and body of an answer."""

    status: int
    content: str
    body: bytes


def search(parameters: Mapping[str, str], hits: Sequence[int], wrong: int) -> HttpAnswer:
    """ESearch over what the dates let through; ``wrong`` is added to the count."""
    as_json = parameters.get("retmode") == "json"
    if parameters.get("db") != "pubmed":
        return _search_error(
            f"Invalid db name specified: {parameters.get('db', '')}", as_json=as_json
        )
    if not parameters.get("term", "").strip():
        return _search_error("Empty term and query_key - nothing todo", as_json=as_json)
    start = int(parameters.get("retstart") or 0)
    if start >= CEILING:
        return _search_error(_TOO_FAR, as_json=as_json)
    end = min(start + min(int(parameters.get("retmax") or 20), CEILING), CEILING)
    ids = [str(pmid) for pmid in hits[start:end]]
    count, term = str(len(hits) + wrong), parameters["term"]
    if as_json:
        result = {
            "count": count,
            "retmax": str(len(ids)),
            "retstart": str(start),
            "idlist": ids,
            "translationset": [],
            "querytranslation": term,
        }
        return _json(200, {"header": _HEADER, "esearchresult": result})
    listed = "".join(f"<Id>{pmid}</Id>" for pmid in ids)
    return _search_xml(
        f"<Count>{count}</Count><RetMax>{len(ids)}</RetMax><RetStart>{start}</RetStart>"
        f"<IdList>{listed}</IdList><TranslationSet/>"
        f"<QueryTranslation>{escape(term)}</QueryTranslation>"
    )


def links(
    parameters: Mapping[str, str], ids: Sequence[str], known: Mapping[str, Sequence[str]]
) -> HttpAnswer:
    """ELink from ids joined by commas: one set for all; without any link it has no list."""
    linked = [link for pmid in ids for link in known.get(pmid, ())]
    base = {"dbto": "pubmed", "linkname": parameters.get("linkname", ""), "links": linked}
    link_set = {"dbfrom": "pubmed", "ids": ids, **({"linksetdbs": [base]} if linked else {})}
    return _json(200, {"header": {"type": "elink", "version": "0.3"}, "linksets": [link_set]})


def _search_error(message: str, *, as_json: bool) -> HttpAnswer:
    if not as_json:
        return _search_xml(f"<ERROR>{escape(message)}</ERROR>")
    answer = _json(200, {"header": _HEADER, "esearchresult": {"ERROR": message}})
    # NCBI leaves the line break raw inside the string, which no strict JSON reader takes.
    return HttpAnswer(200, answer.content, answer.body.replace(b"\\n", b"\n"))


def _search_xml(inside: str) -> HttpAnswer:
    text = f'<?xml version="1.0" encoding="UTF-8" ?>\n<eSearchResult>{inside}</eSearchResult>\n'
    return HttpAnswer(200, "text/xml; charset=UTF-8", text.encode())


def _json(status: int, value: object) -> HttpAnswer:
    body = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
    return HttpAnswer(status, "application/json; charset=UTF-8", body)


def too_many(limit: int) -> HttpAnswer:
    """The answer beyond the rate."""
    limits = {"count": str(limit + 1), "limit": str(limit)}
    return _json(429, {"error": "API rate limit exceeded", "api-key": "192.0.2.10", **limits})


def day_of(text: str, *, last: bool) -> date:
    """The first or last day of ``YYYY``, ``YYYY/MM`` or ``YYYY/MM/DD``; empty is unbounded."""
    if not text.strip():
        return date.max if last else date.min
    year, month, day = (*(int(part) for part in text.split("/")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))


def pmid_of(article: bytes) -> int:
    """The PMID of an article or a book article."""
    text = etree.fromstring(article).findtext("*/PMID")
    if not text:
        raise ValueError("an article has no PMID")
    return int(text)


def texts_in(document: bytes) -> list[bytes]:
    """The articles of a document of full texts."""
    return [match[0] for match in _TEXT.finditer(document)]


def pmcid_of(article: bytes) -> str:
    """The number of a full text, without its letters."""
    text = etree.fromstring(article).findtext("front/article-meta/article-id[@pub-id-type='pmc']")
    if not text:
        raise ValueError("an article has no PMCID")
    return text.removeprefix("PMC")


def full_texts(ids: Sequence[str], texts: Mapping[str, bytes]) -> HttpAnswer:
    """EFetch over PubMed Central: the articles held, and a reply for each id that is not."""
    parts = [
        texts.get(pmcid)
        or b'<Reply Id="%s" error="The following PMCID is not available"/>' % pmcid.encode()
        for pmcid in ids
    ]
    body = b"".join((_TEXTS_OPENING, *parts, b"</pmc-articleset>"))
    return HttpAnswer(200, "text/xml; charset=UTF-8", body)


def entered_on(article: bytes) -> date | None:
    """The entrez date; without one an article is found only by searches without dates."""
    stamp = etree.fromstring(article).find("*/History/PubMedPubDate[@PubStatus='entrez']")
    if stamp is None:
        return None
    year, month, day = (int(stamp.findtext(name) or 1) for name in ("Year", "Month", "Day"))
    return date(year, month, day)


def made_up(pmid: int, entered: date | None) -> bytes:
    """A minimal article for an id that has none."""
    on = entered or date.min
    day = f"<Year>{on.year}</Year><Month>{on.month}</Month><Day>{on.day}</Day>"
    return (
        f'<PubmedArticle><MedlineCitation Status="Publisher" Owner="NLM"><PMID Version="1">{pmid}'
        f'</PMID><Article PubModel="Print"><Journal><JournalIssue CitedMedium="Internet"><PubDate>'
        f"<Year>{on.year}</Year></PubDate></JournalIssue><Title>Journal of Made-up Records</Title>"
        f"</Journal><ArticleTitle>Made-up record {pmid}.</ArticleTitle><Language>eng</Language>"
        '<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>'
        "</PublicationTypeList></Article></MedlineCitation><PubmedData><History>"
        f'<PubMedPubDate PubStatus="entrez">{day}</PubMedPubDate></History>'
        "<PublicationStatus>ppublish</PublicationStatus><ArticleIdList>"
        f'<ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData>'
        "</PubmedArticle>"
    ).encode()
