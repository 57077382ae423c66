"""Groups have the sizes that are printed, and the words that name them."""

import pytest

from bot.domain.facts import LONGEST_QUOTE
from bot.extraction.arms.counted_groups import groups
from bot.extraction.text import Span, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We scanned 24 patients with lung cancer and 26 healthy controls.", None),
        ("Patients with bone pain (n = 24) were seen.", [("Patients with bone pain", 24)]),
        ("Twelve women with breast cancer were seen.", [("women with breast cancer", 12)]),
        (
            "We saw 29 patients with such pain not on opioids.",
            [("patients with such pain not on opioids", 29)],
        ),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # numbers as they are written
        ("Twenty two nurses and forty-one cats came.", [("nurses", 22), ("cats", 41)]),
        ("We saw 1,204 adults.", [("adults", 1204)]),
        ("Thirty-three patients came.", [("patients", 33)]),
        # words before the people
        ("We saw 24 young, healthy volunteers.", [("young, healthy volunteers", 24)]),
        # what people have, though metastases and tumours may be counted, too
        (
            "We saw 42 adults with painful bone metastases.",
            [("adults with painful bone metastases", 42)],
        ),
        (
            "We saw 41 adults with bone metastases without pain.",
            [("adults with bone metastases without pain", 41)],
        ),
        (
            "We saw 30 women with brain tumours and 28 without.",
            [("women with brain tumours", 30), ("without", 28)],
        ),
        ("We saw 9 early blind (EB) men.", [("early blind (EB) men", 9)]),
        ("We saw 13 type 2 diabetes patients.", [("type 2 diabetes patients", 13)]),
        ("We saw 12 male and female students.", [("male and female students", 12)]),
        ("We saw 12 male healthy students.", [("male healthy students", 12)]),
        ("We saw 16 8-week-old mice.", [("8-week-old mice", 16)]),
        ("We saw 15 upper limb amputees.", [("upper limb amputees", 15)]),
        ("We saw 12 men and women.", [("men and women", 12)]),
        ("We saw 7 girls with a history of pain.", [("girls with a history of pain", 7)]),
        # several groups
        ("We saw 17 LBP and 20 healthy controls.", [("LBP", 17), ("healthy controls", 20)]),
        (
            "We saw 8 blind, 14 deaf, and 11 hearing adults.",
            [("blind", 8), ("deaf", 14), ("hearing adults", 11)],
        ),
        (
            "We saw 30 women with gout and 28 without.",
            [("women with gout", 30), ("without", 28)],
        ),
        ("Of 40 patients, 32 completed the study.", [("patients", 40), ("completed", 32)]),
        ("We saw 24 adults (12 with gout).", [("adults", 24), ("with gout", 12)]),
        ("Ten patients and ten HC came.", [("patients", 10), ("HC", 10)]),
        (
            "We saw 36 adults (22 nurses and 14 students).",
            [("adults", 36), ("nurses", 22), ("students", 14)],
        ),
        (
            "Our sample (50 left-handed, 36 right-handed) came.",
            [("left-handed", 50), ("right-handed", 36)],
        ),
        # the sign of equality
        ("Participants (  N   =  27) came.", [("Participants", 27)]),
        ("Patients (mean age = 31 years, n=12) came.", [("Patients", 12)]),
        (
            "Adults with (gLE; n = 17) or without (nLE; n = 12) glasses came.",
            [("gLE", 17), ("nLE", 12)],
        ),
        (
            "The scans (total n = 41, OCD n = 22, healthy controls n = 19) were good.",
            [("total", 41), ("OCD", 22), ("healthy controls", 19)],
        ),
        ("Healthy controls (HCs) (n = 43) came.", [("Healthy controls", 43)]),
        (
            "Patients got 2.5 mg (n = 7) or 5 mg (n = 8).",
            [("Patients got 2.5 mg", 7), ("5 mg", 8)],
        ),
        ("Two groups (n = 10 each) came.", [("each", 10)]),
        ("Patients and controls (n = 19 in each group) came.", [("in each group", 19)]),
        ("Patients came, n=12 per group.", [("per group", 12)]),
        ("We asked a total of N = 102 young people.", [("young people", 102)]),
        # women and men are told apart only where nothing else is counted
        ("Right-handed subjects (12 men, 13 women) came.", [("men", 12), ("women", 13)]),
        ("Patients (15/12 men/women) came.", [("men", 15), ("women", 12)]),
        ("We saw 25 patients (12 men, 13 women).", [("patients", 25)]),
        ("We saw 25 patients. There were 12 men.", [("patients", 25)]),
    ],
)
def test_counts_as_printed(text: str, expected: list[tuple[str, int]]) -> None:
    """Each way to print a count of people is read, with the words that name them."""
    assert [(group.label, group.n) for group in groups(sentences(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Some were younger (20 to 30 years, 8 female).",
        "We saw 10 to 20 patients.",
        "We saw between 10 and 20 patients.",
        "We saw 10-20 patients.",
        "We saw three or four patients.",
        "We saw over 90 patients.",
        "In 2010 patients came.",
        "In group 2 patients came.",
        "Patients came for 12 trials, 3 sessions, and 4 weeks.",
        "Patients lay in a 3 T scanner.",
        "Patients had 12 scans and gave 40 mg.",
        "Patients judged pictures (n = 40 items).",
        "Patients judged words in trials (n = 40).",
        "Patients had 25 voxels (n=25).",
        "Patients improved in 74.1% (n = 20).",
        "Most of the 24 patients came.",
        "One in three of 60 women came.",
        "Smith et al. saw 24 patients.",
        "Other studies of 24 patients were small.",
        "We read 24 articles on 300 patients.",
        "Each year, 9000 women fall ill.",
        "We screened 90 women.",
        "In all, 90 women were screened.",
        "BACKGROUND: We saw 24 patients.",
    ],
)
def test_no_counts(text: str) -> None:
    """Nothing else that is numbered is taken for a group of this study."""
    assert not list(groups(sentences(text)))


def test_outcomes() -> None:
    """Once the groups are told, people counted for what became of them are none."""
    text = "We saw 24 patients. Six patients with gout improved."
    assert [group.n for group in groups(sentences(text))] == [24]


@pytest.mark.parametrize(
    "text",
    [
        "12 " * 9000,
        "12 old, " * 4000,
        "(12 men, " * 4000,
        "patients n = 12, " * 3000,
        "12 " + "a" * 90000,
        "12" + " " * 90000 + "patients",
        "\u0661\u0662 patients, \u00b2 men and \u2167 women (n = \u0663) \ud800 12\u00a0rats",
    ],
)
def test_any_text(text: str) -> None:
    """Any text is read, in good time, and every quote holds its number and stands in the text."""
    for group in groups([Span(text, 0)]):
        quote = group.quote
        assert text[quote.start :].startswith(quote.text)
        assert len(quote.text) <= LONGEST_QUOTE
        assert any(figure in quote.text for figure in (str(group.n), "\u0661\u0662", "\u0663"))
