"""Wordings that decide which measure and place a direction belongs to."""

import pytest

from bot.extraction.design import Design
from bot.extraction.reader import read
from tests.extraction.gout import METHODS, Said, said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Reappraise > view: left amygdala and cuneus. View > reappraise: bilateral insula.",
            {
                ("task_activation", "amygdala", "increase"),
                ("task_activation", "cuneus", "increase"),
                ("task_activation", "insula", "decrease"),
            },
        ),
        (
            "The contrast heat > warmth gave activation of the thalamus.",
            {("task_activation", "thalamus", "increase")},
        ),
        (
            "Activation (controls > patients) was seen in the putamen.",
            {("task_activation", "putamen", "decrease")},
        ),
    ],
)
def test_contrasts_written_with_a_sign(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Activation of the insula was the same (p > 0.05).",
        "Clusters (k > 20 voxels) lay in the insula.",
        "Voxels with z > z-critical were kept in the insula.",
    ],
)
def test_a_threshold_is_no_contrast(text: str) -> None:
    assert ("task_activation", "insula", "increase") not in said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients had altered FC of the cuneus, and lower insula and putamen activation.",
            {("task_activation", "insula", "decrease"), ("task_activation", "putamen", "decrease")},
        ),
        (
            "FC of the cuneus was weaker, and patients showed greater thalamus and caudate volume.",
            {("GMV", "thalamus", "increase"), ("GMV", "caudate", "increase")},
        ),
        (
            "Patients showed reduced FC and smaller amygdala and hippocampus volumes.",
            {("GMV", "amygdala", "decrease"), ("GMV", "hippocampus", "decrease")},
        ),
    ],
)
def test_a_list_beside_connectivity_has_a_measure_of_its_own(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "CBF of the insula was lower, and ReHo of the putamen higher, in patients.",
            {("CBF", "insula", "decrease"), ("ReHo", "putamen", "increase")},
        ),
        (
            "ALFF of the cuneus was reduced, and FA of the fornix increased, in patients.",
            {("ALFF", "cuneus", "decrease"), ("FA", "fornix", "increase")},
        ),
        (
            "Thickness of the insula was greater and CBF of the caudate was lower in patients.",
            {("cortical_thickness", "insula", "increase"), ("CBF", "caudate", "decrease")},
        ),
    ],
)
def test_a_predicate_speaks_of_the_measure_before_it(text: str, wanted: Said) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Active stimulation reduced connectivity between the cuneus and the putamen.",
        "Active treatment decreased connectivity of the cuneus with the putamen.",
        "The active drug lowered connectivity between the putamen and the cuneus.",
    ],
)
def test_only_what_a_conjunction_joins_is_said_both_ways(text: str) -> None:
    assert ("FC", "cuneus-putamen", "decrease") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Heat activated the insula, the thalamus and the cuneus, and deactivated the precuneus.",
        "The tones activated the cuneus and deactivated the precuneus.",
        "Itch recruited the thalamus and silenced activity of the precuneus.",
    ],
)
def test_another_verb_ends_a_list(text: str) -> None:
    read_in = {direction for _, place, direction in said(text) if place == "precuneus"}
    assert read_in == {"decrease"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hippocampal volumes were smaller in patients.", "hippocampus"),
        ("Patients had smaller hippocampal volumes than controls.", "hippocampus"),
        ("Volumes of the amygdala were smaller in patients than in controls.", "amygdala"),
    ],
)
def test_volumes_are_those_of_their_place(text: str, wanted: str) -> None:
    assert ("GMV", wanted, "decrease") in said(text)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("CBF was lower in the insula but not in the cuneus.", "cuneus"),
        ("ReHo was higher in the putamen but not in the caudate.", "caudate"),
        ("FA was reduced in the fornix but not in the uncinate fasciculus.", "uncinate_fasciculus"),
    ],
)
def test_an_excepted_place_has_no_sign(text: str, other: str) -> None:
    assert not any(place == other and sign != "none" for _, place, sign in said(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "FC within the insula was lower in patients.",
            {("FC", "insula-insula", "decrease")},
        ),
        (
            "Connectivity within the cuneus and putamen correlated positively with pain scores.",
            {
                ("FC", "cuneus-cuneus", "positive_correlation"),
                ("FC", "putamen-putamen", "positive_correlation"),
            },
        ),
        (
            "Patients had hypoconnectivity clustered in the visual network.",
            {("FC", "visual_network", "decrease")},
        ),
        (
            "Hyperconnectivity was located mainly in the salience network in patients.",
            {("FC", "salience_network", "increase")},
        ),
    ],
)
def test_connectivity_within_a_place_and_found_in_it(text: str, wanted: Said) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "FA of the fornix may be reduced in patients.",
        "CBF of the insula might be higher in patients.",
        "Gout could well increase activity of the cuneus.",
    ],
)
def test_what_a_conclusion_says_may_be_is_no_finding(text: str) -> None:
    assert read("", f"{METHODS}None.\nCONCLUSION: {text}").findings == ()


