"""Exactly the strict contradictions are called so; everything else has its own name."""

import pytest

from bot.domain.claims import Agreement, Conflict, ConflictKind, Synthesis
from bot.extraction.vocabulary import load
from bot.synthesis.synthesis import synthesised
from tests.evidence import RETRACTED, STRICT, Invented, state

WHOLE = synthesised(state(), load("neuroimaging"))
HC, NO_PAIN = "pain_vs_hc", "pain_vs_cancer_no_pain"
GROUPS = {"pain": 30, "cancer_no_pain": 31}


def of(kind: ConflictKind, whole: Synthesis = WHOLE) -> list[Conflict]:
    return [one for one in whole.conflicts if one.kind is kind]


def pairs(kind: ConflictKind, whole: Synthesis = WHOLE) -> set[frozenset[tuple[str, str]]]:
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
    return synthesised(state(papers), load("neuroimaging"))


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


def kinds(first: str, second: str) -> list[ConflictKind]:
    return [one.kind for one in between(first, second).conflicts]


def test_exactly_the_strict_contradictions_are_called_so() -> None:
    assert pairs(ConflictKind.STRICT) == STRICT


def test_only_their_claims_are_contradicted() -> None:
    contradicted = {one.id for one in WHOLE.claims if one.agreement is Agreement.CONTRADICTED}
    assert contradicted == {id for one in of(ConflictKind.STRICT) for id in one.claims}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ConflictKind.REPORT, {pair((5, "f2"), (20, "f1")), pair((6, "f3"), (21, "f1"))}),
        (ConflictKind.COMPARATOR, {pair((12, "f2"), (13, "f1"))}),
        (ConflictKind.CROSS_FAMILY, {pair((11, "f1"), (12, "f1"))}),
        (ConflictKind.NULL, {pair((3, "f3"), (7, "f2"))}),
        (ConflictKind.REVERSAL, {pair((8, "f1"), (10, "f1")), pair((9, "f1"), (10, "f1"))}),
        (ConflictKind.SPECIES, {pair((6, "f2"), (14, "f1")), pair((15, "f1"), (16, "f1"))}),
        (ConflictKind.SIDE, {pair((4, "f3"), (17, "f1"))}),
        (ConflictKind.INDETERMINATE, {pair((18, "f1"), (19, "f1"))}),
    ],
)
def test_every_other_kind_has_its_name(
    kind: ConflictKind, expected: set[frozenset[tuple[str, str]]]
) -> None:
    found = pairs(kind)
    assert found
    assert found <= expected
    assert len(found) == len(expected) - (kind is ConflictKind.REVERSAL)  # one for two claims


