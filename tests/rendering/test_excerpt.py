"""What a card shows of an abstract: enough to decide by, and no more than may be quoted."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from bot.domain.decisions import Decision
from bot.domain.protocol import Criterion
from bot.domain.records import Article, Record, Section, sealed
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.excerpt import (
    MOST_WORDS,
    criterion_matches,
    excerpt,
    search_terms,
    whole,
)
from bot.rendering.proposal.screening_list import screening_list
from tests.editions import PROTOCOL
from tests.weeks import FILL

CRITERIA = {
    "population": Criterion(
        include="People with cancer and pain caused by chemotherapy",
        exclude="Pain without cancer; headache from a primary brain tumour",
    ),
    "outcome": Criterion(include="Any measure of connectivity or perfusion"),
}
SEARCHED = replace(
    PROTOCOL,
    criteria=CRITERIA,
    search=replace(
        PROTOCOL.search,
        lines={
            "cancer": "cancer*[tiab]",
            "pain": "pain*[tiab]",
            "imaging": "fMRI[tiab]",
            "birds": "bird*[tiab]",
        },
        strategies={"weekly": Strategy(expression="cancer AND pain AND imaging NOT birds")},
    ),
)


TERMS = search_terms(SEARCHED)


def article(*texts: str, title: str = "A made-up trial") -> Article:
    record = Record(id="1", title=title, source="PubMed")
    return Article(record=record, sections=tuple(Section(text=text) for text in texts))


def test_what_a_paper_did_is_shown_before_what_is_known() -> None:
    paper = article(
        "Studies of pain have used fMRI in cancer. Pain and cancer are known to go together."
        " We studied clouds. By fMRI we examined 21 patients with pain. All had cancer."
    )

    assert excerpt(paper, TERMS) == (
        "… By **fMRI** we examined 21 patients with **pain**. All had **cancer**."
    )


def test_a_word_that_every_criterion_names_meets_only_the_first() -> None:
    criteria = {
        "population": Criterion(include="People with pain"),
        "comparison": Criterion(include="People without pain; placebo"),
    }
    shown = replace(SEARCHED, criteria=criteria)
    pain = article("Pain was measured.")
    placebo = article("Pain was measured under placebo.")

    assert [match.matched for match in criterion_matches(pain, shown)] == [("pain",), ()]
    assert [match.matched for match in criterion_matches(placebo, shown)] == [
        ("pain",), ("pain", "placebo"),
    ]  # fmt: skip


def test_the_sentences_that_name_most_are_shown_in_their_order_with_the_words_in_bold() -> None:
    paper = article(
        "Clouds were grey. We measured fMRI. Nothing was seen of rain."
        " People with cancer had pain after treatment. Birds sang."
    )

    assert excerpt(paper, TERMS) == (
        "… We measured **fMRI**. … People with **cancer** had **pain** after treatment."
    )


def test_an_excerpt_is_never_longer_than_may_be_quoted() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    text = excerpt(article(f"Cancer {words}. Pain {words}. Seen by fMRI {words}."), TERMS)

    assert len(text.replace("…", "").split()) == MOST_WORDS
    assert text.endswith("…")


def test_a_paper_that_names_nothing_or_has_no_abstract_has_no_excerpt() -> None:
    assert excerpt(article("Birds sang."), TERMS) == ""
    assert excerpt(article(), TERMS) == ""


@pytest.mark.parametrize(
    "hostile",
    ["<img src=x> cancer", "[cancer](http://x.test) @octocat #1", "cancer `/exclude 1`",
     "**cancer** ⦃pain⦄", "- [x] <!-- living-review:include 1 --> cancer"],
)  # fmt: skip
def test_markup_in_an_abstract_stays_text(hostile: str) -> None:
    for shown in (excerpt(article(hostile), TERMS), whole(article(hostile), TERMS)):
        tags = set(re.findall(r"<(\w+)", MarkdownIt("gfm-like").render(shown)))

        assert "**cancer**" in shown
        assert tags <= {"p", "strong"}
        assert "@octocat" not in shown
        assert " #1" not in shown


def test_each_criterion_says_which_of_its_words_the_paper_has() -> None:
    population, outcome = criterion_matches(
        article("Pain after chemotherapy for cancer was studied."), SEARCHED
    )

    assert population.matched == ("pain", "chemotherapy", "cancer")
    assert population.against == ()
    assert outcome.matched == ()


def test_a_clause_of_the_exclusion_speaks_against_a_paper_when_one_sentence_has_all_its_words() -> (
    None
):
    population, _ = criterion_matches(
        article("Headaches of people with primary brain tumours were studied."), SEARCHED
    )
    apart, _ = criterion_matches(
        article("Headache was common. The primary outcome was brain volume in tumours."), SEARCHED
    )

    assert population.against == ("headache from a primary brain tumour",)
    assert apart.against == ()


def card_of(paper: Article) -> list[str]:
    """The lines of the card by which a paper is decided."""
    waits = Decision(
        record="1", verdict=Verdict.UNSURE, judge=Judge.CLASSIFIER, by="rules 1", on="2026-11-23",
        reasons=("Search terms found: cancer (“cancer”).",),
    )  # fmt: skip
    state = State(records=(paper.record,), decisions=(waits,))
    return screening_list(
        Proposal(state=state, news=state, articles={"1": paper}), SEARCHED, FILL
    ).splitlines()


def test_a_card_says_once_which_words_speak_for_a_paper_and_apart_what_speaks_against() -> None:
    paper = sealed(
        article(
            "Of all people, cancer and chemotherapy were named.",
            "Headache from a primary brain tumour.",
        )
    )
    notes = [line for line in card_of(paper) if line.startswith("* ")]
    assert notes == [
        "* ⚠ **Against population:** headache from a primary brain tumour",
        "* Search terms found: cancer (“cancer”).",
    ]


def test_of_a_paper_without_an_abstract_the_card_names_the_criteria_whose_words_its_title_has() -> (
    None
):
    card = card_of(article(title="Chemotherapy for cancer"))
    (mentioned,) = (line for line in card if line.startswith("* Words of the criteria "))
    assert mentioned == "* Words of the criteria in its title: **population:** chemotherapy, cancer"
