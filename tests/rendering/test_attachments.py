"""The files beside the review open in the programs they are meant for."""

import json
import re

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bot.domain.state import State
from bot.extraction.vocabulary import load
from bot.rendering.attachments import attachments, exports
from bot.rendering.bibliography import unstopped
from bot.rendering.escaping import one_line
from bot.rendering.exports.claim_columns import claim_columns
from bot.rendering.exports.finding_columns import finding_columns
from bot.rendering.exports.items import citation_key, items, name, references_json
from bot.rendering.exports.managers import references_bib, references_ris
from bot.rendering.exports.registry import EXPORTS
from bot.rendering.exports.study_columns import study_columns
from bot.topics.loading import load as load_topic
from tests.rendering.hand_made import UP, claim, focus, record, state, study, synthesis

TOPIC = load_topic("neuroimaging")
VOCABULARY = load("neuroimaging")

AWKWARD = (
    record(1, title='Tea, "hot" & 100% {pure} $x_1$ #2 ~ ^ \\ end', doi="10.1000/a(b)<c>{d};e_f"),
    record(2, title="Tea again", doi=""),
    record(3, title="月のお茶", year=None, published="", doi="",
           authors=("王 小明", "Müller-Lüdenscheidt D Jr", "O'Neil B")),
    record(4, title="", authors=("Moon Pain Study Group", "Team USA"), pages="e12", doi=""),
    record(5, title="TY  - JOUR\nER  - ", authors=(), published="2024 Mar-Apr", pmid="", doi=""),
)  # fmt: skip
SCHEMA = {
    # The part of the CSL-JSON schema (docs.citationstyles.org) that our items may use.
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string"},
            "type": {"const": "article-journal"},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        key: {"type": "string"} for key in ("family", "given", "suffix", "literal")
                    },
                },
            },
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "maxItems": 2,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": "integer"},
                        },
                    }
                },
            },
            **{
                key: {"type": "string"}
                for key in ("title", "container-title", "container-title-short", "volume", "issue",
                            "page", "language", "DOI", "PMID", "PMCID", "URL")
            },
        },
    },
}  # fmt: skip
_COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\$": "$",
    r"\&": "&", r"\%": "%", r"\#": "#", r"\_": "_", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}  # fmt: skip


def _plain(latex: str) -> str:
    """What LaTeX prints for our text."""
    commands = "|".join(map(re.escape, _COMMANDS))
    return re.sub(
        commands, lambda found: _COMMANDS[found[0]], latex.removeprefix("{").removesuffix("}")
    )


def _bib(text: str) -> dict[str, dict[str, str]]:
    parsed = bibtexparser.loads(text, BibTexParser(common_strings=True))
    return {one["ID"]: one for one in parsed.entries}


def test_bibtex_comes_back_whole() -> None:
    entries = _bib(references_bib(AWKWARD))
    assert len(entries) == len(AWKWARD)
    for one in AWKWARD:
        entry = entries[citation_key(one)]
        assert _plain(entry["title"]) == (one_line(one.title) or "[No title]")
    first = entries["luna2024_900000001"]
    assert first["author"] == "Luna, A and Sol, B C"
    assert first["pages"] == "123--9"
    assert (first["year"], first["month"]) == ("2024", "3")
    third = entries["anonnd_900000003"]
    assert third["author"] == "{王 小明} and Müller-Lüdenscheidt, Jr, D and O'Neil, B"
    assert "year" not in third
    assert entries["moon2024_900000004"]["author"] == "{Moon Pain Study Group} and {Team USA}"


@settings(max_examples=40)
@given(title=st.text(), author=st.text(), journal=st.text(), doi=st.text())
def test_no_text_breaks_bibtex_or_ris(title: str, author: str, journal: str, doi: str) -> None:
    some = [record(1, title=title, authors=(author,), journal=journal, doi=doi), record(2)]
    entries = _bib(references_bib(some))
    assert len(entries) == 2
    # bibtexparser strips blanks, braces and quotation marks round a value in its own ways.
    printed = unstopped(one_line(title)) or "[No title]"
    assert _plain(entries[citation_key(some[0])]["title"]) == printed
    assert [one["id"] for one in rispy.loads(references_ris(some))] == [
        citation_key(one) for one in some
    ]


def test_an_entry_of_ris_begins_with_its_type() -> None:
    assert all(
        entry.startswith("TY  - ") for entry in references_ris(AWKWARD).strip().split("\n\n")
    )


def test_ris_comes_back_whole() -> None:
    read = {one["id"]: one for one in rispy.loads(references_ris(AWKWARD))}
    assert len(read) == len(AWKWARD)
    for one in AWKWARD:
        assert read[citation_key(one)]["title"] == (one_line(one.title) or "[No title]")
    first = read["luna2024_900000001"]
    assert first["authors"] == ["Luna, A", "Sol, B C"]
    assert first["doi"] == "10.1000/a(b)<c>{d};e_f"
    assert (first["start_page"], first["end_page"]) == ("123", "9")
    assert first["secondary_title"] == "Journal of Moons"
    assert read["moon2024_900000004"]["authors"] == ["Moon Pain Study Group", "Team USA"]


