"""The dashboard: one issue that tells whether the review is alive, and lets people start it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.elusion_tests import ElusionTest
from bot.domain.runs import ModelUsage, Run
from bot.domain.state import State
from bot.rendering import boxes
from bot.rendering.escaping import Safe
from bot.rendering.template_functions import Render, values
from bot.synthesis.human_overrides import HumanOverrides, human_overrides
from bot.synthesis.reviewer_time import Month, minutes_per_paper, months

TITLE = "Living review: dashboard"
MARK = "<!-- living-review:dashboard -->"
RUN, AGAIN = "run", "again"
"""Names of the controls."""
_MONTHS = 6
_AGES = {"up to a week": 7, "up to four weeks": 28, "up to three months": 91}
"""How long papers wait, in days at most; the others wait longer."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen outside in the last run."""

    today: date
    next_run: str
    """ISO date, empty where it is not known."""
    requests: int
    """Requests that the sources answered."""
    merged: str = ""
    """ISO date of the last merge, empty before the first."""
    pull: int = 0
    """Number of the open proposal, 0 where there is none."""
    since: str = ""
    """ISO date on which it was opened."""
    faults: tuple[str, ...] = ()
    """What a check of the state found wrong."""
    note: str = ""
    """What the dashboard last answered to a person, Markdown of our own."""


@dataclass(frozen=True, kw_only=True)
class DashboardView:
    """What the template of the dashboard may use, each by its name."""

    mark: Safe
    run_now: Safe
    again: Safe
    note: Safe
    papers: Safe
    """The papers to screen, where no pull request shows them."""
    seen: Seen
    state: State
    news: Run | None
    """The last run that brought anything."""
    run: Run | None
    ages: Mapping[str, int]
    months: Sequence[Month]
    spent: str
    """Minutes that one decision takes, empty where they were not measured."""
    oversight: HumanOverrides
    audit: ElusionTest | None
    consulted: Sequence[ModelUsage]


def dashboard(state: State, seen: Seen, render: Render, papers: str = "") -> str:
    """The whole text of the issue, controls first; ``papers`` is the list to screen, our own."""
    spent = minutes_per_paper(state)
    view = DashboardView(
        mark=Safe(MARK),
        run_now=Safe(boxes.control(RUN, "**Search now**, and propose what is new")),
        again=Safe(boxes.control(AGAIN, "**Propose again** what was postponed or snoozed")),
        note=Safe(boxes.note(seen.note)),
        papers=Safe(papers),
        seen=seen,
        state=state,
        news=state.news_runs[-1] if state.news_runs else None,
        run=state.runs[-1] if state.runs else None,
        ages=ages(state, seen.today),
        months=months(state)[:_MONTHS],
        spent=f"{spent:.1f}" if spent else "",
        oversight=human_overrides(state),
        audit=next((run.audit for run in reversed(state.runs) if run.audit), None),
        consulted=[
            usage
            for run in state.news_runs[-1:]
            for usage in (run.consultation, run.reading)
            if usage
        ],
    )
    return render("dashboard.md.j2", **values(view))


def ages(state: State, today: date) -> dict[str, int]:
    """How many papers wait since when, by the first word that was said of each."""
    first: dict[str, str] = {}
    for decision in state.decisions:
        first.setdefault(decision.record, decision.on)
    days = [(today - date.fromisoformat(first[record.id])).days for record in state.queue]
    counts = dict.fromkeys([*_AGES, "longer"], 0)
    for waited in days:
        counts[next((name for name, most in _AGES.items() if waited <= most), "longer")] += 1
    return counts
