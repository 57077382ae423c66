"""Exactly the strict contradictions are called so; everything else has its own name."""

import pytest

from bot.domain.claims import Agreement, Disagreement, DisagreementKind, Synthesis
from bot.extraction.vocabulary import load
from bot.synthesis.synthesis import synthesise
from tests.evidence import RETRACTED, STRICT, Invented, state

WHOLE = synthesise(state(), load("neuroimaging"))
HC, NO_PAIN = "pain_vs_hc", "pain_vs_cancer_no_pain"
GROUPS = {"pain": 30, "cancer_no_pain": 31}


def of(kind: DisagreementKind, whole: Synthesis = WHOLE) -> list[Disagreement]:
    return [one for one in whole.disagreements if one.kind is kind]


def pairs(kind: DisagreementKind, whole: Synthesis = WHOLE) -> set[frozenset[tuple[str, str]]]:
    found = [
        frozenset({(one.a.study, one.a.finding), (one.b.study, one.b.finding)})
        for one in of(kind, whole)
    ]
    assert len(found) == len(set(found))
    return set(found)


def pair(*ends: tuple[int, str]) -> frozenset[tuple[str, str]]:
    return frozenset((f"9200000{at:02}", finding) for at, finding in ends)


def between(first: str, second: str, **more: dict[str, str]) -> Synthesis:
    """What two papers of two teams say together."""
    papers = [
        Invented(team=team, n={"pain": n, "healthy_control": n}, findings=(line,), **more)  # type: ignore[arg-type]
        for team, n, line in (("Moss", 30, first), ("Fern", 40, second))
    ]
    return synthesise(state(papers), load("neuroimaging"))


def up(what: str, comparison: str = HC, done: str = "") -> str:
    return f"{what} | increase | {comparison} | {done}"


def down(what: str, comparison: str = HC, done: str = "") -> str:
    return f"{what} | decrease | {comparison} | {done}"


def null(what: str) -> str:
    return f"{what} | none | {HC}"


def dim(what: str) -> str:
    return f"{what} | altered | {HC}"


def rises(what: str, variable: str = "", comparison: str = "within_pain_group") -> str:
    return f"{what} | positive_correlation | {comparison} | {variable}"


def falls(what: str, variable: str = "", comparison: str = "within_pain_group") -> str:
    return f"{what} | negative_correlation | {comparison} | {variable}"


def kinds(first: str, second: str) -> list[DisagreementKind]:
    return [one.kind for one in between(first, second).disagreements]


def test_exactly_the_strict_contradictions_are_called_so() -> None:
    assert pairs(DisagreementKind.STRICT) == STRICT


def test_only_their_claims_are_contradicted() -> None:
    contradicted = {one.id for one in WHOLE.claims if one.agreement is Agreement.CONTRADICTED}
    assert contradicted == {id for one in of(DisagreementKind.STRICT) for id in one.claims}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DisagreementKind.REPORT, {pair((5, "f2"), (20, "f1")), pair((6, "f3"), (21, "f1"))}),
        (DisagreementKind.COMPARATOR, {pair((12, "f2"), (13, "f1"))}),
        (DisagreementKind.CROSS_FAMILY, {pair((11, "f1"), (12, "f1"))}),
        (DisagreementKind.NULL, {pair((3, "f3"), (7, "f2"))}),
        (DisagreementKind.REVERSAL, {pair((8, "f1"), (10, "f1")), pair((9, "f1"), (10, "f1"))}),
        (DisagreementKind.SPECIES, {pair((6, "f2"), (14, "f1")), pair((15, "f1"), (16, "f1"))}),
        (DisagreementKind.SIDE, {pair((4, "f3"), (17, "f1"))}),
        (DisagreementKind.INDETERMINATE, {pair((18, "f1"), (19, "f1"))}),
    ],
)
def test_every_other_kind_has_its_name(
    kind: DisagreementKind, expected: set[frozenset[tuple[str, str]]]
) -> None:
    found = pairs(kind)
    assert found
    assert found <= expected
    assert len(found) == len(expected) - (kind is DisagreementKind.REVERSAL)  # one for two claims


