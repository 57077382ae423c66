"""Each format of other programs: what is read from a small invented file of it."""

import json
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.adapters.importers import read
from bot.adapters.importers.fields import day, doi, names
from bot.adapters.importers.registry import FORMATS
from bot.domain.import_items import ImportFile, ImportItem
from bot.domain.verdicts import Verdict
from bot.errors import Mistake


def given(folder: Path, content: str, name: str = "theirs.txt") -> ImportFile:
    file = folder / name
    file.write_text(content, "utf-8")
    return read(file)


RIS = """1.
TY  - JOUR
DB  - Embase
AN  - 12345678
T1\t- Moon tea and the insula
A1  - Luna, Anna B.
A1  - Reed A.
Y1  - 2021//
N2  - We drank tea
on the moon.
JF  - Journal of Moons
VL  - 3
SP  - 10
EP  - 12
DO  - https://dx.doi.org/10.1002/central/CN-00123/full
UR  - https://doi.org/10.1000/MOON.1
N1  - <p>kept on the shelf</p>
ER  -

TY  - JOUR
DP  - NLM
AN  - 7654321
TI  - Lanterns that hum
N1  - ASReview_irrelevant. asks for harbours
N1  - asreview_time: "2024-05-02 10:11:12"
N1  - asreview_note: "No brains"
N1  - asreview_tag_Design: ["survey"]
ER  -
"""


def test_ris_of_any_database_keeps_words_place_and_decision(tmp_path: Path) -> None:
    first, second = given(tmp_path, RIS).items
    assert first == ImportItem(
        place="entry 1", doi="10.1000/moon.1", title="Moon tea and the insula",
        abstract="We drank tea on the moon.", authors=("Luna, Anna B.", "Reed A."), year=2021,
        journal="Journal of Moons", volume="3", pages="10-12",
    ), "Embase's number is no PMID, and CENTRAL's address no DOI of the paper"  # fmt: skip
    assert (second.pmid, second.verdict, second.on) == ("7654321", Verdict.EXCLUDE, "2024-05-02")
    assert second.note == "No brains; asks for harbours"
    assert second.tags == ("Design: survey",)


RAYYAN = """key,title,year,journal,authors,abstract,notes,pubmed_id,doi
r-1,Moon tea,2020,J Moon,"Luna A, Reed B",We drank,"RAYYAN-INCLUSION: {""Anna""=>""Excluded"", \
""Bo""=>""Excluded""} | RAYYAN-LABELS: tea,moon | RAYYAN-EXCLUSION-REASONS: wrong population",,
r-2,Star soup,2020,J Moon,Luna A,,"RAYYAN-INCLUSION: {""Anna""=>""Included"", \
""Bo""=>""Excluded""}",900000001,
r-3,Sun bread,2020,J Moon,Luna A,,"RAYYAN-INCLUSION: {""Anna""=>""Maybe""}",,
"""


def test_rayyan_decides_where_its_reviewers_agree(tmp_path: Path) -> None:
    content = given(tmp_path, RAYYAN)
    agreed, disputed, unsure = content.items
    assert content.kind == "Rayyan"
    assert (agreed.verdict, agreed.by) == (Verdict.EXCLUDE, "Anna, Bo")
    assert (agreed.reason, agreed.tags) == ("wrong population", ("tea", "moon"))
    assert agreed.authors == ("Luna A", "Reed B")
    assert (disputed.verdict, disputed.pmid) == (None, "900000001")
    assert unsure.verdict is None


SLIP = "title,decision\nMoon tea,include\nStar soup,exlude\nSun bread,exclude\nDew,unsure\n"


def test_a_slip_in_a_decision_leaves_that_row_undecided_and_is_told(tmp_path: Path) -> None:
    content = given(tmp_path, SLIP)
    assert [item.verdict for item in content.items] == [
        Verdict.INCLUDE, None, Verdict.EXCLUDE, None,
    ]  # fmt: skip
    assert "row 2 ('exlude')" in " ".join(content.notes)
    assert "row 4" not in " ".join(content.notes), "to be unsure is no slip"


@pytest.mark.parametrize("values", [("1", "0", "2"), ("moon", "tea", "sun")])
def test_a_column_of_ratings_or_labels_decides_nothing_and_is_told(
    tmp_path: Path, values: tuple[str, ...]
) -> None:
    rows = "".join(f"Paper {at},{value}\n" for at, value in enumerate(values))
    content = given(tmp_path, "title,label\n" + rows)
    assert not any(item.verdict for item in content.items)
    assert "a column 'label' that is not taken for decisions" in " ".join(content.notes)


