"""What belongs to no region stands apart from the regions, and nothing is said to be missing."""

from dataclasses import replace
from pathlib import Path

from bot.adapters.templates import renderer
from bot.domain.claims import Synthesis
from bot.extraction.vocabulary import load
from bot.rendering.evidence import pages
from bot.rendering.labels import TermLabels
from bot.rendering.region_index import places_of, region_index
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


def test_a_study_leads_to_what_it_found_of_no_region() -> None:
    (finding,) = study().findings
    index = replace(finding, id="f2", measure="ALPS_index", region="")
    found = replace(study(), findings=(index, finding))

    assert [name for name, _ in places_of(found, NAMES)][1:] == ["No single region"]
    assert places_of(found, NAMES)[1][1] == "review/evidence/no-region.md"


def test_a_heading_begins_with_no_article() -> None:
    held = replace(study(), findings=(replace(study().findings[0], measure="ALPS_index"),))
    named = claim("", UP)
    of_index = replace(
        named, evidence=tuple(replace(one, measure="ALPS_index") for one in named.evidence)
    )
    synthesis = Synthesis(claims=(of_index,))
    made = pages(state([record()], [held]), synthesis, NAMES, renderer(Path(), "neuroimaging"))

    page = made["review/evidence/no-region.md"]
    assert "\n## DTI-ALPS index: " in page
    assert "\n| DTI-ALPS index |" in page
