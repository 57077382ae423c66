"""The vocabulary names regions, measures and modalities in a text."""

import pytest

from bot.errors import Mistake
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")


def ids(text: str, kind: str) -> list[str]:
    """Return the ids found, in text order."""
    return [match.id for match in VOCABULARY.find(text, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the insula", ["insula"]),
        ("the anterior insular cortices", ["anterior_insula"]),
        ("anterior-cingulate cortex", ["anterior_cingulate_cortex"]),
        ("the ACC and the PCC", ["anterior_cingulate_cortex", "posterior_cingulate_cortex"]),
        ("acc. to the protocol", []),
        ("periaqueductal grey", ["periaqueductal_gray"]),
        ("the parahippocampal gyri", ["parahippocampal_gyrus"]),
        ("hypothalamus, not thalamus", ["hypothalamus", "thalamus"]),
        ("insulation and pontification", []),
        ("HC, CP, SN, EC, CC, SS and MFG", []),
        ("the SNr at a low SNR, after NAC and DAI", ["substantia_nigra"]),
        ("Insula_L", ["insula"]),
        (
            "the superior, middle, and inferior temporal gyri",
            ["superior_temporal_gyrus", "middle_temporal_gyrus", "inferior_temporal_gyrus"],
        ),
        ("anterior and posterior insula", ["anterior_insula", "posterior_insula"]),
        ("dorso-lateral prefrontal cortex", ["dorsolateral_prefrontal_cortex"]),
        ("the pre-cuneus and the cuneus", ["precuneus", "cuneus"]),
        ("the sub-thalamic nucleus", ["subthalamic_nucleus"]),
        ("the intra parietal sulci", ["other:intraparietal sulcus"]),
        ("the extra-striate cortex", ["other:extrastriate visual cortex"]),
        ("the infero-temporal cortex", ["inferior_temporal_gyrus"]),
        ("parieto-occipital cortex", ["parieto_occipital_cortex"]),
    ],
)
def test_regions(text: str, expected: list[str]) -> None:
    """Regions are found as whole words, the longest first."""
    assert ids(text, "region") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gray matter volume or grey-matter volume", ["GMV", "GMV"]),
        ("functional connectivity", ["FC"]),
        ("dynamic functional connectivity", ["dFC"]),
        ("ReHo, fALFF and ALFF", ["ReHo", "fALFF", "ALFF"]),
        ("a fa-la-la", []),
        ("microscopic anisotropy", ["other:microscopic anisotropy"]),
        ("intracortical myelin", ["other:myelin content"]),
        ("intrinsic brain activity", ["ALFF"]),
        ("attentional flexibility", []),
        ("CT, AD and RD", []),
        ("Cp and Lp, of the CP and LP groups", ["clustering_coefficient", "path_length"]),
    ],
)
def test_measures(text: str, expected: list[str]) -> None:
    """Measures are found with the longest words first, and ambiguous short forms are not."""
    assert ids(text, "measure") == expected


def test_fdg_pet_is_longer_than_pet() -> None:
    """The longest alias wins."""
    assert ids("18F-FDG PET/CT and PET", "modality") == ["FDG-PET", "PET"]


def test_bound_words_are_marked() -> None:
    """Words such as volume only count beside a region, and say so."""
    (match,) = VOCABULARY.find("tumour volume", "measure")
    assert match.bound


def test_the_text_defines_its_short_forms() -> None:
    """A definition in the text wins over the vocabulary."""
    text = "the medial frontal gyrus (MFG) after all-cause complications (ACC)"
    defined = VOCABULARY.defined(text, "region")
    assert defined == {"MFG": "medial_frontal_gyrus", "ACC": ""}
    found = VOCABULARY.find("MFG, ACC and MFG-insula", "region", defined)
    assert [match.id for match in found] == [
        "medial_frontal_gyrus",
        "medial_frontal_gyrus",
        "insula",
    ]


def test_display_names() -> None:
    """A term is looked up by kind and id."""
    assert VOCABULARY.term("region", "insula").name == "Insula"
    assert VOCABULARY.term("measure", "FC").family == "network_function"


def test_a_region_too_wide_for_one_point_has_no_centre() -> None:
    centres = load("neuroimaging").centres
    assert "hippocampus" in centres
    assert not {"cerebellum", "prefrontal_cortex", "brainstem"} & set(centres)


def test_unknown_vocabulary() -> None:
    """An unknown name is a mistake that lists the names there are."""
    with pytest.raises(Mistake) as raised:
        load("botany")
    assert "neuroimaging" in raised.value.hint


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (
            "the superior, middle temporal gyrus and inferior parietal lobule",
            ["superior_temporal_gyrus", "middle_temporal_gyrus", "inferior_parietal_lobule"],
        ),
        (
            "inferior, middle frontal gyri and superior temporal gyrus",
            ["inferior_frontal_gyrus", "middle_frontal_gyrus", "superior_temporal_gyrus"],
        ),
    ],
)
def test_an_item_of_a_list_shares_the_nearest_noun_behind_it(words: str, ids: list[str]) -> None:
    """Of two nouns that would do the order of a set decided once, so each run read as it liked."""
    assert [match.id for match in VOCABULARY.find(words, "region")] == ids


def test_a_papers_own_short_form_wins_over_the_vocabulary() -> None:
    text = "activation of the anterior insular cortex (Ins) rose; the drug reduced Ins activity"
    defined = VOCABULARY.defined(text, "region")
    assert {match.id for match in VOCABULARY.find(text, "region", defined)} == {"anterior_insula"}
