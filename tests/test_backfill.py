"""PubMed's own files looked through for a review, from the files to the ledger and the report."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks import planted
from benchmarks.baseline import FIRST_PMID, Shape, records, write
from bot.adapters.dask_cluster import ClusterOptions
from bot.adapters.store import DirectoryStore
from bot.cli import execute
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.decisions import Decision
from bot.domain.records import BEYOND
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.errors import Mistake
from bot.pipeline.select_batch import choose
from bot.rendering.backfill_report import backfill_report, recall_sentence
from bot.rendering.documents import documents
from bot.screening.backfill_outcome import estimated, waiting_draws
from bot.synthesis.prisma_flow import prisma_flow
from bot.wiring import open_review
from bot.wiring.backfill import BackfillOptions, BackfillResult, backfill, estimates
from tests.conftest import TODAY, Review, papers_of_week_1, seeds

MISSED = planted.out_of_reach(seed=5, count=6)
"""Papers that belong and that the search cannot find."""
OPTIONS = BackfillOptions(cluster=ClusterOptions(workers=2, processes=False), best=6, drawn=2)


def _write(path: Path, number: int) -> None:
    here = MISSED if number == 2 else ()
    xml = records(
        60, number, first=FIRST_PMID + 60 * number, shape=Shape(references=0), planted=here
    )
    write(path, xml, deleted=(FIRST_PMID + 60,) if number == 3 else ())


@dataclass(frozen=True)
class Told:
    """What happened to one review, in order."""

    review: Review
    tried: BackfillResult
    """A dry run by one worker, with a broken file."""
    first: BackfillResult
    """The same by two, for good."""
    after_first: State
    second: BackfillResult
    """Again, with the file mended, and another one spoilt that was read before."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder, files = tmp_path_factory.mktemp("review"), tmp_path_factory.mktemp("files")
    names = [files / f"pubmed26n000{number}.xml.gz" for number in (1, 2, 3)]
    for number, path in enumerate(names, start=1):
        _write(path, number)
    names[2].write_bytes(names[2].read_bytes()[:4_000])
    with EutilsServer([*papers_of_week_1(few=True)]) as server:
        review = Review.new(folder, server, seeds=seeds(few=True))
        world = review.world_without_hub()
        # A place that is named twice is looked through once.
        places = [str(files), str(names[0])]
        alone = replace(
            OPTIONS, cluster=replace(OPTIONS.cluster, workers=1), dry=True, manifest=folder / "kept"
        )
        tried = backfill(review.root, places, alone, world)
        assert not DirectoryStore(review.root).load().runs
        first = backfill(review.root, places, OPTIONS, world)
        after_first = DirectoryStore(review.root).load()
        _write(names[2], 3)
        facts = names[0].stat()
        names[0].write_bytes(b"\0" * facts.st_size)
        os.utime(names[0], ns=(facts.st_atime_ns, facts.st_mtime_ns))
        second = backfill(review.root, places, OPTIONS, world)
        yield Told(review, tried, first, after_first, second)


def test_papers_out_of_the_searchs_reach_come_first(told: Told) -> None:
    assert told.first.chosen
    best = [paper.article.record.title for paper in told.first.chosen.best]
    assert sorted(best) == sorted(paper.title for paper in MISSED)


def test_a_broken_file_costs_only_itself_and_is_named(told: Told) -> None:
    ((path, why),) = told.first.faults.items()
    assert path.endswith("pubmed26n0003.xml.gz")
    assert "breaks off in the middle" in why
    run = told.after_first.runs[-1]
    assert run.backfill
    assert (run.backfill.files, run.backfill.records) == (2, 120)
    assert run.backfill.failed == ("pubmed26n0003.xml.gz",)


def test_the_same_files_give_the_same_papers_whatever_the_number_of_workers(told: Told) -> None:
    assert told.tried.chosen == told.first.chosen


def test_another_time_only_the_rest_is_done(told: Told) -> None:
    assert told.second.faults == {}
    backfilled = DirectoryStore(told.review.root).load().runs[-1].backfill
    assert backfilled
    assert backfilled.files == 3
    # One record was deleted by the last file, and what the first time took in is known.
    assert backfilled.records == 179
    assert told.first.chosen
    assert backfilled.set_aside["in the review"] == len(told.first.chosen.papers)


def test_what_is_taken_in_waits_for_people_and_says_why(told: Told) -> None:
    state = told.after_first
    (record, *_) = [record for record in state.by_id.values() if record.title == MISSED[0].title]
    decision = state.current_decisions[record.id]
    assert (record.source, decision.verdict, decision.judge) == (
        BEYOND, Verdict.UNSURE, Judge.RULE,
    )  # fmt: skip
    assert decision.score
    assert decision.words
    assert decision.reasons[0].startswith("No search strategy matches it")
    assert "Search lines it does not name: cancer" in decision.reasons[-1]


def test_it_never_counts_as_found_by_the_search(told: Told) -> None:
    before, after = prisma_flow(seeds(few=True)), prisma_flow(told.after_first)
    assert told.first.chosen
    assert after.databases == before.databases
    assert after.beyond == len(told.first.chosen.papers)
    assert after.adds_up
    assert told.after_first.last_search == ""


def test_what_chance_drew_is_put_before_people(told: Told) -> None:
    protocol = open_review(told.review.root).protocol
    waiting = waiting_draws(told.after_first)
    batch = choose(protocol, told.after_first, told.after_first, TODAY)
    assert waiting
    assert set(waiting[:5]) <= set(batch.shown)


def test_the_estimate_rests_on_what_people_decided(told: Told) -> None:
    state = told.after_first
    titles = {paper.title for paper in MISSED}
    taken = [record for record in state.by_id.values() if record.source == BEYOND]
    decided = state.with_added(
        decisions=tuple(
            Decision(
                record=record.id,
                verdict=Verdict.INCLUDE if record.title in titles else Verdict.EXCLUDE,
                judge=Judge.PERSON, by="reviewer", on="2026-11-17", reasons=(),
            )
            for record in taken
        )
    )  # fmt: skip
    assert state.runs[-1].backfill
    estimate = estimated(decided, state.runs[-1].backfill)
    assert estimate.total.expected == len(MISSED)
    assert estimate.total.low == len(MISSED) < estimate.total.high
    report = "\n".join(backfill_report(estimate))
    assert f"Among all candidates: 6 (6 to {estimate.total.high})." in report
    assert "its recall is between" in report
    review = open_review(told.review.root)
    made = documents(decided, review.protocol, review.vocabulary, review.fill, None)["REVIEW.md"]
    assert f"an estimated 6 (6 to {estimate.total.high:,}) are eligible" in made
    assert recall_sentence(state) == ""


def test_the_report_can_be_asked_for_again(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["backfill", "--dir", str(told.review.root)]) == 0
    assert capsys.readouterr().out.count("files looked through") == 2
    assert execute(["backfill", "--dir", str(told.review.root), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(estimates(told.review.root)) == 2


def test_a_review_without_decisions_is_refused(
    told: Told, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "review.yaml").write_text(story.protocol(), "utf-8")
    (place,) = told.first.faults
    assert execute(["backfill", place, "--dir", str(tmp_path)]) == Mistake.exit_code
    assert "they have not decided enough" in capsys.readouterr().err
    assert execute(["backfill", "nowhere", "--dir", str(tmp_path)]) == Mistake.exit_code
    assert "nowhere does not exist" in capsys.readouterr().err
