"""The state of a review: everything the bot remembers, as read from ``state/``."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from bot.domain.acts import CLOSED, Act
from bot.domain.decisions import Decision, Judge, Verdict, standing
from bot.domain.history import records_then, studies_then
from bot.domain.records import Known, Record, latest
from bot.domain.runs import KnownItems, Learning, Run
from bot.domain.studies import Study
from bot.domain.versions import Delivery, Version, fingerprint
from bot.domain.written import Written


@dataclass(frozen=True, kw_only=True)
class State:
    """Records, decisions, runs and studies, with the questions the steps ask of them."""

    records: tuple[Record, ...] = ()
    decisions: tuple[Decision, ...] = ()
    runs: tuple[Run, ...] = ()
    studies: Mapping[str, Study] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    acts: tuple[Act, ...] = ()
    written: tuple[Written, ...] = field(default=(), compare=False)
    """The store's own notes on the study files, which it adds to whenever it writes one."""

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Each record once, its last line counting."""
        return latest(self.records)

    @cached_property
    def known(self) -> Known:
        """The records by any identifier."""
        return Known(self.records)

    @cached_property
    def standing(self) -> dict[str, Decision]:
        """The decision that counts, for each record that has one."""
        return standing(self.decisions)

    @cached_property
    def people_said(self) -> dict[str, Decision]:
        """Decisions by people that include or exclude: what the classifier learns from."""
        return {
            key: decision
            for key, decision in self.standing.items()
            if decision.judge is Judge.PERSON and decision.verdict is not Verdict.UNSURE
        }

    def with_verdict(self, verdict: Verdict) -> tuple[Record, ...]:
        """Records whose standing decision is ``verdict``, in the order they came."""
        return tuple(
            record
            for key, record in self.by_id.items()
            if key in self.standing and self.standing[key].verdict is verdict
        )

    @cached_property
    def read_before(self) -> frozenset[str]:
        """Ids of papers that have been read once, whatever became of their study file."""
        read = (*(run.read for run in self.runs), *(act.read for act in self.acts))
        return frozenset(chain.from_iterable(read))

    @cached_property
    def acts_by_id(self) -> dict[str, Act]:
        """Every act of a person that was followed; of two lines of one act the first counts."""
        return {act.id: act for act in reversed(self.acts)}

    @property
    def quiet_until(self) -> str:
        """ISO date until which people asked not to be asked; empty when nobody did."""
        return next((act.until for act in reversed(self.acts) if act.until), "")

    @property
    def returned(self) -> tuple[Act, ...]:
        """Closed pull requests whose papers wait again, with those that still do."""
        waiting = {one.id for one in self.with_verdict(Verdict.UNSURE)}
        closed = (act for act in self.acts if act.said == CLOSED)
        still = (
            replace(act, records=tuple(one for one in act.records if one in waiting))
            for act in closed
        )
        return tuple(act for act in still if act.records)

    @property
    def included(self) -> tuple[Record, ...]:
        """Included records that are not retracted: what the review rests on."""
        return tuple(one for one in self.with_verdict(Verdict.INCLUDE) if not one.retracted)

    @property
    def retracted(self) -> tuple[Record, ...]:
        """Included records that were retracted: listed with their notice, and in no analysis."""
        return tuple(one for one in self.with_verdict(Verdict.INCLUDE) if one.retracted)

    @cached_property
    def evidence(self) -> str:
        """Fingerprint of what the included studies say."""
        return fingerprint(self.included, self.studies)

    @property
    def version(self) -> Version | None:
        """The version that stands."""
        return next((one for one in reversed(self.versions) if not one.quiet), None)

    def as_of(self, day: str) -> "State":
        """What was known at the end of an ISO date."""
        past = tuple(one for one in self.runs if one.on <= day)
        later = tuple(one for one in self.runs if one.on > day)
        records = records_then(self.records, past, later)
        known = {one.id for one in records}
        return replace(
            self,
            records=records,
            decisions=tuple(one for one in self.decisions if one.on <= day and one.record in known),
            runs=past,
            studies=studies_then(
                {key: one for key, one in self.studies.items() if key in known}, past, later
            ),
            versions=tuple(one for one in self.versions if one.on <= day),
        )

    @cached_property
    def queue(self) -> tuple[Record, ...]:
        """Papers that wait for a person: those last put before people, then by rank."""
        shown = {key: at for at, key in enumerate(self.runs[-1].shown if self.runs else ())}
        return tuple(sorted(self.ranked, key=lambda one: shown.get(one.id, len(shown))))

    @cached_property
    def ranked(self) -> tuple[Record, ...]:
        """Papers that wait for a person, the highest rank first."""
        unsure = self.with_verdict(Verdict.UNSURE)
        return tuple(sorted(unsure, key=lambda one: -(self.standing[one.id].rank or 0.0)))

    @cached_property
    def learning(self) -> Learning | None:
        """What taught the classifier last."""
        return next((run.learning for run in reversed(self.runs) if run.learning), None)

    @cached_property
    def known_items(self) -> KnownItems | None:
        """Whether the search finds the papers known to belong, as last probed."""
        return next((run.known_items for run in reversed(self.runs) if run.known_items), None)

    @cached_property
    def lesson(self) -> str:
        """Fingerprint of people's decisions."""
        said = sorted(f"{key} {one.verdict}" for key, one in self.people_said.items())
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]

    def grown(  # noqa: PLR0913 - one for each ledger
        self,
        *,
        records: tuple[Record, ...] = (),
        decisions: tuple[Decision, ...] = (),
        runs: tuple[Run, ...] = (),
        studies: Mapping[str, Study] | None = None,
        versions: tuple[Version, ...] = (),
        deliveries: tuple[Delivery, ...] = (),
        acts: tuple[Act, ...] = (),
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
            acts=self.acts + acts,
        )
