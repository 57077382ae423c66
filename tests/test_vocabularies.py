"""A review may bring a vocabulary of its own, or none."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.decisions import Decision
from bot.domain.protocol import Protocol, Target
from bot.domain.records import Article, Record, Section
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.errors import Mistake
from bot.extraction.reader import read
from bot.pipeline.extract import extracted
from bot.wiring.vocabularies import chosen_vocabulary
from tests.editions import PROTOCOL

GARDEN = """\
regions:
  - {id: pond, name: Pond, aliases: [pond]}
measures:
  - {id: depth, name: Depth, family: size, aliases: [depth]}
scales:
  - {id: frogs, name: Frog count, aliases: [frog count]}
"""


def naming(name: str, *targets: Target) -> Protocol:
    return replace(PROTOCOL, vocabulary=name, targets=targets)


def test_a_file_or_a_folder_of_the_review_is_a_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    for path in ("garden.yaml", "words/garden.yaml"):
        (tmp_path / path).write_text(GARDEN, "utf-8")
    for name in ("garden.yaml", "words", "words/"):
        own = chosen_vocabulary(naming(name), tmp_path)
        assert own is not None
        found = read("", "METHODS: We used a frog count.\nRESULTS: Depth fell.", own)
        assert [one.value for one in found.facts.of("scales")] == ["frogs"]


def test_a_misspelt_topic_is_told_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as raised:
        chosen_vocabulary(naming("neuro-imaging"), tmp_path)

    assert raised.value.hint == "Did you mean 'neuroimaging'?"


@pytest.mark.parametrize(
    ("named", "meant"),
    [("gardn", "garden"), ("gardens.yaml", "garden.yaml"), ("words/gardn", "words/garden")],
)
def test_a_misspelt_vocabulary_of_the_reviews_own_is_told_the_nearest(
    named: str, meant: str, tmp_path: Path
) -> None:
    (tmp_path / meant).parent.mkdir(exist_ok=True)
    file = tmp_path / meant if meant.endswith(".yaml") else tmp_path / meant / "garden.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(GARDEN, "utf-8")
    (tmp_path / "review.yaml").write_text("title: Ponds\n", "utf-8")
    with pytest.raises(Mistake) as raised:
        chosen_vocabulary(naming(named), tmp_path)
    assert raised.value.hint == f"Did you mean '{meant}'?"


def test_findings_are_read_by_the_reviews_own_words(tmp_path: Path) -> None:
    (tmp_path / "garden.yaml").write_text(GARDEN, "utf-8")
    text = "RESULTS: Depth of the left pond was reduced in patients compared with healthy controls."
    own = chosen_vocabulary(naming("garden.yaml"), tmp_path)
    assert [(it.measure, it.region) for it in read("", text, own).findings] == [("depth", "pond")]


def test_no_name_is_no_vocabulary(tmp_path: Path) -> None:
    assert chosen_vocabulary(naming(""), tmp_path) is None


@pytest.mark.parametrize(
    "name", ["botany", "..", "../outside", "/etc", "empty", ".", "missing.yaml"]
)
def test_what_is_not_there_or_not_the_reviews_is_refused(name: str, tmp_path: Path) -> None:
    root = tmp_path / "review"
    (root / "empty").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "garden.yaml").write_text(GARDEN, "utf-8")
    with pytest.raises(Mistake, match="and there is none") as raised:
        chosen_vocabulary(naming(name), root)
    assert "neuroimaging" in raised.value.hint


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (GARDEN.replace("frog count", "depth").encode() + b"pains:\n  - {id: x, name: X,"
         b" origin: rain}\n", "is not sound: pain 'x' has the origin 'rain'"),
        (GARDEN.replace("family: size, ", "").encode(), "has no family"),
        (b"regions:\n  - {id: caf\xe9, name: X}\n", "not written in UTF-8"),
    ],
)  # fmt: skip
def test_what_would_mislead_is_refused(content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "garden.yaml").write_bytes(content)
    with pytest.raises(Mistake, match=told):
        chosen_vocabulary(naming("garden.yaml"), tmp_path)


def test_a_target_that_is_no_region_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    good = Target(region="thalamus", technique="none")
    assert chosen_vocabulary(naming("neuroimaging", good), tmp_path) is not None
    with pytest.raises(Mistake, match="no region 'talamus'") as raised:
        chosen_vocabulary(
            naming("neuroimaging", good, Target(region="talamus", technique="none")), tmp_path
        )
    assert raised.value.hint == "Did you mean 'thalamus'?"


def test_a_review_without_a_vocabulary_reads_groups_and_no_findings() -> None:
    record = Record(id="1", title="Lower ReHo in the insula")
    article = Article(
        record=record,
        sections=(Section(label="METHODS", text="We scanned 12 patients."),),
    )
    said = Decision(
        record="1", verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="x", on="2026-11-16", reasons=()
    )
    studies = extracted(State(records=(record,), decisions=(said,)), {"1": article}, None)
    assert [one.n for one in studies["1"].groups] == [12]
    assert (studies["1"].findings, studies["1"].facts.all) == ((), ())
