"""A stand-in for NCBI's E-utilities: a real HTTP server on loopback, faults included.

It speaks the parts of ESearch and EFetch that the bot uses, and keeps their oddities: the
ceiling of 9,999 ids, the error that is not valid JSON, the silent gaps. Unless it is told to
read terms, every article matches every term, and only dates narrow a search.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler
from socket import SHUT_RDWR
from types import TracebackType
from typing import Literal, Self
from urllib.parse import parse_qsl, urlsplit

from bot.demo import answers, terms
from bot.demo.answers import HttpAnswer
from bot.demo.loopback import Loopback

LONGEST_REQUEST_LINE = 4_000
MOST_IDS_IN_GET = 200
RATE_WITH_KEY = 10
_PATH = "/entrez/eutils/"


@dataclass(frozen=True)
class HttpRequest:
    """One request as the server saw it."""

    endpoint: str
    """For example ``esearch.fcgi``."""
    parameters: dict[str, str]
    method: str = "GET"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What goes wrong with the next matching request, or with the next few."""

    endpoint: str = ""
    """The endpoint it waits for; empty takes any."""
    database: str = ""
    """The database it waits for; empty takes any."""
    status: int = 200
    body: bytes | None = None
    """None stands for the body that would have been right."""
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: Literal["answer", "cut", "stall", "drop"] = "answer"
    """Answer as told, stop half-way through the body, hang after the headers, or hang up."""
    honest: bool = False
    """Whether Content-Length of a cut answer tells the cut length and not the whole."""
    times: int = 1
    """Requests it is applied to; 0 stands for all."""


