"""The page of ``decide`` answers itself alone: address, Host and Origin must be its own."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.adapters.decide_server import Secrets, application
from bot.adapters.sitting_file import SittingFile
from bot.domain.sittings import ActKind, ScreeningAct, Sitting
from bot.errors import Mistake, ServiceFailed

HOST = "localhost"
SECRETS = Secrets(token="secret", ticket="once")  # noqa: S106 - of this test alone
OWN = {"Origin": f"http://{HOST}"}


@dataclass
class Sheet:
    """A desk that writes down what reaches it."""

    turn: int = 0
    saved: str = ""
    acts: list[tuple[ActKind, str, int, int]] = field(default_factory=list)
    broken: bool = False

    def page(self, notice: str = "") -> str:
        return f"page {notice}"

    def act(self, kind: ActKind, record: str, reason: int, turn: int) -> str:
        self.acts.append((kind, record, reason, turn))
        return ""

    def finish(self) -> None:
        if self.broken:
            raise ServiceFailed("the remote does not answer", hint="Try again.")
        self.saved = "saved"


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


@pytest.fixture
def ended() -> list[bool]:
    return []


@pytest.fixture
def client(sheet: Sheet, ended: list[bool]) -> FlaskClient:
    files = {"style.css": "p {}", "page.js": "1;"}
    return application(sheet, SECRETS, files, lambda: ended.append(True)).test_client()


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


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", f"https://{HOST}"])
def test_a_foreign_page_decides_nothing(origin: str, client: FlaskClient, sheet: Sheet) -> None:
    headers = {"Origin": origin} if origin else {}
    form = {"do": "include", "paper": "1", "turn": "0"}
    assert client.post("/secret/act", data=form, headers=headers).status_code == 403
    assert client.post("/secret/finish", headers=headers).status_code == 403
    assert not sheet.acts


def test_the_page_itself_decides(client: FlaskClient, sheet: Sheet) -> None:
    form = {"do": "exclude 2", "paper": "10.1000/a&b", "turn": "7"}
    assert client.post("/secret/act", data=form, headers=OWN).status_code == 200
    assert sheet.acts == [(ActKind.EXCLUDE, "10.1000/a&b", 2, 7)]


@pytest.mark.parametrize("form", [{}, {"do": "dance", "turn": "0"}, {"do": "include", "turn": "x"}])
def test_a_form_of_another_shape_is_refused(form: dict[str, str], client: FlaskClient) -> None:
    assert client.post("/secret/act", data=form, headers=OWN).status_code == 400


def test_what_cannot_be_saved_keeps_the_sitting_open(
    client: FlaskClient, sheet: Sheet, ended: list[bool]
) -> None:
    sheet.broken = True
    answer = client.post("/secret/finish", headers=OWN)
    assert "Not saved yet, and not lost: the remote does not answer" in answer.text
    assert not ended
    sheet.broken = False
    client.post("/secret/finish", headers=OWN)
    assert ended
    assert client.get("/secret/finish").headers["Location"] == "/secret/"


def test_a_line_cut_short_is_no_act(tmp_path: Path) -> None:
    journal = SittingFile(tmp_path / "cache" / "sitting.jsonl")
    assert journal.read() is None
    journal.begin(Sitting(by="Ada", email="ada@example.org"))
    acts = [
        ScreeningAct(kind=ActKind.EXCLUDE, record="1", criterion="study"),
        ScreeningAct(kind=ActKind.UNDO),
    ]
    for act in acts:
        journal.add(act)
    with journal.file.open("a") as out:
        out.write('{"kind":"include","rec')
    assert journal.read() == Sitting(by="Ada", email="ada@example.org", acts=tuple(acts))
    with journal.file.open("a") as out:
        out.write("\n")
    with pytest.raises(Mistake, match="line 4"):
        journal.read()