@pytest.mark.parametrize(
    ("abstract", "review"),
    [
        ("We reviewed brain slices of 90 patients. CBF fell.", False),
        ("We reviewed all scans for lesions. FA fell.", False),
        ("We reviewed medical files. FA fell.", False),
        ("We reviewed 40 studies of CBF.", True),
        ("Here we review the recent literature on FA.", True),
        ("This coordinate-based meta\u2010analysis found less FA.", True),
    ],
)
def test_who_reviews_scans_writes_no_review(abstract: str, *, review: bool) -> None:
    assert Design("", abstract).review is review


@pytest.mark.parametrize(
    "text",
    [
        "Reduced deactivation was found in patients in the precuneus.",
        "Patients showed weaker deactivation of the precuneus.",
        "Less deactivation of the precuneus was seen in patients.",
    ],
)
def test_a_weaker_deactivation_is_a_difference_between_groups(text: str) -> None:
    found = read("Brain imaging of gout", METHODS + text).findings
    assert {finding.comparison for finding in found if finding.region == "precuneus"} == {
        "patients_vs_hc"
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients had lower FA and higher RD in the fornix and the cingulum.",
            {
                ("FA", "fornix", "decrease"),
                ("FA", "cingulum_cingulate", "decrease"),
                ("RD", "fornix", "increase"),
                ("RD", "cingulum_cingulate", "increase"),
            },
        ),
        (
            "In patients, FA was reduced, whereas MD was increased, in the fornix.",
            {("FA", "fornix", "decrease"), ("MD", "fornix", "increase")},
        ),
        (
            "Patients showed higher ALFF but lower ReHo in the cuneus.",
            {("ALFF", "cuneus", "increase"), ("ReHo", "cuneus", "decrease")},
        ),
        (
            "Patients had lower FA and higher RD than controls in the fornix.",
            {("FA", "fornix", "decrease"), ("RD", "fornix", "increase")},
        ),
        (
            "ALFF was higher and ReHo was lower in patients than in controls in the cuneus.",
            {("ALFF", "cuneus", "increase"), ("ReHo", "cuneus", "decrease")},
        ),
        (
            "FA decreases and elevated MD were found in the fornix of patients.",
            {("FA", "fornix", "decrease"), ("MD", "fornix", "increase")},
        ),
    ],
)
def test_changes_of_several_measures_share_the_places_behind_them(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


def test_a_list_of_its_own_keeps_a_measure_from_sharing_another() -> None:
    found = said("Patients had lower FA in the fornix and higher RD in the cingulum.")
    assert ("FA", "cingulum_cingulate", "decrease") not in found
    assert ("RD", "fornix", "increase") not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quince normalised the heightened CBF of the thalamus in patients.", "decrease"),
        ("Treatment reversed the decreased CBF of the thalamus in patients.", "increase"),
        ("The elevated CBF of the thalamus returned to normal in patients.", "decrease"),
        ("The reduced CBF of the thalamus was restored by quince in patients.", "increase"),
        ("Hyperperfusion of the thalamus resolved in patients.", "decrease"),
    ],
)
def test_what_took_a_change_back_turns_it_round(text: str, expected: str) -> None:
    assert {sign for _, place, sign in said(text) if place == "thalamus"} == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FA of the putamen was 0.47 at baseline and 0.42 after treatment (p = 0.01).",
         {"decrease"}),
        ("FA of the putamen was 0.47 at baseline versus 0.42 at follow-up (p = 0.01).",
         {"decrease"}),
        ("FA of the putamen was significantly different at baseline (0.47) and follow-up (0.42).",
         {"decrease"}),
        ("Quince restored normal increases in CBF of the putamen.", {"increase"}),
        ("CBF of the putamen had been reduced and returned to normal in patients.",
         {"increase"}),
        ("CBF of the putamen was reduced in patients and returned to normal.",
         {"decrease", "increase"}),
        ("The higher FA of the putamen disappeared after controlling for age.", set()),
        ("Putamen activation latency was longer in patients.", set()),
        ("Patients had lower FC in the putamen together with higher ALFF in the thalamus.",
         {"decrease"}),
        ("Unlike in mumps, where CBF of the putamen is higher, it was lower in the fornix.", set()),
        ("FC of the putamen was less negative in patients.", {"increase"}),
        ("Decreases in recall revealed that CBF of the putamen was reduced.", {"decrease"}),
        ("CBF of the putamen was higher. It had disappeared three weeks after (all p > .3).",
         {"increase"}),
        ("FA of the putamen was 0.42 in patients and 0.47 in controls, a significant difference.",
         {"decrease"}),
        ("FA of the putamen changed from decreased to baseline after quince.", {"increase"}),
        ("Naming decline was greater in those with stronger activation of the putamen.",
         {"negative_correlation"}),
        ("Fornix FA was lower, in opposite direction to the putamen.", {"decrease"}),
        ("Relapse was more frequent in those with lower activation of the putamen.",
         {"negative_correlation"}),
    ],
)  # fmt: skip
def test_words_beside_a_sign_keep_it_from_the_wrong_place_or_time(
    text: str, expected: set[str]
) -> None:
    assert {sign for _, place, sign in said(text) if place == "putamen"} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Quince prevented the loss of GMV in the putamen of patients.",
        "Reading blocked the increase of GMV in the putamen of patients.",
        "Volumes were smaller in patients with the exception of the putamen.",
    ],
)
def test_what_was_kept_from_happening_is_no_change(text: str) -> None:
    assert not {sign for _, place, sign in said(text) if place == "putamen"}


