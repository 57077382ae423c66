"""A full text is a paper that may be read as a whole: its sections and its tables."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.fingerprint import fingerprint

IN_FULL = "full text, "
"""How the name of a part begins that stands in no abstract."""


class Role(StrEnum):
    """What a section is for, as far as it matters to the reader."""

    METHODS = "methods"
    RESULTS = "results"
    OTHER = "other"
    """Introduction, discussion and all else: nothing is read there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The paragraphs of one section, those of its subsections left to them."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    path: tuple[str, ...]
    """Titles from the outermost section to this one; no two passages have the same."""
    text: str
    """One paragraph a line, with single spaces: places in it are stable."""
    role: Role

    @property
    def part(self) -> str:
        """The name by which quotes refer to it: ``full text, Results > Group differences``."""
        return IN_FULL + " > ".join(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its spans resolved: each row has a cell for each column."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    label: str
    """As printed: ``Table 2``."""
    caption: str
    header: tuple[tuple[str, ...], ...]
    """Rows that the publisher marked as head; none where it marked nothing."""
    rows: tuple[tuple[str, ...], ...]
    notes: str = ""
    """What stands beneath it."""
    role: Role = Role.OTHER
    """Of the section it stands in; ``other`` too where it stands apart from the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """The words of one paper beyond its abstract, which are never committed."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    pmcid: str
    pmid: str = ""
    """As the text itself has it, empty where it has none."""
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def has_results(self) -> bool:
        """Whether any section reports results: without one the paper was not read in full."""
        return any(passage.role is Role.RESULTS for passage in self.passages)

    @property
    def fingerprint(self) -> str:
        """First 16 hex digits of the SHA-256 of all passages: tells when places may move."""
        text = "\n\n".join(f"{passage.part}\n{passage.text}" for passage in self.passages)
        return fingerprint(text, 16)

    def words_of(self, part: str) -> str:
        """The text of the passage that quotes call ``part``, empty if there is none."""
        return next((passage.text for passage in self.passages if passage.part == part), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FullTextLookup:
    """A full text that was asked for, and what came of it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    on: str
    """ISO date of the question."""
    text: FullText | None = None
    """None where it is not free, or cannot be read."""
