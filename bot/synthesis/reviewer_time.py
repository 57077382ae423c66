"""How long people work on the review, told from the times of what they did.

What one person does in one pull request with no pause longer than :data:`PAUSE` is one work
session, from its first action to its last. Reading before the first action leaves no trace, so a
session counts the first guess for one paper on top.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.decisions import Decision
from bot.domain.reviewer_actions import CLOSED, MERGED, ReviewerAction
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict

PAUSE = timedelta(minutes=30)
MINUTES_PER_STUDY, MINUTES_PER_PAPER = 1.0, 0.5
"""A first guess of a reviewer's time, until it is measured."""
FEWEST = 10
"""Papers decided in sessions before what was measured counts."""
LATEST = 200
"""Actions that are looked at: habits change, and the newest tell most."""


@dataclass(frozen=True, kw_only=True)
class WorkSession:
    """What one person did in one pull request without a long pause."""

    by: str
    pull: int
    start: datetime
    end: datetime
    papers: int

    @property
    def minutes(self) -> float:
        """From the first action to the last, and a guess for what came before the first."""
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


def work_sessions(actions: Iterable[ReviewerAction]) -> tuple[WorkSession, ...]:
    """Every session that the times show, the oldest first; actions without a time are in none."""
    by_place: dict[tuple[str, int], list[tuple[datetime, ReviewerAction]]] = defaultdict(list)
    for action in actions:
        if at := _time(action.at):
            by_place[action.by, action.pull].append((at, action))
    sessions = [session for place in by_place.values() for session in _work_sessions(place)]
    return tuple(sorted(sessions, key=lambda session: (session.start, session.by, session.pull)))


def minutes_per_paper(state: State) -> float | None:
    """What one decision took lately; None where too little was measured."""
    lately = work_sessions(state.actions[-LATEST:])
    papers = sum(session.papers for session in lately)
    return sum(session.minutes for session in lately) / papers if papers >= FEWEST else None


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
    for session in work_sessions(state.actions):
        minutes[f"{session.start:%Y-%m}"] += session.minutes
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


def _work_sessions(place: list[tuple[datetime, ReviewerAction]]) -> Iterator[WorkSession]:
    place.sort(key=lambda timed: timed[0])
    actions: list[tuple[datetime, ReviewerAction]] = []
    for timed in place:
        if actions and timed[0] - actions[-1][0] > PAUSE:
            yield _work_session(actions)
            actions = []
        actions.append(timed)
    if actions:
        yield _work_session(actions)


def _work_session(actions: list[tuple[datetime, ReviewerAction]]) -> WorkSession:
    first = actions[0][1]
    # What a merge approves was looked at before; it is no paper that was decided by itself.
    deciding = (action for _, action in actions if action.command not in (CLOSED, MERGED))
    papers = {key for action in deciding for key in action.records}
    return WorkSession(
        by=first.by, pull=first.pull, start=actions[0][0], end=actions[-1][0], papers=len(papers)
    )


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
