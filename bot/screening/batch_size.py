"""How many papers people are sent: fewer where more wait each time and people decide few of them.

The rule looks at the last :data:`WINDOW` runs that sent anything. Where more papers wait than
waited at the first of them, and people decided fewer than they were sent, the next list holds
twice as many as they decided per run, and at least :data:`FEWEST`. Else it is as long as the
protocol says. It all follows from the ledgers: the same state sends the same list.
"""

import math

from bot.domain.decisions import current_decisions
from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict

WINDOW = 4
FEWEST = 5


def batch_size(state: State, screening: ScreeningSettings) -> int:
    """The papers to send at most where fewer are sent than the protocol says; 0 where not."""
    sent = [run for run in state.runs if run.shown][-WINDOW:]
    if len(sent) < WINDOW or screening.per_run <= FEWEST:
        return 0
    start = sent[0].on
    waited = current_decisions(decision for decision in state.decisions if decision.on <= start)
    then = sum(decision.verdict is Verdict.UNSURE for decision in waited.values())
    shown = {key for run in sent for key in run.shown}
    decided = {
        decision.record
        for decision in state.decisions
        if decision.judge is Judge.PERSON and decision.verdict is not Verdict.UNSURE
        and decision.on >= start and decision.record in shown
    }  # fmt: skip
    if len(state.queue) <= then or decided == shown:
        return 0
    most = max(FEWEST, math.ceil(2 * len(decided) / WINDOW))
    return most if most < screening.per_run else 0


def is_list_full(state: State, screening: ScreeningSettings) -> bool:
    """Whether as many of the waiting papers were shown last as may be shown now."""
    waiting = {record.id for record in state.queue}
    most = batch_size(state, screening) or screening.per_run
    return len(waiting.intersection(state.last_shown)) >= min(most, len(waiting))
