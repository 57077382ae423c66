"""Import: what other programs' files hold, and the account of every entry."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.cache import SqliteCache
from bot.adapters.importers import read
from bot.adapters.store import DirectoryStore
from bot.cli import execute
from bot.demo import story
from bot.demo.eutils import EutilsServer
from bot.domain.decisions import NOT_JUDGED
from bot.domain.import_items import ImportFile
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.errors import Mistake
from bot.jobs.import_records import (
    ImportOutcome,
    ImportReason,
    ImportResult,
    ImportTerms,
    figures,
    import_records,
)
from bot.wiring.importing import FileImport, GivenTerms, import_files
from tests.conftest import Review, shared_data

DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 16)


@pytest.fixture
def eutils() -> Iterator[EutilsServer]:
    documents = map(story.corpus, ("seeds.xml", "week1.xml", "week2.xml"))
    with EutilsServer(documents, reads_terms=True) as server:
        yield server


@pytest.fixture
def review(tmp_path: Path, eutils: EutilsServer) -> Review:
    return Review.new(tmp_path, eutils, seeds=story.seeded())


def imported(review: Review, file: Path, terms: GivenTerms) -> FileImport:
    world = replace(review.world, environment=review.environment)
    (each,) = import_files(review.root, [file], world, terms, dry=False)
    return each


def take(review: Review, file: Path, *, by: str = "", on: str = "") -> ImportResult:
    account = imported(review, file, GivenTerms(by=by, on=on)).result
    counts = figures(account)
    assert counts["entries"] == sum(counts[one] for one in ImportOutcome)
    assert all(one.why for one in account.entries)
    return account


def state(review: Review) -> State:
    return DirectoryStore(review.root).load()


def counts(account: ImportResult) -> tuple[int, ...]:
    """Taken, matched, duplicate, unresolved."""
    return tuple(account.count(one) for one in ImportOutcome)


def written(tmp_path: Path, content: bytes, name: str = "file.txt") -> ImportFile:
    file = tmp_path / name
    file.write_bytes(content)
    return read(file)


def test_pubmeds_own_format_is_held_against_pubmed(review: Review) -> None:
    account = take(review, DATA / "moon.nbib")
    assert counts(account) == (1, 1, 0, 1)
    by = {one.place: one.why for one in account.entries}
    assert "its PMID is that of another paper" in by["entry 2"]
    assert by["entry 3"] == "as the file has it: PubMed has no such paper"
    (taken,) = account.records
    assert (taken.title, taken.pmid, taken.other_ids) == (
        "Nobody has this one.", "", ("pmid:999999999",),
    )  # fmt: skip


def test_ris_with_marks_of_asreview_and_a_cut_end(review: Review) -> None:
    account = take(review, DATA / "moon.ris", on="2025-02-03", by="moon-reader")
    assert account.notes == ("ends in the middle of an entry: it may have been cut off",)
    assert counts(account) == (1, 1, 1, 0)
    held = state(review)
    assert held.current_decisions["900000015"].by == "demo-reviewer"
    said = held.current_decisions["900000018"]
    assert (said.verdict, said.judge, said.by, said.on) == (
        Verdict.EXCLUDE, Judge.PERSON, "moon-reader", "2025-02-03",
    )  # fmt: skip
    assert "moon.ris (RIS, entry 3)" in said.reasons[0]


def test_bibtex_is_found_by_doi_and_what_is_cut_is_counted(review: Review) -> None:
    account = take(review, DATA / "moon.bib")
    assert counts(account) == (2, 0, 0, 1)
    assert [one.record for one in account.entries if one.reason is ImportReason.FROM_DATABASE] == [
        "900000017"
    ]
    assert state(review).by_id["900000017"].source == "import"


def test_decisions_of_asreview_are_peoples_with_their_dates(review: Review) -> None:
    account = take(review, DATA / "moon_asreview.csv")
    assert account.kind == "ASReview"
    assert counts(account) == (2, 1, 0, 0)
    held = state(review)
    fits = held.current_decisions["900000023"]
    assert (fits.verdict, fits.on, fits.reasons[1]) == (Verdict.INCLUDE, "2024-05-01", "Fits; café")
    assert held.current_decisions["900000029"].by == NOT_JUDGED


def test_covidence_says_in_the_row_what_was_excluded_and_its_numbers_are_no_pmids(
    review: Review,
) -> None:
    account = take(review, DATA / "review_77_excluded_csv_20250301.csv")
    assert account.kind == "Covidence"
    (entry,) = account.entries
    assert entry.record == "900000030", "found by title, year and author"
    said = state(review).current_decisions["900000030"]
    assert (said.verdict, said.judge) == (Verdict.EXCLUDE, Judge.PERSON)
    assert said.criterion == "Wrong population"
    assert said.reasons[1].startswith("Anna Reed")
    assert said.reasons[2] == "Tagged there: first batch."


def test_a_list_of_ids_in_many_spellings(review: Review, tmp_path: Path) -> None:
    account = take(review, DATA / "moon_ids.txt")
    assert counts(account) == (2, 1, 1, 1)
    assert {one.record for one in account.entries if one.end is ImportOutcome.TAKEN} == {
        "900000012",
        "900000020",
    }
    # An entry without a title goes by its id, which is not said once more.
    unknown = tmp_path / "unknown.txt"
    unknown.write_text("10.1000/nobody\n", "utf-8")
    (entry,) = take(review, unknown).entries
    assert entry.name == "10.1000/nobody"
    assert entry.why == "it has no title, and PubMed does not have its id"


def test_a_decision_made_here_is_never_replaced(review: Review, tmp_path: Path) -> None:
    file = tmp_path / "ours.csv"
    file.write_text("pmid,included\n900000001,0\n900000004,0\n", "utf-8")
    account = take(review, file)
    assert state(review).current_decisions["900000001"].verdict is Verdict.INCLUDE
    assert "said include here and that stays" in account.entries[0].why
    assert "stays" not in account.entries[1].why


def test_importing_twice_changes_nothing_more(review: Review) -> None:
    take(review, DATA / "moon_asreview.csv")
    before = state(review)
    account = take(review, DATA / "moon_asreview.csv")
    assert counts(account) == (0, 3, 0, 0)
    assert state(review) == before


OFFLINE = """title,doi,authors,year,abstract,decision,decided_on
Cerebral blood flow in painful bone metastases measured by arterial spin labelling,\
10.5555/demo.0017,,2023,It was measured.,include,2024-05-01
Moon tea: a paper that PubMed never had,,Luna A,2021,We drank it.,,
,10.5555/demo.0020,,,,include,
"""


def test_the_next_run_screens_what_is_undecided_and_finds_what_pubmed_has(
    review: Review, tmp_path: Path
) -> None:
    take(review, DATA / "moon_ids.txt")
    file = tmp_path / "theirs.csv"
    file.write_text(OFFLINE, "utf-8")
    found, unknown = imported(review, file, GivenTerms(offline=True)).result.records
    review.git("add", "--all")
    review.git("commit", "--quiet", "-m", "Import")
    review.git("push", "--quiet", "origin", "main")

    outcome = review.run()

    decisions, records = outcome.state.current_decisions, outcome.state.by_id
    assert decisions["900000012"].by != NOT_JUDGED
    assert decisions["900000012"].score is not None
    assert decisions[unknown.id].score is not None, "its words came with the file"
    assert (records[found.id].pmid, records[found.id].source) == ("900000017", "import")
    assert decisions[found.id].verdict is Verdict.INCLUDE
    assert found.id in outcome.state.studies
    assert "900000017" not in records, "one paper has one id"
    assert outcome.faults == ()


def test_a_file_that_contradicts_itself_decides_nothing(review: Review, tmp_path: Path) -> None:
    file = tmp_path / "both.csv"
    file.write_text("pmid,decision\n900000020,include\n900000020,exclude\n", "utf-8")
    account = take(review, file)
    assert counts(account) == (1, 0, 1, 0)
    assert account.reasons[ImportReason.CONTRADICTS] == 1, "a lost decision is never silent"
    assert state(review).current_decisions["900000020"].by == NOT_JUDGED


def test_a_third_entry_does_not_settle_what_two_contradict(review: Review, tmp_path: Path) -> None:
    file = tmp_path / "three.csv"
    file.write_text(
        "pmid,doi,title,year,decision\n900000020,,,,include\n,10.5555/demo.0020,,,exclude\n,,Amplitude"
        " of low-frequency fluctuation in patients with chemotherapy-induced neuropathic pain: a"
        " resting-state functional MRI study,2024,include\n",
        "utf-8",
    )
    assert take(review, file).reasons[ImportReason.CONTRADICTS] == 2
    assert state(review).current_decisions["900000020"].by == NOT_JUDGED


def test_the_verdict_of_a_whole_file_settles_no_contradiction_in_it(
    review: Review, tmp_path: Path
) -> None:
    file = tmp_path / "both.csv"
    both = "900000020,include\n900000020,exclude\n"
    file.write_text(f"pmid,decision\n{both}900000021,exclude\n900000021,\n", "utf-8")
    account = imported(review, file, GivenTerms(verdict="include")).result
    assert account.reasons[ImportReason.CONTRADICTS] == 2
    decisions = state(review).current_decisions
    assert {decisions[key].by for key in ("900000020", "900000021")} == {NOT_JUDGED}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"PK\x03\x04rest", "is a spreadsheet"),
        (b'[{"title": "a"', r"file\.txt: the JSON cannot be read"),
        (b'{"a": 1}', r"file\.txt: the JSON is neither"),
        (b"%PDF-1.7", "is a PDF"),
        (b"<xml><records/></xml>", "is XML"),
        (b"Dear all,\nplease find attached\n", "no format that is known"),
        (b"title,doi\n", "holds no entry"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(Mistake, match=told):
        written(tmp_path, content)


def test_encodings_and_line_ends_of_other_programs(tmp_path: Path) -> None:
    text = "title,year\r\nCafé du lait,2020\r\n"
    for content in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        listing = written(tmp_path, content)
        assert (listing.items[0].title, listing.notes) == ("Café du lait", ())
    listing = written(tmp_path, text.encode("latin-1"))
    assert listing.items[0].title == "Café du lait"
    assert "Western European" in listing.notes[0]


def test_a_column_called_label_decides_only_if_it_holds_verdicts(tmp_path: Path) -> None:
    (item,) = written(tmp_path, b"title,label\nMoon tea,57279\n").items
    assert item.verdict is None
    (item,) = written(tmp_path, b"title,label\nMoon tea,1\n").items
    assert item.verdict is Verdict.INCLUDE


def test_a_row_that_is_cut_is_told(tmp_path: Path) -> None:
    assert "cut off" in written(tmp_path, b"title,doi,year\nMoon tea,10.1000/a\n").notes[0]


def test_a_large_file_is_read_in_seconds(tmp_path: Path) -> None:
    entry = "TY  - JOUR\nTI  - Moon tea, part {0}\nPY  - 2020\nDO  - 10.1000/{0}\nER  - \n\n"
    listing = written(tmp_path, "".join(map(entry.format, range(5_000))).encode())
    assert len(listing.items) == 5_000
    assert listing.items[-1].doi == "10.1000/4999"


def test_the_command_prints_the_account(review: Review, capsys: pytest.CaptureFixture[str]) -> None:
    world = replace(review.world, environment=review.environment)
    command = ["import", str(DATA / "moon.nbib"), "--dir", str(review.root)]
    assert execute(command, world) == 0
    told = capsys.readouterr()
    assert "3 entries = 1 taken + 1 matched + 0 duplicate + 1 unresolved" in told.out
    assert "1  taken       as the file has it: PubMed has no such paper" in told.out
    assert "about yoghurt.: unresolved, its PMID is that of another paper" in told.out
    assert execute([*command, "--json", "--dry-run"], world) == 0
    (facts,) = json.loads(capsys.readouterr().out)
    assert (facts["entries"], facts["matched"], len(facts["account"])) == (3, 2, 3)
    assert facts["account"][1]["reason"] == "others_pmid"
    assert execute([*command, "--verdict", "perhaps"], world) == 2


def test_an_entry_without_a_name_is_told_by_its_place_alone(
    tmp_path: Path, review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cut.bib").write_text("@article{broken, title={never closed", "utf-8")
    execute(["import", str(tmp_path / "cut.bib"), "--offline", "--dir", str(review.root)])
    told = capsys.readouterr().out
    assert "1 entry = 0 taken" in told
    assert "an entry of 1: unresolved" in told


def test_without_pubmed_nothing_is_lost_and_what_is_left_can_be_imported_again(
    review: Review, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text(OFFLINE, "utf-8")
    each = imported(review, file, GivenTerms(offline=True))
    assert [entry.reason for entry in each.result.entries] == [
        ImportReason.NOT_ASKED, ImportReason.NOT_ASKED, ImportReason.UNTITLED_NOT_ASKED,
    ]  # fmt: skip
    known, unknown = each.result.records
    assert (unknown.source, unknown.has_abstract, unknown.pmid) == ("import", True, "")
    assert state(review).current_decisions[known.id].on == "2024-05-01"
    assert "We drank it" not in (review.root / "state" / "records.jsonl").read_text("utf-8")

    assert each.unresolved is not None
    assert each.unresolved.name == "unresolved-theirs.csv"
    again = imported(review, each.unresolved, GivenTerms())
    assert [entry.record for entry in again.result.entries] == ["900000020"]
    assert state(review).current_decisions["900000020"].verdict is Verdict.INCLUDE


def test_where_pubmed_does_not_answer_the_import_goes_on_and_says_so(
    review: Review, tmp_path: Path
) -> None:
    warnings: list[str] = []
    closed = {**review.environment, "NCBI_EUTILS_URL": "http://127.0.0.1:9/"}
    world = replace(review.world, environment=closed, warn=warnings.append)
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for file in files:
        file.write_text(
            f"title,year,decision\nMoon tea in {file.stem} parts,2021,include\n", "utf-8"
        )
    both = import_files(review.root, files, world, GivenTerms(), dry=False)
    assert [each.result.entries[0].reason for each in both] == [ImportReason.NOT_ASKED] * 2
    assert len(warnings) == 1, "it is waited for once"
    assert "later runs look them up" in warnings[0]
    assert len(state(review).human_labels) >= 2


def test_the_command_takes_a_review_out_with_the_words_that_it_remembers(
    review: Review, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs, ours = tmp_path / "theirs.csv", tmp_path / "ours.json"
    theirs.write_text(OFFLINE, "utf-8")
    imported(review, theirs, GivenTerms(offline=True))
    command = ["export", "csl-json", "--dir", str(review.root)]
    assert execute([*command, "--to", str(ours)]) == 0
    last = [item for item in read(ours).items if item.abstract]
    assert [(item.abstract, item.verdict) for item in last] == [
        ("It was measured.", Verdict.INCLUDE), ("We drank it.", None),
    ]  # fmt: skip
    capsys.readouterr()
    assert execute([*command, "--only", "undecided", "--no-abstracts"]) == 0
    assert "Moon tea: a paper" in (printed := capsys.readouterr().out)
    assert "We drank it." not in printed
    assert execute(["export", "endnote", "--dir", str(review.root)]) == 2
    assert execute([*command, "--only", "perhaps"]) == 2
    assert "undecided" in capsys.readouterr().err
    assert execute([*command, "--only", "includ"]) == 2
    assert execute(["export", "revmann", "--dir", str(review.root)]) == 2
    told = capsys.readouterr().err
    assert "Did you mean 'include'?" in told
    assert "Did you mean 'revman'?" in told
    for place in (tmp_path, tmp_path / "nowhere" / "data.zip"):
        assert execute(["export", "data", "--dir", str(review.root), "--to", str(place)]) == 2


def test_real_exports_are_accounted_for_to_the_last_entry(tmp_path: Path) -> None:
    folders = (shared_data() / "real" / "imports", shared_data() / "dedup")
    files = [file for folder in folders for file in sorted(folder.glob("*"))]
    terms, cache = ImportTerms(today=TODAY), SqliteCache(tmp_path)
    for file in files:
        if file.suffix in (".vec", ".md") or "labelled" in file.name:
            continue
        content = read(file)
        after, account = import_records(content, State(), None, cache, terms)
        assert len(account.entries) == content.entries > 0, file.name
        again, second = import_records(content, after, None, cache, terms)
        assert again == after, file.name
        assert second.count(ImportOutcome.TAKEN) == 0


def test_a_review_is_not_begun_with_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = tmp_path / "new", tmp_path / "theirs.csv"
    assert execute(["init", str(folder), "--from-import", str(file)]) == 2
    assert "there is no file" in capsys.readouterr().err
    assert not folder.exists(), "the second try, with the right file, finds nothing in its way"
    file.write_text("title\nMoon tea\n", "utf-8")
    assert execute(["init", str(file)]) == 2
    assert "is a file" in capsys.readouterr().err
