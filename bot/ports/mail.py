"""A mail server, and what survives a process that is sending."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol as Port


@dataclass(frozen=True, kw_only=True)
class MailMessage:
    """One message, the same for all who get it."""

    version: str
    id: str
    """What its Message-ID is made from, beside the receiver."""
    subject: str
    text: str
    html: str


class MailOutcome(StrEnum):
    """What a mail server said to one receiver."""

    TAKEN = "taken"
    REFUSED = "refused"
    """For good."""
    LATER = "later"
    """Not now: the next run asks again."""


class Mailer(Port):
    """A mail server."""

    def send(
        self, letter: MailMessage, to: Sequence[str], report: Callable[[str, MailOutcome], None]
    ) -> None:
        """Send ``letter`` to each of ``to`` by itself; ``report`` hears at once of each.

        Raises:
            ServiceFailed: the server cannot be spoken with; those not reported got nothing.
        """


class WriteAheadLog(Port):
    """Words that survive this process at once, on this machine alone."""

    def read(self) -> frozenset[str]:
        """Every line so far."""

    def write(self, line: str) -> None:
        """Add a line; it is on the disk when this returns."""
