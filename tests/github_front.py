"""What the emulated GitHub lacks: who edited a body or a comment, when, and what it was before.

It stands before the emulator, hands everything on, and remembers the texts that pass; GraphQL is
answered from that. Its clock is logical: a test moves it.
"""

import json
import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any, Self

import requests

from bot.demo.loopback import Loopback

_NUMBERED = re.compile(r"/repos/[^/]+/[^/]+/(?:pulls|issues)/(\d+)$")
_COMMENTS = re.compile(r"/repos/[^/]+/[^/]+/issues/(\d+)/comments$")
_COMMENT = re.compile(r"/repos/[^/]+/[^/]+/issues/comments/(\d+)$")
_OPENED = re.compile(r"/repos/[^/]+/[^/]+/(?:pulls|issues)$")
_HANDED_ON = ("Authorization", "Content-Type", "If-None-Match")
Node = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody asked GitHub to change."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Front:
    """The emulator, with a memory of texts."""

    behind: str
    """Address of the emulator."""
    accounts: dict[str, tuple[str, int]]
    """Login and number of the account that a token stands for."""
    at: datetime = datetime(2026, 11, 16, 9, tzinfo=UTC)
    broken: bool = False
    """Whether GraphQL is down."""
    statuses: list[Node] = field(default_factory=list)
    """What was said of commits."""
    revisions: dict[int, list[Node]] = field(default_factory=dict)
    comments: dict[int, list[Node]] = field(default_factory=dict)
    changes: list[Request] = field(default_factory=list)
    """What was asked and granted so far but for statuses: enough to come to the same again."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def url(self) -> str:
        return self._server.url

    def __enter__(self) -> Self:
        front = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with front.lock:
                    status, content, headers = front.answered(self, body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer  # noqa: N815 - http.server's

            def log_message(self, *_: object) -> None:
                pass

        # Proxies of the environment, looked up for each request, took most of its time.
        self.client, self._session = requests.Session(), requests.Session()
        self.client.trust_env = self._session.trust_env = False
        self._server = Loopback(Handler)
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self._server.stop()
        self._session.close()

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)

    def repeat(self, request: Request) -> None:
        """Ask again for what was granted before another front."""
        self.client.request(
            request.method, f"{self.url}{request.path}", data=request.body,
            headers=request.headers, timeout=300,
        ).raise_for_status()  # fmt: skip

    def answered(
        self, request: BaseHTTPRequestHandler, body: bytes
    ) -> tuple[int, bytes, dict[str, str]]:
        token = request.headers.get("Authorization", "").rpartition(" ")[2]
        if request.path == "/graphql":
            if self.broken:
                return 502, b"down", {}
            return 200, json.dumps(self._graphql(json.loads(body))).encode(), {}
        if "/statuses/" in request.path:
            self.statuses.append(json.loads(body))
            return 201, b"{}", {}
        headers = {key: request.headers[key] for key in _HANDED_ON if key in request.headers}
        answer = self._session.request(
            request.command, f"{self.behind}{request.path}", data=body, timeout=300,
            headers=headers, allow_redirects=False,
        )  # fmt: skip
        if answer.ok and request.command != "GET":
            self.changes.append(
                Request(method=request.command, path=request.path, headers=headers, body=body)
            )
            # Files of a release are no JSON, and no texts that anybody edits.
            is_text = "json" in request.headers.get("Content-Type", "")
            given = json.loads(body) if is_text else {}
            made = answer.json() if answer.content else {}
            self._remember(request.command, request.path, self.accounts[token], given, made)
        content = answer.content.replace(self.behind.encode(), self.url.encode())
        kept = {
            key: value.replace(self.behind, self.url)
            for key, value in answer.headers.items()
            if key.lower() in ("content-type", "etag", "link", "location")
        }
        return answer.status_code, content, kept

    def _remember(
        self, method: str, path: str, who: tuple[str, int], given: Node, made: Node
    ) -> None:
        account = {"login": who[0], "__typename": "User", "databaseId": who[1]}
        now = f"{self.at:%Y-%m-%dT%H:%M:%SZ}"
        if method == "POST" and _OPENED.search(path):
            text = given.get("body") or ""
            self.revisions[made["number"]] = [{"editedAt": now, "editor": account, "diff": text}]
        elif method == "PATCH" and (match := _NUMBERED.search(path)) and "body" in given:
            edit = {"editedAt": now, "editor": account, "diff": given["body"]}
            self.revisions.setdefault(int(match[1]), []).append(edit)
        elif method == "POST" and (match := _COMMENTS.search(path)):
            self.comments.setdefault(int(match[1]), []).append({
                "fullDatabaseId": str(made["id"]), "body": given["body"], "createdAt": now,
                "lastEditedAt": None, "author": account, "editor": None,
            })  # fmt: skip
        elif match := _COMMENT.search(path):
            edit = {"body": given.get("body"), "lastEditedAt": now, "editor": account}
            self._revise(match[1], edit if method == "PATCH" else None)

    def _revise(self, key: str, edit: Node | None) -> None:
        """Change a comment, or remove it."""
        for comments in self.comments.values():
            for comment in [one for one in comments if one["fullDatabaseId"] == key]:
                if edit is None:
                    comments.remove(comment)
                else:
                    comment.update(edit)

    def _graphql(self, asked: Node) -> Node:
        number = asked.get("variables", {}).get("number")
        if number is None:
            return {"errors": [{"message": "the emulator knows no such query"}]}
        if "userContentEdits" in asked["query"]:
            edits = self.revisions.get(number, [])
            thing = {"userContentEdits": _page(edits[::-1] if len(edits) > 1 else [])}
        else:
            thing = {"comments": _page(self.comments.get(number, []))}
        return {"data": {"repository": {"issueOrPullRequest": thing}}}


def _page(nodes: list[Node]) -> Node:
    return {"nodes": nodes, "pageInfo": {"more": False, "cursor": None}}
