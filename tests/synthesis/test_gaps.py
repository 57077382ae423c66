"""A gap is what no included paper names; what is named somewhere is not extracted."""

from dataclasses import replace

import pytest

from bot.domain.facts import Group, Quote
from bot.domain.state import State
from bot.extraction.vocabulary import load
from bot.synthesis.gaps import Gap, gaps
from bot.synthesis.synthesis import synthesised
from tests.evidence import Invented, state

VOCABULARY = load("neuroimaging")
FIRST = "920000001"
LINE = "GMV | insula | decrease | pain_vs_hc"


def made(*papers: Invented) -> State:
    return state(papers or (Invented(team="Moss", findings=(LINE,)),))


def gap(kind: str, state: State) -> Gap:
    found = gaps(state, synthesised(state, VOCABULARY), VOCABULARY)
    return next(gap for gap in found if gap.kind == kind)


def titled(title: str) -> State:
    whole = made()
    return replace(
        whole,
        records=tuple(
            replace(record, title=title) if record.id == FIRST else record
            for record in whole.records
        ),
    )


def unread(sentence: str) -> State:
    whole = made()
    study = replace(whole.studies[FIRST], unread=(Quote(text=sentence, start=0),))
    return replace(whole, studies={FIRST: study})


def test_what_no_paper_names_is_a_gap() -> None:
    assert "prostate cancer" in gap("cancer", made()).missing
    assert "EEG" in gap("modality", made()).missing
    assert "structure_wm" in gap("family", made()).missing
    assert "pain_vs_cancer_no_pain" in gap("comparison", made()).missing


@pytest.mark.parametrize(
    ("kind", "key", "state"),
    [
        ("cancer", "prostate cancer", titled("Lanterns in prostate cancer")),
        ("modality", "EEG", titled("An EEG study of lanterns")),
        ("modality", "task-fMRI", made(
            Invented(team="Moss", findings=("task_activation | insula | none | pain_vs_hc",)))),
        ("family", "structure_wm", titled("Fractional anisotropy and lanterns")),
        ("family", "structure_wm", unread("Fractional anisotropy was lower.")),
        ("family", "perfusion_metabolism", made(
            Invented(team="Moss", findings=("? CBF | insula | decrease | pain_vs_hc",)))),
        ("comparison", "pain_vs_cancer_no_pain", made(
            Invented(team="Moss", findings=("? GMV | insula | none | pain_vs_cancer_no_pain",)))),
        ("comparison", "pain_vs_cancer_no_pain", made(
            Invented(team="Moss", n={"pain": 20, "cancer_no_pain": 20}, findings=(LINE,)))),
    ],
)  # fmt: skip
def test_what_some_paper_names_is_no_gap_but_not_extracted(
    kind: str, key: str, state: State
) -> None:
    found = gap(kind, state)
    assert key in found.not_extracted
    assert key not in found.missing


def test_scales_of_a_family_are_counted_by_their_own_names() -> None:
    whole = made(
        Invented(team="Moss", findings=("EEG_power | frontal lobe | increase | pain_vs_hc",))
    )
    measures = gap("family", whole)
    assert measures.seen == {"electrophysiology:band_power": 1}
    assert "electrophysiology" not in (*measures.missing, *measures.not_extracted)


def test_an_included_paper_that_was_not_read_speaks_by_its_title() -> None:
    whole = replace(titled("Lanterns in prostate cancer"), studies={})
    found = gaps(whole, synthesised(whole, VOCABULARY), VOCABULARY)
    cancers = next(gap for gap in found if gap.kind == "cancer")
    assert "prostate cancer" in cancers.not_extracted
    assert cancers.silent == (FIRST,)


def test_studies_of_which_nothing_was_extracted_are_named() -> None:
    whole = made(
        Invented(team="Moss", findings=(LINE,), facts={"cancers": "lung cancer"}),
        Invented(team="Fern", findings=()),
    )
    assert gap("cancer", whole).seen == {"lung cancer": 1}
    assert gap("cancer", whole).silent == ("920000002",)
    assert gap("family", whole).silent == ("920000002",)


def test_what_is_left_beside_the_others_is_never_a_gap() -> None:
    found = gap("cancer", made())
    assert "mixed/unspecified cancer" not in (*found.missing, *found.not_extracted)


def test_a_group_that_is_only_a_part_of_the_comparison_does_not_name_it() -> None:
    whole = made()
    quote = Quote(text="Invented.", start=0)
    study = replace(
        whole.studies[FIRST], groups=(Group(label="pain", role="pain", n=20, quote=quote),)
    )
    found = gap("comparison", replace(whole, studies={FIRST: study}))
    assert "pain_vs_cancer_no_pain" in found.missing


def test_a_comparator_that_is_not_specified_is_no_comparison_that_was_studied() -> None:
    vague = made(Invented(team="Moss", findings=("GMV | insula | decrease | pain_vs_unspecified",)))
    comparisons = gap("comparison", vague)

    assert comparisons.seen == {}
    assert comparisons.silent == (FIRST,)


def test_trials_compare_their_arms_and_lack_no_other_comparison() -> None:
    clinical = load("clinical")
    found = gaps(State(), synthesised(State(), clinical), clinical)
    assert "Comparisons" not in {gap.label for gap in found}


@pytest.mark.parametrize(
    ("comparison", "seen", "silent"),
    [("patients_vs_patients", {"patients_vs_patients": 1}, ()), ("unspecified", {}, (FIRST,))],
)
def test_a_comparison_of_patients_is_one_and_an_unknown_one_is_none(
    comparison: str, seen: dict[str, int], silent: tuple[str, ...]
) -> None:
    line = f"GMV | insula | decrease | {comparison}"
    found = gap("comparison", made(Invented(team="Moss", findings=(line,))))
    assert (found.seen, found.silent) == (seen, silent)
