"""What was read of changes over time and before pain began, and how much of it counts."""

import pytest

from bot.extraction.checks.validation import review_own
from bot.extraction.reader import read
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
TREATED = (
    "METHODS: Twenty-two women with cancer pain had arterial spin labelling before and after five"
    " weeks of moonoxetine. RESULTS: "
)
FOLLOWED = (
    "METHODS: Diffusion MRI was acquired in 25 children with leukaemia before chemotherapy and at"
    " 12 months; 14 developed neuropathic pain and 11 did not. RESULTS: "
)


def counted(text: str) -> list[str]:
    """The directions that count of what is read in an abstract."""
    kept, _ = review_own(read("", text, VOCABULARY).findings, "", text, VOCABULARY, "")
    return [finding.direction.value for finding in kept if not finding.status]


@pytest.mark.parametrize(
    "result",
    [
        "The change in anterior cingulate blood flow did not correlate with change in pain.",
        "The decrease in insular blood flow correlated positively with the reduction in pain.",
        "Changes in insular blood flow were negatively correlated with changes in pain intensity.",
    ],
)
def test_a_correlation_of_two_changes_is_none_of_two_values(result: str) -> None:
    assert counted(TREATED + result) == []


def test_a_value_that_goes_with_a_later_change_counts() -> None:
    result = (
        "Higher baseline anterior cingulate blood flow was associated with greater pain relief"
        " after moonoxetine."
    )
    assert counted(TREATED + result) == ["positive_correlation"]


@pytest.mark.parametrize(
    "result",
    [
        "Baseline fractional anisotropy of the corticospinal tract did not differ between groups.",
        "Before chemotherapy, FA of the thalamus was lower in those who developed pain.",
    ],
)
def test_what_differs_before_pain_began_is_no_difference_with_pain(result: str) -> None:
    assert counted(FOLLOWED + result) == []


def test_what_differs_once_there_is_pain_counts() -> None:
    result = (
        "At 12 months, fractional anisotropy of the thalamus was lower in children with neuropathic"
        " pain than in children without pain."
    )
    assert counted(FOLLOWED + result) == ["decrease"]


def test_a_baseline_of_people_in_pain_counts() -> None:
    methods = (
        "METHODS: We scanned 30 women with pain after mastectomy and 29 women without pain before"
        " and after yoga. RESULTS: "
    )
    result = "At baseline, ReHo in the left insula was lower in women with pain than without pain."
    assert counted(methods + result) == ["decrease"]
