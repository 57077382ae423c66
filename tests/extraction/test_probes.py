"""Probes: short invented texts, one for each rule and kind of sentence, and what is to be read."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.studies import Finding
from bot.extraction.checks import check
from bot.extraction.reader import read
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
FILE = Path(__file__).with_name("probes.jsonl")
PROBES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


def said(finding: Finding) -> tuple[str, str, str, str]:
    """A finding as the probes write it."""
    ends = [
        f"{side} {region}".strip()
        for region, side in (
            (finding.region, finding.hemisphere),
            (finding.region_b, finding.hemisphere_b),
        )
        if region
    ]
    return (finding.measure, " - ".join(sorted(ends)), finding.direction, finding.comparison)


@pytest.mark.parametrize("probe", PROBES, ids=[one["name"] for one in PROBES])
def test_a_probe_is_read_as_its_rule_says(probe: dict[str, Any]) -> None:
    found = read(probe.get("title", ""), probe["text"], VOCABULARY).findings
    assert sorted(map(said, found)) == sorted(map(tuple, probe["findings"]))


@pytest.mark.parametrize("probe", PROBES, ids=[one["name"] for one in PROBES])
def test_what_a_probe_gives_passes_every_check(probe: dict[str, Any]) -> None:
    title = probe.get("title", "")
    for one in read(title, probe["text"], VOCABULARY).findings:
        assert check(one, title, probe["text"], VOCABULARY).failures == ()
