"""References read as Vancouver style has them, and nothing in them acts."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.domain.records import Record
from bot.rendering.references import reference, vancouver
from tests.rendering.hand_made import record

MARKDOWN = MarkdownIt("commonmark").enable("table")


def test_an_article_reads_as_vancouver_style_has_it() -> None:
    assert vancouver(record()) == (
        "Luna A, Sol BC. Moon tea and the brain. J Moons. 2024 Mar 5;3(2):123-9."
    )


def test_a_reference_links_to_pubmed_and_to_the_doi() -> None:
    assert reference(record()).endswith(
        " PMID: [900000001](https://pubmed.ncbi.nlm.nih.gov/900000001/)."
        " doi: [10.1000/a.1](https://doi.org/10.1000/a.1)."
    )


def test_from_the_seventh_author_on_it_says_et_al() -> None:
    six = tuple(f"Luna{letter} A" for letter in "abcdef")
    assert "Lunaf A. Moon" in vancouver(record(authors=six))
    assert "Lunaf A, et al. Moon" in vancouver(record(authors=(*six, "Sol B")))


def test_groups_suffixes_and_foreign_scripts_stand_as_printed() -> None:
    some = ("Moon Study Group", "van der Sol BC Jr", "王 小明")
    assert vancouver(record(authors=some)).startswith(
        "Moon Study Group, van der Sol BC Jr, 王 小明."
    )


def test_what_a_record_does_not_have_leaves_no_gap() -> None:
    bare = Record(id="x", title="Moon tea", journal="Journal of Moons", year=2024)
    assert vancouver(bare) == "Moon tea. Journal of Moons. 2024."
    assert vancouver(Record(id="x", title="Moon tea")) == "Moon tea."
    online = record(volume="", issue="", pages="e12")
    assert vancouver(online).endswith("J Moons. 2024 Mar 5:e12.")


def test_a_title_keeps_its_own_end_mark() -> None:
    assert "Is it tea? J Moons" in vancouver(record(title="Is it tea?"))
    assert "It is tea. J Moons" in vancouver(record(title="It is tea."))


def test_a_season_is_printed_as_its_year() -> None:
    assert "J Moons. 2024;3" in vancouver(record(published="2024 Spring"))


@given(title=st.text(), author=st.text(), journal=st.text(), pages=st.text())
def test_no_text_breaks_a_reference(title: str, author: str, journal: str, pages: str) -> None:
    said = reference(
        record(title=title, authors=(author,), journal_abbreviation=journal, pages=pages)
    )
    assert len(said.splitlines()) == 1
    html = MARKDOWN.render(f"1. {said}")
    assert html.count("<a ") == 2
    assert "<img" not in html
    assert "<script" not in html
