"""The arms of a study: roles and sizes, where they are named, and what sentences compare."""

import pytest

from bot.extraction.arms import Arms, MentionKind, comparison_of, contrasts, read_arms
from bot.extraction.arms.profile import Profile
from bot.extraction.text import sentences
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
CANCER, OTHER = "Brain imaging of lung cancer and pain", "Brain imaging of tin-drum disease"


def arms(text: str, title: str = CANCER) -> Arms:
    return read_arms(title, text, VOCABULARY)


def sizes(text: str, title: str = CANCER) -> list[tuple[str, int | None]]:
    return [(arm.role, arm.size) for arm in arms(text, title)]


ROLES = [
    ("healthy", "We scanned 12 patients with bone pain and 11 healthy controls.",
     [("pain", 12), ("healthy_control", 11)]),
    ("plain_controls", "We scanned 30 people with cancer pain and 28 controls.",
     [("pain", 30), ("healthy_control", 28)]),
    ("with_and_without", "We saw 12 patients with pain and 9 patients without pain.",
     [("pain", 12), ("cancer_no_pain", 9)]),
    ("without_alone", "We saw 12 patients with pain and 9 without.",
     [("pain", 12), ("cancer_no_pain", 9)]),
    ("but_without", ("We saw 12 patients with lung cancer and bone pain, 11 with lung cancer but"
     " without such pain, and 10 healthy controls."),
     [("pain", 12), ("cancer_no_pain", 11), ("healthy_control", 10)]),
    ("pain_free", "We scanned 9 pain-free patients and 8 patients with pain.",
     [("cancer_no_pain", 9), ("pain", 8)]),
    ("signs", ("For 50 CP+ patients, 34 lung cancer patients without complaints of pain (CP−), and"
     " 31 matched healthy controls (HC) we built networks."),
     [("pain", 50), ("cancer_no_pain", 34), ("healthy_control", 31)]),
    ("graded", ("We scanned survivors with grade 2 neuropathy (n = 14) and survivors with grade 0"
     " neuropathy (n = 13)."), [("pain", 14), ("pain", 13)]),
    ("randomised_before", ("We randomised 33 survivors with chronic neuropathic pain to yoga or a"
     " waiting list."), [("total", 33), ("intervention", None), ("waitlist", None)]),
    ("kinds_of_a_trait", ("We scanned women with breast cancer with bone metastases (BM; n = 14)"
     " and women with breast cancer without metastases (NM; n = 15)."),
     [("mixed_cancer", 14), ("other_patients", 15)]),
    ("kinds_with_pain", ("Women with breast cancer with joint pain (BJP; n = 14) and women with"
     " breast cancer without pain (BNP; n = 15) were scanned."),
     [("pain", 14), ("cancer_no_pain", 15)]),
    ("sham_behind", ("We scanned rats with bone cancer pain (n = 12) and rats with sham surgery"
     " (n = 10)."), [("model", 12), ("control", 10)]),
    ("ratings_are_no_people", ("Of 40 patients with cancer pain, 15 were rated as in distress; the"
     " scale took 4 as median."), [("pain", 40), ("", 15)]),
    ("scans_are_no_people", "Images of each type (40 structural, 36 functional) were taken.", []),
    ("well_controlled", "We scanned 9 patients with well controlled pain.",
     [("pain_controlled", 9)]),
    ("later", "We scanned 9 patients with CIPN and 8 patients without CIPN who later developed it.",
     [("future_pain", 9), ("future_no_pain", 8)]),
    ("classified", ("Of 30 patients recruited, 7 were classified as CIPN- and thirteen as CIPN+."
     " CIPN is a painful neuropathy that may show a pre-existing vulnerability."),
     [("total", 30), ("future_no_pain", 7), ("future_pain", 13)]),
    ("randomised", ("Thirty women with cancer pain were randomly assigned to yoga (n = 16) or to a"
     " waitlist (n = 14)."), [("total", 30), ("intervention", 16), ("waitlist", 14)]),
    ("sham_arm", ("Patients with pain were randomized to active stimulation (n = 9) or sham"
     " stimulation (n = 8)."), [("intervention", 9), ("sham", 8)]),
    ("usual_care", "Patients had usual care (n = 9) or the yoga group (n = 8).",
     [("active_control", 9), ("intervention", 8)]),
    ("exposed", "We saw 9 chemotherapy-treated patients and 8 patients without chemotherapy.",
     [("exposed", 9), ("unexposed", 8)]),
    ("animals", "We saw 9 cancer pain model rats and 8 sham rats.", [("model", 9), ("control", 8)]),
    ("naive_rats", "We saw 9 tumor-bearing mice and 7 naive mice.", [("model", 9), ("control", 7)]),
    ("sham_treated_rats", "We saw 9 cancer pain model rats and 8 sham acupuncture rats.",
     [("model", 9), ("sham", 8)]),
    # A noun that several groups share.
    ("elided", "Survivors of gut cancer, 39 with and 37 without chronic pain, were scanned.",
     [("pain", 39), ("cancer_no_pain", 37)]),
    ("elided_in_bracket", "We saw 46 patients with gut cancer (24 with, 22 without pain).",
     [("total", 46), ("pain", 24), ("cancer_no_pain", 22)]),
    ("elided_degree", "We saw 24 patients with severe and 25 with moderate pain of gut cancer.",
     [("pain", 24), ("pain", 25)]),
    # What became of them.
    ("developed", "We saw 57 women with breast cancer; 26 developed painful CIPN and 31 did not.",
     [("total", 57), ("pain", 26), ("cancer_no_pain", 31)]),
    ("of_whom", "EEG was recorded in 35 patients with gut cancer, of whom 20 had severe pain.",
     [("total", 35), ("pain", 20)]),
    ("taking", "We saw 22 cancer survivors with arthralgia and 21 taking drugs without arthralgia.",
     [("pain", 22), ("cancer_no_pain", 21)]),
    # Pain by the short form that the paper has for it.
    ("short_form", "We saw limb pain (PLP) in cancer: 22 women with PLP and 21 without PLP.",
     [("pain", 22), ("cancer_no_pain", 21)]),
    ("asymptomatic", "We saw 30 patients with painful and 24 with asymptomatic metastases.",
     [("pain", 30), ("cancer_no_pain", 24)]),
    ("spared", "We saw 22 patients with gut cancer and pain and 23 with gut cancer spared.",
     [("pain", 22), ("cancer_no_pain", 23)]),
    ("comfortable", ("We saw 27 patients with gut cancer and pain and 26 patients with gut cancer"
     " who were comfortable."), [("pain", 27), ("cancer_no_pain", 26)]),
    ("who_reported", ("We saw 27 women with gut cancer who reported chronic pain and 26 women with"
     " gut cancer who reported no pain."), [("pain", 27), ("cancer_no_pain", 26)]),
    # Those who were assigned, and the arms in which they finished.
    ("in_arms", ("52 patients with cancer pain were randomized; 26 in the real yoga group and"
                 " 25 in the sham group were scanned."),
     [("total", 52), ("intervention", 26), ("sham", 25)]),
    ("upper_case_mm", "We saw 27 MM patients with cancer pain and 25 MM patients without pain.",
     [("pain", 27), ("cancer_no_pain", 25)]),
    ("score_in_bracket", "We saw cancer: a high-pain group (NRS 5-10, n = 43) and 75 without pain.",
     [("pain", 43), ("cancer_no_pain", 75)]),
    ("signed_people", "We scanned 50 cancer patients with pain (CP+) and 34 CP- patients.",
     [("pain", 50), ("cancer_no_pain", 34)]),
    ("signed_survivors", "We saw 50 cancer survivors with scar pain (SCP+) and 34 SCP- survivors.",
     [("pain", 50), ("cancer_no_pain", 34)]),
    ("signed_women", "Of women with cancer 12 CIPN+ women and 13 CIPN- women slept.",
     [("pain", 12), ("cancer_no_pain", 13)]),
    ("words", "Twenty-two survivors with pain and nineteen healthy women took part.",
     [("pain", 22), ("healthy_control", 19)]),
    ("behind_the_number", ("Twenty-four people (n = 13 MM-CIPN, n = 11 HV) were scanned; MM-CIPN"
     " are myeloma patients with painful neuropathy (MM-CIPN), HV healthy volunteers"
     " (HV)."),
     [("total", 24), ("pain", 13), ("healthy_control", 11)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [rule[1:] for rule in ROLES], ids=[rule[0] for rule in ROLES]
)
def test_roles_and_sizes(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert sizes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We scanned 20 patients with tinnitus and 19 healthy controls.",
         [("patients", 20), ("healthy_control", 19)]),
        ("We scanned 14 patients with freezing and 15 patients without freezing.",
         [("patients", 14), ("other_patients", 15)]),
        ("We scanned 12 healthy volunteers.", [("participants", 12)]),
        ("We scanned 21 smokers and 20 non-smoking controls.",
         [("patients", 21), ("healthy_control", 20)]),
        ("We scanned 21 abused children, 19 psychiatric controls and 27 healthy controls.",
         [("patients", 21), ("other_patients", 19), ("healthy_control", 27)]),
    ],
)  # fmt: skip
def test_roles_outside_cancer_pain(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert sizes(text, OTHER) == expected


def test_every_role_has_a_name_in_the_vocabulary() -> None:
    named = set(VOCABULARY.terms["group_role"])
    texts = [rule[1] for rule in ROLES]
    assert {arm.role for text in texts for arm in arms(text)} - {""} <= named


def test_quotes_stand_in_the_text() -> None:
    for _, text, _ in ROLES:
        for arm in arms(text):
            assert text[arm.quote.start :].startswith(arm.quote.text)


# ── Where they are named ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Patients had lower FA than controls.", [("pain",), ("healthy_control",)]),
        ("FA was lower in both groups.", [("pain", "healthy_control")]),
        ("HC had higher FA.", [("healthy_control",)]),
        ("FA fell in the former, and in the latter it rose.", [("pain",), ("healthy_control",)]),
        ("They had lower FA.", [("healthy_control",)]),
    ],
)
def test_mentions(sentence: str, expected: list[tuple[str, ...]]) -> None:
    text = f"We scanned 12 patients with bone pain and 11 healthy controls (HC). {sentence}"
    spans = sentences(text)
    assert [mention.roles for mention in arms(text).mentions(spans[-1])] == expected


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("FA rose after radiotherapy.", [MentionKind.LATER]),
        ("FA was lower than at baseline.", [MentionKind.EARLIER]),
        ("FA was lower after correction for age.", []),
    ],
)
def test_times(sentence: str, kinds: list[MentionKind]) -> None:
    spans = sentences(sentence)
    assert [mention.kind for mention in arms(sentence).mentions(spans[0])] == kinds


