"""Strata of PubMed's records by what they are to the review, and the papers kept of each.

What a file gives is small and is joined with that of others in any number of steps: a later file
replaces what an earlier one said of the same record, be it a revision or a deletion. Each record
has a random number of its own, and each stratum keeps the papers with the smallest ones: joined,
these are still a random sample (bottom-k sampling, Cohen and Kaplan, PODC 2007). Where revisions
take places of papers that were kept, the order of joining may decide which others are: it is fixed.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.domain.records import Article
from bot.screening.metadata_filters import LANGUAGE, PUBLICATION_TYPE, RETRACTED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DELETED, UNREADABLE, KNOWN, MATCHED = (
    "deleted", "unreadable", "in the review", "matched by the search",
)  # fmt: skip
ASIDE = (DELETED, UNREADABLE, KNOWN, MATCHED, RETRACTED, PUBLICATION_TYPE, LANGUAGE)
"""Why a record is no candidate: each reason is a stratum of its own."""
UNSCORED = len(ASIDE)
"""The stratum of candidates whose single words were too unlike to be scored."""
EDGES = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.993, 0.9997, 1.0)
"""Scores at which one stratum of scored candidates ends and the next begins: steps of the logit."""
STRATA = UNSCORED + len(EDGES)
_ANY = 1 << 64


@dataclass(frozen=True, slots=True)
class NoRecord:
    """What a file says of a PMID without a record that can be read."""

    pmid: int
    """0 where even that is unknown."""
    reason: str
    """:data:`DELETED` or :data:`UNREADABLE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillCandidate:
    """A paper that no strategy matches, with its place among the others."""

    article: Article
    stratum: int
    score: float
    """0 where it was too unlike to be scored."""
    chance: int
    """Its random number."""
    matched: dict[str, tuple[str, ...]]
    """For each search line the terms of it that the paper has."""

    @property
    def pmid(self) -> int:
        """Its PMID."""
        return int(self.article.record.pmid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The papers of one stratum with the smallest random numbers."""

    papers: tuple[BackfillCandidate, ...] = ()
    """In the order of these numbers."""
    bound: int = _ANY
    """The number below which none is missing."""

    @classmethod
    def of(cls, papers: Iterable[BackfillCandidate], most: int, bound: int = _ANY) -> "Sample":
        """At most ``most`` of the ``papers``, which are all that there are below ``bound``."""
        ordered = sorted(papers, key=attrgetter("chance"))
        below = [paper for paper in ordered if paper.chance < bound]
        if len(below) > most:
            return cls(papers=tuple(below[:most]), bound=below[most].chance)
        return cls(papers=tuple(below), bound=bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many papers are kept."""

    best: int
    """Of those that score best."""
    drawn: int
    """Of each stratum, by chance."""


@dataclass(frozen=True, kw_only=True)
class Scan:
    """What one file, or several joined, brought."""

    files: int
    last: str
    """Name of the last file."""
    limits: Limits
    pmids: "NDArray[np.uint32]"
    """Every record that was named, once."""
    strata: "NDArray[np.uint8]"
    """The stratum of each."""
    best: tuple[BackfillCandidate, ...]
    """Those that scored best, the best first."""
    samples: tuple[Sample, ...]
    """One for each stratum from :data:`UNSCORED` on."""

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many records each stratum has."""
        import numpy as np

        return tuple(np.bincount(self.strata, minlength=STRATA).tolist())

    @property
    def kept(self) -> tuple[BackfillCandidate, ...]:
        """Every paper that is kept, once."""
        sampled = chain.from_iterable(sample.papers for sample in self.samples)
        return tuple({paper.pmid: paper for paper in (*self.best, *sampled)}.values())


def joined(older: Scan, newer: Scan) -> Scan:
    """Both together: what the ``newer`` one says of a record replaces what the older one said."""
    import numpy as np

    lasting = ~np.isin(older.pmids, newer.pmids)
    pmids = np.array([paper.pmid for paper in older.kept], dtype=np.uint32)
    gone = set(pmids[np.isin(pmids, newer.pmids)].tolist())
    best = [*(paper for paper in older.best if paper.pmid not in gone), *newer.best]
    best.sort(key=lambda paper: (-paper.score, paper.pmid))
    return Scan(
        files=older.files + newer.files,
        last=max(older.last, newer.last),
        limits=newer.limits,
        pmids=np.concatenate((older.pmids[lasting], newer.pmids)),
        strata=np.concatenate((older.strata[lasting], newer.strata)),
        best=tuple(best[: newer.limits.best]),
        samples=tuple(
            Sample.of(
                [*(paper for paper in before.papers if paper.pmid not in gone), *after.papers],
                newer.limits.drawn,
                min(before.bound, after.bound),
            )
            for before, after in zip(older.samples, newer.samples, strict=True)
        ),
    )


def moved(scan: Scan, pmids: Collection[int], reason: str) -> Scan:
    """``scan`` with the records of these ``pmids`` set aside, for a reason of :data:`ASIDE`."""
    import numpy as np

    gone = frozenset(pmids)
    concerned = np.isin(scan.pmids, np.fromiter(gone, dtype=np.uint32, count=len(gone)))
    strata = np.where(concerned, np.uint8(ASIDE.index(reason)), scan.strata)
    return replace(
        scan,
        strata=strata.astype(np.uint8),
        best=tuple(paper for paper in scan.best if paper.pmid not in gone),
        samples=tuple(
            replace(
                sample, papers=tuple(paper for paper in sample.papers if paper.pmid not in gone)
            )
            for sample in scan.samples
        ),
    )


def stratum_of(score: float) -> int:
    """The stratum of a scored paper."""
    inner = EDGES[1:-1]
    return UNSCORED + 1 + sum(score >= edge for edge in inner)


def ranges() -> Iterator[tuple[float, float]]:
    """The scores of each stratum from :data:`UNSCORED` on: from which, and below which."""
    yield 0.0, 0.0
    yield from pairwise(EDGES)
