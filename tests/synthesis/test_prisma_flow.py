"""Every record is counted in exactly one place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decisions import NOT_SCREENED, Decision
from bot.domain.duplicates import DuplicatePair
from bot.domain.records import CITED, Record
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.domain.versions import Version
from bot.synthesis.prisma_flow import NO_REASON, prisma_flow, updated_flow

ids = st.sampled_from([f"9000000{n:02}" for n in range(1, 13)])
records = st.builds(
    Record,
    id=ids,
    source=st.sampled_from(["pubmed", "seed", "citation", "elsewhere"]),
    publication_types=st.sampled_from([(), ("Review",), ("Retracted Publication",)]),
)
decisions = st.builds(
    Decision,
    record=ids,
    verdict=st.sampled_from(Verdict),
    judge=st.sampled_from(Judge),
    by=st.just("x"),
    on=st.dates().map(str),
    reasons=st.just(()),
    criterion=st.sampled_from(["", "topic", "retracted", NOT_SCREENED]),
)
versions = st.builds(
    Version,
    name=st.just("2026.11.16"),
    on=st.dates().map(str),
    evidence=st.just("e"),
    commit=st.just("c"),
    studies=st.lists(ids, unique=True).map(tuple),
)
states = st.builds(
    State,
    records=st.lists(records, max_size=30).map(tuple),
    decisions=st.lists(decisions, max_size=30).map(tuple),
    versions=st.lists(versions, max_size=2).map(tuple),
)


@given(state=states)
def test_the_flow_of_any_state_adds_up(state: State) -> None:
    flow = prisma_flow(state)
    assert flow.adds_up
    assert flow.identified == len(state.by_id)
    assert flow.included == len(state.included)
    assert flow.waiting == len(state.queue)
    unscreened = sum(flow.filtered.values()) + flow.undecided + flow.waiting
    assert flow.identified == flow.screened + unscreened
    assert flow.screened == flow.by_program + flow.assessed
    assert flow.assessed == sum(flow.by_people.values()) + flow.included + flow.retracted


@given(state=states)
def test_old_and_new_studies_are_the_studies_of_the_review(state: State) -> None:
    flow = updated_flow(state)
    assert flow.previous - flow.left + flow.new == len(state.included)
    assert 0 <= flow.left <= flow.previous
    if flow.since:
        assert flow.since.adds_up
        assert flow.since.identified <= flow.total.identified


@given(state=states)
def test_reasons_come_with_the_commonest_first(state: State) -> None:
    flow = prisma_flow(state)
    for reasons in (flow.filtered, flow.ranked_low, flow.by_models, flow.by_people):
        numbers = list(reasons.values())
        assert numbers == sorted(numbers, reverse=True)
        assert 0 not in numbers


def _decided(key: str, verdict: Verdict, judge: Judge, criterion: str = "") -> Decision:
    return Decision(
        record=key, verdict=verdict, judge=judge, by="x", on="2026-11-16", reasons=(),
        criterion=criterion,
    )  # fmt: skip


def test_each_place_is_counted() -> None:
    keys = [f"{900000000 + n}" for n in range(12)]
    sources = {keys[0]: "seed", keys[1]: CITED, keys[2]: "europe_pmc"}
    gone = {keys[11]: ("Retracted Publication",)}
    all_ = tuple(
        Record(id=key, source=sources.get(key, "pubmed"), publication_types=gone.get(key, ()))
        for key in keys
    )
    out = Verdict.EXCLUDE
    ledger = (
        _decided(keys[0], Verdict.INCLUDE, Judge.PERSON),
        _decided(keys[1], Verdict.INCLUDE, Judge.CLASSIFIER),
        _decided(keys[2], out, Judge.RULE, "language"),
        _decided(keys[3], out, Judge.RULE, NOT_SCREENED),
        _decided(keys[4], out, Judge.CLASSIFIER, "off topic"),
        _decided(keys[5], out, Judge.CLASSIFIER, "ranked low"),
        _decided(keys[6], out, Judge.MODEL, "population"),
        _decided(keys[7], out, Judge.PERSON, "population"),
        _decided(keys[8], out, Judge.PERSON),
        _decided(keys[9], Verdict.UNSURE, Judge.RULE),
        _decided(keys[11], Verdict.INCLUDE, Judge.PERSON),
    )
    twin = DuplicatePair(one=keys[3], other="twin", sure=True, why="same DOI")
    asked = DuplicatePair(one=keys[3], other=keys[4], sure=False, why="same title")
    run = Run(on="2026-11-16", version="1", searches=(), retrieved=0, pairs=(twin, asked))
    flow = prisma_flow(State(records=all_, decisions=ledger, runs=(run,)))
    assert flow.databases == {"PubMed": 9, "Europe PMC": 1}
    assert (flow.citations, flow.elsewhere, flow.identified) == (1, 1, 12)
    assert (flow.duplicates, flow.filtered, flow.removed) == (1, {"language": 1}, 2)
    assert flow.ranked_low == {"off topic": 1, "ranked low": 1}
    assert (flow.by_models, flow.closed, flow.by_program) == ({"population": 1}, 1, 4)
    assert flow.by_people == {"population": 1, NO_REASON: 1}
    assert (flow.waiting, flow.undecided, flow.screened) == (1, 1, 9)
    assert (flow.included, flow.retracted, flow.assessed) == (2, 1, 5)


def test_what_is_new_is_set_against_the_version_before() -> None:
    old, new = Record(id="1", source="seed"), Record(id="2")
    run = Run(on="2026-11-16", version="1", searches=(), retrieved=1, found=("2",))
    kept = Decision(
        record="1", verdict=Verdict.INCLUDE, judge=Judge.PERSON, by="x", on="2026-11-01", reasons=()
    )
    first = Version(name="first", on="2026-11-08", evidence="e", commit="c", studies=("1",))
    state = State(
        records=(old, new), runs=(run,), versions=(first,),
        decisions=(kept, replace(kept, record="2", on="2026-11-17")),
    )  # fmt: skip
    proposed = updated_flow(state)
    assert (proposed.version, proposed.previous, proposed.new) == ("first", 1, 1)
    assert proposed.since is not None
    assert proposed.since.databases == {"PubMed": 1}

    second = replace(first, name="second", on="2026-11-18", studies=("1", "2"))
    published = updated_flow(replace(state, versions=(first, second)))
    assert published == proposed


def test_an_empty_review_adds_up() -> None:
    assert prisma_flow(State()).adds_up
    assert updated_flow(State()).total.identified == 0
