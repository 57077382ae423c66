"""The pull request's title and body: what a reviewer must see, the decisions first."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import boxes
from bot.domain.corrections import Change, News
from bot.domain.decisions import RETURNED, Decision, Judge, Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.runs import Reread, Run
from bot.domain.state import State
from bot.domain.studies import Study
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.foreign import Safe
from bot.rendering.review import Render, helpers, words
from bot.rendering.turns import lost_with
from bot.rendering.wording import counted

LONGEST_BODY = 60_000
"""Characters. GitHub takes 65,536 at most."""
MOST_MISSED = 40
"""Known papers shown that the search misses; all of them stand in ``state/runs.jsonl``."""
MOST_LOST = 12
"""Statements shown that change with one retraction, the weightiest first."""
HEADLINES = {
    News.RETRACTED: "a study was retracted",
    News.CONCERN: "concern about a study",
    News.ERRATUM: "a study was corrected",
    News.REPUBLISHED: "a study was corrected",
    News.REINSTATED: "a study counts again",
    News.CLEARED: "concern about a study withdrawn",
    News.UPDATED: "a study has a newer version",
    News.WORDS: "a study reads differently",
}
"""What the title says first, the gravest before the others."""
MINUTES_PER_STUDY, MINUTES_PER_PAPER = 1.0, 0.5
"""A first guess of a reviewer's time, until it is measured."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One proposed study."""

    record: Record
    decision: Decision
    study: Study | None

    @property
    def by_person(self) -> bool:
        """Whether a person decided it."""
        return self.decision.judge is Judge.PERSON


@dataclass(frozen=True, kw_only=True)
class Revised:
    """A study already in, and what happened to it."""

    record: Record
    changes: tuple[Change, ...]
    reread: Reread | None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is proposed: the state on the branch, and what of it is not on the main branch."""

    state: State
    news: State
    """Only the lines and study files that the main branch has not."""

    @property
    def marker(self) -> str:
        """Tells one proposal from the next; hidden in the body."""
        # What became of the last pull request is no reason to open it again.
        decided = sum(one.by != RETURNED for one in self.state.decisions)
        return f"{len(self.state.records)}-{decided}-{len(self.state.studies)}"

    @property
    def cards(self) -> list[Card]:
        """Studies that would come in: those to look at first, the surest before the others."""
        state, touched = self.state, dict.fromkeys(
            [*(one.record for one in self.news.decisions), *self.news.studies]
        )  # fmt: skip
        included = {record.id: record for record in state.included}
        cards = [
            Card(record=included[key], decision=state.standing[key], study=state.studies.get(key))
            for key in touched
            if key in included
        ]
        return sorted(cards, key=lambda one: (one.by_person, -(one.decision.score or 1.0)))

    @property
    def revised(self) -> list[Revised]:
        """Studies already in to which something happened."""
        state, runs = self.state, self.news.runs
        ids = dict.fromkeys(key for run in runs for key in run.changed)
        return [
            Revised(
                record=state.by_id[key],
                changes=tuple(one for run in runs for one in run.changes if one.record == key),
                reread=next((one for run in runs for one in run.reread if one.record == key), None),
            )
            for key in ids
            if key in state.by_id
            and state.standing[key].verdict is Verdict.INCLUDE
            # What comes in with this proposal is new, not revised.
            and key not in self.news.studies
        ]

    @property
    def perhaps_one(self) -> list[tuple[Record, Record, str]]:
        """Records that may be one paper and are both in or waiting, and why."""
        kept = {key for key, one in self.state.standing.items() if one.verdict != Verdict.EXCLUDE}
        records = self.state.by_id
        return [
            (records[pair.one], records[pair.other], pair.why)
            for run in self.news.runs
            for pair in run.pairs
            if not pair.sure and {pair.one, pair.other} <= kept
        ]

    @property
    def urgent(self) -> str:
        """The label that says what cannot wait, empty if anything can.

        A study that people had approved was retracted, or its journal corrected or doubts it.
        """
        kinds = _kinds(self)
        if News.RETRACTED in kinds:
            return "retraction"
        return "correction" if kinds else ""

    @property
    def excluded(self) -> list[Decision]:
        """New exclusions that stand."""
        standing = self.state.standing
        keys = dict.fromkeys(one.record for one in self.news.decisions)
        return [standing[key] for key in keys if standing[key].verdict is Verdict.EXCLUDE]


def _kinds(proposal: Proposal) -> set[News]:
    return {one.kind for study in proposal.revised for one in study.changes}


def title(proposal: Proposal) -> str:
    """The pull request's title."""
    parts = []
    parts += [HEADLINES[kind] for kind in HEADLINES if kind in _kinds(proposal)][:1]
    waiting = len(proposal.state.queue)
    proposed = sum(not one.by_person for one in proposal.cards)
    parts.append(counted(proposed, "new study", "new studies"))
    if known := len(proposal.cards) - proposed:
        parts.append(f"{known:,} decided by people")
    if waiting:
        parts.append(f"{counted(waiting, 'paper')} to decide")
    return f"Review update: {', '.join(parts)}"


