"""One paper under many spellings, and what PubMed says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.record_index import RecordIndex
from bot.domain.records import (
    Article,
    Correction,
    Record,
    Section,
    bare_doi,
    folded_title,
    latest,
)

FOUND = Record(
    id="900000001", pmid="900000001", doi="10.1000/Moon.Tea(1)", year=2024,
    title="Moon tea & sleep: a trial.",
)  # fmt: skip


def _seed(title: str = "", doi: str = "", year: int | None = None) -> Record:
    return Record(id="seed-1", source="seed", title=title, doi=doi, year=year)


@pytest.mark.parametrize(
    "spelling",
    [
        "10.1000/moon.tea(1)",
        "10.1000/MOON.TEA(1)",
        "https://doi.org/10.1000/Moon.Tea(1)",
        "http://dx.doi.org/10.1000/moon.tea(1)",
        "HTTPS://DOI.ORG/10.1000/moon.tea(1)",
        "doi:10.1000/moon.tea(1)",
        "doi: 10.1000/moon.tea(1) ",
        "doi.org/10.1000/moon.tea(1)",
        "doi:https://doi.org/10.1000/moon.tea(1)",
    ],
)
def test_a_doi_has_many_spellings(spelling: str) -> None:
    assert bare_doi(spelling) == "10.1000/moon.tea(1)"
    assert RecordIndex([_seed(doi=spelling)]).adopt(FOUND).id == "seed-1"


@given(st.text())
def test_a_bare_doi_stays_as_it_is(text: str) -> None:
    doi = bare_doi("10.1000/" + text)
    assert bare_doi(doi) == doi


@pytest.mark.parametrize(
    "title",
    [
        "Moon tea & sleep: a trial.",
        "MOON TEA & SLEEP – A TRIAL",
        "Moon-tea, sleep. [A trial]",
        "  Moon tea\n&  sleep: a trial",
    ],
)
def test_a_title_is_known_with_other_punctuation(title: str) -> None:
    adopted = RecordIndex([_seed(title)]).adopt(FOUND)
    assert (adopted.id, adopted.source, adopted.pmid) == ("seed-1", "seed", "900000001")
    assert (adopted.title, adopted.doi) == (FOUND.title, FOUND.doi)


@given(title=st.text(), marks=st.lists(st.sampled_from(" .,:;-–()[]?!'\""), max_size=5))
def test_punctuation_never_parts_a_title_from_itself(title: str, marks: list[str]) -> None:
    assert folded_title("".join(marks).join(title)) == folded_title(title)


@pytest.mark.parametrize("title", ["Moon tea & sleep: another trial.", "Moon tea", ""])
def test_another_title_is_another_paper(title: str) -> None:
    assert RecordIndex([_seed(title)]).adopt(FOUND) is FOUND


@pytest.mark.parametrize(
    ("year", "adopted"),
    [(None, True), (2023, True), (2024, True), (2025, True), (2022, False), (2026, False)],
)
def test_a_title_of_another_year_is_another_paper(
    year: int | None,
    adopted: bool,  # noqa: FBT001 - given by the table
) -> None:
    """A year apart may be online and print."""
    known = RecordIndex([_seed(FOUND.title, year=year)])
    assert (known.adopt(FOUND).id == "seed-1") is adopted


def test_titles_without_letters_are_not_one_paper() -> None:
    nameless = Record(id="900000002", pmid="900000002")
    assert RecordIndex([_seed("???")]).adopt(nameless) is nameless


def test_a_paper_that_has_a_pmid_is_adopted_by_no_other() -> None:
    twin = Record(id="900000009", pmid="900000009", title=FOUND.title, doi=FOUND.doi)
    assert RecordIndex([twin]).adopt(FOUND) is FOUND


def test_what_was_found_later_counts() -> None:
    known = RecordIndex([_seed("A draft"), _seed("Moon tea and sleep"), FOUND])
    assert known.by_id["seed-1"].title == "Moon tea and sleep"
    assert known.keys["pubmed"] == {"900000001"}
    assert known.adopt(Record(id="9", title="A draft")).id == "9"


@pytest.mark.parametrize(
    ("record", "retracted"),
    [
        (Record(id="1", publication_types=("Journal Article", "Retracted Publication")), True),
        (Record(id="1", corrections=(Correction(kind="RetractionIn"),)), True),
        (Record(id="1", publication_types=("Retraction of Publication",)), False),
        (Record(id="1", corrections=(Correction(kind="RetractionOf"),)), False),
        (Record(id="1", corrections=(Correction(kind="ErratumIn"),)), False),
        (Record(id="1"), False),
    ],
)
def test_only_the_retracted_paper_counts_as_retracted(
    record: Record,
    retracted: bool,  # noqa: FBT001 - given by the table
) -> None:
    assert record.retracted is retracted


def test_the_last_line_of_a_record_counts_in_the_first_place() -> None:
    one, two, again = (
        Record(id=id, title=title) for id, title in (("1", "a"), ("2", "b"), ("1", "c"))
    )
    assert list(latest([one, two, again]).values()) == [again, two]


@pytest.mark.parametrize(
    ("record", "label"),
    [
        (Record(id="1", authors=("Luna A", "Sol B"), year=2024), "Luna A 2024"),
        (Record(id="1", authors=("Luna A",)), "Luna A"),
        (Record(id="1", journal_abbreviation="Moon J", year=2024), "Moon J 2024"),
        (Record(id="1"), "No author"),
    ],
)
def test_a_label_is_author_and_year(record: Record, label: str) -> None:
    assert record.label == label


def test_a_link_leads_to_pubmed_or_else_to_the_doi() -> None:
    assert FOUND.link == "https://pubmed.ncbi.nlm.nih.gov/900000001/"
    assert _seed(doi="10.1000/a").link == "https://doi.org/10.1000/a"
    assert _seed().link == ""


def test_an_abstract_keeps_its_labels() -> None:
    sections = (Section(label="AIM", text="To sleep."), Section(text="They slept."))
    assert Article(record=FOUND, sections=sections).abstract == "AIM: To sleep.\nThey slept."


@pytest.mark.parametrize(
    ("waiting", "adopted"),
    [
        ([("Moon tea & sleep: a trial", "Luna A")], "1"),
        ([("Moon tea & sleep", "Luna A")], "1"),
        ([("Another abstract of the same issue", "Luna A")], "900000001"),
        ([("Another abstract of the issue", ""), ("Moon tea and sleep: a trial", "")], "900000001"),
        ([("Another abstract of the issue", ""), ("Moon tea & sleep: a trial", "")], "2"),
        ([("Moon tea & sleep", ""), ("Moon tea & sleep: a trial", "")], "900000001"),
    ],
)
def test_of_an_issue_that_shares_its_doi_the_titled_paper_is_adopted(
    waiting: list[tuple[str, str]], adopted: str
) -> None:
    records = [
        Record(id=str(at), source="import", title=title, doi=FOUND.doi, authors=(author,))
        for at, (title, author) in enumerate(waiting, start=1)
    ]
    assert RecordIndex(records).adopt(FOUND).id == adopted


@pytest.mark.parametrize(
    ("title", "author", "adopted"),
    [
        ("Moon tea & sleep: a trial", "Stella B", False),
        ("Moon tea & sleep: a trial", "Luna B", True),
        ("Editorial", "", False),
        ("Editorial", "Luna A", True),
    ],
)
def test_of_papers_of_one_title_the_author_says_which(
    title: str,
    author: str,
    adopted: bool,  # noqa: FBT001 - given by the table
) -> None:
    waiting = Record(id="1", source="import", title=title, authors=(author,) if author else ())
    found = Record(id="9", pmid="9", title=title, authors=("Luna Anna",))
    assert (RecordIndex([waiting]).adopt(found).id == "1") is adopted
