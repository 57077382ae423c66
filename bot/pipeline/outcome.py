"""What one run did, for whoever started it."""

from collections import Counter
from dataclasses import dataclass

from bot.domain.records import BEYOND
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.pipeline.draft import Proposed, RunDraft


@dataclass(frozen=True, kw_only=True)
class RunOutcome:
    """What one run did."""

    run: Run
    """Its record; quiet when it brought no news."""
    state: State
    proposed: Proposed
    title: str
    body: str
    faults: tuple[str, ...] = ()
    """What a check of the state found wrong."""
    gone: tuple[str, ...] = ()
    """Ids of included or waiting papers that their database gave no record for."""

    @classmethod
    def of(cls, draft: RunDraft) -> "RunOutcome":
        """The outcome of a run whose steps are done."""
        return cls(
            run=draft.run,
            state=draft.state,
            proposed=draft.proposed,
            title=draft.text.title,
            body=draft.text.body,
            faults=draft.text.faults,
            gone=draft.gone,
        )

    @property
    def figures(self) -> dict[str, int | str]:
        """The run in figures, by the names that programs read."""
        run, decisions = self.run, self.state.current_decisions
        known = self.state.known_items
        beyond = {record.id for record in self.state.by_id.values() if record.source == BEYOND}
        new = [key for key in run.found if key not in beyond]
        verdicts = Counter(decisions[key].verdict for key in new if key in decisions)
        return {
            "hits": run.retrieved,
            "new_records": len(new),
            "beyond_the_search": len(run.found) - len(new),
            "proposed": verdicts[Verdict.INCLUDE],
            "to_decide": verdicts[Verdict.UNSURE],
            "excluded": verdicts[Verdict.EXCLUDE],
            "papers_read": len(run.read),
            "full_texts_read": run.in_full.read if run.in_full else 0,
            "updated_records": len(run.changed),
            "unreadable_records": len(run.unreadable),
            "vanished_records": len(self.gone),
            "known_items_missed": len({item.pmid for item in known.missed} if known else ()),
            "requests_sent": run.requests,
            "included_studies": len(self.state.included),
            "awaiting_decision": len(self.state.queue),
            "proposal": self.proposed.action,
        }
