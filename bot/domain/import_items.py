"""An item is a paper as another program's file names it, before anything is believed of it."""

from dataclasses import dataclass

from bot.domain.records import Record
from bot.domain.verdicts import Verdict

CLAIMED_PMID = "pmid:"
"""How a PMID that a file claims and nobody has verified stands among a record's other ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportItem:
    """One entry of an imported file."""

    place: str
    """Where it stands in its file, for people: ``entry 3``."""
    pmid: str = ""
    """As the file states it, and only where it says that the number is PubMed's."""
    doi: str = ""
    """Bare, in lower case."""
    pmcid: str = ""
    title: str = ""
    may_be_title: bool = False
    """Whether the title is a bare line of a list, which may be any text."""
    abstract: str = ""
    authors: tuple[str, ...] = ()
    """As printed: ``Moss, Karen J.`` or ``Moss KJ``."""
    year: int | None = None
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    keywords: tuple[str, ...] = ()
    verdict: Verdict | None = None
    """What people decided on it there; None where they did not."""
    by: str = ""
    on: str = ""
    """ISO date of that decision, where the file has it."""
    reason: str = ""
    """Why they excluded it, where the program names that by itself: ``Wrong population``."""
    note: str = ""
    """What else they noted."""
    tags: tuple[str, ...] = ()
    """Labels that people put on it."""

    @property
    def name(self) -> str:
        """What to call it in a report."""
        return self.title or self.pmid or self.doi or self.pmcid or "an entry without title or id"


def claimed_pmid(record: Record) -> str:
    """The PMID that a file claims for a record and nobody has verified; empty if there is none."""
    names = (name for name in record.other_ids if name.startswith(CLAIMED_PMID))
    return next(names, "").removeprefix(CLAIMED_PMID)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenItem:
    """One entry of an imported file that could not be read."""

    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
    """What one file holds."""

    file: str
    kind: str
    """Its format, for people."""
    items: tuple[ImportItem, ...]
    """In the order of the file; where it tells when each was decided, in that order."""
    broken: tuple[BrokenItem, ...] = ()
    """Entries that could not be read."""
    notes: tuple[str, ...] = ()
    """What is odd about the file."""

    @property
    def entries(self) -> int:
        """All entries, readable or not."""
        return len(self.items) + len(self.broken)
