"""PubMed through NCBI's E-utilities: whole answers or a failure, never "nothing new" by mistake.

Documentation of the service: *Entrez Programming Utilities Help* (NCBI Bookshelf NBK25501).
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import requests

from bot import json_input
from bot.domain.records import Article
from bot.domain.sources import CITED_BY, PUBMED, REFERENCES, SIMILAR, SOURCES
from bot.domain.strategies import SearchLines, Strategy
from bot.errors import ServiceFailed
from bot.http_client import Checked, Http, Unbelievable
from bot.ports import Fetched, Progress, silent
from bot.sources import SourceOptions, batches, fetched
from bot.sources.pubmed.parsing import Parsed, parse
from bot.sources.pubmed.searching import LIMIT, CannotSplit, ResultPage, Window, all_ids

log = logging.getLogger(__name__)

TOOL = "living-review-bot"
LIMITED = "the rate limit is exceeded"
LINKS = {
    CITED_BY: "pubmed_pubmed_citedin",
    REFERENCES: "pubmed_pubmed_refs",
    SIMILAR: "pubmed_pubmed_five",
}
"""ELink's name of each route; of similar articles, the five that PubMed shows first."""
_END_OF_SET = b"</PubmedArticleSet>"
BATCH = 200
"""Records in one fetch."""


@dataclass(kw_only=True)
class PubMed:
    """The source of records."""

    http: Http
    url: str
    contact: str
    today: date
    key: str = field(default="", repr=False)
    progress: Progress = silent
    name: str = SOURCES[PUBMED].title
    code: str = PUBMED
    _sampled: dict[str, Article] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.http.sent

    def query(self, strategy: Strategy, lines: SearchLines) -> str:
        """The strategy's expression with the text of each line."""
        return lines.query(strategy)

    def search(self, query: str) -> tuple[str, ...]:
        """Every PMID that matches today; ids retrieved = count reported, or it fails."""
        try:
            return all_ids(lambda window: self._page(query, window), self._dates, self.today)
        except CannotSplit as fault:
            raise ServiceFailed(
                f"{self.name} search failed: {fault}",
                hint="Nothing was changed. Run again; if it stays so, narrow the strategy.",
            ) from None

    def count(self, query: str) -> int:
        """How many records match today, without their ids."""
        return self._esearch(query, None, 0, most=0)[0]

    def fetch(self, ids: Sequence[str]) -> Fetched:
        """Records and abstracts in batches; what cannot be read is named, the others go on."""
        articles = {pmid: self._sampled[pmid] for pmid in ids if pmid in self._sampled}
        wanted = [pmid for pmid in ids if pmid not in articles]
        for at in range(0, len(wanted), BATCH):
            batch = wanted[at : at + BATCH]
            articles |= self._batch(batch)
            self.progress("records", at + len(batch), len(wanted))
        return fetched(self.name, ids, articles)

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:
        """Every PMID to which ``route`` leads from any of ``ids``."""
        linked: dict[str, None] = {}
        for batch in batches(ids, BATCH):
            wanted = {"dbfrom": "pubmed", "linkname": LINKS[route], "retmode": "json"}
            answer = self._ask("elink", {**wanted, "id": ",".join(batch)}, _links)
            linked |= dict.fromkeys(answer)
        return tuple(linked)

    def _batch(self, batch: Sequence[str]) -> dict[str, Article]:
        articles = self._efetch(batch)
        missing = [pmid for pmid in batch if pmid not in articles]
        if missing:
            # An answer that is whole XML and short of records may be a passing fault.
            articles |= self._efetch(missing)
        return articles

    def _efetch(self, ids: Sequence[str]) -> dict[str, Article]:
        parsed = self._ask("efetch", {"retmode": "xml", "id": ",".join(ids)}, _records)
        if parsed is None and len(ids) == 1:
            log.warning("%s record %s is no XML that can be read", self.name, ids[0])
            return {}
        if parsed is None:
            # One record can spoil all that come with it: by halves it is found in a few requests.
            middle = len(ids) // 2
            return self._efetch(ids[:middle]) | self._efetch(ids[middle:])
        asked = set(ids)
        return {
            article.record.pmid: article
            for article in parsed.articles
            if article.record.pmid in asked
        }

    def _dates(self, ids: Sequence[str]) -> list[date]:
        """Entry dates of ``ids``; the records are kept, they will be fetched anyway."""
        self._sampled |= self.fetch(ids).articles
        entered = (self._sampled[pmid].record.entered for pmid in ids if pmid in self._sampled)
        return [date.fromisoformat(day) for day in entered if day]

    def _page(self, query: str, window: Window | None) -> ResultPage:
        """One search, page by page where the server gives less than was asked for."""
        ids: list[str] = []
        while True:
            count, page = self._esearch(query, window, len(ids))
            ids += page
            whole = min(count, LIMIT)
            if len(ids) >= whole:
                break
            if not page:
                raise ServiceFailed(
                    f"{self.name} search failed: {count} hits were reported and {len(ids)} given",
                    hint="Nothing was changed. Run again later; the next run catches up.",
                )
        if len(set(ids)) != whole:
            raise ServiceFailed(
                f"{self.name} search failed: {count} hits were reported and"
                f" {len(set(ids))} different ids given",
                hint="Nothing was changed. Run again later; the next run catches up.",
            )
        self.progress("search", len(ids), count)
        return ResultPage(count, tuple(ids))

    def _esearch(
        self, query: str, window: Window | None, start: int, most: int = LIMIT
    ) -> tuple[int, list[str]]:
        parameters = {
            "term": query,
            "retmode": "json",
            "retstart": str(start),
            "retmax": str(most - start),
        }
        if window:
            parameters |= {
                "datetype": "edat",
                "mindate": window.first.strftime("%Y/%m/%d"),
                "maxdate": window.last.strftime("%Y/%m/%d"),
            }
        return self._ask("esearch", parameters, _hits)

    def _ask(
        self,
        endpoint: str,
        parameters: Mapping[str, str],
        check: Callable[[requests.Response], Checked],
    ) -> Checked:
        common = {"db": "pubmed", "tool": TOOL, "email": self.contact}
        if self.key:
            common["api_key"] = self.key
        return self.http.ask(
            "POST", f"{self.url.rstrip('/')}/{endpoint}.fcgi", check, data={**common, **parameters}
        )


