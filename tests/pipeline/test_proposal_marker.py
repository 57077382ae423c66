"""The hidden mark by which a closed proposal is recognised: it follows from what is proposed."""

from bot.domain.decisions import RETURNED, Decision
from bot.domain.records import Record
from bot.domain.runs import Reread, Run
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.rendering.proposal.contents import Proposal


def decision(key: str, verdict: Verdict = Verdict.INCLUDE, by: str = "rules 1") -> Decision:
    return Decision(
        record=key, verdict=verdict, judge=Judge.RULE, by=by, on="2026-11-16", reasons=("Fits.",)
    )


def marker(news: State) -> str:
    return Proposal(state=news, news=news).marker


PROPOSED = State(records=(Record(id="1", pmid="1", title="Moon tea"),), decisions=(decision("1"),))


def test_another_paper_in_its_place_is_another_proposal() -> None:
    other = State(records=(Record(id="2", pmid="2", title="Sun tea"),), decisions=(decision("2"),))

    assert marker(other) != marker(PROPOSED)


def test_another_verdict_is_another_proposal() -> None:
    excluded = State(records=PROPOSED.records, decisions=(decision("1", Verdict.EXCLUDE),))

    assert marker(excluded) != marker(PROPOSED)


def test_a_study_read_again_is_another_proposal() -> None:
    run = Run(on="2026-11-23", version="1", searches=(), retrieved=0)
    reread = Run(on="2026-11-23", version="1", searches=(), retrieved=0,
                 reread=(Reread(record="1"),))  # fmt: skip

    assert marker(State(runs=(run,))) != marker(State(runs=(reread,)))


def test_a_search_that_brought_nothing_is_the_same_proposal() -> None:
    searched = PROPOSED.with_added(
        runs=(Run(on="2026-11-23", version="1", searches=(), retrieved=0),)
    )

    assert marker(searched) == marker(PROPOSED)


def test_what_became_of_the_last_pull_request_is_the_same_proposal() -> None:
    back = PROPOSED.with_added(decisions=(decision("1", Verdict.UNSURE, RETURNED),))

    assert marker(back) == marker(PROPOSED)


def test_the_order_of_lines_after_a_merge_is_the_same_proposal() -> None:
    two = PROPOSED.with_added(records=(Record(id="2", pmid="2", title="Sun tea"),))
    turned = State(records=two.records[::-1], decisions=two.decisions)

    assert marker(two) == marker(turned)
