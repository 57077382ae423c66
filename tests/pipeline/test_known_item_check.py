"""Papers known to belong: the run says which the search loses, and by which line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.records import SEED
from bot.domain.runs import MissedItem
from bot.pipeline.outcome import RunOutcome
from tests.conftest import Review
from tests.notices import document, paper, reworded

ELSEWHERE = "900000950"
"""A paper that PubMed has and the search does not ask for."""


@cache
def documents() -> tuple[bytes, ...]:
    text = paper("900000006").replace("900000006", ELSEWHERE).replace("demo.0006", "demo.0950")
    text = reworded(text, "cancer", "yoghurt").replace("cancer", "yoghurt")
    return story.corpus("seeds.xml"), story.corpus("week1.xml"), document(text)


@pytest.fixture
def eutils() -> Iterator[EutilsServer]:
    """PubMed that finds only what is asked for."""
    with EutilsServer(documents(), reads_terms=True) as server:
        yield server


@dataclass(frozen=True)
class FirstRun:
    """A review after its first run, and what came of that."""

    review: Review
    outcome: RunOutcome


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    with EutilsServer(documents(), reads_terms=True) as server:
        made = Review.new(tmp_path_factory.mktemp("first"), server, seeds=story.seeded())
        return FirstRun(made, made.run())


@pytest.fixture
def begun(tmp_path: Path, first_run: FirstRun, eutils: EutilsServer) -> Review:
    """A copy of that review, to go on with."""
    return first_run.review.copied(tmp_path, eutils)


@pytest.fixture
def review(tmp_path: Path, eutils: EutilsServer) -> Review:
    return Review.new(tmp_path, eutils, seeds=story.seeded())


def test_a_word_taken_from_the_strategy_names_the_lost_paper_and_the_line(
    first_run: FirstRun, begun: Review, eutils: EutilsServer
) -> None:
    first = first_run.outcome
    assert first.run.known_items
    assert first.run.known_items.missed == ()
    assert len(first.run.known_items.pmids) == len(story.BELONGING)
    begun.merge()
    begun.set("EEG[tiab] OR ", "")

    second = begun.run(date(2026, 11, 23))

    assert second.run.known_items
    (lost,) = second.run.known_items.missed
    assert lost == MissedItem(pmid="900000109", strategy="weekly", lines=("brain-imaging",))
    assert "| weekly | brain-imaging |" in second.body
    assert second.figures["known_items_missed"] == 1
    sent = len(eutils.requests)
    third = begun.run(date(2026, 11, 30))
    assert third.run.quiet
    assert len(eutils.requests) - sent == 2, "a quiet week asks for no line again"


def test_an_included_paper_that_a_changed_query_loses_is_named_though_nobody_listed_it(
    first_run: FirstRun, begun: Review
) -> None:
    first = first_run.outcome
    begun.merge()
    seeds = {record.pmid for record in first.state.records if record.source == SEED}
    known = {record.pmid for record in first.state.included} - seeds
    assert known
    begun.set("#3 NOT #4", "#3 NOT #4 NOT #2")

    second = begun.run(date(2026, 11, 23))

    assert second.run.known_items
    assert known <= {missed.pmid for missed in second.run.known_items.missed}
    assert begun.run(date(2026, 11, 30)).run.quiet


def test_a_line_that_takes_away_is_named_too(review: Review) -> None:
    review.set("comment[pt] OR", "mastectomy[tiab] OR comment[pt] OR")

    outcome = review.run()

    assert outcome.run.known_items
    assert {one.lines for one in outcome.run.known_items.missed} == {("not-papers",)}
    assert "900000101" in {one.pmid for one in outcome.run.known_items.missed}


def test_listed_papers_are_looked_for_by_pmid_and_by_doi(review: Review) -> None:
    review.set(
        "vocabulary:",
        "known_items: [900000001, 'https://doi.org/10.5555/DEMO.0950', 10.5555/none]\nvocabulary:",
    )

    known = review.run().state.known_items

    assert known
    assert known.pmids["https://doi.org/10.5555/DEMO.0950"] == ELSEWHERE
    assert known.unknown == ("10.5555/none",)
    assert known.missed == (
        MissedItem(pmid=ELSEWHERE, strategy="weekly", lines=("cancer", "brain-imaging")),
    )
