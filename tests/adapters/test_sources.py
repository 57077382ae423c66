"""The registry of databases: what is fixed about each, and a module for each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from bot import settings
from bot.adapters.cache import SqliteCache
from bot.databases.source_set import SourceSet
from bot.demo import story
from bot.domain.decisions import Decision
from bot.domain.records import Article, Record
from bot.domain.sources import CITED_BY, SOURCES, SourceSpec
from bot.domain.state import State
from bot.domain.strategies import SearchLines, Strategy
from bot.domain.verdicts import Judge, Verdict
from bot.errors import Mistake
from bot.http_client import Http
from bot.pipeline.citation_search import follow_citations
from bot.ports import Fetched
from bot.sources import SourceOptions, build
from tests.conftest import still_time

TODAY = date(2026, 11, 16)
TOY = SourceSpec(
    code="toy", title="Toy", url_variable="TOY_URL", url="https://toy.example.org",
    link="https://toy.example.org/paper/{key}", rate=1.0, routes=(CITED_BY,),
)  # fmt: skip


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> SourceSpec:
    """One more database in the registry."""
    monkeypatch.setitem(SOURCES, TOY.code, TOY)
    return TOY


@dataclass(kw_only=True)
class ToySource:
    """A database that knows which papers cite which."""

    code: str
    name: str
    citing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pmids: dict[str, str] = field(default_factory=dict)
    asked: list[Sequence[str]] = field(default_factory=list)
    sent: int = 0

    def query(self, strategy: Strategy, lines: SearchLines) -> str:
        return lines.query(strategy)

    def search(self, query: str) -> tuple[str, ...]:
        return (query,)

    def fetch(self, ids: Sequence[str]) -> Fetched:
        def article(key: str) -> Article:
            pmid = key if self.code == "pubmed" else self.pmids.get(key, "")
            record = Record(
                id=key, source=self.code, keys=(f"{self.code}:{key}",), title=key, pmid=pmid
            )
            return Article(record=record)

        return Fetched(articles={key: article(key) for key in ids})

    def linked(self, ids: Sequence[str], route: str) -> tuple[str, ...]:
        assert route == CITED_BY
        self.asked.append(ids)
        return tuple(key for one in ids for key in self.citing.get(one, ()))


@pytest.mark.parametrize("code", SOURCES)
def test_every_database_has_its_module(code: str) -> None:
    spec = SOURCES[code]
    http = Http(service=spec.title, time=still_time(), read_seconds=1.0)
    options = SourceOptions(http=http, url=spec.url, contact="a@example.org", today=TODAY)
    source = build(code, options)

    assert (source.code, source.name) == (spec.code, spec.title)


def test_the_environment_names_the_address_and_the_key() -> None:
    there = settings.from_environment({
        "EUROPE_PMC_URL": "https://example.org/epmc", "NCBI_API_KEY": "a key",
    })  # fmt: skip

    assert there.source_urls["europe_pmc"] == "https://example.org/epmc"
    assert there.source_urls["pubmed"] == SOURCES["pubmed"].url
    assert there.source_keys == {"pubmed": "a key", "openalex": ""}
    with pytest.raises(Mistake, match="EUROPE_PMC_URL"):
        settings.from_environment({"EUROPE_PMC_URL": "not one"})


def test_a_paper_without_pmid_and_doi_is_linked_where_it_came_from(toy: SourceSpec) -> None:
    record = Record(id="x", keys=(f"{toy.code}:7",))

    assert record.link == "https://toy.example.org/paper/7"


@pytest.mark.usefixtures("toy")
def test_another_database_may_be_named_in_a_review() -> None:
    text = story.protocol()
    strategy = text.replace("expression:", "elsewhere: {toy: 'moon'}\n      expression:", 1)

    protocol = settings.parse(f"{strategy}\nsources: [pubmed, toy]\n")

    assert protocol.sources == ("pubmed", "toy")


@pytest.mark.usefixtures("toy")
def test_citations_are_followed_wherever_they_can_be(tmp_path: Path) -> None:
    cache = SqliteCache(tmp_path)
    included = Record(id="1", pmid="1", keys=("toy:A",))
    decision = Decision(
        record="1", verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="a", on="2026-01-01",
        reasons=("Fits.",),
    )  # fmt: skip
    state = State(records=(included,), decisions=(decision,))
    protocol = settings.parse(f"{story.protocol()}\ncitations: {{routes: [cited-by]}}\n")
    sources = SourceSet(
        main=ToySource(code="pubmed", name="PubMed", citing={"1": ("2",)}),
        others=(
            ToySource(code="toy", name="Toy", citing={"A": ("B", "A")}),
            ToySource(code="europe_pmc", name="Europe PMC"),
        ),
    )

    result = follow_citations(protocol, state, (), sources, cache, TODAY)

    assert [(route.source, route.new) for route in result.routes] == [
        ("pubmed", ("2",)), ("toy", ("B",)),
    ]  # fmt: skip
    assert [article.record.source for article in result.articles] == ["citation", "citation"]


def test_openalex_starts_from_pmids_and_brings_what_pubmed_has_in_pubmeds_own_record(
    tmp_path: Path,
) -> None:
    included = Record(id="1", pmid="1")
    decision = Decision(
        record="1", verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="a", on="2026-01-01",
        reasons=("Fits.",),
    )  # fmt: skip
    state = State(records=(included, Record(id="4", pmid="4")), decisions=(decision,))
    protocol = settings.parse(
        f"{story.protocol()}\nsources: [pubmed, openalex]\ncitations: {{routes: [cited-by]}}\n"
    )
    openalex = ToySource(
        code="openalex", name="OpenAlex", citing={"pmid:1": ("W2", "W3", "W4", "W5")},
        pmids={"W2": "2", "W3": "3", "W4": "4"},
    )  # fmt: skip
    pubmed = ToySource(code="pubmed", name="PubMed", citing={"1": ("2",)})

    result = follow_citations(
        protocol,
        state,
        (),
        SourceSet(main=pubmed, others=(openalex,)),
        SqliteCache(tmp_path),
        TODAY,
    )

    brought = {article.record.id: article.record for article in result.articles}
    assert list(brought) == ["2", "3", "W5"]
    assert brought["3"].keys == ("openalex:W3",)
    assert brought["3"].title == "3"
    assert {record.source for record in brought.values()} == {"citation"}
    assert result.routes[1].new == ("W2", "W3", "W5")
