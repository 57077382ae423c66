"""Cohorts are counted, not papers; what may not be pooled is not."""

from dataclasses import replace

import pytest

from bot.domain.claims import Agreement, Claim, Species
from bot.domain.decisions import Decision
from bot.domain.facts import Quote
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Direction, Finding, Study
from bot.domain.verdicts import Judge, Verdict
from bot.extraction.vocabulary import load
from bot.synthesis.synthesis import synthesised
from bot.synthesis.variables import NOT_NAMED, standard
from bot.topics.loading import load as load_topic
from tests.evidence import CHECKED, Invented, state

NAMES = load_topic("neuroimaging").variables

UP, DOWN = Direction.INCREASE, Direction.DECREASE
NONE, ALTERED = Direction.NONE, Direction.ALTERED
WHOLE = synthesised(state(), load("neuroimaging"))
TEAMS = ("Moss", "Fern", "Ash", "Rain", "Snow")


def claims(*papers: tuple[str, ...]) -> tuple[Claim, ...]:
    """What papers say of which each has a team of its own."""
    made = [Invented(team=team, findings=found) for team, found in zip(TEAMS, papers, strict=False)]
    return synthesised(state(made), load("neuroimaging")).claims


def of_insula(*papers: str) -> Claim:
    """The only claim about the insula's grey matter; several findings of one paper by ``+``."""
    lines = [tuple(f"GMV | {part} | pain_vs_hc" for part in found.split(" + ")) for found in papers]
    (claim,) = claims(*lines)
    return claim


def test_two_papers_of_one_cohort_count_once() -> None:
    claim = next(one for one in WHOLE.claims if one.region == "amygdala" and one.total == 1
                 and one.family == "perfusion_metabolism")  # fmt: skip
    assert len(claim.studies) == 2
    assert claim.cohorts == {UP: 1}


def test_counts_add_up_to_the_cohorts_in_every_claim() -> None:
    for claim in WHOLE.claims:
        assert sum(claim.cohorts.values()) == claim.total
        assert claim.total == len({one.cohort for one in claim.evidence})


def test_pain_against_other_patients_is_never_pooled_with_pain_against_healthy_people() -> None:
    found = claims(
        ("GMV | insula | decrease | pain_vs_hc",),
        ("GMV | insula | decrease | pain_vs_cancer_no_pain",),
        ("GMV | insula | decrease | model_vs_control",),
    )
    assert [one.total for one in found] == [1, 1, 1]
    assert {one.species for one in found} == {Species.HUMAN, Species.ANIMAL}
    assert len({one.id for one in found}) == 3


def test_diffusivity_is_not_counted_with_anisotropy() -> None:
    found = claims(
        ("FA | fornix | decrease | pain_vs_hc",), ("MD | fornix | increase | pain_vs_hc",)
    )
    assert [(one.family, one.scale) for one in found] == [
        ("structure_wm", ""),
        ("structure_wm", "diffusivity"),
    ]


def test_a_connection_has_no_order() -> None:
    (claim,) = claims(
        ("FC | left thalamus ~ right insula | increase | pain_vs_hc",),
        ("FC | right insula ~ left thalamus | increase | pain_vs_hc",),
    )
    assert claim.cohorts == {UP: 2}
    assert {(one.hemisphere, one.hemisphere_b) for one in claim.evidence} == {("right", "left")}


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("left insula | increase + right insula | increase", UP),
        ("left insula | increase + right insula | none", UP),
        ("left insula | increase + right insula | altered", UP),
        ("left insula | none + right insula | altered", ALTERED),
        ("left insula | increase + right insula | decrease", ALTERED),
        ("left insula | increase + left insula | decrease", ALTERED),
        ("left insula | none + right insula | none", NONE),
    ],
)
def test_a_cohort_counts_once_whatever_its_sides_say(said: str, counted: Direction) -> None:
    claim = of_insula(said)
    assert claim.cohorts == {counted: 1}
    assert claim.direction is counted


@pytest.mark.parametrize(
    ("said", "direction", "agreement"),
    [
        (["decrease"], DOWN, Agreement.SINGLE),
        (["altered"], ALTERED, Agreement.UNSIGNED),
        (["none", "none"], NONE, Agreement.CONSISTENT),
        (["decrease", "decrease"], DOWN, Agreement.CONSISTENT),
        (["decrease", "altered"], DOWN, Agreement.SINGLE),
        (["decrease", "altered", "decrease"], DOWN, Agreement.CONSISTENT),
        (["decrease", "none"], DOWN, Agreement.MIXED),
        (["decrease", "none", "none"], NONE, Agreement.MIXED),
        (["altered", "none"], ALTERED, Agreement.MIXED),
        (["decrease", "decrease", "increase"], DOWN, Agreement.CONTRADICTED),
        (["decrease", "increase"], ALTERED, Agreement.CONTRADICTED),
    ],
)
def test_what_most_cohorts_found_leads(
    said: list[str], direction: Direction, agreement: Agreement
) -> None:
    claim = of_insula(*(f"insula | {one}" for one in said))
    assert (claim.direction, claim.agreement) == (direction, agreement)


