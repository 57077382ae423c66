"""Ask: which papers people are asked about, the audit's among them, and which nobody will read."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.decisions import NOT_SCREENED, Decision, Judge, Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import SEED
from bot.domain.runs import Audit
from bot.domain.state import State
from bot.screening import audit, stopping
from bot.screening.pace import pace

YEAR = timedelta(days=365)
CLOSED_BY = "stopping rule 1"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What people are asked in one run."""

    decisions: tuple[Decision, ...] = ()
    """All that is worth keeping of what was decided in it."""
    shown: tuple[str, ...] = ()
    more: bool = False
    """Whether any is shown that was not, the audit's aside."""
    risen: tuple[str, ...] = ()
    closed: int = 0
    drawn: tuple[str, ...] = ()
    """Of those shown, the excluded papers that this run drew for the audit."""
    pace: int = 0
    """How many may be shown at most where people cannot keep up; 0 as the protocol says."""


def ask(protocol: Protocol, before: State, state: State, today: date) -> Asked:
    """Choose from the queue of ``state``; ``before`` is how things stood before the run."""
    on, screening = today.isoformat(), protocol.screening
    slower = pace(before, screening)
    most = slower or screening.per_run
    judged = state.decisions[len(before.decisions) :]
    closed = _closed(protocol, state, on)
    state = state.grown(decisions=closed)
    excluded = audit.exclusions(state.decisions)
    open_ = [one.record for one in excluded if one.drawn and one.belongs is None]
    # In a shorter list the audit keeps its share, and what waited longest keeps its place.
    audits = -(-screening.audit_per_run * most // screening.per_run)
    fresh = audit.draw(excluded, audits - len(open_), before=on, seed=screening.seed)
    drawn = tuple(_drawn(state, key, on) for key in fresh)
    state = state.grown(decisions=drawn)
    last = before.runs[-1].shown if before.runs else ()
    current = {*last, *(one.record for one in judged)}
    put = [*open_, *fresh][:audits] if slower else [*open_, *fresh]
    shown = _shown(state, put, current, most)
    return Asked(
        decisions=(*_lasting(judged, before, shown), *closed, *drawn),
        shown=shown,
        more=not {*last, *fresh}.issuperset(shown),
        risen=_risen(before, state, shown, screening.per_run),
        closed=len(closed),
        drawn=fresh,
        pace=slower,
    )


def _lasting(
    judged: Sequence[Decision], before: State, shown: Collection[str]
) -> Iterator[Decision]:
    """New verdicts, and new ranks of papers that are shown.

    A large queue is ranked again with every lesson: to keep each of its ranks would fill the
    ledger with numbers that nobody reads.
    """
    for one in judged:
        held = before.standing.get(one.record)
        if held is None or one.record in shown or _said(held) != _said(one):
            yield one


def _said(one: Decision) -> tuple[Verdict, Judge, tuple[str, ...]]:
    return one.verdict, one.judge, one.heard


def _closed(protocol: Protocol, state: State, on: str) -> tuple[Decision, ...]:
    known = sum(one.source == SEED for one in state.queue)
    queue = stopping.Queue.of(state.decisions)
    reason = stopping.why(protocol.screening)
    return tuple(
        replace(
            state.standing[key], verdict=Verdict.EXCLUDE, judge=Judge.RULE, by=CLOSED_BY, on=on,
            criterion=NOT_SCREENED, reasons=(*state.standing[key].reasons, reason),
        )
        for key in stopping.closable(queue, protocol.screening, known_waiting=known)
    )  # fmt: skip


def _drawn(state: State, key: str, on: str) -> Decision:
    """An excluded paper put before people again, without the reason that would give it away."""
    held = state.standing[key]
    telling = slice(None)
    if held.judge is Judge.RULE:
        telling = slice(0, -1) if held.criterion == NOT_SCREENED else slice(1, None)
    return Decision(
        record=key, verdict=Verdict.UNSURE, judge=Judge.RULE, by=audit.BY, on=on,
        reasons=held.reasons[telling], score=held.score,
    )  # fmt: skip


def _shown(state: State, drawn: Sequence[str], current: set[str], most: int) -> tuple[str, ...]:
    """The papers to show, best first, with those drawn for the audit at places given by chance.

    Papers outside ``current`` come last: their ranks are from an older lesson.
    """
    ranked = [one.id for one in state.ranked if one.id not in drawn]
    ranked.sort(key=lambda key: key not in current)
    shown = ranked[: max(most - len(drawn), 0)]
    for key in sorted(drawn):
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4])
        shown.insert(number % (len(shown) + 1), key)
    return tuple(shown)


def _risen(before: State, state: State, shown: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Papers that waited further down; who only moved up as others left the queue has not risen."""
    waiting = {one.id for one in state.queue}
    waited = [one.id for one in before.queue if one.id in waiting]
    return tuple(key for key in shown if key in waited[most:])


def audited(state: State, drawn: tuple[str, ...], today: date) -> Audit | None:
    """What all audits say, over all time and of the papers of the last year.

    None before the program has excluded anything.
    """
    excluded = audit.exclusions(state.decisions)
    if not excluded:
        return None
    missed = {one.record for one in excluded}
    found = [
        one for one in state.standing.values()
        if one.verdict is Verdict.INCLUDE and one.record not in missed
    ]  # fmt: skip
    since = (today - YEAR).isoformat()
    return Audit(
        drawn=drawn,
        ever=audit.estimate(excluded, len(found)),
        last_year=audit.estimate(
            [one for one in excluded if one.on >= since], sum(one.on >= since for one in found)
        ),
    )
