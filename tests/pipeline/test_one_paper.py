"""A preprint and its article are one record, decided once, with the published version shown."""

from datetime import date

import pytest

from bot.demo.eutils import EutilsServer
from tests.conftest import Review
from tests.notices import document, noticed, paper, reworded, typed

pytestmark = pytest.mark.few

ARTICLE, PREPRINT = "900000007", "900000970"
WEEK_2 = date(2026, 11, 23)


def preprint() -> bytes:
    """The paper as it stood on a preprint server, with fewer people."""
    text = paper(ARTICLE).replace(ARTICLE, PREPRINT).replace("demo.0007", "demo.0970")
    return document(typed(reworded(text, "in 31 patients", "in 21 patients"), "Preprint"))


def test_an_article_takes_the_place_of_its_preprint(review: Review, eutils: EutilsServer) -> None:
    with EutilsServer([preprint()]) as before:
        review.environment["NCBI_EUTILS_URL"] = before.url
        review.run()
    review.environment["NCBI_EUTILS_URL"] = eutils.url

    outcome = review.run(WEEK_2)

    records = outcome.state.by_id
    assert ARTICLE not in records
    assert (records[PREPRINT].pmid, records[PREPRINT].doi) == (ARTICLE, "10.5555/demo.0007")
    lines = [one for one in review.lines("state/records.jsonl") if one["id"] == PREPRINT]
    assert {one["pmid"] for one in lines} == {PREPRINT, ARTICLE}, "history is kept"
    assert len([one for one in outcome.state.decisions if one.record == ARTICLE]) == 0
    assert outcome.faults == ()
    assert review.run(date(2026, 11, 30)).run.quiet


def test_a_preprint_found_later_changes_nothing_shown(review: Review, eutils: EutilsServer) -> None:
    first = review.run()
    eutils.add(preprint())

    outcome = review.run(WEEK_2)

    assert [(one.one, one.other, one.sure) for one in outcome.run.pairs] == [
        (ARTICLE, PREPRINT, True)
    ]
    assert outcome.state.by_id[ARTICLE] == first.state.by_id[ARTICLE]
    assert PREPRINT not in outcome.state.by_id
    assert outcome.state.studies[ARTICLE] == first.state.studies[ARTICLE]
    assert review.run(date(2026, 11, 30)).run.quiet


def test_what_may_be_one_paper_is_asked(started: Review, eutils: EutilsServer) -> None:
    twin = paper(ARTICLE).replace(ARTICLE, "900000971").replace("demo.0007", "demo.0971")
    eutils.add(document(noticed(twin, "CommentIn", "900000972", "Moon J. 2026")))

    outcome = started.run(WEEK_2)

    assert {ARTICLE, "900000971"} <= set(outcome.state.by_id)
    asked = outcome.body.partition("## Possible duplicates")[2].partition("\n## ")[0]
    assert f"gov/{ARTICLE}/" in asked
    assert "gov/900000971/" in asked
    assert "each has a DOI of its own" in asked
