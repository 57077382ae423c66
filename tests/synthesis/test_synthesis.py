"""The whole: what rests on what, in any order of files, and the same every time."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import Species, Synthesis
from bot.domain.facts import Quote
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import CONFLICT, TO_CHECK, Direction, Finding, Study
from bot.domain.verdicts import Verdict
from bot.extraction.vocabulary import load
from bot.synthesis.synthesis import synthesised
from tests.evidence import PAPERS, RETRACTED, state

VOCABULARY = load("neuroimaging")
STATE = state()
WHOLE = synthesised(STATE, VOCABULARY)
COUNTED = tuple(id for id in STATE.studies if id != RETRACTED)


def rests_on(whole: Synthesis) -> dict[str, set[tuple[str, str]]]:
    return {one.id: {(it.study, it.finding) for it in one.evidence} for one in whole.claims}


def test_every_finding_that_counts_stands_in_exactly_one_claim() -> None:
    found = [end for ends in rests_on(WHOLE).values() for end in ends]
    assert sorted(found) == sorted(
        (study.id, finding.id)
        for study in STATE.studies.values()
        for finding in study.counted
        if study.id != RETRACTED
    )


def test_the_ids_of_claims_are_their_own() -> None:
    assert len({one.id for one in WHOLE.claims}) == len(WHOLE.claims)


def test_every_counted_study_is_in_one_cohort() -> None:
    assert sorted(id for one in WHOLE.cohorts for id in one.studies) == sorted(COUNTED)
    assert 18 <= len(WHOLE.cohorts) <= 24


@pytest.mark.parametrize("gone", COUNTED)
def test_removing_a_study_removes_exactly_what_rested_on_it(gone: str) -> None:
    kept = {id: study for id, study in STATE.studies.items() if id != gone}
    less = synthesised(replace(STATE, studies=kept), VOCABULARY)
    expected = {
        id: left
        for id, ends in rests_on(WHOLE).items()
        if (left := {end for end in ends if end[0] != gone})
    }
    assert rests_on(less) == expected
    shown = {end.study for one in less.conflicts for end in (one.a, one.b)}
    assert gone not in shown
    claims = {one.id for one in less.claims}
    assert all(set(one.claims) <= claims for one in less.conflicts)


def test_a_retracted_or_excluded_study_counts_for_nothing() -> None:
    out = [replace(one, verdict=Verdict.EXCLUDE) if one.record == "920000001" else one
           for one in STATE.decisions]  # fmt: skip
    less = synthesised(replace(STATE, decisions=tuple(out)), VOCABULARY)
    assert "920000001" not in {id for one in less.claims for id in one.studies}
    assert RETRACTED not in {id for one in WHOLE.claims for id in one.studies}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_files_and_lines_does_not_matter(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - an order
    studies = list(STATE.studies.items())
    records, decisions = list(STATE.records), list(STATE.decisions)
    for lines in (studies, records, decisions):
        chance.shuffle(lines)
    mixed = replace(
        STATE, records=tuple(records), decisions=tuple(decisions), studies=dict(studies)
    )
    assert synthesised(mixed, VOCABULARY) == WHOLE


def test_twice_is_the_same() -> None:
    assert repr(synthesised(STATE, VOCABULARY)) == repr(WHOLE)


def test_the_same_studies_are_drawn_together_once_and_others_anew() -> None:
    kept = synthesised(STATE, VOCABULARY)
    again = replace(STATE, studies=dict(STATE.studies), runs=())
    assert synthesised(again, VOCABULARY) is kept

    out = tuple(replace(one, verdict=Verdict.EXCLUDE) for one in STATE.decisions)
    first = next(iter(STATE.studies))
    for other in (
        replace(STATE, decisions=out),
        replace(
            STATE, studies={**STATE.studies, first: replace(STATE.studies[first], findings=())}
        ),
    ):
        assert synthesised(other, VOCABULARY) == synthesised(other, VOCABULARY) != kept


def test_nothing_gives_nothing() -> None:
    assert synthesised(State(), VOCABULARY) == Synthesis()


REGIONS = ("insula", "thalamus", "pons", "", "no_such_region")
findings = st.builds(
    Finding,
    id=st.uuids().map(str),
    measure=st.sampled_from(["GMV", "FA", "MD", "FC", "CBF", "ERP", "other:tide", "gone", ""]),
    region=st.sampled_from(REGIONS),
    region_b=st.sampled_from(REGIONS),
    hemisphere=st.sampled_from(["", "left", "right", "bilateral", "midline"]),
    direction=st.sampled_from(Direction),
    comparison=st.sampled_from(["", "pain_vs_hc", "post_vs_pre", "model_vs_control", "gone"]),
    clinical_variable=st.sampled_from(["", "pain intensity", "relief of pain", "<b>"]),
    intervention=st.sampled_from(["", "rTMS"]),
    status=st.sampled_from(["", "agreed", "to check", "conflict"]),
    quote=st.just(Quote(text="Invented.", start=0)),
)
studies = st.lists(st.lists(findings, max_size=4), max_size=6)


@given(lists=studies)
def test_whatever_was_read_is_counted_once(lists: list[list[Finding]]) -> None:
    made = {
        f"{at}": Study(
            id=f"{at}", read_from="abstract", reader="", text_hash="", findings=tuple(found)
        )
        for at, found in enumerate(lists)
    }
    decision = STATE.decisions[0]
    whole = synthesised(
        State(
            records=tuple(Record(id=id) for id in made),
            decisions=tuple(replace(decision, record=id) for id in made),
            studies=made,
        ),
        VOCABULARY,
    )
    counted = [one for found in lists for one in found if one.status not in (CONFLICT, TO_CHECK)]
    assert sum(len(one.evidence) for one in whole.claims) == len(counted)
    for claim in whole.claims:
        assert sum(claim.cohorts.values()) == claim.total >= 1
        assert claim.direction in claim.cohorts or claim.direction is Direction.ALTERED
    for one in whole.conflicts:
        assert {one.a.study, one.b.study} <= set(made)


def test_the_fixture_holds_what_it_promises() -> None:
    assert len(PAPERS) == 30
    assert sum(bool(study.foci) for study in STATE.studies.values()) == 2
    assert {one.species for one in WHOLE.claims} == set(Species)
    families = {one.family for one in WHOLE.claims}
    assert {"structure_gm", "structure_wm", "glymphatic", "local_function", "network_function",
            "evoked_function", "perfusion_metabolism", "electrophysiology"} <= families  # fmt: skip
