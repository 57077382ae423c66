"""Settle: what merging or closing a pull request said about the papers in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation.boxes import numbers
from bot.domain.acts import CLOSED, MERGED, Act
from bot.domain.decisions import RETURNED, Decision, Judge, Verdict
from bot.domain.state import State
from bot.ports import PullRequest

REJECTED = "rejected"
"""The label by which a closed pull request rejects the papers in it."""
_LATEST = 3
"""Ended pull requests that are looked at: older ones were settled in their time."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What people said by ending pull requests."""

    decisions: tuple[Decision, ...] = ()
    acts: tuple[Act, ...] = ()


def settle(
    state: State,
    news: State,
    pulls: Sequence[PullRequest],
    ended: Callable[[int], PullRequest],
    today: date,
) -> Settled:
    """Each pull request that ended is settled once; ``ended`` tells who ended it.

    Merging approves: papers that the program included and a person merged are that person's
    labels. Closing is "not now": the papers wait for a person, once; with the label ``rejected``
    they are excluded by whoever closed it. ``news`` holds what the main branch has not.
    """
    decisions: list[Decision] = []
    acts: list[Act] = []
    over = sorted((one for one in pulls if not one.open), key=lambda one: -one.number)
    for one in over[:_LATEST]:
        key = f"pull-{one.number}-ended"
        if key in state.acts_by_id:
            continue
        known = state.grown(decisions=tuple(decisions))
        pull = ended(one.number)
        made = (
            _merged(known, news, pull, today) if one.merged else _closed(known, news, pull, today)
        )
        decisions += made
        acts.append(_act(key, pull, made, today))
    return Settled(decisions=tuple(decisions), acts=tuple(reversed(acts)))


def _merged(state: State, news: State, pull: PullRequest, today: date) -> list[Decision]:
    if not pull.ended_by:
        return []
    pending = {one.record for one in news.decisions}
    return [
        Decision(
            record=key, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by=pull.ended_by,
            on=max(today.isoformat(), held.on), score=held.score,
            reasons=(f"Merged with pull request {pull.number}.",),
        )
        for key, held in state.standing.items()
        if held.verdict is Verdict.INCLUDE and held.judge is not Judge.PERSON
        and key not in pending
    ]  # fmt: skip


def _closed(state: State, news: State, pull: PullRequest, today: date) -> list[Decision]:
    named = set(numbers(pull.body).values())
    proposed = [
        held for key in dict.fromkeys(one.record for one in news.decisions)
        if (held := state.standing[key]).verdict is Verdict.INCLUDE
        and held.judge is not Judge.PERSON and (key in named or not named)
    ]  # fmt: skip
    rejected = REJECTED in pull.labels and pull.ended_by
    reason = f"Pull request {pull.number}, in which it was proposed, was closed" + (
        f" and labelled “{REJECTED}”." if rejected else " without merging: not now."
    )
    return [
        Decision(
            record=held.record,
            verdict=Verdict.EXCLUDE if rejected else Verdict.UNSURE,
            judge=Judge.PERSON if rejected else Judge.RULE,
            by=pull.ended_by if rejected else RETURNED,
            on=max(today.isoformat(), held.on), reasons=(reason,), score=held.score,
        )
        for held in proposed
    ]  # fmt: skip


def _act(key: str, pull: PullRequest, made: Sequence[Decision], today: date) -> Act:
    words = {Verdict.INCLUDE: "approved", Verdict.EXCLUDE: "excluded", Verdict.UNSURE: "put back"}
    what = words[made[0].verdict] if made else "concerned"
    number = len(made)
    return Act(
        id=key, place=key, by=pull.ended_by or "unknown", on=today.isoformat(), pull=pull.number,
        at=pull.ended, said=MERGED if pull.merged else CLOSED,
        records=tuple(one.record for one in made),
        result=f"{number} {'paper was' if number == 1 else 'papers were'} {what}.",
    )  # fmt: skip