EPPI = {
    "CodeSets": [
        {
            "SetName": "Screen",
            "Attributes": {
                "AttributesList": [
                    {"AttributeId": 1, "AttributeName": "EXCLUDE on population"},
                    {"AttributeId": 2, "AttributeName": "INCLUDE on title & abstract"},
                    {
                        "AttributeId": 3,
                        "AttributeName": "Design",
                        "Attributes": {
                            "AttributesList": [{"AttributeId": 4, "AttributeName": "survey"}]
                        },
                    },
                ]
            },
        }
    ],
    "References": [
        {
            "ItemId": 7, "Title": "Moon tea", "Authors": "Luna A ; Reed B ;", "Year": "2020",
            "DOI": "10.1000/moon.1", "Abstract": "We drank", "ParentTitle": "J Moon",
            "Codes": [{"AttributeId": 1, "AdditionalText": "rats"}, {"AttributeId": 4}],
        },
        {"ItemId": 8, "Title": "Star soup", "Codes": [{"AttributeId": 2}]},
        "no object",
    ],
}  # fmt: skip


def test_eppi_reviewers_codes_are_decisions_and_tags(tmp_path: Path) -> None:
    content = given(tmp_path, json.dumps(EPPI))
    out, within = content.items
    assert (out.verdict, out.reason, out.note, out.tags) == (
        Verdict.EXCLUDE, "EXCLUDE on population", "rats", ("survey",),
    )  # fmt: skip
    assert out.authors == ("Luna A", "Reed B")
    assert within.verdict is Verdict.INCLUDE
    assert [broken.place for broken in content.broken] == ["entry 3"]


def test_a_code_of_another_shape_decides_nothing(tmp_path: Path) -> None:
    codes = {"CodeSets": [{"AttributeId": [1], "AttributeName": "INCLUDE"}]}
    papers = {"References": [{"Title": "Moon tea", "Codes": [{"AttributeId": {"a": 1}}]}]}
    (item,) = given(tmp_path, json.dumps({**codes, **papers})).items
    assert (item.title, item.verdict) == ("Moon tea", None)


def test_csl_json_of_zotero_is_read_with_what_stands_in_its_extra_field(tmp_path: Path) -> None:
    entry = {
        "id": "luna2020", "type": "article-journal", "title": "Moon <i>tea</i>",
        "author": [
            {"family": "Luna", "given": "Anna", "non-dropping-particle": "van"},
            {"literal": "Moon Group"},
        ],
        "issued": {"date-parts": [["2020", 5]]}, "container-title": "J Moon", "page": "1-2",
        "note": "PMID: 900000001\nPMCID: PMC12\ndecided_by: anna",
        "custom": {"decision": "include", "decided_on": "2024-05-01", "reason": "fits"},
    }  # fmt: skip
    (item,) = given(tmp_path, json.dumps([entry])).items
    assert item == ImportItem(
        place="entry 1", pmid="900000001", pmcid="PMC12", title="Moon tea",
        authors=("van Luna, Anna", "Moon Group"), year=2020, journal="J Moon", pages="1-2",
        verdict=Verdict.INCLUDE, by="anna", on="2024-05-01", note="fits",
    )  # fmt: skip


ENDNOTE_XML = """<?xml version="1.0" encoding="UTF-8" ?><!DOCTYPE xml [<!ENTITY x "boom">]>
<xml><records>
<record><database name="moon.enl">moon.enl</database><contributors><authors><author><style>Luna, A.
</style></author></authors></contributors><titles><title><style>Moon </style><style>tea</style>
</title><secondary-title>J Moon</secondary-title></titles><dates><year>2020</year></dates>
<accession-num>7654321</accession-num><remote-database-provider>NLM</remote-database-provider>
<electronic-resource-num>10.1000/moon.1</electronic-resource-num><custom2>PMC77</custom2>
<caption>Duplicate</caption><abstract>We drank.</abstract></record>
<record><titles><title>Star soup &x;</title></titles><accession-num>7654322</accession-num>
<remote-database-name>Embase&#xD;Medline</remote-database-name></record>
</records></xml>"""


def test_endnotes_xml_is_read_without_expanding_anything(tmp_path: Path) -> None:
    content = given(tmp_path, ENDNOTE_XML)
    first, second = content.items
    assert (first.title, first.authors, first.pmid, first.doi, first.pmcid, first.year) == (
        "Moon tea", ("Luna, A.",), "7654321", "10.1000/moon.1", "PMC77", 2020,
    )  # fmt: skip
    assert (second.title, second.pmid) == ("Star soup &x;", "")
    assert content.notes[0].startswith("marks 1 of its records as duplicates")


