"""Constructions of result sentences, each with three or more invented sentences."""

import pytest

from bot.domain.facts import LONGEST_QUOTE
from bot.domain.studies import TO_CHECK
from bot.extraction.reader import read

METHODS = "METHODS: Patients with gout and healthy controls were scanned.\nRESULTS: "
Said = set[tuple[str, str, str]]


def said(text: str) -> Said:
    """Return measure, places and direction of all that is read, if only to be checked."""
    return {
        (it.measure, "-".join(sorted(filter(None, (it.region, it.region_b)))), it.direction.value)
        for it in read("", METHODS + text).findings
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Heat raised activity in the putamen.", {("task_activation", "putamen", "increase")}),
        ("Music suppressed activity in the caudate.", {("task_activation", "caudate", "decrease")}),
        ("The tones activated the cuneus.", {("task_activation", "cuneus", "increase")}),
        ("Itch recruited the thalamus.", {("task_activation", "thalamus", "increase")}),
    ],
)
def test_things_that_act(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients showed weaker FC of the amygdala with the insula than controls.",
            {("FC", "amygdala-insula", "decrease")},
        ),
        (
            "FC between the cuneus and the putamen was higher in patients than in controls.",
            {("FC", "cuneus-putamen", "increase")},
        ),
        (
            "FC among the default mode network, the salience network and the visual network fell.",
            {
                ("FC", "default_mode_network-salience_network", "decrease"),
                ("FC", "default_mode_network-visual_network", "decrease"),
                ("FC", "salience_network-visual_network", "decrease"),
            },
        ),
        (
            "Connectivity within the visual network was reduced in patients.",
            {("FC", "visual_network-visual_network", "decrease")},
        ),
        (
            "Patients had higher FC between the left and right amygdala than controls.",
            {("FC", "amygdala-amygdala", "increase")},
        ),
    ],
)
def test_connections(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The ALPS index was lower in patients than in controls.",
            {("ALPS_index", "", "decrease")},
        ),
        (
            "Global efficiency was reduced in patients compared with controls.",
            {("global_efficiency", "", "decrease")},
        ),
        (
            "Patients showed higher modularity than controls.",
            {("modularity", "", "increase")},
        ),
    ],
)
def test_findings_without_a_place(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "GMV did not differ between patients and controls in the pons.",
            {("GMV", "pons", "none")},
        ),
        (
            "No differences in ReHo of the cuneus were found between the groups.",
            {("ReHo", "cuneus", "none")},
        ),
        (
            "ALFF of the putamen was not correlated with age.",
            {("ALFF", "putamen", "none")},
        ),
    ],
)
def test_nulls(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "CBF of the insula was positively correlated with itch scores.",
            {("CBF", "insula", "positive_correlation")},
        ),
        (
            "There was a negative correlation between cuneus ReHo and disease duration.",
            {("ReHo", "cuneus", "negative_correlation")},
        ),
        (
            "Higher itch scores were associated with lower GMV in the caudate.",
            {("GMV", "caudate", "negative_correlation")},
        ),
        (
            "Putamen volume was inversely related to symptom severity.",
            {("GMV", "putamen", "negative_correlation")},
        ),
    ],
)
def test_correlations_from_either_side(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "ALFF was lower in patients than in controls. These regions included the cuneus.",
            {("ALFF", "cuneus", "decrease")},
        ),
        (
            "GMV was reduced in patients. The affected areas were located in the pons.",
            {("GMV", "pons", "decrease")},
        ),
        (
            "CBF was higher in patients. They comprised the insula and the putamen.",
            {("CBF", "insula", "increase"), ("CBF", "putamen", "increase")},
        ),
    ],
)
def test_places_in_the_next_sentence(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    ("text", "wanted", "wrong"),
    [
        (
            "ALFF rose in the cuneus (p = 0.01) and the pons (p = 0.02) and fell in the insula.",
            {("ALFF", "cuneus", "increase"), ("ALFF", "pons", "increase")},
            {("ALFF", "insula", "increase")},
        ),
        (
            "ReHo and CBF were lower in the insula and the pons, respectively.",
            {("ReHo", "insula", "decrease"), ("CBF", "pons", "decrease")},
            {("ReHo", "pons", "decrease"), ("CBF", "insula", "decrease")},
        ),
        (
            "Patients had lower GMV in frontal regions (e.g., frontal pole, gyrus rectus).",
            {("GMV", "frontal_pole", "decrease"), ("GMV", "gyrus_rectus", "decrease")},
            {("GMV", "frontal_pole", "increase")},
        ),
    ],
)
def test_lists(text: str, wanted: Said, wrong: Said) -> None:
    found = said(text)
    assert wanted <= found
    assert not wrong & found


