"""Groups are read from the ways in which papers describe them: who they are, and how many."""

import pytest

from bot.extraction.arms import contrasts, read_arms
from bot.extraction.text import sentences
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
CANCER_PAIN, OTHER = "Brain imaging of lung cancer and pain", "Brain imaging of tin-drum disease"


def groups(text: str, title: str = CANCER_PAIN) -> list[tuple[str, int | None]]:
    return [(group.role, group.n) for group in read_arms(title, text, VOCABULARY).groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We scanned 27 children aged 6-14 years with leukaemia and pain and 25 healthy peers.",
         [("pain", 27), ("healthy_control", 25)]),
        ("Nine women aged 50 to 65 years with bone pain and 8 without bone pain were scanned.",
         [("pain", 9), ("cancer_no_pain", 8)]),
        ("We scanned survivors with pain (n = 31) and cancer-free adults (n = 33).",
         [("pain", 31), ("healthy_control", 33)]),
        ("Patients with bone pain (n = 9) and age-matched volunteers (n = 10) were scanned.",
         [("pain", 9), ("healthy_control", 10)]),
        (("Patients with (n = 23) and without pain (n = 21) and in age-matched healthy subjects"
         " (n = 24) had EEG."), [("pain", 23), ("cancer_no_pain", 21), ("healthy_control", 24)]),
        (("We scanned 33 patients with head and neck cancer (HNC) and pain [HNC-P] and 31 patients"
         " with HNC without pain [HNC-NP]."), [("pain", 33), ("cancer_no_pain", 31)]),
        ("We scanned 20 women with cancer pain and 21 women without a history of cancer.",
         [("pain", 20), ("healthy_control", 21)]),
        ("We scanned 20 women with cancer pain and 21 women without breast cancer.",
         [("pain", 20), ("healthy_control", 21)]),
        ("We scanned 20 women with cancer pain and 21 noncancer participants.",
         [("pain", 20), ("healthy_control", 21)]),
        ("We scanned 20 women with cancer pain and 21 women without metastatic cancer.",
         [("pain", 20), ("other_patients", 21)]),
        ("Women with lasting pain (n = 29) and women free of pain after surgery (n = 27) had MRI.",
         [("pain", 29), ("cancer_no_pain", 27)]),
        ("We scanned 20 men with cancer and pain, 21 with cancer only, and 22 healthy controls.",
         [("pain", 20), ("cancer_no_pain", 21), ("healthy_control", 22)]),
        ("We scanned 24 survivors with pain and 22 age-matched women who never had cancer.",
         [("pain", 24), ("healthy_control", 22)]),
        ("We scanned 24 survivors with pain and 22 women who were never diagnosed with cancer.",
         [("pain", 24), ("healthy_control", 22)]),
        ("Twelve women with pain after surgery and 14 women after surgery with no pain had MRI.",
         [("pain", 12), ("cancer_no_pain", 14)]),
        ("Eighteen survivors with arthralgia and 17 survivors on letrozole without it had MRI.",
         [("pain", 18), ("cancer_no_pain", 17)]),
        ("Cancer patients in pain (n = 16) and not in pain (n = 18) had MRI.",
         [("pain", 16), ("cancer_no_pain", 18)]),
        ("We saw pain-afflicted patients (n = 16) and unafflicted patients (n = 18).",
         [("pain", 16), ("cancer_no_pain", 18)]),
        ("Nine patients with moderate to severe cancer pain and 8 with mild or no pain had MRI.",
         [("pain", 9), ("cancer_no_pain", 8)]),
        (("Chemotherapy-treated patients with bone pain (n = 18) and chemotherapy-treated patients"
         " without (n = 17) had MRI."), [("pain", 18), ("cancer_no_pain", 17)]),
        ("We compared 22 patients with cancer pain with 23 patients with non-cancer pain.",
         [("pain", 22), ("other_patients", 23)]),
        ("We compared 22 patients with cancer pain with 23 patients with fibromyalgia.",
         [("pain", 22), ("other_patients", 23)]),
        ("We scanned 20 cancer patients with pain and 20 spouses.",
         [("pain", 20), ("healthy_control", 20)]),
        ("ASL was done in men with prostate cancer with (n = 18) or without (n = 17) bone pain.",
         [("pain", 18), ("cancer_no_pain", 17)]),
        ("Women with (n = 21) and without (n = 20) arthralgia under letrozole had MRI.",
         [("pain", 21), ("cancer_no_pain", 20)]),
        ("We scanned 30 men with prostate cancer with bone pain and 31 with prostate cancer only.",
         [("pain", 30), ("cancer_no_pain", 31)]),
        ("Cases were 18 women with bone pain; controls were 17 women with cancer and no pain.",
         [("pain", 18), ("cancer_no_pain", 17)]),
        ("Opioid-tolerant patients in pain (OT; n = 14) and healthy people (n = 16) were scanned.",
         [("pain", 14), ("healthy_control", 16)]),
        ("We matched 12 patients with bone pain 1:2 to 24 pain-free patients.",
         [("pain", 12), ("cancer_no_pain", 24)]),
        ("Twelve patients undergoing ablation for bone pain and 10 healthy people were scanned.",
         [("pain", 12), ("healthy_control", 10)]),
    ],
)  # fmt: skip
def test_who_people_are(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Forty survivors with pain were allocated 2:1 to yoga (26 women) or usual care (14 men).",
         [("total", 40), ("intervention", 26), ("active_control", 14)]),
        ("Participants received real stimulation (n = 15) or sham stimulation (n = 14).",
         [("intervention", 15), ("sham", 14)]),
        (("Of 80 randomised patients with cancer pain, 71 completed the trial (36 ketamine, 35"
         " placebo)."),
         [("pain", 80), ("total", 71), ("intervention", 36), ("sham", 35)]),
        ("In a crossover study, 18 patients with cancer pain had ketamine and placebo.",
         [("pain", 18)]),
    ],
)  # fmt: skip
def test_arms_of_a_trial(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("Three groups came: group A (n = 18), patients with bone pain; group B (n = 17), patients"
         " without bone pain; group C (n = 20), healthy people."),
         [("pain", 18), ("cancer_no_pain", 17), ("healthy_control", 20)]),
        ("Patients with bone pain (group 1, n = 18) and healthy controls (group 2, n = 20) came.",
         [("pain", 18), ("healthy_control", 20)]),
    ],
)  # fmt: skip
def test_letters_of_groups(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert groups(text) == expected


def test_a_letter_stands_for_its_group_in_what_is_compared() -> None:
    study = "Patients with bone pain (group 1, n = 18) and those without (group 2, n = 9) came. "
    text = f"{study}FA was lower in group 1 than in group 2."
    read = read_arms(CANCER_PAIN, text, VOCABULARY)
    assert [mention.roles for mention in read.mentions(sentences(text)[-1])] == [
        ("pain",), ("cancer_no_pain",)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "role"),
    [
        ("men with bone lesions that did not hurt", "cancer_no_pain"),
        ("men whose lesions did not hurt", "cancer_no_pain"),
        ("patients who were pain-free despite metastases", "cancer_no_pain"),
        ("women who never developed neuropathy", "cancer_no_pain"),
        ("patients in the absence of pain", "cancer_no_pain"),
        ("patients who denied pain", "cancer_no_pain"),
        ("women in whom pain had resolved", "cancer_no_pain"),
        ("patients with myeloma and bone disease but not in pain", "cancer_no_pain"),
        ("patients with bone pain that did not respond to opioids", "pain"),
        ("patients with bone pain who took no opioids", "pain"),
        ("women whose pain had not resolved", "pain"),
        ("patients with myeloma, bone disease and pain", "pain"),
        ("patients in severe pain", "pain"),
    ],
)
def test_people_who_have_the_pain_and_people_who_have_not(people: str, role: str) -> None:
    assert groups(f"We scanned 20 {people} and 21 healthy controls.") == [
        (role, 20), ("healthy_control", 21)
    ]  # fmt: skip


