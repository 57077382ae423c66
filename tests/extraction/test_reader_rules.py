"""One invented sentence for each rule of reading, with every finding that it makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import LONGEST_QUOTE
from bot.domain.studies import Direction, Finding
from bot.extraction import text as texts
from bot.extraction.reader import read

PAIN = "METHODS: Cancer patients with pain and healthy controls were scanned.\nRESULTS: "
DOWN, UP, OTHER, NONE = "decrease", "increase", "altered", "none"
POSITIVE, NEGATIVE = "positive_correlation", "negative_correlation"
DMN, ACC, SN = "default_mode_network", "anterior_cingulate_cortex", "salience_network"
PAG, PCC = "periaqueductal_gray", "posterior_cingulate_cortex"


def findings(text: str) -> tuple[Finding, ...]:
    return read("", PAIN + text).findings


def ends(finding: Finding) -> str:
    """Write a region or a connection with its sides, the ends in order of their names."""
    both = [(finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b)]
    named = [f"{side} {region}".strip() for region, side in both if region]
    return " - ".join(sorted(named, key=lambda name: name.split()[-1]))


CHANGES = [
    ("Patients had lower ReHo in the left insula and precuneus than controls.",
     [("ReHo", "left insula", DOWN), ("ReHo", "left precuneus", DOWN)]),
    ("Patients had lower ReHo in the left insula and the anterior cingulate cortex than controls.",
     [("ReHo", "left insula", DOWN), ("ReHo", "anterior_cingulate_cortex", DOWN)]),
    ("Patients had lower ReHo in the left insula and bilateral thalamus than controls.",
     [("ReHo", "left insula", DOWN), ("ReHo", "bilateral thalamus", DOWN)]),
    ("ALFF was higher in the left insula, left thalamus, right putamen and precuneus.",
     [("ALFF", "left insula", UP), ("ALFF", "left thalamus", UP), ("ALFF", "right putamen", UP),
      ("ALFF", "right precuneus", UP)]),
    ("ALFF was higher in the left insula, left thalamus, right putamen, and precuneus.",
     [("ALFF", "left insula", UP), ("ALFF", "left thalamus", UP), ("ALFF", "right putamen", UP),
      ("ALFF", "precuneus", UP)]),
    ("FA was lower in the fornix, and MD and RD were higher in the tapetum.",
     [("FA", "midline fornix", DOWN), ("MD", "tapetum", UP), ("RD", "tapetum", UP)]),
    ("Perfusion of the insula was 14% below that of controls.", [("CBF", "insula", DOWN)]),
    ("\u2193 GMV in the insula; \u2191 GMV in the putamen.",
     [("GMV", "insula", DOWN), ("GMV", "putamen", UP)]),
    ("Patients recruited the insula to a lesser extent than controls.",
     [("task_activation", "insula", DOWN)]),
    ("CBF of the fornix, a tract connecting the hippocampus and the thalamus, was lower.",
     [("CBF", "midline fornix", DOWN)]),
    ("ALFF of the insula did not discriminate between patients and controls.",
     [("ALFF", "insula", NONE)]),
    ("Receptor binding potential was lower in the insula and, most markedly, the putamen.",
     [("receptor_binding", "insula", DOWN), ("receptor_binding", "putamen", DOWN)]),
    ("GMV was reduced in the superior and middle temporal gyri.",
     [("GMV", "superior_temporal_gyrus", DOWN), ("GMV", "middle_temporal_gyrus", DOWN)]),
    ("GMV was reduced in the left superior, middle and inferior temporal gyri.",
     [("GMV", "left superior_temporal_gyrus", DOWN), ("GMV", "left middle_temporal_gyrus", DOWN),
      ("GMV", "left inferior_temporal_gyrus", DOWN)]),
    ("The ReHo of the left superior frontal gyrus and the FA of the fornix were reduced.",
     [("ReHo", "left superior_frontal_gyrus", DOWN), ("FA", "midline fornix", DOWN)]),
    ("The superior parietal lobule exhibited attenuated FC with the precuneus.",
     [("FC", "precuneus - superior_parietal_lobule", DOWN)]),
    ("Theta (4-8 Hz) power was higher in the insula and alpha (8\u201312 Hz) power in the cuneus.",
     [("EEG_power.theta", "insula", UP), ("EEG_alpha_power", "cuneus", UP)]),
    ("Activation of the cuneus and the insula was smaller in patients.",
     [("task_activation", "cuneus", DOWN), ("task_activation", "insula", DOWN)]),
    ("ReHo within the left putamen, the cuneus and the insula was larger in patients.",
     [("ReHo", "left putamen", UP), ("ReHo", "cuneus", UP), ("ReHo", "insula", UP)]),
    ("FA was lower in the fornix, and the cuneus and the insula were smaller in patients.",
     [("FA", "midline fornix", DOWN), ("GMV", "cuneus", DOWN), ("GMV", "insula", DOWN)]),
    ("Glutamate was higher and GABA was lower in the insula.",
     [("MRS_metabolite.glutamate", "insula", UP), ("MRS_metabolite.GABA", "insula", DOWN)]),
    ("Patients had higher gamma power and lower theta power in the cuneus than controls.",
     [("EEG_power.gamma", "cuneus", UP), ("EEG_power.theta", "cuneus", DOWN)]),
    ("[11C]PBR28 binding was higher in the thalamus.",
     [("receptor_binding.TSPO", "thalamus", UP)]),
    ("Patients showed hyperactivation of the cuneus and hypoconnectivity of the PAG with the DMN.",
     [("task_activation", "cuneus", UP), ("FC", f"{DMN} - midline {PAG}", DOWN)]),
    ("ALFF was elevated in the thalamus and reduced in the S1 cortex.",
     [("ALFF", "thalamus", UP), ("ALFF", "primary_somatosensory_cortex", DOWN)]),
    ("ReHo was lower in Insula_L and Thalamus_R.",
     [("ReHo", "left insula", DOWN), ("ReHo", "right thalamus", DOWN)]),
    ("CBF was higher in the bilateral PAG.", [("CBF", f"midline {PAG}", UP)]),
    ("ALFF and ReHo were lower in the insula.",
     [("ALFF", "insula", DOWN), ("ReHo", "insula", DOWN)]),
    ("ALFF and ReHo were lower in the insula and thalamus, respectively.",
     [("ALFF", "insula", DOWN), ("ReHo", "thalamus", DOWN)]),
    ("Both decreased and increased GMV was found in the insula.", [("GMV", "insula", OTHER)]),
    ("ReHo was increased in the insula, while that in the thalamus was decreased.",
     [("ReHo", "insula", UP), ("ReHo", "thalamus", DOWN)]),
    ("CBF was higher in the ACC and lower in the putamen.",
     [("CBF", ACC, UP), ("CBF", "putamen", DOWN)]),
    ("CBF was higher in the ACC but GMV was lower in the putamen.",
     [("CBF", ACC, UP), ("GMV", "putamen", DOWN)]),
    ("Insula FC was lower than after treatment.", [("FC", "insula", UP)]),
    ("CBF was higher in the ACC, but GMV was lower in the putamen.",
     [("CBF", ACC, UP), ("GMV", "putamen", DOWN)]),
    ("Putamen volume was smaller in patients.", [("GMV", "putamen", DOWN)]),
    ("Patients showed GMV changes in the insula and thalamus.",
     [("GMV", "insula", OTHER), ("GMV", "thalamus", OTHER)]),
    ("Insula GMV did not differ between patients and controls.", [("GMV", "insula", NONE)]),
    ("No significant differences in cortical thickness were found between the groups.",
     [("cortical_thickness", "", NONE)]),
    ("No increase of GMV was seen in the insula.", []),
    ("FC of the insula was measured.", []),
    ("GMV was higher in the insula, which fell in proportion to age.",
     [("GMV", "insula", UP), ("GMV", "insula", NEGATIVE)]),
    ("Activation of the putamen to sweet food fell.", [("task_activation", "putamen", DOWN)]),
    ("Activation of the putamen in response to songs rose.", [("task_activation", "putamen", UP)]),
    ("Activation of the putamen during the short walks declined.",
     [("task_activation", "putamen", DOWN)]),
    ("Activation of the putamen was seen when hunger fell.", [("task_activation", "putamen", UP)]),
    ("Patients had a smaller thalamus and a larger left caudate.",
     [("GMV", "thalamus", DOWN), ("GMV", "left caudate", UP)]),
    ("The hippocampus was markedly smaller in patients.", [("GMV", "hippocampus", DOWN)]),
    ("Patients had smaller hippocampus responses.", [("task_activation", "hippocampus", DOWN)]),
    ("We saw structural correlates of higher mood in the insula.", []),
    ("Controls showed higher GMV in the insula than patients.", [("GMV", "insula", DOWN)]),
    ("Patients had lower GMV in the middle frontal gyrus (MFG) and the MFG was thin.",
     [("GMV", "middle_frontal_gyrus", DOWN)]),
    ("Areas of hypometabolism included the left insula and right amygdala.",
     [("glucose_metabolism", "left insula", DOWN), ("glucose_metabolism", "right amygdala", DOWN)]),
    ("GMV was lower in patients. These regions included the insula and ACC.",
     [("GMV", "insula", DOWN), ("GMV", ACC, DOWN)]),
    ("Global efficiency was lower in patients than in controls.",
     [("global_efficiency", "", DOWN)]),
    ("ReHo was lower in the temporo-occipital junction.",
     [("ReHo", "other:temporo-occipital junction", DOWN)]),
    ("Mood was mediated by lower GMV of the insula.", []),
    ("Insula GMV classified patients with lower error.", []),
    ("GMV was lower in the insula (in the salience network) and thalamus.",
     [("GMV", "insula", DOWN), ("GMV", "thalamus", DOWN)]),
    ("GMV was lower in the temporal, frontal and occipital lobes.",
     [("GMV", "temporal_lobe", DOWN), ("GMV", "frontal_lobe", DOWN),
      ("GMV", "occipital_lobe", DOWN)]),
    ("GMV was lower within the sensorimotor and default mode networks.",
     [("GMV", "somatomotor_network", DOWN), ("GMV", DMN, DOWN)]),
]  # fmt: skip

CONNECTIONS = [
    ("FC between the left insula and the thalamus was lower.",
     [("FC", "left insula - thalamus", DOWN)]),
    ("FC between the insula and the ACC, thalamus and putamen was lower.",
     [("FC", f"{ACC} - insula", DOWN), ("FC", "insula - thalamus", DOWN),
      ("FC", "insula - putamen", DOWN)]),
    ("FC of the insula with the ACC and putamen was increased.",
     [("FC", f"{ACC} - insula", UP), ("FC", "insula - putamen", UP)]),
    ("Stronger FC of the insula with the ACC and of the amygdala with the putamen was found.",
     [("FC", f"{ACC} - insula", UP), ("FC", "amygdala - putamen", UP)]),
    ("Amygdala connectivity with the insula was stronger.", [("FC", "amygdala - insula", UP)]),
    ("Insula to thalamus FC was reduced.", [("FC", "insula - thalamus", DOWN)]),
    ("Insula-thalamus FC was reduced.", [("FC", "insula - thalamus", DOWN)]),
    ("Connectivity within the DMN was reduced.", [("FC", f"{DMN} - {DMN}", DOWN)]),
    ("Connectivity within the salience network was disrupted.", [("FC", f"{SN} - {SN}", OTHER)]),
    ("FC between the DMN and salience network was reduced.", [("FC", f"{DMN} - {SN}", DOWN)]),
    ("FC of the insula was reduced.", [("FC", "insula", DOWN)]),
    ("FC between the insula and several regions, including the ACC and PCC, was lower.",
     [("FC", f"{ACC} - insula", DOWN), ("FC", f"insula - {PCC}", DOWN)]),
    ("FC between the amygdala, putamen, thalamus with the insula was lower.",
     [("FC", "amygdala - insula", DOWN), ("FC", "insula - putamen", DOWN),
      ("FC", "insula - thalamus", DOWN)]),
    ("FC of the insula with the frontal lobe including the ACC was lower.",
     [("FC", f"{ACC} - insula", DOWN)]),
    ("Higher FC between the insula/amygdala cluster and the ACC was found.",
     [("FC", f"{ACC} - insula", UP), ("FC", f"amygdala - {ACC}", UP)]),
    ("Increased FC between both the insula seed and the amygdala seed with the ACC was found.",
     [("FC", f"{ACC} - insula", UP), ("FC", f"amygdala - {ACC}", UP)]),
    ("Lower FC between the insula and thalamus, amygdala and ACC and putamen with PCC was seen.",
     [("FC", "insula - thalamus", DOWN), ("FC", f"amygdala - {ACC}", DOWN),
      ("FC", f"{PCC} - putamen", DOWN)]),
    ("Higher FC from the thalamus to the insula was found.", [("FC", "insula - thalamus", UP)]),
    ("Lower FC between the insula and ACC and higher FC between the amygdala and PCC was seen.",
     [("FC", f"{ACC} - insula", DOWN), ("FC", f"amygdala - {PCC}", UP)]),
    ("FC changes were found in the insula, mainly in the ACC.", [("FC", f"{ACC} - insula", OTHER)]),
    ("Altered structural covariance of the hippocampus was seen in the temporal lobe.",
     [("other:structural covariance", "hippocampus - temporal_lobe", OTHER)]),
    ("Cerebellum-auditory FC was increased.", [("FC", "auditory_network - cerebellum", UP)]),
]  # fmt: skip

CORRELATIONS = [
    ("Insula GMV was positively correlated with pain scores.",
     [("GMV", "insula", POSITIVE, "pain scores")]),
    ("Insula GMV correlated negatively with pain scores.",
     [("GMV", "insula", NEGATIVE, "pain scores")]),
    ("Insula GMV was inversely associated with pain scores and disease duration.",
     [("GMV", "insula", NEGATIVE, "pain scores"), ("GMV", "insula", NEGATIVE, "disease duration")]),
    ("Pain intensity was negatively correlated with GMV of the left insula.",
     [("GMV", "left insula", NEGATIVE, "Pain intensity")]),
    ("There was a negative association between insula GMV and pain duration.",
     [("GMV", "insula", NEGATIVE, "pain duration")]),
    ("A positive correlation between ReHo and pain scores in the right insula was found.",
     [("ReHo", "right insula", POSITIVE, "pain scores")]),
    ("Insula GMV correlated with pain scores.", [("GMV", "insula", OTHER, "pain scores")]),
    ("Insula GMV decreased in proportion to pain scores.",
     [("GMV", "insula", NEGATIVE, "pain scores")]),
    ("Pain scores were positively related to activation in the insula.",
     [("task_activation", "insula", POSITIVE, "Pain scores")]),
    ("Pain scores correlated negatively with activation in the insula.",
     [("task_activation", "insula", NEGATIVE, "Pain scores")]),
    ("Insula CBF scaled inversely with pain scores.", [("CBF", "insula", NEGATIVE, "pain scores")]),
    ("Insula CBF increased linearly with pain scores.",
     [("CBF", "insula", POSITIVE, "pain scores")]),
    ("Insula GMV was not correlated with pain scores.", [("GMV", "insula", NONE, "pain scores")]),
    ("No correlation was found between insula GMV and anxiety.",
     [("GMV", "insula", NONE, "anxiety")]),
    ("Insula GMV fell with longer pain duration.", [("GMV", "insula", NEGATIVE, "pain duration")]),
    ("FC increase between the insula and ACC correlated with pain reduction.",
     [("FC", f"{ACC} - insula", NEGATIVE, "pain reduction")]),
    ("FC decrease between the insula and ACC correlated with pain reduction.",
     [("FC", f"{ACC} - insula", POSITIVE, "pain reduction")]),
    ("Higher pain ratings were associated with greater insula activation.",
     [("task_activation", "insula", POSITIVE, "pain ratings")]),
    ("Insula-ACC FC correlated positively with pain, and insula-PCC FC fell with longer illness.",
     [("FC", f"{ACC} - insula", POSITIVE, "pain"),
      ("FC", f"insula - {PCC}", NEGATIVE, "illness")]),
]  # fmt: skip


def test_a_clause_behind_takes_over_the_first_end_of_a_connection() -> None:
    text = "Higher FC between the insula and the ACC, while showing lower FC to the PCC, was seen."
    counting = {(ends(found), found.direction) for found in findings(text) if not found.status}
    assert counting == {(f"{ACC} - insula", UP), (f"insula - {PCC}", DOWN)}


@pytest.mark.parametrize(("text", "expected"), CHANGES + CONNECTIONS)
def test_changes(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = {(it.measure, ends(it), it.direction.value) for it in findings(text)}
    assert found == set(expected)


@pytest.mark.parametrize(("text", "expected"), CORRELATIONS)
def test_correlations(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = {
        (it.measure, ends(it), it.direction.value, it.clinical_variable)
        for it in findings(text)
        if "within" in it.comparison
    }
    assert found == set(expected)


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("Insula GMV was lower in patients than in controls.", "pain_vs_hc"),
        ("Insula GMV was lower than in cancer patients without pain.", "pain_vs_cancer_no_pain"),
        ("Insula GMV was higher after treatment than at baseline.", "post_vs_pre"),
        ("Insula GMV rose compared with sham.", "intervention_vs_control_change"),
        ("Insula GMV correlated with pain.", "within_pain_group"),
        (
            "Insula activation was higher for pain compared with the rest condition.",
            "task_contrast",
        ),
    ],
)
def test_comparisons(text: str, comparison: str) -> None:
    assert [it.comparison for it in findings(text)] == [comparison]


def test_a_sign_covers_what_is_only_said_to_be_altered() -> None:
    text = "Insula GMV was lower in patients. Altered GMV was seen in the insula."
    assert [it.direction.value for it in findings(text)] == [DOWN]


def test_sections_are_kept() -> None:
    assert [it.section for it in findings("Insula GMV was lower in patients.")] == ["RESULTS"]


@pytest.mark.parametrize("heading", ["## Results ", "RESULTS: ", "Results : "])
def test_headings(heading: str) -> None:
    text = f"Aims: To see. {heading}Insula GMV was lower in patients."
    assert len(read("", text).findings) == 1


def test_reviews_make_no_findings() -> None:
    text = PAIN + "Insula GMV was lower in patients."
    assert read("Pain and the brain: a systematic review", text).findings == ()


@given(st.lists(st.sampled_from(" ".join(row[0] for row in CHANGES + CONNECTIONS).split())))
def test_any_words(words: list[str]) -> None:
    text = PAIN + " ".join(words)
    for finding in read("", text).findings:
        quote = finding.quote
        assert text[quote.start : quote.start + len(quote.text)] == quote.text
        assert 0 < len(quote.text) <= LONGEST_QUOTE


@given(st.text())
def test_any_text(text: str) -> None:
    for finding in read(text, PAIN + text).findings:
        assert (PAIN + text)[finding.quote.start :].startswith(finding.quote.text)


LONG = {
    "results": "FC between the left insula and the ACC was lower in patients. ",
    "facts": "Patients with breast cancer (n = 20) received morphine. ",
    "lines": "RESULTS: ReHo of the insula was lower.\n",
    "a list": "left insula, right putamen and ",
    "brackets": "((((ACC) (",
    "figures": "12 24.5 ",
    "one word": "insula",
}


@pytest.mark.parametrize("kind", LONG)
def test_of_a_megabyte_only_the_beginning_is_read(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it takes is measured by `benchmarks/hostile.py`, up to the real limit."""
    monkeypatch.setattr(texts, "LONGEST_ABSTRACT", 5_000)
    text = PAIN + LONG[kind] * (1_000_000 // len(LONG[kind]))
    for finding in read(text, text).findings:
        assert text.startswith(finding.quote.text, finding.quote.start)
        assert finding.quote.start < texts.LONGEST_ABSTRACT


def test_what_stands_behind_a_very_long_opening_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shorter limit cuts as the real one does, in a fraction of the time."""
    opening = "Insula GMV was lower in patients. " * 50
    whole, cut = findings(opening), f"{opening}Thalamus GMV was higher in patients"
    assert [it.region for it in whole] == ["insula"]
    assert [it.region for it in findings(f"{cut}. They ate.")] == ["insula", "thalamus"]
    monkeypatch.setattr(texts, "LONGEST_ABSTRACT", len(PAIN + cut))
    assert findings(f"{cut}. They ate.") == whole


def test_what_is_told_of_the_other_group_is_marked() -> None:
    """Else the finding would contradict the very words that are shown for it."""
    [turned] = findings("Healthy controls had higher CBF in the pons than patients.")
    [plain] = findings("Patients had lower CBF in the pons than healthy controls.")
    assert (turned.direction, turned.turned) == (Direction.DECREASE, True)
    assert (plain.direction, plain.turned) == (Direction.DECREASE, False)


@pytest.mark.parametrize(
    ("result", "statistics"),
    [
        ("ReHo was lower in the insula (p = 0.01), but was unchanged in the amygdala.",
         {"insula": "p = 0.01", "amygdala": ""}),
        ("ReHo was unchanged in the amygdala, but was lower in the insula (p = 0.01).",
         {"insula": "p = 0.01", "amygdala": ""}),
    ],
)  # fmt: skip
def test_a_statistic_is_of_the_statement_it_stands_in(
    result: str, statistics: dict[str, str]
) -> None:
    methods = "METHODS: Forty patients with lung cancer pain and 38 healthy controls had fMRI."
    findings = read("ReHo in lung cancer pain", f"{methods}\nRESULTS: {result}").findings
    assert {finding.region: finding.statistic for finding in findings} == statistics
