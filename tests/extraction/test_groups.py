"""Groups have the sizes that are printed, and the words that name them."""

import pytest

from bot.extraction.groups import groups
from bot.extraction.text import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We scanned 24 patients with lung cancer and 26 healthy controls.", None),
        ("Patients with bone pain (n = 24) were seen.", [("Patients with bone pain", 24)]),
        ("Twelve women with breast cancer were seen.", [("women with breast cancer", 12)]),
        ("Twenty-one survivors came.", [("survivors", 21)]),
        ("Pain fell in 5 of 24 patients.", []),
        ("Of the 30 patients we saw many.", []),
        ("A total of 30 patients came.", [("patients", 30)]),
        ("One hundred and fifty patients came.", []),
        ("Two hundred patients came.", []),
        ("About 1,200 patients came.", []),
        ("Patients aged 24 years and 40% women came.", []),
        ("After 24 weeks patients came.", []),
        ("Previous studies of 24 controls: 12 patients did.", []),
    ],
)
def test_groups(text: str, expected: list[tuple[str, int]] | None) -> None:
    """Group sizes are taken as printed, never added up, and subsets are left out."""
    if expected is None:
        expected = [("patients with lung cancer", 24), ("healthy controls", 26)]
    assert [(group.label, group.n) for group in groups(sentences(text))] == expected


def test_sections() -> None:
    """Groups are described in the methods, and in results that tell who took part."""
    text = "AIM: 9 men.\nMETHODS: 24 men.\nRESULTS: 8 men fell. We included 20 women."
    assert [group.n for group in groups(sentences(text))] == [24, 20]


def test_quotes() -> None:
    """A group is quoted where it stands, and only once."""
    text = "We saw 24 patients. The 24 patients left."
    (group,) = groups(sentences(text))
    assert (group.quote.text, group.quote.start) == ("24 patients", 7)
