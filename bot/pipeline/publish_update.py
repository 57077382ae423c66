"""Publish what people brought about at once: it waits for no weekly run."""

from bot.domain.state import State
from bot.pipeline.check import check
from bot.pipeline.context import RunContext
from bot.pipeline.quote_check import Words, compare_quotes, words_for_quotes
from bot.pipeline.record_run import captions
from bot.pipeline.render import write_documents


def publish_update(
    before: State, state: State, message: str, done: str, context: RunContext
) -> tuple[str, ...]:
    """Write and commit ``state`` on the update branch, and publish it; returns its faults.

    On GitHub it is checked, and the commit's status says what is wrong, or ``done``.

    Raises:
        Overtaken: the branch was moved in the meantime.
    """
    review, forge = context.review, context.target.forge
    review.store.append(before, state, captions(state))
    write_documents(state, context.protocol, context.vocabulary, review.fill, review.store)
    review.workspace.commit(message)
    if context.target.dry:
        return ()
    review.workspace.publish()
    if forge is None:
        return ()
    words = words_for_quotes(
        state, context.literature, Words(), context.today.isoformat(), context.messages.warn
    )
    faults = (*check(state, context.vocabulary, words), *compare_quotes(state, words).gaps)
    forge.set_status(
        review.workspace.head,
        ok=not faults,
        sentence=faults[0] if faults else f"{done}; all is sound.",
    )
    return faults
