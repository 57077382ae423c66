"""Which measure the words of an abstract mean."""

import pytest

from bot.extraction.findings.measures import MeasureFinder
from bot.extraction.reader import read
from bot.extraction.vocabulary import load
from tests.extraction.gout import Said, said

VOCABULARY = load("neuroimaging")


def named(text: str) -> list[str]:
    return [match.id for match in MeasureFinder(text, VOCABULARY).matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jugglers were studied using magnetoencephalography.", "EEG_source"),
        ("We recorded the EEG of sleepers and localised its sources with sLORETA.", "EEG_source"),
        ("Readers underwent high-density EEG. Earlier fMRI findings differ.", "EEG_source"),
        ("Readers underwent simultaneous EEG and fMRI scanning.", "task_activation"),
        ("We acquired fMRI and EEG while readers hummed.", "task_activation"),
        ("Unlike EEG, this method is slow. Readers underwent functional MRI.", "task_activation"),
        ("Readers wore a cap with near-infrared sensors (fNIRS).", "HbO"),
        ("Tellers were studied by near-infrared spectroscopy.", "HbO"),
        ("Near infrared light told of the cortex of tellers.", "HbO"),
    ],
)
def test_activity_is_what_the_method_of_a_paper_measures(text: str, expected: str) -> None:
    assert MeasureFinder(text, VOCABULARY).activity == expected


@pytest.mark.parametrize(
    "words",
    ["Physical activity was lower in the insula group", "Verbal responses were slower",
     "Button responses told of the insula", "Treatment response of the thalamus group"],
)  # fmt: skip
def test_activity_outside_the_brain_is_no_measure(words: str) -> None:
    assert "task_activation" not in named(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beta (13\u201330 Hz) power was studied.", ["EEG_power.beta"]),
        ("Readers differed in alpha-band [8-12 Hz] power.", ["EEG_alpha_power"]),
        ("Power in the theta band (4-7 Hz) was studied.", ["EEG_power.theta"]),
        ("Readers saw theta (see Table 2) power.", []),
    ],
)
def test_the_frequencies_of_a_band_may_stand_within_its_name(
    text: str, expected: list[str]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NAA/Cr was studied in jugglers.", ["MRS_metabolite.NAA"]),
        ("The ratio of choline to creatine was studied.", ["MRS_metabolite.choline"]),
        ("The glutamate/GABA ratio was studied.", ["MRS_metabolite"]),
        ("Glutamate and GABA levels were studied.",
         ["MRS_metabolite.glutamate", "MRS_metabolite.GABA"]),
        ("Metabolite levels were studied.", ["MRS_metabolite"]),
        ("GABA+/Cr was studied.", ["MRS_metabolite.GABA"]),
    ],
)  # fmt: skip
def test_a_ratio_is_of_the_metabolite_that_is_held_against_creatine(
    text: str, expected: list[str]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alpha power was studied. Frontal theta rose.", ["EEG_alpha_power", "EEG_power.theta"]),
        ("Beta power was studied. More gamma and less delta power were seen.",
         ["EEG_power.beta", "EEG_power.gamma", "EEG_power.delta"]),
        ("Theta power was studied (alpha = 0.05, beta coefficient 0.2).", ["EEG_power.theta"]),
        ("GMV was studied. Frontal theta rose.", ["GMV"]),
    ],
)  # fmt: skip
def test_a_band_stands_for_its_power_where_power_is_studied(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_binding_is_of_the_one_receptor_that_a_paper_names() -> None:
    one = "We used [11C]carfentanil binding. Binding potential was studied."
    assert named(one) == ["receptor_binding.opioid_receptor"] * 2
    two = f"{one} So was raclopride binding."
    assert named(two)[1:] == ["receptor_binding", "receptor_binding.D2_receptor"]


@pytest.mark.parametrize(
    "words",
    ["Activity of the insula was lower", "Social brain activation was lower",
     "The insula response was slower"],
)  # fmt: skip
def test_activity_of_the_brain_is_a_measure(words: str) -> None:
    assert "task_activation" in named(words)


@pytest.mark.parametrize("degree", ["more active", "less responsive", "more engaged"])
def test_a_degree_of_being_active_is_one_of_activation(degree: str) -> None:
    text = f"FC of the cuneus was studied. The putamen was {degree} during humming."
    assert {measure for measure, place, _ in said(text) if place == "putamen"} == {
        "task_activation"
    }


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("[11C]carfentanil binding potential", "receptor_binding.opioid_receptor"),
        ("18F-flumazenil uptake", "receptor_binding.GABA_A_receptor"),
        ("18F-FDG uptake", "glucose_metabolism"),
        ("distribution volume", "receptor_binding"),
        ("ventricular volume", "other:ventricular volume"),
        ("cerebrovascular reactivity", "other:cerebrovascular reactivity"),
        ("P300 latency", "other:ERP latency"),
        ("latency of the N170", "other:ERP latency"),
        ("amplitude of the P300", "ERP"),
        ("deoxy-Hb", "other:deoxyhaemoglobin"),
        ("individual alpha frequency", "other:peak alpha frequency"),
        ("uptake of 18F-fluorodopa", "receptor_binding"),
        ("PET signal", "receptor_binding"),
        ("N135 amplitude", "ERP"),
        ("N135 latency", "other:ERP latency"),
        ("phase-locking", "FC"),
        ("leftward asymmetry of FA", "other:lateralization"),
        ("phase synchronisation", "FC"),
    ],
)
def test_quantities_that_share_a_word_are_told_apart(words: str, id: str) -> None:
    assert named(f"Rowers had a higher {words} in the left thalamus.") == [id]


