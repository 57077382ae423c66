"""The pull request's title and body: what a reviewer must see, the decisions first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.domain.corrections import ChangeKind
from bot.domain.protocol import Protocol
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.escaping import Safe
from bot.rendering.phrases import counted
from bot.rendering.proposal.contents import Card, Proposal
from bot.rendering.proposal.questions import questions
from bot.rendering.proposal.run_report import run_report
from bot.rendering.proposal.view import CardView, proposal_view, screening_view
from bot.rendering.template_functions import Render, values

LONGEST_BODY = 60_000
"""Characters. GitHub takes 65,536 at most."""
LONGEST_AT_FIRST = 52_000
"""Characters of a body when it is opened: what people decide in it needs room."""
MOST_TURNED_DOWN = 40
"""Papers shown that people excluded and that are not in the list to screen."""
FEWEST_CARDS = 8
"""Cards that are shown before room is made for those."""
_PAPER = 3_000
"""Characters of one paper that people decide, at most in most cases."""
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
    known = len(proposal.cards) - proposed
    if proposed or not (known or waiting):
        parts.append(counted(proposed, "new study", "new studies"))
    if known:
        parts.append(f"{known:,} included by people")
    if waiting:
        parts.append(f"{counted(waiting, 'paper')} to screen")
    return f"Review update: {', '.join(parts)}"


def body(
    proposal: Proposal, protocol: Protocol, vocabulary: Vocabulary | None, render: Render
) -> str:
    """The body, under :data:`LONGEST_BODY` characters: whole cards and papers are left out."""
    proposal = replace(proposal, state=proposal.state.lettered)
    per_run, cards = protocol.screening.per_run, proposal.cards
    listed, turned_down = proposal.listed(per_run), proposal.turned_down(per_run)
    numbers = proposal.numbered((*listed, *(card.record for card in cards), *turned_down))
    whole = replace(proposal_view(proposal, protocol, vocabulary), numbers=numbers)
    report = values(run_report(proposal))
    screening = screening_view(proposal, protocol)
    asked = questions(proposal, protocol, listed, numbers)
    declined = questions(proposal, protocol, turned_down, numbers)
    longest = LONGEST_BODY if proposal.numbers else LONGEST_AT_FIRST
    entire = {**values(screening.listing(asked)), **values(whole)}
    written = _written(_seen_first(cards, proposal), longest, lambda card: render(
        "pull_request/card.md.j2", **values(CardView(entry=card)), **entire
    ))  # fmt: skip
    shown, rows, others = len(written), len(asked), min(len(declined), MOST_TURNED_DOWN)
    while True:
        kept = dict(list(written.items())[:shown])
        view = replace(
            whole, new=[card for card in cards if card.record.id in kept], written=kept,
            left_out=[card for card in cards if card.record.id not in kept],
            turned_down=declined[:others], cut_turned_down=len(declined) - others,
        )  # fmt: skip
        listing = screening.listing(asked[:rows])
        text = render("pull_request.md.j2", **values(listing), **values(view), **report)
        over = len(text) - longest
        if over <= 0 or not (shown or rows or others):
            return text
        # Cards are the longest part; decisions are what the reviewer came for.
        fewest = FEWEST_CARDS if others else 0
        if shown > fewest:
            shown = max(_fitting(list(kept.values()), over), fewest)
        elif others:
            others = max(others - max(1, over // _PAPER), 0)
        else:
            rows = max(rows - max(1, over // _PAPER), 0)


def _seen_first(cards: Sequence[Card], proposal: Proposal) -> list[Card]:
    """The cards in the order in which there is room for them: first those that people saw."""
    seen = set(proposal.numbers.values())
    return sorted(cards, key=lambda card: card.record.id not in seen)


def _written(cards: Iterable[Card], longest: int, write: Callable[[Card], str]) -> dict[str, Safe]:
    """The text of each card by its paper, as far as there could be room for it."""
    written: dict[str, Safe] = {}
    for card in cards:
        longest -= len(text := Safe(write(card)))
        if longest < 0:
            break
        written[card.record.id] = text
    return written


def _fitting(cards: Sequence[str], over: int) -> int:
    """How many cards are left when as many at the end are gone as make up for ``over``."""
    left = len(cards)
    while left and over > 0:
        left -= 1
        over -= len(cards[left])
    return left
