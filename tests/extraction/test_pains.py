"""Pains that no list names as a whole are told by the cancer, or the medicine, and what hurts."""

import pytest

from bot.extraction.reader import read
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
CANCER, BONE = "cancer pain (unspecified)", "cancer-induced bone pain"
NERVES, CHRONIC = "chemotherapy-induced peripheral neuropathy", "chronic cancer pain"


def _pains(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(it.value, it.quote.text) for it in read(title, text, VOCABULARY).facts.of("pains")]


@pytest.mark.parametrize(
    ("said", "pain", "quote"),
    [
        ("12 patients with cancer pain", CANCER, "patients with cancer pain"),
        ("12 cases of lung cancer pain", CANCER, "lung cancer pain"),
        ("12 men with myeloma and severe bone pain", BONE, "myeloma and severe bone pain"),
        ("12 men with thyroid cancer with and without pain", CANCER, None),
        ("12 women with melanoma and chronic pelvic pain", CHRONIC, None),
        ("12 women in chronic pain of bladder cancer", CHRONIC, "chronic pain of bladder cancer"),
        ("12 men with painful skeletal metastases", "bone metastasis pain", None),
        ("12 women with painful paclitaxel neuropathy", NERVES, "painful paclitaxel neuropathy"),
        ("12 mice in cold pain after oxaliplatin", NERVES, "cold pain after oxaliplatin"),
        ("12 women with vincristine-induced cold allodynia", NERVES, None),
        ("12 women with neuropathy after weekly chemotherapy", NERVES, None),
        ("12 men with phantom limb pain", "persistent post-surgical pain", None),
    ],
)
def test_a_pain_is_told_by_its_parts(said: str, pain: str, quote: str | None) -> None:
    ((value, words),) = _pains(f"We scanned {said}.")
    assert value == pain
    assert quote in (None, words)


@pytest.mark.parametrize(
    "said",
    [
        "12 patients with lung cancer but no pain",
        "12 patients without cancer pain",
        "12 pain-free patients with lung cancer",
        "12 patients with lung cancer, and pain scores of relatives",
        "12 patients with painful diabetic neuropathy",
        "12 patients with migraine and severe pain",
    ],
)
def test_what_is_no_pain_of_cancer_is_none(said: str) -> None:
    assert _pains(f"We scanned {said}.") == []


def test_neuropathic_pain_is_of_the_medicine_that_the_title_names() -> None:
    text = "We scanned 12 survivors with painful neuropathy."
    assert _pains(text, "Burning feet after oxaliplatin") == [(NERVES, "painful neuropathy")]
    assert _pains(text, "Burning feet of moon travellers") == []


def test_a_group_in_pain_tells_that_there_was_cancer_pain() -> None:
    text = (
        "We scanned 19 women with myeloma whose ribs hurt and 21 women with myeloma whose ribs did"
        " not. Women with pain had higher ReHo in the thalamus."
    )
    found = read("", text, VOCABULARY)
    assert any(group.role == "pain" for group in found.groups)
    ((value, quote),) = _pains(text)
    assert value == CANCER
    assert quote in text
