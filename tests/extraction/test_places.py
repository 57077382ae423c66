"""Places of the brain that a sentence names, beyond the plain words of the vocabulary."""

import pytest

from bot.extraction.findings.places import PlaceFinder
from bot.extraction.reader import read
from bot.extraction.text import Span
from bot.extraction.vocabulary import load

NEUROIMAGING = load("neuroimaging")


def named(text: str) -> list[str]:
    """Return the ids of the places of one sentence."""
    finder = PlaceFinder(text, NEUROIMAGING)
    measures = NEUROIMAGING.find(text, "measure")
    return [place.id for place in finder.within(Span(text, 0), measures)]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("Brodmann area 10", ["frontal_pole"]),
        ("Brodmann areas 9 and 40", ["dorsolateral_prefrontal_cortex", "supramarginal_gyrus"]),
        ("BA 44/45", ["ifg_pars_opercularis", "ifg_pars_triangularis"]),
        ("BA8", ["other:brodmann area 8"]),
    ],
)
def test_brodmann_areas_are_places(words: str, ids: list[str]) -> None:
    assert named(f"Tickling raised activation in {words} of the rowers.") == ids


@pytest.mark.parametrize(
    "words",
    ["middle temporal gyrus (BA 21)", "MTG/BA21", "middle temporal gyrus (mainly BA 21, 22)"],
)
def test_a_brodmann_area_behind_its_place_is_no_other_place(words: str) -> None:
    assert named(f"Volume was lower in the {words} of the rowers.") == ["middle_temporal_gyrus"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("left Crus I and II", ["cerebellum_crus_i", "cerebellum_crus_ii"]),
        ("cerebellum (Crus I & II)", ["cerebellum", "cerebellum_crus_i", "cerebellum_crus_ii"]),
        ("Crus 1/Crus 2", ["cerebellum_crus_i", "cerebellum_crus_ii"]),
    ],
)
def test_both_crura_share_a_word(words: str, ids: list[str]) -> None:
    assert named(f"Volume was lower in {words} of the rowers.") == ids


@pytest.mark.parametrize(
    "words",
    ["superior frontal sulcus", "precentral sulcus", "inferior temporal sulcus"],
)
def test_a_sulcus_is_not_the_gyrus_beside_it(words: str) -> None:
    assert named(f"Thickness fell in the {words} of the rowers.") == [f"other:{words}"]


@pytest.mark.parametrize("words", ["vestibular cortex", "transmodal cortex", "ventrocaudal cortex"])
def test_a_kind_of_cortex_is_not_all_of_it(words: str) -> None:
    assert named(f"Activation rose in the {words} of the rowers.") == [f"other:{words}"]


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("solitary nuclei", "other:solitary nucleus"),
        ("fastigial nuclei", "other:fastigial nucleus"),
        ("polar gyri", "other:polar gyrus"),
    ],
)
def test_several_nuclei_are_named_as_one(words: str, id: str) -> None:
    assert named(f"Activation rose in the {words} of the rowers.") == [id]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (
            "frontal and supplementary eye fields",
            ["other:frontal eye field", "other:supplementary eye field"],
        ),
        (
            "visual and subcortical/sensorimotor domains",
            ["visual_network", "subcortical_network", "somatomotor_network"],
        ),
        ("sensory and auditory networks", ["other:sensory network", "auditory_network"]),
        ("occipital and inferior temporal cortex", ["occipital_lobe", "inferior_temporal_gyrus"]),
        ("motor and orbitofrontal cortex", ["primary_motor_cortex", "orbitofrontal_cortex"]),
    ],
)
def test_places_of_a_list_share_their_last_words(words: str, ids: list[str]) -> None:
    assert named(f"Activation rose in the {words} of the rowers.") == ids


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("internal capsule", "other:internal capsule"),
        ("superior colliculi", "other:superior colliculus"),
        ("auditory cortex", "other:auditory cortex"),
        ("extrastriate areas", "other:extrastriate visual cortex"),
        ("spinal trigeminal nucleus", "other:trigeminal nucleus"),
        ("frontal aslant tract", "other:frontal aslant tract"),
        ("multiple-demand network", "other:multiple-demand network"),
        ("inferior prefrontal cortex", "inferior_frontal_gyrus"),
        ("subcallosal cingulate gyrus", "subgenual_acc"),
        ("right dPMC", "premotor_cortex"),
    ],
)
def test_a_place_keeps_the_level_of_its_words(words: str, id: str) -> None:
    assert named(f"Activation rose in the {words} of the rowers.") == [id]


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("angualr gyrus", "angular_gyrus"),
        ("supramarignal gyrus", "supramarginal_gyrus"),
        ("tempoparietal junction", "temporoparietal_junction"),
        ("frontomarginal gyrus", "other:frontomarginal gyrus"),
    ],
)
def test_a_slip_in_a_name_is_the_name(words: str, id: str) -> None:
    assert named(f"Thickness fell in the {words} of the rowers.") == [id]


