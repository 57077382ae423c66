"""A review of brain imaging in another disease speaks of that, and not of pain in cancer."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot import settings
from bot.adapters.templates import renderer
from bot.demo import story
from bot.domain.decisions import Decision
from bot.domain.protocol import Criterion, Protocol, Target
from bot.domain.records import Article, Record, Section
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.domain.verdicts import Judge, Verdict
from bot.pipeline.read_study import read_study
from bot.rendering.documents import REVIEW, documents
from bot.rendering.labels import TermLabels
from bot.rendering.site.pages import Site
from bot.synthesis.synthesis import synthesised
from bot.topics import loading
from bot.wiring.vocabularies import chosen_vocabulary

FOREIGN = re.compile(r"cancer|tumou?r|\bpain", re.IGNORECASE)
_DEMO = settings.parse(story.protocol())
PROTOCOL = replace(
    _DEMO,
    search=replace(
        _DEMO.search,
        lines={"moon": "moon[tiab]"},
        strategies={"weekly": Strategy(expression="#1")},
    ),
    screening=replace(_DEMO.screening, must_mention="moon", should_mention=""),
    title="Brain imaging of moon sickness",
    question="In adults with moon sickness, how does the brain differ from that of healthy people?",
    criteria={"population": Criterion(include="Adults with moon sickness.", exclude="Children.")},
    borderline=(),
    targets=(Target(region="thalamus", technique="magnetic stimulation"),),
)
METHODS = "We scanned 34 patients with moon sickness and 32 healthy controls by MRI."
RESULTS = (
    (
        "Patients had lower grey matter volume in the left insula than healthy controls. Grey"
        " matter volume of the insula correlated negatively with craving for cheese."
    ),
    (
        "Patients had higher grey matter volume in the left insula than healthy controls."
        " Functional connectivity between the thalamus and the insula was lower in patients."
    ),
    "After treatment, grey matter volume of the insula increased compared with baseline.",
)


def _state(protocol: Protocol) -> State:
    vocabulary = chosen_vocabulary(protocol, Path("/nowhere"))
    articles = [
        Article(
            record=Record(
                id=f"94000000{at}", pmid=f"94000000{at}", title="The brain in moon sickness",
                authors=(f"Moor {'ABC'[at]}",), year=2020 + at, journal="Invented Moons",
            ),
            sections=(Section(label="METHODS", text=METHODS), Section(label="RESULTS", text=text)),
        )
        for at, text in enumerate(RESULTS)
    ]  # fmt: skip
    return State(
        runs=(Run(on="2026-01-02", version="1", searches=(), retrieved=3),),
        records=tuple(article.record for article in articles),
        decisions=tuple(
            Decision(
                record=article.record.id, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="moon",
                on="2026-01-01", reasons=(),
            )
            for article in articles
        ),
        studies={one.record.id: read_study(one.record, one, vocabulary) for one in articles},
    )  # fmt: skip


def _files(protocol: Protocol) -> dict[str, str]:
    """Every document of a review and every page of its site."""
    vocabulary, state = chosen_vocabulary(protocol, Path("/nowhere")), _state(protocol)
    fill = renderer(Path("/nowhere"), "neuroimaging")
    made = documents(state, protocol, vocabulary, fill, None)
    site = Site(
        state=state, synthesis=synthesised(state, vocabulary), protocol=protocol,
        names=TermLabels(vocabulary=vocabulary), render=fill, documents=made, places={},
    )  # fmt: skip
    return {**made, **{f"site/{path}": text for path, text in site.files().items()}}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return _files(PROTOCOL)


def test_nothing_speaks_of_pain_in_cancer(files: dict[str, str]) -> None:
    foreign = {path: FOREIGN.findall(text) for path, text in files.items()}
    assert {path: words for path, words in foreign.items() if words} == {}


def test_its_patients_are_those_that_the_question_asks_about(files: dict[str, str]) -> None:
    review = files[REVIEW]
    assert "| Patients | 102, each cohort counted once |" in review
    assert "| Studies with healthy controls | 3 of 3 |" in review
    assert "Patients versus healthy controls (2)" in review
    assert "| Opposite results |" in review
    assert "Correlations with clinical measures" in review


def test_a_review_of_pain_in_cancer_keeps_its_words() -> None:
    asked = replace(PROTOCOL, question="How does pain in cancer change the brain?")
    review = _files(asked)[REVIEW]
    assert "cancer but no pain" in review
    assert "Cancer without pain versus healthy controls" in review


def test_what_is_included_tells_the_subject_and_what_is_excluded_does_not() -> None:
    chosen = chosen_vocabulary(replace(PROTOCOL, criteria={
        "population": Criterion(include="Adults after chemotherapy, with neuropathy.", exclude=""),
    }), Path("/nowhere"))  # fmt: skip
    other = chosen_vocabulary(replace(PROTOCOL, criteria={
        "population": Criterion(include="Adults.", exclude="Cancer pain."),
    }), Path("/nowhere"))  # fmt: skip
    assert chosen
    assert other
    assert chosen.topic == loading.load("neuroimaging")
    assert other.topic == chosen.topic.otherwise


def test_a_review_without_animals_speaks_of_people_alone(files: dict[str, str]) -> None:
    status = next(line for line in files[REVIEW].splitlines() if line.startswith("> **3 studies**"))
    assert "** of people" in status
    assert "animals" not in status
