"""A service that answers with JSON, on loopback: to GET by its parameters, to POST by its form."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bot.demo.loopback import Loopback

Asked = dict[str, str]


@dataclass
class JsonService:
    """What a service answers, and what it was asked."""

    answer: Callable[[str, Asked], Any]
    """The document for a path and its parameters."""
    faults: list[tuple[int, bytes]] = field(default_factory=list)
    """Status and body of the next answers; the last one stays."""
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def begin(self, answer: Callable[[str, Asked], Any]) -> None:
        """Answer by ``answer`` from now on, as if nothing had been asked before."""
        self.answer, self.faults, self.asked = answer, [], []

    def answered(self, path: str, asked: Asked) -> tuple[int, bytes]:
        self.asked.append(asked)
        if self.faults:
            return self.faults[0] if len(self.faults) == 1 else self.faults.pop(0)
        return 200, json.dumps(self.answer(path, asked)).encode()


class _Server(Loopback):
    def __init__(self, service: JsonService) -> None:
        self.service = service
        super().__init__(_Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, query: str) -> None:
        asked = dict(parse_qsl(query, keep_blank_values=True))
        status, body = self.server.service.answered(urlsplit(self.path).path, asked)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object, **__: object) -> None:
        return


@contextmanager
def serving(answer: Callable[[str, Asked], Any]) -> Iterator[JsonService]:
    """A service with this answer while it listens."""
    service = JsonService(answer)
    with listening(service):
        yield service


@contextmanager
def listening(service: JsonService) -> Iterator[None]:
    """The service listens at its ``url``."""
    server = _Server(service)
    server.start()
    service.url = f"{server.url}/"
    yield
    server.stop()
