"""Crossref: what publishers register under a DOI, preprints among it, and what papers refer to.

Documentation of the service: *Crossref REST API* (www.crossref.org/documentation/retrieve-metadata/
rest-api). A search there ranks by likeness and has no Boolean operators: a strategy names its
parameters, and one that matches more than anybody could screen is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import requests

from bot.domain.fingerprint import fingerprint
from bot.domain.records import (
    RETRACTED_TYPE,
    Article,
    Correction,
    Record,
    Section,
    bare_doi,
)
from bot.domain.sources import CROSSREF, SOURCES
from bot.domain.strategies import SearchLines, Strategy
from bot.errors import Mistake
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
    short_name,
    text_of,
    year_of,
)

PAGE = 500
"""Results on one page; it gives 1,000."""
MOST = 10_000
"""Hits of one search: more are no search but a heap."""
BATCH = 40
"""DOIs in one filter, which stands in the address."""
_DOI = re.compile(r"10\.\d{4,9}/[^\s,]+")
"""A DOI with a comma cannot stand in a filter."""
_ENCODED = str.maketrans({"%": "%25", "&": "%26", "+": "%2B"})
"""What a value of a query cannot hold as it is; the rest stays legible in the log."""
_SECTION = re.compile(r"<jats:title[^<>]*>(.*?)</jats:title>", re.IGNORECASE | re.DOTALL)
_TYPES = {"journal-article": "Journal Article", "posted-content": "Preprint"}
_RELATIONS = {"is-preprint-of": "UpdateIn", "has-preprint": "UpdateOf"}
"""PubMed's words for the link between a preprint and its article."""