def test_csl_json_keeps_to_its_schema() -> None:
    read = json.loads(references_json(AWKWARD))
    Draft7Validator(SCHEMA).validate(read)
    assert read[0]["title"] == AWKWARD[0].title
    assert read[0]["issued"] == {"date-parts": [[2024, 3, 5]]}
    assert "issued" not in read[2]
    assert read[4]["issued"] == {"date-parts": [[2024]]}


def test_papers_of_one_author_and_year_have_keys_of_their_own() -> None:
    keys = [one["id"] for one in items(AWKWARD)]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9_-]+", key) for key in keys)


def test_a_key_does_not_change_when_other_papers_come() -> None:
    assert items([record(2)])[0]["id"] == items([record(1), record(2)])[1]["id"]


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Luna A", {"family": "Luna", "given": "A"}),
        ("van der Moon AB", {"family": "van der Moon", "given": "A B"}),
        ("Sol BC 3rd", {"family": "Sol", "given": "B C", "suffix": "3rd"}),
        ("Tea Trialists' Group", {"literal": "Tea Trialists' Group"}),
        ("Team USA", {"literal": "Team USA"}),
        ("Moon Consortium UK", {"literal": "Moon Consortium UK"}),
        ("王 小明", {"literal": "王 小明"}),
        ("Luna", {"literal": "Luna"}),
    ],
)
def test_people_and_groups_are_told_apart(printed: str, parts: dict[str, str]) -> None:
    assert name(printed) == parts


@pytest.mark.parametrize(
    ("printed", "exported"),
    [("Moon tea.", "Moon tea"), ("Moon tea?", "Moon tea?"), ("And so on ...", "And so on ..."),
     (".", "[No title]")],
)  # fmt: skip
def test_titles_have_no_final_stop(printed: str, exported: str) -> None:
    assert items([record(1, title=printed)])[0]["title"] == exported


def test_the_dictionary_explains_every_column_of_every_table() -> None:
    files = exports(state([record()], [study()]), synthesis(claim("insula", UP)), VOCABULARY)
    for table, columns in (
        ("studies", study_columns(TOPIC)),
        ("findings", finding_columns(TOPIC)),
        ("claims", claim_columns(TOPIC)),
    ):
        header = files[f"{table}.csv"].splitlines()[0].split(",")
        assert header == [one.name for one in columns]
        section = files["README.md"].partition(f"## `{table}.csv`")[2].partition("## ")[0]
        assert re.findall(r"^\| `(\w+)` \| ", section, re.MULTILINE) == header


def test_every_file_is_in_the_dictionary() -> None:
    peaks = [focus(), focus(space="TAL")]
    files = exports(state([record()], [study(foci=peaks)]), synthesis(), VOCABULARY)
    names = [export.name for export in EXPORTS]
    assert set(files) == {*names, "README.md"}
    assert all(f"[`{one}`]({one})" in files["README.md"] for one in names)


def test_without_coordinates_there_are_no_files_of_them() -> None:
    files = attachments(state([record()], [study()]), synthesis(), load("neuroimaging"))
    assert not [path for path in files if "foci" in path or "studyset" in path]


def test_an_empty_review_has_its_data_files_and_no_empty_picture() -> None:
    files = attachments(State(), synthesis(), load("neuroimaging"))
    assert files["review/references.json"] == "[]\n"
    assert _bib(files["review/references.bib"]) == {}
    assert rispy.loads(files["review/references.ris"]) == []
    assert not [path for path in files if path.endswith(".svg")]


def test_sleuth_gets_one_block_for_each_contrast_and_one_file_for_each_space() -> None:
    peaks = [focus(), focus(-12), focus(3, contrast="later: than"), focus(1, space="TAL")]
    files = exports(state([record()], [study(foci=peaks)]), synthesis(), VOCABULARY)
    assert files["foci-mni.txt"] == (
        "// Reference=MNI\n\n"
        "// luna2024_900000001: pain_vs_hc\n// Subjects=20\n-40\t10.5\t-4\n-12\t10.5\t-4\n\n"
        "// luna2024_900000001: later - than\n// Subjects=20\n3\t10.5\t-4\n"
    )
    assert files["foci-talairach.txt"].startswith("// Reference=Talairach\n")


def test_sleuth_leaves_out_whoever_prints_no_size_and_the_studyset_does_not() -> None:
    files = exports(state([record()], [study(foci=[focus()], n=0)]), synthesis(), VOCABULARY)
    assert "foci-mni.txt" not in files
    points = json.loads(files["studyset.json"])["studies"][0]["analyses"][0]["points"]
    assert points == [{"id": "900000001-MNI-pain_vs_hc-1", "coordinates": [-40, 10.5, -4],
                       "space": "MNI", "values": []}]  # fmt: skip


def test_retracted_papers_are_in_no_file() -> None:
    gone = record(1, publication_types=("Retracted Publication",))
    files = exports(state([gone], [study()]), synthesis(), VOCABULARY)
    assert not any("900000001" in text for text in files.values())


def test_equal_data_give_equal_bytes() -> None:
    known = state([record(1), record(2)], [study(1, foci=[focus()]), study(2)])
    made = [attachments(known, synthesis(claim("insula", UP)), None) for _ in range(2)]
    assert made[0] == made[1]
