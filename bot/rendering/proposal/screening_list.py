"""The papers to screen as a text of its own, for where there is no pull request to show them."""

from bot.domain.protocol import Protocol
from bot.rendering.boxes import aligned
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.questions import questions
from bot.rendering.proposal.view import screening_view
from bot.rendering.template_functions import Render, values

LONGEST = 45_000
"""Characters, so that the rest of an issue finds room beside it."""


def screening_list(proposal: Proposal, protocol: Protocol, render: Render) -> str:
    """The papers that wait, each with its card and its boxes as people decided; else empty.

    It is under :data:`LONGEST` characters: whole papers are left out, and counted.
    """
    state = proposal.state
    if not state.queue:
        return ""
    papers = proposal.listed(protocol.screening.per_run)
    asked = questions(proposal, protocol, papers, proposal.numbered(papers))
    view, rows = screening_view(proposal, protocol), len(asked)
    while True:
        text = render("pull_request/decide.md.j2", **values(view.listing(asked[:rows])))
        if len(text) <= LONGEST or not rows:
            return aligned(text, state.verdicts_by_people)
        rows = rows * 3 // 4
