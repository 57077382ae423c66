"""How long people work on the review, told from the times of what they did.

What one person does in one pull request with no pause longer than :data:`PAUSE` is one sitting,
from its first act to its last. Reading before the first act leaves no trace, so a sitting counts
the first guess for one paper on top.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.reviewer_actions import CLOSED, MERGED, ReviewerAction
from bot.domain.state import State

PAUSE = timedelta(minutes=30)
MINUTES_PER_STUDY, MINUTES_PER_PAPER = 1.0, 0.5
"""A first guess of a reviewer's time, until it is measured."""
FEWEST = 10
"""Papers decided in sittings before what was measured counts."""
LATEST = 200
"""Acts that are looked at: habits change, and the newest tell most."""


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """What one person did in one go."""

    by: str
    pull: int
    start: datetime
    end: datetime
    papers: int

    @property
    def minutes(self) -> float:
        """From the first act to the last, and a guess for what came before the first."""
        return (self.end - self.start) / timedelta(minutes=1) + MINUTES_PER_PAPER


@dataclass(frozen=True, kw_only=True)
class Month:
    """What people did in one month."""

    name: str
    """``2026-11``."""
    minutes: float
    papers: int
    """Papers that people decided."""
    overturned: int
    """Of these, the ones that the program had decided otherwise."""


def sittings(acts: Iterable[ReviewerAction]) -> tuple[Sitting, ...]:
    """Every sitting that can be told, the oldest first; acts without a time are in none."""
    by_place: dict[tuple[str, int], list[tuple[datetime, ReviewerAction]]] = defaultdict(list)
    for act in acts:
        if at := _time(act.at):
            by_place[act.by, act.pull].append((at, act))
    sittings = [sitting for place in by_place.values() for sitting in _sittings(place)]
    return tuple(sorted(sittings, key=lambda sitting: (sitting.start, sitting.by, sitting.pull)))


def minutes_per_paper(state: State) -> float | None:
    """What one decision took lately; None where too little was measured."""
    lately = sittings(state.actions[-LATEST:])
    papers = sum(sitting.papers for sitting in lately)
    return sum(sitting.minutes for sitting in lately) / papers if papers >= FEWEST else None


def expected(state: State, studies: int, papers: int) -> tuple[int, bool]:
    """The minutes that so many studies and papers will take, and whether that was measured."""
    measured = minutes_per_paper(state)
    if measured is None:
        return max(1, round(studies * MINUTES_PER_STUDY + papers * MINUTES_PER_PAPER)), False
    # A card is read as a paper is, with its findings held against their quotes on top.
    longer = MINUTES_PER_STUDY / MINUTES_PER_PAPER
    return max(1, round(measured * (studies * longer + papers))), True


def months(state: State) -> tuple[Month, ...]:
    """The months in which people did anything, the newest first."""
    minutes: dict[str, float] = defaultdict(float)
    for sitting in sittings(state.actions):
        minutes[f"{sitting.start:%Y-%m}"] += sitting.minutes
    decided: dict[str, int] = defaultdict(int)
    overturned: dict[str, int] = defaultdict(int)
    before: dict[str, Decision] = {}
    for decision in state.decisions:
        if decision.judge is not Judge.PERSON:
            if decision.verdict is not Verdict.UNSURE:
                before[decision.record] = decision
        elif decision.verdict is not Verdict.UNSURE:
            month = decision.on[:7]
            decided[month] += 1
            by_program = before.get(decision.record)
            overturned[month] += bool(by_program and by_program.verdict is not decision.verdict)
    return tuple(
        Month(
            name=name, minutes=minutes.get(name, 0.0), papers=decided.get(name, 0),
            overturned=overturned.get(name, 0),
        )
        for name in sorted({*minutes, *decided}, reverse=True)
    )  # fmt: skip


def _sittings(place: list[tuple[datetime, ReviewerAction]]) -> Iterator[Sitting]:
    place.sort(key=lambda timed: timed[0])
    acts: list[tuple[datetime, ReviewerAction]] = []
    for timed in place:
        if acts and timed[0] - acts[-1][0] > PAUSE:
            yield _sitting(acts)
            acts = []
        acts.append(timed)
    if acts:
        yield _sitting(acts)


def _sitting(acts: list[tuple[datetime, ReviewerAction]]) -> Sitting:
    first = acts[0][1]
    # What a merge approves was looked at before; it is no paper that was decided by itself.
    deciding = (act for _, act in acts if act.command not in (CLOSED, MERGED))
    papers = {key for act in deciding for key in act.records}
    return Sitting(
        by=first.by, pull=first.pull, start=acts[0][0], end=acts[-1][0], papers=len(papers)
    )


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