@pytest.mark.parametrize(
    "text",
    [
        "Changes in BOLD signal of the insula were analysed across groups.",
        "We examined whether GMV of the insula is reduced.",
        "Insula GMV was lower in previous studies of gout.",
        "Insula GMV classified patients with an accuracy of 80%.",
    ],
)
def test_what_was_done_or_known_does_not_count(text: str) -> None:
    findings = read("", f"Little is known of gout. {text}").findings
    assert [it for it in findings if it.status != TO_CHECK] == []


@pytest.mark.parametrize(
    "text",
    [
        "Patients, as expected from the literature, had lower CBF in the pons than controls.",
        "Insula GMV was lower in patients (p = 0.02).",
        "Although mood was alike, the cuneus showed higher ALFF in patients.",
    ],
)
def test_quotes_are_whole_sentences_with_what_was_read_marked(text: str) -> None:
    findings = read("", METHODS + text).findings
    assert findings
    for finding in findings:
        start, end = finding.marked
        assert finding.quote.text == text
        assert 0 <= start < end <= len(text)


def test_a_long_sentence_is_quoted_in_part() -> None:
    text = (
        f"Patients had lower CBF in the pons, {'and so it stayed for quite a while, ' * 12}at rest."
    )
    findings = read("", METHODS + text).findings
    assert findings
    assert all(len(it.quote.text) <= LONGEST_QUOTE for it in findings)
    assert all("pons" in it.quote.text for it in findings)


@pytest.mark.parametrize(
    "text",
    [
        "The groups differed widely in how the insula behaved over the months that followed.",
        "Rather more of the cuneus was seen to be bright.",
        "A robust pattern emerged that spared neither the pons nor much else.",
    ],
)
def test_a_result_sentence_that_gave_nothing_is_kept(text: str) -> None:
    reading = read("", METHODS + text)
    assert reading.findings or [it.text for it in reading.unread] == [text]


LEFT_AND_RIGHT = (
    (
        "CBF was lower in the left insula of patients than of controls. CBF was lower in the right"
        " insula of patients than of controls, too."
    ),
    (
        "Patients showed reduced GMV in the right putamen relative to controls. They showed reduced"
        " GMV in the left putamen relative to controls as well."
    ),
    (
        "ReHo was increased in the left caudate of patients relative to controls. Compared with"
        " controls, patients had increased ReHo in the right caudate."
    ),
)


@pytest.mark.parametrize("sentences", LEFT_AND_RIGHT)
def test_one_thing_on_two_sides_is_two_findings(sentences: str) -> None:
    study = "We scanned 20 patients with tin-drum disease and 21 healthy controls. "
    findings = read("", study + sentences).findings
    assert sorted(finding.hemisphere for finding in findings) == ["left", "right"]


