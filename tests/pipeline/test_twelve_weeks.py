"""Twelve weeks of a review whose reviewer decides everything that is put before them."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from bot.demo.eutils import EutilsServer
from bot.domain.decisions import NOT_SCREENED
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from tests.conftest import Review
from tests.invented import document, papers

WEEKS, FIRST_WEEK, EVERY_WEEK = 12, 240, 12
PER_RUN = 20
START = date(2026, 1, 5)


@dataclass
class Year:
    """What became of the review, week by week."""

    runs: list[Run]
    states: list[State]
    truth: dict[str, bool]
    asked: list[str]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    chance = Random(4)  # noqa: S311 - invented papers
    with EutilsServer() as eutils:
        review = Review.new(tmp_path_factory.mktemp("year"), eutils, start=START)
        review.set("per_run: 25", f"per_run: {PER_RUN}\n  stop_after: 30\n  stop_share: 0.3")
        made = Year(runs=[], states=[], truth={}, asked=[])
        for week in range(WEEKS):
            today = START + timedelta(weeks=week)
            fresh = papers(910_000_000 + 1000 * week, EVERY_WEEK if week else FIRST_WEEK, chance)
            made.truth |= {one.pmid: one.belongs for one in fresh}
            eutils.add(document(fresh, today.isoformat()))
            outcome = review.run(today)
            assert outcome.run is not None
            assert outcome.faults == ()
            made.runs.append(outcome.run)
            made.states.append(outcome.state)
            review.merge()
            made.asked += outcome.run.shown
            decide(review, outcome.run.shown, made.truth, today)
    return made


def decide(review: Review, keys: tuple[str, ...], truth: dict[str, bool], today: date) -> None:
    """What a reviewer does by hand: lines at the end of the ledger on the main branch."""
    lines = [
        json.dumps({
            "record": key, "verdict": "include" if truth[key] else "exclude", "judge": "person",
            "by": "octocat", "on": (today + timedelta(days=1)).isoformat(), "reasons": ["Read."],
        })
        for key in keys
    ]  # fmt: skip
    if not lines:
        return
    ledger = review.root / "state" / "decisions.jsonl"
    ledger.write_text(ledger.read_text("utf-8") + "".join(f"{one}\n" for one in lines), "utf-8")
    review.git("commit", "--quiet", "--all", "-m", "Decide")
    review.git("push", "--quiet", "origin", "main")


def test_the_queue_empties(year: Year) -> None:
    waiting = [len(state.queue) for state in year.states]
    assert waiting[0] > 5 * PER_RUN
    assert waiting[-1] <= PER_RUN
    assert all(len(run.shown) <= PER_RUN for run in year.runs)


def test_labels_grow_and_are_counted_by_person(year: Year) -> None:
    labels = [run.learning.labels for run in year.runs if run.learning]
    assert len(labels) == WEEKS
    assert labels == sorted(labels)
    assert labels[-1] > 4 * PER_RUN
    last = year.runs[-1].learning
    assert last is not None
    assert last.by["octocat"] == len(year.asked) - len(year.runs[-1].shown)


def test_nothing_is_decided_twice(year: Year) -> None:
    assert len(year.asked) == len(set(year.asked))
    terminal: dict[str, Verdict] = {}
    for decision in year.states[-1].decisions:
        held = terminal.get(decision.record)
        if decision.judge == "person":
            assert held is not Verdict.INCLUDE or decision.verdict is not Verdict.EXCLUDE
        elif held is not None:
            # Only a paper that was drawn for an audit leaves the excluded again.
            assert (held, decision.by) == (Verdict.EXCLUDE, "audit 1")
        if decision.verdict is not Verdict.UNSURE:
            terminal[decision.record] = decision.verdict


def test_the_audits_interval_narrows(year: Year) -> None:
    audits = [run.audit for run in year.runs if run.audit]
    widths = [one.ever.recall_high - one.ever.recall_low for one in audits]
    assert widths[4:] == sorted(widths[4:], reverse=True)
    assert widths[-1] < 0.8 * widths[0]
    assert audits[-1].ever.audited > 20
    assert all(one.drawn for one in audits[1:4])


def test_the_audits_interval_holds_the_truth(year: Year) -> None:
    state, last = year.states[-1], year.runs[-1].audit
    assert last is not None
    out = {key for key, one in state.current_decisions.items() if one.verdict is Verdict.EXCLUDE}
    missed = sum(year.truth.get(key, False) for key in out)
    assert last.ever.missed_low <= missed + last.ever.relevant <= last.ever.missed_high


def test_nearly_all_that_belongs_is_found(year: Year) -> None:
    belonging = [key for key, belongs in year.truth.items() if belongs]
    standing = year.states[-1].current_decisions
    found = [key for key in belonging if standing[key].verdict is not Verdict.EXCLUDE]
    assert len(found) >= 0.95 * len(belonging)


def test_exclusion_waits_for_enough_decisions(year: Year) -> None:
    first, last = year.runs[0].learning, year.runs[-1].learning
    assert first is not None
    assert last is not None
    assert first.threshold is None
    assert "needs 19 eligible papers" in first.sentence
    assert last.threshold is not None


def test_what_nobody_read_is_called_so(year: Year) -> None:
    closed = [one for one in year.states[-1].decisions if one.criterion == NOT_SCREENED]
    assert len(closed) == sum(run.closed for run in year.runs)
