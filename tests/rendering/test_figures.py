"""Figures show what the claims say, in words, in a table and in a picture."""

import random
from xml.etree import ElementTree as ET

import pytest

from bot.domain.claims import Claim, Cohort, Species
from bot.extraction.vocabulary import load
from bot.rendering.figures.brain import BrainFigure, brain
from bot.rendering.figures.connections import connections
from bot.rendering.figures.drawing import CONTRADICTED, cut, number, width, wrapped
from bot.rendering.figures.figure import Figure
from bot.rendering.figures.foci import foci
from bot.rendering.figures.gallery import gallery
from bot.rendering.figures.matrix import MatrixFigure, matrix
from bot.rendering.figures.matrix_drawing import MOST_ROWS
from bot.rendering.figures.timeline import timeline
from bot.rendering.labels import TermLabels
from bot.rendering.site.matrix import matrix as site_matrix
from bot.synthesis.pooling import LeftOut, Pooling, pooling
from bot.synthesis.synthesis import synthesised
from tests import evidence
from tests.rendering.hand_made import (
    ALTERED,
    DOWN,
    NONE,
    UP,
    claim,
    focus,
    record,
    state,
    study,
    synthesis,
)

VOCABULARY = load("neuroimaging")
NAMES = TermLabels(vocabulary=VOCABULARY)
TOPIC = VOCABULARY.topic
FAMILIES = [key for key in VOCABULARY.terms["family"] if ":" not in key]
PLACES = {"thalamus": (-11.0, -18.0, 8.0), "insula": (-35.0, 7.0, 3.0), "pons": (0.0, -24.0, -30.0)}
SVG = "{http://www.w3.org/2000/svg}"


def _claims() -> list[Claim]:
    return [
        claim("thalamus", UP, UP),
        claim("thalamus", UP, comparison="pain_vs_cancer_no_pain"),
        claim("insula", DOWN, DOWN, DOWN, family="structure_gm", side="left"),
        claim("precuneus", UP, DOWN, family="perfusion_metabolism"),
        claim("pons", DOWN, comparison="model_vs_control", species=Species.ANIMAL),
        claim("thalamus", DOWN, NONE, family="network_function", region_b="insula"),
        claim("amygdala", "positive_correlation", comparison="within_pain_group",
              clinical_variable="pain severity"),
    ]  # fmt: skip


def _many(count: int = 60) -> list[Claim]:
    chance = random.Random(7)  # noqa: S311 - an invented review
    regions = list(NAMES.vocabulary.terms["region"])[:count]  # type: ignore[union-attr]
    return [
        claim(region, *chance.choices([UP, DOWN, NONE, ALTERED], k=chance.randint(1, 5)),
              family=family, comparison=compared, region_b=other)
        for region in regions
        for family in FAMILIES[:6]
        for compared in ("pain_vs_hc", "pain_vs_cancer_no_pain")
        for other in ("", regions[0])
        if chance.random() < 0.4
    ]  # fmt: skip


def drawn() -> str:
    """All figures of a large invented review."""
    return "".join(one.svg() for one in _all(_many()))


def _all(claims: list[Claim]) -> list[Figure]:
    pooled = pooling(
        state([record()], [study(foci=[focus(), focus(space="TAL")])]) if claims else state([]),
        synthesis(), {"pain_vs_hc": "Pain"}, TOPIC.coordinates,
    )  # fmt: skip
    years = {one: 2020 for it in claims for one in it.studies}
    cohorts = [Cohort(id=one, studies=(one,)) for one in years]
    figures = (
        matrix(claims, NAMES),
        brain(claims, NAMES, PLACES),
        connections(claims, NAMES),
        timeline(years, cohorts),
        foci(pooled, {"pain_vs_hc": "Pain"}, {}, TOPIC.figures["foci"]),
    )
    return [figure for figure in figures if figure]


def _mapped(claims: list[Claim]) -> MatrixFigure:
    figure = matrix(claims, NAMES)
    assert figure
    return figure


def _marked(*claims: Claim) -> BrainFigure:
    figure = brain(claims, NAMES, PLACES)
    assert figure
    return figure


