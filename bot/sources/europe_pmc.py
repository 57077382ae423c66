"""Europe PMC: preprints, and papers that PubMed does not have.

Documentation of the service: *Europe PMC RESTful Web Service* (europepmc.org/RestfulWebService).
What Europe PMC takes over from PubMed (``SRC:MED``) is left to PubMed, and patents are no papers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests

from bot.domain.records import (
    RETRACTED_TYPE,
    Article,
    Correction,
    Record,
    bare_doi,
    printed,
)
from bot.domain.sources import EUROPE_PMC, SOURCES
from bot.domain.strategies import SearchLines, Strategy
from bot.http_client import Http, Unbelievable
from bot.ports import Fetched
from bot.sources import (
    CursorPage,
    SourceOptions,
    batches,
    fetched,
    headed_sections,
    json_object,
    listed_results,
    plain,
    read_article,
    require_all,
    year_of,
)
from bot.sources import text_of as _text

PAGE = 1_000
"""Ids on one page, the most it gives."""
BATCH = 100
"""Records in one fetch: they come with everything that is known of them."""
_KEY = re.compile(r"([A-Z]{3})/([A-Za-z0-9._-]+)")
"""A collection and the id in it, as ``PPR/PPR1``: together they name a record for good."""
_HEADING = re.compile(r"<h4[^<>]*>(.*?)</h4>", re.IGNORECASE | re.DOTALL)
_KINDS = {"PreprintOf": "UpdateIn", "PreprintIn": "UpdateOf"}
"""PubMed's word for the link between a preprint and its article; it is written in camel case."""
_WITHDRAWN = re.compile(r"preprint[- ](?:withdrawal|removal)", re.IGNORECASE)


@dataclass(kw_only=True)
class EuropePmc:
    """A source of records beside PubMed."""

    http: Http
    url: str
    name: str = SOURCES[EUROPE_PMC].title
    code: str = EUROPE_PMC

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.http.sent

    def query(self, strategy: Strategy, lines: SearchLines) -> str:  # noqa: ARG002 - PubMed's lines are in another syntax
        """What the strategy asks here, without patents and the records that PubMed has."""
        text = " ".join(strategy.elsewhere.get(self.code, "").split())
        return f"({text}) NOT SRC:MED NOT SRC:PAT" if text else ""

    def search(self, query: str) -> tuple[str, ...]:
        """Every id that matches today; ids retrieved = hits reported, or it fails."""
        return tuple(self._all(query, kind="idlist"))

    def fetch(self, ids: Sequence[str]) -> Fetched:
        """Records and abstracts in batches; what cannot be read is named, the others go on."""
        articles: dict[str, Article] = {}
        for batch in batches(ids, BATCH):
            # An id goes into a query and names a file: a strange one stays pending, and is named.
            pairs = [named.groups() for id in batch if (named := _KEY.fullmatch(id))]
            query = " OR ".join(f'(EXT_ID:"{key}" AND SRC:{kind})' for kind, key in pairs)
            for key, given in (self._all(query, kind="core") if query else {}).items():
                if key in batch and (read := read_record(key, given)):
                    articles[key] = read
        return fetched(self.name, ids, articles)

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:  # noqa: ARG002 - as the port has it
        """Nothing: the registry names no route here."""
        return ()

    def _all(self, query: str, *, kind: str) -> dict[str, Mapping[str, Any]]:
        """All results of a query by their ids, page by page along the cursor."""
        results: dict[str, Mapping[str, Any]] = {}
        cursor, seen = "*", set[str]()
        while True:
            count, given, following = self._page(query, kind, cursor)
            results |= {f"{result.get('source')}/{result.get('id')}": result for result in given}
            if len(results) >= count:
                break
            seen.add(cursor)
            if not given or not following or following in seen:
                break
            cursor = following
        require_all(count, results, self.name, self.http.hint)
        return results

    def _page(self, query: str, kind: str, cursor: str) -> CursorPage:
        parameters = {
            "query": query, "resultType": kind, "format": "json", "cursorMark": cursor,
            "pageSize": str(PAGE), "synonym": "FALSE",
        }  # fmt: skip
        # By POST: strategies are longer than addresses may be.
        return self.http.ask("POST", f"{self.url.rstrip('/')}/searchPOST", _hits, data=parameters)


def build(options: SourceOptions) -> EuropePmc:
    """Europe PMC as the options say."""
    return EuropePmc(http=options.http, url=options.url)


def _hits(answer: requests.Response) -> CursorPage:
    """Count, results and next cursor of an answer that is one through and through."""
    body = json_object(answer)
    if fault := body.get("errMsg"):
        raise Unbelievable(printed(str(fault))[:200])
    listed = body.get("resultList")
    results = listed.get("result") if isinstance(listed, dict) else None
    count, results = listed_results(body.get("hitCount"), results)
    return count, results, str(body.get("nextCursorMark") or "")


