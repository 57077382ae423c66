"""A run is one execution of the weekly job that brought news."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search exactly as it was sent, and what came back."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    source: str
    strategy: str
    query: str
    reported: int
    """Hits the source reported; equal to the ids retrieved, or the search fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """What language models were asked in one run, and what it cost."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    models: tuple[str, ...]
    prompt: str
    """Version of the question: it changes with the template and with the criteria."""
    papers: int
    """Papers that rules and classifier left open to models."""
    asked: int
    """Of these, the ones that every model was asked about."""
    answered: int = 0
    """Answers that could be used, one of each model for a paper at most."""
    cached: int = 0
    """Of these, the ones remembered from an earlier run, which cost nothing."""
    bad: int = 0
    """Answers that could not be used."""
    tokens_in: int = 0
    tokens_out: int = 0
    usd: float = 0.0
    """0 where the protocol names no price."""
    partial: str = ""
    """Why not every paper was asked about: "12 of 31: the budget is spent"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The search, its yield and the versions that made it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    on: str
    """ISO date."""
    version: str
    """Version of the bot."""
    searches: tuple[Search, ...]
    retrieved: int
    """Distinct ids over all searches of the run."""
    found: tuple[str, ...] = ()
    """Ids of the records that were new, or newly matched to a known paper."""
    changed: tuple[str, ...] = ()
    """Ids of included records that PubMed has changed, for example by a retraction."""
    read: tuple[str, ...] = ()
    """Ids of the included papers read in this run; a study file removed since stays removed."""
    unreadable: tuple[str, ...] = ()
    """PMIDs whose record could not be read; they stay pending and are asked for again."""
    labels: int = 0
    """People's decisions that trained the classifier."""
    consultation: Consultation | None = None
    """None where no language model was asked."""
