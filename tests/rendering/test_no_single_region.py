"""What belongs to no region stands apart from the regions, and nothing is said to be missing."""

from dataclasses import replace
from pathlib import Path

from bot.adapters.templates import renderer
from bot.domain.claims import Synthesis
from bot.extraction.vocabulary import load
from bot.rendering.evidence import pages
from bot.rendering.labels import TermLabels
from bot.rendering.region_index import region_index
from tests.rendering.hand_made import UP, claim, record, state, study

NAMES = TermLabels(vocabulary=load("neuroimaging"))


def _synthesis() -> Synthesis:
    return Synthesis(claims=(claim("", UP), claim("thalamus", UP), claim("amygdala", UP)))


def test_it_comes_last_in_the_index() -> None:
    names = [entry.name for entry in region_index(_synthesis(), NAMES)]

    assert names == ["Amygdala", "Thalamus", "No single region"]


def test_its_page_says_what_it_gathers() -> None:
    held = state([record()], [study()])
    made = pages(held, _synthesis(), NAMES, renderer(Path(), "neuroimaging"))

    assert "whose region is not specified" in made["review/evidence/no-region.md"]
    assert "not specified" not in made["review/evidence/thalamus.md"]


def test_a_measure_of_no_region_lacks_none() -> None:
    (finding,) = study().findings
    index = replace(finding, measure="ALPS_index", region="")
    unplaced = replace(finding, region="")

    assert f"{NAMES.where(index)}{NAMES.detail(index)}" == "DTI-ALPS index"
    assert NAMES.where(unplaced) == "Region not specified"
