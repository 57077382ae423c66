"""A sentence says what it compares, and from whose side it is told."""

import pytest

from bot.extraction.comparisons import Contrast, contrast
from bot.extraction.design import Design
from bot.extraction.text import Span

DESIGN = Design("", "Patients with migraine and controls were seen.")


def told(text: str, design: Design = DESIGN, last: Contrast | None = None) -> tuple[str, int]:
    found = contrast(Span(text, 0), Span(text, 0), design, last)
    return found.comparison, found.told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients showed lower CBF than healthy controls.", ("patients_vs_hc", 1)),
        ("Compared with controls, patients showed lower CBF.", ("patients_vs_hc", 1)),
        ("Compared with HCs, CBF was lower.", ("patients_vs_hc", 1)),
        ("Patients differed from controls.", ("patients_vs_hc", 0)),
        ("CBF differed between patients and controls.", ("patients_vs_hc", 1)),
        ("CBF was lower in patients than in the 12 who did not.", ("patients_vs_patients", 1)),
        (
            "Compared with patients without aura, patients had lower CBF.",
            ("patients_vs_patients", 1),
        ),
        ("Controls showed higher CBF than patients.", ("patients_vs_hc", -1)),
        ("Compared with patients, controls showed higher CBF.", ("patients_vs_hc", -1)),
        ("CBF was higher in controls than in patients.", ("patients_vs_hc", -1)),
        ("CBF decreased in the sham group.", ("post_vs_pre", 0)),
        ("CBF was lower before treatment.", ("post_vs_pre", 0)),
        ("CBF was higher compared with patients.", ("patients_vs_patients", 0)),
        ("The latter showed higher CBF.", ("patients_vs_hc", 0)),
        ("Verum raised CBF compared with sham.", ("intervention_vs_control", 1)),
        (
            "CBF fell in the sham group compared with the verum group.",
            ("intervention_vs_control", -1),
        ),
        ("CBF was higher after treatment than at baseline.", ("post_vs_pre", 1)),
        ("CBF was higher at baseline than after treatment.", ("post_vs_pre", -1)),
        ("CBF was higher during pain compared with the rest condition.", ("condition_contrast", 1)),
        ("CBF differed among the three groups.", ("other", 1)),
        ("CBF was lower.", ("patients_vs_hc", 1)),
    ],
)
def test_contrasts(text: str, expected: tuple[str, int]) -> None:
    assert told(text) == expected


def test_a_mute_sentence_keeps_the_last_comparison() -> None:
    last = Contrast("patients_vs_patients")
    assert told("CBF was lower.", last=last) == ("patients_vs_patients", 1)


@pytest.mark.parametrize(
    ("abstract", "comparison"),
    [
        ("Cancer patients with pain and controls.", "pain_vs_hc"),
        ("Patients with migraine and controls.", "patients_vs_hc"),
        ("Rats had tumours with pain; sham rats had none.", "model_vs_control"),
    ],
)
def test_fields_have_their_names(abstract: str, comparison: str) -> None:
    assert Design("", abstract).name("patients_vs_hc") == comparison


def test_later_pain() -> None:
    design = Design("", "Cancer patients who later developed pain and those who did not.")
    assert design.name("patients_vs_patients") == "future_pain_vs_no_pain"


def test_who_makes_findings() -> None:
    assert not Design("A meta-analysis of pain", "Patients and controls.").makes_findings
    assert not Design("", "Cancer patients before and after treatment.").makes_findings
    assert Design("", "Cancer patients with pain before and after treatment.").makes_findings


@pytest.mark.parametrize(
    ("sides", "usual"),
    [
        ("Patients and controls.", "patients_vs_hc"),
        ("Patients without aura.", "patients_vs_patients"),
        ("Real or sham needles.", "intervention_vs_control"),
        ("Patients after the treatment.", "post_vs_pre"),
        ("Tasks were done.", "condition_contrast"),
        ("Nothing.", "unspecified"),
    ],
)
def test_usual_comparisons(sides: str, usual: str) -> None:
    assert Design("", sides).usual == usual
