"""Ordinary wordings of "no such finding" make no finding, and their near twins do.

``nulls.jsonl`` holds invented sentences: each with the claim that a careless reader would make.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.assertion import AssertionKind, assess
from bot.extraction.checks.validation import check, validate
from bot.extraction.reader import read
from bot.extraction.text import Span, sentences
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
STUDY = "METHODS: We scanned 24 patients with cancer pain and 22 healthy controls.\nRESULTS: "
LINES = (Path(__file__).parent / "nulls.jsonl").read_text("utf-8").splitlines()
PROBES: list[dict[str, Any]] = [json.loads(line) for line in LINES]
NULLS = [pytest.param(probe, id=probe["id"]) for probe in PROBES if probe["kind"] == "null"]
TWINS = [pytest.param(probe, id=probe["id"]) for probe in PROBES if probe["kind"] == "finding"]
FEWEST_TWINS_READ = 0.8


def claim(probe: dict[str, Any], *, short: bool = False) -> Finding:
    """What a careless reader claims, with the whole sentence or only its beginning as its quote."""
    place = probe["region"].replace("_", " ")
    sentence = next(span for span in sentences(probe["text"]) if place in span.text)
    words = sentence.text
    if short:
        words = words[: max(words.index(place) + len(place), 45)].rsplit(" ", 1)[0]
    correlates = "correlation" in probe["direction"]
    return Finding(
        id="f1",
        measure=probe["measure"],
        region=probe["region"],
        direction=Direction(probe["direction"]),
        quote=Quote(text=words, start=len(STUDY) + sentence.start),
        comparison="within_pain_group" if correlates else probe.get("comparison", "pain_vs_hc"),
        clinical_variable="pain intensity" if correlates else "",
    )


def failures(probe: dict[str, Any], *, short: bool = False) -> tuple[str, ...]:
    return check(claim(probe, short=short), "", STUDY + probe["text"], VOCABULARY).failures


def is_read(probe: dict[str, Any]) -> bool:
    """Whether the rules read the claim and the checks let it pass."""
    abstract = STUDY + probe["text"]
    findings = read("", abstract, VOCABULARY).findings
    kept, _ = validate(findings, "", abstract, VOCABULARY, "rules")
    return any(
        (finding.region, finding.direction) == (probe["region"], probe["direction"])
        for finding in kept
    )


@pytest.mark.parametrize("probe", NULLS)
def test_a_claim_that_the_words_take_back_is_refused(probe: dict[str, Any]) -> None:
    assert failures(probe)
    assert failures(probe, short=True)


@pytest.mark.parametrize("probe", NULLS)
def test_a_null_is_not_read_as_a_finding(probe: dict[str, Any]) -> None:
    assert not is_read(probe)


@pytest.mark.parametrize("probe", TWINS)
def test_a_near_twin_passes(probe: dict[str, Any]) -> None:
    assert failures(probe) == ()


def test_near_twins_are_read() -> None:
    read_twins = [twin for param in TWINS if is_read(twin := param.values[0])]  # type: ignore[arg-type]
    assert len(read_twins) >= FEWEST_TWINS_READ * len(TWINS)


@pytest.mark.parametrize(
    ("text", "kind", "hedged"),
    [
        ("FA was lower in the insula of patients.", AssertionKind.FINDING, False),
        ("FA may have been lower in the insula of patients.", AssertionKind.FINDING, True),
        ("FA was lower in the insula of patients (p = 0.4).", AssertionKind.NOT_SIGNIFICANT, False),
        ("There was a trend towards lower FA in the insula.", AssertionKind.NOT_SIGNIFICANT, True),
        ("Patients did not show lower FA in the insula.", AssertionKind.DENIED, False),
        ("Earlier studies found lower FA in the insula.", AssertionKind.ATTRIBUTED, False),
        ("We expected lower FA in the insula.", AssertionKind.EXPECTED, False),
    ],
)
def test_how_something_is_said(text: str, kind: AssertionKind, *, hedged: bool) -> None:
    (sentence,) = sentences(text)
    start = text.index("lower")
    judged = assess(sentence, start, text.index("insula") + 6, cue=(start, start + 5))
    assert (judged.kind, judged.hedged) == (kind, hedged)


def test_no_difference_at_all_is_a_null() -> None:
    text = "There were no differences in FA of the insula between patients and controls."
    (sentence,) = sentences(text)
    start = text.index("differences")
    assert assess(sentence, start, start + 11).kind is AssertionKind.NULL


AGAINST_EXPECTATION = (
    (
        "Whereas we hypothesised higher CBF in patients, we observed lower CBF of the putamen in"
        " patients than in controls."
    ),
    (
        "Although an increase had been expected, patients showed reduced GMV of the insula relative"
        " to controls."
    ),
    (
        "While we predicted a stronger response, the results revealed lower ReHo of the caudate in"
        " patients compared with controls."
    ),
)
ONLY_EXPECTED = (
    "The expected fall of CBF in the putamen of patients was absent.",
    "Reduced CBF of the putamen, the caudate and the insula in patients was expected, not found.",
    "Reduced CBF of the putamen in patients has been expected, but we found none.",
    "The predicted reduction of insula GMV in patients could not be shown.",
    (
        "The data were four times more likely under the null hypothesis than under a reduction of"
        " caudate GMV in patients."
    ),
    "We hypothesised lower CBF of the putamen, the caudate and the insula in patients.",
    (
        "Although we expected reduced GMV of the insula, the amygdala and the pons in patients,"
        " there was no such difference."
    ),
)


@pytest.mark.parametrize("sentence", AGAINST_EXPECTATION)
def test_what_was_found_against_expectation_is_found(sentence: str) -> None:
    findings = read("", STUDY + sentence, VOCABULARY).findings
    assert [finding.direction for finding in findings] == [Direction.DECREASE]


@pytest.mark.parametrize("sentence", ONLY_EXPECTED)
def test_what_was_only_expected_is_none(sentence: str) -> None:
    findings = read("", STUDY + sentence, VOCABULARY).findings
    assert not [one for one in findings if one.direction is Direction.DECREASE]


@pytest.mark.parametrize(
    ("sentence", "following", "kind"),
    [
        ("GMV of the insula correlated with pain.", "Correlations with age were not significant.",
         AssertionKind.FINDING),
        ("GMV of the insula correlated with pain.", "The correlation was not significant.",
         AssertionKind.NOT_SIGNIFICANT),
        ("FA was lower in the fornix.", "These differences had disappeared three months later.",
         AssertionKind.FINDING),
        ("FA was lower in the fornix.", "These differences disappeared after correction.",
         AssertionKind.NOT_SIGNIFICANT),
        ("The insula, predicted to shrink, was lower in volume.", "", AssertionKind.FINDING),
        ("CBF was reduced in the insula, with no difference between the others.", "",
         AssertionKind.FINDING),
        ("CBF was reduced in the insula, as had been hypothesised.", "", AssertionKind.FINDING),
        ("As others reported, we saw that CBF was reduced in the insula.", "",
         AssertionKind.FINDING),
        ("As others reported, CBF was reduced in the insula.", "", AssertionKind.ATTRIBUTED),
        (("GMV of the insula correlated with pain and a trend towards a negative one with mood"
         " (p = .07)."), "", AssertionKind.FINDING),
        ("Patients, not in remission, had reduced CBF of the insula.", "", AssertionKind.FINDING),
        ("Patients not on opioids had reduced CBF of the insula.", "", AssertionKind.FINDING),
        ("FA was 2% lower in the insula (95% CI -6% to 2%).", "", AssertionKind.NOT_SIGNIFICANT),
        ("FA was 4% lower in the insula (95% CI -6% to -2%).", "", AssertionKind.FINDING),
        ("As expected from previous studies, CBF was reduced in the insula.", "",
         AssertionKind.FINDING),
        ("Not in the insula was CBF reduced.", "", AssertionKind.DENIED),
        ("Age tended to be higher but CBF was reduced in the insula.", "", AssertionKind.FINDING),
        ("FA was lower in the fornix, the higher FA of the pons being not significant.", "",
         AssertionKind.FINDING),
    ],
)  # fmt: skip
def test_what_a_later_sentence_takes_back(
    sentence: str, following: str, kind: AssertionKind
) -> None:
    cue = next(at for word in ("correlated", "lower", "reduced") if (at := sentence.find(word)) > 0)
    after = Span(following, len(sentence) + 1) if following else None
    judged = assess(Span(sentence, 0), cue, cue + 5, following=after)
    assert judged.kind is kind
