"""The weekly job on real PubMed files, where the machine has them."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.facts import LONGEST_QUOTE
from bot.sources.pubmed.parsing import parse
from tests.conftest import Review, shared_data

NEXT_WEEK = date(2026, 11, 23)


@pytest.fixture
def bodies() -> list[bytes]:
    """The real files that hold articles."""
    folder = shared_data() / "pubmed_xml" / "metapub"
    found = [file.read_bytes() for file in sorted(folder.glob("*.xml"))]
    return [body for body in found if re.search(rb"<Pubmed(Book)?Article>", body)]


@pytest.fixture
def server(bodies: list[bytes]) -> Iterator[EutilsServer]:
    """A server that holds every real article."""
    with EutilsServer(bodies) as running:
        yield running


def test_every_real_article_is_taken_in(
    review: Review, server: EutilsServer, bodies: list[bytes]
) -> None:
    review.environment["NCBI_EUTILS_URL"] = server.url
    articles = [article for body in bodies for article in parse(body).articles]
    held = {article.record.pmid for article in articles} | set(story.SEEDS)
    assert len(held) > 160

    outcome = review.run()
    records = review.lines("state/records.jsonl")
    assert {one["id"] for one in records} == held
    assert outcome.run.unreadable == ()
    assert outcome.faults == ()
    decided = {one["record"] for one in review.lines("state/decisions.jsonl")}
    assert decided == held
    assert all(one["reasons"] for one in review.lines("state/decisions.jsonl"))

    committed = review.committed()
    for article in articles:
        for start in range(0, len(article.abstract) - LONGEST_QUOTE - 1, 50):
            assert article.abstract[start : start + LONGEST_QUOTE + 1] not in committed

    head = review.head()
    assert review.run(NEXT_WEEK).run.quiet
    assert review.head() == head

    more = dict.fromkeys(("900007001", "900007002", "900007003"), NEXT_WEEK)
    server.add_ids(more)
    third = review.run(NEXT_WEEK)
    assert not third.run.quiet
    assert third.run.found == tuple(more)
    assert len(review.lines("state/records.jsonl")) == len(held) + 3
