"""A person's decision in a file lands on the paper it was made of, and on no other."""

from pathlib import Path

import pytest

from bot.adapters.cache import SqliteCache
from bot.adapters.importers.tables import table
from bot.domain.import_items import ImportFile, ImportItem
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.domain.strategies import SearchLines, Strategy
from bot.domain.verdicts import Judge, Verdict
from bot.jobs.import_records import (
    ImportOutcome,
    ImportReason,
    ImportResult,
    ImportTerms,
    import_records,
)
from bot.jobs.import_records.leftovers import leftovers
from bot.ports import Fetched
from tests.conftest import TODAY

DOI = "10.1000/issue.7"
"""The DOI of an issue of abstracts, which each of them carries."""
FIRST = Record(
    id="1", pmid="1", doi=DOI, title="Moon tea and the insula of invented adults", year=2025
)
SECOND = Record(
    id="2", pmid="2", doi=DOI, title="Lanterns that hum: a survey of harbour keepers", year=2025
)


class Shelf:
    """A database that holds a few records, and finds them by DOI or title."""

    name, code, sent = "Shelf", "pubmed", 0

    def __init__(self, *records: Record) -> None:
        self._records = records

    def query(self, strategy: Strategy, lines: SearchLines) -> str:
        return f"{strategy}{lines}"

    def search(self, query: str) -> tuple[str, ...]:
        return tuple(
            one.pmid
            for one in self._records
            if (one.doi and one.doi in query) or f'"{one.title.replace(":", "")}"[ti]' in query
        )

    def fetch(self, ids: object) -> Fetched:
        assert isinstance(ids, (list, tuple))
        return Fetched(
            articles={one.pmid: Article(record=one) for one in self._records if one.pmid in ids}
        )

    def linked(self, ids: object, route: str) -> tuple[str, ...]:
        return (str(ids), route)[:0]


def take(
    folder: Path, items: tuple[ImportItem, ...], known: tuple[Record, ...], *there: Record
) -> tuple[State, ImportResult]:
    file = ImportFile(file="theirs.csv", kind="CSV", items=items)
    terms = ImportTerms(today=TODAY, by="reader")
    return import_records(file, State(records=known), Shelf(*there), SqliteCache(folder), terms)


def excluded(state: State) -> set[str]:
    """The records that a person excluded."""
    return {
        key
        for key, decision in state.current_decisions.items()
        if decision.judge is Judge.PERSON and decision.verdict is Verdict.EXCLUDE
    }


def item(place: int, title: str = "", doi: str = DOI, pmid: str = "") -> ImportItem:
    return ImportItem(
        place=f"entry {place}", doi=doi, title=title, verdict=Verdict.EXCLUDE, pmid=pmid
    )


def test_an_exclusion_does_not_land_on_a_known_paper_of_the_same_issue(tmp_path: Path) -> None:
    state, result = take(tmp_path, (item(1, SECOND.title),), (FIRST,), FIRST)

    (own,) = result.records
    assert excluded(state) == {own.id}, "the database has another paper of that DOI only"
    assert (own.title, own.doi) == (SECOND.title, ""), "the DOI would lead to the other paper"
    (entry,) = result.entries
    assert entry.reason is ImportReason.OTHERS_DOI


def test_of_two_known_papers_of_an_issue_the_titled_one_is_meant(tmp_path: Path) -> None:
    state, _ = take(tmp_path, (item(1, SECOND.title.upper()),), (FIRST, SECOND))

    assert excluded(state) == {"2"}


def test_a_new_paper_of_the_same_issue_comes_in_beside_the_known_one(tmp_path: Path) -> None:
    state, result = take(tmp_path, (item(1, SECOND.title),), (FIRST,), FIRST, SECOND)

    assert excluded(state) == {"2"}
    assert result.entries[0].end is ImportOutcome.TAKEN


def test_two_entries_of_one_issue_are_two_papers(tmp_path: Path) -> None:
    included = ImportItem(place="entry 2", doi=DOI, title=FIRST.title, verdict=Verdict.INCLUDE)

    state, result = take(tmp_path, (item(1, SECOND.title), included), (FIRST, SECOND))

    assert excluded(state) == {"2"}
    assert result.count(ImportOutcome.DUPLICATE) == 0