def test_xml_that_is_cut_keeps_what_is_whole_and_says_so(tmp_path: Path) -> None:
    content = given(tmp_path, ENDNOTE_XML[: ENDNOTE_XML.index("<record><titles>") + 30])
    assert content.items[0].title == "Moon tea"
    assert "cut off" in content.notes[0]


ENDNOTE_TEXT = """%0 Journal Article
%A Luna, Anna
%A Reed, Bo
%D 2020
%T Moon tea and
 the insula
%J J Moon
%V 3
%P 1-2
%M 12345678
%R 10.1000/moon.1
%X We drank.
%Z ASReview_relevant

%0 Journal Article
%T Star soup
%M 7654321
%W NLM
"""
WEB_OF_SCIENCE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Luna, A
   Reed, B
TI Moon tea and
   the insula
SO J MOON
AB We drank.
PY 2020
VL 3
BP 1
EP 2
DI 10.1000/moon.1
PM 7654321
UT WOS:000444108200009
ER

PT J
TI Star soup
ER

EF
"""


@pytest.mark.parametrize(
    ("content", "pmid", "verdict"),
    [(ENDNOTE_TEXT, "", Verdict.INCLUDE), (WEB_OF_SCIENCE, "7654321", None)],
)
def test_text_of_endnote_and_of_web_of_science_is_one_record(
    tmp_path: Path, content: str, pmid: str, verdict: Verdict | None
) -> None:
    first, second = given(tmp_path, content).items
    assert first.title == "Moon tea and the insula"
    assert [name.partition(",")[0] for name in first.authors] == ["Luna", "Reed"]
    assert (first.pmid, first.doi, first.year, first.volume, first.pages) == (
        pmid, "10.1000/moon.1", 2020, "3", "1-2",
    )  # fmt: skip
    assert (first.abstract, first.verdict) == ("We drank.", verdict)
    assert second.title == "Star soup"


LABELS = [
    (1, 1, 1714639000.5, "Fits", '[{"label": "Design", "values": [{"label": "survey"}]}]', 2),
    (0, 0, 1714553000.0, None, "[]", None),
    (2, None, None, None, "[]", None),
]
_RESULTS = (
    "CREATE TABLE results (record_id INTEGER, label INTEGER, {time}, note TEXT, tags JSON,"
    " user_id INTEGER)"
)
_RECORD = (
    "CREATE TABLE record (dataset_row INTEGER, title TEXT, abstract TEXT, authors JSON, keywords"
    " JSON, year INTEGER, doi TEXT, url TEXT, included INTEGER, record_id INTEGER)"
)
TITLES = ("Moon tea", "Star soup", "Sun bread")


def database(folder: Path, *, papers: bool, labels: bool, time: str = "time FLOAT") -> bytes:
    file = folder / "made.db"
    file.unlink(missing_ok=True)
    base = sqlite3.connect(file)
    with base:
        if papers:
            base.execute(_RECORD)
            base.executemany(
                "INSERT INTO record VALUES (?, ?, 'Words', ?, '[]', 2020, '', '', 1, ?)",
                [(row, title, '["Luna, A"]', row) for row, title in enumerate(TITLES)],
            )
        if labels:
            base.execute(_RESULTS.format(time=time))
            base.executemany("INSERT INTO results VALUES (?, ?, ?, ?, ?, ?)", LABELS)
            base.execute(
                f"CREATE TABLE decision_changes (record_id INTEGER, label INTEGER, {time})"
            )
            base.execute("INSERT INTO decision_changes VALUES (1, 0, 1714466700.0)")
    base.close()
    return file.read_bytes()


def project(folder: Path, version: int) -> Mapping[str, bytes]:
    """The files of an ASReview project of each version of its format."""
    if version == 3:
        return {"project.json": b"{}", "results.db": database(folder, papers=True, labels=True)}
    if version == 2:
        return {
            "project.json": b"{}",
            "data_store.db": database(folder, papers=True, labels=False),
            "reviews/ab12/results.db": database(folder, papers=False, labels=True),
        }
    rows = "record_id,title,abstract,authors\n" + "".join(
        f'{row},{title},Words,"Luna, A"\n' for row, title in reversed(list(enumerate(TITLES)))
    )
    return {
        "project.json": b'{"dataset_path": "tea.csv"}',
        "data/tea.csv": rows.encode(),
        "reviews/ab12/results.sql": database(
            folder, papers=False, labels=True, time="labeling_time FLOAT"
        ),
    }


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_asreview_project_keeps_labels_dates_notes_tags_and_their_order(
    tmp_path: Path, version: int
) -> None:
    file = tmp_path / "tea.asreview"
    with ZipFile(file, "w") as archive:
        for name, part in project(tmp_path, version).items():
            archive.writestr(name, part)

    content = read(file)

    assert [item.title for item in content.items] == ["Moon tea", "Star soup", "Sun bread"]
    out, within, waiting = content.items
    assert (out.verdict, out.on, out.by, out.note) == (Verdict.EXCLUDE, "2024-05-01", "", "")
    assert (within.verdict, within.on) == (Verdict.INCLUDE, "2024-05-02")
    assert within.by == "ASReview user 2"
    assert within.note == "Fits; Decided before: exclude on 2024-04-30."
    assert within.tags == ("Design: survey",)
    assert (waiting.verdict, waiting.abstract, waiting.authors) == (None, "Words", ("Luna, A",))


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"project.json": b"{}"}, "has no data set"),
        ({"project.json": b"{}", "results.db": b"no database"}, "cannot be read"),
        ({"project.json": b"[1]", "data/a.csv": b"title\nA\n"}, "describes no project"),
        ({"project.json": b"[" * 100_000}, "nested too deep"),
        ({"project.json": b"{}", "data/a.csv": b"title\nA\n", "r/result.h5": b"x"}, "HDF5"),
        ({"project.json": b"{}", "data/a.ris": b"TY  - JOUR\nTI  - A\nER  - \n",
          "reviews/1/results.sql": b""}, ""),
    ],
)  # fmt: skip
def test_a_project_that_cannot_be_read_says_why(
    tmp_path: Path, files: Mapping[str, bytes], why: str
) -> None:
    file = tmp_path / "tea.asreview"
    with ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    if not why:
        assert [item.title for item in read(file).items] == ["A"], "nobody has begun to screen"
        return
    with pytest.raises(Mistake, match=why):
        read(file)


def test_every_format_has_a_name_of_its_own() -> None:
    assert len({known.name for known in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("inside", ["-" * 100_000 + "1", "1+" * 100_000 + "1", "[" * 100_000])
def test_authors_that_no_list_can_be_are_one_text(tmp_path: Path, inside: str) -> None:
    (item,) = given(tmp_path, f'title,authors\nMoon tea,"[{inside}]"\n', "a.csv").items
    assert (item.title, item.authors) == ("Moon tea", (inside,))


def test_braces_of_any_depth_are_a_mistake_and_no_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="nested deeper"):
        given(tmp_path, f"@article{{a, title={{{'{' * 100_000}}}}}")


@pytest.mark.parametrize(
    "content",
    ['[{"title": "Moon \\ud83d tea"}]', "title,authors\nMoon tea,\"['Lu\\ud83dna A']\"\n"],
)
def test_half_a_letter_is_left_out(tmp_path: Path, content: str) -> None:
    (item,) = given(tmp_path, content).items
    assert item.title.encode().split() == [b"Moon", b"tea"]
    assert [author.encode() for author in item.authors] in ([], [b"Luna A"])


def test_a_files_name_that_is_no_text_is_shown_as_far_as_it_is(tmp_path: Path) -> None:
    made = given(tmp_path, "TY  - JOUR\nTI  - Moon tea\nER  -\n", os.fsdecode(b"caf\xe9\n.ris"))

    assert made.file == "caf\ufffd .ris"


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("['Marx, Karl', 'Reed, Bo']", ("Marx, Karl", "Reed, Bo")),
        ("Luna A; Reed B", ("Luna A", "Reed B")),
        ("Luna A, Reed B.", ("Luna A", "Reed B")),
        ("Luna, Anna and Reed, Bo", ("Luna, Anna", "Reed, Bo")),
        ("Luna, Anna", ("Luna, Anna",)),
        ("[open", ("[open",)),
        ("", ()),
    ],
)
def test_authors_are_parted_however_they_are_listed(text: str, authors: tuple[str, ...]) -> None:
    assert names(text) == authors


def test_moments_and_dois_in_odd_spellings() -> None:
    assert {
        day("1714566780.5"),
        day("1714566780500"),
        day("1714566780500000"),
        day("2024-05-01 x"),
    } == {"2024-05-01"}
    assert (
        doi("https://doi.org/10.1016/S0735-1097%2813%2962048-3.") == "10.1016/s0735-1097(13)62048-3"
    )


def test_an_abbreviation_that_bibtex_does_not_define_stands_for_itself(tmp_path: Path) -> None:
    entries = (
        "@string{defined = {Moon Journal}}\n"
        "@article{a, title = {Moon tea}, journal = defined, month = jan}\n"
        "@article{b, title = {Star soup}, journal = undefined}\n"
    )
    assert [item.journal for item in given(tmp_path, entries).items] == [
        "Moon Journal",
        "undefined",
    ]
