"""How a version is cited, with its DOI where there is one."""

from dataclasses import replace

import pytest

from bot.domain.protocol import Author
from bot.domain.state import State
from bot.rendering.citation import CITATION, citation, cited_as
from bot.rendering.documents import REVIEW
from tests import weeks

PROTOCOL = replace(
    weeks.protocol(),
    authors=(Author(family="Moon", given="Ada Berta"), Author(family="Star")),
)
VERSION = replace(weeks.state().versions[0], home="https://example.org/review")


def test_the_version_is_named_with_authors_date_and_address() -> None:
    text = cited_as(VERSION, PROTOCOL)
    assert text.startswith("Moon A B, Star. Brain imaging of cancer pain")
    assert "Version 2026.11.11, 11 November 2026." in text
    assert text.endswith("(https://example.org/review)")


@pytest.mark.parametrize(
    "doi", ["10.5281/zenodo.1234567", "https://doi.org/10.5281/zenodo.1234567"]
)
def test_a_doi_stands_for_the_address(doi: str) -> None:
    protocol = replace(PROTOCOL, doi=doi)
    assert cited_as(VERSION, protocol).endswith("(https://doi.org/10.5281/zenodo.1234567)")
    assert "doi: 10.5281/zenodo.1234567" in citation(VERSION, protocol)[CITATION]


def test_without_authors_the_reviewers_are_cited() -> None:
    assert cited_as(VERSION, weeks.protocol()).startswith("The reviewers of Brain imaging")


def test_only_a_version_can_be_cited() -> None:
    assert "## How to cite" in weeks.rendered(weeks.state())[REVIEW]
    assert "## How to cite" not in weeks.rendered(replace(weeks.state(), versions=()))[REVIEW]
    assert "## How to cite" not in weeks.rendered(State())[REVIEW]
