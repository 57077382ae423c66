"""One command as a person gave it."""

from dataclasses import dataclass

from bot.domain.fingerprint import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandCall:
    """One command as a person gave it."""

    name: str
    """In lower case, without the slash."""
    arguments: str = ""
    """All that follows, with single blanks."""
    confirmed: bool = False
    """Whether ``!`` stands behind the name: to be done although there is a warning."""
    by_box: bool = False
    """Whether a ticked box stands for it."""

    @property
    def text(self) -> str:
        """The whole command on one line."""
        return f"/{self.name}{'!' if self.confirmed else ''} {self.arguments}".strip()

    @property
    def fingerprint(self) -> str:
        """Tells one command of a comment from another, however it is moved about in it."""
        return fingerprint(self.text, 10)
