"""One group of patients versus another: named as such, and never taken for agreement."""

from dataclasses import replace

import pytest

from bot.rendering.documents import REVIEW
from tests import weeks
from tests.evidence import BREAST, LUNG, MRI, Invented, state

NOTE = "**One patient group versus another**: the quotes say which two."


def review(comparison: str) -> str:
    """The review of two papers that find the same in one comparison."""
    line = f"GMV | left insula | decrease | {comparison}"
    groups = {"pain": 20, "other_patients": 21, "cancer_no_pain": 22, "healthy_control": 23}
    papers = (
        Invented(team="Oak", n=groups, facts=LUNG | MRI, findings=(line,)),
        Invented(team="Elm", n=groups, facts=BREAST | MRI, findings=(line,)),
    )
    return weeks.rendered(replace(state(papers), runs=weeks.state().runs))[REVIEW]


@pytest.mark.parametrize("comparison", ["patients_vs_patients", "unspecified", "patients_vs_hc"])
def test_cohorts_that_may_compare_other_people_are_not_said_to_agree(comparison: str) -> None:
    text = review(comparison)
    assert "No finding rests on two or more independent cohorts that all agree" in text
    assert "consistent" not in text[text.index("**In brief.**") :].partition("\n")[0]
    assert "review/figures/brain.svg" not in text


def test_cohorts_that_compare_the_same_people_agree() -> None:
    text = review("pain_vs_cancer_no_pain")
    assert "(1 consistent)" in text
    assert "Two or more independent cohorts agree" in text
    assert "review/figures/brain.svg" in text


def test_what_is_mixed_says_that_nobody_knows_against_whom() -> None:
    papers = tuple(
        Invented(team=team, facts=facts | MRI, findings=(f"GMV | insula | {way} | unspecified",))
        for team, facts, way in (("Oak", LUNG, "decrease"), ("Elm", BREAST, "increase"))
    )
    text = weeks.rendered(replace(state(papers), runs=weeks.state().runs))[REVIEW]
    (line,) = [line for line in text.splitlines() if line.startswith("- Mixed evidence on")]
    assert "(comparator not specified" in line


def test_the_brief_leaves_no_replicated_finding_out() -> None:
    lines = ("GMV | left insula | decrease | pain_vs_hc", "GMV | pons | decrease | patients_vs_hc")
    papers = tuple(
        Invented(team=team, facts=facts | MRI, findings=lines)
        for team, facts in (("Oak", LUNG), ("Elm", BREAST))
    )
    text = weeks.rendered(replace(state(papers), runs=weeks.state().runs))[REVIEW]
    assert "2 rest on two or more independent cohorts (1 consistent, 1 other)." in text


def test_the_guide_says_that_the_groups_need_not_be_the_same() -> None:
    assert NOTE in review("patients_vs_patients")
    assert NOTE not in review("pain_vs_cancer_no_pain")


def test_no_map_of_pain_shows_a_difference_of_unnamed_groups() -> None:
    assert "review/figures/matrix.svg" not in review("patients_vs_patients")
    assert "review/figures/matrix.svg" in review("pain_vs_cancer_no_pain")


@pytest.mark.parametrize("comparison", ["patients_vs_patients", "post_vs_pre"])
def test_the_key_of_connections_speaks_of_pain_for_no_other_comparison(comparison: str) -> None:
    line = f"FC | insula ~ thalamus | increase | {comparison}"
    papers = (Invented(team="Oak", n={"pain": 20, "other_patients": 21}, findings=(line,)),)
    text = weeks.rendered(replace(state(papers), runs=weeks.state().runs))[REVIEW]
    assert "Orange: stronger in the first of the two compared" in text
    assert "stronger with pain" not in text
