"""How a version is cited, with its DOI where there is one."""

from dataclasses import replace

import pytest

from bot.domain.claims import Synthesis
from bot.domain.protocol import Author, Protocol
from bot.domain.state import State
from bot.rendering.citation import CITATION, citation, cited_as
from bot.rendering.labels import TermLabels
from bot.rendering.review import regions
from bot.rendering.site.pages import Site
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


def test_the_review_says_how_to_cite_a_version_who_paid_and_who_has_an_interest() -> None:
    protocol = replace(
        weeks.protocol(), license="CC-BY-4.0", support="A grant", competing_interests="*None*"
    )
    about = _about(weeks.state(), protocol)
    assert about.startswith("**How to cite.** Please name the version that you read.")
    assert "**Licence.** [CC-BY-4.0](https://spdx.org/licenses/CC-BY-4.0)." in about
    assert about.endswith("**Support.** A grant.\n\n**Competing interests.** \\*None\\*.\n")
    assert "**How to cite.**" not in _about(State(), protocol)


def test_what_nobody_declared_is_said_to_be_missing_and_where_it_belongs() -> None:
    silent = replace(weeks.protocol(), license="", support="", competing_interests="")
    assert not _about(State(), silent).strip()
    methods = _regions(weeks.state(), silent)["methods"]
    assert "| not declared: they belong in `review.yaml`, as `support` and" in methods


def test_each_page_of_the_site_names_the_licence() -> None:
    named = replace(weeks.protocol(), license="CC0-1.0")
    for protocol, licence in ((named, 'rel="license"'), (replace(named, license=""), "")):
        site = Site(
            state=State(), synthesis=Synthesis(), protocol=protocol, documents={}, places={},
            names=TermLabels(vocabulary=weeks.VOCABULARY), render=weeks.FILL,
        )  # fmt: skip
        page = site.files()["versions.html"]
        assert licence in page
        assert ("https://spdx.org/licenses/CC0-1.0" in page) is bool(licence)


def _about(held: State, protocol: Protocol) -> str:
    return _regions(held, protocol)["citation"]


def _regions(held: State, protocol: Protocol) -> dict[str, str]:
    return regions(held, Synthesis(), protocol, weeks.VOCABULARY, weeks.FILL)
