"""The words of a proposal, and the pull request that says them, whoever brings it up to date."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.records import Article
from bot.domain.state import State
from bot.pipeline.context import RunContext
from bot.pipeline.draft import ProposalText
from bot.ports import Forge, PullRequest
from bot.rendering.boxes import aligned, numbers, revised, revision
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.overwritten_edits import kept
from bot.rendering.proposal.screening_list import screening_list
from bot.rendering.pull_request import body, title


def proposal_text(
    state: State,
    context: RunContext,
    pull: PullRequest | None,
    *,
    articles: Mapping[str, Article],
    overwritten: Mapping[str, tuple[str, ...]],
) -> ProposalText:
    """What the branch proposes, in words, with boxes as people decided.

    A paper keeps the number that it has in ``pull``, where that is open. ``articles`` are at hand.

    Raises:
        ServiceFailed: the papers that people are asked about could not be fetched.
    """
    shown = pull.body if pull and pull.open else ""
    proposal = _proposal(state, context, shown, articles, overwritten)
    text = body(proposal, context.protocol, context.vocabulary, context.review.fill)
    return ProposalText(
        news=proposal.news,
        title=title(proposal),
        body=aligned(text, state.verdicts_by_people),
        marker=proposal.marker,
        urgent=proposal.urgent,
    )


def screening_text(
    state: State, context: RunContext, body: str, *, articles: Mapping[str, Article]
) -> str:
    """The papers that wait, with boxes, for a dashboard whose text is ``body`` now; else empty.

    Raises:
        ServiceFailed: the papers could not be fetched.
    """
    proposal = _proposal(state.lettered, context, body, articles, {})
    return screening_list(proposal, context.protocol, context.review.fill)


def _proposal(
    state: State,
    context: RunContext,
    shown: str,
    articles: Mapping[str, Article],
    overwritten: Mapping[str, tuple[str, ...]],
) -> Proposal:
    """What the branch proposes, with the words of the papers that people are asked about.

    ``shown`` is the text that people see now, whose papers keep their numbers.
    """
    bare = Proposal(
        state=state,
        news=context.review.store.added_since(context.review.workspace),
        home=context.target.home,
        overwritten=overwritten,
        numbers=numbers(shown),
    )
    asked = [record.id for record in bare.shown(context.protocol.screening.per_run)]
    return replace(bare, articles=context.literature.articles(asked, state, articles))


def ensure_text(forge: Forge, pull: PullRequest, text: ProposalText) -> bool:
    """Ensure that an open pull request says ``text``; whether it said anything else before."""
    number = revision(pull.body)
    wanted = revised(kept(pull.body, text.body), number)
    if (pull.title, _plain(pull.body)) == (text.title, _plain(wanted)):
        return False
    forge.revise_pull_request(pull.number, text.title, revised(wanted, number + 1))
    return True


def _plain(body: str) -> str:
    """GitHub may change line ends and trailing blanks of a body."""
    return "\n".join(line.rstrip() for line in body.strip().splitlines())
