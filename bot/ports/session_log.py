"""The log of a screening session: what a person decided and no ledger has yet."""

from typing import Protocol as Port

from bot.domain.screening_sessions import ScreeningAction, ScreeningSession


class SessionLog(Port):
    """Actions that survive this process at once, on this machine alone."""

    def read(self) -> ScreeningSession | None:
        """The session that was not saved, None where there is none.

        Raises:
            Mistake: a line that cannot be read.
        """

    def begin(self, session: ScreeningSession) -> None:
        """Open the log of a new session."""

    def add(self, action: ScreeningAction) -> None:
        """Add an action; it is on the disk when this returns."""

    def clear(self) -> None:
        """Forget the session: it is in the ledger."""