@pytest.mark.parametrize(
    ("defined", "short", "id"),
    [
        ("caudate nucleus and pulvinar (CDN and PLV, respectively)", "CDN", "caudate"),
        ("caudate nucleus and the right pulvinar (CDN, PLV)", "PLV", "pulvinar"),
        ("anterior and posterior insula (AIX/PIX)", "AIX", "anterior_insula"),
    ],
)
def test_two_short_forms_share_a_bracket(defined: str, short: str, id: str) -> None:
    text = f"We looked at the {defined}. Volume was lower in the {short} of the rowers."
    finder = PlaceFinder(text, NEUROIMAGING)
    start = text.index("Volume")
    places = finder.within(Span(text[start:], start), NEUROIMAGING.find(text, "measure"))
    assert [place.id for place in places] == [id]


@pytest.mark.parametrize("words", ["cerebellum VI", "cerebellar VI", "lobule VI of the cerebellum"])
def test_a_lobule_goes_without_its_noun(words: str) -> None:
    assert "cerebellum_lobule_vi" in named(f"Volume was lower in {words} of the rowers.")


def test_a_brodmann_area_in_brackets_behind_no_place_is_one() -> None:
    assert named("Activation fell in sensory regions (mostly BA4) of the rowers.") == [
        "primary_motor_cortex"
    ]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Theta power over frontal sites rose.", "frontal_lobe"),
        ("Power at parietal electrodes rose.", "parietal_lobe"),
        ("Occipital alpha fell in the rowers.", "occipital_lobe"),
        ("Beta power at central electrodes rose.", "sensorimotor_cortex"),
    ],
)
def test_sites_on_the_scalp_are_places(text: str, id: str) -> None:
    assert named(text) == [id]


@pytest.mark.parametrize(
    "text",
    [
        "No region differed in volume between rowers and swimmers.",
        "Between rowers and swimmers, however, no brain region differed in volume.",
        "Volume differed in no region of the rowers.",
    ],
)
def test_no_region_is_the_whole_brain(text: str) -> None:
    assert named(text) == ["whole_brain"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("pulvinar nucleus of the thalamus", ["pulvinar"]),
        ("lingual gyrus in the occipital lobe", ["lingual_gyrus"]),
        ("posterior insula within the insular lobe", ["posterior_insula"]),
        ("insula of the rowers and the thalamus", ["insula", "thalamus"]),
        ("thalamus of which the pulvinar", ["thalamus", "pulvinar"]),
    ],
)
def test_what_a_place_is_part_of_is_no_second_place(words: str, ids: list[str]) -> None:
    assert named(f"Activation rose in the {words}.") == ids


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_part_is_on_the_side_of_its_whole(side: str) -> None:
    text = f"Volume was lower in the pulvinar of the {side} thalamus of the rowers."
    finder = PlaceFinder(text, NEUROIMAGING)
    places = finder.within(Span(text, 0), NEUROIMAGING.find(text, "measure"))
    assert [(place.id, place.side) for place in places] == [("pulvinar", side)]


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("frontal cognitive-control centers", "frontal_lobe"),
        ("parietal picture-encoding areas", "parietal_lobe"),
        ("occipital feature regions", "occipital_lobe"),
    ],
)
def test_a_loose_word_names_areas_of_some_kind(words: str, id: str) -> None:
    assert named(f"The rowers spoke of {words}.") == [id]


def sides(text: str) -> list[str]:
    """Return the sides of the places of one sentence."""
    return [place.side for place in PlaceFinder(text, NEUROIMAGING).within(Span(text, 0), ())]


