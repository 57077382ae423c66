"""What was searched where and when, of the strategies as they now read."""

from dataclasses import replace

from bot.domain.protocol import Criterion, Protocol, SearchPlan
from bot.domain.runs import Run, Search
from bot.domain.state import State
from bot.domain.strategies import Strategy
from bot.synthesis.search_history import last_searches, other_searches

PLAN = SearchPlan(
    lines={"moon": "moon[tiab]"},
    strategies={"weekly": Strategy(expression="moon", elsewhere={"europe_pmc": "TITLE_ABS:moon"})},
)
PROTOCOL = Protocol(
    title="Moon", question="Which?", contact="keeper@example.org", search=PLAN,
    criteria={"population": Criterion(include="People")},
)  # fmt: skip


def _search(source: str, query: str, reported: int, strategy: str = "weekly") -> Search:
    return Search(source=source, strategy=strategy, query=query, reported=reported)


def _state(*runs: tuple[str, Search]) -> State:
    return State(
        runs=tuple(Run(on=on, version="0", searches=(search,), retrieved=0) for on, search in runs)
    )


def test_the_last_search_counts_of_a_strategy_as_it_now_reads() -> None:
    query = PROTOCOL.lines.query(PLAN.strategies["weekly"])
    held = _state(
        ("2026-11-02", _search("PubMed", "sun[tiab]", 90)),
        ("2026-11-09", _search("PubMed", query, 5)),
        ("2026-11-16", _search("PubMed", query, 7)),
    )
    (name, last), *others = last_searches(held, PROTOCOL).items()
    assert (name, last.on, last.search.reported, others) == ("weekly", "2026-11-16", 7, [])


def test_other_databases_have_the_last_search_of_each_strategy_that_still_asks_them() -> None:
    held = _state(
        ("2026-11-09", _search("Europe PMC", "TITLE_ABS:moon", 5)),
        ("2026-11-16", _search("Europe PMC", "TITLE_ABS:moon", 6)),
        ("2026-11-16", _search("Europe PMC", "TITLE_ABS:sun", 8, strategy="yearly")),
        ("2026-11-16", _search("PubMed", "moon[tiab]", 7)),
    )
    assert [(last.on, last.search.reported) for last in other_searches(held, PROTOCOL)] == [
        ("2026-11-16", 6)
    ]
    silent = replace(
        PROTOCOL, search=replace(PLAN, strategies={"weekly": Strategy(expression="moon")})
    )
    assert not other_searches(held, silent)
