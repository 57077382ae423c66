"""A figure: a picture, the words for whoever cannot see it, and the table of the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.topics.topic import FigureWords

TableRow = tuple[str, ...]


class Figure(Protocol):
    """What every figure offers. It holds all that it shows, so that equal figures draw alike."""

    @property
    def name(self) -> str:
        """The name of its file, without folder and ending."""
        ...

    @property
    def title(self) -> str:
        """What it shows, in a few words."""
        ...

    @property
    def alt(self) -> str:
        """What a reader sees in it, in words."""
        ...

    @property
    def caption(self) -> str:
        """How to read it, and what it does not show."""
        ...

    @property
    def header(self) -> TableRow:
        """The columns of its table twin."""
        ...

    @property
    def rows(self) -> Sequence[TableRow]:
        """The lines of its table twin: everything, also what the picture has no room for."""
        ...

    def svg(self) -> str:
        """The picture."""
        ...


@dataclass(frozen=True, kw_only=True)
class TopicFigure:
    """What figures have in common whose title and caption the topic words."""

    words: FigureWords

    @property
    def title(self) -> str:
        """What it shows, in a few words."""
        return self.words.title

    @property
    def caption(self) -> str:
        """How to read it."""
        return self.words.caption
