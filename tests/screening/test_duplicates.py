"""One paper or two: thirty awkward pairs, and what joins the plain ones."""

from dataclasses import replace

import pytest

from bot.domain.records import Correction, Record
from bot.screening.duplicates import compared, pairs
from bot.screening.titles import likeness

TITLE = "Grey matter of the insula in people who drink moon tea: a cohort study"
FIRST = Record(
    id="1", pmid="1", title=TITLE, authors=("Luna A", "Sol B"), year=2024, journal="Moon Journal",
    volume="7", pages="11-19", publication_types=("Journal Article",),
)  # fmt: skip
TWIN = replace(FIRST, id="2", pmid="")


def _and(**fields: object) -> Record:
    return replace(TWIN, **fields)  # type: ignore[arg-type]


def _note(kind: str) -> Record:
    return _and(pmid="2", corrections=(Correction(kind=kind, pmid="1"),))


def _retitled(title: str, other: str) -> tuple[Record, Record]:
    return replace(FIRST, title=title), _and(title=other)


AWKWARD = {
    "part I and part II": _retitled(f"{TITLE}. Part I", f"{TITLE}. Part II"),
    "part 1 and part 2": _retitled(f"{TITLE}: part 1", f"{TITLE}: part 2"),
    "first and second report": _retitled(f"{TITLE}: first report", f"{TITLE}: second report"),
    "another number of people": _retitled(f"{TITLE} in 120 people", f"{TITLE} in 210 people"),
    "another year of follow-up": _retitled(f"{TITLE} after 1 year", f"{TITLE} after 5 years"),
    "another dose": _retitled(f"{TITLE} at 0.5 mg", f"{TITLE} at 5 mg"),
    "another field strength": _retitled(f"{TITLE} at 3 T", f"{TITLE} at 7 T"),
    "an erratum": (FIRST, _and(title=f"Erratum: {TITLE}")),
    "a corrigendum": (FIRST, _and(title=f"Corrigendum to: {TITLE}")),
    "a correction": (FIRST, _and(title=f"Correction to: {TITLE}")),
    "a retraction": (FIRST, _and(title=f"Retraction: {TITLE}")),
    "a reply": (FIRST, _and(title=f"Reply to: {TITLE}")),
    "a comment": (FIRST, _and(title=f"Comment on: {TITLE}")),
    "an erratum with the same title": (FIRST, _note("ErratumFor")),
    "a comment with the same title": (FIRST, _note("CommentOn")),
    "a retraction with the same title": (FIRST, _note("RetractionOf")),
    "a summary for patients": (FIRST, _note("SummaryForPatientsIn")),
    "a conference abstract of another year": (FIRST, _and(year=2021, journal="Moon Congress")),
    "a conference abstract of the year before": (
        FIRST, _and(year=2023, journal="Moon Congress", volume="2", pages="A3"),
    ),
    "one title by another author": (FIRST, _and(authors=("Stella C",))),
    "one title by the second author": (FIRST, _and(authors=("Sol B", "Luna A"))),
    "one title, another year": (FIRST, _and(year=2012)),
    "the same abstract printed in two places": (FIRST, _and(volume="9", pages="201")),
    "two DOIs": (replace(FIRST, doi="10.1000/a"), _and(doi="10.1000/b")),
    "two PMIDs": (FIRST, _and(pmid="2")),
    "an issue of abstracts with one DOI": (
        replace(FIRST, doi="10.1000/issue"),
        _and(doi="10.1000/issue", title="Cheese and the cerebellum of mice in summer"),
    ),
    "the left and the right side": _retitled(f"{TITLE} on the left", f"{TITLE} on the right"),
    "with and without": _retitled(f"{TITLE} with pain", f"{TITLE} without pain"),
    "men and women": _retitled(f"{TITLE} in men", f"{TITLE} in women"),
    "rats and mice": _retitled(f"{TITLE} in rats", f"{TITLE} in mice"),
    "increased and decreased": _retitled(f"Increased {TITLE}", f"Decreased {TITLE}"),
    "one other word": _retitled(f"{TITLE} with a long subtitle", f"{TITLE} with a wide subtitle"),
    "another design": _retitled(f"{TITLE}, prospective", f"{TITLE}, retrospective"),
    "a protocol": (FIRST, _and(title=f"{TITLE}: protocol")),
    "a title of one word": _retitled("Editorial", "Editorial"),
    "no author": (FIRST, _and(authors=())),
    "no year": (FIRST, _and(year=None)),
    "a translation": (FIRST, _and(title="[Graue Substanz der Insula bei Mondtee]", pmid="2")),
    "no title": (replace(FIRST, title=""), _and(title="")),
    "an update of a review": (FIRST, _note("UpdateOf")),
}  # fmt: skip


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_pair_is_never_merged(name: str) -> None:
    one, other = AWKWARD[name]
    for pair in (compared(one, other), compared(other, one)):
        assert pair is None or not pair.sure


