"""The flow of records through the review, counted as PRISMA 2020 counts it (BMJ 2021;372:n71).

As in its diagram for updated reviews, the studies of the version before stand beside the new ones;
as PRISMA-trAIce asks (JMIR AI 2025, item R1), what a program left out stands apart from what people
did.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.decisions import NOT_SCREENED, Decision
from bot.domain.history import as_of
from bot.domain.records import BEYOND, CITED, SUGGESTED, Record
from bot.domain.sources import title_of
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT
from bot.domain.verdicts import Judge, Verdict
from bot.domain.versions import Version

NO_REASON = "reason not recorded"
"""The criterion of a person's exclusion that names none."""


@dataclass(frozen=True, kw_only=True)
class PrismaFlow:
    """How many records stand where; the parts add up to the records identified."""

    databases: Mapping[str, int] = field(default_factory=dict)
    """Records that searches found, by database."""
    citations: int = 0
    """Found through the citations of included studies."""
    beyond: int = 0
    """Found in PubMed's own files, though no search strategy matches them."""
    elsewhere: int = 0
    """Known before the first search, or imported."""
    suggested: int = 0
    """Suggested by readers, in issues."""
    duplicates: int = 0
    """Removed before screening because another record is the same paper; in no other count."""
    filtered: Mapping[str, int] = field(default_factory=dict)
    """Removed before screening by rules on the database's own data, by reason."""
    ranked_low: Mapping[str, int] = field(default_factory=dict)
    """Excluded by the classifier, by reason."""
    by_models: Mapping[str, int] = field(default_factory=dict)
    """Excluded because language models agree on a criterion that is not met."""
    closed: int = 0
    """Closed by the rule for stopping, without a person."""
    by_people: Mapping[str, int] = field(default_factory=dict)
    """Excluded by people, by criterion."""
    waiting: int = 0
    undecided: int = 0
    """Identified and without any verdict yet."""
    included: int = 0
    retracted: int = 0
    """Included once and retracted since: in no analysis."""
    full_text: int = 0
    """Of the included ones, those read from their full text."""

    @property
    def identified(self) -> int:
        """All records, duplicates aside."""
        found = self.citations + self.beyond + self.elsewhere + self.suggested
        return sum(self.databases.values()) + found

    @property
    def removed(self) -> int:
        """Records removed before screening, duplicates among them."""
        return self.duplicates + sum(self.filtered.values())

    @property
    def screened(self) -> int:
        """Records that a program or a person has decided; those that await a person are not."""
        out = sum(self.filtered.values())
        return self.identified - out - self.undecided - self.waiting

    @property
    def by_program(self) -> int:
        """Records that the program excluded in screening."""
        return sum(self.ranked_low.values()) + sum(self.by_models.values()) + self.closed

    @property
    def program_reasons(self) -> dict[str, int]:
        """Why the program excluded records, before screening and in it, the commonest first."""
        closed = {NOT_SCREENED: self.closed} if self.closed else {}
        counts = Counter(self.filtered)
        for reasons in (self.ranked_low, self.by_models, closed):
            counts.update(reasons)
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def assessed(self) -> int:
        """Reports whose eligibility was decided."""
        return sum(self.by_people.values()) + self.included + self.retracted

    @property
    def excluded(self) -> int:
        """All that is excluded, by whomever."""
        return sum(self.filtered.values()) + self.by_program + sum(self.by_people.values())

    @property
    def adds_up(self) -> bool:
        """Whether every record is counted in exactly one place."""
        ends = (self.excluded, self.waiting, self.undecided, self.included, self.retracted)
        return sum(ends) == self.identified


@dataclass(frozen=True, kw_only=True)
class UpdatedFlow:
    """The flow of all versions, and what came since the version before this one."""

    total: PrismaFlow
    since: PrismaFlow | None = None
    """Of the records first identified since then; None where no version came before."""
    version: str = ""
    """The name of the version before; empty where there is none."""
    previous: int = 0
    """Studies that it rested on."""
    left: int = 0
    """Of these, the ones that are no longer included."""

    @property
    def new(self) -> int:
        """Studies included since."""
        return self.total.included - (self.previous - self.left)


def prisma_flow(state: State) -> PrismaFlow:
    """The counts for ``state``."""
    return _counted(state, state.by_id, _duplicates(state))


