"""Record: write what the run found out into the ledgers of the workspace."""

from dataclasses import replace

from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft


def record_run(draft: RunDraft, context: RunContext) -> RunDraft:
    """Write the news, and with them the searches of the quiet weeks before.

    A run without news leaves the state as it was: what PubMed merely touched up comes along with
    the next news.
    """
    draft = draft.with_run(_completed(draft, context))
    for fault in draft.run.partial:
        context.messages.warn(
            f"the run is partial: {fault}. What is missing comes with the next run."
        )
    if draft.run.quiet:
        return replace(draft, state=draft.previous)
    state = draft.state.with_added(runs=(draft.run,))
    context.review.store.append(draft.previous, state, captions(state))
    return replace(draft, state=state)


def _completed(draft: RunDraft, context: RunContext) -> Run:
    """The record with what is known only at the end."""
    read = sum(draft.state.studies[key].read_from == FULL_TEXT for key in draft.run.read)
    in_full = draft.run.in_full
    run = replace(
        draft.run,
        in_full=replace(in_full, read=read) if in_full else None,
        requests=context.literature.requests,
        partial=tuple(context.literature.sources.failed.values()),
    )
    return run if draft.is_news else run.without_news


def captions(state: State) -> dict[str, str]:
    """By which comment a new study's file says which paper it is."""
    return {
        record.id: f"{record.label}. {record.title} {record.journal_abbreviation}"
        for record in state.included
    }
