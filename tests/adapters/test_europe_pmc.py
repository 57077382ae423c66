"""Europe PMC beside PubMed: found, fetched, read, joined; and where it fails the run says so."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli import execute
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.corrections import ChangeKind
from bot.domain.protocol import Protocol
from bot.errors import Mistake, ServiceFailed
from bot.http_client import Http
from bot.settings import parse
from bot.sources import plain
from bot.sources.europe_pmc import EuropePmc, read_record
from bot.wiring import open_review
from tests.conftest import FEW, HANG, Review, still_time
from tests.json_server import Asked, JsonService, listening
from tests.notices import document, paper

pytestmark = pytest.mark.few

REAL = Path(__file__).parents[3] / "shared" / "data" / "real" / "europe_pmc"

ARTICLE, PREPRINT = "900000007", "PPR900970"
WEEK_2, WEEK_3 = date(2026, 11, 23), date(2026, 11, 30)
QUERY = '(TITLE_ABS:"cancer" AND TITLE_ABS:"pain")'
ALL_IDS = {"query": "", "cursorMark": "*", "resultType": "idlist"}
Given = dict[str, Any]


@dataclass
class EuropePmcServer:
    """Europe PMC's search on loopback, page by page, with all that may go wrong."""

    records: dict[str, Given] = field(default_factory=dict)
    page: int = 1_000
    wrong_count: int = 0
    stuck: bool = False
    """Whether the cursor repeats."""
    service: JsonService = field(init=False)

    def __post_init__(self) -> None:
        self.service = JsonService(self.page_of)

    def add(self, *records: Given) -> None:
        self.records |= {f"{one['source']}/{one['id']}": one for one in records}

    def page_of(self, path: str, asked: Asked) -> Given:
        assert path.endswith("/searchPOST")
        named = re.findall(r'EXT_ID:"([^"]+)" AND SRC:(\w+)', asked["query"])
        keys = [f"{source}/{key}" for key, source in named] or list(self.records)
        found = [self.records[key] for key in keys if key in self.records]
        start = int(asked["cursorMark"].strip("*") or 0)
        shown = found[start : start + self.page]
        if asked["resultType"] == "idlist":
            shown = [{"id": one["id"], "source": one["source"]} for one in shown]
        body: Given = {
            "version": "6.9",
            "hitCount": len(found) + self.wrong_count,
            "resultList": {"result": shown},
        }
        if start + self.page < len(found):
            body["nextCursorMark"] = asked["cursorMark"] if self.stuck else str(start + self.page)
        return body


@pytest.fixture
def database() -> Iterator[EuropePmcServer]:
    made = EuropePmcServer()
    with listening(made.service):
        yield made


@pytest.fixture
def source(database: EuropePmcServer) -> EuropePmc:
    http = Http(service="Europe PMC", time=still_time(), read_seconds=HANG)
    return EuropePmc(http=http, url=database.service.url)


@pytest.fixture
def both(review: Review, database: EuropePmcServer) -> Review:
    """A review that searches Europe PMC, too."""
    review.environment["EUROPE_PMC_URL"] = database.service.url
    elsewhere = f"      elsewhere:\n        europe_pmc: '{QUERY}'\n"
    review.set("every: run\n\n", f"every: run\n{elsewhere}\nsources: [pubmed, europe_pmc]\n\n")
    return review


def preprint(**more: object) -> Given:
    """The invented paper as it stands on a preprint server."""
    text = paper(ARTICLE)
    (title,) = re.findall(r"<ArticleTitle>(.*?)</ArticleTitle>", text, re.DOTALL)
    parts = re.findall(r"<AbstractText[^>]*>(.*?)</AbstractText>", text, re.DOTALL)
    (family, *_), (initials, *_) = (
        re.findall(rf"<{tag}>(.*?)</{tag}>", text) for tag in ("LastName", "Initials")
    )
    return {
        "id": PREPRINT,
        "source": "PPR",
        "doi": "10.5555/DEMO.0970",
        "title": title,
        "authorList": {"author": [{"lastName": family, "initials": initials}]},
        "pubYear": "2021",
        "abstractText": " ".join(parts),
        "language": "eng",
        "pubTypeList": {"pubType": ["Preprint"]},
        "bookOrReportDetails": {"publisher": "moonRxiv"},
        "firstIndexDate": "2026-11-10",
        **more,
    }


def test_every_page_is_read(source: EuropePmc, database: EuropePmcServer) -> None:
    database.page = 2
    database.add(*(preprint(id=f"PPR{number}") for number in range(5)))

    assert len(source.search(QUERY)) == 5
    assert [one["cursorMark"] for one in database.service.asked] == ["*", "2", "4"]


