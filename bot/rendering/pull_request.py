"""The pull request's title and body: what a reviewer must see, the decisions first."""

from dataclasses import replace

from bot.domain.corrections import ChangeKind
from bot.domain.protocol import Protocol
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.phrases import counted
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.questions import questions
from bot.rendering.proposal.view import proposal_view
from bot.rendering.template_functions import Render, values

LONGEST_BODY = 60_000
"""Characters. GitHub takes 65,536 at most."""
HEADLINES = {
    ChangeKind.RETRACTED: "a study was retracted",
    ChangeKind.CONCERN: "expression of concern",
    ChangeKind.ERRATUM: "a study was corrected",
    ChangeKind.REPUBLISHED: "a study was corrected",
    ChangeKind.REINSTATED: "a study was reinstated",
    ChangeKind.CLEARED: "expression of concern withdrawn",
    ChangeKind.UPDATED: "a study has a newer version",
    ChangeKind.WORDS: "the text of a study changed",
}
"""What the title says first, the gravest before the others."""


def title(proposal: Proposal) -> str:
    """The pull request's title."""
    parts = []
    parts += [HEADLINES[kind] for kind in HEADLINES if kind in proposal.kinds][:1]
    waiting = len(proposal.state.queue)
    proposed = sum(not card.by_person for card in proposal.cards)
    parts.append(counted(proposed, "new study", "new studies"))
    if known := len(proposal.cards) - proposed:
        parts.append(f"{known:,} included by people")
    if waiting:
        parts.append(f"{counted(waiting, 'paper')} to screen")
    return f"Review update: {', '.join(parts)}"


def body(
    proposal: Proposal, protocol: Protocol, vocabulary: Vocabulary | None, render: Render
) -> str:
    """The body, under :data:`LONGEST_BODY` characters: whole cards and papers are left out."""
    proposal = replace(proposal, state=proposal.state.lettered)
    whole = proposal_view(proposal, protocol, vocabulary)
    cards = proposal.cards
    asked = questions(proposal, protocol, proposal.shown(protocol.screening.per_run))
    shown, rows = len(cards), len(asked)
    while True:
        view = replace(
            whole, new=cards[:shown], cut_cards=len(cards) - shown, waiting=asked[:rows],
            first_card=rows + 1,
        )  # fmt: skip
        text = render("pull_request.md.j2", **values(view))
        if len(text) <= LONGEST_BODY or not (shown or rows):
            return text
        # Cards are the longest part; decisions are what the reviewer came for.
        if shown:
            shown = shown * 3 // 4
        else:
            rows = rows * 3 // 4
