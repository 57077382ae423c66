"""The week's update files of PubMed, where the protocol asks for them."""

from pathlib import Path

import pytest

from benchmarks import planted
from benchmarks.baseline import Shape, records, write
from bot.domain.backfills import Backfill
from bot.domain.runs import Run
from bot.domain.state import State
from bot.pipeline.draft import RunDraft
from bot.pipeline.look_through_updates import FIRST_FILES, MOST_FILES, due
from tests.conftest import Review
from tests.file_server import FileServer

pytestmark = pytest.mark.few
GOOD, BAD = "pubmed26n1335.xml.gz", "pubmed26n1336.xml.gz"


def test_a_run_takes_in_what_no_strategy_matches_and_names_the_file_that_failed(
    review: Review, tmp_path: Path
) -> None:
    missed = planted.out_of_reach(seed=5, count=3)
    write(tmp_path / GOOD, records(40, 1, shape=Shape(references=0), planted=missed))
    content = (tmp_path / GOOD).read_bytes()
    with FileServer({GOOD: content, BAD: content}, digests={BAD: "0" * 32}) as server:
        review.set("vocabulary: neuroimaging", "vocabulary: neuroimaging\nbackfill: updates")
        review.extra = {"PUBMED_FILES_URL": server.url}
        outcome = review.run()
    backfill = outcome.run.backfill
    assert backfill
    assert (backfill.files, backfill.last, backfill.failed) == (1, GOOD, (BAD,))
    assert any("not what its MD5 says" in fault for fault in outcome.run.partial)
    beyond = [
        line for line in review.lines("state/records.jsonl") if line.get("source") == "beyond"
    ]
    assert {paper.title for paper in missed} <= {line["title"] for line in beyond}
    assert {line["id"] for line in beyond} <= set(outcome.run.found)
    assert set(outcome.run.shown) & {line["id"] for line in beyond}
    assert not outcome.faults
    # What no search found is not counted as if one had.
    assert outcome.figures["beyond_the_search"] == len(beyond)
    assert outcome.figures["new_records"] == len(outcome.run.found) - len(beyond)
    assert f"beyond the search, from PubMed's own files | {len(beyond)} |" in outcome.body


def _draft(*backfills: Backfill) -> RunDraft:
    runs = tuple(
        Run(on="2026-11-16", version="1", searches=(), retrieved=0, backfill=backfill)
        for backfill in backfills
    )
    state = State(runs=runs)
    run = Run(on="2026-11-23", version="1", searches=(), retrieved=0)
    return RunDraft(previous=state, state=state, run=run)


def _weekly(last: str, failed: tuple[str, ...] = (), *, weekly: bool = True) -> Backfill:
    return Backfill(
        on="2026-11-16", version="1", files=1, last=last, failed=failed, weekly=weekly, lesson="",
        records=1, set_aside={},
    )  # fmt: skip


NAMES = tuple(f"pubmed26n{number}" for number in range(1300, 1340))


def test_the_first_run_looks_through_about_a_week() -> None:
    by_hand = _weekly("pubmed26n1339", weekly=False)
    assert due(_draft(by_hand), NAMES) == NAMES[-FIRST_FILES:]


def test_a_later_run_begins_with_what_failed_and_goes_on_behind_the_last() -> None:
    draft = _draft(_weekly("pubmed26n1330", ("pubmed26n1329",)))
    assert due(draft, NAMES) == ("pubmed26n1329", *NAMES[31:])
    assert due(_draft(_weekly("pubmed26n1339")), NAMES) == ()


def test_no_run_looks_through_more_than_two_weeks() -> None:
    assert due(_draft(_weekly("pubmed26n1300")), NAMES) == NAMES[1 : 1 + MOST_FILES]
