"""Comments and the history of a body, as GitHub's GraphQL answers."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.adapters.github import GitHub
from bot.errors import ServiceFailed
from bot.http_client import Http
from bot.ports import Account, Comment, Revision
from tests.conftest import HANG, still_time

ANN = {"login": "ann", "__typename": "User", "databaseId": 7}
HELPER = {"login": "helper", "__typename": "Bot"}


class Service:
    """Answers each query with the next answer, and remembers the variables."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.variables: list[dict[str, Any]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.variables.append(asked["variables"])
                answer = service.answers.pop(0) if len(service.answers) > 1 else service.answers[0]
                content = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def github(self) -> GitHub:
        http = Http(service="GitHub", time=still_time(), read_seconds=HANG)
        url = f"http://127.0.0.1:{self.server.server_address[1]}"
        return GitHub(http=http, url=url, repository="o/n")


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.server.shutdown()
    made.server.server_close()


def page(field: str, *nodes: object, cursor: str = "") -> object:
    info = {"more": bool(cursor), "cursor": cursor}
    thing = {field: {"nodes": nodes, "pageInfo": info}}
    return {"data": {"repository": {"issueOrPullRequest": thing}}}


def comment(key: str, **more: object) -> dict[str, object]:
    return {
        "fullDatabaseId": key, "body": "text", "createdAt": "2026-11-16T09:00:00Z",
        "lastEditedAt": None, "author": ANN, "editor": None, **more,
    }  # fmt: skip


def test_comments_come_oldest_first_with_who_edited_them(service: Service) -> None:
    edited = comment("3", lastEditedAt="2026-11-16T10:00:00Z", editor=HELPER, author=None)
    service.answers = [
        page("comments", comment("5000000000"), edited, cursor="c1"),
        page("comments", comment("1", author=HELPER)),
    ]

    comments = service.github.comments(4)

    assert [variables["cursor"] for variables in service.variables] == [None, "c1"]
    ann, bot = Account(login="ann", id=7), Account(login="helper[bot]", person=False)
    start = "2026-11-16T09:00:00Z"
    assert comments == (
        Comment(id=1, by=bot, at=start, body="text"),
        Comment(id=5_000_000_000, by=ann, at=start, body="text"),
        Comment(
            id=3, by=Account(login="", person=False), at="2026-11-16T10:00:00Z", body="text",
            own=False,
        ),
    )  # fmt: skip


def test_former_texts_of_a_body_come_oldest_first(service: Service) -> None:
    first, second = "2026-11-16T09:00:00Z", "2026-11-16T09:00:07Z"
    service.answers = [
        page(
            "userContentEdits",
            {"editedAt": second, "diff": "third", "editor": ANN},
            {"editedAt": second, "diff": "second", "editor": HELPER},
            {"editedAt": first, "diff": None, "editor": ANN},
            cursor="e1",
        ),
        page("userContentEdits", {"editedAt": first, "diff": "first", "editor": HELPER}),
    ]

    revisions = service.github.revisions(4)

    assert [revision.body for revision in revisions] == ["first", "second", "third"]
    bot = Account(login="helper[bot]", person=False)
    assert revisions[0] == Revision(at=first, by=bot, body="first")


def test_a_list_without_end_is_read_so_far(service: Service) -> None:
    service.answers = [page("comments", comment("1"), cursor="again")]

    assert len(service.github.comments(4)) == 30


@pytest.mark.parametrize(
    "answer",
    [
        {"errors": [{"type": "NOT_FOUND", "message": "Could not resolve"}], "data": None},
        {"data": {"repository": None}}, {"data": {"repository": {"issueOrPullRequest": {}}}},
        page("comments", {"fullDatabaseId": None}), page("comments", {"createdAt": 3}), 4,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_failure_and_never_no_comments(
    service: Service, answer: object
) -> None:
    service.answers = [answer]

    with pytest.raises(ServiceFailed):
        service.github.comments(4)
