"""Pull request outcomes: what merging or closing a pull request said about the papers in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.decisions import RETURNED, Decision, day_of_decision
from bot.domain.reviewer_actions import CLOSED, MERGED, ReviewerAction
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import BRANCH, PullRequest
from bot.rendering.boxes import numbers

REJECTED = "rejected"
"""The label by which a closed pull request rejects the papers in it."""
_LATEST = 3
"""Ended pull requests that are looked at: older ones were settled in their time."""


@dataclass(frozen=True, kw_only=True)
class PullRequestOutcomes:
    """What people said by ending pull requests."""

    decisions: tuple[Decision, ...] = ()
    actions: tuple[ReviewerAction, ...] = ()


def pull_request_outcomes(draft: RunDraft, context: RunContext) -> RunDraft:
    """Take over what people said by merging or closing.

    That a pull request ended is no news by itself: it comes along with what else there is, or
    with what the program is about to learn.
    """
    forge = context.target.forge
    if forge is None or not (draft.is_news or draft.state.is_training_due):
        return draft
    news = context.review.store.added_since(context.review.workspace)
    ended = outcomes(
        draft.state, news, forge.pull_requests(BRANCH), forge.pull_request, context.today
    )
    if not ended.actions:
        return draft
    state = draft.state.with_added(decisions=ended.decisions, actions=ended.actions)
    return replace(draft, state=state)


def outcomes(
    state: State,
    news: State,
    pulls: Sequence[PullRequest],
    ended: Callable[[int], PullRequest],
    today: date,
) -> PullRequestOutcomes:
    """Each pull request that ended is settled once; ``ended`` tells who ended it.

    Merging approves: papers that the program included and a person merged are that person's
    labels. Closing is "not now": the papers wait for a person, once; with the label ``rejected``
    they are excluded by whoever closed it. ``news`` holds what the main branch has not.
    """
    decisions: list[Decision] = []
    actions: list[ReviewerAction] = []
    over = sorted((pull for pull in pulls if not pull.open), key=lambda pull: -pull.number)
    for listed in over[:_LATEST]:
        key = f"pull-{listed.number}-ended"
        if key in state.actions_by_id:
            continue
        known = state.with_added(decisions=tuple(decisions))
        pull = ended(listed.number)
        settle = _merged if listed.merged else _closed
        settled = settle(known, news, pull, today)
        decisions += settled
        actions.append(_action(key, pull, settled, today))
    return PullRequestOutcomes(decisions=tuple(decisions), actions=tuple(reversed(actions)))


def _merged(state: State, news: State, pull: PullRequest, today: date) -> list[Decision]:
    if not pull.ended_by:
        return []
    pending = {decision.record for decision in news.decisions}
    return [
        Decision(
            record=key, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by=pull.ended_by,
            on=day_of_decision(today.isoformat(), decision), score=decision.score,
            reasons=(f"Merged with pull request {pull.number}.",),
        )
        for key, decision in state.current_decisions.items()
        if decision.verdict is Verdict.INCLUDE and decision.judge is not Judge.PERSON
        and key not in pending
    ]  # fmt: skip


def _closed(state: State, news: State, pull: PullRequest, today: date) -> list[Decision]:
    named = set(numbers(pull.body).values())
    proposed = [
        decision for key in dict.fromkeys(decision.record for decision in news.decisions)
        if (decision := state.current_decisions[key]).verdict is Verdict.INCLUDE
        and decision.judge is not Judge.PERSON and (key in named or not named)
    ]  # fmt: skip
    rejected = REJECTED in pull.labels and pull.ended_by
    reason = f"Pull request {pull.number}, in which it was proposed, was closed" + (
        f" and labelled “{REJECTED}”." if rejected else " without merging: not now."
    )
    return [
        Decision(
            record=decision.record,
            verdict=Verdict.EXCLUDE if rejected else Verdict.UNSURE,
            judge=Judge.PERSON if rejected else Judge.RULE,
            by=pull.ended_by if rejected else RETURNED,
            on=day_of_decision(today.isoformat(), decision),
            reasons=(reason,), score=decision.score,
        )
        for decision in proposed
    ]  # fmt: skip


def _action(
    key: str, pull: PullRequest, settled: Sequence[Decision], today: date
) -> ReviewerAction:
    words = {Verdict.INCLUDE: "approved", Verdict.EXCLUDE: "excluded", Verdict.UNSURE: "put back"}
    what = words[settled[0].verdict] if settled else "concerned"
    number = len(settled)
    return ReviewerAction(
        id=key, place=key, by=pull.ended_by or "unknown", on=today.isoformat(), pull=pull.number,
        at=pull.ended, command=MERGED if pull.merged else CLOSED,
        records=tuple(decision.record for decision in settled),
        result=f"{number} {'paper was' if number == 1 else 'papers were'} {what}.",
    )  # fmt: skip
