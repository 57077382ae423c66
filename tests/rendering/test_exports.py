"""Tables come back from the csv module as they were meant."""

import csv
import io
from dataclasses import replace

import bibtexparser
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import Cohort, Synthesis
from bot.domain.decisions import Decision
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Study
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.escaping import cell, one_line
from bot.rendering.exports.claim_columns import claim_columns
from bot.rendering.exports.finding_columns import finding_columns
from bot.rendering.exports.managers import references_bib
from bot.rendering.exports.study_columns import study_columns
from bot.rendering.exports.tables import claims_csv, findings_csv, studies_csv
from bot.rendering.phrases import quotation
from bot.topics.loading import load as load_topic
from tests.rendering.hand_made import DOWN, NONE, claim

TOPIC = load_topic("neuroimaging")

RECORD = Record(
    id="900000001", pmid="900000001", doi="10.1000/a", authors=("Luna A", "Sol B"), year=2024,
    journal="Moon Journal", title="Moon tea",
)  # fmt: skip
QUOTE = Quote(text='Thickness fell, "clearly", in the insula', start=0)
STUDY = Study(
    id="900000001", read_from="abstract", reader="rules 1", text_hash="0",
    tier="direct", checked=("tier", "f1"),
    facts=Facts({
        "modalities": (Fact(value="mri", quote=QUOTE), Fact(value="eeg", quote=QUOTE)),
        "species": (Fact(value="human", quote=QUOTE),),
        "cancers": (Fact(value="lung_cancer", quote=QUOTE), Fact(value="other:moon", quote=QUOTE),
                 Fact(value="lung_cancer", quote=replace(QUOTE, start=9))),
        "field_strengths": (Fact(value="3", quote=QUOTE),),
    }),
    groups=(Group(label="patients", n=20, quote=QUOTE, role="pain"),
            Group(label="controls", n=19, quote=QUOTE)),
    findings=(
        Finding(id="f1", measure="thickness", region="insula", direction=Direction.DECREASE,
                quote=QUOTE, hemisphere="left", hedged=True, region_b="pons", hemisphere_b="right",
                comparison="pain_vs_hc", clinical_variable="=worst pain", statistic="p < 0.01",
                read_by=("rules 1", "a model"), status="agreed",
                intervention="oxycodone"),
        Finding(id="f2", measure="thickness", region="pons", direction=Direction.NONE, turned=True,
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


def _named(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_study_is_one_row() -> None:
    cohorts = (Cohort(id="moon people", studies=("900000001", "900000009")),)
    (row,) = _named(studies_csv(_state(), Synthesis(cohorts=cohorts), TOPIC))
    assert tuple(row) == tuple(one.name for one in study_columns(TOPIC))
    assert {key: value for key, value in row.items() if value} == {
        "id": "900000001", "pmid": "900000001", "doi": "10.1000/a", "first_author": "Luna A",
        "year": "2024", "journal": "Moon Journal", "title": "Moon tea", "cohort": "moon people",
        "label": "Luna A 2024",
        "groups": "20 patients; 19 controls", "n_by_role": "pain: 20", "species": "human",
        "cancers": "lung_cancer; other:moon", "field_strengths": "3", "modalities": "mri; eeg",
        "findings": "2", "to_check": "0", "foci": "0", "read_from": "abstract", "tier": "direct",
        "checked": "tier; f1", "concern": "no",
    }  # fmt: skip


def test_a_finding_is_one_row_with_its_words() -> None:
    first, second = _named(findings_csv(_state(), TOPIC))
    assert tuple(first) == tuple(one.name for one in finding_columns(TOPIC))
    assert {key: value for key, value in first.items() if value} == {
        "study": "900000001", "finding": "f1", "region": "insula", "hemisphere": "left",
        "region_b": "pons", "hemisphere_b": "right", "measure": "thickness",
        "direction": "decrease", "comparison": "pain_vs_hc", "clinical_variable": "'=worst pain",
        "intervention": "oxycodone", "statistic": "p < 0.01", "hedged": "yes", "turned": "no",
        "quote": QUOTE.text, "quoted_from": "abstract", "read_by": "rules 1; a model",
        "status": "agreed", "concern": "no",
    }  # fmt: skip
    assert {key: value for key, value in second.items() if value} == {
        "study": "900000001", "finding": "f2", "region": "pons", "measure": "thickness",
        "direction": "none", "hedged": "no", "turned": "yes", "quote": "'=none",
        "quoted_from": "abstract", "concern": "no",
    }  # fmt: skip


def test_a_claim_is_one_row_with_what_it_rests_on() -> None:
    (row,) = _named(claims_csv(Synthesis(claims=(claim("insula", DOWN, DOWN, NONE),)), TOPIC))
    assert tuple(row) == tuple(one.name for one in claim_columns(TOPIC))
    assert {key: value for key, value in row.items() if value not in ("", "0")} == {
        "id": "insula/-/local_function/pain_vs_hc/-/-/human", "region": "insula",
        "family": "local_function", "comparison": "pain_vs_hc", "species": "human",
        "cohorts_decrease": "2", "cohorts_none": "1", "cohorts": "3", "direction": "decrease",
        "agreement": "mixed", "certainty": "low",
        "rated_down": "imprecision -1: one cohort", "randomised": "no",
        "findings": "900000001/f1; 900000002/f1; 900000003/f1",
    }  # fmt: skip


def test_pandas_reads_the_tables_as_they_were_meant() -> None:
    state = _state(replace(RECORD, title='Tea, "hot"; 月\nand more', year=None))
    table = pd.read_csv(io.StringIO(studies_csv(state, Synthesis(), TOPIC)), dtype=str)
    assert list(table["title"]) == ['Tea, "hot"; 月 and more']
    assert table["year"].isna().all()
    findings = pd.read_csv(
        io.StringIO(findings_csv(state, TOPIC)), dtype=str, keep_default_na=False
    )
    assert findings["quote"].iloc[0] == QUOTE.text


def test_a_study_that_was_not_read_yet_has_empty_fields() -> None:
    state = replace(_state(replace(RECORD, authors=(), year=None)), studies={})
    (row,) = _named(studies_csv(state, Synthesis(), TOPIC))
    assert {key for key, value in row.items() if value} == {
        "id",
        "pmid",
        "doi",
        "journal",
        "title",
        "label",
        "concern",
    }
    assert _rows(findings_csv(state, TOPIC)) == [[one.name for one in finding_columns(TOPIC)]]


@pytest.mark.parametrize("verdict", [Verdict.EXCLUDE, Verdict.UNSURE])
def test_only_included_studies_are_exported(verdict: Verdict) -> None:
    assert len(_rows(studies_csv(_state(verdict=verdict), Synthesis(), TOPIC))) == 1
    assert len(_rows(findings_csv(_state(verdict=verdict), TOPIC))) == 1


def test_an_empty_review_exports_its_headers() -> None:
    assert (
        studies_csv(State(), Synthesis(), TOPIC)
        == ",".join(one.name for one in study_columns(TOPIC)) + "\n"
    )


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
    header, *rows = _rows(studies_csv(_state(replace(RECORD, title=title)), Synthesis(), TOPIC))
    assert len(rows) == 1
    assert len(rows[0]) == len(header)
    said = rows[0][6]
    assert said.removeprefix("'") == one_line(title).removeprefix("'")
    assert not said.startswith(("=", "+", "-", "@"))


@given(title=st.text(), author=st.text(), journal=st.text())
def test_any_text_comes_back_on_one_line(title: str, author: str, journal: str) -> None:
    record = replace(RECORD, title=title, authors=(author,), journal=journal)
    text = studies_csv(_state(record), Synthesis(), TOPIC)
    assert len(text.splitlines()) == 2
    row = _rows(text)[1]
    assert len(row) == len(study_columns(TOPIC))
    # Initials are set apart, and a title's last full stop goes.
    printed = (row[6], row[3].replace(" ", ""), row[5])
    meant = (one_line(title).removesuffix("."), one_line(author).replace(" ", ""), journal)
    for written, source in zip(printed, meant, strict=True):
        assert written.removeprefix("'").removesuffix(".") == (
            one_line(source).removeprefix("'").removesuffix(".")
        )


@pytest.mark.parametrize("separator", [";", "|", ",", ';"', ";'"])
@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "+cmd", "-cmd"])
def test_no_part_of_a_cell_is_a_formula_under_another_separator(
    separator: str, formula: str
) -> None:
    written = cell(f"words{separator}{formula}")

    assert f"{separator}{formula}" not in written
    assert written.replace("'", "") == f"words{separator}{formula}".replace("'", "")


def test_numbers_in_a_list_are_left_alone() -> None:
    assert cell("-1.5") == "'-1.5"
    assert cell("x;-12;+3; -4") == "x;-12;+3; -4"


def test_an_id_with_a_brace_breaks_no_bibtex() -> None:
    records = [replace(RECORD, pmcid="PMC1{", pmid="1}{"), replace(RECORD, id="2")]
    text = references_bib(records)

    assert len(bibtexparser.loads(text).entries) == len(records)
    assert text.count("{") == text.count("}")


def test_words_from_outside_the_abstract_are_marked_with_their_section() -> None:
    whole = replace(QUOTE, part="full text, Results > Group differences")
    assert quotation(whole) == f"“{QUOTE.text}” (full text, Results > Group differences)"
    assert quotation(QUOTE) == f"“{QUOTE.text}”"