def build(options: SourceOptions) -> PubMed:
    """PubMed as the options say."""
    return PubMed(
        http=options.http, url=options.url, contact=options.contact, today=options.today,
        key=options.key, progress=options.progress,
    )  # fmt: skip


def _hits(answer: requests.Response) -> tuple[int, list[str]]:
    """Count and ids of an ESearch answer, believed only when it is one through and through."""
    try:
        # strict=False: some error answers hold a raw line feed inside a string.
        body = json_input.loads(answer.text)
    except ValueError:
        raise Unbelievable(_nature(answer) or "the answer is cut or no JSON") from None
    if not isinstance(body, dict):
        raise Unbelievable("JSON of another kind where search results were asked for")
    if "error" in body:
        raise Unbelievable(_nature(answer) or str(body["error"])[:200], wait=1.0)
    result = body.get("esearchresult")
    if not isinstance(result, dict):
        raise Unbelievable("no search result in the answer")
    if fault := result.get("ERROR"):
        raise Unbelievable(" ".join(str(fault).split())[:200])
    if answer.status_code != requests.codes.ok:
        raise Unbelievable(f"HTTP {answer.status_code} {answer.reason}".strip())
    return _counted(result)


def _counted(result: dict[str, Any]) -> tuple[int, list[str]]:
    count, ids = str(result.get("count")), result.get("idlist")
    if not _is_number(count) or not isinstance(ids, list):
        raise Unbelievable("a search result without a count or a list of ids")
    if not all(isinstance(pmid, str) and _is_number(pmid) for pmid in ids):
        raise Unbelievable("a search result with ids that are no PMIDs")
    errors = result.get("errorlist")
    unknown = errors.get("phrasesnotfound") if isinstance(errors, dict) else ()
    for phrase in unknown if isinstance(unknown, list) else ():
        log.warning("PubMed does not know the phrase %r of the search", phrase)
    return int(count), ids


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _links(answer: requests.Response) -> list[str]:
    """The ids of an ELink answer, believed only when it is one through and through."""
    if answer.status_code != requests.codes.ok:
        raise Unbelievable(_nature(answer) or f"HTTP {answer.status_code}")
    try:
        sets = json_input.loads(answer.text)["linksets"]
        if any("ERROR" in link_set for link_set in sets):
            raise Unbelievable(" ".join(str(sets).split())[:200])
        # A paper without such links has no list of them at all.
        pmids = [
            str(link)
            for link_set in sets
            for base in link_set.get("linksetdbs", ())
            for link in base["links"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unbelievable(_nature(answer) or "no links in the answer") from None
    if not all(_is_number(pmid) for pmid in pmids):
        raise Unbelievable("links that are no PMIDs")
    return pmids


def _records(answer: requests.Response) -> Parsed | None:
    """The records of an EFetch answer, believed only when the document is whole.

    None where it is whole and yet no XML: something in it is, as a character that XML forbids.
    """
    if answer.status_code == requests.codes.bad_request and "ID list is empty" in answer.text:
        return Parsed((), ())
    if answer.status_code != requests.codes.ok:
        raise Unbelievable(f"HTTP {answer.status_code} {answer.reason}".strip())
    try:
        return parse(answer.content)
    except ValueError as fault:
        nature = _nature(answer)
        if not nature and answer.content.rstrip().endswith(_END_OF_SET):
            return None
        raise Unbelievable(nature or str(fault), wait=1.0 if nature == LIMITED else 0.0) from None


def _nature(answer: requests.Response) -> str:
    """What an unusable answer is, empty when that is not plain from its first words."""
    text = answer.text.lstrip()[:2000].lower()
    status = f"HTTP {answer.status_code} {answer.reason}"
    if not text:
        return "the answer is empty" if answer.status_code == requests.codes.ok else status
    if "rate limit exceeded" in text:
        return LIMITED
    if text.startswith(("<!doctype html", "<html")):
        return "a web page came where data were asked for"
    return "" if answer.ok else status