# ── What sentences compare ───────────────────────────────────────────────────────────────────

THREE = "We scanned 12 patients with pain, 11 patients without pain and 13 healthy controls. "
LACKING = "We scanned people with bone cancer pain (BP, n = 20) and without pain (NP, n = 21). "
TWO = "We scanned 12 patients with bone pain and 11 healthy controls. "
TRIAL = (
    "Thirty women with cancer pain were randomly assigned to yoga (n = 16) or a waitlist (n = 14). "
)
DRUG = "In a placebo-controlled study 20 people with migraine were given one dose of verapine. "
SCANS = "We scanned 20 men with sleep apnoea before and one month after treatment. "
RATS = "We scanned 9 bone cancer rats and 8 sham rats. "


@pytest.mark.parametrize(
    ("study", "sentence", "expected"),
    [
        (TWO, "Patients had lower FA than controls.", [("pain_vs_hc", False)]),
        (TWO, "Controls had lower FA than patients.", [("pain_vs_hc", True)]),
        (TWO, "FA was lower in patients.", [("pain_vs_hc", False)]),
        (THREE, "Patients with pain had lower FA than patients without pain.",
         [("pain_vs_cancer_no_pain", False)]),
        (THREE, "Patients without pain had lower FA than healthy controls.",
         [("cancer_no_pain_vs_hc", False)]),
        (THREE, "Compared with healthy controls, patients without pain had lower FA.",
         [("cancer_no_pain_vs_hc", False)]),
        (THREE, "Patients with pain had lower FA than patients without pain and healthy controls.",
         [("pain_vs_cancer_no_pain", False), ("pain_vs_hc", False)]),
        (LACKING, "FA was lower in BP than in NP.", [("pain_vs_cancer_no_pain", False)]),
        (LACKING, "FA differed (BP < NP).", [("pain_vs_cancer_no_pain", False)]),
        (THREE, "FA was lower in patients with pain.", [("pain_vs_unspecified", False)]),
        (THREE, "FA did not differ between patients without pain and healthy controls.",
         [("cancer_no_pain_vs_hc", False)]),
        (TRIAL, "FA rose in the yoga group compared with controls.",
         [("intervention_vs_control_change", False)]),
        (TRIAL, "FA rose more after yoga than in the waitlist.",
         [("intervention_vs_control_change", False)]),
        (TRIAL, "After yoga training FA decreased.", [("post_vs_pre", False)]),
        (TWO, "After radiotherapy FA decreased.", [("post_vs_pre", False)]),
        (TRIAL, "FA rose in the yoga group and did not in the waitlist, a significant interaction.",
         [("intervention_vs_control_change", False)]),
        (TWO, "FA was lower in severe as against mild pain.", [("pain_high_vs_low", False)]),
        (TWO, "FA was lower in painful than in asymptomatic metastases.",
         [("pain_vs_cancer_no_pain", False)]),
        (RATS, "Bone cancer rats had lower FA than sham rats.", [("model_vs_control", False)]),
    ],
)  # fmt: skip
def test_comparisons(study: str, sentence: str, expected: list[tuple[str, bool]]) -> None:
    text = study + sentence
    span = sentences(text)[-1]
    found = contrasts(arms(text), span, correlates=False)
    assert [(contrast.comparison, contrast.reversed) for contrast in found] == expected