def test_both_of_a_plural_are_two_sides() -> None:
    assert sides("Volume was lower in the left insula and both hippocampi.") == [
        "left",
        "bilateral",
    ]
    assert sides("Volume was lower in both insula and hippocampus.") == ["", ""]


def test_a_name_of_three_words_shares_the_head_of_the_next() -> None:
    assert named("FA was lower in the inferior fronto-occipital and uncinate fasciculi.") == [
        "inferior_fronto_occipital_fasciculus",
        "uncinate_fasciculus",
    ]


def links(text: str) -> set[tuple[str, str, str]]:
    """Return the two ends and the direction of each connection that an abstract tells."""
    methods = "Twenty rowers and twenty controls had functional connectivity MRI. RESULTS: "
    found = read("", methods + text, NEUROIMAGING).findings
    ends = [(min(each.region, each.region_b), max(each.region, each.region_b)) for each in found]
    return {(*pair, str(each.direction)) for pair, each in zip(ends, found, strict=True)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The insula of rowers was less connected with the cuneus than that of controls.",
            {("cuneus", "insula", "decrease")},
        ),
        (
            "Corticostriatal connectivity fell in rowers, mainly between putamen and precuneus.",
            {("precuneus", "putamen", "decrease")},
        ),
        (
            "Insula-cuneus hyperconnectivity was seen, and caudate-hippocampus hypoconnectivity.",
            {("cuneus", "insula", "increase"), ("caudate", "hippocampus", "decrease")},
        ),
        (
            "Connectivity between the DMN and the SN was lower in rowers than in controls.",
            {("default_mode_network", "salience_network", "decrease")},
        ),
        (
            "Connectivity of the insula with the cuneus was abnormally high in rowers.",
            {("cuneus", "insula", "increase")},
        ),
    ],
)
def test_which_places_a_change_connects(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert links(text) == wanted


def test_weak_links_that_describe_a_state_are_no_result() -> None:
    assert not links("State 2, characterised by weak connectivity of the insula, was common.")


def test_a_second_pair_of_a_correlation_has_its_own_variable() -> None:
    found = read(
        "",
        "Twenty rowers had MRI. RESULTS: In rowers, pain intensity was positively correlated with"
        " volume of the insula, and pain duration with volume of the cuneus.",
        NEUROIMAGING,
    ).findings
    assert {(each.region, each.clinical_variable) for each in found} == {
        ("insula", "pain intensity"),
        ("cuneus", "pain duration"),
    }


def test_loose_words_are_of_influence_where_only_that_is_modelled() -> None:
    text = "DCM showed that warmth increased the connection from the thalamus to the insula."
    assert {each.measure for each in read("", text, NEUROIMAGING).findings} == {"EC"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Volumes of the insula and cuneus fell with pain intensity and duration, respectively.",
            {("insula", "pain intensity"), ("cuneus", "duration")},
        ),
        (
            "FC between S1 and ACC and between S2 and SMA fell with pain and age respectively.",
            {
                ("anterior_cingulate_cortex-primary_somatosensory_cortex", "pain"),
                ("secondary_somatosensory_cortex-supplementary_motor_area", "age"),
            },
        ),
    ],
)
def test_respectively_gives_each_place_its_variable(
    text: str, wanted: set[tuple[str, str]]
) -> None:
    found = read("", "Twenty rowers had MRI. RESULTS: " + text, NEUROIMAGING).findings
    ends = ["-".join(sorted(filter(None, (each.region, each.region_b)))) for each in found]
    assert {(at, each.clinical_variable) for at, each in zip(ends, found, strict=True)} == wanted


def test_the_short_form_of_a_group_is_no_unknown_place() -> None:
    text = "Patients with back pain, BP(+), and without, BP(-), were scanned. RESULTS: FA of the"
    found = read("", f"{text} BP(+) group was reduced in the fornix.").findings
    assert {finding.region for finding in found} == {"fornix"}


@pytest.mark.parametrize("reference", ["normalised to the cerebellum", "scaled to the pons"])
def test_a_region_that_a_measure_is_told_by_is_no_place(reference: str) -> None:
    study = "Twenty patients with back pain and 19 healthy controls had PET. RESULTS: FDG uptake"
    found = read("", f"{study} {reference} was lower in the insula of patients.").findings
    assert {finding.region for finding in found} == {"insula"}
