"""OpenAlex: papers of every publisher, and what cites what.

Documentation of the service: developers.openalex.org (API reference, *Page through results*,
*Authentication*, *Errors*). Without a key it answers a few requests a day and pages up to its first
10,000 results; keys are free. What PubMed has is left to PubMed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests

from bot.domain.records import RETRACTED_TYPE, Article, Record, Section, bare_doi
from bot.domain.sources import CITED_BY, OPENALEX, REFERENCES, SIMILAR, SOURCES
from bot.domain.strategies import SearchLines, Strategy
from bot.errors import ServiceFailed
from bot.http_client import Http, Unbelievable
from bot.ports import Fetched
from bot.sources import (
    CursorPage,
    SourceOptions,
    batches,
    fetched,
    json_object,
    listed_results,
    plain,
    read_article,
    require_all,
    short_name,
    text_of,
    year_of,
)

PAGE = 100
"""Results on one page, the most it gives."""
KEYLESS = 10_000
"""Results that it gives without a key."""
BATCH = 50
"""Ids in one filter; it takes 100."""
_ID = re.compile(r"W\d+")
_NAMED = re.compile(r"(?:https://openalex\.org/)?(W\d+)")
_FIELDS = (
    "id,doi,ids,display_name,publication_year,publication_date,type,language,is_retracted,"
    "authorships,primary_location,biblio,abstract_inverted_index,keywords,mesh"
)
_FILTERS = {CITED_BY: "cites", REFERENCES: "cited_by", SIMILAR: "related_to"}
"""The filter that follows each route from the works it names."""
_TYPES = {
    "preprint": "Preprint",
    "review": "Review",
    "editorial": "Editorial",
    "letter": "Letter",
    "erratum": "Published Erratum",
    "retraction": "Retraction Notice",
    "article": "Journal Article",
}
"""PubMed's words for its types, which the rules know."""
_WANTS_KEY = "Set OPENALEX_API_KEY: a key is free (openalex.org/settings/api). Then run again."


@dataclass(kw_only=True)
class OpenAlex:
    """A source of records and of citations beside PubMed."""

    http: Http
    url: str
    contact: str
    key: str = field(default="", repr=False)
    name: str = SOURCES[OPENALEX].title
    code: str = OPENALEX

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.http.sent

    def query(self, strategy: Strategy, lines: SearchLines) -> str:  # noqa: ARG002 - PubMed's lines are in another syntax
        """The filter that the strategy asks for here, without the records that PubMed has."""
        # A comma parts filters.
        text = " ".join(strategy.elsewhere.get(self.code, "").replace(",", " ").split())
        return f"title_and_abstract.search:{text},has_pmid:false" if text else ""

    def search(self, query: str) -> tuple[str, ...]:
        """Every id that matches today; ids retrieved = hits reported, or it fails."""
        return tuple(self._all(query, "id"))

    def fetch(self, ids: Sequence[str]) -> Fetched:
        """Records and abstracts in batches; what cannot be read is named, the others go on."""
        articles: dict[str, Article] = {}
        for batch in batches([id for id in ids if _ID.fullmatch(id)], BATCH):
            for key, given in self._all(f"openalex:{'|'.join(batch)}", _FIELDS).items():
                if key in batch and (read := read_article(self.name, key, given, _article)):
                    articles[key] = read
        return fetched(self.name, ids, articles)

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:
        """Every id to which ``route`` leads from any of ``ids``, each its own or ``pmid:`` one."""
        own = [id for id in ids if _ID.fullmatch(id)]
        pmids = [id.removeprefix("pmid:") for id in ids if id.startswith("pmid:")]
        for batch in batches(pmids, BATCH):
            own += self._all(f"pmid:{'|'.join(batch)}", "id")
        reached: dict[str, None] = {}
        for batch in batches(list(dict.fromkeys(own)), BATCH):
            reached |= dict.fromkeys(self._all(f"{_FILTERS[route]}:{'|'.join(batch)}", "id"))
        return tuple(reached)

    def _all(self, query: str, fields: str) -> dict[str, Mapping[str, Any]]:
        """All results of a filter by their ids: along the cursor, or page by page without a key."""
        results: dict[str, Mapping[str, Any]] = {}
        place, seen = ("*" if self.key else "1"), set[str]()
        while True:
            count, given, following = self._page(query, fields, place)
            if not self.key and count > KEYLESS:
                raise ServiceFailed(
                    f"{self.name} search failed: {count:,} hits, and it gives {KEYLESS:,} without"
                    " a key",
                    hint=_WANTS_KEY,
                )
            results |= {key: result for result in given if (key := _key(result))}
            seen.add(place)
            place = following if self.key else str(int(place) + 1)
            if len(results) >= count or not given or not place or place in seen:
                break
        require_all(count, results, self.name, self.http.hint)
        return results

    def _page(self, query: str, fields: str, place: str) -> CursorPage:
        at = {"cursor" if self.key else "page": place}
        parameters = {
            "filter": query, "select": fields, "per_page": str(PAGE), **at, "mailto": self.contact,
            **({"api_key": self.key} if self.key else {}),
        }  # fmt: skip
        return self.http.ask("GET", f"{self.url.rstrip('/')}/works?{urlencode(parameters)}", _works)


