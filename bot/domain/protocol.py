"""The protocol: what the review asks, how it searches, and what it takes in."""

from dataclasses import dataclass, field
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.strategies import Lines, Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """The lines and the strategies that combine them."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    lines: dict[str, str]
    strategies: dict[str, Strategy]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One question that decides about a paper (PICOS)."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    include: str
    exclude: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borderline:
    """A hard case and how it was decided, so that it is decided so again."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    case: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """How papers are screened."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    must_mention: str = ""
    """An expression over search lines: a paper whose title and abstract do not meet it is out."""
    should_mention: str = ""
    """An expression over search lines: a paper that does not meet it goes to a person."""
    excluded_types: tuple[str, ...] = ()
    """PubMed publication types that are excluded whatever the text says."""
    include_above: float = 0.5
    """Classifier score from 0 to 1 from which inclusion is proposed."""
    per_run: int = 25
    """Undecided papers shown to reviewers at a time; the others wait in the queue."""
    seed: int = 1
    """Random seed of the classifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Where readers hear of changes."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    title: str = ""
    address: str = ""
    """A mailing list's address; the list manager holds the subscribers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """The whole of ``review.yaml``."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    title: str
    question: str
    contact: str
    """E-mail that PubMed may write to when the bot misbehaves."""
    search: SearchPlan
    criteria: dict[str, Criterion]
    borderline: tuple[Borderline, ...] = ()
    screening: Screening = field(default_factory=Screening)
    vocabulary: str = ""
    """Name of the built-in vocabulary the reader uses; empty reads no findings."""
    reviewers: tuple[str, ...] = ()
    """GitHub logins asked to review."""
    digest: Digest = field(default_factory=Digest)

    @property
    def lines(self) -> Lines:
        """The search lines with their numbers."""
        return Lines(self.search.lines)