@pytest.mark.parametrize(
    "text",
    [
        "FA of the fornix was lower, that of the cingulum higher, in patients than in controls.",
        "In patients, FA was lower in the fornix, while FA of the cingulum was higher.",
        "FA of the fornix fell, FA of the cingulum rose, in patients.",
    ],
)
def test_a_clause_without_a_verb_has_a_sign_of_its_own(text: str) -> None:
    found = said(text)
    assert ("FA", "fornix", "decrease") in found
    assert ("FA", "cingulum_cingulate", "decrease") not in found
    assert ("FA", "fornix", "increase") not in found


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("Patients had greater FC of the insula; the reverse held for the cuneus.",
         "cuneus", "decrease"),
        ("FA of the fornix was lower in patients, and the opposite was true of the putamen.",
         "putamen", "increase"),
        ("Patients had hypertrophic changes in the insula, and atrophic changes in the cuneus.",
         "insula", "increase"),
        ("CBF of the thalamus did not deviate from that of controls.", "thalamus", "none"),
    ],
)  # fmt: skip
def test_changes_told_by_reference(text: str, place: str, expected: str) -> None:
    assert {sign for _, named, sign in said(text) if named == place} == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Patients had greater caudate atrophy than controls.",
        "We found larger caudate atrophy in patients than in controls.",
    ],
)
def test_a_place_may_stand_within_the_words_for_a_change(text: str) -> None:
    assert {sign for _, place, sign in said(text) if place == "caudate"} == {"decrease"}


def test_no_difference_between_others_ends_a_clause() -> None:
    found = said(
        "ReHo of the caudate was lower in patients than in controls, with no difference between the"
        " sexes."
    )
    assert ("ReHo", "caudate", "decrease") in found


def test_who_recovered_well_tells_no_change_of_the_brain() -> None:
    found = said("CBF of the thalamus was lower in patients than in well recovered patients.")
    assert {sign for _, place, sign in found if place == "thalamus"} == {"decrease"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CBF in the thalamus showed a 15% drop in patients.", "decrease"),
        ("A paucity of CBF was seen in the thalamus of patients.", "decrease"),
        ("CBF of the thalamus fell as pain rose.", "negative_correlation"),
        ("Worse pain went hand in hand with lower CBF of the thalamus.", "negative_correlation"),
        ("Worse pain went hand in hand with higher CBF of the thalamus.", "positive_correlation"),
        ("Activation of the thalamus did not change with the quince.", "none"),
    ],
)
def test_ways_to_say_a_change(text: str, expected: str) -> None:
    assert {sign for _, place, sign in said(text) if place == "thalamus"} == {expected}


def test_what_may_be_is_no_result() -> None:
    assert not said("Activation of the thalamus may be increased in patients.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The increase of CBF in the thalamus with heat was smaller in patients.", "decrease"),
        ("Heat-induced increases of CBF in the thalamus were attenuated in patients.", "decrease"),
        ("The decline of CBF in the thalamus was steeper in patients.", "decrease"),
        ("The decline of CBF in the thalamus was less pronounced in patients.", "increase"),
        ("Deactivation of the thalamus was stronger in patients.", "decrease"),
        ("Patients deactivated the thalamus less than controls did.", "increase"),
        ("Higher CBF of the thalamus characterised controls.", "decrease"),
    ],
)  # fmt: skip
def test_how_large_a_change_was(text: str, expected: str) -> None:
    assert {sign for _, place, sign in said(text) if place == "thalamus"} == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Activation of the thalamus was abnormally low in patients.", "decrease"),
        ("Patients had excessively strong activation of the thalamus.", "increase"),
    ],
)
def test_an_adverb_makes_a_degree_a_change(text: str, expected: str) -> None:
    assert {sign for _, place, sign in said(text) if place == "thalamus"} == {expected}


def test_a_verb_may_be_left_out_behind_and() -> None:
    found = said("Thalamus CBF was exaggerated and putamen CBF blunted in patients.")
    assert ("CBF", "thalamus", "increase") in found
    assert ("CBF", "putamen", "decrease") in found
    assert ("CBF", "thalamus", "decrease") not in found


def test_a_side_that_stands_far_behind_its_place_hides_no_change() -> None:
    (found,) = read(
        "", METHODS + "Hippocampal volume was reduced in patients on the left."
    ).findings

    assert (found.region, found.hemisphere, found.direction) == ("hippocampus", "left", "decrease")