def test_what_is_retracted_contradicts_nothing() -> None:
    assert RETRACTED not in {one.study for said in WHOLE.disagreements for one in (said.a, said.b)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (up("GMV | left insula"), down("cortical_thickness | left insula")),
        (up("GMV | left insula"), down("GMV | bilateral insula")),
        (up("GMV | insula"), down("GMV | insula")),
        (up("ALFF | left pons"), down("ReHo | pons")),
        (up("FC | left insula ~ thalamus"), down("FC | thalamus ~ left insula")),
        (
            up("FC | insula ~ pons", "post_vs_pre", "rTMS"),
            down("FC | pons ~ insula", "post_vs_pre", "rTMS"),
        ),
        (rises("GMV | insula", "VAS scores of pain"), falls("GMV | insula", "pain severity")),
    ],
)
def test_opposite_signs_of_the_same_thing_contradict(first: str, second: str) -> None:
    assert kinds(first, second) == [DisagreementKind.STRICT]
    assert kinds(second, first) == [DisagreementKind.STRICT]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (down("FA | corpus_callosum"), up("MD | corpus_callosum")),
        (up("GMV | insula"), falls("GMV | insula", "pain")),
        (up("GMV | insula"), falls("GMV | insula", "pain intensity", HC)),
        (up("FC | salience_network"), down("FC | insula")),
        (up("GMV | insula"), down("GMV | anterior_insula")),
        (rises("GMV | insula", "pain intensity"), falls("GMV | insula", "pain duration")),
        (rises("GMV | insula", "pain intensity"), falls("GMV | insula", "pain relief")),
        (down("CBF | insula"), down("CBF | insula", "post_vs_pre", "rTMS")),
        (down("CBF | insula"), up("CBF | insula", "post_vs_pre")),
        (down("CBF | insula"), up("CBF | insula", "post_vs_pre", "chemotherapy (exposure)")),
        (dim("GMV | insula"), dim("GMV | insula")),
        (null("GMV | insula"), dim("GMV | insula")),
        (up("GMV | left insula"), null("GMV | right insula")),
        (up("GMV | insula"), down("! GMV | insula")),
    ],
)
def test_what_cannot_be_compared_is_not_listed(first: str, second: str) -> None:
    assert kinds(first, second) == []


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (DisagreementKind.SIDE, up("GMV | left insula"), down("GMV | right insula")),
        (DisagreementKind.SIDE, up("GMV | left insula"), down("GMV | insula")),
        (DisagreementKind.COMPARATOR, up("GMV | insula"), down("GMV | insula", NO_PAIN)),
        (
            DisagreementKind.COMPARATOR,
            up("GMV | insula", "unspecified"),
            down("GMV | insula", "unspecified"),
        ),
        (
            DisagreementKind.SPECIES,
            up("CBF | insula", "post_vs_pre"),
            down("CBF | insula", "post_vs_pre"),
        ),
        (
            DisagreementKind.SPECIES,
            up("CBF | insula", "post_vs_pre", "rTMS"),
            down("CBF | insula", "post_vs_pre", "tDCS"),
        ),
        (DisagreementKind.SPECIES, up("CBF | insula"), down("CBF | insula", "model_vs_control")),
        (DisagreementKind.INDETERMINATE, up("FC | insula"), down("FC | insula")),
        (
            DisagreementKind.INDETERMINATE,
            up("MRS_metabolite | insula"),
            down("MRS_metabolite | insula"),
        ),
        (DisagreementKind.INDETERMINATE, rises("GMV | insula"), falls("GMV | insula")),
        (DisagreementKind.NULL, up("GMV | left insula"), null("GMV | insula")),
    ],
)
def test_the_first_test_that_fails_gives_the_name(
    kind: DisagreementKind, first: str, second: str
) -> None:
    assert kinds(first, second) == [kind]
    assert kinds(second, first) == [kind]


def test_animals_of_two_kinds_contradict_nothing() -> None:
    lines = (f"CBF | insula | {way} | model_vs_control" for way in ("increase", "decrease"))
    papers = [
        Invented(team=team, facts={"species": animal}, findings=(line,))
        for team, animal, line in zip(("Moss", "Fern"), ("rat", "macaque"), lines, strict=True)
    ]
    whole = synthesise(state(papers), load("neuroimaging"))
    assert [one.kind for one in whole.disagreements] == [DisagreementKind.SPECIES]


def test_one_paper_that_says_both_is_a_discrepancy() -> None:
    both = Invented(
        team="Moss",
        findings=(up("GMV | left insula"), down("GMV | left insula")),
    )
    whole = synthesise(state([both]), load("neuroimaging"))
    assert [one.kind for one in whole.disagreements] == [DisagreementKind.REPORT]


def test_reasons_name_what_differs_and_what_is_not_stated() -> None:
    first = next(one for one in of(DisagreementKind.STRICT) if one.a.study == "920000001")
    said = {one.what: (one.a, one.b) for one in first.reasons}

    assert said["cancer"] == ("lung cancer", "breast cancer")
    assert said["whole brain or region of interest"] == ("whole brain", "region of interest")
    assert said["people in the smallest group"] == ("21", "18")
    assert said["opioids and other analgesics"] == ("", "")
    assert not {"method", "side"} & set(said)


def test_each_says_what_would_settle_it() -> None:
    assert all(one.settle.endswith(".") for one in WHOLE.disagreements)


def test_hundreds_of_cohorts_are_each_named_without_every_pair() -> None:
    papers = [
        Invented(team=f"Moss{'abcdefghij'[at % 10]}{at // 10}", findings=(line,))
        for at, line in enumerate(
            f"GMV | insula | {way} | {HC}" for way in ("increase", "decrease") * 20
        )
    ]
    whole = synthesise(state(papers), load("neuroimaging"))
    named = {end.cohort for one in whole.disagreements for end in (one.a, one.b)}
    assert named == {one.id for one in whole.cohorts}
    assert len(whole.disagreements) <= len(papers)
