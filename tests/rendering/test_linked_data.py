"""What the review says of itself and its findings to programs is sound JSON-LD.

The contexts in ``tests/data/contexts`` are the parts that our documents use of those at
w3.org/ns/anno.jsonld, w3id.org/ro/crate/1.1/context and schema.org: nothing is fetched.
"""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from pyld import jsonld

from bot.domain.facts import Quote
from bot.domain.protocol import Author
from bot.extraction.vocabulary import load
from bot.rendering.crate import CRATE, crate
from bot.rendering.data_package import data_package
from bot.rendering.documents import REVIEW, documents
from bot.rendering.exports.annotations import annotations, paper_address
from bot.rendering.labels import TermLabels
from bot.rendering.linked_data import structured
from tests import weeks
from tests.rendering.hand_made import record, state, study

CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": "anno",
    "https://w3id.org/ro/crate/1.1/context": "ro-crate-1.1",
    "https://schema.org": "schema",
}
HERE = "https://example.org/review/"
NAMES = TermLabels(vocabulary=load("neuroimaging"))
NAMED = replace(
    weeks.protocol(),
    license="CC-BY-4.0",
    authors=(Author(family="Doe", given="Jo", orcid="0000-0002-1825-0097"), Author(family="Roe")),
)


def _loaded(url: str, _options: object) -> dict[str, Any]:
    path = Path(__file__).parents[1] / "data" / "contexts" / f"{CONTEXTS[url]}.jsonld"
    document = json.loads(path.read_text("utf-8"))
    return {"documentUrl": url, "contextUrl": None, "document": document}


def _read(text: str) -> list[dict[str, Any]]:
    """A document as a reader of JSON-LD sees it; every key of it means something to them."""
    document = json.loads(text)
    options = {"documentLoader": _loaded, "base": HERE}
    expanded: list[dict[str, Any]] = jsonld.expand(document, options)
    back = jsonld.compact(expanded, document["@context"], options)
    assert _keys(back) == _keys(document)
    return expanded


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in _keys(inner)}
    return {key for inner in value for key in _keys(inner)} if isinstance(value, list) else set()


def test_every_finding_is_an_annotation_of_the_words_of_its_paper() -> None:
    known = weeks.state()
    (collection,) = _read(annotations(known, NAMES))
    (page,) = collection["http://www.w3.org/ns/activitystreams#first"]
    (items,) = page["http://www.w3.org/ns/activitystreams#items"]
    read = {
        (target["http://www.w3.org/ns/oa#hasSource"][0]["@id"],
         target["http://www.w3.org/ns/oa#hasSelector"][0]["http://www.w3.org/ns/oa#exact"][0]["@value"])
        for item in items["@list"] for target in item["http://www.w3.org/ns/oa#hasTarget"]
    }  # fmt: skip
    assert read == {
        (paper_address(paper), finding.quote.text)
        for paper in known.included
        for finding in known.studies[paper.id].findings
    }
    ids = [item["@id"] for item in items["@list"]]
    assert (
        len(ids)
        == len(set(ids))
        == sum(len(known.studies[paper.id].findings) for paper in known.included)
    )
    assert all(one.startswith(f"{HERE}#") for one in ids)


def test_an_annotation_says_what_is_to_be_checked() -> None:
    text = annotations(weeks.state(), NAMES)
    assert text.count("to be checked by a person") == 2
    assert "Precuneus (left), FDG uptake (glucose metabolism): higher (Cancer" in text


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.1000/a(b)<c>#d", "https://doi.org/10.1000/a(b)%3Cc%3E%23d"),
        ("", "https://pubmed.ncbi.nlm.nih.gov/900000001/"),
    ],
)
def test_an_annotation_is_of_the_doi_or_else_of_pubmed(doi: str, address: str) -> None:
    assert paper_address(record(1, doi=doi)) == address


