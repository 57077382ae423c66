"""Select: which papers people are asked about, the audit's too, and which nobody will read."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.decisions import NOT_SCREENED, Decision, day_of_decision
from bot.domain.model_votes import ModelVote
from bot.domain.protocol import Protocol
from bot.domain.records import SEED
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import BRANCH
from bot.screening import elusion_test, stopping
from bot.screening.backfill_outcome import waiting_draws
from bot.screening.batch_size import batch_size

CLOSED_BY = "stopping rule 1"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What people are asked in one run."""

    decisions: tuple[Decision, ...] = ()
    """All that is worth keeping of what was decided in it."""
    shown: tuple[str, ...] = ()
    first_shown: int = 0
    """How many are shown that were not before, the audit's aside."""
    risen: tuple[str, ...] = ()
    closed: int = 0
    pace: int = 0
    """How many may be shown at most where people cannot keep up; 0 as the protocol says."""


def select_batch(draft: RunDraft, context: RunContext) -> RunDraft:
    """Choose which papers people are asked about, and keep the decisions worth keeping.

    Also where nothing is new so far: what is read later may be, and its record needs the list.
    """
    batch = choose(context.protocol, draft.previous, draft.state, context.today)
    draft = draft.with_decisions(batch.decisions)
    return draft.with_run(
        replace(
            draft.run,
            shown=batch.shown,
            first_shown=batch.first_shown,
            risen=batch.risen,
            pace=batch.pace,
            closed=batch.closed,
            asked_again=_asks_again(draft, context),
        )
    )


def _asks_again(draft: RunDraft, context: RunContext) -> bool:
    """Whether people are asked once more about papers that wait, though nothing else is new.

    They are if they wish it, and where the last pull request was merged without them: what is
    neither decided nor asked about would be forgotten. Closing one is an answer: then they wait on
    the dashboard.
    """
    forge, state = context.target.forge, draft.state
    pulls = forge.pull_requests(BRANCH) if forge else ()
    if not state.queue or any(pull.open for pull in pulls):
        return False
    if context.target.again or draft.requested:
        return True
    snoozed = state.quiet_until > context.today.isoformat()
    return bool(pulls) and pulls[0].merged and not snoozed


def choose(protocol: Protocol, before: State, state: State, today: date) -> Batch:
    """Choose from the queue of ``state``; ``before`` is how things stood before the run."""
    on, screening = today.isoformat(), protocol.screening
    slower = batch_size(before, screening)
    most = slower or screening.per_run
    judged = state.decisions[len(before.decisions) :]
    closed = _closed(protocol, state, on)
    state = state.with_added(decisions=closed) if closed else state
    excluded = elusion_test.exclusions(state.decisions)
    open_ = [
        exclusion.record for exclusion in excluded if exclusion.drawn and exclusion.belongs is None
    ]
    # In a shorter list the audit keeps its share, and what waited longest keeps its place.
    audits = -(-screening.audit_per_run * most // screening.per_run)
    fresh = elusion_test.draw(excluded, audits - len(open_), before=on, seed=screening.seed)
    drawn = tuple(_drawn(state, key, on) for key in fresh)
    state = state.with_added(decisions=drawn) if drawn else state
    current = {*before.last_shown, *(decision.record for decision in judged)}
    put = [*open_, *fresh][:audits] if slower else [*open_, *fresh]
    # What chance drew beyond the search must be decided, too, and ranks too low to be shown.
    put += waiting_draws(state)[: max(1, audits)]
    shown = _shown(state, put, current, most)
    return Batch(
        decisions=(*_lasting(judged, before, shown), *closed, *drawn),
        shown=shown,
        first_shown=len(set(shown).difference(before.last_shown, fresh)),
        risen=_risen(before, state, shown, screening.per_run),
        closed=len(closed),
        pace=slower,
    )


def _lasting(
    judged: Sequence[Decision], before: State, shown: Collection[str]
) -> Iterator[Decision]:
    """New verdicts, and new ranks of papers that are shown.

    A large queue is ranked again with every lesson: to keep each of its ranks would fill the
    ledger with numbers that nobody reads.
    """
    for decision in judged:
        last = before.current_decisions.get(decision.record)
        if last is None or decision.record in shown or _meaning(last) != _meaning(decision):
            yield decision


def _meaning(decision: Decision) -> tuple[Verdict, Judge, tuple[ModelVote, ...]]:
    return decision.verdict, decision.judge, decision.votes


def _closed(protocol: Protocol, state: State, on: str) -> tuple[Decision, ...]:
    known = sum(record.source == SEED for record in state.queue)
    queue = stopping.Queue.of(state.decisions)
    reason = stopping.why(protocol.screening)
    return tuple(
        replace(
            state.current_decisions[key],
            verdict=Verdict.EXCLUDE,
            judge=Judge.RULE,
            by=CLOSED_BY,
            on=day_of_decision(on, state.current_decisions[key]),
            criterion=NOT_SCREENED,
            reasons=(*state.current_decisions[key].reasons, reason),
        )
        for key in stopping.closable(queue, protocol.screening, known_waiting=known)
    )


def _drawn(state: State, key: str, on: str) -> Decision:
    """An excluded paper put before people again, without the reason that would give it away."""
    decision = state.current_decisions[key]
    telling = slice(None)
    if decision.judge is Judge.RULE:
        telling = slice(0, -1) if decision.criterion == NOT_SCREENED else slice(1, None)
    return Decision(
        record=key, verdict=Verdict.UNSURE, judge=Judge.RULE, by=elusion_test.BY,
        on=day_of_decision(on, decision), reasons=decision.reasons[telling],
        votes=decision.votes, score=decision.score,
    )  # fmt: skip


def _shown(state: State, drawn: Sequence[str], current: set[str], most: int) -> tuple[str, ...]:
    """The papers to show, best first, with those drawn for the audit at places given by chance.

    Papers outside ``current`` come last: their ranks are from an older lesson.
    """
    ranked = [record.id for record in state.ranked if record.id not in drawn]
    ranked.sort(key=lambda key: key not in current)
    shown = ranked[: max(most - len(drawn), 0)]
    for key in sorted(drawn):
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4])
        shown.insert(number % (len(shown) + 1), key)
    return tuple(shown)


def _risen(before: State, state: State, shown: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Papers that waited further down; who only moved up as others left the queue has not risen."""
    waiting = {record.id for record in state.queue}
    waited = [record.id for record in before.queue if record.id in waiting]
    return tuple(key for key in shown if key in waited[most:])
