"""The flow of records through the review, counted as PRISMA 2020 counts it (BMJ 2021;372:n71)."""

from collections import Counter
from dataclasses import dataclass

from bot.domain.decisions import Verdict
from bot.domain.sources import PUBMED
from bot.domain.state import State


@dataclass(frozen=True, kw_only=True)
class PrismaFlow:
    """How many records stand where; the parts add up to the records identified."""

    from_search: int
    from_others: int = 0
    """Of these, the records that came from databases other than PubMed."""
    from_elsewhere: int
    """Known before the first search, imported, or found through citations."""
    excluded: int
    excluded_because: dict[str, int]
    waiting: int
    undecided: int
    """Identified and without any verdict yet."""
    included: int
    retracted: int
    """Included once and retracted since: in no analysis."""

    @property
    def identified(self) -> int:
        """All records."""
        return self.from_search + self.from_elsewhere

    @property
    def adds_up(self) -> bool:
        """Whether every record is counted in exactly one place."""
        ends = (self.excluded, self.waiting, self.undecided, self.included, self.retracted)
        return sum(ends) == self.identified


def prisma_flow(state: State) -> PrismaFlow:
    """The counts for ``state``."""
    records = state.by_id
    verdicts = {
        key: state.current_decisions[key].verdict
        for key in records
        if key in state.current_decisions
    }
    out = [key for key, verdict in verdicts.items() if verdict is Verdict.EXCLUDE]
    kept = [key for key, verdict in verdicts.items() if verdict is Verdict.INCLUDE]
    retracted = sum(records[key].retracted for key in kept)
    elsewhere = sum(not record.searched for record in records.values())
    why = Counter(state.current_decisions[key].criterion or "decided by a person" for key in out)
    return PrismaFlow(
        from_search=len(records) - elsewhere,
        from_others=sum(record.searched and record.source != PUBMED for record in records.values()),
        from_elsewhere=elsewhere,
        excluded=len(out),
        excluded_because=dict(sorted(why.items(), key=lambda pair: (-pair[1], pair[0]))),
        waiting=sum(verdict is Verdict.UNSURE for verdict in verdicts.values()),
        undecided=len(records) - len(verdicts),
        included=len(kept) - retracted,
        retracted=retracted,
    )


@dataclass(frozen=True, kw_only=True)
class Route:
    """What a way through citations has brought so far, so that one sees whether it pays."""

    name: str
    last: str
    """ISO date on which it was last followed."""
    new: int
    included: int
    waiting: int


def routes(state: State) -> tuple[Route, ...]:
    """The yield of each route that was ever followed."""
    verdicts = {
        name: state.current_decisions[key].verdict
        for key, record in state.by_id.items()
        if key in state.current_decisions
        for name in (record.pmid, *(key.partition(":")[2] for key in record.keys))
    }
    brought: dict[str, set[str]] = {}
    last: dict[str, str] = {}
    for run in state.runs:
        for chase in run.chased:
            brought.setdefault(chase.route, set()).update(chase.new)
            last[chase.route] = run.on
    return tuple(
        Route(
            name=name,
            last=last[name],
            new=len(records),
            included=sum(verdicts.get(record) is Verdict.INCLUDE for record in records),
            waiting=sum(verdicts.get(record) is Verdict.UNSURE for record in records),
        )
        for name, records in brought.items()
    )
