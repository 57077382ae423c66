"""What studies of cancer pain compare: pain, cancer and time are told apart, and never mixed up."""

import pytest

from bot.extraction.reader import read

TITLE = "Brain imaging of pain in lung cancer"
GROUPS = (
    "Thirty patients with lung cancer and bone pain (CP), 28 patients with lung cancer without pain"
    " (NP) and 29 healthy controls (HC) underwent resting-state fMRI."
)
BEFORE_AFTER = (
    "Nineteen patients with painful bone metastases were scanned before and one month after"
    " palliative radiotherapy; 20 healthy controls were scanned once."
)

Compared = set[tuple[str, str, str]]


def counted(methods: str, result: str) -> Compared:
    reading = read(TITLE, f"METHODS: {methods}\nRESULTS: {result}")
    return {(it.region, it.direction, it.comparison) for it in reading.findings if not it.status}


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("Relative to lung cancer alone, ReHo was reduced in the insula in painful lung cancer.",
         {("insula", "decrease", "pain_vs_cancer_no_pain")}),
        ("ReHo of the insula was lower in cancer pain than in cancer without pain.",
         {("insula", "decrease", "pain_vs_cancer_no_pain")}),
        ("ReHo of the insula was lower in bone pain than in cancer alone and in healthy controls.",
         {("insula", "decrease", "pain_vs_cancer_no_pain"), ("insula", "decrease", "pain_vs_hc")}),
        (("Both patient groups had lower ALFF in the cuneus than HC, without a difference between"
         " CP and NP."),
         {("cuneus", "decrease", "pain_vs_hc"), ("cuneus", "decrease", "cancer_no_pain_vs_hc")}),
        ("ReHo in the insula was lower in CP than in HC, with no difference between CP and NP.",
         {("insula", "decrease", "pain_vs_hc")}),
        ("ALFF of the thalamus was lower in both cancer groups than in HC.",
         {("thalamus", "decrease", "pain_vs_hc"),
          ("thalamus", "decrease", "cancer_no_pain_vs_hc")}),
        ("ReHo of the insula was elevated in painful CIPN compared with both other groups.",
         {("insula", "increase", "pain_vs_hc"), ("insula", "increase", "pain_vs_cancer_no_pain")}),
        (("Compared with 24 cancer patients without pain, 23 cancer patients with bone pain had"
         " lower ReHo in the insula."), {("insula", "decrease", "pain_vs_cancer_no_pain")}),
        ("FA of the fornix was lower in patients with lung metastases than in HC.",
         {("fornix", "decrease", "mixed_cancer_vs_control")}),
        (("CP patients had higher ReHo of the insula than NP, which scaled with the NRS, and lower"
         " ReHo of the fornix."),
         {("insula", "increase", "pain_vs_cancer_no_pain"),
          ("insula", "positive_correlation", "within_pain_group"),
          ("fornix", "decrease", "pain_vs_cancer_no_pain")}),
        ("Only the CP group differed from HC, with higher ALFF in the precuneus.",
         {("precuneus", "increase", "pain_vs_hc")}),
        ("ReHo in the putamen was higher in HC than in either patient group.",
         {("putamen", "decrease", "pain_vs_hc"), ("putamen", "decrease", "cancer_no_pain_vs_hc")}),
        ("ReHo of the insula was lower in CP than in NP, who in turn did not differ from HC.",
         {("insula", "decrease", "pain_vs_cancer_no_pain"),
          ("insula", "none", "cancer_no_pain_vs_hc")}),
        ("ReHo of the insula was lower in CP than in HC, and did not differ between CP and NP.",
         {("insula", "decrease", "pain_vs_hc"), ("insula", "none", "pain_vs_cancer_no_pain")}),
        ("ReHo of the insula was lower in CP than in HC and was similar between CP and NP.",
         {("insula", "decrease", "pain_vs_hc"), ("insula", "none", "pain_vs_cancer_no_pain")}),
        ("ALFF in the precuneus did not differ among the three groups.",
         {("precuneus", "none", "unspecified")}),
    ],
)  # fmt: skip
def test_pain_and_cancer_are_told_apart(result: str, expected: Compared) -> None:
    assert counted(GROUPS, result) == expected


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("ReHo in the thalamus was reduced in patients and returned to normal after radiotherapy.",
         {("thalamus", "decrease", "pain_vs_hc"), ("thalamus", "increase", "post_vs_pre")}),
        ("ReHo in the thalamus was reduced and returned to normal after radiotherapy.",
         {("thalamus", "decrease", "pain_vs_hc"), ("thalamus", "increase", "post_vs_pre")}),
        ("Reduced ReHo in the thalamus returned to baseline after radiotherapy.",
         {("thalamus", "increase", "post_vs_pre")}),
        ("ReHo in the thalamus did not return to normal after radiotherapy.", set()),
        ("ReHo of the insula had decreased at twelve months.",
         {("insula", "decrease", "post_vs_pre")}),
        ("ReHo of the insula decreased by 8% under oral morphine.",
         {("insula", "decrease", "post_vs_pre")}),
        ("Pain relief was predicted by higher ReHo of the insula.",
         {("insula", "positive_correlation", "within_pain_group")}),
        ("Before radiotherapy, patients had lower ReHo in the thalamus than controls.",
         {("thalamus", "decrease", "pain_vs_hc")}),
        ("ReHo in the insula was higher before than after radiotherapy.",
         {("insula", "decrease", "post_vs_pre")}),
    ],
)  # fmt: skip
def test_what_came_back_is_a_change_over_time(result: str, expected: Compared) -> None:
    assert counted(BEFORE_AFTER, result) == expected