def updated_flow(state: State) -> UpdatedFlow:
    """The counts for ``state``, set against the version before."""
    before = version_before(state)
    if before is None:
        return UpdatedFlow(total=prisma_flow(state))
    then = as_of(state, before.on)
    included = {record.id for record in state.included}
    return UpdatedFlow(
        total=prisma_flow(state),
        since=_counted(
            state,
            {key: record for key, record in state.by_id.items() if key not in then.by_id},
            _duplicates(state) - _duplicates(then),
        ),
        version=before.name,
        previous=len(before.studies),
        left=sum(key not in included for key in before.studies),
    )


def version_before(state: State) -> Version | None:
    """The version before the one that ``state`` is, or is about to become."""
    versions = [version for version in state.versions if not version.quiet]
    included = {record.id for record in state.included}
    if versions and set(versions[-1].studies) == included:
        versions.pop()
    return versions[-1] if versions else None


def _counted(state: State, records: Mapping[str, Record], duplicates: int) -> PrismaFlow:
    decisions = {
        key: state.current_decisions[key] for key in records if key in state.current_decisions
    }
    out = [decision for decision in decisions.values() if decision.verdict is Verdict.EXCLUDE]
    kept = [key for key, decision in decisions.items() if decision.verdict is Verdict.INCLUDE]
    included = [key for key in kept if not records[key].retracted]
    searched = (record.source for record in records.values() if record.searched)
    cited = sum(record.source == CITED for record in records.values())
    suggested = sum(record.source == SUGGESTED for record in records.values())
    beyond = sum(record.source == BEYOND for record in records.values())
    other = sum(not record.searched for record in records.values())
    rules = [decision for decision in out if decision.judge is Judge.RULE]
    return PrismaFlow(
        databases=_commonest(map(title_of, searched)),
        citations=cited,
        beyond=beyond,
        elsewhere=other - cited - suggested - beyond,
        suggested=suggested,
        duplicates=duplicates,
        filtered=_reasons(decision for decision in rules if decision.criterion != NOT_SCREENED),
        ranked_low=_reasons(decision for decision in out if decision.judge is Judge.CLASSIFIER),
        by_models=_reasons(decision for decision in out if decision.judge is Judge.MODEL),
        closed=sum(decision.criterion == NOT_SCREENED for decision in rules),
        by_people=_reasons(decision for decision in out if decision.judge is Judge.PERSON),
        waiting=sum(decision.verdict is Verdict.UNSURE for decision in decisions.values()),
        undecided=len(records) - len(decisions),
        included=len(included),
        retracted=len(kept) - len(included),
        full_text=_in_full(state, included),
    )


def _reasons(decisions: Iterable[Decision]) -> dict[str, int]:
    return _commonest(decision.criterion or NO_REASON for decision in decisions)


def _commonest(names: Iterable[str]) -> dict[str, int]:
    """How often each name occurs, the commonest first."""
    return dict(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def _in_full(state: State, included: Collection[str]) -> int:
    studies = (state.studies.get(key) for key in included)
    return sum(study is not None and study.read_from == FULL_TEXT for study in studies)


def _duplicates(state: State) -> int:
    """Records that went under the id of another one, which is the same paper."""
    joined = {
        key
        for run in state.runs
        for pair in run.pairs
        if pair.sure
        for key in (pair.one, pair.other)
    }
    return len(joined - state.by_id.keys())


@dataclass(frozen=True, kw_only=True)
class Route:
    """What a way through citations has brought so far, so that one sees whether it pays."""

    name: str
    last: str
    """ISO date on which it was last followed."""
    new: int
    included: int
    waiting: int


def routes(state: State) -> tuple[Route, ...]:
    """The yield of each route that was ever followed."""
    verdicts = {
        name: state.current_decisions[key].verdict
        for key, record in state.by_id.items()
        if key in state.current_decisions
        for name in (record.pmid, *(key.partition(":")[2] for key in record.keys))
    }
    brought: dict[str, set[str]] = {}
    last: dict[str, str] = {}
    for run in state.runs:
        for chase in run.chased:
            brought.setdefault(chase.route, set()).update(chase.new)
            last[chase.route] = run.on
    return tuple(
        Route(
            name=name,
            last=last[name],
            new=len(records),
            included=sum(verdicts.get(record) is Verdict.INCLUDE for record in records),
            waiting=sum(verdicts.get(record) is Verdict.UNSURE for record in records),
        )
        for name, records in brought.items()
    )