def test_a_record_is_read_with_its_words(source: EuropePmc, database: EuropePmcServer) -> None:
    database.add(
        preprint(
            title="Moon <i>tea</i> &amp; H<sub>2</sub>O, p < 0.05",
            abstractText="<h4>Background: </h4>Tea   is old.<h4>Results</h4><p>It was "
            "<b>higher</b>,\u0007 p&lt;0.01.</p><p>So.</p>",
            commentCorrectionList={
                "commentCorrection": [
                    {"id": ARTICLE, "source": "MED", "type": "Preprint of"},
                    {"id": "PPR2", "source": "PPR", "type": "Retraction in", "reference": "X 2026"},
                ]
            },
        )
    )

    (article,) = source.fetch(["PPR/PPR900970"]).articles.values()

    record = article.record
    assert record.title == "Moon tea & H2O, p < 0.05"
    assert article.abstract == "Background: Tea is old.\nResults: It was higher, p<0.01. So."
    assert (record.id, record.source, record.key("europe_pmc")) == (
        PREPRINT,
        "europe_pmc",
        "PPR/PPR900970",
    )
    assert (record.doi, record.journal, record.year) == ("10.5555/demo.0970", "moonRxiv", 2021)
    assert [(one.kind, one.pmid) for one in record.corrections] == [
        ("UpdateIn", ARTICLE),
        ("RetractionIn", ""),
    ]
    assert record.retracted
    assert record.has_abstract
    assert record.text_hash


def test_a_withdrawn_preprint_counts_as_retracted(
    source: EuropePmc, database: EuropePmcServer
) -> None:
    database.add(preprint(pubTypeList={"pubType": ["preprint-withdrawal"]}))

    (article,) = source.fetch(["PPR/PPR900970"]).articles.values()

    assert article.record.retracted


@pytest.mark.parametrize(
    ("text", "words"),
    [("x<y and z>w", "x<y and z>w"), ("a<br/>b", "a b"), ("&lt;i&gt;", "<i>"), ("", "")],
)
def test_what_is_no_tag_stays(text: str, words: str) -> None:
    assert plain(text.replace("<y", "< y")) == words.replace("<y", "< y")


@pytest.mark.parametrize("broken", [{"authorList": 3}, {"title": "", "abstractText": ""}])
def test_a_record_that_cannot_be_read_is_named(
    source: EuropePmc, database: EuropePmcServer, broken: Given
) -> None:
    database.add(preprint(**broken), preprint(id="PPR2"))

    fetched = source.fetch(["PPR/PPR900970", "PPR/PPR2", "PPR/../../x", "PPR/PPR3"])

    assert set(fetched.articles) == {"PPR/PPR2"}
    assert fetched.unreadable == ("PPR/PPR900970", "PPR/../../x", "PPR/PPR3")


