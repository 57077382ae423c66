"""A claim is what the included studies say together of one region, measure and comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.estimates import Estimate
from bot.domain.grade import RatedDown, RatedUp
from bot.domain.studies import Direction, FindingKind


class Species(StrEnum):
    """Whom a study examined; the two are never pooled."""

    HUMAN = "human"
    ANIMAL = "animal"


class Certainty(StrEnum):
    """How sure a claim is, after GRADE (BMJ 2008;336:924)."""

    VERY_LOW = "very low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Agreement(StrEnum):
    """How the cohorts of one claim stand to each other."""

    SINGLE = "one cohort"
    """Of others, if there are any, no direction is reported."""
    CONSISTENT = "consistent"
    MIXED = "mixed"
    """Effects beside explicit nulls, or beside opposite ones that are no strict contradiction."""
    CONTRADICTED = "contradicted"
    UNSIGNED = "no direction stated"


class ConflictKind(StrEnum):
    """Ways in which two findings point different ways; only the first is a contradiction."""

    STRICT = "strict contradiction"
    NULL = "null versus effect"
    LEVEL = "region and part"
    """Opposite directions in a region, or network, and in a part of it."""
    WITHIN = "of and within"
    """Connectivity of a place with others, and within it."""
    REPORT = "report discrepancy"
    """Two reports of one cohort, or of two that may be one; or one report that says both."""
    SIDE = "other side"
    INDETERMINATE = "indeterminate"
    """A direction is missing."""
    QUANTITY = "quantity not stated"
    """Nothing says that both are of one quantity: one task, substance, connection or variable."""
    COMPARATOR = "comparator-dependent"
    REVERSAL = "expected reversal"
    """Treatment moves a deficit back."""
    SPECIES = "species or intervention difference"
    CROSS_FAMILY = "cross-family"

    @property
    def explained(self) -> bool:
        """Whether what was compared or measured explains it: then nothing conflicts."""
        return self in _EXPLAINED


_EXPLAINED = frozenset(
    {
        ConflictKind.COMPARATOR,
        ConflictKind.REVERSAL,
        ConflictKind.SPECIES,
        ConflictKind.CROSS_FAMILY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRange:
    """A count that depends on which cohorts overlap."""

    fewest: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """People, or animals, examined once: papers about the same ones count once."""

    id: str
    """The name that a person gave, else the id of its first study."""
    studies: tuple[str, ...]
    why: tuple[str, ...] = ()
    """What shows that these papers are about the same people."""
    group: str = ""
    """The first cohort of those that may all be these people; its own id where there is no other.
    Two counts follow: at most all cohorts are independent, at least all groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleOverlap:
    """Two papers that may be about the same people: a person is asked."""

    a: str
    b: str
    """Ids of the studies."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One finding, and the cohort it counts for."""

    study: str
    finding: str
    """The finding's id within its study."""
    cohort: str
    direction: Direction
    hemisphere: str = ""
    hemisphere_b: str = ""
    """The side of a connection's other end."""
    measure: str = ""
    statistic: str = ""
    """As the paper prints it."""
    checked: bool = False
    """Whether a person checked it."""
    estimate: Estimate | None = None
    """How large the effect is, as the paper prints it."""
    time: str = ""
    """When it was measured, as printed."""
    subgroup: str = ""
    """Whom alone it is of, as printed; empty where it is of all who are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is found of an outcome, or by a family of measures in a place, in one comparison."""

    region: str
    region_b: str
    """The other end of a connection; empty where there is none."""
    family: str
    comparison: str
    clinical_variable: str
    """For correlations: with what, by its standard name; else empty."""
    intervention: str
    species: Species
    evidence: tuple[Evidence, ...]
    cohorts: Mapping[Direction, int]
    """Independent cohorts by what they found."""
    total: int
    """Independent cohorts in all, where none of them overlap."""
    direction: Direction
    """What most cohorts found; ``altered`` where no sign leads."""
    agreement: Agreement
    certainty: Certainty
    rated_down: tuple[RatedDown, ...] = ()
    rated_up: tuple[RatedUp, ...] = ()
    randomised: bool = False
    """Whether all of it comes from randomised trials, which start at high certainty, not low."""
    mostly_abstracts: bool = False
    """Whether half of its cohorts or more were read from abstracts: it is low at most then."""
    abstracts_only: bool = False
    """Whether all of them were."""
    participants: int = 0
    """People, or animals, in the groups that are compared, as printed; each cohort once."""
    unsized: int = 0
    """Cohorts whose number is not among them: it was not extracted."""
    fewest: int
    """Independent cohorts in all, where every overlap that is possible is one."""
    at_least: Mapping[Direction, int]
    """The same, by what they found."""
    scale: str = ""
    """What the sign is of, where it is not the usual one of the family: ``diffusivity`` rises
    where anisotropy falls, and the two are never counted together."""
    kind: FindingKind = FindingKind.PLACES
    comparator: str = ""
    """Of an effect: the vocabulary's id of what the intervention is compared with."""
    time: str = ""
    """Of an effect: the name of the span of time in which it was measured; empty: not extracted."""

    @property
    def id(self) -> str:
        """The claim's name, the same in every version of the review."""
        parts = [self.region, self.region_b, self.scaled_family, self.comparison,
                 self.clinical_variable, self.intervention, self.species]  # fmt: skip
        if self.kind is FindingKind.EFFECTS:
            # Which capitals a name has is as the papers print it, and may change with them.
            parts = [part.casefold() for part in (*parts, self.comparator, self.time)]
        return "/".join(part or "-" for part in parts)

    @property
    def scaled_family(self) -> str:
        """The family with what the sign is of: ``white_matter:diffusivity``."""
        return f"{self.family}:{self.scale}" if self.scale else self.family

    @property
    def conflicting(self) -> bool:
        """Whether independent cohorts contradict each other."""
        return self.agreement is Agreement.CONTRADICTED

    @property
    def ends(self) -> tuple[str, ...]:
        """What it is filed under: its place, both ends of a connection, or the outcome it is of."""
        if self.kind is FindingKind.EFFECTS:
            return (self.family,)
        return (self.region, self.region_b) if self.region_b else (self.region,)

    @property
    def studies(self) -> tuple[str, ...]:
        """Ids of the studies that it rests on."""
        return tuple(dict.fromkeys(evidence.study for evidence in self.evidence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two findings that point different ways."""

    kind: ConflictKind
    a: Evidence
    b: Evidence
    claims: tuple[str, ...]
    """Ids of the claims that they belong to, one or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """Everything that the included studies say together."""

    cohorts: tuple[Cohort, ...] = ()
    overlaps: tuple[PossibleOverlap, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def fewest_cohorts(self) -> int:
        """Independent cohorts, where every overlap that is possible is one."""
        return len({cohort.group for cohort in self.cohorts})


class ClaimChangeKind(StrEnum):
    """What happened to a claim between two states."""

    APPEARED = "appeared"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    FLIPPED = "flipped"
    CONTRADICTED = "became contradicted"
    SETTLED = "no longer contradicted"
    DISAPPEARED = "disappeared"
    UPDATED = "updated"
    """It says the same as surely and rests on other trials, whose pooled estimate may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """One claim before and after, and the studies that made the difference."""

    turn: ClaimChangeKind
    before: Claim | None
    after: Claim | None
    causes: tuple[str, ...]
    """Ids of the studies that came, went or changed."""

    @property
    def conflicting(self) -> bool:
        """Whether cohorts contradict each other afterwards."""
        return self.after is not None and self.after.agreement is Agreement.CONTRADICTED

    @property
    def still_conflicting(self) -> bool:
        """Whether cohorts contradicted each other before, and do so afterwards."""
        fresh = (ClaimChangeKind.APPEARED, ClaimChangeKind.CONTRADICTED, ClaimChangeKind.FLIPPED)
        return self.conflicting and self.turn not in fresh
