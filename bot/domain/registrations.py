"""A registration is one planned or running study in a register of trials: no evidence yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness

REGISTER = "ClinicalTrials.gov"
RUNNING = ("NOT_YET_RECRUITING", "RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING")
"""The register's words for studies that are planned or under way."""
WITHDRAWN_ENTRY = "NO_LONGER_REGISTERED"
"""Our word for the status of an entry that the register no longer has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One study as its register described it on one day; the last line of an id counts."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    id: str
    """The register's number, as ``NCT01234567``."""
    on: str
    """ISO date on which it was read."""
    title: str
    status: str
    """In the register's word, as ``RECRUITING``."""
    kind: str = ""
    """``INTERVENTIONAL`` or ``OBSERVATIONAL``."""
    conditions: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    participants: int | None = None
    """How many are planned or enrolled; none where that is not registered."""
    sponsor: str = ""
    completion: str = ""
    """Date of primary completion, as far as it is registered: ``2027-03`` or ``2027-03-31``."""

    @property
    def running(self) -> bool:
        """Whether it is planned or under way."""
        return self.status in RUNNING

    @property
    def link(self) -> str:
        """Where a reader finds it."""
        return f"https://clinicaltrials.gov/study/{self.id}"


def latest_registrations(lines: Iterable[Registration]) -> dict[str, Registration]:
    """Each registration once, its last line counting."""
    return {line.id: line for line in lines}


def planned_studies(lines: Iterable[Registration]) -> tuple[Registration, ...]:
    """The studies that are planned or under way, those that are to end first first."""
    running = (entry for entry in latest_registrations(lines).values() if entry.running)
    return tuple(sorted(running, key=lambda entry: (entry.completion or "9999", entry.id)))
