"""A place of the brain as it is named at one point of an abstract."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A place of the brain as it is named at one point of the text, with its side."""

    id: str
    start: int
    end: int
    side: str = ""
    after: int = 0
    """Where the text goes on, behind a short form or figures in brackets."""
    network: bool = False
    wider: bool = False
    """Whether it only introduces the places behind it, which are parts of it."""
