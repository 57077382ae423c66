"""Log: keep the searches of a run without news where the next run finds them."""

from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft


def log_search(draft: RunDraft, context: RunContext) -> RunDraft:
    """Write one line of what was searched in vain; it joins the ledger with the next news.

    A search repeated on one day is one search.
    """
    run = draft.run
    if context.target.dry or not (run.quiet and run.searched):
        return draft
    known = (*draft.previous.runs, *draft.quiet_runs)
    if not any(run.repeats(other) for other in known):
        on_main = [other for other in draft.previous.runs if other not in draft.text.news.runs]
        context.review.run_log.write(run, recorded=on_main)
    return draft