@pytest.mark.parametrize(
    ("methods", "comparison"),
    [
        (("Sixty women were scanned before breast cancer surgery; 18 developed persistent pain and"
         " 42 did not."), "future_pain_vs_no_pain"),
        (("Sixty women were scanned before and six months after breast cancer surgery; 18 developed"
         " persistent pain and 42 did not."), "pain_vs_cancer_no_pain"),
    ],
)  # fmt: skip
def test_pain_that_came_after_the_only_scan_is_future_pain(methods: str, comparison: str) -> None:
    result = "Women who developed pain had higher ReHo in the insula than women who did not."
    assert counted(methods, result) == {("insula", "increase", comparison)}


@pytest.mark.parametrize(
    "result",
    [
        "Women showed greater activation of the insula than men during pressure pain.",
        "High catastrophisers had stronger activation of the insula than low catastrophisers.",
        "Activation of the insula was lower in the high-dose than in the low-dose group.",
        "Patients with depression had lower activation of the insula than those without.",
        "Opioid users had lower activation of the insula than non-users.",
    ],
)
def test_what_tells_people_apart_besides_pain_is_not_taken_for_it(result: str) -> None:
    methods = "Thirty patients with cancer pain and 30 patients with cancer without pain had MRI."
    compared = {comparison for _, _, comparison in counted(methods, result)}
    assert compared <= {"unspecified", "patients_vs_patients"}


def test_an_adenocarcinoma_is_a_cancer() -> None:
    reading = read(
        "Insula and pain in pancreatic adenocarcinoma",
        "Patients with pain (n = 19) and without pain (n = 17) were scanned.",
    )
    assert [group.role for group in reading.groups] == ["pain", "cancer_no_pain"]


def test_pain_of_another_cause_does_not_isolate_pain_in_cancer() -> None:
    methods = "We scanned 22 patients with cancer pain and 23 patients with non-cancer pain."
    result = "ReHo of the insula was lower in patients with cancer pain than with non-cancer pain."
    assert ("insula", "decrease", "pain_vs_cancer_no_pain") not in counted(methods, result)


def test_a_tract_without_a_stated_part_is_none_of_its_parts() -> None:
    result = "CP patients had lower FA in the corona radiata than HC."
    assert counted(GROUPS, result) == {("corona_radiata", "decrease", "pain_vs_hc")}


def test_the_spouses_of_patients_are_not_in_pain() -> None:
    methods = "We scanned 22 spouses of patients with cancer pain and 20 control couples."
    found = counted(methods, "Activation of the insula was stronger in spouses.")
    assert not any(comparison.startswith("pain_") for _, _, comparison in found)


def test_patients_who_respond_are_no_response_of_the_brain() -> None:
    methods = "We scanned 29 patients with cancer pain before opioids."
    result = "Patients who responded had stronger FC of the insula than those who did not respond."
    reading = read(TITLE, f"METHODS: {methods}\nRESULTS: {result}")
    assert {it.measure for it in reading.findings} == {"FC"}


def test_the_former_and_the_latter_who_activate_are_people() -> None:
    methods = "We scanned children in pain from leukaemia and children without pain."
    found = counted(methods, "The former activated the insula less than the latter.")
    assert found == {("insula", "decrease", "pain_vs_cancer_no_pain")}


