"""Papers found through the citations of included studies."""

from datetime import date

import pytest

from bot.demo.eutils import EutilsServer, Fault
from bot.errors import ServiceFailed
from tests.conftest import Review
from tests.notices import document, paper

pytestmark = pytest.mark.few

SEED, CITING, SIMILAR = "900000001", "900000981", "900000982"
WEEK_2 = date(2026, 11, 23)


def elsewhere(pmid: str) -> str:
    """A paper that belongs, and that no search finds."""
    text = paper("900000025").replace("900000025", pmid).replace("demo.0025", f"demo.{pmid}")
    return text.replace("Thalamic and cingulate", f"Number {pmid}: cingulate")


@pytest.fixture
def linked(review: Review, eutils: EutilsServer) -> EutilsServer:
    review.set("vocabulary:", "citations: {routes: [cited-by, similar], every: month}\nvocabulary:")
    eutils.links = {
        "pubmed_pubmed_citedin": {SEED: [CITING, "900000007"]},
        "pubmed_pubmed_five": {SEED: [SIMILAR, CITING]},
    }
    return eutils


def test_candidates_are_screened_with_their_provenance(
    review: Review, linked: EutilsServer
) -> None:
    hidden = document(elsewhere(CITING), elsewhere(SIMILAR))
    assert CITING not in review.run().state.by_id
    review.merge()
    linked.add(hidden)
    # The searches of this PubMed find everything: only by links does a paper come alone.
    review.set("every: run", "every: year")

    outcome = review.run(date(2026, 12, 21))

    routes = {one.route: (one.linked, one.new) for one in outcome.run.chased}
    assert routes == {"cited-by": (2, (CITING,)), "similar": (2, (SIMILAR,))}
    assert outcome.state.by_id[CITING].source == "citation"
    assert outcome.state.current_decisions[CITING].reasons
    assert outcome.faults == ()
    assert "| cited-by | 21 December 2026 | 1 |" in review.show("REVIEW.md")
    assert "Citation search, *cited-by*" in outcome.body


def test_a_route_is_followed_in_its_rhythm(review: Review, linked: EutilsServer) -> None:
    def asked() -> int:
        return sum(one.endpoint == "elink.fcgi" for one in linked.requests)

    linked.links = {}
    review.run()
    assert asked() == 2
    review.run(WEEK_2)
    assert asked() == 2
    head = review.head()
    assert review.run(date(2026, 12, 21)).run.quiet, "a route with nothing new is no news"
    assert asked() == 4
    assert review.head() == head


@pytest.mark.parametrize(
    "body", [b"<h1>Oops</h1>", b'{"linksets": [{"ERROR": "x"}]}', b'{"header": {}}']
)
def test_a_bad_answer_never_looks_like_no_links(
    review: Review, linked: EutilsServer, body: bytes
) -> None:
    linked.faults.append(Fault(endpoint="elink.fcgi", body=body, times=0))

    with pytest.raises(ServiceFailed):
        review.run()

    assert review.head() == ""
