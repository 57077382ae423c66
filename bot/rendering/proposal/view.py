"""What the template of the pull request's body may use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.decisions import Decision
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.reviewer_actions import ReviewerAction
from bot.domain.studies import Finding, Study
from bot.domain.verdicts import Verdict
from bot.extraction.vocabulary import Vocabulary
from bot.rendering import boxes
from bot.rendering.amendments import (
    AmendmentRow,
    HitsLost,
    amendment_rows,
    hits_lost,
    no_longer_eligible,
)
from bot.rendering.changes_since import lost_with
from bot.rendering.decision_reasons import overturned
from bot.rendering.double_screening import agreement_sentences, progress
from bot.rendering.escaping import Safe, markdown
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import counted
from bot.rendering.proposal.cards import EvidenceChanges, confidence, evidence, quoted_at
from bot.rendering.proposal.contents import Card, Proposal, Revised
from bot.rendering.proposal.overwritten_edits import replaced
from bot.rendering.proposal.questions import ReviewerQuestion
from bot.synthesis.reviewer_time import expected
from bot.topics.topic import Topic

MOST_NAMED = 40
"""Pairs that may be one paper, and included papers that the rules would now exclude."""
MOST_LOST = 12
"""Statements shown that change with one retraction, the weightiest first."""
OPEN_FINDINGS, OPEN_TURNS, MOST_TURNS, MOST_OVERLAPS, MOST_UNREAD = 4, 4, 30, 8, 5
"""Findings and changes of a card that stand open; changes and overlaps that are listed at all."""


def numbered(number: int, record: str) -> Safe:
    """The hidden mark by which ``number`` names ``record`` in commands."""
    return Safe(boxes.numbered(number, record))


def box(verdict: str, record: str, label: str, criterion: str = "") -> Safe:
    """The line that decides ``record`` when it is ticked; ``label`` is escaped here."""
    return Safe(boxes.box(Verdict(verdict), record, markdown(label), criterion=criterion))


def finding_box(act: str, record: str, finding: str, label: str) -> Safe:
    """The line that drops or confirms a finding when it is ticked."""
    return Safe(boxes.finding_box(act, record, finding, markdown(label)))


@dataclass(frozen=True, kw_only=True)
class ScreeningView:
    """What the template of the papers to screen may use, each by its name."""

    protocol: Protocol
    pace: int
    queue_length: int
    home: Safe
    returned: Sequence[ReviewerAction]
    agreement: Sequence[str]
    """How papers are decided by several people, and how well these agree, in sentences."""
    progress: Callable[[str], str]
    """How far people are with a paper that several decide."""
    listed: Sequence[ReviewerQuestion] = ()
    """The papers that people are asked about and that there is room for, decided or not."""
    waiting: Sequence[ReviewerQuestion] = ()
    """Of these, the ones that nobody has decided."""
    numbered: Callable[[int, str], Safe] = numbered
    box: Callable[..., Safe] = box

    def listing(self, asked: Sequence[ReviewerQuestion]) -> "ScreeningView":
        """The same with these papers."""
        return replace(
            self, listed=asked, waiting=[question for question in asked if not question.decided]
        )


@dataclass(frozen=True, kw_only=True)
class CardView:
    """What the template of one card may use beside all that the body's may."""

    entry: Card


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """What the body's template may use beside the papers to screen, each by its name."""

    marker: str
    urgent: str
    minutes: str
    measured: bool
    """Whether the minutes follow from what people took before."""
    proposed: int
    by_people: int
    revised: Sequence[Revised]
    lost: Mapping[str, Sequence[str]]
    """Statements that change with a retraction, by the record's id."""
    perhaps_one: Sequence[tuple[Record, Record, str]]
    evidence: EvidenceChanges
    replaced: Safe
    amendments: Sequence[AmendmentRow]
    hits_lost: Sequence[HitsLost]
    no_longer_eligible: Sequence[tuple[Record, str]]
    names: TermLabels
    topic: Topic
    new: Sequence[Card] = ()
    """The cards that there is room for."""
    written: Mapping[str, Safe] = field(default_factory=dict)
    """The text of each of these, by the paper's id."""
    left_out: Sequence[Card] = ()
    """The cards that there is no room for."""
    turned_down: Sequence[ReviewerQuestion] = ()
    """Papers that people excluded, which are not among those, and that there is room for."""
    cut_turned_down: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The number of each paper, by its id."""
    overturned: Callable[[Decision], str] = lambda _: ""
    """What a person's decision changed."""
    finding_box: Callable[[str, str, str, str], Safe] = finding_box
    confidence: Callable[[Study, Finding], str] = confidence
    quoted_at: Callable[[Sequence[Finding], Finding], str] = quoted_at
    most_named: int = MOST_NAMED
    most_lost: int = MOST_LOST
    open_findings: int = OPEN_FINDINGS
    most_unread: int = MOST_UNREAD
    open_turns: int = OPEN_TURNS
    most_turns: int = MOST_TURNS
    most_overlaps: int = MOST_OVERLAPS


def screening_view(proposal: Proposal, protocol: Protocol) -> ScreeningView:
    """What the list of papers to screen is filled with, before any is listed."""
    state = proposal.state
    return ScreeningView(
        protocol=protocol,
        pace=proposal.pace,
        queue_length=len(state.queue),
        home=Safe(proposal.home),
        returned=state.returned,
        agreement=agreement_sentences(state, protocol),
        progress=lambda record: progress(state, protocol, record),
    )


def proposal_view(
    proposal: Proposal, protocol: Protocol, vocabulary: Vocabulary | None
) -> ProposalView:
    """What the body is filled with, whatever is cut from it later."""
    names = TermLabels(vocabulary=vocabulary)
    state, cards = proposal.state, proposal.cards
    by_people = sum(card.by_person for card in cards)
    waiting = len(proposal.shown(protocol.screening.per_run))
    minutes, measured = expected(state, len(cards), waiting)
    return ProposalView(
        marker=proposal.marker,
        urgent=proposal.urgent,
        minutes=counted(minutes, "minute"),
        measured=measured,
        proposed=len(cards) - by_people,
        by_people=by_people,
        revised=proposal.revised,
        lost={
            revised.record.id: lost_with(revised.record, state, vocabulary)
            for revised in proposal.revised
            if revised.record.retracted
        },
        perhaps_one=proposal.perhaps_one[:MOST_NAMED],
        evidence=evidence(proposal, vocabulary),
        replaced=Safe(replaced(proposal.overwritten)),
        amendments=amendment_rows(proposal.amendments),
        hits_lost=hits_lost(state.runs),
        no_longer_eligible=no_longer_eligible(state, protocol)[:MOST_NAMED],
        names=names,
        topic=names.topic,
        overturned=lambda decision: overturned(decision, state),
    )
