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
