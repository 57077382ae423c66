"""What rates the certainty of a claim down or up, after GRADE (J Clin Epidemiol 2011;64:383)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Domain(StrEnum):
    """The domains by which GRADE rates certainty down.

    Publication bias is the fifth; abstracts do not state it, so no rule of ours rates by it.
    """

    RISK_OF_BIAS = "risk of bias"
    INCONSISTENCY = "inconsistency"
    INDIRECTNESS = "indirectness"
    IMPRECISION = "imprecision"


class Concern(StrEnum):
    """One fault of a body of evidence; each belongs to one domain."""

    CONFOUNDED = "confounded"
    """The groups differ by the condition around the exposure as well."""
    NO_CONTROL_GROUP = "no control group"
    """The same people before and after."""
    METHOD_NOT_EXTRACTED = "method not extracted"
    """A safeguard against chance findings, such as correction for multiple comparisons."""
    BIAS_HIGH = "high risk of bias"
    """As people judged its trials."""
    BIAS_NOT_JUDGED = "risk of bias not judged"
    CONTRADICTED = "contradicted"
    """Cohorts found opposite results."""
    MIXED = "mixed"
    """Some cohorts found an effect, others none or an effect on the other side."""
    EXPOSURE_NOT_ISOLATED = "exposure not isolated"
    """The exposure is mixed with other conditions."""
    NOT_PEOPLE = "not in people"
    ONE_COHORT = "one cohort"
    POSSIBLY_ONE_COHORT = "possibly one cohort"
    """Its cohorts may overlap, and be one."""
    FEW_PARTICIPANTS = "few participants"
    """In a group of most of its studies."""
    FEW_IN_ALL = "few participants in all"
    """In all its studies together, where their groups are no small ones."""
    SIZES_NOT_EXTRACTED = "group sizes not extracted"
    NULL_INCLUDED = "no effect included"
    """The interval of what its trials say together holds no effect as well."""
    NO_INTERVAL = "no interval"
    """No difference is claimed, and no confidence interval says how large a missed one may be."""
    NO_DIRECTION = "no direction"
    """No direction leads, or none is reported."""

    @property
    def domain(self) -> Domain:
        """The domain that it belongs to."""
        return _DOMAINS[self]


_DOMAINS: Mapping[Concern, Domain] = MappingProxyType(
    {
        Concern.CONFOUNDED: Domain.RISK_OF_BIAS,
        Concern.NO_CONTROL_GROUP: Domain.RISK_OF_BIAS,
        Concern.METHOD_NOT_EXTRACTED: Domain.RISK_OF_BIAS,
        Concern.BIAS_HIGH: Domain.RISK_OF_BIAS,
        Concern.BIAS_NOT_JUDGED: Domain.RISK_OF_BIAS,
        Concern.CONTRADICTED: Domain.INCONSISTENCY,
        Concern.MIXED: Domain.INCONSISTENCY,
        Concern.EXPOSURE_NOT_ISOLATED: Domain.INDIRECTNESS,
        Concern.NOT_PEOPLE: Domain.INDIRECTNESS,
        Concern.ONE_COHORT: Domain.IMPRECISION,
        Concern.POSSIBLY_ONE_COHORT: Domain.IMPRECISION,
        Concern.FEW_PARTICIPANTS: Domain.IMPRECISION,
        Concern.FEW_IN_ALL: Domain.IMPRECISION,
        Concern.SIZES_NOT_EXTRACTED: Domain.IMPRECISION,
        Concern.NULL_INCLUDED: Domain.IMPRECISION,
        Concern.NO_INTERVAL: Domain.IMPRECISION,
        Concern.NO_DIRECTION: Domain.IMPRECISION,
    }
)


class Merit(StrEnum):
    """The three reasons for which GRADE rates observational evidence up."""

    LARGE_EFFECT = "large effect"
    DOSE_RESPONSE = "dose–response"
    """In one cohort's own data the measure follows how much of the exposure there is."""
    OPPOSING_CONFOUNDING = "opposing confounding"
    """What confounds the comparison would have hidden the effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedDown:
    """One domain, and by how many levels it lowers certainty."""

    domain: Domain
    levels: int
    """One for a serious concern, two where several concerns meet in the domain."""
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedUp:
    """One merit, and by how many levels it raises certainty."""

    merit: Merit
    levels: int = 1
