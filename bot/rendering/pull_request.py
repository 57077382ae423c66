"""The pull request's title and body: what a reviewer must see, the decisions first."""

import json
from collections import Counter

from bot.domain.corrections import ChangeKind
from bot.domain.decisions import Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.runs import Run
from bot.extraction.vocabulary import Vocabulary
from bot.rendering import boxes
from bot.rendering.changes_since import lost_with
from bot.rendering.escaping import Safe
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import counted
from bot.rendering.proposal.cards import confidence, evidence
from bot.rendering.proposal.contents import Proposal
from bot.rendering.proposal.overwritten_edits import replaced
from bot.rendering.proposal.questions import questions
from bot.rendering.review import Render
from bot.synthesis.prisma_flow import prisma_flow
from bot.synthesis.reviewer_time import expected

LONGEST_BODY = 60_000
"""Characters. GitHub takes 65,536 at most."""
MOST_MISSED = 40
"""Known papers shown that the search misses; all of them stand in ``state/runs.jsonl``."""
MOST_LOST = 12
"""Statements shown that change with one retraction, the weightiest first."""
OPEN_FINDINGS, OPEN_TURNS, MOST_TURNS, MOST_OVERLAPS = 4, 4, 30, 8
"""Findings and changes of a card that stand open; changes and overlaps that are listed at all."""
HEADLINES = {
    ChangeKind.RETRACTED: "a study was retracted",
    ChangeKind.CONCERN: "concern about a study",
    ChangeKind.ERRATUM: "a study was corrected",
    ChangeKind.REPUBLISHED: "a study was corrected",
    ChangeKind.REINSTATED: "a study counts again",
    ChangeKind.CLEARED: "concern about a study withdrawn",
    ChangeKind.UPDATED: "a study has a newer version",
    ChangeKind.WORDS: "a study reads differently",
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
        parts.append(f"{known:,} decided by people")
    if waiting:
        parts.append(f"{counted(waiting, 'paper')} to decide")
    return f"Review update: {', '.join(parts)}"


def body(
    proposal: Proposal, protocol: Protocol, vocabulary: Vocabulary | None, render: Render
) -> str:
    """The body, under :data:`LONGEST_BODY` characters: whole cards and papers are left out."""
    values = _values(proposal, protocol, vocabulary)
    cards, waiting = proposal.cards, proposal.shown(protocol.screening.per_run)
    shown, rows = len(cards), len(waiting)
    while True:
        asked = questions(proposal.state, waiting[:rows], 1)
        text = render(
            "pull_request.md.j2", **values, new=cards[:shown], cut_cards=len(cards) - shown,
            waiting=asked, first_card=len(asked) + 1,
        )  # fmt: skip
        if len(text) <= LONGEST_BODY or not (shown or rows):
            return text
        # Cards are the longest part; decisions are what the reviewer came for.
        if shown:
            shown = shown * 3 // 4
        else:
            rows = rows * 3 // 4


def _values(
    proposal: Proposal, protocol: Protocol, vocabulary: Vocabulary | None
) -> dict[str, object]:
    """What the body's template may use, whatever is cut."""
    names = TermLabels(vocabulary=vocabulary)
    state, cards, excluded = proposal.state, proposal.cards, proposal.excluded
    by_people = sum(card.by_person for card in cards)
    waiting = len(proposal.shown(protocol.screening.per_run))
    minutes, measured = expected(state, len(cards), waiting)
    runs = proposal.news.news_runs
    known = next((run.known_items for run in reversed(runs) if run.known_items), None)
    because = Counter(decision.criterion or "decided by a person" for decision in excluded)
    return {
        "protocol": protocol,
        "marker": proposal.marker,
        "urgent": proposal.urgent,
        "minutes": counted(minutes, "minute"),
        "measured": measured,
        "proposed": len(cards) - by_people,
        "by_people": by_people,
        "revised": proposal.revised,
        "lost": {
            revised.record.id: lost_with(revised.record, state, vocabulary)
            for revised in proposal.revised
            if revised.record.retracted
        },
        "most_lost": MOST_LOST,
        "perhaps_one": proposal.perhaps_one[:MOST_MISSED],
        "queue_length": len(state.queue),
        "pace": state.news_runs[-1].pace if state.news_runs else 0,
        "evidence": evidence(proposal, vocabulary),
        "replaced": Safe(replaced(proposal.overwritten)),
        "home": Safe(proposal.home),
        "run": runs[-1] if runs else None,
        "flow": prisma_flow(state),
        "known": known.pmids if known else {},
        "missed": known.missed[:MOST_MISSED] if known else (),
        "learning": state.learning,
        "audit": next((run.audit for run in reversed(runs) if run.audit), None),
        "risen": sum(len(run.risen) for run in runs[-1:]),
        "closed": sum(run.closed for run in runs),
        "consulted": [(run.on, it) for run in runs for it in (run.consultation, run.reading) if it],
        "found": sum(len(run.found) for run in runs),
        "excluded": len(excluded),
        "excluded_because": sorted(because.items(), key=lambda one: (-one[1], one[0])),
        "decision_line": _decision_line,
        "returned": state.returned,
        "confidence": confidence,
        "open_findings": OPEN_FINDINGS,
        "open_turns": OPEN_TURNS,
        "most_turns": MOST_TURNS,
        "most_overlaps": MOST_OVERLAPS,
        "numbered": lambda number, record: Safe(boxes.numbered(number, record)),
        "box": lambda verdict, record, label: Safe(boxes.box(Verdict(verdict), record, label)),
        "names": names,
        "topic": names.topic,
        "name": names.name,
        "where": names.where,
        "compared": names.compared,
        "stated": names.stated,
    }


def _decision_line(record: Record, run: Run | None) -> Safe:
    """A line for the ledger that a reviewer can copy and complete."""
    line = {
        "record": record.id,
        "verdict": "include-or-exclude",
        "judge": "person",
        "by": "YOUR-NAME",
        "on": run.on if run else "",
        "reasons": ["WHY"],
    }
    return Safe(json.dumps(line))
