"""Facts are read where a study speaks of itself, each with the words that tell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import LONGEST_QUOTE, Facts
from bot.extraction.facts import facts
from bot.extraction.reader import read
from bot.extraction.text import sentences
from bot.extraction.vocabulary import NO_WORDS, load

VOCABULARY = load("neuroimaging")
RULES = [
    # whom
    ("people_are_human", "We scanned 12 patients.", "species", ["human"]),
    ("rats_are_rats", "We scanned 12 Wistar rats.", "species", ["rat"]),
    (
        "patients_of_the_outlook_do_not_join_the_mice",
        "METHODS: We scanned 12 mice.\nCONCLUSIONS: This may help patients.",
        "species",
        ["mouse"],
    ),
    (
        "counted_animals_outweigh_patients_in_passing",
        "We scanned 12 rats as models of patients.",
        "species",
        ["rat"],
    ),
    ("no_words_tell_no_species", "We scanned phantoms.", "species", []),
    # how
    (
        "allotted_by_chance",
        "They were randomly assigned to two arms.",
        "designs",
        ["randomised_trial"],
    ),
    (
        "british_spelling",
        "A randomised controlled trial was done here.",
        "designs",
        ["randomised_trial"],
    ),
    ("not_by_chance", "This is a non-randomized trial.", "designs", []),
    ("stimuli_in_random_order_are_no_trial", "We showed words in randomized order.", "designs", []),
    ("trials_to_come", "We need a larger randomized trial.", "designs", []),
    ("crossover", "We used a cross-over design.", "designs", ["crossover"]),
    ("looked_back", "We retrospectively reviewed scans.", "designs", ["retrospective"]),
    ("one_case", "We report a case.", "designs", ["case_report"]),
    (
        "an_abstract_tells_reviews_of_others",
        "We compared it with a systematic review.",
        "designs",
        [],
    ),
    ("a_review_says_so", "In this review we list scans of rats.", "designs", ["review"]),
    ("a_review_has_no_people", "In this review we list scans of 12 patients.", "species", []),
    # which illness
    (
        "a_cancer_in_the_name_of_a_pain",
        "We saw women with chronic pain after breast cancer surgery.",
        "cancers",
        ["breast cancer"],
    ),
    ("one_cancer", "We saw women with breast cancer.", "cancers", ["breast cancer"]),
    (
        "cancers_that_share_a_noun",
        "We saw people with breast and lung cancer.",
        "cancers",
        ["breast cancer", "lung cancer"],
    ),
    ("tumour_with_a_u", "We saw patients with brain tumours.", "cancers", ["brain tumour"]),
    (
        "cells_are_no_patients",
        "We injected mammary carcinoma cells into rats.",
        "cancers",
        [],
    ),
    (
        "the_closer_name_wins",
        "We saw cancer patients with multiple myeloma.",
        "cancers",
        ["multiple myeloma"],
    ),
    ("unnamed_cancer", "We saw cancer patients.", "cancers", ["mixed/unspecified cancer"]),
    ("who_had_no_cancer", "We saw adults without breast cancer.", "cancers", []),
    ("left_out", "Patients with brain tumors were excluded from our study.", "cancers", []),
    ("not_taken_in", "Patients with breast cancer were not included.", "cancers", []),
    ("nobody_had", "None had received opioids, chemotherapy or morphine.", "analgesics", []),
    (
        "nobody_but_others_had",
        "None had pain, all had lung cancer.",
        "cancers",
        ["lung cancer"],
    ),
    ("functional_mri", "We recorded functional MRI (fMRI) in a task.", "modalities", ["fMRI"]),
    ("rest_is_narrower", "Resting fMRI was used; fMRI takes time.", "modalities", ["rs-fMRI"]),
    ("spect", "SPECT was done before and after.", "modalities", ["SPECT"]),
    ("others_scanned", "We used what others had used for FDG-PET.", "modalities", []),
    ("like_others", "FA was lower, consistent with EEG work in lung cancer.", "cancers", []),
    (
        "unlike_others_we_did",
        "In contrast to earlier PET work, we scanned patients with lung cancer.",
        "cancers",
        ["lung cancer"],
    ),
    ("nobody_before", "To our knowledge no study has used EEG.", "modalities", []),
    ("exclusion_criteria", "Our exclusion criteria were lung cancer and age.", "cancers", []),
    (
        "with_and_without_has_both",
        "We compared patients with and without bone metastases.",
        "cancers",
        ["metastatic cancer"],
    ),
    # which pain
    (
        "pain_of_bone",
        "We saw 9 people with bone cancer pain.",
        "pains",
        ["cancer-induced bone pain"],
    ),
    (
        "numb_from_medicine",
        "We saw 9 people with oxaliplatin-induced neuropathy.",
        "pains",
        ["chemotherapy-induced peripheral neuropathy"],
    ),
    (
        "short_form_of_the_field",
        "We saw 9 people with CIPN.",
        "pains",
        ["chemotherapy-induced peripheral neuropathy"],
    ),
    (
        "short_form_of_something_else",
        "Cool ice pack nights (CIPN) helped. We saw CIPN.",
        "pains",
        [],
    ),
    ("who_had_no_pain", "We saw adults without cancer pain.", "pains", []),
    ("of_chronic_pain_in_general", "We saw adults with chronic pain.", "pains", []),
    ("pain_from_treatment", "We saw 9 people with CIPN.", "origins", ["treatment"]),
    ("pain_from_the_tumour", "We saw 9 people with bone cancer pain.", "origins", ["tumour"]),
    ("pain_from_who_knows", "We saw 9 people with cancer pain.", "origins", []),
    # what was done
    ("magnets", "All patients underwent rTMS.", "interventions", ["rTMS"]),
    ("medicine_that_was_given", "We scanned after morphine infusion.", "interventions", ["opioid"]),
    ("medicine_that_was_named", "We measured morphine in blood.", "interventions", []),
    ("a_treatment_not_given", "Our patients had no acupuncture.", "interventions", []),
    ("a_treatment_for_the_future", "CONCLUSIONS: We may try tDCS next.", "interventions", []),
    (
        "neurofeedback_of_which_kind",
        "We gave fMRI neurofeedback.",
        "interventions",
        ["fMRI neurofeedback"],
    ),
    (
        "side_effects_are_not_tried",
        "We asked about side effects of chemotherapy.",
        "interventions",
        [],
    ),
    ("a_habit_is_not_tried", "We asked about morphine consumption.", "interventions", []),
    ("a_candidate_is_not_treated", "We found candidates for DBS.", "interventions", []),
    # medicines
    ("taken", "Patients taking oxycodone came to us.", "analgesics", ["oxycodone"]),
    ("opioid_naive", "We saw opioid-naive patients.", "analgesics", []),
    ("receptors_are_no_medicine", "We mapped opioid receptors after pain.", "analgesics", []),
    ("addiction_is_no_medicine", "We treated patients with opioid use disorder.", "analgesics", []),
    ("without_medicine", "Our patients came without opioid use.", "analgesics", []),
    (
        "the_drug_says_more_than_its_class",
        "We gave opioid therapy, daily morphine.",
        "analgesics",
        ["morphine"],
    ),
    # instruments
    ("scale_in_full", "We used the Brief Pain Inventory.", "scales", ["BPI"]),
    ("scale_in_short", "Pain was measured by VAS.", "scales", ["VAS"]),
    (
        "scale_without_effect_was_still_used",
        "Our VAS scores showed no difference.",
        "scales",
        ["VAS"],
    ),
    (
        "scale_that_is_something_else_here",
        "The bactericidal/permeability-increasing protein (BPI) rose. We saw BPI.",
        "scales",
        [],
    ),
    ("scale_of_several_meanings", "We saw PCS scores.", "scales", []),
    ("as_in_as_is_no_scale", "He vas here, we think.", "scales", []),
    # imaging
    ("tesla_in_capitals", "We used a 3-T scanner.", "field_strengths", ["3"]),
    ("tesla_with_a_decimal", "We used a 3.0 T scanner.", "field_strengths", ["3"]),
    ("tesla_in_full", "We used 1.5 tesla MRI.", "field_strengths", ["1.5"]),
    ("tesla_without_a_gap", "We used 7T MRI.", "field_strengths", ["7"]),
    ("two_scanners", "We used 1.5 T and 3 T MRI.", "field_strengths", ["1.5", "3"]),
    ("weighting_is_no_strength", "We used T1 and T2 images.", "field_strengths", []),
    ("cells_are_no_strength", "We counted 3 T cells.", "field_strengths", []),
    ("coils_are_no_scanner", "We used a 2 T coil.", "field_strengths", []),
    ("statistics_are_no_strength", "We found t = 3 T here.", "field_strengths", []),
    ("no_such_scanner", "We used a 6 T scanner.", "field_strengths", []),
    ("software", "We analysed it with SPM12 and FSL.", "software", ["SPM", "FSL"]),
    ("conn_in_small_letters_is_a_word", "We met conn artists.", "software", []),
    ("atlas", "We used the Harvard-Oxford atlas.", "atlases", ["Harvard-Oxford"]),
    ("tests", "We used two-sample t-tests.", "statistics", ["t_test"]),
    ("family_wise", "We set p < 0.05, FWE-corrected.", "corrections", ["FWE"]),
    ("false_discovery", "We controlled the false discovery rate.", "corrections", ["FDR"]),
    ("bonferroni", "We applied Bonferroni correction.", "corrections", ["Bonferroni"]),
    ("alphasim", "We corrected by AlphaSim.", "corrections", ["AlphaSim"]),
    (
        "at_cluster_level",
        "It was corrected at the cluster level.",
        "corrections",
        ["cluster_level"],
    ),
    (
        "method_unnamed",
        "It was corrected for multiple comparisons.",
        "corrections",
        ["method not named"],
    ),
    (
        "named_method_says_more",
        "It was FDR corrected for multiple comparisons.",
        "corrections",
        ["FDR"],
    ),
    ("not_corrected", "We set p < 0.001, uncorrected.", "corrections", ["uncorrected"]),
    ("everywhere", "We made a whole-brain voxel-wise analysis.", "scopes", ["whole_brain"]),
    ("somewhere", "We made a seed-based analysis.", "scopes", ["region_of_interest"]),
    ("irradiation_is_no_analysis", "We gave whole-brain radiotherapy.", "scopes", []),
    ("size_is_no_analysis", "We measured whole-brain volume.", "scopes", []),
    ("long_after", "We scanned breast cancer survivors.", "phases", ["after_treatment"]),
    ("cancer_alone", "We scanned cancer survivors.", "phases", ["after_treatment"]),
    ("untreated", "We scanned chemotherapy-naive patients.", "phases", ["before_treatment"]),
    ("trials_say_after", "After treatment it was lower.", "phases", []),
    # whose
    (
        "others_found_it",
        "Previous studies used 7 T scanners. We used another.",
        "field_strengths",
        [],
    ),
    (
        "known_before_the_aim",
        "EEG is cheap. We aimed to measure fMRI.",
        "modalities",
        ["fMRI"],
    ),
    (
        "background_gives_nothing",
        "BACKGROUND: Lung cancer kills.\nMETHODS: We saw 12 patients.",
        "cancers",
        [],
    ),
    (
        "an_aim_in_the_background_counts",
        "BACKGROUND: We aimed to scan lung cancer.\nMETHODS: We saw 12 patients.",
        "cancers",
        ["lung cancer"],
    ),
    ("outlook_gives_nothing", "RESULTS: It fell.\nCONCLUSIONS: We need EEG.", "modalities", []),
]


def of(text: str, title: str = "") -> Facts:
    return read(title, text, VOCABULARY).facts


@pytest.mark.parametrize(
    ("text", "kind", "expected"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES]
)
def test_facts(text: str, kind: str, expected: list[str]) -> None:
    assert [one.value for one in of(text).of(kind)] == expected


def test_the_quote_is_the_shortest_that_tells() -> None:
    text = "Patients were scanned after six weeks of daily oxycodone on a 3.0-T scanner."
    found = of(text)
    (strength,), (medicine,) = found.of("field_strengths"), found.of("analgesics")
    assert (strength.quote.text, text.index("3.0-T")) == ("3.0-T", strength.quote.start)
    assert medicine.quote.text == "daily oxycodone"


def test_what_title_and_abstract_tell_is_quoted_from_the_abstract() -> None:
    found = of("We scanned women with lung cancer.", "Lung cancer and EEG")
    assert [(it.value, it.quote.part) for it in found.of("cancers")] == [
        ("lung cancer", "abstract")
    ]
    assert [(it.value, it.quote.part) for it in found.of("modalities")] == [("EEG", "title")]


def test_a_title_declares_a_review_or_a_protocol() -> None:
    found = of("We list 12 patients.", "Lung cancer: a systematic review and study protocol")
    assert [it.value for it in found.of("designs")] == ["review", "protocol"]
    assert [it.value for it in found.of("cancers")] == ["lung cancer"]
    assert not found.of("species")


def test_without_a_vocabulary_only_tesla_is_read() -> None:
    found = facts("Lung cancer", "We used 3 T MRI.", sentences("We used 3 T MRI."), NO_WORDS)
    assert [(it.value, it.quote.text) for it in found.all] == [("3", "3 T")]


@pytest.mark.parametrize(
    "text",
    [
        "We saw VAS, ", "no lung cancer ", "We left out lung cancer (excluded) ",
        "breast and lung cancer, ", "CIPN (CIPN) ", "3 T ", "after after morphine ", "(",
        "We saw rats. ", "VAS ", "without ",
    ],
)  # fmt: skip
def test_a_long_hostile_text_is_read_to_its_end(text: str) -> None:
    """What it takes is measured by `benchmarks/hostile.py`."""
    many = text * (30_000 // len(text))
    for found in facts("", many, sentences(many), VOCABULARY).all:
        assert many.startswith(found.quote.text, found.quote.start)


WORDS = [
    *("We scanned ", "patients ", "rats ", "with ", "without ", "breast ", "and ", "lung cancer "),
    *("CIPN", " (", ") ", ". ", "\n", "METHODS: ", "CONCLUSIONS: ", "after ", "morphine ", "3 T "),
    *("opioid-", "naive ", "review ", "FWE", "-", "whole-brain ", "voxel", "é́", "\u2028", "VAS "),
]


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=30).map("".join), st.text())
def test_every_quote_is_where_it_says(abstract: str, title: str) -> None:
    found = of(abstract, title)
    for one in found.all:
        text = title if one.quote.part == "title" else abstract
        end = one.quote.start + len(one.quote.text)
        assert text[one.quote.start : end] == one.quote.text
        assert 0 < len(one.quote.text) <= LONGEST_QUOTE


@given(
    st.text(alphabet=" \n\t", max_size=5),
    st.lists(st.sampled_from(WORDS), max_size=20).map("".join),
)
def test_white_space_around_the_text_changes_nothing(space: str, text: str) -> None:
    plain, wide = of(text), of(f"{space}{text}{space}")
    assert plain.by_kind.keys() == wide.by_kind.keys()
    for kind in plain.by_kind:
        assert plain.values(kind) == wide.values(kind)
