"""From a state to everything that its included studies say together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.domain.claims import Claim, Conflict, ConflictKind, Evidence, Synthesis
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import FindingKind, Study
from bot.extraction.vocabulary import Vocabulary
from bot.synthesis.cell_conflicts import Clash, Detector, contradicted
from bot.synthesis.cells import Cell, CountedStudy, Measures, cells
from bot.synthesis.certainty import graded
from bot.synthesis.claim_conflicts import claim_conflicts
from bot.synthesis.claims import claim
from bot.synthesis.cohorts import linkage, of_study
from bot.synthesis.participants import with_participants

_KINDS = tuple(ConflictKind)


def synthesised(state: State, vocabulary: Vocabulary | None) -> Synthesis:
    """What the studies say together; nothing where no vocabulary tells what is comparable."""
    if vocabulary is None:
        return Synthesis()
    sources = _Sources(read=_read(state), studies=state.studies, vocabulary=vocabulary, state=state)
    return _kept(sources)


@dataclass(frozen=True, kw_only=True)
class _Sources:
    """All of a state that a synthesis depends on."""

    read: list[tuple[Record, Study]]
    studies: Mapping[str, Study]
    vocabulary: Vocabulary
    state: State = field(compare=False)

    def __hash__(self) -> int:
        """Little: nearly all is the same object, which is quick to compare and slow to hash."""
        return hash((len(self.read), len(self.studies)))


# The documents, the pull request and what turned since ask for the same few again and again.
@lru_cache(maxsize=4)
def _kept(sources: _Sources) -> Synthesis:
    return _synthesised(sources.state, sources.vocabulary)


def _synthesised(state: State, vocabulary: Vocabulary) -> Synthesis:
    """What the included, not retracted studies say together; the order of files does not matter."""
    read = _read(state)
    topic = vocabulary.topic
    linked = linkage(read, topic)
    cohort = of_study(linked.cohorts)
    sources = {
        study.id: CountedStudy(study=study, cohort=cohort[study.id]) for record, study in read
    }
    measures = Measures(vocabulary)
    gathered = cells(sources.values(), measures)
    detector = Detector(
        measures=measures,
        possible=linked.possible,
        animals={
            id: frozenset(source.study.facts.values("species")) for id, source in sources.items()
        },
    )
    clashes = {cell: detector.within(cell, evidence) for cell, evidence in gathered.items()}
    groups = {cohort.id: cohort.group for cohort in linked.cohorts}
    drafts = _drafts(gathered, clashes, groups, topic.findings)
    claims = tuple(
        with_participants(claim, state.studies, topic)
        for claim in graded(drafts.values(), sources, topic)
    )
    conflicts = (*_within(drafts, clashes), *_across(claims, detector))
    return Synthesis(
        cohorts=linked.cohorts,
        overlaps=linked.overlaps,
        claims=claims,
        conflicts=tuple(sorted(conflicts, key=_order)),
    )


def _read(state: State) -> list[tuple[Record, Study]]:
    """The included records that were read, the oldest first."""
    pairs = [
        (record, state.studies[record.id])
        for record in state.included
        if record.id in state.studies
    ]
    return sorted(pairs, key=lambda pair: (pair[0].year or 0, pair[0].id))


def _drafts(
    gathered: Mapping[Cell, tuple[Evidence, ...]],
    clashes: Mapping[Cell, Iterable[Clash]],
    groups: Mapping[str, str],
    kind: FindingKind,
) -> dict[Cell, Claim]:
    against = contradicted(clashes)
    return {
        cell: claim(cell, evidence, groups, contradicted=cell in against, kind=kind)
        for cell, evidence in gathered.items()
    }


def _within(
    drafts: Mapping[Cell, Claim], clashes: Mapping[Cell, Iterable[Clash]]
) -> Iterator[Conflict]:
    """Yield the conflicts within claims."""
    for cell, clashing in clashes.items():
        for clash in clashing:
            yield Conflict(kind=clash.kind, a=clash.a, b=clash.b, claims=(drafts[cell].id,))


def _across(claims: Iterable[Claim], detector: Detector) -> Iterator[Conflict]:
    """Yield the conflicts between claims."""
    for clash, first, second in claim_conflicts(claims, detector):
        yield Conflict(kind=clash.kind, a=clash.a, b=clash.b, claims=(first.id, second.id))


def _order(conflict: Conflict) -> tuple[int, tuple[str, ...], str, str, str, str]:
    ends = (conflict.a.study, conflict.a.finding, conflict.b.study, conflict.b.finding)
    return _KINDS.index(conflict.kind), conflict.claims, *ends
