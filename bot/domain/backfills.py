"""A backfill: one look through PubMed's own files for papers that no search strategy matches."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness

TAKEN_BY = "beyond the search 1"
"""In whose name a paper that no strategy matches is put before people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBand:
    """The papers of one range of scores, and those of them that chance put before people."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    low: float
    """The classifier's score from which on papers belong here."""
    high: float
    """The score below which they do; 0 for those whose words were too unlike to be scored."""
    size: int
    """Papers of the band, those put before people as the best not counted."""
    drawn: tuple[str, ...] = ()
    """PMIDs drawn at random."""
    matched: tuple[str, ...] = ()
    """Of these, the ones that PubMed itself says a strategy matches: none of them is missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """What was looked through, and what it brought."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    on: str
    """ISO date."""
    version: str
    """Version of the bot."""
    files: int
    """Files that were looked through."""
    last: str
    """Name of the last of them."""
    failed: tuple[str, ...] = ()
    """Names of files that could not be read."""
    weekly: bool = False
    """Whether these were the update files of a weekly run."""
    lesson: str
    """Fingerprint of the decisions that taught the classifier."""
    records: int
    """Distinct records in the files, deleted ones not counted."""
    set_aside: dict[str, int]
    """Records that were not candidates, by the reason why."""
    best: tuple[str, ...] = ()
    """PMIDs of the papers put before people because they scored best."""
    bands: tuple[ScoreBand, ...] = ()
    """All other candidates."""

    @property
    def candidates(self) -> int:
        """Papers that no strategy matches and no rule of the protocol excludes."""
        return len(self.best) + sum(band.size for band in self.bands)

    @property
    def taken_in(self) -> int:
        """Papers that it put before people."""
        return len(self.best) + len(self.drawn)

    @property
    def drawn(self) -> tuple[str, ...]:
        """PMIDs of all papers that chance put before people."""
        return tuple(pmid for band in self.bands for pmid in band.drawn if pmid not in band.matched)
