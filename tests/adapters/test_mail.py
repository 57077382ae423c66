"""Mail through a real server: what arrives, who is refused, and what never reaches a log."""

import logging
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.mail import Mail, Server, is_mail_address, masked_address
from bot.errors import Foreseen, Mistake, ServiceFailed
from bot.ports import MailMessage, MailOutcome
from tests.conftest import still_time
from tests.post_office import PASSWORD, PostOffice, post_office

LETTER = MailMessage(
    version="2026.11.22", id="2026.11.22.abc", subject="Schmerz im Gehirn: 1 new study",
    text="Größer – ↑\n", html="<p>Größer</p>",
)  # fmt: skip
ANNA, BEN = "anna@example.org", "ben@example.org"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    with post_office(tmp_path) as server:
        yield server


def _mail(office: PostOffice, url: str = "", **more: str) -> Mail:
    return Mail(
        server=Server.read(url or office.environment["SMTP_URL"]),
        time=still_time(),
        tls=ssl.create_default_context(cafile=str(office.certificate)),
        title="Cancer pain, in the brain",
        sender="review@example.org",
        seconds=5.0,
        **more,
    )


def _send(mail: Mail, *to: str) -> dict[str, list[MailOutcome]]:
    outcomes: dict[str, list[MailOutcome]] = {}
    mail.send(LETTER, to, lambda address, answer: outcomes.setdefault(address, []).append(answer))
    return outcomes


def test_each_receiver_gets_a_mail_of_their_own_in_text_and_html(office: PostOffice) -> None:
    outcomes = _send(_mail(office), ANNA, BEN)

    assert outcomes == {ANNA: [MailOutcome.TAKEN], BEN: [MailOutcome.TAKEN]}
    (_, first), (_, second) = office.taken
    assert (first["To"], second["To"]) == (ANNA, BEN)
    text, html = first.get_body(("plain",)), first.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == ["Größer – ↑"]
    assert html.get_content().strip() == "<p>Größer</p>"
    assert first["Subject"] == LETTER.subject


def test_headers_say_which_list_it_is_and_how_to_leave_it(office: PostOffice) -> None:
    _send(_mail(office), ANNA)
    _send(_mail(office, page="https://lists.example.org/pain"), BEN)
    (_, first), (_, second) = office.taken

    assert first["List-Id"] == "<cancer-pain-in-the-brain.example.org>"
    assert first["List-Unsubscribe"] == "<mailto:review@example.org?subject=unsubscribe>"
    assert second["List-Unsubscribe"] == "<https://lists.example.org/pain>"
    assert "List-Unsubscribe-Post" not in first
    assert str(first["From"]) == '"Cancer pain, in the brain" <review@example.org>'


def test_words_of_several_lines_stand_on_one_in_headers(office: PostOffice) -> None:
    mail = replace(_mail(office), title="Cancer pain\nBcc: eve@example.org\n")
    message = mail.message(replace(LETTER, subject="Cancer pain\n: 1 new study"), ANNA)

    assert message["From"].addresses[0].display_name == "Cancer pain Bcc: eve@example.org"
    assert message["Subject"] == "Cancer pain : 1 new study"
    assert "Bcc" not in message


def test_a_second_copy_carries_the_same_message_id(office: PostOffice) -> None:
    _send(_mail(office), ANNA, BEN)
    _send(_mail(office), ANNA)

    assert office.received[ANNA] == 2
    assert office.shown == {ANNA: 1, BEN: 1}


def test_who_is_put_off_is_tried_again_and_nobody_else(office: PostOffice) -> None:
    office.answers = {BEN: ["451 later", "451 later"]}

    outcomes = _send(_mail(office), ANNA, BEN)

    assert outcomes == {ANNA: [MailOutcome.TAKEN], BEN: [MailOutcome.TAKEN]}
    assert office.received == {ANNA: 1, BEN: 1}


def test_who_is_put_off_every_time_waits_for_the_next_run(office: PostOffice) -> None:
    office.answers = {BEN: ["451 later"] * 9}

    assert _send(_mail(office), ANNA, BEN) == {ANNA: [MailOutcome.TAKEN], BEN: [MailOutcome.LATER]}


def test_who_is_refused_is_told_of_and_not_tried_again(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.answers = {ANNA: ["550 nobody of that name"]}

    outcomes = _send(_mail(office), ANNA, BEN)

    assert outcomes == {ANNA: [MailOutcome.REFUSED], BEN: [MailOutcome.TAKEN]}
    assert ANNA not in caplog.text
    assert "a…@example.org" in caplog.text


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("smtp://bot:wrong-word@localhost:{port}", Mistake),
        ("smtp://bot:wrong-word@127.0.0.1:{port}", ServiceFailed),
        ("smtps://bot:wrong-word@localhost:{port}", ServiceFailed),
        ("smtp://bot:wrong-word@localhost:1", ServiceFailed),
    ],
)
def test_no_fault_repeats_the_password(
    office: PostOffice, url: str, kind: type[Foreseen], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(kind) as fault:
        _send(_mail(office, url.format(port=office.port)), ANNA)

    said = f"{fault.value.message} {fault.value.hint} {caplog.text} {fault.value!r}"
    assert "wrong-word" not in said
    assert office.taken == []


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.org", "http://u:pw-word@host", "smtp://u:pw-word@host:port", "smtp://u@h",
     "smtp://:pw-word@h", "smtp://h/path", "smtps://[bad"],
)  # fmt: skip
def test_an_address_that_names_no_server_is_a_mistake_that_hides_it(url: str) -> None:
    with pytest.raises(Mistake) as fault:
        Server.read(url)

    assert "pw-word" not in f"{fault.value.message} {fault.value.hint}"


def test_odd_letters_of_a_password_are_read_and_never_shown() -> None:
    server = Server.read("smtps://me%40here:p%2Fw%3A@mail.example.org")

    assert (server.user, server.password, server.port) == ("me@here", "p/w:", 465)
    assert "p/w" not in repr(server)
    assert PASSWORD not in repr(Server.read(f"smtp://bot:{PASSWORD}@h"))


@pytest.mark.parametrize(
    ("address", "good"),
    [("a@example.org", True), ("a@example.org, b@example.org", False), ("a@localhost", False),
     ("a b@example.org", False), ("<a@example.org>", False), ("a@example.org\nBcc: b@x.org", False),
     ("", False), ("@example.org", False)],
)  # fmt: skip
def test_only_plain_addresses_are_taken(address: str, *, good: bool) -> None:
    assert is_mail_address(address) is good


def test_a_log_shows_no_address() -> None:
    assert masked_address("someone@example.org") == "s…@example.org"