def build(options: SourceOptions) -> OpenAlex:
    """OpenAlex as the options say."""
    return OpenAlex(http=options.http, url=options.url, contact=options.contact, key=options.key)


def abstract(index: Mapping[str, Any]) -> str:
    """The text whose words an inverted index lists with their places."""
    words: dict[int, str] = {}
    for word, places in index.items():
        for place in places if isinstance(places, list) else ():
            if isinstance(place, int):
                words[place] = word
    return " ".join(words[place] for place in sorted(words))


def _works(answer: requests.Response) -> CursorPage:
    """Count, results and next cursor of an answer that is one through and through."""
    if answer.status_code in (requests.codes.unauthorized, requests.codes.payment_required):
        raise Unbelievable(f"it wants a key. {_WANTS_KEY}", final=True)
    body = json_object(answer)
    meta = body.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    count, results = listed_results(meta.get("count"), body.get("results"))
    return count, results, str(meta.get("next_cursor") or "")


def _key(given: Mapping[str, Any]) -> str:
    match = _NAMED.fullmatch(text_of(given, "id"))
    return match[1] if match else ""


def _article(key: str, given: Mapping[str, Any]) -> Article:
    text = plain(abstract(given.get("abstract_inverted_index") or {}))
    sections = (Section(text=text),) if text else ()
    return Article(record=_record(key, given), sections=sections)


def _record(key: str, given: Mapping[str, Any]) -> Record:
    ids = given.get("ids") or {}
    place = given.get("primary_location") or {}
    journal = place.get("source") or {}
    biblio = given.get("biblio") or {}
    year = text_of(given, "publication_year")
    pages = [text_of(biblio, name) for name in ("first_page", "last_page")]
    return Record(
        id=key,
        source=OPENALEX,
        keys=(f"{OPENALEX}:{key}",),
        pmid=_last(text_of(ids, "pmid")),
        doi=bare_doi(text_of(given, "doi") or text_of(ids, "doi")),
        pmcid=_pmcid(text_of(ids, "pmcid")),
        title=plain(text_of(given, "display_name")),
        authors=tuple(_authors(given.get("authorships") or ())),
        journal=text_of(journal, "display_name"),
        published=text_of(given, "publication_date") or year,
        year=year_of(year),
        volume=text_of(biblio, "volume"),
        issue=text_of(biblio, "issue"),
        pages="-".join(dict.fromkeys(page for page in pages if page)),
        publication_types=tuple(_types(given)),
        languages=tuple(filter(None, [text_of(given, "language")])),
        mesh=tuple(_mesh(given.get("mesh") or ())),
        keywords=tuple(
            name for word in given.get("keywords") or () if (name := text_of(word, "display_name"))
        ),
    )


def _last(address: str) -> str:
    """The number at the end of an address of PubMed."""
    number = address.rstrip("/").rpartition("/")[2]
    return number if number.isdecimal() else ""


def _pmcid(address: str) -> str:
    number = address.rstrip("/").rpartition("/")[2].upper().removeprefix("PMC")
    return f"PMC{number}" if number.isdecimal() else ""


def _authors(listed: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Names in printed order; it gives them whole, the family name last."""
    for authorship in listed:
        name = plain(text_of(authorship.get("author") or {}, "display_name"))
        given, _, family = name.rpartition(" ")
        if name:
            yield short_name(family, given)


def _types(given: Mapping[str, Any]) -> Iterator[str]:
    kind = text_of(given, "type")
    if kind:
        yield _TYPES.get(kind, kind.replace("-", " ").title())
    if given.get("is_retracted") is True:
        yield RETRACTED_TYPE


def _mesh(listed: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for heading in listed:
        name, qualifier = (text_of(heading, part) for part in ("descriptor_name", "qualifier_name"))
        if name:
            yield f"{name}/{qualifier}" if qualifier else name