def test_a_hostile_quote_and_a_paper_without_address_break_no_annotation() -> None:
    hostile = '"}]}</script> \u2028 \\'
    finding = weeks.state().studies["920000001"].findings[0]
    odd = replace(finding, id='f"1', quote=Quote(text=hostile, start=0))
    known = state(
        [record(1), record(2, pmid="", doi="")],
        [replace(study(1), findings=(odd,)), replace(study(2), findings=(odd,))],
    )
    (collection,) = _read(annotations(known, NAMES))
    assert collection["http://www.w3.org/ns/activitystreams#totalItems"][0]["@value"] == 1


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return documents(weeks.state(), NAMED, weeks.VOCABULARY, weeks.FILL, None)


def test_the_zip_of_a_version_is_read_by_pandas_and_explains_each_of_its_columns(
    made: dict[str, str],
) -> None:
    package = data_package(made.get)
    assert package == data_package(made.get), "the same data, the same bytes"
    with ZipFile(io.BytesIO(package)) as archive:
        names = set(archive.namelist())
        tables = {
            name.rpartition("/")[2]: pd.read_csv(archive.open(name), keep_default_na=False)
            for name in names if name.endswith(".csv")
        }  # fmt: skip
        entities = {entity["@id"]: entity for entity in _read(archive.read(CRATE).decode())}
    explained = tables["dictionary.csv"].groupby("file")["column"].apply(list).to_dict()
    assert explained == {name: list(table.columns) for name, table in tables.items()}
    assert (tables["dictionary.csv"]["meaning"] != "").all()
    assert len(tables["studies.csv"]) > 0
    assert set(tables["findings.csv"]["study"]) <= set(tables["studies.csv"]["id"])
    parts = {part["@id"] for part in entities[HERE]["http://schema.org/hasPart"]}
    assert parts == {f"{HERE}{name}" for name in names - {CRATE}}
    assert parts <= set(entities)


def test_the_crate_names_every_file_of_data_and_only_files_that_are_there(
    made: dict[str, str],
) -> None:
    entities = {entity["@id"]: entity for entity in _read(made[CRATE])}
    root = entities[HERE]
    parts = {part["@id"].removeprefix(HERE) for part in root["http://schema.org/hasPart"]}
    folders = {part for part in parts if part.endswith("/")}
    assert parts - folders <= set(made)
    assert {REVIEW, "review/claims.csv", "review/annotations.jsonld", "CITATION.cff"} <= parts
    assert all(any(path.startswith(folder) for path in made) for folder in folders)
    assert all(f"{HERE}{part}" in entities for part in parts)
    assert root["http://schema.org/license"] == [{"@id": "https://spdx.org/licenses/CC-BY-4.0"}]
    people = [person["@id"] for person in root["http://schema.org/author"]]
    assert people == ["https://orcid.org/0000-0002-1825-0097", f"{HERE}#roe"]
    assert all(person in entities for person in people)


def test_the_crate_of_nobody_and_without_a_licence_says_so() -> None:
    version = weeks.state().version
    assert version
    text = crate(version, replace(NAMED, authors=(), license=""), [REVIEW], main=REVIEW)
    entities = {entity["@id"]: entity for entity in _read(text)}
    assert "No licence is stated" in text
    assert f"{HERE}#reviewers" in entities


def test_before_the_first_version_there_is_no_crate() -> None:
    unpublished = replace(weeks.state(), versions=())
    assert CRATE not in weeks.rendered(unpublished)


def test_search_engines_read_an_article_and_its_data() -> None:
    version = weeks.state().version
    assert version
    text = json.dumps(structured(version, NAMED, [("review/claims.csv", f"{HERE}claims.csv")]))
    kinds = {entity["@type"][0]: entity for entity in _read(text)}
    article, data = (kinds[f"http://schema.org/{kind}"] for kind in ("ScholarlyArticle", "Dataset"))
    assert article["http://schema.org/hasPart"] == [{"@id": data["@id"]}]
    assert data["http://schema.org/version"] == [{"@value": version.name}]
    (download,) = data["http://schema.org/distribution"]
    assert download["http://schema.org/contentUrl"] == [{"@id": f"{HERE}claims.csv"}]
