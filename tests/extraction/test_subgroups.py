"""A result of a part of the participants is marked as such, and the whole arm is not counted."""

import pytest

from bot.extraction.reader import read
from bot.extraction.vocabulary import load

TRIALS, IMAGING = load("clinical"), load("neuroimaging")
TRIAL = (
    "METHODS: We randomised 88 adults with chronic moon sickness to yoga (n = 44) or usual care"
    " (n = 44).\nRESULTS: "
)
SCANS = "METHODS: We scanned 34 patients with moon sickness and 32 healthy controls.\nRESULTS: "


def _of(text: str, title: str = "Yoga versus usual care in moon sickness") -> set[str]:
    vocabulary = TRIALS if text.startswith(TRIAL) else IMAGING
    findings = read(title, text, vocabulary).findings
    assert findings
    return {finding.subgroup for finding in findings}


@pytest.mark.parametrize(
    ("result", "whom"),
    [
        ("Among women, pain was lower with yoga than with usual care.", "women"),
        ("Pain was lower with yoga than with usual care in women.", "women"),
        (
            "In patients with severe pain, yoga reduced fatigue compared with usual care.",
            "patients with severe pain",
        ),
        (
            "Of the 20 patients who slept badly, pain was lower with yoga than with usual care.",
            "20 patients who slept badly",
        ),
        (
            "In the subgroup with insomnia, yoga reduced pain compared with usual care.",
            "subgroup with insomnia",
        ),
        ("Yoga reduced pain compared with usual care in older adults.", "older adults"),
    ],
)
def test_a_result_of_a_trial_is_of_those_that_its_sentence_names(result: str, whom: str) -> None:
    assert _of(TRIAL + result) == {whom}


@pytest.mark.parametrize(
    "result",
    [
        "Pain was lower with yoga than with usual care.",
        "In adults with chronic moon sickness, yoga reduced pain compared with usual care.",
        "In patients with moon sickness, yoga reduced pain compared with usual care.",
        "Pain was lower in patients receiving yoga than in those with usual care.",
        "Compared with usual care, yoga reduced pain in both groups of patients.",
        "Yoga reduced pain compared with usual care in all participants.",
    ],
)
def test_words_for_everybody_or_for_an_arm_limit_nothing(result: str) -> None:
    assert _of(TRIAL + result) == {""}


@pytest.mark.parametrize(
    ("result", "whom"),
    [
        ("Grey matter volume of the insula was lower in patients than in healthy controls.", ""),
        ("In patients with moon sickness, ReHo was lower in the insula than in controls.", ""),
        (
            "Versus healthy controls, ReHo in the insula fell in the 12 patients with visions.",
            "12 patients with visions",
        ),
        ("Among women, ReHo in the insula was lower than in healthy controls.", "women"),
        ("ReHo in the insula was lower in responders than in healthy controls.", ""),
    ],
)
def test_a_result_in_a_place_is_of_those_that_its_sentence_names(result: str, whom: str) -> None:
    assert _of(SCANS + result, "The brain in moon sickness") == {whom}


def test_what_the_whole_study_is_of_is_no_part() -> None:
    women = (
        TRIAL.replace("adults", "women") + "Among women, yoga reduced pain more than usual care."
    )
    assert {finding.subgroup for finding in read("Yoga", women, TRIALS).findings} == {""}


TREATED = (
    "METHODS: We scanned 15 opioid-treated patients with lung cancer pain, 14 opioid-naive patients"
    " with lung cancer pain and 16 healthy volunteers.\nRESULTS: "
)


@pytest.mark.parametrize(
    ("result", "whom"),
    [
        (
            "ReHo in the insula was lower in opioid-treated patients than in healthy volunteers.",
            "opioid-treated patients with lung cancer pain",
        ),
        (
            "After surgery, ReHo in the insula rose in responders (n = 9) but not in others.",
            "responders (n = 9)",
        ),
        (
            "After surgery, ReHo in the insula fell in those whose pain was relieved.",
            "those whose pain was relieved",
        ),
        (
            "In patients with pain relative to healthy volunteers, ReHo in the insula was lower.",
            "",
        ),
        ("ReHo in the insula was lower in all patients than in healthy volunteers.", ""),
        ("ReHo in the insula did not differ between opioid-treated and opioid-naive patients.", ""),
    ],
)
def test_one_of_two_groups_of_one_kind_is_not_all_of_it(result: str, whom: str) -> None:
    (finding,) = read("ReHo in lung cancer pain", TREATED + result, IMAGING).findings
    assert finding.subgroup == whom


def test_two_groups_of_one_kind_are_not_patients_and_controls() -> None:
    text = TREATED + "ReHo in the insula did not differ between opioid-treated and opioid-naive"
    (finding,) = read("ReHo in lung cancer pain", f"{text} patients.", IMAGING).findings
    assert finding.comparison == "unspecified"
