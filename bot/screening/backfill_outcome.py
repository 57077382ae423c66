"""What a backfill brings: papers for people, and what their decisions say the search misses."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.backfills import TAKEN_BY, Backfill, ScoreBand
from bot.domain.decisions import Decision
from bot.domain.records import BEYOND, Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.screening.missed_estimate import MissedEstimate, Stratum, estimate
from bot.screening.policy import text_of
from bot.screening.strata import ASIDE, MATCHED, UNSCORED, BackfillCandidate, Scan, moved, ranges

NOT_MATCHED = "No search strategy matches it: it was found in PubMed's files by its words."
_TERMS = 3
"""Terms of one search line that a reason names."""
_LEAST = 0.05
"""The score below which nobody is asked for the score's sake, however few papers score more."""
_LIKELY = 0.5
"""The score from which a paper looks more like the included ones than like the excluded ones."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The papers that people are to see, and what they stand for."""

    best: tuple[BackfillCandidate, ...]
    drawn: tuple[BackfillCandidate, ...]
    bands: tuple[ScoreBand, ...]
    set_aside: dict[str, int]
    records: int

    @property
    def papers(self) -> tuple[BackfillCandidate, ...]:
        """All that are to be taken in, the best first."""
        return (*self.best, *self.drawn)


def chosen(scan: Scan, best: int, matched: Collection[int] = ()) -> Chosen:
    """The ``best`` papers that the files brought, and those that chance drew.

    ``matched`` are PMIDs that PubMed itself says a strategy matches. They are not taken in; those
    of them that were drawn stand for others like them, and count as papers that are not missed.
    """
    scan = moved(scan, {paper.pmid for paper in scan.best if paper.pmid in matched}, MATCHED)
    top = [paper for paper in scan.best if paper.score >= _LEAST][:best]
    taken = {paper.pmid for paper in top}
    bands: list[ScoreBand] = []
    drawn: list[BackfillCandidate] = []
    for at, ((low, high), sample) in enumerate(zip(ranges(), scan.samples, strict=True), UNSCORED):
        papers = [paper for paper in sample.papers if paper.pmid not in taken]
        drawn += [paper for paper in papers if paper.pmid not in matched]
        bands.append(
            ScoreBand(
                low=low,
                high=high,
                size=scan.sizes[at] - sum(paper.stratum == at for paper in top),
                drawn=tuple(str(paper.pmid) for paper in papers),
                matched=tuple(str(paper.pmid) for paper in papers if paper.pmid in matched),
            )
        )
    counts = dict(zip(ASIDE, scan.sizes, strict=False))
    return Chosen(
        best=tuple(top),
        drawn=tuple(drawn),
        bands=tuple(bands),
        set_aside={name: count for name, count in counts.items() if count},
        records=sum(scan.sizes[1:]),
    )


def records_of(papers: Sequence[BackfillCandidate]) -> tuple[Record, ...]:
    """The papers as records of the review."""
    return tuple(replace(paper.article.record, source=BEYOND) for paper in papers)


def decisions_on(
    papers: Sequence[BackfillCandidate],
    on: str,
    words: Callable[[Sequence[str]], Sequence[tuple[str, ...]]],
) -> tuple[Decision, ...]:
    """The papers put before people; ``words`` of texts are those that raise their scores."""
    return tuple(
        Decision(
            record=paper.article.record.id,
            verdict=Verdict.UNSURE,
            judge=Judge.RULE,
            by=TAKEN_BY,
            on=on,
            reasons=(NOT_MATCHED, *_lines(paper)),
            score=round(paper.score, 3),
            words=raised,
        )
        for paper, raised in zip(
            papers, words([text_of(paper.article) for paper in papers]), strict=True
        )
    )


def _lines(paper: BackfillCandidate) -> Iterator[str]:
    """Which search lines the paper names with which words, and which it does not."""
    named = {name: terms for name, terms in paper.matched.items() if terms}
    if named:
        shown = (
            f"{_plain(name)} ({', '.join(f'“{term}”' for term in terms[:_TERMS])})"
            for name, terms in named.items()
        )
        yield f"Search lines it names: {', '.join(shown)}."
    if missing := [_plain(name) for name in paper.matched if name not in named]:
        yield f"Search lines it does not name: {', '.join(missing)}."


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def waiting_draws(state: State) -> tuple[str, ...]:
    """Ids of the papers drawn by chance that no person has decided, the oldest draw first."""
    records = (
        state.index.find(pmid) for run in state.runs if run.backfill for pmid in run.backfill.drawn
    )
    waiting = {record.id for record in state.with_verdict(Verdict.UNSURE)}
    return tuple(dict.fromkeys(record.id for record in records if record and record.id in waiting))


@dataclass(frozen=True, kw_only=True)
class BandEstimate:
    """What people's decisions say of one stratum; the best papers are one of their own."""

    band: ScoreBand | None
    """None for the best."""
    stratum: Stratum
    estimate: MissedEstimate


@dataclass(frozen=True, kw_only=True)
class BackfillEstimate:
    """How many eligible papers the search missed, as far as people have decided."""

    backfill: Backfill
    rows: tuple[BandEstimate, ...]
    likely: MissedEstimate
    """Of the best and of those that score :data:`_LIKELY` or more."""
    total: MissedEstimate
    found: int
    """Included papers that a search found."""

    @property
    def recall(self) -> tuple[float, float]:
        """Bounds of the share of the eligible papers that the search finds."""
        least = self.found / max(1, self.found + self.total.high)
        return least, self.found / max(1, self.found + self.total.low)


def estimated(state: State, backfill: Backfill) -> BackfillEstimate:
    """What people's decisions so far say of what ``backfill`` looked through."""
    best = _stratum(state, len(backfill.best), backfill.best)
    strata: list[tuple[ScoreBand | None, Stratum]] = [(None, best)]
    strata += [
        (band, _stratum(state, band.size, band.drawn, band.matched)) for band in backfill.bands
    ]
    likely = [stratum for band, stratum in strata if band is None or band.low >= _LIKELY]
    return BackfillEstimate(
        backfill=backfill,
        rows=tuple(
            BandEstimate(band=band, stratum=stratum, estimate=estimate((stratum,)))
            for band, stratum in strata
        ),
        likely=estimate(likely),
        total=estimate([stratum for _, stratum in strata]),
        found=sum(record.searched for record in state.included),
    )


def _stratum(
    state: State, size: int, drawn: Collection[str], matched: Collection[str] = ()
) -> Stratum:
    records = (state.index.find(pmid) for pmid in drawn if pmid not in matched)
    verdicts = [
        state.human_labels[record.id].verdict
        for record in records
        if record and record.id in state.human_labels
    ]
    relevant = verdicts.count(Verdict.INCLUDE)
    return Stratum(
        size=size,
        drawn=len(drawn),
        relevant=relevant,
        irrelevant=len(verdicts) - relevant + len(matched),
    )
