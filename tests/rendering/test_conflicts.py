"""Conflicting evidence in words: who found what."""

import re

from bot.extraction.vocabulary import load
from bot.rendering.conflicts import conflict_view
from bot.rendering.labels import TermLabels
from bot.synthesis.synthesis import synthesised
from tests.evidence import Invented, state

VOCABULARY = load("neuroimaging")
FOUND = {
    "Moss": "left insula | increase",
    "Fern": "right insula | decrease",
    "Reed": "left insula | increase",
    "Snow": "insula | none",
}


def test_each_report_of_one_side_stands_with_the_studies_that_make_it() -> None:
    held = state(
        tuple(
            Invented(team=team, findings=(f"GMV | {found} | pain_vs_hc",))
            for team, found in FOUND.items()
        )
    )
    names = TermLabels(vocabulary=VOCABULARY)
    (region,) = conflict_view(synthesised(held, VOCABULARY), held, names, most=9).regions
    sides = [re.sub(r"\[(\w+)wood A 2024]\(.*?\)", r"\1", row.a) for row in region.rows]
    assert sides[0] == "↑ greater (left): Moss; Reed / ↓ smaller (right): Fern"
