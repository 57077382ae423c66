"""Mail through any SMTP server: one message for each receiver, and what came of it at once."""

import logging
import smtplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Self
from urllib.parse import unquote, urlsplit

from bot.domain.fingerprint import fingerprint
from bot.errors import Foreseen, Mistake, ServiceFailed
from bot.http_client import Time
from bot.ports import MailMessage, MailOutcome
from bot.rendering.escaping import one_line

log = logging.getLogger(__name__)
SECONDS = 60.0
"""Longest silence of a server."""
TRIES = 3
PAUSE = 20.0
"""Seconds before those who were put off are tried again; twice as many the next time."""
_SUBMISSION, _SUBMISSIONS = 587, 465
"""Ports where none is named (RFC 8314)."""
_FINAL = 500
_HINT = "Nothing is lost: those who got no mail get it with the next run."
_FORM = "It should look like smtps://user:password@host:465 or smtp://host:587."


@dataclass(frozen=True, kw_only=True)
class Server:
    """A mail server as ``SMTP_URL`` names it."""

    host: str
    port: int
    secure: bool
    """TLS from the first byte; else by STARTTLS."""
    user: str = field(repr=False)
    password: str = field(repr=False)

    @classmethod
    def read(cls, url: str) -> Self:
        """The server that an address names.

        Raises:
            Mistake: it names none. The address itself is never shown: it holds a password.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port, parts = None, None, urlsplit("")
        if parts.scheme not in ("smtp", "smtps") or not host or parts.path not in ("", "/"):
            raise Mistake("SMTP_URL is no address of a mail server", hint=_FORM)
        if bool(parts.username) != bool(parts.password):
            raise Mistake("SMTP_URL has a user or a password without the other", hint=_FORM)
        secure = parts.scheme == "smtps"
        return cls(
            host=host,
            port=port or (_SUBMISSIONS if secure else _SUBMISSION),
            secure=secure,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


@dataclass(kw_only=True)
class Mail:
    """Mail from one sender through one server."""

    server: Server
    time: Time
    tls: ssl.SSLContext = field(repr=False)
    title: str
    """The list's name."""
    sender: str
    page: str = ""
    """Where readers leave the list; empty: by mail to the sender."""
    seconds: float = SECONDS

    def send(
        self, letter: MailMessage, to: Sequence[str], report: Callable[[str, MailOutcome], None]
    ) -> None:
        """Send to each receiver by itself; those who are put off are tried again."""
        waiting = list(to)
        for attempt in range(TRIES):
            if attempt:
                self.time.sleep(PAUSE * 2 ** (attempt - 1))
            waiting = self._round(letter, waiting, report)
            if not waiting:
                return
        for address in waiting:
            report(address, MailOutcome.LATER)

    def greet(self) -> str:
        """Connect and sign in without sending anything; the server's name.

        Raises:
            Mistake: the server does not accept the user, or offers no secure connection.
            ServiceFailed: it does not answer as a mail server does.
        """
        connection = self._connect()
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
        return self.server.host

    def _round(
        self, letter: MailMessage, to: Sequence[str], report: Callable[[str, MailOutcome], None]
    ) -> list[str]:
        """Try each once; returns those who were put off."""
        later: list[str] = []
        connection = self._connect()
        try:
            for at, address in enumerate(to):
                answer = _put(connection, self.sender, self.message(letter, address), address)
                if answer is None:
                    # The line broke. What was under way may have arrived; the next try carries
                    # the same Message-ID.
                    return [*later, *to[at:]]
                if answer is MailOutcome.LATER:
                    later.append(address)
                else:
                    report(address, answer)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
        return later

    def message(self, letter: MailMessage, to: str) -> EmailMessage:
        """The message for one receiver, the same whenever it is made."""
        domain = self.sender.rpartition("@")[2] or "localhost"
        made = EmailMessage()
        made["From"] = _address(self.title, self.sender)
        made["To"] = _address("", to)
        made["Subject"] = one_line(letter.subject)
        made["Date"] = format_datetime(
            datetime.fromtimestamp(self.time.seconds_since_epoch(), tz=UTC)
        )
        made["Message-ID"] = f"<{letter.id}.{_code(letter.id, to)}@{domain}>"
        made["List-Id"] = f"<{_slug(self.title)}.{domain}>"
        leave = self.page or f"mailto:{self.sender}?subject=unsubscribe"
        made["List-Unsubscribe"] = f"<{leave}>"
        made["Auto-Submitted"] = "auto-generated"
        made["Precedence"] = "list"
        made.set_content(letter.text)
        made.add_alternative(letter.html, subtype="html")
        return made

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        connection: smtplib.SMTP | None = None
        try:
            if server.secure:
                connection = smtplib.SMTP_SSL(
                    server.host, server.port, timeout=self.seconds, context=self.tls
                )
            else:
                connection = smtplib.SMTP(server.host, server.port, timeout=self.seconds)
                self._secure(connection)
            if server.user:
                connection.login(server.user, server.password)
        except (smtplib.SMTPException, OSError, Mistake) as fault:
            if connection:
                connection.close()
            raise _connection_fault(fault, server.host) from None
        return connection

    def _secure(self, connection: smtplib.SMTP) -> None:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=self.tls)
            connection.ehlo()
        elif self.server.user:
            raise Mistake(
                "the mail server offers no secure connection, and the password stays here",
                hint="Use smtps://, or a server with STARTTLS.",
            )


def _connection_fault(fault: Exception, host: str) -> Foreseen:
    """A fault of the connection in words of our own: a server may repeat what it was told."""
    if isinstance(fault, Foreseen):
        return fault
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return Mistake(
            "the mail server does not accept the user or the password",
            hint="Set SMTP_URL to ones that are valid; odd letters are written as %40 for @.",
        )
    if isinstance(fault, ssl.SSLError):
        return ServiceFailed("the mail server shows no valid certificate", hint=_HINT)
    return ServiceFailed(f"the mail server {host} failed: {type(fault).__name__}", hint=_HINT)


def _put(
    connection: smtplib.SMTP, sender: str, message: EmailMessage, to: str
) -> MailOutcome | None:
    """What the server says to one message; None when the line broke."""
    try:
        connection.send_message(message, from_addr=sender, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as fault:
        code = next(iter(fault.recipients.values()))[0]
    except smtplib.SMTPServerDisconnected:
        return None
    except smtplib.SMTPResponseException as fault:
        code = fault.smtp_code
    except smtplib.SMTPNotSupportedError:
        code = _FINAL
    except OSError:
        return None
    else:
        return MailOutcome.TAKEN
    log.warning("the mail server answers %d to %s", code, masked_address(to))
    return MailOutcome.REFUSED if code >= _FINAL else MailOutcome.LATER


def masked_address(address: str) -> str:
    """An address as a log may hold it: ``r…@example.org``."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def is_mail_address(address: str) -> bool:
    """Whether mail can be sent there."""
    name, at, domain = parseaddr(address)[1].rpartition("@")
    plain = address.isascii() and address.isprintable() and not set(address) & set(' ,;<>"')
    return bool(name and at and "." in domain.strip(".") and plain)


def _address(name: str, address: str) -> Address:
    return Address(display_name=one_line(name), addr_spec=address)


def _slug(title: str) -> str:
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in title.lower())
    return "-".join(filter(None, letters.split("-"))) or "living-review"


def _code(key: str, to: str) -> str:
    """The same for one letter and receiver for ever, so that a second copy is known as one."""
    return fingerprint(f"{key} {to.lower()}", 24)
