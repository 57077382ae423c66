"""Which papers a run screens, as the ledger stands."""

from bot.demo import story
from bot.domain.decisions import NOT_JUDGED, Decision
from bot.domain.records import Article, Record, Section
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.pipeline.screen import screened_by_rules, to_rank_again
from bot.settings import parse

PROTOCOL = parse(story.protocol())


def test_what_was_imported_on_a_later_day_is_screened_once() -> None:
    """A clock may run behind, and a run may be given the date of an earlier day."""
    record = Record(id="a", title="Moon tea and sleep")
    waiting = Decision(
        record="a",
        verdict=Verdict.UNSURE,
        judge=Judge.RULE,
        by=NOT_JUDGED,
        on="2026-06-01",
        reasons=(),
    )
    state = State(records=(record,), decisions=(waiting,))
    assert to_rank_again(state, PROTOCOL) == (record,)

    paper = Article(record=record, sections=(Section(text="We drank moon tea."),))
    screened = screened_by_rules(PROTOCOL, state, (), [paper], {"a": paper}, "2026-01-05")

    after = state.with_added(decisions=screened.decisions)
    assert after.current_decisions["a"].judge is Judge.CLASSIFIER
    assert to_rank_again(after, PROTOCOL) == ()
