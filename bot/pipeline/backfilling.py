"""What a backfill by hand and that of the weekly run have in common: what goes in, and what comes.

Neither people's decisions nor the cut-off of the weekly ranking is touched: what is taken in waits
for a person, whatever its score, and counts apart from what the searches found.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from bot import __version__
from bot.domain.backfills import Backfill
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.runs import Run
from bot.domain.sources import PUBMED
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.errors import Mistake, ServiceFailed
from bot.pipeline.context import Literature
from bot.ports import Source
from bot.screening.backfill_outcome import Chosen, chosen, decisions_on, records_of
from bot.screening.backfill_scan import Scanner
from bot.screening.strata import KNOWN, Limits, NoRecord, Scan, moved

BACKGROUND = 200
"""Records of one file from which the classifier learns how most of PubMed reads."""


@dataclass(frozen=True, kw_only=True)
class BackfillTerms:
    """How a backfill goes."""

    on: str
    """ISO date."""
    best: int
    """Papers taken in because they score best."""
    drawn: int
    """Papers taken in of each stratum by chance."""
    weekly: bool = False

    @property
    def limits(self) -> Limits:
        """How many papers each file keeps: of those kept, PubMed may match some."""
        return Limits(best=2 * self.best, drawn=self.drawn)


def refuse_undecided(state: State) -> None:
    """Refuse a review from which nothing can be learned.

    Raises:
        Mistake: people have not included and excluded anything yet.
    """
    verdicts = {decision.verdict for decision in state.human_labels.values()}
    if not {Verdict.INCLUDE, Verdict.EXCLUDE} <= verdicts:
        raise Mistake(
            "a backfill ranks by what people decided, and they have not decided enough",
            hint="Include and exclude some papers first; `living-review-bot import` takes over"
            " decisions made elsewhere.",
        )


def scanner_for(
    protocol: Protocol,
    state: State,
    literature: Literature,
    background: Iterable[Article],
    limits: Limits,
) -> Scanner:
    """What looks through the files, taught by people's decisions.

    Raises:
        Mistake: people have not included and excluded anything yet.
        ServiceFailed: PubMed did not answer.
    """
    refuse_undecided(state)
    labels = state.human_labels
    articles = literature.articles(labels, state, {})
    labelled = [
        (articles.get(key, Article(record=state.by_id[key])), decision.verdict is Verdict.INCLUDE)
        for key, decision in sorted(labels.items())
        if key in state.by_id
    ]
    known = state.index.keys[PUBMED]
    return Scanner.taught(protocol, labelled, tuple(background), known, limits)


def sample_of(entries: Iterable[Article | NoRecord]) -> Iterator[Article]:
    """The first records of a file that have an abstract, as far as it can be read."""
    readable = (
        entry for entry in entries if isinstance(entry, Article) and entry.record.has_abstract
    )
    with suppress(OSError, ValueError, ServiceFailed):
        yield from islice(readable, BACKGROUND)


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """A state with what a backfill brought, and what that was."""

    state: State
    backfill: Backfill
    chosen: Chosen


def with_backfill(
    state: State,
    scan: Scan,
    scanner: Scanner,
    terms: BackfillTerms,
    *,
    matched: Collection[int] = (),
    failed: Iterable[str] = (),
) -> TakenIn:
    """``state`` with the papers chosen of ``scan``, waiting for people.

    ``matched`` are PMIDs that a strategy matches in PubMed itself, ``failed`` names of files that
    could not be read.
    """
    scan = moved(scan, [int(pmid) for pmid in state.index.keys[PUBMED]], KNOWN)
    twins = {paper.pmid for paper in scan.kept if _is_known(state, paper.article)}
    scan = moved(scan, twins, KNOWN)
    choice = chosen(scan, terms.best, matched)
    backfill = Backfill(
        on=terms.on,
        version=__version__,
        files=scan.files,
        last=scan.last,
        failed=tuple(failed),
        weekly=terms.weekly,
        lesson=state.label_fingerprint,
        records=choice.records,
        set_aside=choice.set_aside,
        best=tuple(str(paper.pmid) for paper in choice.best),
        bands=choice.bands,
    )
    added = state.with_added(
        records=records_of(choice.papers),
        decisions=decisions_on(choice.papers, terms.on, scanner.model.words),
    )
    return TakenIn(state=added, backfill=backfill, chosen=choice)


def with_run(taken: TakenIn) -> State:
    """The state with a run of its own for what a backfill by hand looked through."""
    backfill = taken.backfill
    run = Run(
        on=backfill.on, version=backfill.version, searches=(), retrieved=0, quiet=True,
        found=tuple(paper.article.record.id for paper in taken.chosen.papers), backfill=backfill,
    )  # fmt: skip
    return taken.state.with_added(runs=(run,))


def matched_in_pubmed(source: Source, protocol: Protocol, scan: Scan) -> frozenset[int]:
    """Which of the papers kept any strategy matches in PubMed itself, headings extended.

    Raises:
        ServiceFailed: PubMed did not answer.
    """
    among = " OR ".join(f"{pmid}[uid]" for pmid in sorted(paper.pmid for paper in scan.kept))
    if not among:
        return frozenset()
    plan, lines = protocol.search.strategies, protocol.lines
    whole = " OR ".join(f"({source.query(strategy, lines)})" for strategy in plan.values())
    return frozenset(map(int, source.search(f"({whole}) AND ({among})")))


def _is_known(state: State, article: Article) -> bool:
    record = article.record
    names = (record.doi, record.pmcid)
    return any(name and state.index.find(name) is not None for name in names)
