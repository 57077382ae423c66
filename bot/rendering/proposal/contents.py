"""What is proposed: new studies, studies to which something happened, papers that wait."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, count

from bot.domain.amendments import Amendment, ProtocolValue
from bot.domain.corrections import ChangeKind, RecordChange
from bot.domain.decisions import RETURNED, Decision
from bot.domain.edit_tracking import digest
from bot.domain.records import Article, Record
from bot.domain.runs import Reread
from bot.domain.state import State
from bot.domain.studies import Study
from bot.domain.verdicts import Judge, Verdict


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
    changes: tuple[RecordChange, ...]
    reread: Reread | None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is proposed: the state on the branch, and what of it is not on the main branch."""

    state: State
    news: State
    """Only the lines and study files that the main branch has not."""
    home: str = ""
    """Address of the review as it is on the branch, empty where it has none."""
    articles: Mapping[str, Article] = field(default_factory=dict)
    """The papers whose words are at hand, by id."""
    overwritten: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lines that people wrote between the marks of the review, by the region they stood in."""
    numbers: Mapping[int, str] = field(default_factory=dict)
    """The papers by their numbers in the body as people see it now: each keeps its number."""

    @cached_property
    def marker(self) -> str:
        """Fingerprint of what is proposed, hidden in the body: tells one proposal from the next."""
        news = self.news
        parts: Iterator[object] = chain(
            news.records,
            # What became of the last pull request is no reason to open it again.
            (decision for decision in news.decisions if decision.by != RETURNED),
            news.studies.values(),
            (reread for run in news.runs for reread in run.reread),
            self.amendments,
        )
        # Sorted, for a merge may bring the same lines in another order.
        return digest(tuple(sorted(map(digest, parts))))

    @cached_property
    def amendments(self) -> tuple[Amendment, ...]:
        """Changes of the protocol that are not on the main branch yet."""
        new = set(self.news.protocol)
        return tuple(
            change
            for change in self.state.amendments
            if ProtocolValue(on=change.on, key=change.key, value=change.after) in new
        )

    @cached_property
    def before(self) -> State:
        """The state as it is without what is proposed.

        A study that was read again is as it stands now: what it said before is among the
        corrections, study by study.
        """
        new, decisions = set(self.news.records), set(self.news.decisions)
        studies, fresh = self.state.studies, self.news.studies
        return replace(
            self.state,
            records=tuple(record for record in self.state.records if record not in new),
            decisions=tuple(
                decision for decision in self.state.decisions if decision not in decisions
            ),
            studies={key: study for key, study in studies.items() if key not in fresh},
        )

    @cached_property
    def cards(self) -> list[Card]:
        """Studies that would come in: those to look at first, the surest before the others."""
        state, touched = self.state, dict.fromkeys(
            [*(decision.record for decision in self.news.decisions), *self.news.studies]
        )  # fmt: skip
        included = {record.id: record for record in state.included}
        cards = [
            Card(
                record=included[key],
                decision=state.current_decisions[key],
                study=state.studies.get(key),
            )
            for key in touched
            if key in included
        ]
        return sorted(cards, key=lambda card: (card.by_person, -(card.decision.score or 1.0)))

    @cached_property
    def revised(self) -> list[Revised]:
        """Studies already in to which something happened."""
        state, runs = self.state, self.news.runs
        ids = dict.fromkeys(
            key for run in runs for key in (*run.changed, *(reread.record for reread in run.reread))
        )
        return [
            Revised(
                record=state.by_id[key],
                changes=tuple(
                    change for run in runs for change in run.changes if change.record == key
                ),
                reread=next(
                    (reread for run in runs for reread in run.reread if reread.record == key), None
                ),
            )
            for key in ids
            if key in state.by_id
            and state.current_decisions[key].verdict is Verdict.INCLUDE
            # What comes in with this proposal is new, not revised.
            and key not in self.news.studies
        ]

    @property
    def perhaps_one(self) -> list[tuple[Record, Record, str]]:
        """Records that may be one paper and are both in or waiting, and why."""
        kept = {
            key
            for key, decision in self.state.current_decisions.items()
            if decision.verdict != Verdict.EXCLUDE
        }
        records = self.state.by_id
        return [
            (records[pair.one], records[pair.other], pair.why)
            for run in self.news.runs
            for pair in run.pairs
            if not pair.sure and {pair.one, pair.other} <= kept
        ]

    @property
    def kinds(self) -> set[ChangeKind]:
        """What kinds of things happened to studies already in."""
        return {change.kind for study in self.revised for change in study.changes}

    @property
    def urgent(self) -> str:
        """The label that says what cannot wait, empty if anything can.

        A study that people had approved was retracted, or its journal corrected or doubts it.
        """
        if ChangeKind.RETRACTED in self.kinds:
            return "retraction"
        return "correction" if self.kinds else ""

    @property
    def excluded(self) -> list[Decision]:
        """New exclusions that stand."""
        standing = self.state.current_decisions
        keys = dict.fromkeys(decision.record for decision in self.news.decisions)
        return [standing[key] for key in keys if standing[key].verdict is Verdict.EXCLUDE]

    @cached_property
    def by_people(self) -> dict[str, Decision]:
        """What people decided that is not on the main branch yet, by paper, as far as it stands."""
        keys = dict.fromkeys(decision.record for decision in self.news.decisions)
        labels = self.state.human_labels
        return {key: labels[key] for key in keys if key in labels}

    @cached_property
    def reopened(self) -> dict[str, tuple[str, ...]]:
        """The keys of the protocol whose change brought a paper back, by paper."""
        return {key: run.amended for run in self.news.runs for key in run.reopened}

    @property
    def pace(self) -> int:
        """Papers listed at most because people cannot keep up; 0 where as many as usual are."""
        runs = self.state.news_runs
        return runs[-1].pace if runs else 0

    def listed(self, per_run: int) -> tuple[Record, ...]:
        """The papers that people are asked about, in an order that no decision changes.

        Those that the last run chose, decided here or not, and those that people put back. Where
        all of them are decided the next ones follow: ``per_run``, or fewer by the pace.
        """
        state = self.state
        queue = [record.id for record in state.queue]
        waiting = set(queue)
        chosen = [key for key in state.last_shown if key in waiting or key in self.by_people]
        if waiting.isdisjoint(chosen):
            chosen += queue[: self.pace or per_run]
        put_back = (key for key in queue if state.current_decisions[key].judge is Judge.PERSON)
        return tuple(state.by_id[key] for key in dict.fromkeys((*chosen, *put_back)))

    def shown(self, per_run: int) -> tuple[Record, ...]:
        """Of the papers listed, those that wait for a person."""
        waiting = {record.id for record in self.state.queue}
        return tuple(record for record in self.listed(per_run) if record.id in waiting)

    def turned_down(self, per_run: int) -> tuple[Record, ...]:
        """Papers that people excluded here, or took out of the review, and that are not listed.

        Those that the program proposed come first. Decisions that were brought in from elsewhere
        are counted and not listed: there may be thousands.
        """
        listed = {record.id for record in self.listed(per_run)}
        proposed = {
            decision.record
            for decision in self.news.decisions
            if decision.verdict is Verdict.INCLUDE and decision.judge is not Judge.PERSON
        }
        acted = {key for action in self.news.actions for key in action.records}
        included = {record.id for record in self.before.included}
        keys = (
            key
            for key, decision in self.by_people.items()
            if decision.verdict is Verdict.EXCLUDE and key not in listed
            if key in proposed | acted | included
        )
        ordered = sorted(keys, key=lambda key: key not in proposed)
        return tuple(self.state.by_id[key] for key in ordered if key in self.state.by_id)

    def numbered(self, records: Iterable[Record]) -> dict[str, int]:
        """A number for each paper: that which it has in the body now, or the next free one."""
        known = {key: number for number, key in self.numbers.items()}
        keys = dict.fromkeys(record.id for record in records)
        free = count(max(self.numbers, default=0) + 1)
        return {key: known[key] if key in known else next(free) for key in keys}