def test_a_group_is_called_by_what_tells_it_apart() -> None:
    text = "We scanned 20 women who never developed pain and 21 men with cancer pain."
    read = read_arms(CANCER_PAIN, text, VOCABULARY)
    assert [arm.label for arm in read] == ["women who never developed pain", "men with cancer pain"]


@pytest.mark.parametrize(
    ("words", "comparison"),
    [
        ("patients with severe pain than in patients with moderate pain", "pain_high_vs_low"),
        ("patients with visceral pain than in patients with bone pain", "unspecified"),
        ("patients with bone pain than in patients with low back pain", "patients_vs_patients"),
        ("moderate-to-severe pain than in no pain", "pain_vs_cancer_no_pain"),
    ],
)
def test_two_groups_in_pain_differ_in_degree_only_where_that_is_said(
    words: str, comparison: str
) -> None:
    text = f"FA was lower in {words}."
    read = read_arms(CANCER_PAIN, text, VOCABULARY)
    found = contrasts(read, sentences(text)[-1], correlates=False)
    assert [contrast.comparison for contrast in found] == [comparison]


def test_a_title_may_print_the_sizes() -> None:
    title = "FA in 24 patients with cancer pain and 25 healthy controls"
    read = read_arms(title, "FA was lower in patients.", VOCABULARY)
    assert [(arm.role, arm.size, arm.quote.part) for arm in read] == [
        ("pain", 24, "title"), ("healthy_control", 25, "title")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of 54 enrolled patients with cancer pain, 47 were analysed (seven were excluded).",
         [("pain", 54, "recruited"), ("pain", 47, "analysed")]),
        ("Of 44 men with lung cancer 27 (61%) developed bone pain (BP+), 17 (39%) did not (BP-).",
         [("total", 44, ""), ("cancer_no_pain", 17, ""), ("pain", 27, "")]),
        ("From a registry of 412 survivors of cancer we selected 30 with pain and 29 without.",
         [("pain", 30, ""), ("cancer_no_pain", 29, "")]),
        ("Thirty men with prostate cancer took part, 12 of whom had bone pain while 18 did not.",
         [("total", 30, ""), ("pain", 12, ""), ("cancer_no_pain", 18, "")]),
    ],
)  # fmt: skip
def test_some_of_those_who_were_asked(text: str, expected: list[tuple[str, int, str]]) -> None:
    read = read_arms(CANCER_PAIN, text, VOCABULARY)
    assert [(arm.role, arm.size, arm.time) for arm in read] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52 patients with lung cancer (LC), of whom 28 developed bone pain, were scanned.",
         [("total", 52), ("pain", 28)]),
        ("Women with breast pain (N = 44) were randomised to yoga or to usual care.",
         [("total", 44), ("intervention", None), ("active_control", None)]),
        (("Nine patients were scanned. Those who later had pain had lower FA than those who stayed"
         " free of pain."), [("total", 9), ("future_pain", None), ("future_no_pain", None)]),
    ],
)  # fmt: skip
def test_all_of_them_are_no_arm(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We scanned 20 patients with tinnitus and 21 typically developing peers.",
         [("patients", 20), ("healthy_control", 21)]),
        ("We scanned 20 patients with tinnitus who had taken no drugs and 21 healthy people.",
         [("patients", 20), ("healthy_control", 21)]),
        ("We scanned 20 volunteers with tinnitus and 21 volunteers.", [("patients", 20), ("", 21)]),
    ],
)  # fmt: skip
def test_who_people_are_where_no_pain_is_studied(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert groups(text, OTHER) == expected


@pytest.mark.parametrize(
    ("rats", "turned"),
    [
        ("saline-treated tumour rats than in sham rats", False),
        ("tumour-bearing rats than in vehicle-treated rats", False),
        ("untreated rats than in tumour rats", True),
    ],
)
def test_ill_animals_given_saline_are_no_controls(rats: str, *, turned: bool) -> None:
    text = f"We scanned rats with tumours. ReHo was higher in {rats}."
    read = read_arms("Bone cancer in rats", text, VOCABULARY)
    found = contrasts(read, sentences(text)[-1], correlates=False)
    assert [(each.comparison, each.reversed) for each in found] == [("model_vs_control", turned)]


@pytest.mark.parametrize(
    ("words", "comparison"),
    [
        ("Ketamine lowered ReHo compared with saline.", "intervention_vs_control_change"),
        ("ReHo was higher in tumour-bearing mice than in sham mice.", "model_vs_control"),
    ],
)
def test_what_a_drug_did_to_ill_animals_is_no_contrast_of_a_model(
    words: str, comparison: str
) -> None:
    text = f"Tumour-bearing mice received ketamine (n = 8) or saline (n = 8). {words}"
    read = read_arms("Bone cancer pain in mice", text, VOCABULARY)
    found = contrasts(read, sentences(text)[-1], correlates=False)
    assert [contrast.comparison for contrast in found] == [comparison]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We scanned 19 patients with gout and 20 adults without low back pain.",
         ["patients with gout", "adults without low back pain"]),
        ("We saw 12 adults with MRI-negative fits and 13 volunteers with resting-state fMRI.",
         ["adults with MRI-negative fits", "volunteers"]),
    ],
)  # fmt: skip
def test_what_people_are_studied_with_does_not_name_them(text: str, expected: list[str]) -> None:
    assert [group.label for group in read_arms(OTHER, text, VOCABULARY).groups] == expected


def test_a_shared_trait_names_both_groups() -> None:
    text = "We scanned patients with (n = 23) and without (n = 21) bone pain."
    labels = [arm.label for arm in read_arms(CANCER_PAIN, text, VOCABULARY)]
    assert labels == ["patients with bone pain", "without bone pain"]


def test_people_without_low_back_pain_lack_something() -> None:
    found = groups("We scanned 19 patients with gout and 20 adults without low back pain.", OTHER)
    assert found == [("patients", 19), ("other_patients", 20)]