FAULTS = {
    "500": (500, b"", "HTTP 500"),
    "web page": (200, b"<!DOCTYPE html><p>Maintenance", "a web page"),
    "cut JSON": (200, b'{"hitCount": 1, "resultList": {"resu', "cut or no JSON"),
    "empty": (200, b"", "empty"),
    "error": (200, b'{"errCode": 400, "errMsg": "Bad query"}', "Bad query"),
    "no list": (200, b'{"hitCount": 0}', "without a count or a list"),
    "404": (404, b"{}", "HTTP 404"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_answer_is_a_failure(
    source: EuropePmc, database: EuropePmcServer, fault: str
) -> None:
    status, body, told = FAULTS[fault]
    database.add(preprint())
    database.service.faults = [(status, body)]

    with pytest.raises(ServiceFailed, match=told):
        source.search(QUERY)


def test_a_passing_fault_is_passed_over(source: EuropePmc, database: EuropePmcServer) -> None:
    database.add(preprint())
    database.service.faults = [(503, b""), (200, b"<html>"), (
        200, json.dumps(database.page_of("/searchPOST", ALL_IDS)).encode()
    )]  # fmt: skip

    assert source.search(QUERY) == ("PPR/PPR900970",)
    assert source.sent == 3


@pytest.mark.parametrize("wrong", [1, -1])
def test_a_wrong_count_is_a_failure(
    source: EuropePmc, database: EuropePmcServer, wrong: int
) -> None:
    database.add(preprint(), preprint(id="PPR2"))
    database.wrong_count = wrong

    with pytest.raises(ServiceFailed, match="hits were reported"):
        source.search(QUERY)


def test_a_cursor_that_repeats_is_a_failure(source: EuropePmc, database: EuropePmcServer) -> None:
    database.page, database.stuck = 1, True
    database.add(preprint(), preprint(id="PPR2"))

    with pytest.raises(ServiceFailed, match="2 hits were reported and 1 different ids given"):
        source.search(QUERY)
    assert len(database.service.asked) == 1


@pytest.fixture
def before() -> Iterator[EutilsServer]:
    """PubMed while it does not have the article yet."""
    with EutilsServer([document(*(paper(key) for key in FEW if key != ARTICLE))]) as server:
        yield server


def test_it_is_off_by_default(review: Review, database: EuropePmcServer) -> None:
    review.environment["EUROPE_PMC_URL"] = database.service.url
    database.add(preprint())

    outcome = review.run()

    assert database.service.asked == []
    assert not any(one.source == "europe_pmc" for one in outcome.state.by_id.values())


def test_its_article_takes_the_place_of_an_included_preprint(
    both: Review, database: EuropePmcServer, before: EutilsServer, eutils: EutilsServer
) -> None:
    database.add(preprint())
    both.environment["NCBI_EUTILS_URL"] = before.url
    first = both.run()
    assert [one.source for one in first.run.searches] == ["PubMed", "Europe PMC"]
    assert first.run.searches[1].query == f"({QUERY}) NOT SRC:MED NOT SRC:PAT"
    assert first.state.by_id[PREPRINT].searched
    line = {"record": PREPRINT, "verdict": "include", "judge": "person", "by": "a-reader",
            "on": "2026-11-17", "reasons": ["It belongs."]}  # fmt: skip
    ledger = both.show("state/decisions.jsonl").splitlines()
    both.edit("state/decisions.jsonl", ledger[-1], f"{ledger[-1]}\n{json.dumps(line)}")
    both.git("fetch", "--quiet", "origin")
    both.merge()
    both.environment["NCBI_EUTILS_URL"] = eutils.url

    outcome = both.run(WEEK_2)

    state = outcome.state
    assert ARTICLE not in state.by_id
    shown = state.by_id[PREPRINT]
    assert (shown.pmid, shown.doi, shown.source) == (ARTICLE, "10.5555/demo.0007", "europe_pmc")
    assert "Preprint" not in shown.publication_types
    assert state.current_decisions[PREPRINT].by == "a-reader"
    assert not [one for one in state.decisions if one.record == ARTICLE]
    assert PREPRINT in {one.id for one in state.included}
    assert state.studies[PREPRINT].text_hash == shown.text_hash
    keys = [one.get("keys") for one in both.lines("state/records.jsonl") if one["id"] == PREPRINT]
    assert ["europe_pmc:PPR/PPR900970"] in keys, "history is kept"
    assert outcome.faults == ()
    assert both.run(WEEK_3).run.quiet


def test_europe_pmc_names_the_article_of_a_preprint_with_another_title(
    both: Review, database: EuropePmcServer, before: EutilsServer, eutils: EutilsServer
) -> None:
    other = preprint(title="Something about lanterns, in a first draft of ours")
    database.add(other)
    both.environment["NCBI_EUTILS_URL"] = before.url
    both.run()
    both.environment["NCBI_EUTILS_URL"] = eutils.url
    note = {"id": ARTICLE, "source": "MED", "type": "Preprint of"}
    database.add({**other, "commentCorrectionList": {"commentCorrection": [note]}})

    outcome = both.run(WEEK_2)

    assert ARTICLE not in outcome.state.by_id
    assert outcome.state.by_id[PREPRINT].pmid == ARTICLE


def test_a_preprint_without_article_is_watched_and_kept(
    both: Review, database: EuropePmcServer
) -> None:
    title = "Cingulate cortex in cancer pain: a study of nobody else"
    database.add(preprint(title=title, doi="10.5555/alone"))
    both.run()
    assert both.run(WEEK_2).run.quiet
    withdrawn = {"pubType": ["preprint-withdrawal"]}
    database.add(preprint(title=title, doi="10.5555/alone", pubTypeList=withdrawn))

    outcome = both.run(WEEK_3)

    assert outcome.run.changed == (PREPRINT,)
    (change,) = outcome.run.changes
    assert (change.record, change.kind) == (PREPRINT, ChangeKind.RETRACTED)
    assert PREPRINT not in {one.id for one in outcome.state.included}


def test_a_failure_keeps_what_pubmed_brought_and_loses_nothing(
    both: Review, database: EuropePmcServer
) -> None:
    database.add(preprint(title="Lanterns and cancer pain", doi="10.5555/late"))
    database.service.faults = [(500, b"")]

    failed = both.run()

    assert [one.source for one in failed.run.searches] == ["PubMed"]
    (told,) = failed.run.partial
    assert told == "Europe PMC failed: HTTP 500 Internal Server Error"
    assert "Search incomplete" in failed.body
    assert PREPRINT not in failed.state.by_id
    assert len(database.service.asked) == 4, "it is not asked again in the same run"
    database.service.faults = []

    outcome = both.run(WEEK_2)

    assert PREPRINT in outcome.state.by_id
    assert outcome.run.partial == ()


def test_a_failure_in_a_quiet_week_ends_with_exit_code_3(
    both: Review, database: EuropePmcServer, capsys: pytest.CaptureFixture[str]
) -> None:
    both.run()
    head = both.head()
    database.service.faults = [(200, b"<html>")]
    world = replace(both.world, environment=both.environment)

    code = execute(
        ["run", "--dir", str(both.root), "--today", "2026-11-23", "--json", "--push"], world
    )

    assert code == 3
    assert json.loads(capsys.readouterr().out)["partial"] == [
        "Europe PMC failed: a web page came where data were asked for"
    ]
    assert both.head() == head


def test_where_pubmed_fails_nothing_is_changed(
    both: Review, database: EuropePmcServer, eutils: EutilsServer
) -> None:
    database.add(preprint())
    eutils.__exit__(None, None, None)

    with pytest.raises(ServiceFailed, match="PubMed"):
        both.run()
    assert both.head() == ""
    assert database.service.asked == []


def test_the_review_counts_its_papers_and_has_their_words(
    both: Review, database: EuropePmcServer
) -> None:
    database.add(preprint(title="Cingulate cortex in cancer pain", doi="10.5555/alone"))
    both.run()
    text = both.show("REVIEW.md")
    assert "Europe PMC: 1" in text
    assert "| Europe PMC | weekly |" in text
    both.git("fetch", "--quiet", "origin")
    both.merge()

    checked = open_review(both.root).check()
    assert checked.quotes.compared
    assert checked.quotes.gaps == ()


def test_one_search_serves_both_versions_in_one_week(
    both: Review, database: EuropePmcServer, eutils: EutilsServer
) -> None:
    eutils.add(document(paper(ARTICLE)))
    database.add(preprint())

    outcome = both.run()

    assert {ARTICLE, PREPRINT} & set(outcome.state.by_id) == {ARTICLE}
    assert (ARTICLE, PREPRINT, True) in [
        (one.one, one.other, one.sure) for one in outcome.run.pairs
    ]


def told(old: str, new: str) -> Protocol:
    text = story.protocol()
    assert old in text
    return parse(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("sources: [pubmed, europepmc]\n", "no database is called 'europepmc'", "'europe_pmc'"),
        ("sources: [europe_pmc]\n", "without pubmed", "Add pubmed"),
        ("sources: [pubmed, europe_pmc]\n", "no strategy says how europe_pmc", "elsewhere"),
    ],
)
def test_a_slip_in_the_sources_is_named(written: str, message: str, hint: str) -> None:
    with pytest.raises(Mistake) as caught:
        told("vocabulary:", f"{written}vocabulary:")

    assert message in caught.value.message
    assert re.search(r"line \d+", caught.value.message)
    assert hint in caught.value.hint


def test_a_query_for_an_unknown_database_is_named() -> None:
    with pytest.raises(Mistake, match="no database is called 'scopus'"):
        told("every: run", "every: run\n      elsewhere: {scopus: x}")


def test_the_doctor_asks_it(
    both: Review, database: EuropePmcServer, capsys: pytest.CaptureFixture[str]
) -> None:
    database.add(preprint())

    execute(["doctor", "--dir", str(both.root)], both.world_without_hub())

    assert "fine  Europe PMC: It answers, with 1 hits" in capsys.readouterr().out


@pytest.mark.skipif(not REAL.is_dir(), reason="recorded answers are not at hand")
def test_recorded_records_are_read_and_nothing_is_lost() -> None:
    listed = [
        record
        for file in sorted(REAL.glob("*.json"))
        for record in json.loads(file.read_text("utf-8"))["resultList"]["result"]
        if "title" in record
    ]

    assert len(listed) > 100
    for given in listed:
        article = read_record(f"{given['source']}/{given['id']}", given)
        assert article
        record = article.record
        assert (record.pmid, record.pmcid) == (given.get("pmid", ""), given.get("pmcid", ""))
        assert record.doi == given.get("doi", "").lower()
        assert record.title == plain(given["title"])
        assert record.year == int(given["pubYear"])
        named = given.get("authorList", {}).get("author")
        printed = given.get("authorString", "").rstrip(".").split(", ")
        assert len(record.authors) == len(named or [name for name in printed if name])
        assert bool(article.abstract) == bool(given.get("abstractText"))
        journal = given.get("journalInfo", {}).get("journal", {}).get("title", "")
        assert record.journal == (journal or given.get("journalTitle", "") or record.journal)
        volume = given.get("journalInfo", {}).get("volume") or given.get("journalVolume", "")
        assert record.volume == volume
        assert record.pages == given.get("pageInfo", "")
