"""What is read of the demo's papers, held against the key that a person made by hand."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.demo.story import corpus
from bot.domain.records import Article
from bot.domain.studies import Direction, Finding, Study
from bot.extraction.vocabulary import load
from bot.pipeline.read_study import read_study
from bot.sources.pubmed.parsing import parse

VOCABULARY = load("neuroimaging")
KEY: dict[str, Any] = YAML(typ="safe").load(
    Path(__file__).with_name("findings_key.yaml").read_text("utf-8")
)
KNOWN_MISSES: dict[str, dict[str, Any]] = KEY.pop("known_misses")
PAPERS = tuple(KEY)
OPEN = ("", "unspecified", "pain_vs_unspecified", "other")
"""Comparisons that name no comparator, and so contradict none."""
SAME_PLACE = {"other:cingulum": "cingulum_cingulate"}
"""Places of the key that the vocabulary has a name of its own for."""

Place = tuple[str, ...]


@cache
def articles() -> dict[str, Article]:
    """Every paper of the demo."""
    names = ("seeds.xml", "week1.xml", "week2.xml")
    return {one.record.id: one for name in names for one in parse(corpus(name)).articles}


@cache
def read(id: str) -> Study:
    """A paper as the rules read it, after their checks."""
    article = articles()[id]
    return read_study(article.record, article, VOCABULARY)


def entries(id: str, *, optional: bool) -> list[dict[str, str]]:
    """What the key has for a paper, with what a person may also leave out."""
    return [one for one in KEY[id]["findings"] if optional or not one.get("optional")]


def place(ends: Iterable[str | None]) -> Place:
    """One or two places, in no order."""
    return tuple(sorted(SAME_PLACE.get(end or "", end or "") for end in ends))


def of_key(entry: dict[str, str]) -> tuple[str, Place]:
    """What an entry is about."""
    return entry["measure"], place((entry.get("region"), entry.get("region_b")))


def of_finding(finding: Finding) -> tuple[str, Place]:
    """What a finding is about."""
    return finding.measure, place((finding.region, finding.region_b))


def agrees(finding: Finding, entry: dict[str, str]) -> bool:
    """Whether a finding says what an entry says, or less of the comparator."""
    about, key = of_finding(finding), of_key(entry)
    # Of a network and of the network with itself: the words are the same.
    within = entry.get("region") == entry.get("region_b") == finding.region != ""
    same = about == key or (within and not finding.region_b and about[0] == key[0])
    compared = finding.comparison in (*OPEN, entry.get("comparison"))
    return same and finding.direction == entry["direction"] and compared


@pytest.mark.parametrize("id", PAPERS)
def test_nothing_that_counts_contradicts_the_key(id: str) -> None:
    wrong = [
        (of_finding(one), one.direction, one.comparison)
        for one in read(id).counted
        if not any(agrees(one, entry) for entry in entries(id, optional=True))
    ]
    assert not wrong


@pytest.mark.parametrize("id", PAPERS)
def test_what_the_key_has_counts_or_is_to_be_checked_or_is_a_known_miss(id: str) -> None:
    missed = [
        entry
        for entry in entries(id, optional=False)
        if not any(agrees(one, entry) for one in read(id).findings)
    ]
    assert len(missed) <= KNOWN_MISSES.get(id, {"entries": 0})["entries"]


def test_known_misses_have_reasons_and_are_of_the_key() -> None:
    assert set(KNOWN_MISSES) <= set(KEY)
    assert all(miss["entries"] and miss["why"] for miss in KNOWN_MISSES.values())


def test_the_key_is_of_papers_of_the_demo() -> None:
    assert set(KEY) <= set(articles())


def test_a_fall_after_radiotherapy_is_no_difference_from_controls() -> None:
    fallen = [
        finding
        for id in PAPERS
        for finding in read(id).findings
        if "radiotherapy" in finding.quote.text.lower()
        and finding.direction is Direction.DECREASE
        and finding.quote.text.lower().startswith("after")
    ]
    assert fallen
    assert {finding.comparison for finding in fallen} <= {"post_vs_pre", "unspecified", ""}


def test_patients_without_pain_are_not_read_as_patients_in_pain() -> None:
    said = "patients without pain and healthy controls"
    found = [one for id in PAPERS for one in read(id).counted if said in one.quote.text.lower()]
    assert not [one for one in found if one.comparison == "pain_vs_hc"]
