"""Every request that the adapter can send, held against the interface that GitHub publishes."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jsonschema import Draft202012Validator

from bot.adapters.github import GitHub
from bot.http_client import Http
from tests.conftest import HANG, still_time

PUBLISHED = (
    Path(__file__).parents[1] / "emulator" / "node_modules" / "@octokit" / "openapi" / "generated"
) / "api.github.com.json"
NODES = {"nodes": [], "pageInfo": {"more": False}}
PAGE = {
    "data": {"repository": {"issueOrPullRequest": {"comments": NODES, "userContentEdits": NODES}}}
}
Sent = tuple[str, str, Any]
PULL = {"number": 1, "state": "open", "head": {"ref": "b", "repo": {"full_name": "o/n"}}}


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    if not PUBLISHED.exists():
        pytest.skip("GitHub's interface is not installed: run the tests with `make test`")
    described: dict[str, Any] = json.loads(PUBLISHED.read_bytes())
    return described


@pytest.fixture
def sent() -> Iterator[tuple[GitHub, list[Sent]]]:
    """An adapter, and all that it sends; everything is answered so that it goes on."""
    seen: list[Sent] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen.append((self.command, self.path, json.loads(body) if body else None))
            path = urlsplit(self.path).path
            is_list = self.command == "GET" and path.endswith(("/pulls", "/comments", "/issues"))
            content = json.dumps(
                [PULL] if is_list else PAGE if path == "/graphql" else PULL
            ).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer  # noqa: N815 - the names http.server calls

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        http = Http(service="GitHub", time=still_time(), read_seconds=HANG)
        url = f"http://127.0.0.1:{server.server_address[1]}"
        yield GitHub(http=http, url=url, repository="o/n"), seen
        server.shutdown()


def test_every_request_fits_the_published_interface(
    published: dict[str, Any], sent: tuple[GitHub, list[Sent]]
) -> None:
    github, seen = sent
    github.pull_requests("b")
    github.pull_request(1)
    github.may_write("some-one")
    github.open_pull_request("b", "main", "Title", "Body")
    github.revise_pull_request(1, "Title", "Body")
    github.add_labels(1, ["living-review"])
    github.comment(1, "Hello")
    github.revise_comment(1, "Hello")
    github.remove_comment(1)
    github.request_reviews(1, ["some-one"])
    github.set_status("a" * 40, ok=True, sentence="Sound.")
    github.keep_alive("update.yml")
    github.issues("some-label")
    made = github.open_issue("Title", "Body", "some-label")
    github.revise_issue(made.number, "Body")
    github.close_issue(made.number)
    github.dispatch("update.yml", "main")
    looked = (
        "", "actions/permissions/workflow", "actions/secrets", "actions/workflows/update.yml",
        "branches/living-review%2Fupdate/protection", "issues/1",
    )  # fmt: skip
    for path in looked:
        github.get(path)

    public = [
        name for name in vars(GitHub) if not name.startswith("_") and callable(vars(GitHub)[name])
    ]
    # GraphQL is not described there.
    assert len(seen) >= len(set(public) - {"pin", "comments", "revisions"})
    for method, address, body in seen:
        assert _faults(published, method, address, body) == []


def test_a_request_that_does_not_fit_is_noticed(published: dict[str, Any]) -> None:
    assert _faults(published, "POST", "/repos/o/n/pulls", {"title": "no head"})
    assert _faults(published, "GET", "/repos/o/n/pulls?stat=all", None)
    assert _faults(published, "GET", "/repos/o/n/pull/1", None)
    assert _faults(published, "GET", "/repos/o/n/pulls?state=finished", None)


def _faults(published: dict[str, Any], method: str, address: str, body: object) -> list[str]:
    parts = urlsplit(address)
    operation = _operation(published, method, parts.path)
    if operation is None:
        return [f"no operation {method} {parts.path}"]
    known = {
        one["name"]: one["schema"]
        for given in operation.get("parameters", ())
        if (one := _resolved(published, given))["in"] == "query"
    }
    faults = []
    for name, (value, *_) in parse_qs(parts.query).items():
        if name not in known:
            faults.append(f"no parameter {name}")
        elif known[name].get("enum") and value not in known[name]["enum"]:
            faults.append(f"{name} may not be {value}")
    wanted = operation.get("requestBody")
    if wanted and (body is not None or wanted.get("required")):
        schema = wanted["content"]["application/json"]["schema"]
        whole = {**schema, "components": published["components"]}
        faults += [one.message for one in Draft202012Validator(whole).iter_errors(body)]
        # GitHub ignores a property it does not know: here it is a slip of ours.
        names = schema.get("properties", {}) if isinstance(body, dict) else {}
        faults += [f"no property {one}" for one in body or () if names and one not in names]  # type: ignore[attr-defined]
    return faults


def _operation(published: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    found = [
        (template.count("{"), operations[method.lower()])
        for template, operations in published["paths"].items()
        if method.lower() in operations
        and re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)), path)
    ]
    return min(found, key=lambda one: one[0])[1] if found else None


def _resolved(published: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in given:
        return given
    found: Any = published
    for part in given["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)
