"""Search registrations: studies that are planned or under way, listed and never counted."""

from dataclasses import replace

from bot.domain.registrations import WITHDRAWN_ENTRY, Registration, latest_registrations
from bot.domain.runs import Search
from bot.errors import ServiceFailed
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Register

STRATEGY = "registrations"
"""What the search is called among those of a run."""


def search_registrations(draft: RunDraft, context: RunContext) -> RunDraft:
    """Note what the register says that it did not say before; no news by itself.

    Where the register fails, the run is partial and the list stays as it was.
    """
    register, query = context.literature.register, context.protocol.registrations
    if register is None:
        return draft
    known = latest_registrations(draft.state.registrations)
    try:
        now = current_entries(register, query, known, context.today.isoformat())
    except ServiceFailed as fault:
        context.literature.sources.failed[register.name] = fault.message
        return draft
    matching = sum(entry.running for entry in now.values())
    search = Search(source=register.name, strategy=STRATEGY, query=query, reported=matching)
    changed = tuple(entry for id, entry in now.items() if _differs(entry, known.get(id)))
    return replace(
        draft,
        state=draft.state.with_added(registrations=changed),
        run=replace(draft.run, searches=(*draft.run.searches, search)),
    )


def current_entries(
    register: Register, query: str, known: dict[str, Registration], on: str
) -> dict[str, Registration]:
    """All that match today, and what became of those that ran before and match no more."""
    now = {entry.id: entry for entry in register.running(query, on)}
    gone = [id for id, entry in known.items() if entry.running and id not in now]
    became = {entry.id: entry for entry in (register.entries(gone, on) if gone else ())}
    lost = {
        id: replace(known[id], on=on, status=WITHDRAWN_ENTRY) for id in gone if id not in became
    }
    return {**now, **became, **lost}


def _differs(entry: Registration, before: Registration | None) -> bool:
    return before is None or replace(entry, on=before.on) != before
