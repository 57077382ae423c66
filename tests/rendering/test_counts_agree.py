"""One finding has the same counts in the map, figure, tables, data and words."""

import csv
import io
import re

import pytest

from bot.domain.claims import Claim
from bot.domain.state import State
from bot.domain.studies import Direction
from bot.rendering.answer import anchor
from bot.rendering.figures.gallery import gallery
from bot.rendering.labels import TermLabels
from bot.rendering.site.matrix import matrix
from bot.rendering.tallies import support
from bot.synthesis.synthesis import synthesised
from tests import weeks

NAMES = TermLabels(vocabulary=weeks.VOCABULARY)
WAYS = dict(zip("↑↓=?↗↘", Direction, strict=True))
ROW = re.compile(
    r"^\| .*\| ([^|]*[↑↓=?↗↘][^|]*) \| .*\[quotes\]\(([^)#]*)#([\w-]+)\)", re.MULTILINE
)


def _most(tally: str) -> dict[Direction, int]:
    """The largest counts that a tally stands for, by direction."""
    counts = re.findall(r"([↑↓=?↗↘])\s?(?:\d+–)?(\d+)", tally)
    return {WAYS[sign]: int(number) for sign, number in counts}


@pytest.fixture(scope="module")
def state() -> State:
    return weeks.state()


@pytest.fixture(scope="module")
def claims(state: State) -> dict[str, Claim]:
    """Every claim by the name of its place in the pages."""
    return {anchor(claim): claim for claim in synthesised(state, weeks.VOCABULARY).claims}


def test_the_map_counts_as_the_synthesis_does(state: State, claims: dict[str, Claim]) -> None:
    table = matrix(state, synthesised(state, weeks.VOCABULARY), NAMES)
    marks = [mark for row in table.rows for cell in row.cells for mark in cell]
    assert {mark.address.partition("#")[2]: _most(mark.tally) for mark in marks} == {
        name: dict(claim.cohorts) for name, claim in claims.items()
    }


def test_the_pages_of_regions_count_as_the_synthesis_does(
    state: State, claims: dict[str, Claim]
) -> None:
    pages = [text for path, text in weeks.rendered(state).items() if "/evidence/" in path]
    rows = [match for page in pages for match in ROW.findall(page)]
    assert {name for _, _, name in rows} == set(claims)
    for tally, _, name in rows:
        assert _most(tally) == dict(claims[name].cohorts)


def test_the_data_count_as_the_synthesis_does(state: State, claims: dict[str, Claim]) -> None:
    rows = csv.DictReader(io.StringIO(weeks.rendered(state)["review/claims.csv"]))
    by_id = {claim.id.replace("-", "none", 1) if claim.id.startswith("-") else claim.id: claim
             for claim in claims.values()}  # fmt: skip
    for row in rows:
        claim = by_id.pop(row["id"])
        counts = {way: int(row[f"cohorts_{way.value}"]) for way in Direction}
        assert {way: count for way, count in counts.items() if count} == dict(claim.cohorts)
        assert int(row["cohorts"]) == claim.total
    assert not by_id


def test_the_figure_and_its_table_count_as_the_synthesis_does(
    state: State, claims: dict[str, Claim]
) -> None:
    figures = {
        figure.name: figure
        for figure in gallery(state, synthesised(state, weeks.VOCABULARY), weeks.VOCABULARY)
    }
    drawn = re.findall(r">([^<]*[↑↓=?]\d[^<]*)</text>", figures["matrix"].svg())
    told = [sum(map(int, re.findall(r"(\d+) cohort", row[3]))) for row in figures["matrix"].rows]
    assert [sum(_most(tally).values()) for tally in drawn] == told
    # No claim of the map is without a region, a letter or one end: its totals are the claims'.
    lettered = [
        claim
        for claim in claims.values()
        if (term := NAMES.term("comparison", claim.comparison)) and term.letter
        and claim.region_b in ("", claim.region)
    ]  # fmt: skip
    assert sorted(told) == sorted(claim.total for claim in lettered)


def test_a_sentence_says_how_many_cohorts_there_are(claims: dict[str, Claim]) -> None:
    for claim in claims.values():
        numbers = [int(number) for number in re.findall(r"\d+", support(claim))]
        assert max(numbers, default=1) == claim.total
