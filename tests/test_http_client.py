"""What the HTTP client keeps to itself, from a server on loopback."""

import gzip
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests
import typer

from bot.adapters.git import Git
from bot.cli import app
from bot.cli.options import runtime_for
from bot.errors import Failure, Mistake, ServiceFailed
from bot.http_client import Http, Unbelievable
from bot.settings import from_environment
from tests.conftest import HANG, clean_environment, still_time

TOKEN = "token-of-nobody"  # noqa: S105 - invented
Serve = Callable[[Callable[[BaseHTTPRequestHandler], None]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server that answers every request as a function does; returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer(self)

            do_GET = do_POST = do  # noqa: N815 - the names http.server calls

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, content: bytes, **headers: str) -> None:
    handler.send_response(200)
    for name, value in {**headers, "Content-Length": str(len(content))}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


def client(**headers: str) -> Http:
    return Http(service="A service", time=still_time(), headers=headers, read_seconds=HANG)


def text(answer: requests.Response) -> str:
    return answer.text


def test_the_token_is_the_one_that_was_set_and_none_from_netrc(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n", "utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    url = serve(lambda handler: send(handler, handler.headers["Authorization"][:7].encode()))

    assert client(Authorization=f"Bearer {TOKEN}").ask("GET", url, text) == "Bearer "


def test_an_address_may_name_a_user_and_a_password(serve: Serve) -> None:
    url = serve(lambda handler: send(handler, handler.headers["Authorization"][:6].encode()))

    assert client().ask("GET", url.replace("://", "://a:b@"), text) == "Basic "


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_is_not_followed(serve: Serve, method: str) -> None:
    asked: list[str] = []
    other = serve(lambda handler: asked.append(handler.path))

    def redirect(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", other)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    client().ask(method, serve(redirect), text)

    assert asked == []


def test_an_answer_that_repeats_a_key_is_told_without_it(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    url = serve(
        lambda handler: send(handler, f"API key {TOKEN} invalid ({TOKEN[:4]})".encode())
    ).replace("://", f"://user:{TOKEN}-2@")

    def refuse(answer: requests.Response) -> None:
        raise Unbelievable(answer.text)

    for http, data in (
        (client(), {"api_key": TOKEN}), (client(Authorization=f"Bearer {TOKEN}"), None),
    ):  # fmt: skip
        with pytest.raises(ServiceFailed) as fault:
            http.ask("POST", url, refuse, data=data)
        assert fault.value.message == "A service failed: API key *** invalid (toke)"
    assert TOKEN not in caplog.text


def test_a_log_has_addresses_without_what_is_secret_in_them(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    runtime_for(typer.Context(typer.main.get_command(app)), "", 2)
    # A line that is no header makes urllib3 warn, and name the whole address.
    url = serve(lambda handler: send(handler, b"fine", **{"no header": "\r\nnone"}))
    url = f"{url.replace('://', f'://user:{TOKEN}@')}/works?api_key={TOKEN}-2"

    client().ask("GET", url, lambda answer: answer.content)

    assert "/works" in caplog.text
    assert TOKEN not in caplog.text


def test_a_password_in_an_address_is_shown_by_nobody(tmp_path: Path) -> None:
    address = f"ftp://user:{TOKEN}@127.0.0.1:1/x"
    with pytest.raises(Mistake) as mistake:
        from_environment({"GITHUB_API_URL": address})
    environment = clean_environment(tmp_path)
    git = Git(directory=tmp_path, environment=environment, date="2026-11-16T00:00:00+0000")
    with pytest.raises(Failure) as failure:
        git.run("fetch", f"--upload-pack={address}", "nowhere", address)

    assert TOKEN not in mistake.value.message + failure.value.message


def test_an_answer_that_drips_for_ever_is_given_up(serve: Serve) -> None:
    over = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        while not over.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    http = replace(client(), answer_seconds=0.5)
    with pytest.raises(ServiceFailed, match="no whole answer within"):
        http.ask("GET", serve(drip), text)
    assert http.sent == 1
    over.set()


def test_headers_that_drip_for_ever_are_given_up(serve: Serve) -> None:
    over = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not over.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    http = replace(client(), answer_seconds=0.5)
    with pytest.raises(ServiceFailed, match="no whole answer within"):
        http.ask("GET", serve(drip), text)
    over.set()


def test_an_answer_that_unpacks_to_any_size_is_given_up(serve: Serve) -> None:
    bomb = gzip.compress(bytes(30_000_000))
    url = serve(lambda handler: send(handler, bomb, Content_Encoding="gzip"))

    with pytest.raises(ServiceFailed, match="more than 1,000,000 bytes"):
        replace(client(), largest=1_000_000).ask("GET", url, text)
    assert len(client().ask("GET", url, lambda answer: answer.content)) == 30_000_000
