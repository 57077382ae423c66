"""Groups play the part that their own words and the design tell, or none."""

import pytest

from bot.extraction.reader import read

CANCER = "Lung cancer and pain"
RULES = [
    ("healthy", "We scanned 12 patients and 12 healthy controls.", ["", "healthy_control"]),
    ("plain_controls_are_those_called_healthy",
     "We scanned 12 patients and 12 controls. Healthy controls slept.", ["", "healthy_control"]),
    ("plain_controls_else", "We scanned 12 patients and 12 controls.", ["", "control"]),
    ("other_controls", "We scanned 12 psychiatric controls. Healthy controls slept.", ["control"]),
    ("volunteers_of_a_study_of_nobody_else", "We scanned 12 healthy volunteers.", [""]),
    ("healthy_is_not_always_health", "We saw 12 cognitively healthy adults, 9 patients.", ["", ""]),
    ("with_and_without_pain",
     "We scanned 12 lung cancer patients with pain and 9 lung cancer patients without pain.",
     ["pain", "cancer_no_pain"]),
    ("without_alone", "We saw 12 patients with pain and 9 without.", ["pain", "cancer_no_pain"]),
    ("pain_free_patients", "We scanned 9 pain-free patients.", ["cancer_no_pain"]),
    ("well_controlled", "We scanned 9 patients with well controlled pain.", ["pain_controlled"]),
    ("pain_that_came_later",
     "We scanned 9 patients with CIPN and 8 patients without CIPN who later developed it.",
     ["future_pain", "future_no_pain"]),
    ("sham", "Patients had a pill (treatment group, n = 9) or none (sham group, n = 8).",
     ["intervention", "sham"]),
    ("waiting", "We had 9 waitlist patients.", ["waitlist"]),
    ("usual_care", "Patients came: usual care (n = 9).", ["active_control"]),
    ("arm_named_for_its_treatment", "Patients came: acupuncture group (n = 9).", ["intervention"]),
    ("given_chemotherapy", "We saw 9 chemotherapy-treated patients.", ["exposed"]),
    ("not_given_chemotherapy", "We saw 9 patients without chemotherapy.", ["unexposed"]),
    ("model_and_sham_rats", "We saw 9 cancer pain model rats and 8 sham rats.", ["model", "sham"]),
    ("naive_rats", "We saw 9 naive rats.", ["control"]),
    ("all_together", "Patients came (total n = 29).", ["total"]),
    ("unclear", "We saw 9 participants.", [""]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES]
)
def test_roles(text: str, expected: list[str]) -> None:
    assert [one.role for one in read(CANCER, text).groups] == expected


def test_people_without_pain_have_no_cancer_by_default() -> None:
    found = read("Back pain", "We scanned 9 people with pain and 8 people without pain.").groups
    assert [one.role for one in found] == ["pain", ""]
