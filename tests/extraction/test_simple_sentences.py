"""Sentences put together from parts, each with the one reading that it has.

Measures, lists of places, groups, words for more or less and constructions are drawn at random,
always the same ones: what is read must not hang on how many places are listed, on which word says
it, or on what stands between a measure and its verb.
"""

from random import Random

import pytest

from bot.extraction.reader import read

Said = set[tuple[str, str, str, str]]
"""Measure, place, direction and comparison of findings."""
MEASURES = {
    "ReHo": ("ReHo", "regional homogeneity"),
    "GMV": ("grey matter volume",),
    "CBF": ("CBF", "cerebral blood flow"),
    "DC": ("degree centrality",),
    "task_activation": ("activation", "heat-evoked activation", "BOLD response"),
}
PLACES = {
    "insula": ("insula", "insular cortex"),
    "thalamus": ("thalamus",),
    "anterior_cingulate_cortex": ("anterior cingulate cortex", "ACC"),
    "postcentral_gyrus": ("postcentral gyrus",),
    "dorsolateral_prefrontal_cortex": ("DLPFC", "dorsolateral prefrontal cortex"),
    "middle_frontal_gyrus": ("middle frontal gyrus",),
}
MORE, LESS = ("higher", "greater", "larger"), ("lower", "weaker", "smaller")
CHANGED = {"increase": ("increased", "elevated", "enhanced"), "decrease": ("reduced", "decreased")}
VERBS = {"increase": ("increased", "rose"), "decrease": ("decreased", "fell", "declined")}
PEOPLE = (
    (
        (
            "We scanned 30 patients with cancer pain, 28 cancer patients without pain and 30"
            " healthy controls."
        ),
        ("patients with pain", "patients without pain", "healthy controls"),
    ),
    (
        (
            "Thirty lung cancer patients with pain (CP+), 28 without pain (CP-) and 30 healthy"
            " controls (HC) took part."
        ),
        ("CP+ patients", "CP-", "HC"),
    ),
    (
        (
            "Participants were 25 breast cancer survivors with chronic pain, 24 pain-free survivors"
            " and 26 healthy women."
        ),
        ("survivors with pain", "pain-free survivors", "healthy women"),
    ),
)
COMPARED = {(0, 2): "pain_vs_hc", (0, 1): "pain_vs_cancer_no_pain", (1, 2): "cancer_no_pain_vs_hc"}
AGAINST = ("compared with", "relative to", "versus")
SIDES = ("", "left ", "right ", "bilateral ")
TESTS = ("", " (p = 0.003)", " (t = 3.2, p = 0.002)", " (p < 0.05, FWE corrected)")
DIFFERENCES = (
    "{measure} of {places} was {more} in {index} than in {comparator}{test}.",
    "{index} had {more} {measure} in {places} than {comparator}{test}.",
    "{index} showed {changed} {measure} in {places} {against} {comparator}{test}.",
    "Compared with {comparator}, {index} showed {changed} {measure} of {places}{test}.",
    "{index}, {against} {comparator}, exhibited {changed} {measure} in {places}{test}.",
    "In {places}, {measure} was {more} in {index} than in {comparator}{test}.",
    "{noun} in {measure} of {places} was found in {index} {against} {comparator}{test}.",
    "{places} showed {changed} {measure} in {index} {against} {comparator}{test}.",
    "{index} versus {comparator}: {changed} {measure} in {places}{test}.",
    (
        "{measure} of {places} was {more} in {index} than in {comparator}{test}, and correlated"
        " with anxiety scores in {index}."
    ),
)
NULLS = (
    "{measure} of {places} did not differ between {index} and {comparator}{test}.",
    "No differences in {measure} of {places} were found between {index} and {comparator}.",
    "{measure} in {places} was similar in {index} and {comparator}.",
)
UNSIGNED = (
    "{index} and {comparator} differed in {measure} of {places}{test}.",
    "{index} differed from {comparator} in {measure} of {places}{test}.",
)
OVER_TIME = (
    "After acupuncture, {measure} in {places} was {more} than before{test}.",
    "{measure} in {places} {verb} after acupuncture{test}.",
    "Acupuncture {changed} {measure} in {places}{test}.",
)


