"""Crossref: its pages, its records, its references and its refusals, all of them invented."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.domain.records import Record
from bot.domain.sources import CROSSREF, REFERENCES
from bot.domain.state import State
from bot.domain.strategies import SearchLines, Strategy
from bot.errors import Mistake, ServiceFailed
from bot.http_client import Http
from bot.screening.duplicates import compared
from bot.sources import plain
from bot.sources.crossref import MOST, Crossref
from tests.conftest import HANG, Review, still_time
from tests.json_server import Asked, JsonService
from tests.notices import paper

REAL = Path(__file__).parents[3] / "shared" / "data" / "real" / "openalex_crossref"
DOI = "10.5555/moon.7"
Item = dict[str, Any]


def item(doi: str = "10.5555/MOON.7", **more: Any) -> Item:  # noqa: ANN401 - JSON
    return {
        "DOI": doi,
        "type": "posted-content",
        "title": ["Moon <i>tea</i> for pain"],
        "author": [{"family": "Moon", "given": "Ada-Bea"}, {"name": "The Tea Group"}, {}],
        "abstract": "<jats:title>Abstract</jats:title><jats:sec><jats:title>Results</jats:title>"
        "<jats:p>Tea helps, p &lt; 0.05.</jats:p></jats:sec>",
        "container-title": [],
        "institution": [{"name": "moonRxiv"}],
        "issued": {"date-parts": [[2026, 2]]},
        "page": "7-9",
        "relation": {"is-preprint-of": [{"id": "10.5555/tea.1", "id-type": "doi"}]},
        "reference": [{"DOI": "10.5555/OLD.1"}, {"unstructured": "A book"}, {"DOI": "nonsense"}],
        **more,
    }


@dataclass
class Register:
    """Items by DOI."""

    items: dict[str, Item] = field(default_factory=dict)
    size: int = 2
    wrong_count: int = 0

    def add(self, *items: Item) -> None:
        self.items |= {one["DOI"].lower(): one for one in items}

    def answer(self, path: str, asked: Asked) -> Item:
        assert path == "/works"
        named = [part.removeprefix("doi:") for part in asked.get("filter", "").split(",")]
        if not named[0].startswith("10."):
            named = list(self.items)
        found = [self.items[doi] for doi in named if doi in self.items]
        at = int(asked["cursor"].strip("*") or 0)
        message = {"total-results": len(found) + self.wrong_count,
                   "items": found[at : at + self.size],
                   "next-cursor": str(at + self.size)}  # fmt: skip
        return {"status": "ok", "message": message}


@pytest.fixture
def register(server: JsonService) -> Register:
    made = Register()
    server.begin(made.answer)
    return made


@pytest.fixture
def source(server: JsonService) -> Crossref:
    http = Http(service="Crossref", time=still_time(), read_seconds=HANG)
    return Crossref(http=http, url=server.url, contact="a@example.org")


def test_a_strategy_names_parameters_and_every_page_is_read(
    source: Crossref, server: JsonService, register: Register
) -> None:
    register.add(*(item(f"10.5555/{number}") for number in range(5)))
    strategy = Strategy(
        expression="a",
        elsewhere={"crossref": "query.title=moon tea&filter=type:posted-content&rows=9&mailto=x"},
    )

    query = source.query(strategy, SearchLines({}))

    assert query == "query.title=moon tea&filter=type:posted-content"
    assert source.search(query) == tuple(f"10.5555/{number}" for number in range(5))
    assert [one["cursor"] for one in server.asked] == ["*", "2", "4"]
    assert {one["mailto"] for one in server.asked} == {"a@example.org"}
    assert server.asked[0]["query.title"] == "moon tea"


def test_what_a_query_holds_in_code_is_asked_as_it_was_meant(
    source: Crossref, server: JsonService, register: Register
) -> None:
    register.add(item())
    strategy = Strategy(expression="a", elsewhere={"crossref": "query.title=tea %26 40%25 C%2B"})

    source.search(source.query(strategy, SearchLines({})))

    assert server.asked[0]["query.title"] == "tea & 40% C+"


def test_a_record_is_read_with_its_words(source: Crossref, register: Register) -> None:
    register.add(item())

    (article,) = source.fetch([DOI]).articles.values()

    record = article.record
    assert article.abstract == "Results: Tea helps, p < 0.05."
    assert (record.title, record.authors) == ("Moon tea for pain", ("Moon AB", "The Tea Group"))
    assert (record.journal, record.published, record.year) == ("moonRxiv", "2026-02", 2026)
    assert record.publication_types == ("Preprint",)
    assert (record.doi, record.key(CROSSREF)) == (DOI, DOI)
    assert record.id.startswith("CR-")
    assert record.link == f"https://doi.org/{DOI}"


def test_a_preprint_is_joined_with_the_article_that_crossref_names(
    source: Crossref, register: Register
) -> None:
    register.add(item())
    preprint = source.fetch([DOI]).articles[DOI].record
    article = Record(id="900000001", pmid="900000001", doi="10.5555/TEA.1", title="Another title")

    pair = compared(article, preprint)

    assert pair
    assert pair.sure


def test_what_was_retracted_counts_as_retracted(source: Crossref, register: Register) -> None:
    register.add({**item(), "updated-by": [{"type": "retraction", "DOI": "10.5555/r"}]})

    assert source.fetch([DOI]).articles[DOI].record.retracted


def test_what_cannot_be_read_is_named(source: Crossref, register: Register) -> None:
    register.add(item(), item("10.5555/8", author=3), item("10.5555/9", institution={"name": "x"}))

    fetched = source.fetch([DOI, "10.5555/8", "10.5555/9", "../x", "10.5555/a,b"])

    assert set(fetched.articles) == {DOI}
    assert fetched.unreadable == ("10.5555/8", "10.5555/9", "../x", "10.5555/a,b")


def test_references_are_followed_from_a_doi(source: Crossref, register: Register) -> None:
    register.add(item())

    assert source.linked([DOI], REFERENCES) == ("10.5555/old.1",)


def test_a_paper_known_by_its_doi_is_not_new() -> None:
    known = Record(id="900000001", pmid="900000001", doi="10.5555/MOON.7")

    assert State(records=(known,)).index.has(CROSSREF, DOI)
    assert not State(records=(known,)).index.has(CROSSREF, "10.5555/moon.8")


def test_a_search_that_matches_a_heap_is_a_mistake(source: Crossref, register: Register) -> None:
    register.add(item())
    register.wrong_count = MOST

    with pytest.raises(Mistake, match="people can screen"):
        source.search("query=moon")


FAULTS = {
    "500": (500, b"", "HTTP 500"),
    "bad filter": (
        400,
        b'{"status": "failed", "message": [{"message": "Filter x is not known"}]}',
        "HTTP 400.*Filter x is not known",
    ),
    "404": (404, b"Resource not found.", "HTTP 404"),
    "limit": (429, b"", "HTTP 429"),
    "web page": (200, b"<html>", "a web page"),
    "no message": (200, b'{"status": "ok"}', "without a message"),
    "no count": (200, b'{"message": {"items": []}}', "without a count"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.usefixtures("register")
def test_a_bad_answer_is_a_failure(source: Crossref, server: JsonService, fault: str) -> None:
    status, body, told = FAULTS[fault]
    server.faults = [(status, body)]

    with pytest.raises(ServiceFailed, match=told):
        source.search("query=moon")


def test_a_wrong_count_is_a_failure(source: Crossref, register: Register) -> None:
    register.add(item(), item("10.5555/8"))
    register.wrong_count = 1

    with pytest.raises(ServiceFailed, match="hits were reported"):
        source.search("query=moon")


@pytest.mark.few
def test_a_run_joins_what_it_finds_with_pubmed_and_says_where_it_failed(
    review: Review, server: JsonService, register: Register
) -> None:
    article = "900000007"
    (title,) = re.findall(r"<ArticleTitle>(.*?)</ArticleTitle>", paper(article), re.DOTALL)
    preprint = item("10.5555/pre.7", title=[title], relation={
        "is-preprint-of": [{"id": "10.5555/demo.0007", "id-type": "doi"}],
    })  # fmt: skip
    register.add(preprint, item("10.5555/DEMO.0001"), item("10.5555/new.1"))
    review.environment["CROSSREF_URL"] = server.url
    elsewhere = "      elsewhere: {crossref: 'query.title=moon tea'}\n"
    review.set("every: run\n\n", f"every: run\n{elsewhere}\nsources: [pubmed, crossref]\n\n")

    outcome = review.run()

    state = outcome.state
    assert [search.source for search in outcome.run.searches] == ["PubMed", "Crossref"]
    assert [record.id for record in state.by_id.values() if record.source == CROSSREF] == [
        next(record.id for record in state.by_id.values() if record.doi == "10.5555/new.1")
    ]
    joined = state.by_id[article]
    assert (joined.doi, joined.pmid) == ("10.5555/demo.0007", article)
    assert outcome.faults == ()

    server.faults = [(500, b"")]
    again = review.run()
    assert any("Crossref" in fault for fault in again.run.partial)
    assert set(again.state.by_id) == set(state.by_id)


@pytest.mark.skipif(not REAL.is_dir(), reason="recorded answers are not at hand")
def test_recorded_abstracts_lose_their_markup_and_nothing_else() -> None:
    for file in REAL.glob("raw_crossref_*.json"):
        text = json.loads(file.read_text("utf-8")).get("abstract") or ""

        assert "jats:" not in plain(text)
        assert not text or len(plain(text)) > len(text) * 0.7
