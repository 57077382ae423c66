"""Stopping: when the rest of the queue may be closed without a person's look at each paper.

After the SAFE procedure (Boetje and van de Schoot, Syst Rev 2024;13:81): every paper known from
the start has been decided, a stated share of the queue was read, and so many papers in a row at
the top of the ranking did not belong. What is closed has stood below all of that row throughout.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.domain.protocol_settings import ScreeningSettings
from bot.domain.verdicts import Judge, Verdict
from bot.screening.elusion_test import BY as AUDIT


@dataclass(frozen=True, kw_only=True)
class Queue:
    """The papers that the program could not decide, read off the ledger."""

    since: Mapping[str, int]
    """For each paper that the ranking put there: its place in the ledger, oldest line first."""
    decided: tuple[tuple[int, Decision], ...]
    """What people decided on such papers, and at which place in the ledger."""

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> "Queue":
        """The queue so far; papers drawn for an audit were never in it."""
        since: dict[str, int] = {}
        decided: dict[str, tuple[int, Decision]] = {}
        for at, decision in enumerate(sorted(decisions, key=lambda decision: decision.on)):
            ranked = decision.judge is not Judge.RULE and decision.by != AUDIT
            if decision.judge is Judge.PERSON and decision.verdict is not Verdict.UNSURE:
                if decision.record in since:
                    # A decision that was changed counts where it was changed.
                    decided.pop(decision.record, None)
                    decided[decision.record] = at, decision
            elif (
                decision.judge is not Judge.PERSON and decision.verdict is Verdict.UNSURE and ranked
            ):
                since.setdefault(decision.record, at)
            else:
                since.pop(decision.record, None)
        return cls(since=since, decided=tuple(decided.values()))

    @property
    def waiting(self) -> dict[str, int]:
        """Those that nobody has decided, and since which place in the ledger they wait."""
        done = {decision.record for _, decision in self.decided}
        return {key: at for key, at in self.since.items() if key not in done}


def closable(queue: Queue, screening: ScreeningSettings, *, known_waiting: int) -> tuple[str, ...]:
    """The papers that may be closed now: none until all parts of the rule are met.

    ``known_waiting`` counts the papers known before the first search that nobody has decided.
    """
    row = queue.decided[-screening.stop_after :] if screening.stop_after else ()
    met = (
        not known_waiting
        and row
        and len(row) == screening.stop_after
        and all(decision.verdict is Verdict.EXCLUDE for _, decision in row)
        and len(queue.decided) >= screening.stop_share * len(queue.since)
    )
    if not met:
        return ()
    start, _ = row[0]
    return tuple(key for key, at in queue.waiting.items() if at < start)


def why(screening: ScreeningSettings) -> str:
    """Why papers were closed, in a sentence."""
    return (
        f"The last {screening.stop_after:,} papers that people screened, all ranked above this, "
        "were excluded: by the protocol's stopping rule the rest of the queue was closed."
    )
