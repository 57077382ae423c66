"""Probes: short invented texts, one for each rule and kind of sentence, and what is to be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from bot.domain.studies import TO_CHECK, Finding
from bot.extraction.checks.validation import check
from bot.extraction.reader import read
from bot.extraction.vocabulary import load

SHORTFALLS = frozenset(
    (
        "background",
        "control condition",
        "hedged",
        "later half",
        "two changes",
        "two falls",
        "what it suggests",
    )
)
"""Probes that the reader does not pass yet."""
REFUSED = frozenset(("two changes", "two falls", "what it suggests"))
"""Probes of which something counts that the checks refuse."""
VOCABULARY = load("neuroimaging")
FILE = Path(__file__).with_name("probes.jsonl")
PROBES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


def marked(probes: list[dict[str, Any]], failing: frozenset[str]) -> list[ParameterSet]:
    """The probes as parameters; one that is known to fail must go on to fail, or be unlisted."""
    short = pytest.mark.xfail(reason="not read as it should be yet", strict=True)
    return [
        pytest.param(probe, id=probe["name"], marks=short if probe["name"] in failing else ())
        for probe in probes
    ]


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


@pytest.mark.parametrize("probe", marked(PROBES, SHORTFALLS))
def test_a_probe_is_read_as_its_rule_says(probe: dict[str, Any]) -> None:
    """What is wanted is read, if only to be checked, and nothing else counts."""
    found = read(probe.get("title", ""), probe["text"], VOCABULARY).findings
    wanted = set(map(tuple, probe["findings"]))
    assert wanted <= set(map(said, found))
    assert {said(it) for it in found if it.status != TO_CHECK} <= wanted


@pytest.mark.parametrize("probe", marked(PROBES, REFUSED))
def test_what_a_probe_gives_passes_every_check(probe: dict[str, Any]) -> None:
    title = probe.get("title", "")
    for one in read(title, probe["text"], VOCABULARY).findings:
        if one.status == TO_CHECK:
            continue
        assert check(one, title, probe["text"], VOCABULARY).failures == ()
