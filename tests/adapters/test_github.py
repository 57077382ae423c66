"""GitHub's refusals, from a server on loopback that answers as GitHub documents."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.adapters.github import GitHub
from bot.errors import Failure, ServiceFailed
from bot.http_client import Http
from tests.conftest import HANG, still_time

Answer = tuple[int, dict[str, str], object]


@dataclass
class Server:
    """Gives its answers in order, the last one again and again."""

    answers: list[Answer] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    url: str = ""

    def github(self) -> GitHub:
        http = Http(service="GitHub", time=still_time(), read_seconds=HANG)
        return GitHub(http=http, url=self.url, repository="owner/name")


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            state.seen.append(f"{self.command} {self.path}")
            status, headers, body = (
                state.answers.pop(0) if len(state.answers) > 1 else state.answers[0]
            )
            content = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = answer  # noqa: N815 - the names http.server calls

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        state.url = f"http://127.0.0.1:{http.server_address[1]}"
        yield state
        http.shutdown()


def pull(number: int, *, repository: str = "owner/name", state: str = "open") -> dict[str, object]:
    head = {"ref": "b", "repo": {"full_name": repository}}
    return {"number": number, "title": "t", "body": None, "state": state, "head": head}


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (401, {"message": "Bad credentials"}, "does not accept the token"),
        (404, {"message": "Not Found"}, "refuses access to owner/name"),
        (403, {"message": "Resource not accessible by integration"}, "refuses access"),
        (
            403,
            {"message": "GitHub Actions is not permitted to create or approve pull requests."},
            "may not open pull requests",
        ),
    ],
)
def test_what_a_person_must_put_right(server: Server, status: int, body: object, told: str) -> None:
    server.answers = [(status, {}, body)]

    with pytest.raises(Failure, match=told) as failure:
        server.github().revise_pull_request(1, "t", "b")

    assert failure.value.hint
    assert len(server.seen) == 1


def test_a_secondary_limit_is_waited_for(server: Server) -> None:
    limit: Answer = (403, {"Retry-After": "7"}, {"message": "secondary rate limit"})
    server.answers = [limit, (200, {}, [pull(3)])]
    github = server.github()

    assert [one.number for one in github.pull_requests("b")] == [3]
    assert github.http.time.monotonic() >= 7


def test_a_wait_that_is_asked_for_without_other_words_is_waited_for(server: Server) -> None:
    limit: Answer = (403, {"Retry-After": "7"}, {"message": "Please wait before you try again."})
    server.answers = [limit, (200, {}, [pull(3)])]
    github = server.github()

    assert [one.number for one in github.pull_requests("b")] == [3]
    assert github.http.time.monotonic() >= 7


def test_a_limit_for_an_hour_is_left_to_the_next_run(server: Server) -> None:
    server.answers = [(403, {"X-RateLimit-Remaining": "0"}, {"message": "API rate limit exceeded"})]

    with pytest.raises(ServiceFailed, match="rate limit"):
        server.github().pull_requests("b")

    assert len(server.seen) == 1


def test_a_fork_with_a_branch_of_the_same_name_is_not_ours(server: Server) -> None:
    server.answers = [(200, {}, [pull(5, repository="stranger/name"), pull(4)])]

    assert [one.number for one in server.github().pull_requests("b")] == [4]


def test_an_open_pull_request_goes_before_a_newer_closed_one(server: Server) -> None:
    server.answers = [(200, {}, [pull(9, state="closed"), pull(8)])]

    assert [one.number for one in server.github().pull_requests("b")] == [8, 9]


def test_a_pull_request_made_by_a_lost_answer_is_found_again(server: Server) -> None:
    server.answers = [
        (502, {}, {"message": "Bad gateway"}),
        (200, {}, [pull(6)]),
        (200, {}, pull(6)),
    ]

    assert server.github().open_pull_request("b", "main", "t", "b").number == 6
    assert [one.split()[0] for one in server.seen] == ["POST", "GET", "PATCH"]


def test_a_status_that_is_not_allowed_does_not_stop_the_run(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [(403, {}, {"message": "Resource not accessible by integration"})]

    server.github().set_status("abc", ok=True, sentence="x")

    assert "statuses: write" in caplog.text


def test_every_page_is_read(server: Server) -> None:
    more = {"Link": f'<{server.url}/repos/owner/name/pulls?page=2>; rel="next"'}
    server.answers = [(200, more, [pull(9, state="closed")]), (200, {}, [pull(8, state="closed")])]

    assert [one.number for one in server.github().pull_requests("b")] == [9, 8]
    assert server.seen[1] == "GET /repos/owner/name/pulls?page=2"


def test_what_did_not_change_is_not_sent_again(server: Server) -> None:
    server.answers = [(200, {"ETag": '"x"'}, [pull(9)]), (304, {}, None)]
    github = server.github()

    assert github.pull_requests("b") == github.pull_requests("b")


def test_a_renamed_repository_is_followed(server: Server) -> None:
    moved = {"Location": f"{server.url}/repositories/1/pulls/9"}
    server.answers = [(307, moved, {"message": "Moved"}), (200, {}, pull(9))]

    server.github().revise_pull_request(9, "t", "b")

    assert server.seen == ["PATCH /repos/owner/name/pulls/9", "PATCH /repositories/1/pulls/9"]


def test_the_token_is_sent_to_no_other_host(server: Server) -> None:
    server.answers = [(307, {"Location": "http://elsewhere.invalid/x"}, None)]

    with pytest.raises(ServiceFailed, match="another host"):
        server.github().revise_pull_request(9, "t", "b")


def test_an_archived_repository_is_said_to_be_one(server: Server) -> None:
    server.answers = [(403, {}, {"message": "Repository was archived so is read-only."})]

    with pytest.raises(Failure, match="archived"):
        server.github().revise_pull_request(9, "t", "b")


@pytest.mark.parametrize(
    ("body", "may"),
    [
        ({"permission": "write", "role_name": "write"}, True),
        ({"permission": "write", "role_name": "maintain"}, True),
        ({"permission": "write", "role_name": "curators"}, True),
        ({"permission": "admin", "role_name": "admin"}, True),
        ({"permission": "read", "role_name": "triage"}, False),
        ({"permission": "none"}, False),
    ],
)
def test_who_may_write_is_what_github_says(server: Server, body: object, may: bool) -> None:  # noqa: FBT001 - a parameter
    server.answers = [(200, {}, body)]
    assert server.github().may_write("some-one") is may

    server.answers = [(404, {}, {"message": "Not Found"})]
    assert server.github().may_write("a-stranger") is False


def test_a_limit_says_when_it_ends(server: Server) -> None:
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "30"}
    server.answers = [(429, spent, {"message": "API rate limit exceeded"}), (200, {}, [pull(3)])]
    github = server.github()

    assert [one.number for one in github.pull_requests("b")] == [3]
    assert github.http.time.monotonic() >= 30


@pytest.mark.parametrize("elsewhere", ["http://elsewhere.invalid/x?page=2", "ftp://{own}/x"])
def test_no_page_is_asked_for_at_another_host(server: Server, elsewhere: str) -> None:
    url = elsewhere.replace("{own}", server.url.partition("://")[2])
    server.answers = [(200, {"Link": f'<{url}>; rel="next"'}, [pull(9)])]

    with pytest.raises(ServiceFailed, match="another host"):
        server.github().pull_requests("b")
    assert len(server.seen) == 1


def test_no_file_is_sent_to_another_host(server: Server) -> None:
    release = {
        "id": 1, "draft": True, "tag_name": "v1", "assets": [],
        "upload_url": "http://elsewhere.invalid/assets{?name,label}",
    }  # fmt: skip
    server.answers = [(200, {}, [release])]

    with pytest.raises(ServiceFailed, match="another host"):
        server.github().release("v1", "t", "b", "c", {"a.csv": b"a"})


def test_files_go_to_the_host_that_github_has_for_them() -> None:
    http = Http(service="GitHub", time=still_time())
    github = GitHub(http=http, url="https://api.github.com", repository="owner/name")
    address = "https://uploads.github.com/repos/owner/name/releases/1/assets{?name,label}"

    assert github._own(address) == address  # noqa: SLF001 - nothing is sent to the real host


def test_a_repository_that_moves_for_ever_is_a_foreseen_failure(server: Server) -> None:
    server.answers = [(301, {"Location": f"{server.url}/repositories/1"}, None)]

    with pytest.raises(ServiceFailed, match="from one address to the next"):
        server.github().pull_requests("b")