@pytest.mark.parametrize("sentences", LEFT_AND_RIGHT[::2])
def test_one_thing_that_is_told_again_without_its_side_is_one_finding(sentences: str) -> None:
    study = "We scanned 20 patients with tin-drum disease and 21 healthy controls. "
    again = sentences.replace("left ", "").replace("right ", "")
    assert len(read("", f"{study}{sentences.split('. ', maxsplit=1)[0]}. {again}").findings) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Functional connectivity within the prefrontal cortex was reduced in patients.",
        "Patients showed lower functional connectivity within the insula than controls.",
        "Reduced functional connectivity was found within the thalamus of patients.",
    ],
)
def test_connectivity_within_a_place_joins_it_to_itself(sentence: str) -> None:
    study = "We scanned 20 patients with tin-drum disease and 21 healthy controls. "
    (finding,) = read("", study + sentence).findings
    assert finding.region == finding.region_b != ""


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "Patients had hypoconnectivity in the default mode, frontoparietal and visual networks"
            " compared with controls and with siblings."
        ),
        "Functional connectivity in the salience network was lower in patients than in controls.",
        (
            "Compared with controls, patients had reduced functional connectivity in the visual"
            " network."
        ),
    ],
)
def test_a_network_is_told_of_alone_or_with_itself_and_not_both(sentence: str) -> None:
    study = "We scanned 20 patients with tin-drum disease, 9 siblings and 21 healthy controls. "
    findings = read("", study + sentence).findings
    for region in {finding.region for finding in findings}:
        assert len({one.region_b for one in findings if one.region == region}) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "FC within and between the visual and auditory networks was lower in patients.",
            {
                ("FC", "visual_network-visual_network", "decrease"),
                ("FC", "auditory_network-visual_network", "decrease"),
                ("FC", "auditory_network-auditory_network", "decrease"),
            },
        ),
        (
            "Patients showed greater FC within the salience network and with the putamen.",
            {
                ("FC", "salience_network-salience_network", "increase"),
                ("FC", "putamen-salience_network", "increase"),
            },
        ),
        (
            "With the putamen as a seed, FC of the cuneus was higher in patients than in controls.",
            {("FC", "cuneus-putamen", "increase")},
        ),
        (
            "Visual network connectivity with the left cuneus was lower in patients.",
            {("FC", "cuneus-visual_network", "decrease")},
        ),
        (
            "FC between the loci in the cuneus and the caudate was lower in patients.",
            {("FC", "caudate-cuneus", "decrease")},
        ),
        (
            "Within the visual network, FC of the cuneus was lower in patients than in controls.",
            {("FC", "cuneus-visual_network", "decrease")},
        ),
        (
            "FC between the two caudate nuclei was lower in patients than in controls.",
            {("FC", "caudate-caudate", "decrease")},
        ),
        (
            "Patients had lower FC with the pons, and greater FC within the visual network.",
            {("FC", "visual_network-visual_network", "increase")},
        ),
        (
            "We showed that FC between the caudate and the left insula was lower in patients.",
            {("FC", "caudate-insula", "decrease")},
        ),
        (
            "Patients had lower FC between the caudate and the insula within the limbic network.",
            {("FC", "caudate-insula", "decrease")},
        ),
        (
            "FC was mapped. Patients' caudate was more strongly connected with cuneus and pons.",
            {("FC", "caudate-cuneus", "increase"), ("FC", "caudate-pons", "increase")},
        ),
        (
            "The coupling of the caudate and the insula was lower in patients.",
            {("FC", "caudate-insula", "decrease")},
        ),
        (
            "FC of the caudate was increased with the left insula and decreased with the pons.",
            {("FC", "caudate-insula", "increase"), ("FC", "caudate-pons", "decrease")},
        ),
        (
            "FC of the caudate with the insula was lower and with the pons was higher in patients.",
            {("FC", "caudate-insula", "decrease"), ("FC", "caudate-pons", "increase")},
        ),
        (
            "FC: hyperconnectivity between caudate and insula and hypoconnectivity within the DMN.",
            {
                ("FC", "caudate-insula", "increase"),
                ("FC", "default_mode_network-default_mode_network", "decrease"),
            },
        ),
        (
            "Pain was correlated with FC between caudate and a part of cuneus and was tested.",
            {("FC", "caudate-cuneus", "altered")},
        ),
    ],
)
def test_both_ends_of_a_connection(text: str, wanted: Said) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    "text",
    [
        "GMV of the cuneus [1.2 vs 1.4; p = .001] and the caudate [2.1 vs 2.3] fell in patients.",
        "Patients had lower volume of cuneus [1.2; p = .001] and of caudate [2.3; p = .02].",
        "Lower volume [p = .001; corrected] of the cuneus and the caudate was found in patients.",
    ],
)
def test_figures_in_brackets_end_no_statement(text: str) -> None:
    assert {("GMV", "cuneus", "decrease"), ("GMV", "caudate", "decrease")} <= said(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("FC of the DMN with the rest of the brain was lower in patients.", "default_mode_network"),
        ("FC of the putamen and all other brain regions was lower in patients.", "putamen"),
        ("Patients showed reduced FC of the insula with the whole brain.", "insula"),
    ],
)
def test_the_rest_of_the_brain_is_no_second_end(text: str, place: str) -> None:
    assert said(text) == {("FC", place, "decrease")}


