"""A paper without an abstract is shown with whatever else is known of it."""

from dataclasses import replace
from pathlib import Path

from bot.adapters.templates import renderer
from bot.demo import story
from bot.domain.claims import Synthesis
from bot.domain.decisions import Decision
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.bibliography import instead
from bot.rendering.proposal.contents import Proposal
from bot.rendering.pull_request import body
from bot.rendering.review import regions
from bot.settings import parse

BARE = Record(
    id="1", pmid="1", title="Moon tea", vernacular_title="Mondtee *und* Schlaf", doi="10.1000/a",
    pmcid="PMC77", mesh=("Tea/adverse effects", "Tea/therapy", "Moon"), keywords=("@luna",),
)  # fmt: skip


def test_headings_own_title_and_links_stand_in_for_the_abstract() -> None:
    assert instead(BARE) == (
        "Indexed under: Tea; Moon; @&#8203;luna. Original title: Mondtee \\*und\\* Schlaf."
        " Full text: [free in PubMed Central](https://pmc.ncbi.nlm.nih.gov/articles/PMC77/),"
        " [at the publisher](https://doi.org/10.1000/a)."
    )


def test_where_nothing_is_known_nothing_is_said() -> None:
    assert instead(Record(id="1", title="Moon tea")) == ""
    assert instead(Record(id="1", mesh=("Moon",), has_abstract=True)) == ""


def test_people_see_it_where_they_decide(tmp_path: Path) -> None:
    waits = Decision(
        record="1", verdict=Verdict.UNSURE, judge=Judge.RULE, by="x", on="2026-11-16", reasons=()
    )
    other = replace(BARE, id="2", pmid="2", has_abstract=True)
    decisions = (waits, replace(waits, record="2"))
    state, protocol = State(records=(BARE, other), decisions=decisions), parse(story.protocol())
    fill = renderer(tmp_path)
    assert "articles/PMC77/" in body(Proposal(state=state, news=state), protocol, None, fill)
    waiting = regions(state, Synthesis(), protocol, None, fill)["waiting"]
    rows = [line for line in waiting.split("\n") if line.startswith("- ")]
    assert ["articles/PMC77/" in row for row in rows] == [True, False]
