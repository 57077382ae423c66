"""Papers that came from a file and that PubMed has by now keep their id and what was decided."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.facts import Fact, Facts, Quote
from bot.domain.records import IMPORTED, Article, Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.pipeline.quote_check import Words, compare_quotes
from bot.pipeline.resolve_imports import AT_MOST, due_this_week, item_of, resolutions

OURS = Record(
    id="import-1", source=IMPORTED, title="Moon tea and the insula", doi="10.1000/moon.1",
    authors=("Luna A",), year=2021, other_ids=("nlm:77", "pmid:12"),
)  # fmt: skip
THEIRS = Article(record=Record(id="12", pmid="12", title="Moon tea and the insula."))


def test_it_is_looked_up_by_all_that_the_file_said() -> None:
    item = item_of(OURS)
    assert (item.pmid, item.doi, item.title, item.year) == ("12", OURS.doi, OURS.title, 2021)


def test_a_paper_that_pubmed_has_by_now_keeps_its_id() -> None:
    state = State(records=(OURS,))
    record = resolutions(state, {OURS.id: THEIRS})[OURS.id].record
    assert (record.id, record.source, record.pmid) == (OURS.id, IMPORTED, "12")


def test_a_paper_that_the_review_has_already_stays_two() -> None:
    twin = Record(id="import-2", source=IMPORTED, title="Moon tea and the insula")
    assert resolutions(State(records=(OURS, THEIRS.record)), {OURS.id: THEIRS}) == {}
    both = resolutions(State(records=(OURS, twin)), {OURS.id: THEIRS, twin.id: THEIRS})
    assert list(both) == [OURS.id]


def test_of_many_each_has_its_turn() -> None:
    many = [Record(id=f"import-{at}") for at in range(2 * AT_MOST + 10)]
    weeks = [date(2026, 11, 16) + timedelta(weeks=week) for week in range(4)]
    seen = {record.id for week in weeks for record in due_this_week(many, week)}
    assert len(seen) == len(many)
    assert len(due_this_week(many, weeks[0])) == AT_MOST


def test_quotes_of_a_paper_that_only_another_computer_has_are_told_apart() -> None:
    quote = Quote(text="We drank it.", start=0)
    fact = {"modalities": (Fact(value="mri", quote=quote),)}
    study = Study(
        id=OURS.id, reader="rules", read_from="abstract", text_hash="0" * 16, facts=Facts(fact)
    )
    compared = compare_quotes(State(records=(OURS,), studies={OURS.id: study}), Words())
    assert (compared.elsewhere, compared.gaps, compared.faults) == (1, (), ())
    found = replace(OURS, pmid="12")
    compared = compare_quotes(State(records=(found,), studies={OURS.id: study}), Words())
    assert (compared.elsewhere, len(compared.gaps)) == (0, 1)
