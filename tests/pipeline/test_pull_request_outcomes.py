"""What merging and closing say about papers."""

from datetime import date

import pytest

from bot.domain.decisions import RETURNED, Decision
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.pipeline.pull_request_outcomes import PullRequestOutcomes, outcomes
from bot.ports import PullRequest
from bot.rendering.boxes import numbered

TODAY = date(2026, 11, 30)


def decision(key: str, verdict: Verdict = Verdict.INCLUDE, judge: Judge = Judge.RULE) -> Decision:
    return Decision(
        record=key, verdict=verdict, judge=judge, by="x", on="2026-11-23", reasons=("r",)
    )


def pull(*, merged: bool = False, labels: tuple[str, ...] = (), by: str = "alice") -> PullRequest:
    body = numbered(1, "new")
    return PullRequest(
        number=7, title="t", body=body, link="", open=False, merged=merged, labels=labels,
        ended_by=by,
    )  # fmt: skip


def settled(one: PullRequest, *, acts: State | None = None) -> PullRequestOutcomes:
    known, person = decision("old"), decision("theirs", judge=Judge.PERSON)
    fresh, other = decision("new"), decision("later")
    state = State(
        records=tuple(Record(id=key) for key in ("old", "theirs", "new", "later")),
        decisions=(known, person, fresh, other), actions=acts.actions if acts else (),
    )  # fmt: skip
    return outcomes(state, State(decisions=(fresh, other)), [one], lambda _: one, TODAY)


def said(found: PullRequestOutcomes) -> list[tuple[str, str, str, str]]:
    return [(one.record, one.verdict, one.judge, one.by) for one in found.decisions]


def test_what_was_merged_is_the_mergers_label() -> None:
    assert said(settled(pull(merged=True))) == [("old", "include", "person", "alice")]


def test_a_program_that_merges_approves_nothing() -> None:
    assert said(settled(pull(merged=True, by=""))) == []


def test_what_was_closed_waits_again_and_what_came_later_does_not() -> None:
    assert said(settled(pull())) == [("new", "unsure", "rule", RETURNED)]


def test_what_was_rejected_is_excluded_by_whoever_closed_it() -> None:
    found = settled(pull(labels=("rejected",)))

    assert said(found) == [("new", "exclude", "person", "alice")]


@pytest.mark.parametrize("one", [pull(), pull(merged=True), pull(labels=("rejected",))])
def test_a_pull_request_is_settled_once(one: PullRequest) -> None:
    first = settled(one)

    assert settled(one, acts=State(actions=first.actions)) == PullRequestOutcomes()
