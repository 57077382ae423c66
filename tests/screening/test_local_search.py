"""PubMed's search language over records at hand."""

import pytest

from bot import settings
from bot.demo import story
from bot.domain.paper_words import PaperWords
from bot.domain.records import Article, Record, Section
from bot.domain.strategies import BadExpression
from bot.screening.local_search import LocalSearch, Query


def _paper(
    title: str, abstract: str = "", mesh: tuple[str, ...] = (), types: tuple[str, ...] = ()
) -> PaperWords:
    record = Record(
        id="7", pmid="7", doi="10.1/x", title=title, mesh=mesh, publication_types=types,
        languages=("eng",),
    )  # fmt: skip
    return PaperWords(Article(record=record, sections=(Section(text=abstract),)))


PAPER = _paper(
    "Moon tea eases lantern-related pain.",
    "Patients with ACHES drank it. Their aromatase inhibitors stayed; pain of lunar cancer went.",
    ("Neoplasms", "Pain/drug therapy"),
    ("Journal Article",),
)


@pytest.mark.parametrize(
    "term",
    [
        "pain[tiab]",
        "lunar[tw]",
        '"moon tea"[ti]',
        "aches[tiab]",
        "patient*[tiab]",
        "ache*[tiab]",
        '"lantern related"[tiab]',
        '"lantern-related pain"[tiab]',
        '"aromatase inhibitor*"[tiab]',
        '"cancer pain"[tiab:~2]',
        '"Neoplasms"[Mesh]',
        '"Pain"[Majr]',
        '"Pain/drug therapy"[Mesh]',
        '"journal article"[pt]',
        "english[la]",
        "7[uid]",
        '"10.1/x"[aid]',
        "neoplasms",
        "sun[tiab] OR tea[tiab] AND pain[tiab]",
        "(sun[tiab] OR moon[tiab]) AND pain*[tiab] NOT comment[pt]",
        "tea[tiab] lunar[tiab]",
    ],
)
def test_a_paper_answers_a_term_that_it_has(term: str) -> None:
    assert Query.read(term).matches(PAPER)


@pytest.mark.parametrize(
    "term",
    [
        "lunar[ti]",
        "pa[tiab]",
        "patien[tiab]",
        '"tea moon"[tiab]',
        '"moon eases"[tiab]',
        '"cancer tea"[tiab:~1]',
        '"Headache"[Mesh]',
        "tea[made up]",
        "tea[tiab] NOT pain[tiab]",
        "tea[tiab] OR moon[tiab] AND sun[tiab]",
        "french[la]",
    ],
)
def test_a_paper_does_not_answer_a_term_that_it_lacks(term: str) -> None:
    assert not Query.read(term).matches(PAPER)


@pytest.mark.parametrize("term", ["(tea[tiab]", "tea[tiab] OR", "AND tea[tiab]", "tea[tiab])", ""])
def test_a_query_that_cannot_be_read_is_refused(term: str) -> None:
    with pytest.raises(BadExpression):
        Query.read(term)


def test_lines_say_which_of_their_terms_a_paper_has() -> None:
    search = LocalSearch.of(settings.parse(story.protocol()))
    paper = _paper("fMRI in cancer", "Patients with carcinomas and metastases were comfortable.")
    assert search.words_by_line(paper) == {
        "cancer": ("cancer*", "carcinoma*", "metasta*"), "pain": (), "brain-imaging": ("fmri",),
    }  # fmt: skip
    assert not search.matches(paper)


def test_a_strategy_finds_what_names_all_its_lines() -> None:
    search = LocalSearch.of(settings.parse(story.protocol()))
    assert search.matches(_paper("fMRI in cancer pain"))
    assert not search.matches(_paper("fMRI in cancer pain", types=("Comment",)))
