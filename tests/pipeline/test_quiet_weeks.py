"""Weeks that bring nothing: nothing is proposed, and every search is on record all the same."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.demo.eutils import EutilsServer
from bot.ports import LOG_BRANCH
from bot.wiring import weekly
from tests.conftest import TODAY, Emulator, Review, another_paper

pytestmark = pytest.mark.few


def week(number: int) -> date:
    return TODAY + timedelta(days=7 * number)


def logged(review: Review) -> list[str]:
    """The days of the searches that are kept on the log branch."""
    if not review.head(LOG_BRANCH):
        return []
    return [str(line["on"]) for line in review.lines("runs.jsonl", LOG_BRANCH)]


def recorded(review: Review) -> list[tuple[str, bool]]:
    """The days of the runs in the proposal's ledger, and whether they were quiet."""
    lines = review.lines("state/runs.jsonl")
    return [(str(line["on"]), bool(line.get("quiet"))) for line in lines]


def test_a_quiet_search_waits_in_the_log_and_joins_the_next_proposal(
    started: Review, eutils: EutilsServer
) -> None:
    assert logged(started) == [], "a run with news is in the ledger"
    started.merge()
    update, main = started.head(), started.head("main")

    for number in (1, 2):
        quiet = started.run(week(number))
        assert quiet.run.quiet
        assert quiet.run.searches
        assert quiet.proposed.action == "none"
    assert (started.head(), started.head("main")) == (update, main)
    assert logged(started) == [week(1).isoformat(), week(2).isoformat()]
    (line, _) = started.lines("runs.jsonl", LOG_BRANCH)
    assert set(line) <= {"on", "version", "searches", "retrieved", "requests", "quiet"}

    eutils.add(another_paper())
    news = started.run(week(3))

    assert not news.run.quiet
    assert recorded(started) == [
        (TODAY.isoformat(), False),
        (week(1).isoformat(), True),
        (week(2).isoformat(), True),
        (week(3).isoformat(), False),
    ]
    assert news.faults == ()
    started.merge()
    started.run(week(4))
    assert logged(started) == [week(4).isoformat()], "what main has is not kept twice"


def test_a_month_is_a_month_also_over_quiet_weeks(review: Review, eutils: EutilsServer) -> None:
    review.edit("review.yaml", "every: run", "every: month", branch="main")
    review.run()
    review.merge()
    searched = [number for number in (1, 4, 5, 8) if review.run(week(number)).run.searches]
    assert searched == [4, 8]

    eutils.add(another_paper())
    assert review.run(week(9)).run.searches == (), "the month is not over"


def test_a_rerun_on_one_day_changes_nothing(started: Review) -> None:
    started.run()
    assert logged(started) == []
    started.run(week(1))
    tip = started.head(LOG_BRANCH)

    started.run(week(1))

    assert started.head(LOG_BRANCH) == tip


def test_a_dry_run_writes_no_line(started: Review) -> None:
    world = replace(started.world, environment=started.environment, today=week(1))

    weekly(started.root, world, dry=True)

    assert started.head(LOG_BRANCH) == ""


def test_a_quiet_week_leaves_an_open_proposal_as_it_is(review: Review, emulator: Emulator) -> None:
    review.extra = dict(emulator.environment)
    review.run()
    (before,) = emulator.pulls()
    head = review.head()

    quiet = review.run(week(1))

    assert quiet.proposed.action == "unchanged"
    assert review.head() == head
    assert [pull["body"] for pull in emulator.pulls()] == [before["body"]]
    assert logged(review) == [week(1).isoformat()]


def test_the_dashboard_knows_the_last_search(review: Review, emulator: Emulator) -> None:
    review.extra = dict(emulator.environment)
    review.edit("review.yaml", "every: run", "every: month", branch="main")
    review.run()
    review.merge()

    def shown() -> str:
        issues = emulator.ask("GET", "issues?state=all")
        assert isinstance(issues, list)
        return next(str(issue["body"]) for issue in issues if "pull_request" not in issue)

    review.run(week(5))
    assert "| Last search | 21 December 2026 |" in shown()
    assert "| Last search with new records | 16 November 2026 |" in shown()

    review.run(week(6))
    assert "| Last search | 21 December 2026 |" in shown(), "nothing was due in this week"


def test_without_a_remote_the_line_is_kept_here(review: Review) -> None:
    review.world = replace(review.world, push=False)
    review.run()

    review.run(week(1))

    text = review.git("show", f"{LOG_BRANCH}:runs.jsonl")
    assert json.loads(text)["on"] == week(1).isoformat()
    assert review.head(LOG_BRANCH) == ""


def test_a_broken_log_costs_its_lines_and_is_named(started: Review, eutils: EutilsServer) -> None:
    started.run(week(1))
    started.run(week(2))
    started.edit("runs.jsonl", '"on"', '"upon"', branch=LOG_BRANCH)
    started.edit("runs.jsonl", week(2).isoformat(), "2099-01-01", branch=LOG_BRANCH)
    warnings: list[str] = []
    started.world = replace(started.world, warn=warnings.append)
    eutils.add(another_paper())

    news = started.run(week(3))

    assert any("cannot be read" in warning for warning in warnings)
    assert any("days to come" in warning for warning in warnings)
    assert recorded(started) == [(TODAY.isoformat(), False), (week(3).isoformat(), False)]
    assert news.faults == ()
