"""A protocol that changes: papers return, what no longer fits is named, the change is dated."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.verdicts import Judge, Verdict
from tests.conftest import Review
from tests.notices import document, paper, reworded

LATER = date(2026, 11, 23)
FRENCH = "900000951"


@pytest.fixture(scope="module")
def eutils() -> Iterator[EutilsServer]:
    """PubMed with a few of the demo's papers, and one in French."""
    text = paper("900000006").replace("900000006", FRENCH).replace("demo.0006", "demo.0951")
    text = reworded(text, "<Language>eng</Language>", "<Language>fre</Language>")
    with EutilsServer((story.corpus("seeds.xml"), document(text))) as server:
        yield server


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory, eutils: EutilsServer) -> Review:
    """A review whose first proposal was merged."""
    made = Review.new(tmp_path_factory.mktemp("merged"), eutils, seeds=story.seeded())
    made.set("screening:\n", "screening:\n  languages: [eng]\n")
    made.run()
    made.merge()
    return made


@pytest.fixture
def review(tmp_path: Path, merged: Review, eutils: EutilsServer) -> Review:
    """A copy of it, to go on with."""
    return merged.copied(tmp_path, eutils)


def test_papers_in_a_language_that_is_taken_since_return_to_the_queue(review: Review) -> None:
    review.set("languages: [eng]", "languages: [eng, fre]")

    outcome = review.run(LATER)

    assert outcome.run.amended == ("screening.languages",)
    assert outcome.run.reopened == (FRENCH,)
    decision = outcome.state.current_decisions[FRENCH]
    assert decision.verdict is not Verdict.EXCLUDE
    assert "a rule of the protocol that has changed" in decision.reasons[-1]
    assert "## Amendments to the protocol" in outcome.body
    assert "1 paper that the program had judged by a changed rule was screened again" in (
        outcome.body
    )


def test_the_review_prints_a_dated_amendment_and_the_next_week_is_quiet(review: Review) -> None:
    review.set("languages: [eng]", "languages: [eng, fre]")
    review.run(LATER)
    review.merge()

    text = (review.root / "REVIEW.md").read_text("utf-8")
    again = review.run(date(2026, 11, 30))

    assert "| 23 November 2026 | `screening.languages` | was: eng; is: eng, fre |" in text
    assert again.run.quiet


def test_a_paper_that_waits_and_is_excluded_by_the_new_rule_leaves_the_queue(
    review: Review,
) -> None:
    review.set("languages: [eng]", "languages: [eng, fre]")
    review.run(LATER)
    review.merge()
    review.set("languages: [eng, fre]", "languages: [eng]")

    outcome = review.run(date(2026, 11, 30))

    decision = outcome.state.current_decisions[FRENCH]
    assert (decision.verdict, decision.judge) == (Verdict.EXCLUDE, Judge.RULE)


def test_included_studies_that_no_longer_fit_are_left_to_people(review: Review) -> None:
    kept = next(iter(story.BELONGING))
    review.set("languages: [eng]", "languages: [ger]")

    outcome = review.run(LATER)

    assert outcome.state.current_decisions[kept].verdict is Verdict.INCLUDE
    assert "**Included studies that the rules now exclude.**" in outcome.body
    assert f"(`{kept}`)" in outcome.body


def test_a_state_of_a_former_version_gets_its_baseline_and_no_amendment(review: Review) -> None:
    (review.root / "state" / "protocol.jsonl").unlink()
    review.git("commit", "--quiet", "--all", "-m", "As a former version left it")
    review.git("push", "--quiet", "origin", "main")
    assert DirectoryStore(review.root).load().protocol == ()

    outcome = review.run(LATER)

    assert outcome.run.amended == ()
    assert outcome.state.amendments == ()
