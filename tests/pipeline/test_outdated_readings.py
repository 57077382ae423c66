"""Studies that an older reader read are read again: a few in each run, and none that people own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.store import DirectoryStore
from bot.domain.state import State
from bot.domain.studies import AND, Direction
from bot.pipeline import select_outdated
from tests.conftest import TODAY, Review

pytestmark = pytest.mark.few

OLD = "an older reader"
WEEK_2 = TODAY + timedelta(days=7)


def aged(review: Review, *, spoil: bool = False) -> tuple[State, str]:
    """Let the studies on main be those of an older reader, and one of them lack its findings.

    Returns the state as it is on main, and the id of that one, or of one with a finding.
    """
    review.merge()
    store = DirectoryStore(review.root)
    before = store.load()
    chosen = next(
        key
        for key, study in before.studies.items()
        if any(finding.direction is Direction.DECREASE for finding in study.findings)
    )
    studies = {
        key: replace(
            study, reader=OLD, findings=() if spoil and key == chosen else study.findings
        ).sealed
        for key, study in before.studies.items()
    }
    after = replace(before, studies=studies)
    store.append(before, after, {})
    review.git("commit", "--quiet", "--all", "-m", "An older reader")
    review.git("push", "--quiet", "origin", "main")
    return after, chosen


def by_old_reader(state: State) -> set[str]:
    return {key for key, study in state.studies.items() if study.reader.startswith(OLD)}


def shown(body: str) -> str:
    return body.partition("## Updates to included studies")[2].partition("\n## ")[0]


def test_a_newer_reader_reaches_what_was_read_and_the_proposal_shows_what_differs(
    started: Review,
) -> None:
    before, spoilt = aged(started, spoil=True)
    assert by_old_reader(before)

    outcome = started.run(WEEK_2)

    assert by_old_reader(outcome.state) == set()
    assert set(outcome.run.upgraded) == by_old_reader(before)
    (reread,) = outcome.run.reread
    assert (reread.record, reread.upgraded, reread.kept) == (spoilt, True, False)
    assert reread.gained
    assert "it was read again by a newer version of the program" in shown(outcome.body)
    assert f"gov/{spoilt}/" in shown(outcome.body)
    assert shown(outcome.body).count("\n### ") == 1, "what reads as before needs no look"
    assert "| Read again by a newer version |" in outcome.body
    assert set(before.last_shown) <= set(outcome.run.shown), "what waits stays before people"
    assert outcome.faults == ()
    assert started.run(WEEK_2 + timedelta(days=7)).run.quiet, "each is read again once"


def test_a_study_that_a_person_changed_stays(started: Review) -> None:
    _, theirs = aged(started)
    path = f"state/studies/{theirs}.yaml"
    started.edit(path, "direction: decrease", "direction: altered", branch="main")

    outcome = started.run(WEEK_2)

    assert by_old_reader(outcome.state) == {theirs}
    assert "direction: altered" in started.show(path)


def test_a_run_reads_a_bounded_number_again(
    started: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = aged(started)
    monkeypatch.setattr(select_outdated, "MOST", 2)

    first = started.run(WEEK_2)
    second = started.run(WEEK_2 + timedelta(days=7))

    assert len(first.run.upgraded) == 2
    assert not set(first.run.upgraded) & set(second.run.upgraded)
    assert set(first.run.upgraded) < by_old_reader(before)


def test_what_a_model_read_is_not_forgotten_where_no_model_can_be_asked(started: Review) -> None:
    started.merge()
    store = DirectoryStore(started.root)
    before = store.load()
    read = {
        key: replace(study, reader=f"{OLD}{AND}moon-model, prompt 1").sealed
        for key, study in before.studies.items()
    }
    store.append(before, replace(before, studies=read), {})
    started.git("commit", "--quiet", "--all", "-m", "Read by a model, too")
    started.git("push", "--quiet", "origin", "main")

    outcome = started.run(WEEK_2)

    assert outcome.run.quiet
    assert by_old_reader(outcome.state) == set(read)
