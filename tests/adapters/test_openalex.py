"""OpenAlex: its pages, its records, its citations and its refusals, all of them invented."""

import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.domain.sources import CITED_BY, REFERENCES
from bot.domain.strategies import SearchLines, Strategy
from bot.errors import ServiceFailed
from bot.http_client import Http
from bot.sources.openalex import KEYLESS, OpenAlex, abstract
from tests.conftest import HANG, still_time
from tests.json_server import Asked, JsonService

REAL = Path(__file__).parents[3] / "shared" / "data" / "real" / "openalex_crossref"
KEY = "a-secret-key"
Work = dict[str, Any]


def work(number: int, **more: Any) -> Work:  # noqa: ANN401 - JSON
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.5555/MOON.{number}",
        "ids": {"pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/900001"},
        "display_name": "Moon <i>tea</i> &amp; pain",
        "publication_year": 2026,
        "publication_date": "2026-02-03",
        "type": "preprint",
        "language": "en",
        "is_retracted": False,
        "authorships": [
            {"author": {"display_name": "Ada-Bea Moon"}},
            {"author": {"display_name": "Sol"}},
            {"author": None},
        ],
        "primary_location": {"source": {"display_name": "moonRxiv"}},
        "biblio": {"volume": "3", "issue": None, "first_page": "7", "last_page": "7"},
        "abstract_inverted_index": {"tea": [1, 4], "Moon": [0], "helps;": [2], "no": [3]},
        "keywords": [{"display_name": "Tea"}],
        "mesh": [{"descriptor_name": "Pain", "qualifier_name": "therapy"}],
        **more,
    }


@dataclass
class Catalogue:
    """Works by number, and which filter leads to which."""

    works: dict[str, Work] = field(default_factory=dict)
    filters: dict[str, list[str]] = field(default_factory=dict)
    size: int = 2
    wrong_count: int = 0

    def add(self, *works: Work) -> None:
        self.works |= {one["id"].rpartition("/")[2]: one for one in works}

    def answer(self, path: str, asked: Asked) -> Work:
        assert path == "/works"
        name, _, value = asked["filter"].partition(":")
        named = value.split("|") if name == "openalex" else self.filters.get(asked["filter"])
        found = [self.works[key] for key in (self.works if named is None else named)
                 if key in self.works]  # fmt: skip
        at = int(asked.get("cursor", "0").strip("*") or 0) if "cursor" in asked else 0
        at = at or (int(asked.get("page", 1)) - 1) * self.size
        following = str(at + self.size) if at + self.size < len(found) else None
        return {
            "meta": {"count": len(found) + self.wrong_count, "next_cursor": following},
            "results": found[at : at + self.size],
        }


@pytest.fixture
def catalogue(server: JsonService) -> Catalogue:
    made = Catalogue()
    server.begin(made.answer)
    return made


def openalex(server: JsonService, key: str = "") -> OpenAlex:
    http = Http(service="OpenAlex", time=still_time(), read_seconds=HANG)
    return OpenAlex(http=http, url=server.url, contact="a@example.org", key=key)


@pytest.mark.parametrize("key", ["", KEY])
def test_every_page_is_read_with_and_without_a_key(
    server: JsonService, catalogue: Catalogue, key: str
) -> None:
    catalogue.add(*map(work, range(1, 6)))

    assert openalex(server, key).search("moon") == ("W1", "W2", "W3", "W4", "W5")
    assert {one["mailto"] for one in server.asked} == {"a@example.org"}
    places = [one.get("cursor" if key else "page") for one in server.asked]
    assert places == (["*", "2", "4"] if key else ["1", "2", "3"])


def test_what_pubmed_has_is_left_to_it_and_no_comma_parts_the_filter() -> None:
    strategy = Strategy(expression="a", elsewhere={"openalex": '"moon tea",\n pain'})

    query = OpenAlex(http=None, url="", contact="").query(  # type: ignore[arg-type] # not asked
        strategy, SearchLines({})
    )

    assert query == 'title_and_abstract.search:"moon tea" pain,has_pmid:false'


