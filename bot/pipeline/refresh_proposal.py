"""Refresh: bring the open pull request up to what people decided a moment ago."""

from bot.errors import ServiceFailed
from bot.pipeline.context import RunContext
from bot.pipeline.draft import ProposalText, RunDraft
from bot.pipeline.proposal_text import ensure_text, proposal_text
from bot.ports import BRANCH
from bot.rendering.boxes import aligned


def refresh_proposal(draft: RunDraft, context: RunContext) -> RunDraft:
    """Write title, counts, cards and boxes of the open pull request anew, if people did anything.

    Where the papers it shows cannot be fetched now, its boxes at least are as people decided.
    """
    forge = context.target.forge
    if forge is None or context.target.dry:
        return draft
    pull = next((pull for pull in forge.pull_requests(BRANCH) if pull.open), None)
    if pull is None:
        return draft
    as_it_is = ProposalText(
        title=pull.title, body=aligned(pull.body, draft.state.verdicts_by_people)
    )
    try:
        text = (
            proposal_text(draft.state, context, pull, articles=draft.articles, overwritten={})
            if draft.answered
            else as_it_is
        )
    except ServiceFailed as fault:
        context.messages.warn(f"{fault.message}: the pull request shows its cards as they were")
        text = as_it_is
    ensure_text(forge, pull, text)
    return draft
