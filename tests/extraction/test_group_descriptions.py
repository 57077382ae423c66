"""Groups are read from the ways in which papers describe them: who they are, and how many."""

import pytest

from bot.extraction.arms import read_arms
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
CANCER_PAIN, OTHER = "Brain imaging of lung cancer and pain", "Brain imaging of tin-drum disease"


def groups(text: str, title: str = CANCER_PAIN) -> list[tuple[str, int | None]]:
    return [(arm.role, arm.size) for arm in read_arms(title, text, VOCABULARY)]


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
        ("Twelve patients undergoing ablation for bone pain and 10 healthy people were scanned.",
         [("pain", 12), ("healthy_control", 10)]),
    ],
)  # fmt: skip
def test_who_people_are(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert groups(text) == expected


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
        ("We scanned 20 volunteers with tinnitus and 21 volunteers.", [("patients", 20), ("", 21)]),
    ],
)  # fmt: skip
def test_who_people_are_where_no_pain_is_studied(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert groups(text, OTHER) == expected