def test_a_record_is_read_with_its_words(server: JsonService, catalogue: Catalogue) -> None:
    catalogue.add(work(7))

    (article,) = openalex(server).fetch(["W7"]).articles.values()

    record = article.record
    assert article.abstract == "Moon tea helps; no tea"
    assert record.title == "Moon tea & pain"
    assert (record.id, record.doi, record.pmcid) == ("W7", "10.5555/moon.7", "PMC900001")
    assert record.authors == ("Moon AB", "Sol")
    assert (record.journal, record.year, record.pages) == ("moonRxiv", 2026, "7")
    assert record.publication_types == ("Preprint",)
    assert (record.mesh, record.keywords) == (("Pain/therapy",), ("Tea",))
    assert record.link == "https://doi.org/10.5555/moon.7"


def test_a_retracted_work_counts_as_retracted(server: JsonService, catalogue: Catalogue) -> None:
    catalogue.add(work(7, is_retracted=True))

    assert openalex(server).fetch(["W7"]).articles["W7"].record.retracted


def test_what_cannot_be_read_is_named(server: JsonService, catalogue: Catalogue) -> None:
    catalogue.add(work(7), work(8, authorships=3))

    fetched = openalex(server).fetch(["W7", "W8", "../x", "W9"])

    assert set(fetched.articles) == {"W7"}
    assert fetched.unreadable == ("W8", "../x", "W9")


def test_citations_are_followed_from_pmids_and_its_own_ids(
    server: JsonService, catalogue: Catalogue
) -> None:
    catalogue.add(*map(work, (1, 2, 3, 4)))
    catalogue.filters = {"pmid:900000001": ["W1"], "cites:W2|W1": ["W3", "W4"], "cited_by:W2": []}
    source = openalex(server)

    assert source.linked(["W2", "pmid:900000001"], CITED_BY) == ("W3", "W4")
    assert source.linked(["W2"], REFERENCES) == ()


FAULTS = {
    "500": (500, b"", "HTTP 500"),
    "bad filter": (400, b'{"error": "x", "message": "Invalid filter"}', "HTTP 400.*Invalid filter"),
    "wants a key": (401, b"{}", "OPENALEX_API_KEY"),
    "limit": (429, b"{}", "HTTP 429"),
    "web page": (200, b"<!DOCTYPE html>", "a web page"),
    "cut": (200, b'{"meta": {"cou', "cut or no JSON"),
    "no count": (200, b'{"meta": {}, "results": []}', "without a count"),
    "no records": (200, b'{"meta": {"count": 1}, "results": [3]}', "no records"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.usefixtures("catalogue")
def test_a_bad_answer_is_a_failure(server: JsonService, fault: str) -> None:
    status, body, told = FAULTS[fault]
    server.faults = [(status, body)]

    with pytest.raises(ServiceFailed, match=told):
        openalex(server).search("moon")


@pytest.mark.parametrize("wrong", [1, -1])
def test_a_wrong_count_is_a_failure(server: JsonService, catalogue: Catalogue, wrong: int) -> None:
    catalogue.add(work(1), work(2))
    catalogue.wrong_count = wrong

    with pytest.raises(ServiceFailed, match="hits were reported"):
        openalex(server).search("moon")


def test_more_than_it_gives_without_a_key_is_a_failure_that_says_what_to_do(
    server: JsonService, catalogue: Catalogue
) -> None:
    catalogue.add(work(1))
    catalogue.wrong_count = KEYLESS

    with pytest.raises(ServiceFailed, match="without a key") as fault:
        openalex(server).search("moon")

    assert "OPENALEX_API_KEY" in fault.value.hint


def test_the_key_reaches_no_log_and_no_message(
    server: JsonService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    server.faults = [(400, json.dumps({"message": f"bad {KEY}"}).encode())]

    with pytest.raises(ServiceFailed) as fault:
        openalex(server, KEY).search("moon")

    assert KEY not in f"{caplog.text} {fault.value.message} {fault.value.hint}"


def test_an_inverted_index_that_is_broken_gives_what_it_has() -> None:
    assert abstract({"b": [1], "a": [0], "x": None, "y": ["z"]}) == "a b"


@pytest.mark.skipif(not REAL.is_dir(), reason="recorded answers are not at hand")
def test_no_word_of_a_recorded_abstract_is_lost() -> None:
    for file in REAL.glob("raw_openalex_*.json"):
        index = json.loads(file.read_text("utf-8")).get("abstract_inverted_index") or {}
        words = [part for word, at in index.items() for part in word.split() for _ in at]

        assert sorted(abstract(index).split()) == sorted(words)