@pytest.mark.parametrize(
    ("study", "sentence", "expected"),
    [
        (TWO, "In patients FA correlated with pain.", "within_pain_group"),
        (TRIAL, "In the yoga group FA correlated with pain.", "within_intervention_group"),
        (TWO, "FA correlated with pain.", "within_pain_group"),
    ],
)
def test_correlations_are_within_a_group(study: str, sentence: str, expected: str) -> None:
    text = study + sentence
    found = contrasts(arms(text), sentences(text)[-1])
    assert found[0].comparison == expected


def test_a_sentence_that_goes_on_keeps_the_comparison() -> None:
    text = TWO + "Patients had lower FA than controls. Moreover, ReHo was higher."
    first, second = sentences(text)[-2:]
    before = contrasts(arms(text), first)
    (found,) = contrasts(arms(text), second, previous=before)
    assert (found.comparison, found.explicit) == ("pain_vs_hc", False)


def test_other_diseases_have_other_comparisons() -> None:
    paper = Profile(categories=frozenset(), cancer_pain=False)
    assert comparison_of("patients", "healthy_control", paper) == "patients_vs_hc"
    assert comparison_of("patients", "other_patients", paper) == "patients_vs_patients"
    assert comparison_of("intervention", "sham", paper) == "intervention_vs_control"
    assert comparison_of("participants", "participants", paper) == "other"


