"""The weekly job end to end, against a real E-utilities server and real git."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from filelock import FileLock

from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.facts import LONGEST_QUOTE
from bot.errors import Failure, Mistake, PersonNeeded
from bot.sources.pubmed.parsing import parse
from bot.wiring import weekly
from tests.conftest import BRANCH, FEW, Review, another_paper, papers_of_week_1, seeds

pytestmark = pytest.mark.few

WEEK_2 = date(2026, 11, 23)


def week_2(eutils: EutilsServer) -> None:
    eutils.add(story.corpus("week2.xml"))


def test_one_run_takes_in_every_paper_with_a_reason(review: Review) -> None:
    outcome = review.run()

    records = review.lines("state/records.jsonl")
    decisions = review.lines("state/decisions.jsonl")
    assert outcome.proposed.action == "branch"
    assert len(records) == len(FEW)
    assert {one["record"] for one in decisions} == {one["id"] for one in records}
    assert all(one["reasons"] for one in decisions)
    assert outcome.faults == ()


def test_no_abstract_is_committed(started: Review) -> None:
    committed = started.committed()
    for article in parse(story.corpus("week1.xml")).articles:
        for section in article.sections:
            assert len(section.text) <= LONGEST_QUOTE or section.text[:301] not in committed


def test_a_second_run_changes_nothing(started: Review) -> None:
    before = started.head()

    again = started.run(WEEK_2)

    assert started.head() == before
    assert again.run.quiet
    assert again.proposed.action == "unchanged"


def test_documents_are_written_only_when_what_they_are_made_of_changed(started: Review) -> None:
    said: list[str] = []
    started.world = replace(started.world, report=said.append)

    def written() -> bool:
        said.clear()
        started.run(WEEK_2)
        return "Writing the review" in said

    assert not written()

    (started.root / "templates" / "review").mkdir(parents=True)
    (started.root / "templates" / "review" / "guide.md.j2").write_text("Read with care.\n")
    started.git("add", "templates")
    started.git("commit", "--quiet", "-m", "Our own guide")
    started.git("push", "--quiet", "origin", "main")
    assert written()
    assert "Read with care." in started.show("REVIEW.md")
    assert not written()

    started.edit("REVIEW.md", "Read with care.", "Read without care.")
    assert written()
    assert "Read with care." in started.show("REVIEW.md")

    (started.root / ".cache" / "rendered").unlink()
    assert written()
    assert not written()


def test_three_more_papers_are_three_more_records(started: Review, eutils: EutilsServer) -> None:
    before = started.head()
    more = [f"90000100{n}" for n in range(3)]
    eutils.add_ids(dict.fromkeys(more, date(2026, 11, 20)))

    outcome = started.run(WEEK_2)

    assert [one["id"] for one in started.lines("state/records.jsonl")][len(FEW) :] == more
    assert not outcome.run.quiet
    assert outcome.run.found == tuple(more)
    assert started.git("rev-list", "--count", f"{before}..{started.head()}").strip() == "1"


@pytest.mark.whole
def test_a_retracted_study_leaves_every_table(started: Review, eutils: EutilsServer) -> None:
    assert "900000032" in started.show("review/studies.csv")
    started.merge()
    week_2(eutils)

    outcome = started.run(WEEK_2)

    assert "900000032" not in started.show("review/studies.csv")
    assert "900000032" not in started.show("review/findings.csv")
    assert "**It was retracted; its findings have been removed" in outcome.body
    assert "a study was retracted" in outcome.title


PROSE = "Our own words, with <b>markup</b>,\ttabs and a trailing blank. \n"
STUDY = "state/studies/900000001.yaml"


@dataclass(frozen=True)
class Edited:
    """A review whose proposal people edited before the run of the second week."""

    review: Review
    heads: frozenset[str]
    """The commits of the proposal before that run, with their edits and without."""


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    with EutilsServer([*papers_of_week_1(few=True)]) as eutils:
        review = Review.new(tmp_path_factory.mktemp("edited"), eutils, seeds=seeds(few=True))
        review.run()
        heads = [review.head()]
        review.edit("REVIEW.md", "## Included studies\n", f"## Included studies\n\n{PROSE}")
        review.edit("REVIEW.md", "## References", "## References and notes")
        review.edit(STUDY, "direction: decrease", "direction: altered")
        heads.append(review.head())
        week_2(eutils)
        review.run(WEEK_2)
        yield Edited(review, frozenset(heads))


def test_peoples_prose_stays_byte_for_byte(edited: Edited) -> None:
    assert PROSE in edited.review.show("REVIEW.md")


def test_a_reviewers_edit_of_a_study_survives(edited: Edited) -> None:
    assert "direction: altered" in edited.review.show(STUDY)
    rows = list(csv.DictReader(io.StringIO(edited.review.show("review/findings.csv"))))
    assert "altered" in {one["direction"] for one in rows if one["study"] == "900000001"}


def test_commits_are_added_and_never_rewritten(edited: Edited) -> None:
    review = edited.review
    assert review.head() not in edited.heads
    assert edited.heads <= set(review.git("rev-list", review.head(), at=review.remote).split())


@pytest.mark.parametrize("how", [("--no-ff",), ("--ff-only",), ("--squash",)])
def test_after_a_merge_the_next_run_starts_clean(
    started: Review, eutils: EutilsServer, how: tuple[str, ...]
) -> None:
    started.merge(*how)
    old = started.head()

    quiet = started.run()
    assert quiet.proposed.action == "none"
    assert started.head() == old

    week_2(eutils)
    outcome = started.run(WEEK_2)

    assert "2 new studies" in outcome.title
    diff = started.git("diff", "--name-only", f"origin/main...{started.head()}")
    assert "state/studies/900000037.yaml" in diff
    assert "state/studies/900000001.yaml" not in diff
    assert old in started.git("rev-list", started.head()).split()


@pytest.mark.whole
def test_main_and_branch_grow_apart_and_are_merged(started: Review, eutils: EutilsServer) -> None:
    started.merge()
    week_2(eutils)
    started.run(WEEK_2)
    line = json.dumps({
        "record": "900000002", "verdict": "exclude", "judge": "person", "by": "someone",
        "on": "2026-11-24", "reasons": ["An animal study."],
    })  # fmt: skip
    ledger = started.show("state/decisions.jsonl", "main")
    last = ledger.splitlines()[-1]
    started.edit("state/decisions.jsonl", last, f"{last}\n{line}", branch="main")
    started.edit("REVIEW.md", "## References", "## Sources", branch="main")
    started.edit("REVIEW.md", "## Included studies", "## All the studies")

    outcome = started.run(WEEK_2)

    text = started.show("REVIEW.md")
    assert "## Sources" in text
    assert "## All the studies" in text
    decisions = started.lines("state/decisions.jsonl")
    assert sum(one["by"] == "someone" for one in decisions) == 1
    records = started.lines("state/records.jsonl")
    assert {one["record"] for one in decisions} == {one["id"] for one in records}
    assert outcome.state.current_decisions["900000002"].by == "someone"
    assert outcome.faults == ()


def test_a_conflict_in_a_study_file_asks_a_person(started: Review, eutils: EutilsServer) -> None:
    started.merge()
    path = "state/studies/900000001.yaml"
    week_2(eutils)
    started.run(WEEK_2)
    started.edit(path, "direction: decrease", "direction: none", branch="main")
    started.edit(path, "direction: decrease", "direction: altered")
    before = started.head()

    with pytest.raises(PersonNeeded, match=path):
        started.run(WEEK_2)

    assert started.head() == before


def test_a_broken_region_is_reported_and_nothing_is_eaten(started: Review) -> None:
    started.edit("REVIEW.md", "<!-- living-review:end studies -->", "")
    before = started.head()

    with pytest.raises(PersonNeeded, match=r"REVIEW\.md, line"):
        started.run(WEEK_2)

    assert started.head() == before


def test_two_runs_at_once(review: Review) -> None:
    (review.root / ".cache").mkdir()
    with FileLock(review.root / ".cache" / "run.lock"), pytest.raises(Failure, match="another run"):
        review.run()
    assert review.head() == ""


def test_a_person_who_never_committed_is_told_what_to_do(review: Review) -> None:
    shutil.rmtree(review.root / ".git")

    with pytest.raises(Mistake) as told:
        review.run()

    assert "git init" in told.value.hint


def test_an_unreadable_record_is_pending_and_asked_for_again(
    review: Review, eutils: EutilsServer
) -> None:
    broken = (
        b"<PubmedArticle><MedlineCitation><PMID>900009999</PMID></MedlineCitation></PubmedArticle>"
    )
    eutils.add(broken)

    first = review.run()

    assert first.run.unreadable == ("900009999",)
    assert len(review.lines("state/records.jsonl")) == len(FEW)
    eutils.add(another_paper())
    second = review.run(WEEK_2)
    assert not second.run.quiet
    assert second.run.found == ("900009999",)


def test_a_study_file_that_a_person_removed_stays_removed(
    started: Review, eutils: EutilsServer
) -> None:
    started.remove("state/studies/900000001.yaml")
    week_2(eutils)

    started.run(WEEK_2)

    started.git("fetch", "--quiet", "origin")
    names = started.git("ls-tree", "-r", "--name-only", f"origin/{BRANCH}", "state/studies/")
    assert "900000037.yaml" in names
    assert "900000001.yaml" not in names


def test_peoples_own_rules_for_git_do_not_stop_the_bot(
    review: Review, eutils: EutilsServer
) -> None:
    (review.root / ".gitignore").write_text("*.jsonl\n*.csv\n.cache/\n", "utf-8")
    review.git("commit", "--quiet", "--all", "-m", "Ignore data")
    review.git("push", "--quiet", "origin", "main")
    for name in ("pre-commit", "commit-msg", "pre-push"):
        hook = review.root / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)

    review.run()
    week_2(eutils)
    review.run(WEEK_2)

    assert len(review.lines("state/records.jsonl")) == len(FEW) + 9
    assert "900000001" in review.show("review/studies.csv")


def test_a_clock_that_was_ahead_once_is_told_and_stops_no_search(review: Review) -> None:
    review.edit("review.yaml", "every: run", "every: year", branch="main")
    review.run(date(2036, 1, 1))
    warned: list[str] = []
    review.world = replace(review.world, warn=warned.append)

    assert review.run().run.searches
    assert any("a run is recorded on 2036-01-01" in line for line in warned)
    assert review.run().run.searches == ()


def test_a_changed_query_is_searched_at_once(review: Review) -> None:
    review.edit("review.yaml", "every: run", "every: year", branch="main")
    assert review.run().run.searches
    assert review.run().run.searches == ()
    review.edit("review.yaml", '"#1 AND #2 AND #3 NOT #4"', '"#1 AND #2"', branch="main")

    assert review.run().run.searches[0].query.endswith("analges*[tiab] OR arthralgi*[tiab])")


def test_a_local_decision_that_does_not_count_is_named(started: Review) -> None:
    started.merge()
    ledger = started.root / "state" / "decisions.jsonl"
    ledger.write_text(ledger.read_text("utf-8").replace("include", "exclude", 1), "utf-8")
    told: list[str] = []
    started.world = replace(started.world, warn=told.append)

    started.run()

    assert "state/decisions.jsonl" in told[0]


def test_a_search_without_a_hit_is_recorded_as_made(review: Review, eutils: EutilsServer) -> None:
    with EutilsServer() as empty:
        review.environment["NCBI_EUTILS_URL"] = empty.url
        outcome = review.run()

    assert not outcome.run.quiet
    assert "| weekly | #&#8203;1 AND" in review.show("REVIEW.md")
    assert "16 November 2026 | 0 |" in review.show("REVIEW.md")
    assert len(eutils.requests) == 0


def test_a_review_in_a_folder_of_a_repository(review: Review, eutils: EutilsServer) -> None:
    inner = review.root / "reviews" / "käse und wein"
    inner.mkdir(parents=True)
    (inner / "review.yaml").write_text(story.protocol(), "utf-8")
    review.git("add", "--all")
    review.git("commit", "--quiet", "-m", "Add a review")
    review.git("push", "--quiet", "origin", "main")
    environment = {**review.environment, "NCBI_EUTILS_URL": eutils.url}

    weekly(inner, replace(review.world, environment=environment))

    assert len(review.lines("reviews/käse und wein/state/records.jsonl")) == len(FEW)
