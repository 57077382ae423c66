"""Propose: one branch, one rolling pull request, brought to what it should be and no further."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.pipeline.check import check
from bot.pipeline.context import RunContext
from bot.pipeline.draft import ProposalText, Proposed, RunDraft
from bot.pipeline.proposal_text import ensure_text, proposal_text
from bot.pipeline.quote_check import Words, compare_quotes, words_for_quotes
from bot.ports import BRANCH, Forge, PullRequest
from bot.rendering.boxes import revised

LABEL = "living-review"
_MARKER = re.compile(r"<!-- living-review:proposal (\S+) -->")


def propose(draft: RunDraft, context: RunContext) -> RunDraft:
    """Check the state, put the news into words, and propose them; a dry run stops short of that."""
    at_hand = Words(articles=draft.articles, texts=draft.texts)
    words = words_for_quotes(
        draft.state, context.literature, at_hand, context.today.isoformat(), context.messages.warn
    )
    gaps = compare_quotes(draft.state, words).gaps
    faults = (*check(draft.state, context.vocabulary, words), *gaps)
    # Asked for last, so that little time is left in which people could end one.
    target = context.target
    pulls = target.forge.pull_requests(BRANCH) if target.forge else ()
    text = proposal_text(
        draft.state, context, pulls[0] if pulls else None,
        articles=draft.articles, overwritten=draft.overwritten,
    )  # fmt: skip
    draft = replace(draft, text=replace(text, faults=faults))
    context.messages.report("Proposing")
    if target.dry:
        return draft
    quiet = draft.state.quiet_until > context.today.isoformat()
    again = target.again or draft.requested
    proposed = ensure_proposal(context, draft.text, pulls, quiet=quiet, again=again)
    return replace(draft, proposed=proposed)


def ensure_proposal(
    context: RunContext,
    text: ProposalText,
    pulls: Sequence[PullRequest],
    *,
    quiet: bool,
    again: bool,
) -> Proposed:
    """Commit, publish the branch, and ensure its pull request.

    ``pulls`` are those of the branch, the newest first. Closing one is an answer: the same
    proposal is not opened again. While ``quiet`` nobody is asked: none is opened, unless it is
    urgent. ``again`` is a person's wish to see it all the same.
    """
    workspace, forge = context.review.workspace, context.target.forge
    before = workspace.head
    workspace.commit(text.title)
    if not workspace.ahead:
        return Proposed()
    pull = pulls[0] if pulls else None
    closed = pull and not pull.open and not pull.merged and _marker(pull) == text.marker
    if pull and closed and not again:
        return Proposed(action="none", link=pull.link)
    head = workspace.head
    if head != workspace.published:
        workspace.publish()
    if forge is None:
        action = "branch" if head != before else "unchanged"
        return Proposed(action=action, branch=workspace.branch)
    if pull is None or not pull.open:
        if quiet and not (text.urgent or again):
            return Proposed(action="none", branch=workspace.branch)
        pull = forge.open_pull_request(
            BRANCH, context.target.base, text.title, revised(text.body, 1)
        )
        asked = reviewer(context.protocol.reviewers.logins, len(pulls), pull.author)
        forge.request_reviews(pull.number, asked)
        return _ensured(forge, pull, text, head, "opened")
    action = "updated" if ensure_text(forge, pull, text) else "unchanged"
    return _ensured(forge, pull, text, head, action)


def reviewer(reviewers: Sequence[str], before: int, author: str) -> tuple[str, ...]:
    """Whose turn it is after ``before`` pull requests; nobody can review their own.

    Where the protocol names nobody, GitHub asks the owners that CODEOWNERS names by itself.
    """
    able = [reviewer for reviewer in reviewers if reviewer.lower() != author.lower()]
    return (able[before % len(able)],) if able else ()


def _ensured(
    forge: Forge, pull: PullRequest, text: ProposalText, head: str, action: str
) -> Proposed:
    wanted = [LABEL, text.urgent] if text.urgent else [LABEL]
    forge.add_labels(pull.number, [label for label in wanted if label not in pull.labels])
    sound = "The state is sound and the documents follow from it."
    forge.set_status(head, ok=not text.faults, sentence=text.faults[0] if text.faults else sound)
    return Proposed(action=action, link=pull.link, pull=pull)


def _marker(pull: PullRequest) -> str:
    match = _MARKER.search(pull.body)
    return match[1] if match else ""
