"""The page of ``decide`` on this machine: Flask on loopback, behind an address nobody can guess.

Any page in the same browser can send requests to loopback. Hence the random part of the address,
which no other page knows; the check of Host, so that no foreign name that was made to lead here
(DNS rebinding) is served; and the check of Origin, so that no foreign page decides.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Event, Thread
from typing import Protocol as Port
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request
from werkzeug import Response as BaseResponse
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.domain.screening_sessions import ActionKind
from bot.errors import Foreseen, Mistake, as_foreseen

LOOPBACK = "127.0.0.1"
_NAMES = (LOOPBACK, "localhost")
_LARGEST = 64 * 1024
"""Bytes of a request."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    # The address is a secret.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Session(Port):
    """What the page needs of a screening session."""

    @property
    def revision(self) -> int:
        """How many actions there were."""

    @property
    def saved(self) -> str:
        """What was saved, when the session is over."""

    def page(self, notice: str = "") -> str:
        """The page as things stand."""

    def act(self, kind: ActionKind, record: str, reason: int, revision: int) -> str:
        """Do what a person did; returns why it was not done, else nothing."""

    def finish(self) -> None:
        """Save the session."""


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What nobody can guess in the addresses of the page."""

    token: str
    """Part of every address."""
    ticket: str
    """Leads to the page once: what starts a browser can be seen by all who share the machine."""


def application(
    session: Session, secrets: Secrets, files: dict[str, str], ended: Callable[[], None]
) -> Flask:
    """The page, its style and its script under the token; ``ended`` hears of the end."""
    app = Flask("bot.decide", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST
    home, tickets = f"/{secrets.token}/", [secrets.ticket]
    app.before_request(_require_own_page)
    app.after_request(_with_headers)
    app.register_error_handler(OSError, partial(_refused, session))

    def opened() -> BaseResponse:
        if not tickets:
            abort(404)
        tickets.clear()
        return redirect(home)

    app.add_url_rule(f"/open/{secrets.ticket}", "opened", opened)
    app.add_url_rule(home, "page", session.page)
    app.add_url_rule(f"{home}revision", "revision", lambda: {"revision": session.revision})
    app.add_url_rule(f"{home}style.css", "style", lambda: _file(files["style.css"], "text/css"))
    app.add_url_rule(f"{home}page.js", "script", lambda: _file(files["page.js"], "text/javascript"))
    for name, answer in (
        ("act", partial(_act, session)),
        ("finish", partial(_end, session, ended)),
    ):
        app.add_url_rule(f"{home}{name}", name, answer, methods=["POST"])
        app.add_url_rule(f"{home}{name}", f"{name} reloaded", lambda: redirect(home))
    return app


def _act(session: Session) -> str:
    word, _, number = request.form.get("do", "").partition(" ")
    try:
        kind = ActionKind(word)
        reason, revision = int(number or 0), int(request.form.get("revision", ""))
    except ValueError:
        abort(400)
    return session.page(session.act(kind, request.form.get("paper", ""), reason, revision))


def _end(session: Session, ended: Callable[[], None]) -> str:
    try:
        session.finish()
    except (Foreseen, OSError) as fault:
        failure = as_foreseen(fault)
        return session.page(f"Not saved yet, and not lost: {failure.message}. {failure.hint}")
    ended()
    return session.page()


def _refused(session: Session, fault: OSError) -> str:
    """The page with what the operating system refused, such as a line more on a full disk."""
    failure = as_foreseen(fault)
    return session.page(f"That was not done: {failure.message}. {failure.hint}")


@contextmanager
def serving(
    session: Session, secrets: Secrets, files: dict[str, str], *, port: int = 0
) -> Iterator[tuple[str, Event]]:
    """The server's address, and what is set when the session was finished at the page.

    Raises:
        Mistake: the port is taken.
    """
    ended = Event()
    app = application(session, secrets, files, ended.set)
    try:
        place = socket.create_server((LOOPBACK, port))
    except OSError as fault:
        raise Mistake(
            f"port {port} cannot be used: {fault.strerror}", hint="Name another, or leave it out."
        ) from None
    with place:
        number = place.getsockname()[1]
        server = make_server(
            LOOPBACK, number, app, threaded=True, request_handler=_Quiet, fd=place.fileno()
        )
        # The default of half a second between polls would be spent at every exit.
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{number}", ended
        finally:
            server.shutdown()
            thread.join()


def _require_own_page() -> None:
    """Refuse what does not come from the page itself, under a name of this machine."""
    if urlsplit(f"//{request.host}").hostname not in _NAMES:
        abort(403)
    if request.method == "POST" and request.headers.get("Origin") != f"http://{request.host}":
        abort(403)


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _file(text: str, kind: str) -> Response:
    return Response(text, mimetype=kind)


class _Quiet(WSGIRequestHandler):
    """Writes no log: every line of it would hold the address."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""