class EutilsServer:
    """E-utilities on loopback, as a context manager that starts and stops a real server."""

    def __init__(
        self,
        documents: Iterable[bytes] = (),
        *,
        rate: int | None = None,
        reads_terms: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Hold ``documents``; answer 429 beyond ``rate`` requests a second, if one is given.

        One that ``reads_terms`` finds only the articles that a search asks for.
        """
        self._reads_terms = reads_terms
        self.links: dict[str, dict[str, list[str]]] = {}
        """For each of ELink's names, the ids to which an id leads."""
        self.url = ""
        self.requests: list[HttpRequest] = []
        self.faults: list[Fault] = []
        self.wrong_count = 0
        self.stopping = threading.Event()
        self._rate = rate
        # A rate is about real time between real requests; the monotonic clock measures just
        # that and cannot be set back, and no result depends on what it says.
        self._clock = clock
        self._lock = threading.Lock()
        self._articles: dict[int, bytes] = {}
        self._texts: dict[str, bytes] = {}
        self._dates: dict[int, date | None] = {}
        self._arrivals: deque[float] = deque(maxlen=100)
        self._used: dict[int, int] = {}
        self._server: _Server | None = None
        for document in documents:
            self.add(document)

    def __enter__(self) -> Self:
        """Listen on a free port of loopback."""
        self.stopping.clear()
        self._server = _Server(self)
        self.url = f"{self._server.url}{_PATH}"
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let stalled requests go and stop listening."""
        self.stopping.set()
        if self._server is not None:
            self._server.stop()

    def add(self, document: bytes) -> tuple[str, ...]:
        """Add the articles of a document, or replace those held; return their PMIDs.

        Raises:
            ValueError: the document has no article, or an article has no PMID.
        """
        articles = {
            answers.pmid_of(match[0]): match[0] for match in answers.ARTICLE.finditer(document)
        }
        if not articles:
            raise ValueError("the document holds no PubmedArticle and no PubmedBookArticle")
        with self._lock:
            self._articles.update(articles)
            self._dates.update(
                {pmid: answers.entered_on(article) for pmid, article in articles.items()}
            )
        return tuple(str(pmid) for pmid in articles)

    def add_texts(self, document: bytes) -> tuple[str, ...]:
        """Add the full texts of a document, or replace those held; return their numbers."""
        texts = {answers.pmcid_of(text): text for text in answers.texts_in(document)}
        with self._lock:
            self._texts.update(texts)
        return tuple(texts)

    def add_ids(self, dates: Mapping[str, date]) -> None:
        """Add ids with their entrez dates; an article is made up for each when it is fetched."""
        with self._lock:
            self._dates.update({int(pmid): entered for pmid, entered in dates.items()})

    def answer(self, request: HttpRequest, line_length: int) -> tuple[HttpAnswer, Fault | None]:
        """The right answer to a request, and what is to go wrong with it."""
        with self._lock:
            self.requests.append(request)
            limit = self._limit_exceeded(request)
            if limit:
                return answers.too_many(limit), None
            fault = self._next_fault(request)
        ids = [id for id in request.parameters.get("id", "").split(",") if id.strip()]
        if request.method == "GET" and (
            line_length > LONGEST_REQUEST_LINE or len(ids) > MOST_IDS_IN_GET
        ):
            return HttpAnswer(414, "text/html", b"<h1>414 Request-URI Too Long</h1>"), fault
        if request.endpoint == "esearch.fcgi":
            hits = self._found(request.parameters)
            return answers.search(request.parameters, hits, self.wrong_count), fault
        if request.endpoint == "efetch.fcgi":
            return self._fetch(request.parameters, ids), fault
        if request.endpoint == "elink.fcgi":
            known = self.links.get(request.parameters.get("linkname", ""), {})
            return answers.links(request.parameters, ids, known), fault
        return HttpAnswer(404, "text/html", b"<h1>404 Not Found</h1>"), fault

    def _limit_exceeded(self, request: HttpRequest) -> int:
        """The limit that this request exceeds, 0 if none."""
        if self._rate is None:
            return 0
        limit = RATE_WITH_KEY if "api_key" in request.parameters else self._rate
        now = self._clock()
        self._arrivals.append(now)
        return limit if sum(now - then < 1 for then in self._arrivals) > limit else 0

    def _next_fault(self, request: HttpRequest) -> Fault | None:
        for place, fault in enumerate(self.faults):
            asked = fault.endpoint in ("", request.endpoint)
            if asked and fault.database in ("", request.parameters.get("db")):
                used = self._used.get(id(fault), 0) + 1
                self._used[id(fault)] = used
                if used == fault.times:
                    del self.faults[place], self._used[id(fault)]
                return fault
        return None

    def _found(self, parameters: Mapping[str, str]) -> list[int]:
        first = answers.day_of(parameters.get("mindate", ""), last=False)
        until = answers.day_of(parameters.get("maxdate", ""), last=True)
        unbounded = first == date.min and until == date.max
        with self._lock:
            dates = list(self._dates.items())
        pmids = (pmid for pmid, on in dates if unbounded or (on and first <= on <= until))
        if self._reads_terms:
            term = parameters.get("term", "")
            pmids = (pmid for pmid in pmids if terms.matches(term, self._articles[pmid]))
        return sorted(pmids, reverse=True)

    def _fetch(self, parameters: Mapping[str, str], ids: Sequence[str]) -> HttpAnswer:
        if parameters.get("db") == "pmc":
            with self._lock:
                return answers.full_texts(ids, self._texts)
        if parameters.get("db") != "pubmed":
            return HttpAnswer(400, "text/plain", b"Invalid db name specified")
        with self._lock:
            pmids = [int(id) for id in ids if id.strip().isdecimal()]
            parts = [
                self._articles.get(pmid) or answers.made_up(pmid, self._dates[pmid])
                for pmid in pmids
                if pmid in self._dates
            ]
        body = b"\n".join((answers.OPENING, *parts, b"</PubmedArticleSet>\n"))
        return HttpAnswer(200, "text/xml; charset=UTF-8", body)


class _Server(Loopback):
    """Knows which E-utilities it serves."""

    def __init__(self, eutils: EutilsServer) -> None:
        self.eutils = eutils
        super().__init__(_Handler)


class _Handler(BaseHTTPRequestHandler):
    """Reads a request and sends its answer, or what a fault makes of it."""

    server: _Server

    def do_GET(self) -> None:
        self._respond(urlsplit(self.path).query)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._respond(self.rfile.read(length).decode())

    def log_message(self, *_: object, **__: object) -> None:
        return

    def _respond(self, query: str) -> None:
        parameters = dict(parse_qsl(query, keep_blank_values=True))
        endpoint = urlsplit(self.path).path.removeprefix(_PATH)
        request = HttpRequest(endpoint, parameters, self.command)
        right, fault = self.server.eutils.answer(request, len(self.requestline))
        if fault is None:
            self._send(right.status, {"Content-Type": right.content}, right.body, len(right.body))
        elif fault.kind == "drop":
            self.connection.shutdown(SHUT_RDWR)
        else:
            self._fail(right, fault)

    def _fail(self, right: HttpAnswer, fault: Fault) -> None:
        body = right.body if fault.body is None else fault.body
        length = len(body)
        if fault.kind == "cut":
            body = body[: length // 2]
            length = len(body) if fault.honest else length
        headers = {"Content-Type": right.content, **fault.headers}
        self._send(fault.status, headers, b"" if fault.kind == "stall" else body, length)
        if fault.kind == "stall":
            self.server.eutils.stopping.wait()

    def _send(self, status: int, headers: Mapping[str, str], body: bytes, length: int) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)
