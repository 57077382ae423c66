"""Tables come back from the csv module as they were meant."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Direction, Fact, Facts, Finding, Group, Quote, Study
from bot.rendering.exports import FINDINGS, STUDIES, findings_csv, studies_csv
from bot.rendering.foreign import one_line

RECORD = Record(
    id="900000001", pmid="900000001", doi="10.1000/a", authors=("Luna A", "Sol B"), year=2024,
    journal="Moon Journal", title="Moon tea",
)  # fmt: skip
QUOTE = Quote(text='Thickness fell, "clearly", in the insula', start=0)
STUDY = Study(
    id="900000001", read_from="abstract", reader="rules 1", text_hash="0",
    facts=Facts(modalities=(Fact(value="mri", quote=QUOTE), Fact(value="eeg", quote=QUOTE))),
    groups=(Group(label="patients", n=20, quote=QUOTE), Group(label="controls", n=19, quote=QUOTE)),
    findings=(
        Finding(id="f1", measure="thickness", region="insula", direction=Direction.DECREASE,
                quote=QUOTE, hemisphere="left", hedged=True, region_b="pons", hemisphere_b="right",
                comparison="pain_vs_hc", clinical_variable="=worst pain", statistic="p < 0.01",
                read_by=("rules 1", "a model"), status="agreed"),
        Finding(id="f2", measure="thickness", region="pons", direction=Direction.NONE,
                quote=replace(QUOTE, text="=none")),
    ),
)  # fmt: skip


def _state(record: Record = RECORD, verdict: Verdict = Verdict.INCLUDE) -> State:
    decision = Decision(
        record=record.id, verdict=verdict, judge=Judge.PERSON, by="x", on="2026-11-16", reasons=()
    )
    return State(records=(record,), decisions=(decision,), studies={record.id: STUDY})


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_a_study_is_one_row() -> None:
    header, row = _rows(studies_csv(_state()))
    assert tuple(header) == STUDIES
    assert row == [
        "900000001", "900000001", "10.1000/a", "Luna A", "2024", "Moon Journal", "Moon tea",
        "20 patients; 19 controls", "mri; eeg", "2", "abstract", "no",
    ]  # fmt: skip


def test_a_finding_is_one_row_with_its_words() -> None:
    header, first, second = _rows(findings_csv(_state()))
    assert tuple(header) == FINDINGS
    assert first == [
        "900000001", "f1", "insula", "left", "pons", "right", "thickness", "decrease", "pain_vs_hc",
        "'=worst pain", "p < 0.01", "yes", QUOTE.text, "rules 1; a model", "agreed", "no",
    ]  # fmt: skip
    assert second[3:] == ["", "", "", "thickness", "none", "", "", "", "no", "'=none", "", "", "no"]


def test_a_study_that_was_not_read_yet_has_empty_fields() -> None:
    state = replace(_state(replace(RECORD, authors=(), year=None)), studies={})
    assert _rows(studies_csv(state))[1][3:] == ["", "", "Moon Journal", "Moon tea", *[""] * 4, "no"]
    assert _rows(findings_csv(state)) == [list(FINDINGS)]


@pytest.mark.parametrize("verdict", [Verdict.EXCLUDE, Verdict.UNSURE])
def test_only_included_studies_are_exported(verdict: Verdict) -> None:
    assert len(_rows(studies_csv(_state(verdict=verdict)))) == 1
    assert len(_rows(findings_csv(_state(verdict=verdict)))) == 1


def test_an_empty_review_exports_its_headers() -> None:
    assert studies_csv(State()) == ",".join(STUDIES) + "\n"


@pytest.mark.parametrize(
    "title",
    [
        '=HYPERLINK("https://example.org","win")',
        "+1, -1",
        "@SUM(A1:A9)",
        '"; DROP TABLE studies',
        'quoted "twice", and, commas',
        "line\nbreak\r\nand\rreturn",
        "line\u2028separator\x85next",
        "nul\x00 and bell\x07",
        "\u202ebackwards",
        "'apostrophe first",
        "semi;colon\ttab|bar",
        "",
    ],
)
def test_a_hostile_title_stays_in_its_cell(title: str) -> None:
    header, *rows = _rows(studies_csv(_state(replace(RECORD, title=title))))
    assert len(rows) == 1
    assert len(rows[0]) == len(header)
    said = rows[0][6]
    assert said.removeprefix("'") == one_line(title).removeprefix("'")
    assert not said.startswith(("=", "+", "-", "@"))


@given(title=st.text(), author=st.text(), journal=st.text())
def test_any_text_comes_back_on_one_line(title: str, author: str, journal: str) -> None:
    record = replace(RECORD, title=title, authors=(author,), journal=journal)
    text = studies_csv(_state(record))
    assert len(text.splitlines()) == 2
    row = _rows(text)[1]
    assert len(row) == len(STUDIES)
    for said, meant in zip((row[6], row[3], row[5]), (title, author, journal), strict=True):
        assert said.removeprefix("'") == one_line(meant).removeprefix("'")