@pytest.mark.parametrize(
    ("result", "comparison"),
    [
        (("Tanezumab-treated tumour rats had lower activation of the thalamus than vehicle-treated"
         " tumour rats."), "intervention_vs_control_change"),
        (("Electroacupuncture reduced activation of the thalamus in CIBP rats compared with sham"
         " electroacupuncture."), "intervention_vs_control_change"),
        (("Saline-treated tumour rats had lower activation of the thalamus than saline-treated sham"
         " rats."), "model_vs_control"),
        ("Tumour rats had lower activation of the thalamus than saline-injected rats.",
         "model_vs_control"),
        ("Paclitaxel-treated rats had lower activation of the thalamus than vehicle-treated rats.",
         "model_vs_control"),
    ],
)  # fmt: skip
def test_what_eases_a_model_is_not_the_model(result: str, comparison: str) -> None:
    reading = read("Bone cancer pain in rats", result)
    assert {it.comparison for it in reading.findings} == {comparison}


def test_what_a_drug_restored_is_its_effect() -> None:
    result = (
        "FC of the thalamus was weaker in CIBP mice than in sham mice, and morphine restored it."
    )
    reading = read("Bone cancer pain in mice", result)
    signs = {(it.direction, it.comparison) for it in reading.findings if not it.status}
    assert signs == {("decrease", "model_vs_control")}


@pytest.mark.parametrize(
    ("controls", "comparison"),
    [
        ("the control group (n = 21; cancer patients without pain)", "pain_vs_cancer_no_pain"),
        ("a control group of 21 women without cancer", "pain_vs_hc"),
    ],
)
def test_a_control_group_is_whom_its_bracket_names(controls: str, comparison: str) -> None:
    methods = f"We scanned the pain group (n = 20; cancer patients with pain) and {controls}."
    found = counted(methods, "ReHo of the insula was lower in the pain group than in controls.")
    assert found == {("insula", "decrease", comparison)}


def test_what_rose_with_a_therapy_is_no_correlation() -> None:
    found = counted(BEFORE_AFTER, "ReHo of the insula increased with physiotherapy.")
    assert not any(direction == "positive_correlation" for _, direction, _ in found)


@pytest.mark.parametrize(
    ("result", "direction"),
    [
        ("Painful metastases showed higher ReHo of the insula than painless metastases.",
         "increase"),
        (("Compared with painless bone metastases, painful bone metastases had a higher ReHo of the"
         " insula."), "increase"),
        ("Painless metastases showed lower ReHo of the insula than painful metastases.",
         "increase"),
        (("Painful neuropathy went along with lower ReHo in the insula relative to painless"
         " neuropathy."), "decrease"),
    ],
)  # fmt: skip
def test_what_is_painful_stands_for_those_who_have_it(result: str, direction: str) -> None:
    methods = "We scanned women with breast cancer and bone metastases or neuropathy."
    assert counted(methods, result) == {("insula", direction, "pain_vs_cancer_no_pain")}


def test_painful_heat_is_no_illness() -> None:
    methods = "We scanned women with breast cancer and pain, and healthy women."
    result = "Painful heat led to higher activation of the insula than painless heat."
    assert not any("no_pain" in comparison for _, _, comparison in counted(methods, result))


@pytest.mark.parametrize(
    "result",
    ["Morphine lowered ReHo in the insula.", "Coeliac plexus block lowered ReHo in the insula.",
     "Acupuncture significantly reduced ReHo of the insula."],
)  # fmt: skip
def test_what_a_treatment_did_is_no_difference_from_healthy_people(result: str) -> None:
    methods = "Ten patients with pain from pancreatic cancer and 10 healthy people were scanned."
    assert counted(methods, result) == {("insula", "decrease", "post_vs_pre")}


@pytest.mark.parametrize(
    "result",
    ["Patients whose pain was relieved showed a decrease in ReHo of the insula.",
     "Responders showed a decrease in ReHo of the insula, non-responders did not.",
     "ReHo of the insula fell in patients with good pain relief."],
)  # fmt: skip
def test_what_changed_in_those_who_were_helped_is_a_change_over_time(result: str) -> None:
    methods = "We scanned 26 patients with cancer pain before and four weeks after radiotherapy."
    assert counted(methods, result) == {("insula", "decrease", "post_vs_pre")}


def test_what_a_drug_undid_in_the_passive_is_its_effect() -> None:
    methods = "Rats were scanned after implantation of tumour cells or sham operation."
    result = (
        "ReHo of the ACC was lower in tumour rats than in sham rats, and was restored by morphine."
    )
    reading = read("Bone cancer pain in rats", f"{methods} {result}")
    signs = {(it.direction, it.comparison) for it in reading.findings if not it.status}
    assert signs == {("decrease", "model_vs_control"), ("increase", "post_vs_pre")}