def test_opposite_signs_on_two_sides_are_mixed_and_no_contradiction() -> None:
    claim = of_insula("left insula | increase", "right insula | decrease")
    assert (claim.direction, claim.agreement) == (ALTERED, Agreement.MIXED)


def test_what_readers_contradict_each_other_about_counts_for_nothing() -> None:
    (claim,) = claims(("GMV | insula | decrease | pain_vs_hc",
                       "! GMV | insula | increase | pain_vs_hc"))  # fmt: skip
    assert [one.finding for one in claim.evidence] == ["f1"]


@pytest.mark.parametrize("mark", ["?", "!"])
def test_what_is_to_be_checked_stands_in_no_claim_until_a_person_confirms_it(mark: str) -> None:
    line = f"{mark} GMV | insula | decrease | pain_vs_hc"
    assert claims((line,)) == ()
    (study,) = state([Invented(team="Moss", findings=(line,))]).studies.values()
    assert (len(study.counted), len(study.to_check)) == (0, 1)
    confirmed = replace(study, checked=("f1",))
    assert (len(confirmed.counted), len(confirmed.to_check)) == (1, 0)


def test_what_a_person_checked_is_marked() -> None:
    marked = {
        (one.study, one.finding) for claim in WHOLE.claims for one in claim.evidence if one.checked
    }
    assert marked == {(CHECKED, "f1")}


def test_a_measure_that_the_vocabulary_lacks_is_like_itself_alone() -> None:
    found = claims(
        ("other:moon index | insula | decrease | pain_vs_hc",),
        ("other:tide index | insula | increase | pain_vs_hc",),
    )
    assert [one.total for one in found] == [1, 1]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("pain NRS scores", "pain intensity"),
        ("severity of cancer pain", "pain intensity"),
        ("VAS", "pain intensity"),
        ("visual analogue scale", "pain intensity"),
        ("numerical rating scale scores", "pain intensity"),
        ("visual analogue scale of anxiety", "anxiety"),
        ("pain_intensity", "pain intensity"),
        ("duration of pain", "pain duration"),
        ("pain duration (months)", "pain duration"),
        ("BPI pain interference", "pain interference"),
        ("pain threshold", "pain threshold"),
        ("pain relief", "reduction of pain intensity"),
        ("change in pain intensity", "change of pain intensity"),
        ("increase in pain intensity", "change of pain intensity"),
        ("increasing pain intensity", "pain intensity"),
        ("increased pain intensity", "pain intensity"),
        ("increasing age", "age"),
        ("more severe pain", "pain intensity"),
        ("increasing doses of morphine", "analgesic dose"),
        ("change in anxiety", "change of anxiety"),
        ("HADS-A scores", "anxiety"),
        ("FACT/GOG-Ntx", "neurotoxicity subscale"),
        ("CIPN-20 scores", "neuropathy severity"),
        ("daily morphine equivalent", "analgesic dose"),
        ("sleep quality", "sleep quality"),
        ("PSQI", "sleep disturbance"),
        ("BPI severity", "pain intensity"),
        ("painDETECT Score", "painDETECT score"),
        ("HADS", "HADS"),
        ("Colour of the  Curtains", "colour of the curtains"),
        ("", NOT_NAMED),
    ],
)
def test_clinical_variables_have_standard_names(words: str, name: str) -> None:
    assert standard(words, NAMES) == name


def test_names_that_differ_in_capitals_alone_are_one_and_keep_their_short_forms() -> None:
    quote = Quote(text="less gloom", start=0)
    studies = {
        key: Study(
            id=key, read_from="abstract", reader="rules", text_hash="x",
            findings=(
                Finding(id="f1", measure=f"other:{name} score", region="", quote=quote,
                        direction=Direction.DECREASE, comparison="between_arms",
                        intervention=f"other:{name} training", comparator="placebo"),
            ),
        )
        for key, name in (("1", "eeg"), ("2", "EEG"))
    }  # fmt: skip
    held = State(
        records=tuple(Record(id=key, title="Moon") for key in studies),
        decisions=tuple(
            Decision(record=key, verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="ada",
                     on="2026-01-01", reasons=("Yes.",))
            for key in studies
        ),
        studies=studies,
    )  # fmt: skip
    (claim,) = synthesised(held, load("clinical")).claims
    assert claim.intervention == "other:EEG training"
    assert claim.family == "other:EEG score"
    assert claim.id == claim.id.casefold()
