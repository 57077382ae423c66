"""Databases of papers, collections of full texts, and the memory of what was fetched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol as Port

from bot.domain.full_texts import FullText, FullTextLookup
from bot.domain.records import Article
from bot.domain.registrations import Registration
from bot.domain.strategies import SearchLines, Strategy
from bot.screening.strata import NoRecord


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What came back for a list of ids."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    """By the source's own id."""
    unreadable: tuple[str, ...] = ()
    """Ids that were asked for and gave no readable record."""


class Source(Port):
    """A bibliographic database."""

    name: str
    """What people call it."""
    code: str
    """What ``review.yaml`` and the records call it."""

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""

    def query(self, strategy: Strategy, lines: SearchLines) -> str:
        """A strategy exactly as it is sent; empty where it is not searched here."""

    def search(self, query: str) -> tuple[str, ...]:
        """Every id that matches today.

        Raises:
            ServiceFailed: anything but a whole answer.
        """

    def fetch(self, ids: Sequence[str]) -> Fetched:
        """Records and abstracts by id.

        Raises:
            ServiceFailed: anything but whole answers.
        """

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:
        """Every id to which ``route`` leads from any of ``ids``; none where it has no such route.

        Raises:
            ServiceFailed: anything but a whole answer.
        """


class UpdateFiles(Port):
    """Files of records in which a database says what is new, revised or deleted."""

    name: str
    """What people call them."""

    def names(self) -> tuple[str, ...]:
        """Every file that is there today, the oldest first.

        Raises:
            ServiceFailed: no list came.
        """

    def entries(self, name: str) -> Iterator[Article | NoRecord]:
        """What a file holds, in order.

        Raises:
            ServiceFailed: it cannot be had whole.
        """


class Register(Port):
    """A register of trials."""

    name: str

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""

    def running(self, query: str, on: str) -> tuple[Registration, ...]:
        """Planned and running studies that match today, ``on`` being today's ISO date.

        Raises:
            ServiceFailed: anything but a whole answer.
            Mistake: more match than a review can list.
        """

    def entries(self, ids: Sequence[str], on: str) -> tuple[Registration, ...]:
        """What the register now says of these studies, as far as it has them.

        Raises:
            ServiceFailed: anything but a whole answer.
        """


class FullTexts(Port):
    """A collection of papers that may be read as a whole."""

    name: str

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""

    def texts(self, pmcids: Sequence[str]) -> Mapping[str, FullText]:
        """The texts among ``pmcids`` that are free and can be read.

        Raises:
            ServiceFailed: no believable answer.
        """


class Cache(Port):
    """Disposable memory of fetched articles and texts, outside the review."""

    def articles(self, source: str, ids: Iterable[str]) -> dict[str, Article]:
        """The cached articles among ``ids``."""

    def keep(self, source: str, articles: Mapping[str, Article]) -> None:
        """Remember ``articles``."""

    def texts(self, pmcids: Iterable[str]) -> dict[str, FullTextLookup]:
        """What came of asking for the full texts among ``pmcids``, where that is remembered."""

    def keep_texts(self, sought: Mapping[str, FullTextLookup]) -> None:
        """Remember what came of asking, by PMCID."""