def test_later_than_before_is_no_contrast_of_tasks() -> None:
    methods = "Survivors with chronic cancer pain (n = 42) had CBT or were put on a waiting list."
    result = "After CBT, activation of the insula during reappraisal was greater than before."
    assert counted(methods, result) == {("insula", "increase", "post_vs_pre")}


def test_a_second_change_is_of_the_subject_of_the_first() -> None:
    methods = "We scanned 30 patients with cancer pain, 28 without pain and 30 healthy controls."
    result = (
        "Patients without pain had higher ReHo in the insula but lower ReHo in the pons than"
        " controls."
    )
    found = {it for it in counted(methods, result) if it[0] == "pons"}
    assert found == {("pons", "decrease", "cancer_no_pain_vs_hc")}


@pytest.mark.parametrize(
    ("result", "comparison"),
    [
        ("Morphine reduced ReHo in the insula of tumour rats.", "post_vs_pre"),
        ("Treatment with celecoxib increased ReHo in the insula of tumour rats.", "post_vs_pre"),
        (("ReHo of the insula was lower in celecoxib-treated paclitaxel rats than in untreated"
         " paclitaxel rats."), "intervention_vs_control_change"),
        ("Tumour rats given celecoxib had lower ReHo of the insula than tumour rats given saline.",
         "intervention_vs_control_change"),
        ("fMRI showed lower ReHo in the insula of tumour rats.", "model_vs_control"),
    ],
)  # fmt: skip
def test_a_drug_in_ill_animals_is_not_what_made_them_ill(result: str, comparison: str) -> None:
    methods = "Rats had tumour cells implanted (n = 10) or were sham-operated (n = 10)."
    reading = read("Bone cancer pain in rats", f"{methods} {result}")
    assert {it.comparison for it in reading.findings if not it.status} == {comparison}


PAIN_FREE = (
    "Women with pain after mastectomy (n = 24) and pain-free women after mastectomy (n = 25)"
    " underwent fMRI."
)


@pytest.mark.parametrize(
    ("methods", "result", "expected"),
    [
        (PAIN_FREE, "ALFF in the insula was lower in women with pain than in controls.",
         {("insula", "decrease", "pain_vs_cancer_no_pain")}),
        (PAIN_FREE, "Activation of the insula in both groups was similar.",
         {("insula", "none", "pain_vs_cancer_no_pain")}),
        (PAIN_FREE + " Age-matched healthy controls were scanned, too.",
         "ALFF in the insula was lower in women with pain than in controls.",
         {("insula", "decrease", "pain_vs_hc")}),
        (PAIN_FREE + " Thirty healthy controls were scanned.",
         "ALFF in the insula was lower in women with pain than in controls.",
         {("insula", "decrease", "pain_vs_hc")}),
    ],
)  # fmt: skip
def test_controls_are_those_of_the_study(methods: str, result: str, expected: Compared) -> None:
    assert counted(methods, result) == expected


@pytest.mark.parametrize(
    "words",
    [
        "No control group was recruited.",
        "The study had no healthy controls.",
        "The study was done without a control group.",
        "Results held when patients taking gabapentin were excluded.",
        "Results held after excluding patients taking gabapentin.",
    ],
)
def test_who_was_not_studied_is_no_group(words: str) -> None:
    text = f"METHODS: Fifty patients with lung cancer and bone pain had fMRI. {words}"
    assert [group.role for group in read(TITLE, text).groups] == ["pain"]


TWO_GROUPS = (
    "Forty women with pain after breast cancer surgery and 38 women without pain after breast"
    " cancer surgery had MRI before and one month after mindfulness training."
)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("ReHo of the insula correlated with anxiety in the whole cohort (r = 0.3).",
         {("insula", "positive_correlation", "within_mixed_group")}),
        ("ReHo of the insula correlated with anxiety in the whole pain group (r = 0.3).",
         {("insula", "positive_correlation", "within_pain_group")}),
        ("Higher ReHo of the insula was associated with a greater likelihood of chronic pain.",
         {("insula", "positive_correlation", "within_mixed_group")}),
        ("Smoking history and age had no influence on ReHo of the insula.", set()),
        ("ReHo of the insula increased between baseline and one month (p = 0.002).",
         {("insula", "increase", "post_vs_pre")}),
    ],
)  # fmt: skip
def test_what_is_told_of_all_or_of_time_is_no_difference_of_pain(
    result: str, expected: Compared
) -> None:
    assert counted(TWO_GROUPS, result) == expected
