"""A review taken out for another screening program comes back with all that people decided."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
import rispy

from bot.adapters.cache import SqliteCache
from bot.adapters.importers import read
from bot.domain.decisions import Decision
from bot.domain.records import Article, Record, Section
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.jobs.import_records import ImportTerms, import_records
from bot.rendering.exports.screening import (
    SCREENING_EXPORTS,
    ScreeningData,
    screened_papers,
)
from bot.rendering.labels import TermLabels

RECORDS = (
    Record(
        id="900000001", pmid="900000001", doi="10.1000/moon.1", pmcid="PMC12", year=2024,
        title="Moon tea & the insula: “a” trial", authors=("Luna AB", "Moon Tea Study Group"),
        journal="Moon Journal", volume="3", issue="2", pages="10-12",
        keywords=("tea", "pain, moon"),
    ),
    Record(
        id="import-1", source="import", doi="10.1000/moon.2", year=2023, authors=("de Reed C",),
        title="=Lanterns that hum over harbours", journal="Moon Journal",
    ),
    Record(id="900000003", pmid="900000003", title="Star soup and the amygdala", year=2022),
    Record(id="900000004", pmid="900000004", title="Sun bread and the thalamus", year=2021),
)  # fmt: skip


def decided(record: str, verdict: Verdict, on: str, by: str, reason: str) -> Decision:
    criterion = "Wrong population" if verdict is Verdict.EXCLUDE else ""
    return Decision(
        record=record, verdict=verdict, judge=Judge.PERSON, by=by, on=on, reasons=(reason,),
        criterion=criterion,
    )  # fmt: skip


LEDGER = (
    decided("import-1", Verdict.EXCLUDE, "2024-05-02", "Böhm; A", "No brains: rats"),
    decided("900000001", Verdict.INCLUDE, "2024-05-01", "anna", 'Fits "well"'),
    decided("900000003", Verdict.INCLUDE, "2024-05-02", "anna", "Fits"),
    Decision(
        record="900000004", verdict=Verdict.EXCLUDE, judge=Judge.CLASSIFIER, by="classifier 1",
        on="2024-05-03", reasons=("Ranked low.",),
    ),
)  # fmt: skip
STATE = State(records=RECORDS, decisions=LEDGER)
WORDS = {
    "900000001": Article(record=RECORDS[0], sections=(Section(label="AIM", text="We drank tea."),))
}


def export(name: str, only: str = "", state: State = STATE) -> str:
    (chosen,) = (export for export in SCREENING_EXPORTS if export.name == name)
    papers = screened_papers(state, WORDS, only)
    return chosen.text(ScreeningData(state=state, papers=papers, names=TermLabels(vocabulary=None)))


READ_BACK = ("asreview-csv", "asreview-ris", "covidence", "csl-json")


@pytest.mark.parametrize("name", READ_BACK)
def test_out_and_in_again_keeps_labels_order_dates_people_and_papers(
    name: str, tmp_path: Path
) -> None:
    file = tmp_path / "review.txt"
    file.write_text(export(name), "utf-8")

    content = read(file)
    terms = ImportTerms(today=date(2026, 11, 16))
    after, account = import_records(content, State(), None, SqliteCache(tmp_path), terms)

    assert [item.title for item in content.items] == [
        RECORDS[0].title, RECORDS[1].title, RECORDS[2].title, RECORDS[3].title,
    ]  # fmt: skip
    people = [
        (after.by_id[label.record].title, label.verdict, label.on, label.by)
        for label in after.decisions
        if label.judge is Judge.PERSON
    ]
    assert people == [
        (RECORDS[0].title, Verdict.INCLUDE, "2024-05-01", "anna"),
        (RECORDS[1].title, Verdict.EXCLUDE, "2024-05-02", "Böhm; A"),
        (RECORDS[2].title, Verdict.INCLUDE, "2024-05-02", "anna"),
    ]
    excluded = after.human_labels[account.records[1].id]
    assert (excluded.criterion, excluded.reasons[1]) == ("Wrong population", "No brains: rats")
    first = account.from_file[0]
    kept = ("title", "doi", "pmcid", "authors", "year", "journal", "volume", "issue", "pages")
    assert {name: getattr(first.record, name) for name in kept} == {
        name: getattr(RECORDS[0], name) for name in kept
    }
    assert content.items[0].pmid == "900000001"
    assert first.abstract == "AIM: We drank tea."
    if name != "covidence":
        assert set(first.record.keywords) == set(RECORDS[0].keywords)


def test_a_list_can_be_taken_out_alone() -> None:
    titles = [entry["title"] for entry in rispy.loads(export("covidence", "exclude"))]
    assert titles == [RECORDS[1].title]
    undecided = json.loads(export("csl-json", "undecided"))
    assert [entry["title"] for entry in undecided] == [RECORDS[3].title]
    assert "custom" not in undecided[0], "what a program ranked low nobody has decided"


def test_asreview_finds_its_labels_where_it_looks_for_them() -> None:
    rows = list(csv.DictReader(io.StringIO(export("asreview-csv"))))
    assert [row["included"] for row in rows] == ["1", "0", "1", ""]
    marks = [entry["notes"][0] for entry in rispy.loads(export("asreview-ris"))]
    assert marks == [
        "ASReview_relevant", "ASReview_irrelevant", "ASReview_relevant", "ASReview_not_seen",
    ]  # fmt: skip


def test_revman_gets_the_studies_in_its_sections() -> None:
    rows = list(csv.DictReader(io.StringIO(export("revman"))))
    assert [(row["Section"], row["Study ID"], row["Reason for exclusion"]) for row in rows] == [
        ("Included studies", "Luna AB 2024", ""),
        ("Included studies", "No author 2022", ""),
        ("Excluded studies", "de Reed C 2023", "Wrong population"),
    ]