@dataclass(kw_only=True)
class Crossref:
    """A source of records and of references beside PubMed."""

    http: Http
    url: str
    contact: str
    name: str = SOURCES[CROSSREF].title
    code: str = CROSSREF

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.http.sent

    def query(self, strategy: Strategy, lines: SearchLines) -> str:  # noqa: ARG002 - PubMed's lines are in another syntax
        """The parameters that the strategy asks for here, ``query…`` and ``filter`` alone."""
        given = parse_qsl(" ".join(strategy.elsewhere.get(self.code, "").split()))
        return "&".join(
            f"{name}={value.translate(_ENCODED)}"
            for name, value in given
            if name.startswith(("query", "filter"))
        )

    def search(self, query: str) -> tuple[str, ...]:
        """The DOI of everything that matches today; DOIs retrieved = hits reported, or it fails.

        Raises:
            Mistake: it matches more than can be screened.
        """
        return tuple(self._all(dict(parse_qsl(query)), "DOI"))

    def fetch(self, ids: Sequence[str]) -> Fetched:
        """Records and abstracts in batches; what cannot be read is named, the others go on."""
        works = self._works(ids)
        articles = {
            key: read
            for key in ids
            if key in works and (read := read_article(self.name, key, works[key], _article))
        }
        return fetched(self.name, ids, articles)

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:  # noqa: ARG002 - it has one route
        """The DOIs in the lists of references of ``ids``."""
        references = (
            bare_doi(text_of(reference, "DOI"))
            for given in self._works(ids).values()
            for reference in given.get("reference") or ()
            if isinstance(reference, dict)
        )
        return tuple(dict.fromkeys(doi for doi in references if _DOI.fullmatch(doi)))

    def _works(self, dois: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        sound = [doi for doi in dict.fromkeys(dois) if _DOI.fullmatch(doi)]
        works: dict[str, Mapping[str, Any]] = {}
        for batch in batches(sound, BATCH):
            named = ",".join(f"doi:{doi}" for doi in batch)
            works |= self._all({"filter": named}, "")
        return works

    def _all(self, query: Mapping[str, str], fields: str) -> dict[str, Mapping[str, Any]]:
        """All results by their DOIs, page by page along the cursor."""
        results: dict[str, Mapping[str, Any]] = {}
        cursor = "*"
        while True:
            count, given, cursor = self._page(query, fields, cursor)
            if count > MOST:
                raise Mistake(
                    f"{self.name} finds {count:,} records for a strategy, and people can screen"
                    f" {MOST:,} at most",
                    hint="Narrow it by filter=… in the strategy's 'elsewhere'; it has no AND.",
                )
            results |= {key: result for result in given if (key := _key(result))}
            # Its cursor stays the same from page to page; an empty page is the last.
            if len(results) >= count or not given or not cursor:
                break
        require_all(count, results, self.name, self.http.hint)
        return results

    def _page(self, query: Mapping[str, str], fields: str, cursor: str) -> CursorPage:
        parameters = {
            **query, **({"select": fields} if fields else {}), "rows": str(PAGE),
            "cursor": cursor, "mailto": self.contact,
        }  # fmt: skip
        address = f"{self.url.rstrip('/')}/works?{urlencode(parameters, quote_via=quote)}"
        return self.http.ask("GET", address, _items)


def build(options: SourceOptions) -> Crossref:
    """Crossref as the options say."""
    return Crossref(http=options.http, url=options.url, contact=options.contact)


def _items(answer: requests.Response) -> CursorPage:
    """Count, results and next cursor of an answer that is one through and through."""
    message = json_object(answer).get("message")
    if not isinstance(message, dict):
        raise Unbelievable("an answer without a message")
    count, items = listed_results(message.get("total-results"), message.get("items"))
    return count, items, str(message.get("next-cursor") or "")


def _key(given: Mapping[str, Any]) -> str:
    return bare_doi(text_of(given, "DOI"))


def _article(key: str, given: Mapping[str, Any]) -> Article:
    sections = headed_sections(text_of(given, "abstract"), _SECTION)
    return Article(record=_record(key, given), sections=tuple(map(_unnamed, sections)))


def _record(key: str, given: Mapping[str, Any]) -> Record:
    issued = (given.get("issued") or {}).get("date-parts") or [[]]
    date = [str(part) for part in issued[0] if isinstance(part, int)]
    year = date[0] if date else ""
    institution = (given.get("institution") or [{}])[0]
    return Record(
        # A DOI may hold what no name of a file can.
        id=f"CR-{fingerprint(key, 12)}",
        source=CROSSREF,
        keys=(f"{CROSSREF}:{key}",),
        doi=key,
        title=plain(_first(given, "title")),
        authors=tuple(_authors(given.get("author") or ())),
        journal=plain(_first(given, "container-title") or text_of(institution, "name")),
        journal_abbreviation=plain(_first(given, "short-container-title")),
        published="-".join(part.zfill(2) for part in date),
        year=year_of(year),
        volume=text_of(given, "volume"),
        issue=text_of(given, "issue"),
        pages=text_of(given, "page"),
        publication_types=tuple(_types(given)),
        languages=tuple(filter(None, [text_of(given, "language")])),
        corrections=tuple(_corrections(given)),
    )


def _first(given: Mapping[str, Any], name: str) -> str:
    listed = given.get(name) or ()
    return str(listed[0]) if listed and isinstance(listed, list) else ""


def _authors(listed: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Names in printed order: family name and initials, or the name of a group."""
    for author in listed:
        family, given = (plain(text_of(author, part)) for part in ("family", "given"))
        if name := short_name(family, given) if family else plain(text_of(author, "name")):
            yield name


def _unnamed(section: Section) -> Section:
    """A section without its heading where that says no more than what the whole is."""
    return replace(section, label="") if section.label.lower() == "abstract" else section


def _types(given: Mapping[str, Any]) -> Iterator[str]:
    kind = text_of(given, "type")
    if kind:
        yield _TYPES.get(kind, kind.replace("-", " ").title())
    if any(text_of(notice, "type") == "retraction" for notice in given.get("updated-by") or ()):
        yield RETRACTED_TYPE


def _corrections(given: Mapping[str, Any]) -> Iterator[Correction]:
    """What ties a preprint to its article."""
    for relation, others in (given.get("relation") or {}).items():
        if kind := _RELATIONS.get(relation):
            for other in others:
                yield Correction(kind=kind, citation=text_of(other, "id"))
