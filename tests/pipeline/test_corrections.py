"""Papers that change after they came in: retracted, doubted, corrected, published again."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.cache import SqliteCache
from bot.databases.source_set import SourceSet
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.corrections import ChangeKind
from bot.domain.decisions import Decision
from bot.domain.records import SEED, Record
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.http_client import Http
from bot.pipeline.outcome import RunOutcome
from bot.pipeline.recheck_records import recheck
from bot.sources.pubmed import PubMed
from tests.conftest import HANG, TODAY, Review, still_time
from tests.notices import document, noticed, paper, reworded, typed

RETRACTED, DOUBTED, CORRECTED, REPUBLISHED, UPDATED, EDITED, WAITING, TALKED_OF = (
    "900000108", "900000007", "900000001", "900000012", "900000005", "900000017", "900000002",
    "900000029",
)  # fmt: skip
NOTICE = "Moon J. 2026 Nov;16(11):1"


@dataclass(frozen=True)
class Weeks:
    """A review through three weeks: what came in, what happened to it, what was taken back."""

    review: Review
    first: str
    """REVIEW.md after the first week."""
    second: RunOutcome
    tables: dict[str, str]
    requests: int
    """Sent in the second week."""
    third: RunOutcome

    @property
    def run(self) -> Run:
        return self.second.run

    def kinds(self, pmid: str) -> list[ChangeKind]:
        return [one.kind for one in self.run.changes if one.record == pmid]

    def told(self, pmid: str) -> str:
        """What the pull request of the second week says of one study."""
        section = self.second.body.partition("## Updates to included studies")[2].partition(
            "\n## What changed"
        )[0]
        return next(one for one in section.split("\n### ") if f"gov/{pmid}/" in one.split("\n")[0])


def happenings() -> bytes:
    corrected = reworded(paper(CORRECTED), "We enrolled 24 patients", "We enrolled 42 patients")
    corrected = reworded(corrected, "volume in the left insula", "volume in the left amygdala")
    withdrawn = noticed(paper(RETRACTED), "RetractionIn", "900000901", NOTICE)
    return document(
        typed(withdrawn, "Retracted Publication"),
        noticed(paper(DOUBTED), "ExpressionOfConcernIn", "900000902", NOTICE),
        noticed(corrected, "ErratumIn", "900000903", NOTICE),
        noticed(paper(REPUBLISHED), "CorrectedandRepublishedIn", "900000904", NOTICE),
        noticed(paper(UPDATED), "UpdateIn", "900000905", NOTICE),
        reworded(paper(EDITED), "increased in the right thalamus", "increased in the left putamen"),
        noticed(paper(WAITING), "RetractionIn", "900000906", NOTICE),
        noticed(paper(TALKED_OF), "CommentIn", "900000907", NOTICE),
    )  # fmt: skip


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weeks]:
    with EutilsServer([story.corpus("seeds.xml"), story.corpus("week1.xml")]) as eutils:
        review = Review.new(tmp_path_factory.mktemp("weeks"), eutils, seeds=story.seeded())
        review.run()
        first = review.show("REVIEW.md")
        review.edit(f"state/studies/{EDITED}.yaml", "direction: increase", "direction: altered")
        review.git("fetch", "--quiet", "origin")
        review.merge()
        eutils.add(happenings())
        sent = len(eutils.requests)
        second = review.run(date(2026, 11, 23))
        requests = len(eutils.requests) - sent
        paths = ("REVIEW.md", "review/studies.csv", "review/findings.csv", "state/runs.jsonl",
                 f"state/studies/{EDITED}.yaml", f"state/studies/{CORRECTED}.yaml")  # fmt: skip
        tables = {path: review.show(path) for path in paths}
        review.merge()
        eutils.add(document(paper(RETRACTED), paper(DOUBTED)))
        third = review.run(date(2026, 11, 30))
        yield Weeks(review, first, second, tables, requests, third)


def included(ids: list[str]) -> State:
    """A review that people filled before the bot came."""
    return State(
        records=tuple(Record(id=key, pmid=key, source=SEED) for key in ids),
        decisions=tuple(
            Decision(
                record=key, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="x", on="2026-11-02",
                reasons=("Belongs.",),
            )
            for key in ids
        ),
    )  # fmt: skip


def rows(table: str, column: str, pmid: str) -> list[dict[str, str]]:
    return [one for one in csv.DictReader(io.StringIO(table)) if one[column] == pmid]


def test_a_retracted_study_leaves_every_analysis_at_once(weeks: Weeks) -> None:
    assert weeks.kinds(RETRACTED) == [ChangeKind.RETRACTED]
    assert RETRACTED not in {one.id for one in weeks.second.state.included}
    assert not rows(weeks.tables["review/studies.csv"], "id", RETRACTED)
    assert not rows(weeks.tables["review/findings.csv"], "study", RETRACTED)


def test_the_only_study_behind_a_statement_takes_the_statement_along(weeks: Weeks) -> None:
    assert "in the corticospinal tract" in weeks.first
    assert "orticospinal tract" not in weeks.tables["REVIEW.md"].partition("## How to read")[2]
    told = weeks.told(RETRACTED)
    gone = [one for one in told.split("\n") if "No longer supported by any included study" in one]
    assert any("in the corticospinal tract" in one for one in gone), told


def test_a_retracted_study_is_listed_with_its_notice(weeks: Weeks) -> None:
    listed = weeks.tables["REVIEW.md"].partition("Removed because of retraction")[2]
    assert f"gov/{RETRACTED}/" in listed.split("\n## ")[0]
    assert "Notice: Moon J. 2026 Nov;16(11):1" in listed.split("\n## ")[0]
    assert "gov/900000901/" in weeks.told(RETRACTED)


def test_the_gravest_news_stands_in_the_title(weeks: Weeks) -> None:
    assert weeks.second.title.startswith("Review update: a study was retracted")


def test_an_expression_of_concern_is_flagged_in_every_table(weeks: Weeks) -> None:
    assert weeks.kinds(DOUBTED) == [ChangeKind.CONCERN]
    review = weeks.tables["REVIEW.md"]
    flagged = [line for line in review.split("\n") if f"gov/{DOUBTED}/" in line and "|" in line]
    assert len(flagged) > 1
    assert all("(**expression of concern**)" in line for line in flagged)
    for table, column in (("studies", "id"), ("findings", "study")):
        found = rows(weeks.tables[f"review/{table}.csv"], column, DOUBTED)
        assert found
        assert {one["concern"] for one in found} == {"yes"}
        others = rows(weeks.tables[f"review/{table}.csv"], column, REPUBLISHED)
        assert {one["concern"] for one in others} == {"no"}


def test_an_erratum_is_read_again(weeks: Weeks) -> None:
    assert weeks.kinds(CORRECTED) == [ChangeKind.ERRATUM, ChangeKind.WORDS]
    study = weeks.second.state.studies[CORRECTED]
    assert study.text_hash == weeks.second.state.by_id[CORRECTED].text_hash
    assert [one.n for one in study.groups] == [42, 26]
    assert "amygdala" in {one.region for one in study.findings}
    assert "amygdala" in weeks.tables[f"state/studies/{CORRECTED}.yaml"]
    # What a person edited stays; that its words are gone from the paper is told.
    (fault,) = weeks.second.faults
    assert f"could not be compared with 1 paper: {EDITED}" in fault


def test_a_correction_shows_what_changed(weeks: Weeks) -> None:
    told = weeks.told(CORRECTED)
    assert "“in lung cancer, and how it shows in the structure" not in told
    assert "We enrolled 24 patients with lung cancer" in told
    assert "We enrolled 42 patients with lung cancer" in told
    assert "no longer: 24 patients" in told
    assert "now: 42 patients" in told
    assert "no longer: Insula (left), grey matter volume" in told
    assert "now: Amygdala (left), grey matter volume" in told


def test_a_correction_records_both_fingerprints(weeks: Weeks) -> None:
    (words,) = [
        one for one in weeks.run.changes if one.kind is ChangeKind.WORDS and one.record == CORRECTED
    ]
    assert words.hash_after == weeks.second.state.by_id[CORRECTED].text_hash
    assert words.hash_before not in ("", words.hash_after)


@pytest.mark.parametrize(
    ("pmid", "kind", "sentence"),
    [
        (REPUBLISHED, ChangeKind.REPUBLISHED, "corrected and republished"),
        (UPDATED, ChangeKind.UPDATED, "A newer version was published"),
    ],
)
def test_each_kind_of_notice_is_told(
    weeks: Weeks, pmid: str, kind: ChangeKind, sentence: str
) -> None:
    assert weeks.kinds(pmid) == [kind]
    assert sentence in weeks.told(pmid)
    assert NOTICE in weeks.told(pmid)


def test_what_a_person_edited_is_questioned_and_never_overwritten(weeks: Weeks) -> None:
    assert weeks.kinds(EDITED) == [ChangeKind.WORDS]
    assert "direction: altered" in weeks.tables[f"state/studies/{EDITED}.yaml"]
    assert "putamen" not in weeks.tables[f"state/studies/{EDITED}.yaml"]
    told = weeks.told(EDITED)
    assert "A person edited this study, so its data were kept" in told
    assert "now: Putamen (left)" in told


def test_a_waiting_paper_that_is_retracted_waits_no_more(weeks: Weeks) -> None:
    decision = weeks.second.state.current_decisions[WAITING]
    assert (decision.verdict, decision.criterion) == (Verdict.EXCLUDE, "retracted")


def test_a_comment_is_no_news(weeks: Weeks) -> None:
    assert weeks.kinds(TALKED_OF) == []
    assert TALKED_OF not in weeks.run.changed


def test_the_requests_of_a_run_are_counted(weeks: Weeks) -> None:
    assert weeks.run.requests == weeks.requests
    assert weeks.requests <= 15


def test_a_study_that_counts_again_comes_back(weeks: Weeks) -> None:
    run = weeks.third.run
    assert {one.record: one.kind for one in run.changes} == {
        RETRACTED: ChangeKind.REINSTATED,
        DOUBTED: ChangeKind.CLEARED,
    }
    assert RETRACTED in {one.id for one in weeks.third.state.included}
    review = weeks.review.show("REVIEW.md")
    assert "in the corticospinal tract" in review
    assert "expression of concern**" not in review.partition("## How to read")[2]


def test_news_is_told_once(weeks: Weeks) -> None:
    assert weeks.review.run(date(2026, 12, 7)).run.quiet


def test_two_thousand_studies_are_checked_in_twelve_requests(tmp_path: Path) -> None:
    ids = [str(900_100_000 + number) for number in range(2_000)]
    with EutilsServer() as eutils:
        eutils.add_ids(dict.fromkeys(ids, date(2026, 1, 5)))
        source = PubMed(
            http=Http(service="PubMed", time=still_time(), read_seconds=HANG),
            url=eutils.url, contact="a@example.org", today=TODAY, key="k",
        )  # fmt: skip
        seen = recheck(included(ids), SourceSet(main=source), SqliteCache(tmp_path))
    assert seen.articles.keys() == set(ids)
    assert seen.gone == ()
    assert len([one for one in eutils.requests if one.endpoint == "efetch.fcgi"]) <= 12
