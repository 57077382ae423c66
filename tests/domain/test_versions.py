"""Versions: what makes another one, how it is called, and the review as it once stood."""

from dataclasses import replace

import pytest

from bot.domain.history import as_of
from bot.domain.records import SEED, Correction
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.studies import Direction
from bot.domain.versions import Version, next_name
from tests.editions import paper, state, study

ONE = state([paper(1)], on="2026-11-02")


def _version(name: str, on: str) -> Version:
    return Version(name=name, on=on, evidence="e", commit="c")


def _run(on: str, **what: tuple[str, ...]) -> Run:
    return Run(on=on, version="0", searches=(), retrieved=0, **what)  # type: ignore[arg-type]


def test_a_second_version_of_a_day_is_told_from_the_first() -> None:
    first = _version("2026.11.22", "2026-11-22")

    assert next_name("2026-11-22", ()) == "2026.11.22"
    assert next_name("2026-11-22", (first,)) == "2026.11.22.2"
    assert (
        next_name("2026-11-22", (first, _version("2026.11.22.2", "2026-11-22"))) == "2026.11.22.3"
    )


def test_a_study_that_comes_makes_other_evidence() -> None:
    assert state([paper(1), paper(2)]).evidence != ONE.evidence


def test_a_finding_that_a_person_corrects_makes_other_evidence() -> None:
    record = paper(1)
    corrected = replace(ONE, studies={record.id: study(record, Direction.ALTERED)})

    assert corrected.evidence != ONE.evidence


def test_a_retraction_makes_other_evidence() -> None:
    assert state([paper(1, retracted=True)]).evidence != ONE.evidence


def test_waiting_papers_and_new_readers_make_no_other_evidence() -> None:
    record = paper(1)
    again = replace(study(record), reader="rules of tomorrow", checked=("f1",))

    assert state([record], waiting=5).evidence == ONE.evidence
    assert replace(ONE, studies={record.id: again}).evidence == ONE.evidence


def _two_weeks() -> State:
    """One paper on the second of November; on the ninth another, and the first is retracted."""
    first, second = paper(1), paper(2)
    notice = paper(1, retracted=True)
    later = state([second], on="2026-11-09")
    run = replace(later.runs[0], changed=(first.id,))
    return ONE.with_added(
        records=(second, notice), decisions=later.decisions, runs=(run,), studies=later.studies
    )


def test_as_of_a_day_only_what_was_known_stands() -> None:
    now = _two_weeks()
    then = as_of(now, "2026-11-08")

    assert [one.id for one in now.included] == [paper(2).id]
    assert [one.id for one in then.included] == [paper(1).id]
    assert then.evidence == ONE.evidence
    assert set(then.studies) == {paper(1).id}
    assert as_of(now, "2026-11-09").evidence == now.evidence


def test_before_all_runs_only_the_seeds_stand() -> None:
    seed = replace(paper(7), source=SEED, text_hash="")
    now = _two_weeks()
    now = replace(now, records=(seed, *now.records))

    assert [one.id for one in as_of(now, "2026-01-01").records] == [seed.id]


def test_a_seed_that_a_search_matched_later_stands_as_it_was() -> None:
    seed = replace(paper(7), source=SEED, text_hash="", year=None)
    matched = replace(paper(7), source=SEED)
    now = State(records=(seed, matched), runs=(_run("2026-11-09", found=(seed.id,)),))

    assert as_of(now, "2026-11-08").records == (seed,)
    assert as_of(now, "2026-11-09").records == (seed, matched)


def test_what_pubmed_merely_touched_up_does_not_hide_a_later_retraction() -> None:
    first = paper(1)
    pages, notice = replace(first, pages="1-9"), paper(1, retracted=True)
    again = replace(notice, pages="1-10")
    runs = (*ONE.runs, _run("2026-11-09", changed=(first.id,)))
    now = replace(ONE, records=(first, pages, notice, again), runs=runs)

    then = as_of(now, "2026-11-08")

    assert not then.by_id[first.id].retracted
    assert then.records == (first, pages)


def test_two_corrections_come_one_by_one() -> None:
    first = paper(1)
    erratum = replace(first, corrections=(Correction(kind="ErratumIn"),))
    runs = (
        *ONE.runs,
        _run("2026-11-09", changed=(first.id,)),
        _run("2026-11-16", changed=(first.id,)),
    )
    now = replace(ONE, records=(first, erratum, paper(1, retracted=True)), runs=runs)

    assert [len(as_of(now, day).records) for day in ("2026-11-08", "2026-11-15", "2026-11-16")] == [
        1, 2, 3,
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["2026-11-02", "2026-11-08", "2026-12-31"])
def test_as_of_twice_is_as_of_once(day: str) -> None:
    once = as_of(_two_weeks(), day)

    assert as_of(once, day) == once
