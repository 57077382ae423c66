"""A real SMTP server on loopback: STARTTLS, AUTH, refusals by receiver, and what was delivered."""

import socket
import ssl
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.conftest import HANG

USER, PASSWORD = "bot", "s3cret-and-long"


@dataclass
class PostOffice:
    """What the server was told to answer, and what it took."""

    port: int
    certificate: Path
    answers: dict[str, list[str]] = field(default_factory=dict)
    """Refusals by receiver, given in order; then mail is taken."""
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SMTP_URL": f"smtp://{USER}:{PASSWORD}@localhost:{self.port}",
            "SSL_CERT_FILE": str(self.certificate),
        }

    @property
    def received(self) -> Counter[str]:
        """Mails by receiver."""
        return Counter(to for to, _ in self.taken)

    @property
    def shown(self) -> Counter[str]:
        """Mails by receiver as a mailbox shows them: a Message-ID once."""
        return Counter(to for to, _ in {(to, mail["Message-ID"]) for to, mail in self.taken})

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken += [(to, mail) for to in envelope.rcpt_tos]
        return "250 taken"


def _login(_: SMTP, __: Session, ___: Envelope, ____: str, data: object) -> AuthResult:
    assert isinstance(data, LoginPassword)
    good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)


@contextmanager
def post_office(folder: Path) -> Iterator[PostOffice]:
    """A server that takes mail only over STARTTLS and only from its user."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    office = PostOffice(port=port, certificate=certificate)
    controller = Controller(
        office, hostname="127.0.0.1", port=port, require_starttls=True, tls_context=context,
        auth_required=True, authenticator=_login, ready_timeout=HANG,
    )  # fmt: skip
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