def test_what_is_retracted_contradicts_nothing() -> None:
    assert RETRACTED not in {one.study for said in WHOLE.conflicts for one in (said.a, said.b)}


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
    assert kinds(first, second) == [ConflictKind.STRICT]
    assert kinds(second, first) == [ConflictKind.STRICT]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (down("FA | corpus_callosum"), up("MD | corpus_callosum")),
        (up("GMV | insula"), falls("GMV | insula", "pain")),
        (up("GMV | insula"), falls("GMV | insula", "pain intensity", HC)),
        (up("FC | salience_network"), down("FC | insula")),
        (up("FC | insula"), down("FC | anterior_insula")),
        (up("GMV | insula", "unspecified"), down("GMV | anterior_insula", "unspecified")),
        (up("GMV | posterior_insula"), down("GMV | anterior_insula")),
        (up("GMV | left insula"), down("GMV | right anterior_insula")),
        (up("task_activation | insula"), down("task_activation | anterior_insula")),
        (up("GMV | insula", "patients_vs_hc"), down("GMV | anterior_insula", "patients_vs_hc")),
        (up("GMV | insula", "task_contrast"), down("GMV | insula")),
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
        (ConflictKind.SIDE, up("GMV | left insula"), down("GMV | right insula")),
        (ConflictKind.SIDE, up("GMV | left insula"), down("GMV | insula")),
        (ConflictKind.COMPARATOR, up("GMV | insula"), down("GMV | insula", NO_PAIN)),
        (
            ConflictKind.COMPARATOR,
            up("GMV | insula", "unspecified"),
            down("GMV | insula", "unspecified"),
        ),
        (
            ConflictKind.SPECIES,
            up("CBF | insula", "post_vs_pre"),
            down("CBF | insula", "post_vs_pre"),
        ),
        (
            ConflictKind.SPECIES,
            up("CBF | insula", "post_vs_pre", "rTMS"),
            down("CBF | insula", "post_vs_pre", "tDCS"),
        ),
        (ConflictKind.SPECIES, up("CBF | insula"), down("CBF | insula", "model_vs_control")),
        (ConflictKind.QUANTITY, up("FC | insula"), down("FC | insula")),
        (
            ConflictKind.QUANTITY,
            up("task_activation | insula"),
            down("task_activation | insula"),
        ),
        (
            ConflictKind.COMPARATOR,
            up("GMV | insula", "patients_vs_hc"),
            down("GMV | insula", "patients_vs_hc"),
        ),
        (
            ConflictKind.QUANTITY,
            up("MRS_metabolite | insula"),
            down("MRS_metabolite | insula"),
        ),
        (ConflictKind.QUANTITY, rises("GMV | insula"), falls("GMV | insula")),
        (ConflictKind.NULL, up("GMV | left insula"), null("GMV | insula")),
        (ConflictKind.LEVEL, up("GMV | insula"), down("GMV | anterior_insula")),
        (ConflictKind.LEVEL, up("GMV | frontal_lobe"), down("GMV | medial_prefrontal_cortex")),
        (ConflictKind.LEVEL, up("FC | pons ~ insula"), down("FC | anterior_insula ~ pons")),
        (
            ConflictKind.LEVEL,
            rises("GMV | insula", "pain intensity"),
            falls("GMV | anterior_insula", "VAS"),
        ),
        (
            ConflictKind.WITHIN,
            up("FC | default_mode_network"),
            down("FC | default_mode_network ~ default_mode_network"),
        ),
    ],
)
def test_the_first_test_that_fails_gives_the_name(
    kind: ConflictKind, first: str, second: str
) -> None:
    assert kinds(first, second) == [kind]
    assert kinds(second, first) == [kind]


def test_two_metabolites_contradict_nothing() -> None:
    assert not kinds(up("MRS_metabolite.glutamate | insula"), down("MRS_metabolite.GABA | insula"))


def test_one_metabolite_may_be_contradicted() -> None:
    glutamate = "MRS_metabolite.glutamate | insula"
    assert kinds(up(glutamate), down(glutamate)) == [ConflictKind.STRICT]


def test_animals_of_two_kinds_contradict_nothing() -> None:
    lines = (f"CBF | insula | {way} | model_vs_control" for way in ("increase", "decrease"))
    papers = [
        Invented(team=team, facts={"species": animal}, findings=(line,))
        for team, animal, line in zip(("Moss", "Fern"), ("rat", "macaque"), lines, strict=True)
    ]
    whole = synthesised(state(papers), load("neuroimaging"))
    assert [one.kind for one in whole.conflicts] == [ConflictKind.SPECIES]


def test_one_paper_that_says_both_is_a_discrepancy() -> None:
    both = Invented(
        team="Moss",
        findings=(up("GMV | left insula"), down("GMV | left insula")),
    )
    whole = synthesised(state([both]), load("neuroimaging"))
    assert [one.kind for one in whole.conflicts] == [ConflictKind.REPORT]


def test_one_cohort_may_differ_from_itself_in_a_part_of_a_region() -> None:
    both = Invented(team="Moss", findings=(up("GMV | insula"), down("GMV | anterior_insula")))
    assert synthesised(state([both]), load("neuroimaging")).conflicts == ()
    again = [both, Invented(team="Moss", findings=(down("GMV | anterior_insula"),))]
    assert synthesised(state(again), load("neuroimaging")).conflicts == ()


def test_hundreds_of_cohorts_are_each_named_without_every_pair() -> None:
    papers = [
        Invented(team=f"Moss{'abcdefghij'[at % 10]}{at // 10}", findings=(line,))
        for at, line in enumerate(
            f"GMV | insula | {way} | {HC}" for way in ("increase", "decrease") * 20
        )
    ]
    whole = synthesised(state(papers), load("neuroimaging"))
    named = {end.cohort for one in whole.conflicts for end in (one.a, one.b)}
    assert named == {one.id for one in whole.cohorts}
    assert len(whole.conflicts) <= len(papers)
