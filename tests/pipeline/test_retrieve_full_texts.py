"""Papers read as a whole, end to end, against a real E-utilities server and real git."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.cache import SqliteCache
from bot.demo import story
from bot.demo.eutils import EutilsServer, Fault
from bot.domain.full_texts import FullText, FullTextLookup, Passage, Role
from bot.pipeline.outcome import RunOutcome
from bot.wiring import open_review
from tests.conftest import Review, papers_of_week_1, seeds

pytestmark = pytest.mark.few

WHOLE, OTHER = "900000001", "900000015"
WEEK_2, QUARTER = date(2026, 11, 23), date(2027, 2, 22)
PATH = f"state/studies/{WHOLE}.yaml"


def texts_asked(server: EutilsServer) -> list[str]:
    return [one.parameters["id"] for one in server.requests if one.parameters.get("db") == "pmc"]


def only_whole() -> bytes:
    """The one text that has a table of coordinates."""
    return story.corpus("full_texts.xml").split(b"</article>")[0] + b"</article></pmc-articleset>"


def week_2(server: EutilsServer) -> None:
    server.add(story.corpus("week2.xml"))


def rows(review: Review, name: str) -> dict[str, dict[str, str]]:
    found = csv.DictReader(io.StringIO(review.show(f"review/{name}")))
    return {one.get("id") or one["study"]: one for one in found}


@pytest.fixture
def free(eutils: EutilsServer) -> EutilsServer:
    """A server that has the invented full texts, too."""
    eutils.add_texts(story.corpus("full_texts.xml"))
    return eutils


@dataclass(frozen=True)
class InFull:
    """A review after a first run in which the full texts were there, for tests that read it."""

    review: Review
    outcome: RunOutcome
    asked: list[str]
    """What the server was asked for."""


@pytest.fixture(scope="module")
def in_full(tmp_path_factory: pytest.TempPathFactory) -> InFull:
    with EutilsServer([*papers_of_week_1(few=True)]) as server:
        server.add_texts(story.corpus("full_texts.xml"))
        made = Review.new(tmp_path_factory.mktemp("in-full"), server, seeds=seeds(few=True))
        return InFull(made, made.run(), texts_asked(server))


@pytest.fixture
def read(in_full: InFull, tmp_path: Path, free: EutilsServer) -> Review:
    """A copy of that review, with a server that still has the texts, to go on with."""
    return in_full.review.copied(tmp_path, free)


def test_a_free_paper_is_read_as_a_whole(in_full: InFull) -> None:
    review, outcome = in_full.review, in_full.outcome
    study = review.show(PATH)
    assert "read_from: full text" in study
    assert "part: full text, 3. Results > 3.1. Differences between groups" in study
    assert outcome.faults == ()
    assert not outcome.run.quiet
    assert outcome.run.in_full is not None
    assert (outcome.run.in_full.wanted, outcome.run.in_full.free, outcome.run.in_full.read) == (
        2,
    ) * 3
    assert in_full.asked == [f"{WHOLE},{OTHER}"]
    assert "2 of 2 papers in PubMed Central; 2 papers were read from full text" in outcome.body


def test_its_peaks_stand_in_the_exports(in_full: InFull) -> None:
    review = in_full.review
    peaks = review.show("review/foci-mni.txt")
    assert "-38\t6\t-4" in peaks.replace(".0", "")
    assert "// Subjects=24" in peaks
    points = json.loads(review.show("review/studyset.json"))["studies"][0]["analyses"][0]["points"]
    assert [one["coordinates"] for one in points] == [[-38, 6, -4], [12, -18, 8], [-6, -58, 34]]
    assert "coordinates −6, −158, 34 of Table 2" in review.show(PATH)


@pytest.mark.whole
def test_every_study_says_what_was_read(review: Review, free: EutilsServer) -> None:
    assert free.url
    review.run()

    read = {key: one["read_from"] for key, one in rows(review, "studies.csv").items()}
    assert {key for key, what in read.items() if what == "full text"} == {WHOLE, OTHER}
    document = review.show("REVIEW.md")
    assert "| full text |" in document
    assert "| abstract |" in document
    assert f"2 of {len(read)} studies were read from full text" in " ".join(document.split())


def test_no_more_of_a_text_is_committed_than_quotes(in_full: InFull) -> None:
    committed = in_full.review.committed()
    assert "Images were acquired on a 3 T scanner and analysed with" not in committed


def test_quotes_are_checked_against_the_text_at_hand(read: Review) -> None:
    read.merge()
    checked = open_review(read.root).check()
    assert (checked.faults, checked.quotes.gaps) == ((), ())

    path = read.root / PATH
    path.write_text(path.read_text("utf-8").replace("in the left precuneus", "in the left cuneus"))

    assert any("is not in the paper" in fault for fault in open_review(read.root).check().faults)


def test_quotes_of_another_version_of_the_text_are_named_and_no_fault(read: Review) -> None:
    read.merge()
    other = Passage(path=("Results",), text="Other words.", role=Role.RESULTS)
    text = FullText(pmcid=f"PMC{WHOLE}", passages=(other,))
    SqliteCache(read.root / ".cache").keep_texts(
        {text.pmcid: FullTextLookup(on="2026-11-16", text=text)}
    )
    checked = open_review(read.root).check()
    assert checked.faults == ()
    (gap,) = checked.quotes.gaps
    assert "could not be compared with 1 paper: " in gap


def test_a_quiet_week_fetches_no_text(read: Review, free: EutilsServer) -> None:
    read.merge()
    free.requests.clear()

    outcome = read.run(WEEK_2)

    assert outcome.run.quiet
    assert texts_asked(free) == []


def test_a_lost_cache_is_made_up_for_once_to_compare_quotes(
    read: Review, free: EutilsServer
) -> None:
    read.merge()
    read.forget()
    free.requests.clear()

    read.run(WEEK_2)

    assert len(texts_asked(free)) == 1
    free.requests.clear()
    read.run(WEEK_2)
    assert texts_asked(free) == []


def test_what_is_not_free_is_asked_for_again_after_a_quarter(
    started: Review, eutils: EutilsServer
) -> None:
    assert "read_from: abstract" in started.show(PATH)
    started.merge()
    eutils.add_texts(only_whole())
    eutils.requests.clear()

    assert started.run(WEEK_2).run.quiet
    assert texts_asked(eutils) == []
    outcome = started.run(QUARTER)

    assert texts_asked(eutils) == [f"{WHOLE},{OTHER}"]
    assert not outcome.run.quiet
    assert outcome.run.read == (WHOLE,)
    assert "read_from: full text" in started.show(PATH)


def test_a_changed_record_is_asked_for_at_once(started: Review, eutils: EutilsServer) -> None:
    started.merge()
    eutils.add_texts(only_whole())
    week = story.corpus("week1.xml").replace(b"Pain from bone metastases is", b"Bone pain is")
    eutils.add(week)

    started.run(WEEK_2)

    assert "read_from: full text" in started.show(PATH)


def test_a_paper_whose_words_changed_waits_for_its_text(read: Review, free: EutilsServer) -> None:
    """To read the abstract alone would lose what only the text says."""
    read.merge()
    free.add(story.corpus("week1.xml").replace(b"Pain from bone metastases is", b"Bone pain is"))
    down = Fault(endpoint="efetch.fcgi", database="pmc", status=503, times=0)
    free.faults.append(down)

    read.run(WEEK_2)
    assert "read_from: full text" in read.show(PATH)
    before = read.show(PATH)
    free.faults.remove(down)
    read.run(date(2026, 11, 30))

    assert "read_from: full text" in read.show(PATH)
    assert read.show(PATH) != before


def test_when_the_texts_cannot_be_had_the_run_goes_on_and_says_so(
    review: Review, free: EutilsServer
) -> None:
    down = Fault(endpoint="efetch.fcgi", database="pmc", status=503, times=0)
    free.faults.append(down)

    outcome = review.run()

    assert outcome.proposed.action == "branch"
    assert not outcome.run.quiet
    assert outcome.run.in_full is not None
    assert "PubMed Central failed: HTTP 503" in outcome.run.in_full.fault
    assert "**Not every full text could be retrieved** | PubMed Central failed" in outcome.body
    assert "read_from: abstract" in review.show(PATH)

    free.faults.remove(down)
    again = review.run(WEEK_2)
    assert not again.run.quiet
    assert again.run.read == (WHOLE, OTHER)
    assert "read_from: full text" in review.show(PATH)


def test_switched_off_nothing_is_asked(review: Review, free: EutilsServer) -> None:
    review.set("vocabulary:", "full_text: false\nvocabulary:")

    outcome = review.run()

    assert texts_asked(free) == []
    assert not outcome.run.quiet
    assert outcome.run.in_full is None
    assert "no full text is read" in " ".join(review.show("REVIEW.md").split())


def test_a_study_that_a_person_edited_is_left_alone(started: Review, eutils: EutilsServer) -> None:
    started.edit(PATH, "direction: decrease", "direction: altered")
    eutils.add_texts(only_whole())
    eutils.requests.clear()

    started.run(QUARTER)

    assert "read_from: abstract" in started.show(PATH)
    assert texts_asked(eutils) == [OTHER]


def test_the_text_of_another_paper_is_not_read(review: Review, eutils: EutilsServer) -> None:
    eutils.add_texts(only_whole().replace(b'"pmid">900000001', b'"pmid">900000099'))
    review.run()
    assert "read_from: abstract" in review.show(PATH)


def test_a_text_without_results_leaves_the_abstract_to_speak(
    review: Review, eutils: EutilsServer
) -> None:
    named = only_whole().replace(b'<sec sec-type="results"><title>3. Results', b"<sec><title>Else")
    eutils.add_texts(named)
    review.run()
    assert "read_from: abstract" in review.show(PATH)
