"""What is in doubt and what was not read is shown to people, and counts for nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.demo import story
from bot.domain.facts import LONGEST_QUOTE, Quote
from bot.domain.records import Article, Record, Section
from bot.domain.state import State
from bot.domain.studies import TO_CHECK, Finding, Study
from bot.extraction.vocabulary import load
from bot.pipeline.read_study import read_study
from bot.rendering.documents import REVIEW
from bot.rendering.proposal.cards import ONE_READER, doubt
from bot.rendering.record_history import record_history
from bot.settings import parse
from bot.synthesis.gaps import gaps
from bot.synthesis.synthesis import synthesised
from tests import weeks
from tests.evidence import PAPERS, state
from tests.rendering.proposed import NEW, proposed, text

VOCABULARY = load("neuroimaging")
READ = "Grey matter volume of the left insula was lower in patients with pain than in controls."
NOT_READ = (
    "Radial diffusivity of the fornix told a story of its own, whether raised or not <b>*x*</b>."
)


def unread_study() -> Study:
    """A study with a sentence that nobody could read, as it came from outside."""
    return replace(state(PAPERS).studies[NEW[0]], unread=(Quote(text=NOT_READ, start=90),)).sealed


def test_sentences_that_were_not_read_are_kept_in_the_study_and_its_file(tmp_path: Path) -> None:
    label = "We scanned 20 patients with bone cancer pain and 20 healthy controls."
    results = f"{READ} In the fornix, fractional anisotropy and its increase were enigmatic."
    article = Article(
        record=Record(id="900000001", title="Bone cancer pain and the brain", text_hash="0"),
        sections=(Section(label="METHODS", text=label), Section(label="RESULTS", text=results)),
    )
    study = read_study(article.record, article, VOCABULARY)
    assert all(len(quote.text) <= LONGEST_QUOTE for quote in study.unread)
    study = replace(study, unread=(Quote(text=NOT_READ, start=90),)).sealed
    store = DirectoryStore(tmp_path)
    store.append(State(), State(studies={study.id: study}), {})
    again = store.load().studies[study.id]
    assert again == study
    assert again.by_program


def test_the_history_of_a_paper_names_what_was_not_read() -> None:
    study = unread_study()
    whole = State(records=(Record(id=study.id, title="A title"),), studies={study.id: study})
    told = record_history(whole, parse(story.protocol()), study.id, VOCABULARY)
    assert told is not None
    assert f"  Possibly not read: “{NOT_READ}”" in told.splitlines()


def test_a_card_shows_what_was_not_read_without_its_markup() -> None:
    proposal, study = proposed(), unread_study()
    whole = replace(proposal.state, studies={**proposal.state.studies, study.id: study})
    shown = text(replace(proposal, state=whole))
    assert "**Sentences possibly not read**" in shown
    assert "told a story of its own" in shown
    assert "<b>*x*" not in shown


@pytest.mark.parametrize(
    ("confidence", "doubts", "words"),
    [
        (0.6, (), "⚠ probably right: please check"),
        (0.4, (), "⚠ may well be wrong: please check"),
        (0.9, ("its words name no measure",), "⚠ please check: its words name no measure"),
        (0.0, (), ONE_READER),
    ],
)
def test_a_doubt_is_named_by_its_reason(
    confidence: float, doubts: tuple[str, ...], words: str
) -> None:
    finding = state(PAPERS).studies[NEW[0]].findings[0]
    unsure = replace(finding, status=TO_CHECK, confidence=confidence, doubts=doubts)
    assert doubt(unsure) == words
    assert doubt(replace(unsure, status="", doubts=())) == ""


def families(study: Study) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which families of measures are not extracted, and which nobody studied."""
    whole = state(PAPERS)
    whole = replace(whole, studies={study.id: study})
    gap = gaps(whole, synthesised(whole, VOCABULARY), VOCABULARY)[-1]
    return gap.not_extracted, gap.missing


def test_what_was_not_read_is_no_gap() -> None:
    study = unread_study()
    named, missing = families(study)
    assert any(family.startswith("structure_wm") for family in named)
    assert not set(named) & set(missing)
    assert not any(":" not in family and family in missing for family in named)


def test_what_waits_to_be_checked_is_no_gap_and_no_evidence() -> None:
    study = state(PAPERS).studies[NEW[0]]
    open_ = replace(study, findings=tuple(_unsure(finding) for finding in study.findings))
    named, missing = families(open_)
    family = VOCABULARY.term("measure", study.findings[0].measure).family
    assert family in named
    assert family not in missing


def test_the_review_says_how_much_awaits_a_person_and_what_that_means() -> None:
    whole = state(PAPERS[:3])
    study = next(iter(whole.studies.values()))
    open_ = replace(study, findings=tuple(_unsure(finding) for finding in study.findings))
    waiting = replace(whole, studies={**whole.studies, study.id: open_}, runs=weeks.state().runs)
    review = weeks.rendered(waiting)[REVIEW]
    number = len(study.findings)
    assert f"{number} more findings await a person's check and do not count." in review
    assert f"{number} findings await that now" in review
    assert f"(+ {number} to check)" in review
    assert "*To check*: read, but not counted before a person confirms it." in review
    none = weeks.rendered(replace(whole, runs=weeks.state().runs))[REVIEW]
    assert "a person's check" not in none


def _unsure(finding: Finding) -> Finding:
    return replace(finding, status=TO_CHECK, confidence=0.5)
