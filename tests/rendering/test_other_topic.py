"""A topic of a review's own has findings to show, in its own words and in nobody else's."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.templates import renderer
from bot.domain.claims import ConflictKind
from bot.domain.facts import Fact, Facts, Group, Quote
from bot.domain.grade import Concern
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Study
from bot.extraction.vocabulary import Vocabulary
from bot.rendering import pull_request
from bot.rendering.documents import REVIEW, documents
from bot.rendering.labels import TermLabels
from bot.rendering.proposal.contents import Proposal
from bot.rendering.site.pages import Site
from bot.synthesis.region_conflicts import region_conflicts
from bot.synthesis.synthesis import synthesised
from bot.wiring.vocabularies import chosen_vocabulary
from tests.rendering import no_topic
from tests.rendering.test_no_topic import FOREIGN

TOPIC = """\
paper: paper on gardens
place: Bed
facts:
  tools: {term: scale, meaning: Tools that were used}
  soils: {term: statistic, meaning: Soils, phrase: " on {}", joint: " and "}
card: [{label: Tools, kinds: [tools], then: [soils]}]
table: [{label: Tools, kinds: [tools], then: [soils]}]
gaps: {tools: Tools}
filters: {tools: Tool}
contrasts: {tools: tools}
feeds: [tools]
comparisons: {watered_vs_dry: {of_exposed: true, burden: true}}
certainty: {concerns: {confounded: no second bed, exposure not isolated: water was not measured}}
sections:
  - {name: answer, heading: What grows}
  - {name: glance, heading: At a glance}
  - {name: disagreements, heading: What disagrees}
  - {name: gaps, heading: What nobody has planted}
figures:
  matrix: {title: What grows where, higher: more, lower: less, hatched: beside the point}
  timeline: {title: Gardens over time}
site: {matrix: Beds}
"""
WORDS = """\
regions: [{id: pond_bed, name: Pond bed, aliases: [pond bed]}]
measures: [{id: height, name: Height, family: growth, aliases: [height]}]
families: [{id: growth, name: Growth, theme: plants}]
themes: [{id: plants, name: Plants}]
scales: [{id: spade, name: Spade, aliases: [spade]}, {id: rake, name: Rake, aliases: [rake]}]
comparisons:
  - {id: watered_vs_dry, name: Watered against dry, asked: true, letter: W,
     short: watered against dry, index: in watered beds, against: in dry ones}
"""


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root: Path = tmp_path_factory.mktemp("review")
    (root / "garden" / "templates" / "review").mkdir(parents=True)
    (root / "garden" / "topic.yaml").write_text(TOPIC, "utf-8")
    (root / "garden" / "words.yaml").write_text(WORDS, "utf-8")
    reading = root / "garden" / "templates" / "review" / "reading.md.j2"
    reading.write_text("**How papers are read.** In the shade.\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def vocabulary(garden: Path) -> Vocabulary:
    found = chosen_vocabulary(replace(no_topic.PROTOCOL, vocabulary="garden"), garden)
    assert found is not None
    return found


def state() -> State:
    """Three studies: two agree that water helps, one says the contrary."""
    held = no_topic.state()
    ways = {"1": Direction.INCREASE, "2": Direction.INCREASE, "3": Direction.DECREASE}
    return replace(held, studies={key: _study(key, way) for key, way in ways.items()})


def _study(key: str, way: Direction) -> Study:
    quote = Quote(text="Plants of the pond bed grew", start=0)
    tool = "spade" if way is Direction.INCREASE else "rake"
    facts = {"tools": (Fact(value=tool, quote=quote),), "soils": (Fact(value="clay", quote=quote),)}
    finding = Finding(id="f1", measure="height", region="pond_bed", direction=way, quote=quote,
                      comparison="watered_vs_dry")  # fmt: skip
    return Study(
        id=key, read_from="abstract", reader="rules 1", text_hash="0" * 16, facts=Facts(facts),
        groups=(Group(label="gardens", n=20, quote=quote),), findings=(finding,),
    )  # fmt: skip


def test_its_findings_are_put_together_by_its_own_rules(vocabulary: Vocabulary) -> None:
    made = synthesised(state(), vocabulary)
    (claim,) = made.claims
    assert claim.direction is Direction.INCREASE
    assert Concern.CONFOUNDED in {one for rated in claim.rated_down for one in rated.concerns}
    assert vocabulary.topic.certainty.concerns[Concern.CONFOUNDED] == "no second bed"
    assert {one.kind for one in made.conflicts} == {ConflictKind.STRICT}
    (region,) = region_conflicts(made, state().studies, vocabulary.topic)
    assert "tools" in {confound.kind for confound in region.confounds}


def test_its_sections_cards_and_tables_speak_its_words(
    garden: Path, vocabulary: Vocabulary
) -> None:
    fill, held = renderer(garden, "garden"), state()
    made = documents(held, no_topic.PROTOCOL, vocabulary, fill, None)
    review = made[REVIEW]
    for words in (
        "## What grows", "## What nobody has planted", "eight in the pond bed", "in watered beds",
        "| Spade on clay |", "![", "In the shade.", "| Tools | Spade",
    ):  # fmt: skip
        assert words in review, words
    assert {"review/claims.csv", "review/figures/matrix.svg", "review/figures/timeline.svg",
            "review/evidence/pond-bed.md"} <= made.keys()  # fmt: skip
    assert ",tools,soils," in made["review/studies.csv"].splitlines()[0]
    body = pull_request.body(Proposal(state=held, news=held), no_topic.PROTOCOL, vocabulary, fill)
    assert "**Tools:** Rake on clay" in body
    site = Site(
        state=held, synthesis=synthesised(held, vocabulary), protocol=no_topic.PROTOCOL,
        names=TermLabels(vocabulary=vocabulary), render=fill, documents=made, places={},
    ).files()  # fmt: skip
    assert (
        "Watered against dry" in site["matrix.html"]
        or "watered against dry" in (site["matrix.html"])
    )
    outlets = {**made, **site, "body": body}
    spoken = {name: FOREIGN.findall(text) for name, text in outlets.items()}
    assert not {name: words for name, words in spoken.items() if words}