@pytest.mark.parametrize(
    "name",
    ["a conference abstract of the year before", "two DOIs", "two PMIDs", "no author", "no year",
     "the same abstract printed in two places", "an issue of abstracts with one DOI"],
)  # fmt: skip
def test_a_pair_that_only_a_person_can_tell_is_asked(name: str) -> None:
    pair = compared(*AWKWARD[name])
    assert pair
    assert not pair.sure
    assert ";" in pair.why or "other titles" in pair.why


PREPRINT = _and(journal="medRxiv", publication_types=("Preprint",), volume="", pages="", pmid="2")


@pytest.mark.parametrize(
    "other",
    [
        _and(title=f"<i>{TITLE[:4]}</i>{TITLE[4:]}."),
        _and(title=TITLE.upper()),
        _and(title=TITLE.replace(":", " –").replace("Grey matter", "Gréy-matter")),
        _and(title=TITLE.replace("Grey", "Gray")),
        _and(volume="", pages=""),
        _and(authors=("LUNA, Ada B.",)),
        _and(year=2025),
        PREPRINT,
        replace(PREPRINT, year=2022, doi="10.1101/x"),
        replace(PREPRINT, title="Tea and brain", corrections=_note("UpdateIn").corrections),
        _and(pmid="1", title="Grey matter of the insula in people who drink moon tea"),
    ],
)  # fmt: skip
def test_one_paper_in_two_guises_is_one(other: Record) -> None:
    for pair in (compared(FIRST, other), compared(other, FIRST)):
        assert pair
        assert pair.sure


@pytest.mark.parametrize(
    "doi", ["10.1000/MOON", "https://doi.org/10.1000/moon", "doi:10.1000/Moon"]
)
def test_a_doi_joins_in_any_spelling(doi: str) -> None:
    pair = compared(replace(FIRST, doi="10.1000/moon"), _and(doi=doi, year=None, authors=()))
    assert pair
    assert (pair.sure, pair.why) == (True, "same DOI")


@pytest.mark.parametrize(("end", "alike", "sure"), [("es", 98.0, True), ("e", 97.96, False)])
def test_titles_are_one_from_a_likeness_of_98_on(end: str, alike: float, sure: bool) -> None:  # noqa: FBT001 - a table
    """One letter of fifty, or of forty-nine, in a word that is another spelling."""
    title = f"Tea and electroencephalography of moonlit big ap{end}"
    other = title.replace("graphy", "graphi")
    assert likeness(title, other) == pytest.approx(alike, abs=0.01)
    pair = compared(replace(FIRST, title=title), _and(title=other))
    assert pair
    assert pair.sure is sure


def test_markup_and_accents_do_not_part_titles() -> None:
    assert likeness("H<sub>2</sub>O and Café", "H2O and cafe.") == 100


def test_a_preprint_joins_the_article_whose_doi_it_names_under_another_title() -> None:
    article = replace(FIRST, doi="10.5555/tea.1")
    note = Correction(kind="UpdateIn", citation="10.5555/TEA.1")
    preprint = _and(title="A drink", publication_types=("Preprint",), corrections=(note,))

    for among in (None, {preprint.id}, {article.id}):
        (pair,) = pairs((article, preprint), among)
        assert pair.sure


def test_only_pairs_with_news_are_looked_at() -> None:
    records = (FIRST, TWIN, replace(TWIN, id="3"))
    assert [(one.one, one.other) for one in pairs(records, {"3"})] == [("1", "3"), ("2", "3")]
    assert len(pairs(records)) == 3


def test_many_records_of_one_title_are_not_compared_with_each_other() -> None:
    crowd = [
        replace(FIRST, id=str(at), pmid="", title="Letter to the editor") for at in range(3_000)
    ]
    assert pairs(crowd) == ()
