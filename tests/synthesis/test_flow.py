"""Every record is counted in exactly one place."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.records import Record
from bot.domain.state import State
from bot.synthesis.prisma_flow import prisma_flow

ids = st.sampled_from([f"9000000{n:02}" for n in range(1, 13)])
records = st.builds(
    Record,
    id=ids,
    source=st.sampled_from(["pubmed", "seed", "elsewhere"]),
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
    criterion=st.sampled_from(["", "topic", "retracted"]),
)
states = st.builds(
    State,
    records=st.lists(records, max_size=30).map(tuple),
    decisions=st.lists(decisions, max_size=30).map(tuple),
)


@given(state=states)
def test_the_flow_of_any_state_adds_up(state: State) -> None:
    counted = prisma_flow(state)
    assert counted.adds_up
    assert counted.identified == len(state.by_id)
    assert counted.included == len(state.included)
    assert counted.waiting == len(state.queue)
    assert sum(counted.excluded_because.values()) == counted.excluded


@given(state=states)
def test_reasons_come_with_the_commonest_first(state: State) -> None:
    numbers = list(prisma_flow(state).excluded_because.values())
    assert numbers == sorted(numbers, reverse=True)
    assert 0 not in numbers


def test_each_place_is_counted() -> None:
    all_ = [Record(id=f"90000000{n}") for n in range(1, 7)]
    all_[0] = Record(id="900000001", source="seed")
    all_[5] = Record(id="900000006", publication_types=("Retracted Publication",))
    verdicts = [Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.EXCLUDE, Verdict.UNSURE, None,
                Verdict.INCLUDE]  # fmt: skip
    ledger = tuple(
        Decision(
            record=record.id, verdict=verdict, judge=Judge.RULE, by="x", on="2026-11-16",
            reasons=(), criterion="topic" if record.id == "900000002" else "",
        )
        for record, verdict in zip(all_, verdicts, strict=True)
        if verdict
    )  # fmt: skip
    counted = prisma_flow(State(records=tuple(all_), decisions=ledger))
    assert (counted.from_search, counted.from_elsewhere) == (5, 1)
    assert (counted.included, counted.retracted) == (1, 1)
    assert (counted.excluded, counted.waiting, counted.undecided) == (2, 1, 1)
    assert counted.excluded_because == {"decided by a person": 1, "topic": 1}


def test_an_empty_review_adds_up() -> None:
    assert prisma_flow(State()).adds_up
    assert prisma_flow(State()).identified == 0