def read_record(key: str, given: Mapping[str, Any]) -> Article | None:
    """One record with its words; None where there is nothing to read."""
    return read_article(SOURCES[EUROPE_PMC].title, key, given, _article)


def _article(key: str, given: Mapping[str, Any]) -> Article:
    sections = headed_sections(_text(given, "abstractText"), _HEADING)
    return Article(record=_record(key, given), sections=tuple(sections))


def _record(key: str, given: Mapping[str, Any]) -> Record:
    kind, _, own = key.partition("/")
    info = given.get("journalInfo") or {}
    journal = info.get("journal") or {}
    report = given.get("bookOrReportDetails") or {}
    year = _text(given, "pubYear") or _text(info, "yearOfPublication")
    return Record(
        id=own if own.startswith(kind) else f"{kind}-{own}",
        source=EUROPE_PMC,
        keys=(f"{EUROPE_PMC}:{key}",),
        pmid=pmid if (pmid := _text(given, "pmid")).isdecimal() else "",
        doi=bare_doi(_text(given, "doi")),
        pmcid=_text(given, "pmcid"),
        title=plain(_text(given, "title")),
        authors=tuple(_authors(given)),
        journal=_text(journal, "title")
        or _text(given, "journalTitle")
        or _text(report, "publisher"),
        journal_abbreviation=_text(journal, "isoabbreviation")
        or _text(journal, "medlineAbbreviation"),
        published=_text(info, "dateOfPublication") or year,
        year=year_of(year),
        volume=_text(info, "volume") or _text(given, "journalVolume"),
        issue=_text(info, "issue") or _text(given, "issue"),
        pages=_text(given, "pageInfo"),
        publication_types=tuple(dict.fromkeys(_types(kind, given))),
        languages=tuple(filter(None, [_text(given, "language")])),
        mesh=tuple(_mesh(given)),
        keywords=tuple(
            printed(str(keyword)) for keyword in _listed(given, "keywordList", "keyword")
        ),
        corrections=tuple(_corrections(given)),
        entered=_text(given, "firstIndexDate"),
        created=_text(given, "dateOfCreation"),
        revised=_text(given, "dateOfRevision"),
    )


def _authors(given: Mapping[str, Any]) -> Iterator[str]:
    """Names in printed order: family name and initials, or the name of a group."""
    listed = _listed(given, "authorList", "author")
    for author in listed:
        parts = (_text(author, "lastName"), _text(author, "initials"))
        name = _text(author, "collectiveName") or " ".join(filter(None, parts))
        if name := name or _text(author, "fullName"):
            yield name
    if not listed:
        names = _text(given, "authorString").rstrip(".").split(",")
        yield from (name.strip() for name in names if name.strip())


def _types(kind: str, given: Mapping[str, Any]) -> Iterator[str]:
    """Kinds of publication in PubMed's words where it has one, as the rules know them."""
    for entry in _listed(given, "pubTypeList", "pubType"):
        name = printed(str(entry)).replace("-", " ").title()
        yield name
        if _WITHDRAWN.search(str(entry)):
            yield RETRACTED_TYPE
    if kind == "PPR":
        yield "Preprint"


def _mesh(given: Mapping[str, Any]) -> Iterator[str]:
    """Headings as ``Descriptor`` or ``Descriptor/Qualifier``, one for each qualifier."""
    for heading in _listed(given, "meshHeadingList", "meshHeading"):
        name = _text(heading, "descriptorName")
        qualifiers = _listed(heading, "meshQualifierList", "meshQualifier")
        pairs = [f"{name}/{_text(qualifier, 'qualifierName')}" for qualifier in qualifiers]
        yield from pairs or [name]


def _corrections(given: Mapping[str, Any]) -> Iterator[Correction]:
    """Notices about the paper or from it, and what ties a preprint to its article."""
    for notice in _listed(given, "commentCorrectionList", "commentCorrection"):
        words = (
            word if word == "and" else word.capitalize() for word in _text(notice, "type").split()
        )
        kind = "".join(words)
        in_pubmed = notice.get("source") == "MED"
        yield Correction(
            kind=_KINDS.get(kind, kind),
            citation=plain(_text(notice, "reference")),
            pmid=_text(notice, "id") if in_pubmed else "",
        )


def _listed(given: Mapping[str, Any], name: str, each: str) -> list[Any]:
    """The entries of a list inside an object, none where either is missing."""
    return list((given.get(name) or {}).get(each) or ())
