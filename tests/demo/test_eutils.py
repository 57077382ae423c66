"""The stand-in for E-utilities, asked over HTTP as PubMed would be."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.client import HTTPConnection
from itertools import pairwise
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from lxml import etree

from bot.demo.answers import CEILING
from bot.demo.eutils import EutilsServer, Fault
from tests.conftest import HANG

FIRST = 900_000_001
TERM = {"db": "pubmed", "term": "cancer pain", "retmode": "json"}


def article(pmid: int, title: str = "Invented", entered: date | None = date(2026, 1, 5)) -> bytes:
    """A small article as a document of its own."""
    history = ""
    if entered:
        day = f"<Year>{entered.year}</Year><Month>{entered.month}</Month><Day>{entered.day}</Day>"
        history = f'<History><PubMedPubDate PubStatus="entrez">{day}</PubMedPubDate></History>'
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>{title}"
        f"</ArticleTitle></Article></MedlineCitation><PubmedData>{history}</PubmedData>"
        "</PubmedArticle>"
    ).encode()


def dated(count: int) -> dict[str, date]:
    """Ids with entrez dates that follow one another day by day, 28 to the round."""
    start = date(2026, 1, 1)
    return {str(FIRST + n): start + timedelta(days=n % 28) for n in range(count)}


def search(server: EutilsServer, **parameters: str) -> requests.Response:
    """One ESearch by GET."""
    return requests.get(server.url + "esearch.fcgi", {**TERM, **parameters}, timeout=HANG)


def ids(answer: requests.Response) -> list[str]:
    """The ids of a JSON answer."""
    listed: list[str] = answer.json()["esearchresult"]["idlist"]
    return listed


def fetch(server: EutilsServer, *pmids: str, method: str = "POST") -> requests.Response:
    """One EFetch; form-encoded by POST, in the address by GET."""
    form = {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"}
    if method == "GET":
        return requests.get(server.url + "efetch.fcgi", form, timeout=HANG)
    return requests.post(server.url + "efetch.fcgi", form, timeout=HANG)


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    """A server that holds three articles."""
    with EutilsServer([article(FIRST + n) for n in range(3)]) as running:
        yield running


@pytest.fixture(scope="module")
def crowd() -> Iterator[EutilsServer]:
    """A server that holds 25,000 ids."""
    with EutilsServer() as running:
        running.add_ids(dated(25_000))
        yield running


def test_search_answers_as_ncbi_does(server: EutilsServer) -> None:
    """Numbers are strings, the newest id comes first."""
    assert search(server).json() == {
        "header": {"type": "esearch", "version": "0.3"},
        "esearchresult": {
            "count": "3",
            "retmax": "3",
            "retstart": "0",
            "idlist": ["900000003", "900000002", "900000001"],
            "translationset": [],
            "querytranslation": "cancer pain",
        },
    }


def test_search_speaks_xml(server: EutilsServer) -> None:
    """The other return mode says the same."""
    root = etree.fromstring(search(server, retmode="xml", retmax="1").content)
    assert root.findtext("Count") == "3"
    assert [one.text for one in root.iterfind("IdList/Id")] == ["900000003"]


def test_search_takes_a_posted_form(server: EutilsServer) -> None:
    """GET and POST are answered alike, and both are remembered."""
    posted = requests.post(server.url + "esearch.fcgi", {**TERM, "retmax": "2"}, timeout=HANG)
    assert ids(posted) == ["900000003", "900000002"]
    seen = server.requests[-1]
    assert (seen.endpoint, seen.method) == ("esearch.fcgi", "POST")
    assert seen.parameters["term"] == "cancer pain"


@pytest.mark.parametrize("change", [{"db": "pmc"}, {"db": ""}, {"term": ""}, {"term": " "}])
def test_search_errors_come_with_status_200(server: EutilsServer, change: dict[str, str]) -> None:
    """A wrong database and an empty term are errors inside an answer."""
    answer = search(server, **change)
    assert answer.status_code == 200
    assert "ERROR" in answer.json()["esearchresult"]


def test_a_page_holds_twenty_unless_told(crowd: EutilsServer) -> None:
    """The default page and the count of all."""
    result = search(crowd).json()["esearchresult"]
    assert (result["count"], len(result["idlist"])) == ("25000", 20)


def test_pages_join_without_gap_or_overlap(crowd: EutilsServer) -> None:
    """Paging gives every id once, newest first."""
    pages = [ids(search(crowd, retstart=str(at), retmax="1000")) for at in range(0, 5000, 1000)]
    joined = [int(one) for page in pages for one in page]
    assert len(set(joined)) == 5000
    assert all(one - other == 1 for one, other in pairwise(joined))


def test_no_page_goes_past_the_ceiling(crowd: EutilsServer) -> None:
    """The 9,999th id is the last to be seen, however it is asked for."""
    assert len(ids(search(crowd, retstart="9500", retmax="500"))) == 499
    assert len(ids(search(crowd, retstart="9998", retmax="500"))) == 1
    assert len(ids(search(crowd, retmax="20000"))) == CEILING


def test_a_start_past_the_ceiling_is_not_even_json(crowd: EutilsServer) -> None:
    """The answer is a 200 whose string holds a raw line break."""
    answer = search(crowd, retstart="9999")
    assert answer.status_code == 200
    assert "Exception:\n'retstart' cannot be larger than 9998." in answer.text
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.text)
    relaxed = json.loads(answer.text, strict=False)
    assert relaxed["esearchresult"]["ERROR"].startswith("Search Backend failed")


@pytest.mark.parametrize("kind", ["edat", "crdt", "pdat"])
def test_dates_narrow_a_search_and_are_inclusive(kind: str) -> None:
    """A window holds its first and last day."""
    held = [article(FIRST + n, entered=date(2026, 1, 5 + n)) for n in range(4)]
    with EutilsServer(held) as server:
        window = {"datetype": kind, "mindate": "2026/01/06", "maxdate": "2026/01/07"}
        assert ids(search(server, **window)) == ["900000003", "900000002"]


def test_dates_may_be_years_and_months() -> None:
    """A year or a month stands for its first or last day."""
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 28), date(2025, 12, 31)]
    with EutilsServer(article(FIRST + n, entered=on) for n, on in enumerate(days)) as server:
        year = search(server, mindate="2025", maxdate="2025")
        months = search(server, mindate="2024/12", maxdate="2025/02")
        assert ids(year) == ["900000004", "900000003", "900000002"]
        assert ids(months) == ["900000003", "900000002", "900000001"]


def test_an_article_without_entrez_date_is_found_only_without_dates() -> None:
    """A record without history hides from windows."""
    with EutilsServer([article(FIRST, entered=None)]) as server:
        assert ids(search(server)) == ["900000001"]
        assert ids(search(server, mindate="1900", maxdate="3000")) == []


def test_fetch_gives_the_raw_bytes_in_the_order_asked() -> None:
    """Unknown ids are left out without a word."""
    odd = article(FIRST + 1, title="Odd  spacing &#233; <i>kept</i>")
    with EutilsServer([article(FIRST), odd]) as server:
        answer = fetch(server, "900000002", "999999999", "900000001")
    assert answer.content.startswith(b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC')
    assert odd in answer.content
    root = etree.fromstring(answer.content)
    assert [one.text for one in root.iter("PMID")] == ["900000002", "900000001"]


def test_fetching_nothing_known_gives_an_empty_set(server: EutilsServer) -> None:
    """The document is whole and empty."""
    assert len(etree.fromstring(fetch(server, "999999999").content)) == 0


def test_a_later_version_replaces_an_article(server: EutilsServer) -> None:
    """The PMID stays one hit."""
    assert server.add(article(FIRST, title="Second version")) == ("900000001",)
    assert b"Second version" in fetch(server, "900000001").content
    assert len(ids(search(server))) == 3


def test_a_document_without_article_is_refused() -> None:
    """A corpus that holds nothing is a mistake."""
    with pytest.raises(ValueError, match="no PubmedArticle"):
        EutilsServer([b"<PubmedArticleSet></PubmedArticleSet>"])


def test_made_up_articles_carry_their_id_and_date(crowd: EutilsServer) -> None:
    """An id without an article gets one when it is fetched."""
    root = etree.fromstring(fetch(crowd, "900000002").content)
    assert root.findtext("PubmedArticle/MedlineCitation/PMID") == "900000002"
    stamp = "PubmedArticle/PubmedData/History/PubMedPubDate[@PubStatus='entrez']/Day"
    assert root.findtext(stamp) == "2"


def test_all_ids_can_be_posted_at_once(crowd: EutilsServer) -> None:
    """25,000 articles come in one answer."""
    root = etree.fromstring(fetch(crowd, *dated(25_000)).content)
    assert len(root) == 25_000


def test_long_addresses_get_414(crowd: EutilsServer) -> None:
    """Neither a long term nor many ids fit a GET; a POST takes both."""
    long_term = " OR ".join(["pain"] * 1000)
    assert search(crowd, term=long_term).status_code == 414
    posted = requests.post(crowd.url + "esearch.fcgi", {**TERM, "term": long_term}, timeout=HANG)
    assert posted.status_code == 200
    many = list(dated(201))
    assert fetch(crowd, *many[:200], method="GET").status_code == 200
    assert fetch(crowd, *many, method="GET").status_code == 414
    assert fetch(crowd, *(str(n) for n in range(1, 202)), method="GET").status_code == 414


def test_several_threads_are_answered_at_once(crowd: EutilsServer) -> None:
    """No answer is mixed up with another."""

    def page(at: int) -> list[str]:
        return ids(search(crowd, retstart=str(at), retmax="100"))

    before = len(crowd.requests)
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(page, range(0, 4000, 100)))
    assert len({one for listed in pages for one in listed}) == 4000
    assert len(crowd.requests) == before + 40


def test_a_wrong_count_is_reported(server: EutilsServer) -> None:
    """The count lies and the list does not."""
    server.wrong_count = 2
    result = search(server).json()["esearchresult"]
    assert (result["count"], len(result["idlist"])) == ("5", 3)


def test_faults_are_taken_in_order_by_the_requests_they_match(server: EutilsServer) -> None:
    """A fault waits for its endpoint; what follows is right again."""
    server.faults += [
        Fault(endpoint="efetch.fcgi", status=500, body=b"backend down"),
        Fault(status=503, body=b"busy", headers={"Retry-After": "7"}, times=2),
    ]
    busy = [search(server) for _ in range(2)]
    assert [one.status_code for one in busy] == [503, 503]
    assert busy[0].headers["Retry-After"] == "7"
    assert fetch(server, "900000001").text == "backend down"
    assert search(server).status_code == fetch(server, "900000001").status_code == 200
    assert server.faults == []


def test_a_fault_can_last_for_ever(server: EutilsServer) -> None:
    """Zero times is every time."""
    server.faults.append(Fault(status=502, times=0))
    assert {search(server).status_code for _ in range(5)} == {502}


def test_a_cut_answer_breaks_the_connection_when_its_length_tells(server: EutilsServer) -> None:
    """Fewer bytes arrive than were announced."""
    server.faults.append(Fault(kind="cut"))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        search(server)


def test_an_honest_cut_arrives_as_half_a_document(server: EutilsServer) -> None:
    """HTTP is content, only the document tells."""
    server.faults.append(Fault(kind="cut", honest=True))
    half = fetch(server, "900000001")
    assert half.status_code == 200
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(half.content)


def test_a_stalled_answer_sends_headers_and_no_body(server: EutilsServer) -> None:
    """The client's own patience ends the wait."""
    server.faults.append(Fault(kind="stall"))
    address = urlsplit(server.url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=HANG)
    connection.request("GET", f"{address.path}esearch.fcgi?{urlencode(TERM)}")
    impatient = connection.sock
    with connection.getresponse() as answer:
        assert answer.status == 200
        assert int(answer.headers["Content-Length"]) > 0
        impatient.settimeout(0.2)  # no matter how short: the body never comes
        with pytest.raises(TimeoutError):
            answer.read()


