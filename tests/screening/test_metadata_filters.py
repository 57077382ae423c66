"""What the protocol and PubMed's metadata alone keep out."""

from dataclasses import replace

import pytest

from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.records import Correction, Record
from bot.screening.metadata_filters import RETRACTED, filtered_out

PAPER = Record(
    id="900000001", pmid="900000001", title="Moon tea", publication_types=("Journal Article",),
    languages=("eng",), has_abstract=True,
)  # fmt: skip
OPEN = ScreeningSettings(excluded_types=("Editorial", "Review"))
EUROPEAN = replace(OPEN, languages=("eng", "ger"))


def test_a_plain_paper_passes() -> None:
    assert filtered_out(PAPER, OPEN) is None
    assert filtered_out(PAPER, ScreeningSettings()) is None


@pytest.mark.parametrize("kinds", [("Review",), ("Journal Article", "Review", "Editorial")])
def test_a_kind_that_the_protocol_excludes_is_stopped_and_named(kinds: tuple[str, ...]) -> None:
    said = filtered_out(replace(PAPER, publication_types=kinds), OPEN)
    assert said == ("publication type", "PubMed lists it as: Review.")


@pytest.mark.parametrize("kind", ["Systematic Review", "review", "Comment"])
def test_a_kind_is_stopped_by_its_whole_name_alone(kind: str) -> None:
    assert filtered_out(replace(PAPER, publication_types=(kind,)), OPEN) is None


@pytest.mark.parametrize(
    "record",
    [
        replace(PAPER, publication_types=("Journal Article", "Retracted Publication")),
        replace(PAPER, corrections=(Correction(kind="RetractionIn", pmid="900000002"),)),
    ],
)
def test_a_retracted_paper_is_stopped_whichever_way_pubmed_says_so(record: Record) -> None:
    said = filtered_out(record, ScreeningSettings())
    assert said == (RETRACTED, "PubMed lists this paper as retracted.")


@pytest.mark.parametrize("kind", ["ErratumIn", "RetractionOf", "ExpressionOfConcernIn"])
def test_other_notices_stop_nothing(kind: str) -> None:
    assert filtered_out(replace(PAPER, corrections=(Correction(kind=kind),)), OPEN) is None


def test_a_retraction_is_told_before_the_kind_and_the_language() -> None:
    paper = replace(
        PAPER, languages=("chi",), publication_types=("Review", "Retracted Publication")
    )
    said = filtered_out(paper, EUROPEAN)
    assert said is not None
    assert said[0] == RETRACTED


def test_a_language_stops_only_where_the_protocol_names_some() -> None:
    chinese = replace(PAPER, languages=("chi",))
    assert filtered_out(chinese, OPEN) is None
    assert filtered_out(chinese, EUROPEAN) == ("language", "PubMed lists its language as: chi.")


@pytest.mark.parametrize("languages", [("ger",), ("chi", "eng")])
def test_one_language_that_is_taken_is_enough(languages: tuple[str, ...]) -> None:
    assert filtered_out(replace(PAPER, languages=languages), EUROPEAN) is None


def test_an_unknown_language_passes() -> None:
    assert filtered_out(replace(PAPER, languages=()), EUROPEAN) is None


def test_a_missing_abstract_passes() -> None:
    assert filtered_out(replace(PAPER, has_abstract=False), EUROPEAN) is None
