"""Estimate: what the audits say about relevant papers that the program excluded."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.elusion_tests import ElusionTest
from bot.domain.records import BEYOND
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.screening import elusion_test

YEAR = timedelta(days=365)


def estimate_missed(draft: RunDraft, context: RunContext) -> RunDraft:
    """Note what the audits say so far, where there is anything to propose."""
    if not draft.is_news:
        return draft
    drawn = tuple(decision.record for decision in draft.decisions if decision.by == elusion_test.BY)
    return draft.with_run(replace(draft.run, audit=estimated(draft.state, drawn, context.today)))


def estimated(state: State, drawn: tuple[str, ...], today: date) -> ElusionTest | None:
    """What all audits say, over all time and of the papers of the last year.

    None before the program has excluded anything.
    """
    excluded = elusion_test.exclusions(state.decisions)
    if not excluded:
        return None
    missed = {exclusion.record for exclusion in excluded}
    decisions = [
        decision for decision in state.current_decisions.values()
        if decision.verdict is Verdict.INCLUDE and decision.record not in missed
        and state.by_id[decision.record].source != BEYOND
    ]  # fmt: skip
    since = (today - YEAR).isoformat()
    return ElusionTest(
        drawn=drawn,
        ever=elusion_test.estimate(excluded, len(decisions)),
        last_year=elusion_test.estimate(
            [exclusion for exclusion in excluded if exclusion.on >= since],
            sum(decision.on >= since for decision in decisions),
        ),
    )
