"""Publish what people brought about at once: it waits for no weekly run."""

from dataclasses import replace

from bot.domain.state import State
from bot.pipeline.check import check
from bot.pipeline.context import RunContext
from bot.pipeline.draft import ProposalText, RunDraft
from bot.pipeline.quote_check import Words, compare_quotes, words_for_quotes
from bot.pipeline.record_run import captions
from bot.pipeline.render import write_documents


def publish_update(
    draft: RunDraft, state: State, message: str, done: str, context: RunContext
) -> RunDraft:
    """Write and commit ``state`` on the update branch, and publish it; the draft goes on from it.

    On GitHub it is checked, and the commit's status says what is wrong, or ``done``.

    Raises:
        Overtaken: the branch was moved in the meantime.
    """
    review = context.review
    review.store.append(draft.previous, state, captions(state))
    write_documents(state, context.protocol, context.vocabulary, review.fill, review.store)
    review.workspace.commit(message)
    faults: tuple[str, ...] = ()
    if not context.target.dry:
        review.workspace.publish()
        faults = _faults(state, done, context)
    return replace(
        draft,
        previous=state,
        state=state.with_added(runs=draft.quiet_runs),
        text=ProposalText(faults=faults),
    )


def _faults(state: State, done: str, context: RunContext) -> tuple[str, ...]:
    """What a check of the published state finds wrong; none is made where nobody is told."""
    forge = context.target.forge
    if forge is None:
        return ()
    words = words_for_quotes(
        state, context.literature, Words(), context.today.isoformat(), context.messages.warn
    )
    faults = (*check(state, context.vocabulary, words), *compare_quotes(state, words).gaps)
    forge.set_status(
        context.review.workspace.head,
        ok=not faults,
        sentence=faults[0] if faults else f"{done}; all is sound.",
    )
    return faults