class Drawn:
    """One choice of all parts, and the sentences that can be made of them."""

    def __init__(self, number: int) -> None:
        self.draw = draw = Random(number)  # noqa: S311 - the same choices each time
        self.direction = draw.choice(("increase", "decrease"))
        self.measure = draw.choice(list(MEASURES))
        self.places = draw.sample(list(PLACES), draw.randint(1, 3))
        self.methods, groups = draw.choice(PEOPLE)
        index, comparator = draw.choice(list(COMPARED))
        self.comparison = COMPARED[index, comparator]
        more = self.direction == "increase"
        self.parts = {
            "measure": draw.choice(MEASURES[self.measure]),
            "places": self._listed(),
            "index": groups[index],
            "comparator": groups[comparator],
            "more": draw.choice(MORE if more else LESS),
            "changed": draw.choice(CHANGED[self.direction]),
            "verb": draw.choice(VERBS[self.direction]),
            "noun": draw.choice(("an increase", "a rise") if more else ("a decrease", "a fall")),
            "against": draw.choice(AGAINST),
            "test": draw.choice(TESTS),
        }

    def _listed(self) -> str:
        draw = self.draw
        named = [f"the {draw.choice(SIDES)}{draw.choice(PLACES[place])}" for place in self.places]
        *first, last = named
        return f"{', '.join(first)} and {last}" if first else last

    def sentence(self, form: str) -> str:
        """The sentence in this form, with a large first letter."""
        text = form.format(**self.parts)
        return text[:1].upper() + text[1:]

    def all(self, direction: str, comparison: str) -> Said:
        """The same said of every place."""
        return {(self.measure, place, direction, comparison) for place in self.places}


def counted(methods: str, sentence: str) -> Said:
    """What counts, but for correlations, which have a test of their own."""
    found = read("Brain imaging of cancer pain", f"{methods} {sentence}").findings
    return {
        (it.measure, it.region, str(it.direction), it.comparison)
        for it in found
        if not it.status and not it.clinical_variable
    }


@pytest.mark.parametrize("form", DIFFERENCES)
@pytest.mark.parametrize("number", range(6))
def test_a_difference_is_read_at_every_place(number: int, form: str) -> None:
    drawn = Drawn(number)
    sentence = drawn.sentence(form)
    assert counted(drawn.methods, sentence) == drawn.all(drawn.direction, drawn.comparison), (
        sentence
    )


@pytest.mark.parametrize("form", NULLS)
@pytest.mark.parametrize("number", range(10, 18))
def test_no_difference_is_read_at_every_place(number: int, form: str) -> None:
    drawn = Drawn(number)
    sentence = drawn.sentence(form)
    assert counted(drawn.methods, sentence) == drawn.all("none", drawn.comparison), sentence


@pytest.mark.parametrize("form", UNSIGNED)
@pytest.mark.parametrize("number", range(20, 28))
def test_a_difference_without_a_direction_has_none(number: int, form: str) -> None:
    drawn = Drawn(number)
    sentence = drawn.sentence(form)
    assert counted(drawn.methods, sentence) == drawn.all("altered", drawn.comparison), sentence


@pytest.mark.parametrize("form", OVER_TIME)
@pytest.mark.parametrize("number", range(30, 38))
def test_a_change_with_treatment_is_read_at_every_place(number: int, form: str) -> None:
    drawn = Drawn(number)
    methods = "Twenty patients with cancer pain were scanned before and after acupuncture."
    sentence = drawn.sentence(form)
    assert counted(methods, sentence) == drawn.all(drawn.direction, "post_vs_pre"), sentence


@pytest.mark.parametrize("sign", ["positive", "negative"])
@pytest.mark.parametrize("number", range(40, 48))
def test_a_correlation_is_nothing_else_beside(number: int, sign: str) -> None:
    drawn = Drawn(number)
    sentence = drawn.sentence(f"{{measure}} of {{places}} correlated {sign}ly with pain intensity.")
    found = read("Cancer pain", f"Thirty patients with cancer pain were scanned. {sentence}")
    said = {(it.region, str(it.direction)) for it in found.findings if not it.status}
    assert said == {(place, f"{sign}_correlation") for place in drawn.places}, sentence
