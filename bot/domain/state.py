"""The state of a review: everything the bot remembers, as read from ``state/``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, count, product
from string import ascii_lowercase

from bot.domain.amendments import Amendment, ProtocolValue, amendments
from bot.domain.decisions import Decision, current_decisions
from bot.domain.edit_tracking import StudySnapshot
from bot.domain.fingerprint import fingerprint
from bot.domain.record_index import RecordIndex
from bot.domain.records import Record, latest
from bot.domain.registrations import Registration
from bot.domain.reviewer_actions import CLOSED, ReviewerAction
from bot.domain.reviewer_votes import ReviewerVote, deciding, standing_votes
from bot.domain.runs import KnownItems, Run, Training
from bot.domain.studies import Study
from bot.domain.verdicts import Judge, Verdict
from bot.domain.versions import Delivery, Version, evidence_fingerprint


def _letters() -> Iterator[str]:
    """``a`` to ``z``, then ``aa``, ``ab`` and so on."""
    lengths = (product(ascii_lowercase, repeat=length) for length in count(1))
    return ("".join(letters) for letters in chain.from_iterable(lengths))


@dataclass(frozen=True, kw_only=True)
class State:
    """Records, decisions, runs and studies, with the questions the steps ask of them."""

    records: tuple[Record, ...] = ()
    decisions: tuple[Decision, ...] = ()
    runs: tuple[Run, ...] = ()
    studies: Mapping[str, Study] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    actions: tuple[ReviewerAction, ...] = ()
    votes: tuple[ReviewerVote, ...] = ()
    """What people said of papers that several decide."""
    protocol: tuple[ProtocolValue, ...] = ()
    """What the protocol said, and since when."""
    registrations: tuple[Registration, ...] = ()
    """Planned and running studies as their register described them."""
    snapshots: tuple[StudySnapshot, ...] = field(default=(), compare=False)
    """The store's own notes on the study files, which it adds to whenever it writes one."""

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Each record once, its last line counting."""
        return latest(self.records)

    @cached_property
    def index(self) -> RecordIndex:
        """The records by any identifier."""
        return RecordIndex(self.records)

    @cached_property
    def current_decisions(self) -> dict[str, Decision]:
        """The decision that counts, for each record that has one."""
        return current_decisions(self.decisions)

    @cached_property
    def decisions_by_record(self) -> dict[str, list[Decision]]:
        """Every decision on each record, in the order of the ledger."""
        decisions: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            decisions.setdefault(decision.record, []).append(decision)
        return decisions

    @cached_property
    def human_labels(self) -> dict[str, Decision]:
        """Decisions by people that include or exclude: what the classifier learns from."""
        return {
            key: decision
            for key, decision in self.current_decisions.items()
            if decision.judge is Judge.PERSON and decision.verdict is not Verdict.UNSURE
        }

    @cached_property
    def standing_votes(self) -> dict[str, dict[str, ReviewerVote]]:
        """The votes that stand on each paper, by person."""
        return standing_votes(self.votes)

    def is_vote_open(self, record: str) -> bool:
        """Whether somebody decided a paper on which people do not agree yet."""
        decided = deciding(self.standing_votes.get(record, {}))
        return bool(decided) and record not in self.human_labels

    @property
    def verdicts_by_people(self) -> dict[str, tuple[Verdict, str]]:
        """What people decided, and the criterion that a paper fails where they named one."""
        return {
            key: (decision.verdict, decision.criterion)
            for key, decision in self.human_labels.items()
        }

    def with_verdict(self, verdict: Verdict) -> tuple[Record, ...]:
        """Records whose standing decision is ``verdict``, in the order they came."""
        return tuple(
            record
            for key, record in self.by_id.items()
            if key in self.current_decisions and self.current_decisions[key].verdict is verdict
        )

    @cached_property
    def read_before(self) -> frozenset[str]:
        """Ids of papers that have been read once, whatever became of their study file."""
        read = (*(run.read for run in self.runs), *(act.read for act in self.actions))
        return frozenset(chain.from_iterable(read))

    @cached_property
    def actions_by_id(self) -> dict[str, ReviewerAction]:
        """What people did and was followed, in order; of two lines of one act the first counts."""
        by_id: dict[str, ReviewerAction] = {}
        for action in self.actions:
            by_id.setdefault(action.id, action)
        return by_id

    @cached_property
    def amendments(self) -> tuple[Amendment, ...]:
        """Every change of the protocol since the first run, the oldest first."""
        return amendments(self.protocol)

    @property
    def quiet_until(self) -> str:
        """ISO date until which people asked not to be asked; empty when nobody did."""
        return next((act.until for act in reversed(self.actions) if act.until), "")

    @property
    def returned(self) -> tuple[ReviewerAction, ...]:
        """Closed pull requests whose papers wait again, with those that still do."""
        waiting = {record.id for record in self.with_verdict(Verdict.UNSURE)}
        closed = (act for act in self.actions if act.command == CLOSED)
        still = (
            replace(act, records=tuple(record for record in act.records if record in waiting))
            for act in closed
        )
        return tuple(act for act in still if act.records)

    @property
    def included(self) -> tuple[Record, ...]:
        """Included records that are not retracted: what the review rests on."""
        return tuple(
            record for record in self.with_verdict(Verdict.INCLUDE) if not record.retracted
        )

    @property
    def retracted(self) -> tuple[Record, ...]:
        """Included records that were retracted: listed with their notice, and in no analysis."""
        return tuple(record for record in self.with_verdict(Verdict.INCLUDE) if record.retracted)

    @cached_property
    def lettered(self) -> "State":
        """The same for readers: studies of one first author and year are told apart by a letter.

        Letters go by the order in which papers came, so that a later one changes none of them.
        """
        by_label: dict[str, list[str]] = {}
        for record in self.with_verdict(Verdict.INCLUDE):
            if record.year:
                by_label.setdefault(record.label, []).append(record.id)
        letters = {
            key: letter
            for keys in by_label.values() if len(keys) > 1
            for key, letter in zip(keys, _letters(), strict=False)
        }  # fmt: skip
        if not letters:
            return self
        return replace(
            self,
            records=tuple(
                replace(record, letter=letters[record.id]) if record.id in letters else record
                for record in self.records
            ),
        )

    @cached_property
    def evidence(self) -> str:
        """Fingerprint of what the included studies say."""
        return evidence_fingerprint(self.included, self.studies)

    @property
    def version(self) -> Version | None:
        """The version that stands."""
        return next((version for version in reversed(self.versions) if not version.quiet), None)

    @cached_property
    def queue(self) -> tuple[Record, ...]:
        """Papers that wait for a person: those last put before people, then by rank."""
        shown = {key: at for at, key in enumerate(self.last_shown)}
        return tuple(sorted(self.ranked, key=lambda record: shown.get(record.id, len(shown))))

    @cached_property
    def ranked(self) -> tuple[Record, ...]:
        """Papers that wait for a person, the highest rank first."""
        unsure = self.with_verdict(Verdict.UNSURE)
        return tuple(
            sorted(unsure, key=lambda record: -(self.current_decisions[record.id].rank or 0.0))
        )

    @cached_property
    def news_runs(self) -> tuple[Run, ...]:
        """The runs that brought news."""
        return tuple(run for run in self.runs if not run.quiet)

    @property
    def last_shown(self) -> tuple[str, ...]:
        """Papers that the last proposal put before people."""
        return self.news_runs[-1].shown if self.news_runs else ()

    @property
    def last_search(self) -> str:
        """ISO date of the last search, whatever it brought; empty before the first."""
        return max((run.on for run in self.runs if run.searched), default="")

    @property
    def is_training_due(self) -> bool:
        """Whether people have decided anything since the classifier last learned."""
        return self.learning is not None and self.learning.lesson != self.label_fingerprint

    @cached_property
    def learning(self) -> Training | None:
        """What taught the classifier last."""
        return next((run.learning for run in reversed(self.runs) if run.learning), None)

    @cached_property
    def known_items(self) -> KnownItems | None:
        """Whether the search finds the papers known to belong, as the last run that asked says."""
        return next((run.known_items for run in reversed(self.runs) if run.known_items), None)

    @cached_property
    def label_fingerprint(self) -> str:
        """Fingerprint of people's decisions."""
        lines = sorted(f"{key} {decision.verdict}" for key, decision in self.human_labels.items())
        return fingerprint("\n".join(lines), 12)

    def with_added(  # noqa: PLR0913 - one for each ledger
        self,
        *,
        records: tuple[Record, ...] = (),
        decisions: tuple[Decision, ...] = (),
        runs: tuple[Run, ...] = (),
        studies: Mapping[str, Study] | None = None,
        versions: tuple[Version, ...] = (),
        deliveries: tuple[Delivery, ...] = (),
        actions: tuple[ReviewerAction, ...] = (),
        votes: tuple[ReviewerVote, ...] = (),
        protocol: tuple[ProtocolValue, ...] = (),
        registrations: tuple[Registration, ...] = (),
    ) -> "State":
        """This state with more lines at its ends."""
        return replace(
            self,
            records=self.records + records,
            decisions=self.decisions + decisions,
            runs=self.runs + runs,
            studies={**self.studies, **(studies or {})},
            versions=self.versions + versions,
            deliveries=self.deliveries + deliveries,
            actions=self.actions + actions,
            votes=self.votes + votes,
            protocol=self.protocol + protocol,
            registrations=self.registrations + registrations,
        )