@pytest.mark.parametrize(
    "text",
    [
        "The tones activated not only the regions of the cue, but also the cuneus.",
        "Music raised activity where speech had done so, but also activity in the cuneus.",
        "Touch evoked activation of what sounds had evoked it in, but above all of the cuneus.",
    ],
)
def test_what_stands_behind_but_is_the_next_clause(text: str) -> None:
    assert ("task_activation", "cuneus", "increase") in said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ALFF: GT+ < GT- in the cuneus.", {("ALFF", "cuneus", "decrease")}),
        ("ReHo: GT+ > GT- in the putamen.", {("ReHo", "putamen", "increase")}),
    ],
)
def test_groups_with_a_sign_are_set_in_order(text: str, wanted: Said) -> None:
    assert wanted <= said(f"Patients had tremor (GT+) or no tremor (GT-). {text}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "FC of the caudate with the insula increased with joint pain intensity.",
            ("FC", "caudate-insula", "positive_correlation"),
        ),
        (
            "Caudate volume decreased with insula volume in patients.",
            ("GMV", "insula", "negative_correlation"),
        ),
    ],
)
def test_what_a_measure_increases_with_is_no_end_of_it(
    text: str, wanted: tuple[str, str, str]
) -> None:
    assert wanted in said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "FA of the putamen was 0.42 in patients and 0.47 in controls (p = 0.01).",
            ("FA", "putamen", "decrease"),
        ),
        (
            "FA of the putamen was 0.47 in controls and 0.42 in patients (p = 0.01).",
            ("FA", "putamen", "decrease"),
        ),
        (
            "Patients had a cuneus volume of 6.9 ml (SD 1) compared with 6.1 in controls, p = .02.",
            ("GMV", "cuneus", "increase"),
        ),
        (
            "FA of the insula differed between patients (0.42) and controls (0.47; p = 0.01).",
            ("FA", "insula", "decrease"),
        ),
        (
            "CBF of the cuneus was different between patients and controls (54 vs 47, p = 0.02).",
            ("CBF", "cuneus", "increase"),
        ),
    ],
)
def test_two_printed_values_tell_which_is_more(text: str, wanted: tuple[str, str, str]) -> None:
    assert said(text) == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "FA of the putamen was 0.42 in patients and 0.47 in controls.",
        "FA of the putamen was 0.42 in patients and 0.47 in controls (p = 0.4).",
        "FA of the putamen was 0.42 in the left and 0.47 in the right half (p = 0.01).",
        "Uric acid was 9.1 in patients with lesions of the putamen and 5.2 in controls (p = 0.01).",
        "CBF of the cuneus was 41 in patients, 46 in relatives and 52 in controls (p = 0.01).",
    ],
)
def test_values_without_a_test_of_these_two_groups_tell_nothing(text: str) -> None:
    assert said(text) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Real but not sham drumming increased glucose metabolism in the cuneus.",
            {("glucose_metabolism", "cuneus", "increase")},
        ),
        (
            "Gin but not water reduced grey matter volume in the putamen.",
            {("GMV", "putamen", "decrease")},
        ),
        (
            "FA but not MD was lower in the cuneus of patients.",
            {("FA", "cuneus", "decrease")},
        ),
        (
            "GMV but not FA of the putamen was related to pain.",
            {("GMV", "putamen", "altered"), ("FA", "putamen", "none")},
        ),
        (
            "FA was lower in the cuneus but not the putamen of patients.",
            {("FA", "cuneus", "decrease")},
        ),
    ],
)
def test_a_subject_that_is_left_out_takes_back_nothing_else(text: str, wanted: Said) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("FA of the putamen differed between groups (patients < controls, p = 0.01).", "decrease"),
        ("There was an effect of group on FA in the putamen (controls > patients).", "decrease"),
        ("FA in the putamen fell across groups (controls > patients; p = 0.01).", "decrease"),
        ("FA in the putamen differed between groups for salt (sweet > sour).", "altered"),
    ],
)
def test_a_difference_has_the_sign_of_the_order_of_its_groups(text: str, direction: str) -> None:
    assert ("FA", "putamen", direction) in said(text)


def test_two_orders_give_a_difference_no_sign() -> None:
    text = "FA differed in the putamen (controls > patients) and the cuneus (patients > controls)."
    assert {direction for *_, direction in said(text)} == {"altered"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "FC of the caudate with the pons, but not with the insula, was lower in patients.",
            {("FC", "caudate-pons", "decrease")},
        ),
        (
            "Touch evoked weaker responses in the pons and no response at all in the insula.",
            {("task_activation", "pons", "decrease")},
        ),
        (
            "Older adults had less activity in the pons than others but as much in the insula.",
            {("task_activation", "pons", "decrease")},
        ),
        (
            "Plums cut insula activity by a third and raised that of the pons.",
            {("task_activation", "pons", "increase")},
        ),
        (
            "FA was lower in the fornix, whereas there was more in the cingulum.",
            {("FA", "cingulum_cingulate", "increase"), ("FA", "fornix", "decrease")},
        ),
    ],
)
def test_what_is_left_out_or_told_elsewhere_is_not_changed(text: str, wanted: Said) -> None:
    assert {each for each in said(text) if each[2] in ("increase", "decrease")} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Insula CBF increased with acupuncture.", "increase"),
        ("Insula CBF fell with cognitive behavioural therapy.", "decrease"),
        ("Insula CBF increased with years of acupuncture.", "positive_correlation"),
        ("Insula CBF fell with pain relief.", "negative_correlation"),
        ("With longer pain duration, insula CBF fell.", "negative_correlation"),
        ("With acupuncture, insula CBF fell.", "decrease"),
    ],
)
def test_a_change_with_a_treatment_is_none_with_a_variable(text: str, wanted: str) -> None:
    assert {(place, sign) for _, place, sign in said(text)} == {("insula", wanted)}
