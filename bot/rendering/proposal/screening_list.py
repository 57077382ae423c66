"""The papers to screen as a text of its own, for where there is no pull request to show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.protocol import Protocol
from bot.domain.reviewer_actions import ReviewerAction
from bot.rendering.boxes import aligned
from bot.rendering.double_screening import agreement_sentences, progress
from bot.rendering.escaping import Safe
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.questions import ReviewerQuestion, questions
from bot.rendering.proposal.view import box, numbered
from bot.rendering.template_functions import Render, values

LONGEST = 45_000
"""Characters, so that the rest of an issue finds room beside it."""


@dataclass(frozen=True, kw_only=True)
class ScreeningView:
    """What the template of the list may use, each by its name."""

    protocol: Protocol
    listed: Sequence[ReviewerQuestion]
    waiting: Sequence[ReviewerQuestion]
    pace: int
    queue_length: int
    home: Safe
    returned: Sequence[ReviewerAction]
    agreement: Sequence[str]
    progress: Callable[[str], str]
    box: Callable[..., Safe] = box
    numbered: Callable[[int, str], Safe] = numbered


def screening_list(proposal: Proposal, protocol: Protocol, render: Render) -> str:
    """The papers that wait, each with its card and its boxes as people decided; else empty.

    It is under :data:`LONGEST` characters: whole papers are left out, and counted.
    """
    state = proposal.state
    if not state.queue:
        return ""
    papers = proposal.listed(protocol.screening.per_run)
    asked = questions(proposal, protocol, papers, proposal.numbered(papers))
    rows = len(asked)
    while True:
        view = ScreeningView(
            protocol=protocol,
            listed=asked[:rows],
            waiting=[question for question in asked[:rows] if not question.decided],
            pace=state.news_runs[-1].pace if state.news_runs else 0,
            queue_length=len(state.queue),
            home=Safe(proposal.home),
            returned=state.returned,
            agreement=agreement_sentences(state, protocol),
            progress=lambda record: progress(state, protocol, record),
        )
        text = render("pull_request/decide.md.j2", **values(view))
        if len(text) <= LONGEST or not rows:
            return aligned(text, state.verdicts_by_people)
        rows = rows * 3 // 4