def _texts(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


@pytest.mark.parametrize("claims", [_claims(), _many()], ids=["small", "large"])
def test_a_figure_says_what_it_is_to_whoever_cannot_see_it(claims: list[Claim]) -> None:
    for one in _all(claims):
        root = ET.fromstring(one.svg())  # noqa: S314 - our own
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title") == one.title
        assert root.findtext(f"{SVG}desc") == one.alt
        assert all(len(row) == len(one.header) for row in one.rows)
        assert one.rows


def test_where_there_is_nothing_to_draw_there_is_no_figure() -> None:
    assert _all([]) == []


@pytest.mark.parametrize("claims", [_claims(), _many()], ids=["small", "large"])
def test_nothing_is_drawn_beyond_the_sheet(claims: list[Claim]) -> None:
    for one in _all(claims):
        root = ET.fromstring(one.svg())  # noqa: S314 - our own
        wide, high = (float(n) for n in str(root.get("viewBox")).split()[2:])
        for text in root.iter(f"{SVG}text"):
            x, y = float(text.get("x", 0)), float(text.get("y", 0))
            reach = width(text.text or "", float(text.get("font-size", 12)))
            start = {"end": x - reach, "middle": x - reach / 2}.get(text.get("text-anchor", ""), x)
            assert 0 < y < high
            assert start > -2
            assert start + reach < wide + 2


def test_comparisons_are_never_pooled_in_the_matrix() -> None:
    cells = [row[2:4] for row in _mapped(_claims()).rows if row[0] == "Thalamus"]
    assert cells == [
        ("versus healthy controls", "higher in 2 cohorts"),
        ("versus cancer without pain", "higher in 1 cohort"),
    ]


def test_the_matrix_hatches_animals_and_indirect_studies() -> None:
    hatched = {row[0] for row in _mapped(_claims()).rows if row[-1] == "yes"}
    assert hatched == {"Pons"}
    every = matrix(_claims(), NAMES, {f"90000000{n}" for n in range(9)})
    assert every
    assert {row[-1] for row in every.rows} == {"yes"}


def test_the_map_of_the_site_hatches_indirect_studies_of_people_too() -> None:
    held = evidence.state(
        (
            evidence.Invented(
                team="Moss", tier="indirect", findings=("GMV | insula | increase | pain_vs_hc",)
            ),
            evidence.Invented(team="Fern", findings=("GMV | thalamus | increase | pain_vs_hc",)),
        )
    )
    made = site_matrix(held, synthesised(held, VOCABULARY), NAMES)
    hatched = {row.name for row in made.rows if any(mark.indirect for (mark,) in row.cells)}
    assert hatched == {"Insula"}
    assert made.hatched == "indirect or animal"


def test_what_is_of_no_region_stands_below_all_regions() -> None:
    figure = _mapped([claim("", UP, UP, UP), claim("insula", UP)])

    assert [line.region for line in figure.lines] == ["Insula", "No single region"]
    assert figure.alt.startswith("A map of 1 region by")


def test_correlations_and_connections_are_not_in_the_matrix() -> None:
    said = " ".join(" ".join(row) for row in _mapped(_claims()).rows)
    assert "Amygdala" not in said
    assert "Functional connectivity" not in said


def test_contradicted_cells_have_a_colour_of_their_own() -> None:
    quiet = _mapped([claim("insula", UP, UP)]).svg()
    loud = _mapped([claim("insula", UP, DOWN)]).svg()
    assert quiet.count(CONTRADICTED) + 1 == loud.count(CONTRADICTED)


def test_a_large_matrix_says_how_many_regions_are_left_out() -> None:
    figure = _mapped(_many())
    left = len(figure.lines) - MOST_ROWS
    assert left > 0
    assert any(
        f"{left} regions with fewer cohorts not drawn" in one for one in _texts(figure.svg())
    )
    assert len({row[0] for row in figure.rows}) == len(figure.lines)


def test_a_region_is_marked_where_two_cohorts_of_people_agree() -> None:
    marked = _marked(*_claims())
    assert [(one.region, one.cohorts) for one in marked.marks] == [("Insula", 3), ("Thalamus", 2)]


@pytest.mark.parametrize(
    "alone",
    [
        claim("thalamus", UP),
        claim("thalamus", UP, DOWN),
        claim("thalamus", UP, UP, NONE),
        claim("thalamus", ALTERED, ALTERED),
        claim("thalamus", UP, UP, species=Species.ANIMAL, comparison="model_vs_control"),
        claim("thalamus", UP, UP, region_b="insula"),
        claim("thalamus", UP, UP, comparison="within_pain_group"),
    ],
    ids=["one cohort", "contradicted", "mixed", "unsigned", "animals", "connection", "correlation"],
)
def test_nothing_else_marks_the_brain(alone: Claim) -> None:
    assert brain([alone], NAMES, PLACES) is None


@pytest.mark.parametrize(
    ("side", "xs"),
    [("left", [-11]), ("right", [11]), ("", [-11, 11]), ("bilateral", [-11, 11])],
)
def test_a_mark_lies_on_the_side_that_studies_name(side: str, xs: list[int]) -> None:
    marked = _marked(claim("thalamus", UP, UP, side=side))
    assert [place[0] for place in marked.marks[0].places] == xs
    assert _marked(claim("pons", UP, UP)).marks[0].places == (PLACES["pons"],)


def test_a_region_without_a_place_is_counted_in_the_caption() -> None:
    figure = _marked(claim("precuneus", UP, UP), claim("pons", UP, UP))
    assert "1 further finding in regions that no point stands for" in figure.caption


def test_the_brain_says_that_its_places_are_approximate() -> None:
    assert "not coordinates that studies measured" in _marked(*_claims()).caption


def test_connections_stand_by_comparison_and_networks_within() -> None:
    within = claim("default_mode_network", DOWN, region_b="default_mode_network")
    figure = connections([*_claims(), within], NAMES)
    assert figure
    assert [row[0] for row in figure.rows] == ["Thalamus – Insula", "within Default mode network"]


def test_a_long_name_of_a_region_stands_whole_beside_its_connection() -> None:
    figure = connections([claim("nucleus_accumbens", UP, region_b="insula")], NAMES)
    assert figure
    assert ">Nucleus accumbens/ventral striatum</text>" in figure.svg()


def test_the_timeline_counts_a_cohort_in_the_year_of_its_first_paper() -> None:
    both = Cohort(id="a", studies=("a", "b"))
    figure = timeline(
        {"a": 2022, "b": 2020, "c": 2022, "d": None}, [both, Cohort(id="c", studies=("c",))]
    )
    assert figure
    assert figure.rows == (
        ("2020", "1", "1", "1", "1"), ("2021", "0", "1", "0", "1"), ("2022", "2", "3", "1", "2"),
    )  # fmt: skip
    assert "1 study without a year not shown" in figure.caption


def test_foci_say_how_far_they_are_from_a_pooled_map() -> None:
    assert "Pain: 1 independent experiment, of 20 needed" in _all(_claims())[-1].alt
    assert foci(Pooling(), {}, {}, TOPIC.figures["foci"]) is None


def test_foci_that_enter_no_map_are_drawn_in_grey_with_the_true_reason() -> None:
    chosen = LeftOut(study="a", why="it searched selected regions only", foci=(focus(),))
    figure = foci(Pooling(left_out=(chosen,)), {}, {"a": "Luna 2024"}, TOPIC.figures["foci"])
    assert figure
    assert "because it searched selected regions only: Luna 2024" in figure.caption
    assert "because it searched" in " ".join(_texts(figure.svg()))
    assert figure.rows[0][-1] == "no: it searched selected regions only"


def test_foci_of_animals_alone_make_no_figure() -> None:
    animals = LeftOut(study="a", why="it examined animals")
    assert foci(Pooling(left_out=(animals,)), {}, {}, TOPIC.figures["foci"]) is None


def test_foreign_text_stays_text() -> None:
    hostile = '</text><script>alert("x")</script>\x00\u202e 月 &amp; ]]>'
    for figure in _all([claim(f"other:{hostile}", UP, UP, region_b=""),
                        claim(f"other:{hostile}", UP, region_b="insula")]):  # fmt: skip
        root = ET.fromstring(figure.svg())  # noqa: S314 - what is tested
        assert not list(root.iter(f"{SVG}script"))
        assert "\u202e" not in figure.svg()


def test_the_gallery_has_foci_only_where_studies_print_them() -> None:
    bare = gallery(state([record()], [study()]), synthesis(), NAMES.vocabulary)
    peaks = gallery(state([record()], [study(foci=[focus()])]), synthesis(), NAMES.vocabulary)
    assert [one.name for one in bare] == ["timeline"]
    assert [one.name for one in peaks] == ["timeline", "foci"]


def test_a_region_that_the_vocabulary_lacks_is_called_by_its_id() -> None:
    figure = _mapped([claim("other:mossy_knoll", UP)])
    assert figure.rows[0][0] == "mossy knoll"


def test_what_no_letter_stands_for_is_left_to_other_tables() -> None:
    assert matrix([claim("frontal_pole", UP)], TermLabels(vocabulary=None)) is None


def test_the_order_of_claims_does_not_matter() -> None:
    for one, other in zip(_all(_many()), _all(_many()[::-1]), strict=True):
        assert one.svg() == other.svg()


def test_numbers_and_words_fit() -> None:
    assert [number(n) for n in (1.0, -0.04, 2.25, 2.35)] == ["1", "0", "2.2", "2.4"]
    assert cut("Superior frontal gyrus", 60).endswith("…")
    assert wrapped("one two three", 36) == ["one", "two", "three"]
    assert width("月") > width("i")