@pytest.mark.parametrize(
    ("study", "sentence", "expected"),
    [
        (DRUG, "Verapine reduced CBF of the insula.", "intervention_vs_control"),
        (DRUG, "Verapine lowered CBF compared with placebo.", "intervention_vs_control"),
        (SCANS, "Treatment brought about an increase of FA.", "post_vs_pre"),
        (SCANS, "From the first to the second scan FA rose.", "post_vs_pre"),
    ],
)
def test_what_a_treatment_did(study: str, sentence: str, expected: str) -> None:
    text = study + sentence
    found = contrasts(arms(text, "Verapine and the brain"), sentences(text)[-1], correlates=False)
    assert [contrast.comparison for contrast in found] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of 57 women with breast cancer 26 developed painful CIPN and 31 did not.",
         {"pain", "cancer_no_pain"}),
        ("Twelve patients with cancer pain had relief; responders and non-responders differed.",
         {"pain"}),
        ("We scanned survivors of cancer with pain and their 20 siblings.",
         {"pain", "healthy_control"}),
    ],
)  # fmt: skip
def test_people_are_told_apart_by_what_they_had_and_not_by_what_became_of_them(
    text: str, expected: set[str]
) -> None:
    assert {arm.role for arm in arms(text)} - {"", "total"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We scanned survivors with (CIPN+, n = 31) and without (CIPN\u2212, n = 33) neuropathy.",
         {("pain", 31), ("cancer_no_pain", 33)}),
        ("Thirty patients with lung cancer and bone pain and 20 without pain were scanned.",
         {("pain", 30), ("cancer_no_pain", 20)}),
        ("Women with breast cancer were scanned; 26 developed painful CIPN and 31 did not.",
         {("pain", 26), ("cancer_no_pain", 31)}),
    ],
)  # fmt: skip
def test_sizes_belong_to_those_with_and_those_without(
    text: str, expected: set[tuple[str, int]]
) -> None:
    assert expected <= {(arm.role, arm.size) for arm in arms(text)}