def test_what_a_muscle_answers_is_no_potential_of_the_brain() -> None:
    assert named("Motor evoked potentials were larger in rowers.") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Rowers showed grey matter volume loss in the putamen.",
            {("GMV", "putamen", "decrease")},
        ),
        (
            "Volume loss was confined to the caudate in rowers.",
            {("GMV", "caudate", "decrease")},
        ),
        (
            "Hippocampal atrophy was greater in rowers than in controls.",
            {("GMV", "hippocampus", "decrease")},
        ),
        (
            "The reduction of cortical thickness in the insula was more pronounced in rowers.",
            {("cortical_thickness", "insula", "decrease")},
        ),
        (
            "Rowers had FA reductions, most pronounced in the fornix.",
            {("FA", "fornix", "decrease")},
        ),
        (
            "Rowers had a thinner cortex in the insula, but thickened left cuneus.",
            {
                ("cortical_thickness", "insula", "decrease"),
                ("cortical_thickness", "cuneus", "increase"),
            },
        ),
        (
            "Rowers had reduced thickness in the insula, and caudate volume was also reduced.",
            {("cortical_thickness", "insula", "decrease"), ("GMV", "caudate", "decrease")},
        ),
        (
            "White matter volume in the fornix and FA in the cingulum were lower in rowers.",
            {("WMV", "fornix", "decrease"), ("FA", "cingulum_cingulate", "decrease")},
        ),
        (
            "FA decreased in the fornix and thickness of the cuneus increased in rowers.",
            {("FA", "fornix", "decrease"), ("cortical_thickness", "cuneus", "increase")},
        ),
    ],
)
def test_how_large_a_loss_is_and_where_it_is_clearest(text: str, wanted: Said) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "CBF in the thalamus and cuneus was lower, and in the insula and caudate higher.",
            {
                ("CBF", "thalamus", "decrease"),
                ("CBF", "cuneus", "decrease"),
                ("CBF", "insula", "increase"),
                ("CBF", "caudate", "increase"),
            },
        ),
        (
            "Patients had higher hippocampal CBF and FA than controls.",
            {("CBF", "hippocampus", "increase"), ("FA", "hippocampus", "increase")},
        ),
    ],
)
def test_what_a_list_of_places_or_measures_shares(text: str, wanted: Said) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients underactivated the insula and overactivated the cuneus.",
            {
                ("task_activation", "insula", "decrease"),
                ("task_activation", "cuneus", "increase"),
            },
        ),
        (
            "The caudate responded less in patients than in controls.",
            {("task_activation", "caudate", "decrease")},
        ),
        (
            "Plums, relative to no treatment, reduced taste-evoked signal in the thalamus.",
            {("task_activation", "thalamus", "decrease")},
        ),
        (
            "Plums evoked stronger responses in the insula and, to a lesser extent, in the cuneus.",
            {
                ("task_activation", "insula", "increase"),
                ("task_activation", "cuneus", "increase"),
            },
        ),
        (
            "The plum normalised early amygdala hyperactivity.",
            {("task_activation", "amygdala", "decrease")},
        ),
    ],
)
def test_ways_to_say_what_a_place_does(text: str, wanted: Said) -> None:
    assert said(text) == wanted


def test_the_cortex_that_is_thinner_is_no_place_beside_where_it_is() -> None:
    assert said("The cortex of patients was thinner in the cuneus than that of controls.") == {
        ("cortical_thickness", "cuneus", "decrease")
    }


def test_a_predicate_of_a_place_with_an_unknown_name_is_of_no_other_place() -> None:
    found = said("CBF in the thalamus was higher and FA in the left XQZ lower in patients.")
    assert found == {("CBF", "thalamus", "increase")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Insula volume was greater and caudate volume similar in patients.",
            {("GMV", "insula", "increase"), ("GMV", "caudate", "none")},
        ),
        (
            "Neither cortical thickness nor FA differed between groups in the cuneus.",
            {("cortical_thickness", "cuneus", "none"), ("FA", "cuneus", "none")},
        ),
        (
            "Thalamic hypometabolism disappeared in patients after the plum.",
            {("glucose_metabolism", "thalamus", "increase")},
        ),
    ],
)
def test_what_is_alike_and_what_is_over(text: str, wanted: Said) -> None:
    assert said(text) == wanted


def test_what_was_not_found_is_not_what_people_lack() -> None:
    text = (
        "Rowers with and without gout had MRI. RESULTS: Caudate volume was smaller in rowers with"
        " gout, with no difference in insula volume."
    )
    found = read("", text).findings
    assert {(each.region, each.direction) for each in found} == {
        ("caudate", "decrease"),
        ("insula", "none"),
    }


def test_a_change_goes_along_with_another_at_its_places() -> None:
    assert said("Patients had lower FA in the fornix and insula, accompanied by higher RD.") == {
        ("FA", "fornix", "decrease"),
        ("FA", "insula", "decrease"),
        ("RD", "fornix", "increase"),
        ("RD", "insula", "increase"),
    }


def test_that_of_another_place_is_the_same_measure() -> None:
    assert said(
        "Activation of the cuneus was greater in patients, that of the insula smaller."
    ) == {
        ("task_activation", "cuneus", "increase"),
        ("task_activation", "insula", "decrease"),
    }
