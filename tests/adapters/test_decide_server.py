"""The page of ``decide`` answers itself alone: address, Host and Origin must be its own."""

import errno
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.adapters.decide_server import Secrets, application
from bot.adapters.session_log_file import SessionLogFile
from bot.domain.screening_sessions import ActionKind, ScreeningAction, ScreeningSession
from bot.errors import Mistake, ServiceFailed

HOST = "localhost"
SECRETS = Secrets(token="secret", ticket="once")  # noqa: S106 - of this test alone
OWN = {"Origin": f"http://{HOST}"}


@dataclass
class RecordedSession:
    """A session that writes down what reaches it."""

    revision: int = 0
    saved: str = ""
    acts: list[tuple[ActionKind, str, int, int]] = field(default_factory=list)
    broken: bool = False
    full: bool = False

    def page(self, notice: str = "") -> str:
        return f"page {notice}"

    def act(self, kind: ActionKind, record: str, reason: int, revision: int) -> str:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device", "session")
        self.acts.append((kind, record, reason, revision))
        return ""

    def finish(self) -> None:
        if self.broken:
            raise ServiceFailed("the remote does not answer", hint="Try again.")
        self.saved = "saved"


@pytest.fixture
def session() -> RecordedSession:
    return RecordedSession()


@pytest.fixture
def ended() -> list[bool]:
    return []


@pytest.fixture
def client(session: RecordedSession, ended: list[bool]) -> FlaskClient:
    files = {"style.css": "p {}", "page.js": "1;"}
    return application(session, SECRETS, files, lambda: ended.append(True)).test_client()


def test_the_page_may_load_and_send_nothing_elsewhere(client: FlaskClient) -> None:
    answer = client.get("/secret/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/guess/", "/guess/act", "/secret/../etc", "/style.css"])
def test_nothing_is_served_without_the_secret(path: str, client: FlaskClient) -> None:
    assert client.get(path).status_code == 404


def test_what_a_browser_is_started_with_leads_to_the_page_once(client: FlaskClient) -> None:
    assert client.get("/open/once").headers["Location"] == "/secret/"
    assert client.get("/open/once").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:4000", "127.0.0.1.evil.example"])
def test_a_foreign_name_that_leads_here_is_refused(host: str, client: FlaskClient) -> None:
    assert client.get("/secret/", headers={"Host": host}).status_code == 403


def test_a_decision_that_a_full_disk_does_not_take_is_said_not_to_be_made(
    client: FlaskClient, session: RecordedSession
) -> None:
    session.full = True
    form = {"do": "include", "paper": "1", "revision": "0"}

    answer = client.post("/secret/act", data=form, headers=OWN)

    assert answer.status_code == 200
    assert "That was not done: session: No space left on device." in answer.text


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", f"https://{HOST}"])
def test_a_foreign_page_decides_nothing(
    origin: str, client: FlaskClient, session: RecordedSession
) -> None:
    headers = {"Origin": origin} if origin else {}
    form = {"do": "include", "paper": "1", "revision": "0"}
    assert client.post("/secret/act", data=form, headers=headers).status_code == 403
    assert client.post("/secret/finish", headers=headers).status_code == 403
    assert not session.acts


def test_the_page_itself_decides(client: FlaskClient, session: RecordedSession) -> None:
    form = {"do": "exclude 2", "paper": "10.1000/a&b", "revision": "7"}
    assert client.post("/secret/act", data=form, headers=OWN).status_code == 200
    assert session.acts == [(ActionKind.EXCLUDE, "10.1000/a&b", 2, 7)]


@pytest.mark.parametrize(
    "form", [{}, {"do": "dance", "revision": "0"}, {"do": "include", "revision": "x"}]
)
def test_a_form_of_another_shape_is_refused(form: dict[str, str], client: FlaskClient) -> None:
    assert client.post("/secret/act", data=form, headers=OWN).status_code == 400


def test_what_cannot_be_saved_keeps_the_session_open(
    client: FlaskClient, session: RecordedSession, ended: list[bool]
) -> None:
    session.broken = True
    answer = client.post("/secret/finish", headers=OWN)
    assert "Not saved yet, and not lost: the remote does not answer" in answer.text
    assert not ended
    session.broken = False
    client.post("/secret/finish", headers=OWN)
    assert ended
    assert client.get("/secret/finish").headers["Location"] == "/secret/"


def test_a_line_cut_short_is_no_action(tmp_path: Path) -> None:
    log = SessionLogFile(tmp_path / "cache" / "session.jsonl")
    assert log.read() is None
    log.begin(ScreeningSession(by="Ada", email="ada@example.org"))
    actions = [
        ScreeningAction(kind=ActionKind.EXCLUDE, record="1", criterion="study"),
        ScreeningAction(kind=ActionKind.UNDO),
    ]
    for action in actions:
        log.add(action)
    with log.file.open("a") as out:
        out.write('{"kind":"include","rec')
    assert log.read() == ScreeningSession(by="Ada", email="ada@example.org", actions=tuple(actions))
    log.add(actions[0])
    assert log.read() == ScreeningSession(
        by="Ada", email="ada@example.org", actions=(*actions, actions[0])
    )
    with log.file.open("a") as out:
        out.write('{"kind":"include","rec\n')
    with pytest.raises(Mistake, match="line 5"):
        log.read()
