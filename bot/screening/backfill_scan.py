"""One file of PubMed's looked through: where each record belongs, and which papers are kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from hashlib import blake2b
from itertools import islice

from bot.domain.paper_words import PaperWords
from bot.domain.protocol import Protocol
from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.records import Article
from bot.screening.classifier import Model, fit
from bot.screening.first_look import FirstLook
from bot.screening.local_search import LocalSearch
from bot.screening.metadata_filters import filtered_out
from bot.screening.policy import text_of
from bot.screening.strata import (
    ASIDE,
    KNOWN,
    MATCHED,
    STRATA,
    UNSCORED,
    BackfillCandidate,
    Limits,
    NoRecord,
    Sample,
    Scan,
    joined,
    stratum_of,
)
from bot.screening.svm import Label

_BATCH = 2_000
"""Records that are looked at together: scoring a few at a time takes longer."""


@dataclass(frozen=True, kw_only=True)
class Scanner:
    """By what records are set aside, scored and kept."""

    screening: ScreeningSettings
    search: LocalSearch
    known: frozenset[str]
    """PMIDs that the review has."""
    look: FirstLook
    model: Model
    limits: Limits

    @classmethod
    def taught(
        cls,
        protocol: Protocol,
        labelled: Sequence[tuple[Article, bool]],
        background: Sequence[Article],
        known: Iterable[str],
        limits: Limits,
    ) -> "Scanner":
        """A scanner taught by what people included and excluded, of both of which there is some.

        ``background`` are records of the files themselves: the classifier learns from them how
        most of PubMed reads.
        """
        texts = [text_of(paper) for paper, _ in labelled] + [text_of(paper) for paper in background]
        labels: list[Label] = [int(relevant) for _, relevant in labelled]
        labels += [None] * len(background)
        model = fit(texts, labels, about=protocol.own_words, seed=protocol.screening.seed)
        # Its texts are of no use any more, and it is sent to every worker.
        slim = replace(model, training_set=replace(model.training_set, texts=()))
        included = [PaperWords(paper) for paper, relevant in labelled if relevant]
        return cls(
            screening=protocol.screening,
            search=LocalSearch.of(protocol),
            known=frozenset(known),
            look=FirstLook.of(slim, included, [*map(PaperWords, background)]),
            model=slim,
            limits=limits,
        )

    def scan(self, name: str, entries: Iterable[Article | NoRecord]) -> Scan:
        """What the file called ``name`` brings; of a record named twice the later entry counts."""
        parts = (self._part(name, batch) for batch in _batches(entries))
        return replace(reduce(joined, parts, self._part(name, ())), files=1)

    def _part(self, name: str, entries: Sequence[Article | NoRecord]) -> Scan:
        import numpy as np

        strata: dict[int, int] = {}
        papers: dict[int, PaperWords] = {}
        for entry in entries:
            pmid = entry.pmid if isinstance(entry, NoRecord) else int(entry.record.pmid)
            papers.pop(pmid, None)
            if isinstance(entry, NoRecord):
                strata[pmid] = ASIDE.index(entry.reason)
                continue
            paper = PaperWords(entry)
            reason = self._reason(paper)
            strata[pmid] = ASIDE.index(reason) if reason else UNSCORED
            if not reason:
                papers[pmid] = paper
        scores = self._scores(papers)
        strata |= {pmid: stratum_of(score) for pmid, score in scores.items()}
        kept = _KeptPapers(self, papers, strata, scores)
        return Scan(
            files=0,
            last=name,
            limits=self.limits,
            pmids=np.fromiter(strata.keys(), dtype=np.uint32, count=len(strata)),
            strata=np.fromiter(strata.values(), dtype=np.uint8, count=len(strata)),
            best=kept.best(),
            samples=kept.samples(),
        )

    def _reason(self, paper: PaperWords) -> str:
        """Why a record is no candidate, empty where it is one."""
        record = paper.article.record
        if record.pmid in self.known:
            return KNOWN
        if stopped := filtered_out(record, self.screening):
            return stopped[0]
        return MATCHED if self.search.matches(paper) else ""

    def _scores(self, papers: dict[int, PaperWords]) -> dict[int, float]:
        """The score of each paper that passes the first look."""
        passing = {pmid: paper for pmid, paper in papers.items() if self.look.passes(paper)}
        texts = [text_of(paper.article) for paper in passing.values()]
        if not texts or self.model.features is None:
            return {}
        scores = self.model.score_rows(self.model.features.of(texts))
        return dict(zip(passing, map(float, scores), strict=True))


@dataclass(frozen=True)
class _KeptPapers:
    """The papers of one part that are worth keeping."""

    scanner: Scanner
    papers: dict[int, PaperWords]
    strata: dict[int, int]
    scores: dict[int, float]

    def best(self) -> tuple[BackfillCandidate, ...]:
        """Those that scored best."""
        order = sorted(self.scores, key=lambda pmid: (-self.scores[pmid], pmid))
        return tuple(map(self._candidate, order[: self.scanner.limits.best]))

    def samples(self) -> tuple[Sample, ...]:
        """Those that chance keeps of each stratum."""
        members: list[list[int]] = [[] for _ in range(UNSCORED, STRATA)]
        for pmid in self.papers:
            members[self.strata[pmid] - UNSCORED].append(pmid)
        most = self.scanner.limits.drawn
        firsts = (sorted(group, key=self._chance)[: most + 1] for group in members)
        return tuple(Sample.of(map(self._candidate, first), most) for first in firsts)

    def _chance(self, pmid: int) -> int:
        seed = self.scanner.screening.seed
        return int.from_bytes(blake2b(f"{seed} {pmid}".encode(), digest_size=8).digest())

    def _candidate(self, pmid: int) -> BackfillCandidate:
        paper = self.papers[pmid]
        return BackfillCandidate(
            article=paper.article,
            stratum=self.strata[pmid],
            score=self.scores.get(pmid, 0.0),
            chance=self._chance(pmid),
            matched=self.scanner.search.words_by_line(paper),
        )


def _batches(entries: Iterable[Article | NoRecord]) -> Iterator[Sequence[Article | NoRecord]]:
    rest = iter(entries)
    while batch := tuple(islice(rest, _BATCH)):
        yield batch