def body(
    proposal: Proposal, protocol: Protocol, vocabulary: Vocabulary | None, render: Render
) -> str:
    """The body, under :data:`LONGEST_BODY` characters: whole cards and rows are left out."""
    cards = proposal.cards
    waiting = _waiting(proposal.state, protocol.screening.per_run)
    shown, rows = len(cards), len(waiting)
    while True:
        text = _filled(
            proposal,
            protocol,
            vocabulary,
            render,
            cards[:shown],
            len(cards) - shown,
            waiting[:rows],
        )
        if len(text) <= LONGEST_BODY or not (shown or rows):
            return text
        # Cards are the longest part; decisions are what the reviewer came for.
        if shown:
            shown = shown * 3 // 4
        else:
            rows = rows * 3 // 4


def _filled(  # noqa: PLR0913, PLR0917 - one call site; a class would only rename the arguments
    proposal: Proposal,
    protocol: Protocol,
    vocabulary: Vocabulary | None,
    render: Render,
    cards: Sequence[Card],
    cut_cards: int,
    waiting: Sequence[tuple[Record, Decision]],
) -> str:
    by_people = sum(card.by_person for card in proposal.cards)
    because = Counter(one.criterion or "decided by a person" for one in proposal.excluded)
    runs = proposal.news.runs
    known = next((one.known_items for one in reversed(runs) if one.known_items), None)
    return render(
        "pull_request.md.j2",
        protocol=protocol,
        marker=proposal.marker,
        urgent=proposal.urgent,
        minutes=counted(_minutes(len(proposal.cards), len(waiting)), "minute"),
        proposed=len(proposal.cards) - by_people,
        by_people=by_people,
        new=cards,
        cut_cards=cut_cards,
        revised=proposal.revised,
        lost={
            one.record.id: lost_with(one.record, proposal.state, vocabulary)
            for one in proposal.revised
            if one.record.retracted
        },
        most_lost=MOST_LOST,
        perhaps_one=proposal.perhaps_one[:MOST_MISSED],
        waiting=waiting,
        queue_length=len(proposal.state.queue),
        run=runs[-1] if runs else None,
        known=known.pmids if known else {},
        missed=known.missed[:MOST_MISSED] if known else (),
        learning=proposal.state.learning,
        audit=next((one.audit for one in reversed(runs) if one.audit), None),
        risen=sum(len(one.risen) for one in runs[-1:]),
        closed=sum(one.closed for one in runs),
        consulted=[one for one in runs if one.consultation],
        found=sum(len(one.found) for one in runs),
        excluded=len(proposal.excluded),
        excluded_because=sorted(because.items(), key=lambda one: (-one[1], one[0])),
        decision_line=_decision_line,
        shown_cards=sum(not one.by_person for one in cards),
        returned=proposal.state.returned,
        numbered=lambda number, record: Safe(boxes.numbered(number, record)),
        box=lambda verdict, record, label: Safe(boxes.box(Verdict(verdict), record, label)),
        # GitHub links the number of its own pull requests.
        pull_link=lambda number: Safe(f"#{number}"),
        **words(vocabulary),
        **helpers(),
    )


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


def _minutes(studies: int, papers: int) -> int:
    return max(1, round(studies * MINUTES_PER_STUDY + papers * MINUTES_PER_PAPER))


def _waiting(state: State, most: int) -> list[tuple[Record, Decision]]:
    return [(record, state.standing[record.id]) for record in state.queue[:most]]