def test_a_dropped_request_has_no_answer(server: EutilsServer) -> None:
    """The connection closes in silence."""
    server.faults.append(Fault(kind="drop"))
    with pytest.raises(requests.exceptions.ConnectionError):
        search(server)


def test_too_many_requests_a_second_get_429() -> None:
    """The rate holds without a key."""
    with EutilsServer([article(FIRST)], rate=3, clock=lambda: 7.0) as server:
        answers = [search(server) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[-1].json() == {
        "error": "API rate limit exceeded",
        "api-key": "192.0.2.10",
        "count": "4",
        "limit": "3",
    }


def test_a_key_lifts_the_rate_to_ten() -> None:
    """The eleventh request in a second is too many."""
    with EutilsServer([article(FIRST)], rate=3, clock=lambda: 7.0) as server:
        codes = [search(server, api_key="invented").status_code for _ in range(11)]
    assert codes == [200] * 10 + [429]


def test_a_second_later_there_is_room_again() -> None:
    """A rate forgets what came a whole second ago."""
    now = [7.0]
    with EutilsServer([article(FIRST)], rate=3, clock=lambda: now[0]) as server:
        first = [search(server).status_code for _ in range(3)]
        now[0] = 7.999
        refused = search(server).status_code
        now[0] = 9.0
        last = search(server).status_code
    assert (first, refused, last) == ([200] * 3, 429, 200)


def test_other_endpoints_are_not_there(server: EutilsServer) -> None:
    """Only what the bot uses is spoken."""
    assert requests.get(server.url + "einfo.fcgi", timeout=HANG).status_code == 404


def test_the_server_writes_nothing(server: EutilsServer, capfd: pytest.CaptureFixture[str]) -> None:
    """Requests and broken connections leave no trace on the terminal."""
    server.faults.append(Fault(kind="drop"))
    with pytest.raises(requests.exceptions.ConnectionError):
        search(server)
    search(server)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("moon*[tiab]", ["900000002", "900000001"]),
        ('"moon tea"[ti] NOT 900000002[uid]', ["900000001"]),
        (
            "(moon*[tiab] OR sun[tiab]) AND (900000001[uid] OR 900000003[uid])",
            ["900000003", "900000001"],
        ),
        ("sun[ti] OR moon[ti] NOT tea[ti]", ["900000003", "900000002"]),
        ("moon tea", ["900000001"]),
        ("comment[pt]", []),
    ],
)
def test_a_server_that_reads_terms_finds_what_is_asked_for(term: str, found: list[str]) -> None:
    titles = ("Moon tea", "Moon and sand", "Sun")
    documents = [article(FIRST + at, title) for at, title in enumerate(titles)]
    with EutilsServer(documents, reads_terms=True) as server:
        assert ids(search(server, term=term)) == found
