"""What changed is said of the one intervention that a paper names, or of none."""

import pytest

from bot.extraction.reader import read

CHANGED = "RESULTS: After treatment, ReHo in the left insula was increased compared with baseline."
RULES = [
    ("one", "METHODS: Patients underwent acupuncture.", "acupuncture"),
    ("none", "METHODS: Patients slept.", ""),
    ("two", "METHODS: Patients underwent acupuncture and rTMS.", ""),
    ("the_tumours_own_treatment_counts_behind",
     "METHODS: Patients received chemotherapy and underwent acupuncture.", "acupuncture"),
    ("exposure_alone", "METHODS: Patients received chemotherapy.", "chemotherapy (exposure)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("methods", "expected"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES]
)
def test_a_change_is_of_the_one_intervention(methods: str, expected: str) -> None:
    (finding,) = read("Cancer pain", f"{methods}\n{CHANGED}").findings
    assert (finding.comparison, finding.intervention) == ("post_vs_pre", expected)


def test_the_sentence_names_it_where_the_study_has_two() -> None:
    both = "METHODS: Patients underwent acupuncture and rTMS."
    text = f"{both}\n{CHANGED.replace('treatment', 'rTMS treatment')}"
    (finding,) = read("Cancer pain", text).findings
    assert finding.intervention == "rTMS"


def test_a_difference_between_groups_is_of_no_intervention() -> None:
    text = (
        "METHODS: Patients underwent acupuncture.\n"
        "RESULTS: ReHo in the left insula was lower in patients than in healthy controls."
    )
    (finding,) = read("Cancer pain", text).findings
    assert finding.intervention == ""