@pytest.mark.parametrize("there", [(FIRST, SECOND), (SECOND, FIRST)])
def test_a_bare_doi_that_several_papers_have_decides_nothing(
    tmp_path: Path, there: tuple[Record, Record]
) -> None:
    state, result = take(tmp_path, (item(1),), (FIRST,), *there)

    assert excluded(state) == set()
    assert result.entries[0].end is ImportOutcome.UNRESOLVED


def test_a_bare_doi_of_one_paper_is_that_paper(tmp_path: Path) -> None:
    state, _ = take(tmp_path, (item(1),), (FIRST,), FIRST)
    assert excluded(state) == {"1"}

    state, _ = take(tmp_path, (item(1),), (FIRST,))
    assert excluded(state) == {"1"}, "a paper that the database does not have is known here"


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Moon tea and the insula of invented adults", True),
        ("Moon Tea and the Insula of Invented Adults.", True),
        ("Moon tea and the insula", True),
        ("Moon tea and the insula of invented adults: part 2", False),
        ("Moon tea and the left insula of invented adults", False),
        ("Reply to: Moon tea and the insula of invented adults", False),
    ],
)
def test_titles_of_one_issue_are_told_apart(tmp_path: Path, title: str, *, meant: bool) -> None:
    state, _ = take(tmp_path, (item(1, title),), (FIRST,), FIRST)

    assert (excluded(state) == {"1"}) is meant


def test_a_wrong_pmid_decides_nothing(tmp_path: Path) -> None:
    wrong = item(1, SECOND.title, doi="", pmid="1")

    state, result = take(tmp_path, (wrong,), (FIRST,), FIRST)

    assert excluded(state) == set()
    assert "another paper" in result.entries[0].why


def test_a_title_in_common_is_not_enough_where_authors_differ(tmp_path: Path) -> None:
    known = Record(id="1", pmid="1", title=FIRST.title, year=2025, authors=("Luna A",))
    other = ImportItem(
        place="entry 1", title=FIRST.title, year=2025, authors=("Stella B",),
        verdict=Verdict.EXCLUDE,
    )  # fmt: skip

    state, result = take(tmp_path, (other,), (known,))

    assert excluded(state) == {record.id for record in result.records}
    assert "1" not in excluded(state)


def test_of_two_papers_of_one_title_the_abstract_says_which_where_nothing_else_does(
    tmp_path: Path,
) -> None:
    first, second = (
        ImportItem(place=f"entry {at}", title=FIRST.title, abstract=abstract, verdict=verdict)
        for at, abstract, verdict in (
            (1, "We drank tea on the moon.", Verdict.EXCLUDE),
            (2, "Harbours were counted by lantern light.", Verdict.INCLUDE),
        )
    )
    state, result = take(tmp_path, (first, second), ())
    assert len(excluded(state)) == 1
    assert result.count(ImportOutcome.TAKEN) == 2
    again, second_result = take(tmp_path, (first, second), state.records)
    assert second_result.count(ImportOutcome.MATCHED) == 2
    assert len(again.records) == 2


def test_a_decision_made_here_stays_and_the_account_says_so(tmp_path: Path) -> None:
    before, _ = take(tmp_path, (item(1, FIRST.title),), (FIRST,))
    theirs = ImportItem(place="entry 1", pmid="1", verdict=Verdict.INCLUDE)
    file = ImportFile(file="theirs.csv", kind="CSV", items=(theirs,))

    after, result = import_records(
        file, before, Shelf(FIRST), SqliteCache(tmp_path), ImportTerms(today=TODAY)
    )

    assert after == before
    assert [entry.kept for entry in result.entries] == [True]


def test_an_entry_left_over_is_no_formula_to_a_spreadsheet_and_is_read_back_as_it_was() -> None:
    title = '=HYPERLINK("https://example.org";"Moon tea")'
    result = ImportResult(file="theirs.csv", kind="CSV", notes=())
    result.settle(ImportItem(place="row 1", title=title), ImportReason.SEVERAL)
    text = leftovers(result)
    assert "\"'=HYPERLINK" in text
    again = table("theirs.csv", text)
    assert again is not None
    assert [item.title for item in again.items] == [title]
