"""The journal of a sitting: what a person decided and no ledger has yet."""

from typing import Protocol as Port

from bot.domain.sittings import ScreeningAct, Sitting


class Journal(Port):
    """Acts that survive this process at once, on this machine alone."""

    def read(self) -> Sitting | None:
        """The sitting that was not saved, None where there is none.

        Raises:
            Mistake: a line that cannot be read.
        """

    def begin(self, sitting: Sitting) -> None:
        """Open the journal of a new sitting."""

    def add(self, act: ScreeningAct) -> None:
        """Add an act; it is on the disk when this returns."""

    def clear(self) -> None:
        """Forget the sitting: it is in the ledger."""
