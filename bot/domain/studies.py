"""A study is an included paper as it was read: facts and findings, each with its words."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.estimates import Estimate
from bot.domain.facts import NOTHING, Fact, Facts, Group, Quote
from bot.domain.fingerprint import fingerprint
from bot.domain.risk_of_bias import RiskOfBias

FULL_TEXT = "full text"
"""What a study was read from, where it was not its abstract alone."""
AGREED, TO_CHECK, CONFLICT = "agreed", "to check", "conflict"
"""Where a finding stands among several readers: all say it, one says it, they contradict."""
NARROWER = "."
"""Stands in the id of a measure between a wider measure and what it is of."""
OTHER = "other:"
"""Opens the id of what no vocabulary holds; the paper's own words follow."""
AND = "; "
"""Stands between the names of the readers of one study, the rules first."""


def wider(measure: str) -> str:
    """The measure that a narrower one is a kind of: ``EEG_power`` of ``EEG_power.theta``."""
    return measure if measure.startswith(OTHER) else measure.partition(NARROWER)[0]


def is_kind_of(measure: str, wide: str) -> bool:
    """Whether a measure is ``wide`` itself, or a kind of it."""
    return wide in (measure, wider(measure))


def same_measure(first: str, second: str) -> bool:
    """Whether two ids may be of one measure: one is the other, or a kind of it."""
    return is_kind_of(first, second) or is_kind_of(second, first)


class FindingKind(StrEnum):
    """What the findings of a topic are of: each kind has its reader, its checks and its tables."""

    PLACES = "places"
    """A measure in a place, or between two, in one group against another."""
    EFFECTS = "effects"
    """An outcome under an intervention, against a comparator."""


class Direction(StrEnum):
    """Which way a finding points, as the paper's own words say."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NONE = "none"
    ALTERED = "altered"
    """A difference is reported and its sign is not: never guessed."""
    POSITIVE_CORRELATION = "positive_correlation"
    NEGATIVE_CORRELATION = "negative_correlation"


OPPOSITE: Mapping[Direction, Direction] = MappingProxyType(
    {
        Direction.INCREASE: Direction.DECREASE,
        Direction.DECREASE: Direction.INCREASE,
        Direction.POSITIVE_CORRELATION: Direction.NEGATIVE_CORRELATION,
        Direction.NEGATIVE_CORRELATION: Direction.POSITIVE_CORRELATION,
    }
)
"""The signs, each with its contrary: a difference never contradicts a correlation."""
SIGNS = (Direction.INCREASE, Direction.DECREASE)
"""The directions of a difference or change that say more or less."""
FLIPPED: Mapping[Direction, Direction] = MappingProxyType({sign: OPPOSITE[sign] for sign in SIGNS})
"""What is true of the comparator where a sign is true of the index group."""
CORRELATIONS = (Direction.POSITIVE_CORRELATION, Direction.NEGATIVE_CORRELATION)
"""The directions of a correlation that has a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """A peak coordinate as a table of the full text prints it, in millimetres."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    x: float
    y: float
    z: float
    space: str
    """``MNI`` or ``TAL``."""
    contrast: str
    """What was compared, in the paper's words; foci of one contrast are one experiment."""
    statistic: str = ""
    """Its letter and its value as printed: ``t = 4.52``."""
    source: str = ""
    """The label of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One outcome going one way: in a place, or of an intervention against a comparator."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    id: str
    measure: str
    """The vocabulary's id of what was measured: a measure of a place, or the outcome of a trial."""
    region: str
    """The vocabulary's id of the region, network or tract; empty where none is named."""
    direction: Direction
    quote: Quote
    hemisphere: str = ""
    """``left``, ``right``, ``bilateral``, ``midline`` or empty: not stated."""
    region_b: str = ""
    """The other end of a connection, the same again within a network; empty where there is none."""
    hemisphere_b: str = ""
    comparison: str = ""
    """The vocabulary's id of what is compared with what; empty where it was not read."""
    clinical_variable: str = ""
    """What a correlation is with, in the paper's words."""
    intervention: str = ""
    """The vocabulary's id of what was done between two times, or to one of two groups."""
    comparator: str = ""
    """The vocabulary's id of what was done to the other group; empty where nothing is named."""
    time: str = ""
    """When it was measured, as printed: ``12 weeks``."""
    subgroup: str = ""
    """Whom alone it is of, as printed, where these are only some of the participants."""
    estimate: Estimate | None = None
    """How large the effect is, where the quote prints it."""
    statistic: str = ""
    """As printed inside the quote."""
    section: str = ""
    """The label of the part of the abstract, or the titles of the section, it stands in."""
    hedged: bool = False
    turned: bool = False
    """Whether the words tell it of the group compared with: their direction is the opposite."""
    read_by: tuple[str, ...] = ()
    """The readers that say it; empty where only the rules were asked."""
    status: str = ""
    """``agreed``, ``to check`` or ``conflict``; empty where one reader is sure enough of it."""
    checks: tuple[str, ...] = ()
    """Names of the checks that it passed."""
    confidence: float = 0.0
    """How likely the reader holds it to be right, from 0 to 1; 0 where it was not weighed."""
    marked: tuple[int, ...] = ()
    """The offsets in the quote between which it was read; empty where that is not known."""
    doubts: tuple[str, ...] = ()
    """Why it is to be checked, in words of our own: the checks of its words that it failed."""

    def ends(self, kind: FindingKind) -> tuple[str, ...]:
        """What it is filed under: the places that it names, or the outcome that it is of."""
        if kind is FindingKind.EFFECTS:
            return (self.measure,)
        return tuple(end for end in (self.region, self.region_b) if end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A finding that some reader claimed and that failed its checks: it counts for nothing."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    finding: str
    """What was claimed, in words of our own: what fails is not repeated."""
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader takes from one title and abstract."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    facts: Facts = NOTHING
    groups: tuple[Group, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Quote, ...] = ()
    """Result sentences that name a measure or place and a direction, and gave no finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """An included paper as it was read; people may edit its file, and then it is theirs."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    id: str
    """The record's id."""
    read_from: str
    """What the reader had: ``full text``, ``abstract`` or ``title``."""
    reader: str
    """Names and versions of the readers: the rules, and every model that gave an answer."""
    text_hash: str
    """Which words were read: the record's hash at the time."""
    full_text_hash: str = ""
    """Which full text was read, empty where none was."""
    facts: Facts = NOTHING
    groups: tuple[Group, ...] = ()
    findings: tuple[Finding, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    foci: tuple[Focus, ...] = ()
    cohort: str = ""
    """A name for the people studied, where a person gave one: papers of one name count once."""
    tier: str = ""
    """``direct``, ``indirect`` or ``preclinical``, where a person said so."""
    risk_of_bias: RiskOfBias | None = None
    """Of a trial, as a person judged it; the program never does."""
    checked: tuple[str, ...] = ()
    """Names of fields and ids of findings that a person set: the program never changes them."""
    seal: str = ""
    """Fingerprint of all else as the program wrote it: with any other content it is a person's."""
    unread: tuple[Quote, ...] = ()
    """Result sentences that may hold findings and were not read: to be shown, never counted."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote that something here rests on; a person's own word needs none."""
        parts: list[tuple[str, Fact | Group | Finding]]
        parts = [(kind, fact) for kind, facts in self.facts.by_kind.items() for fact in facts]
        parts += [("groups", group) for group in self.groups]
        parts += [(finding.id, finding) for finding in self.findings]
        return tuple(
            part.quote for name, part in parts if part.quote.text or name not in self.checked
        )

    def counts(self, finding: Finding) -> bool:
        """Whether a finding may be counted; what is in doubt waits for a person."""
        return finding.id in self.checked or finding.status not in (TO_CHECK, CONFLICT)

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that claims, counts and figures rest on."""
        return tuple(finding for finding in self.findings if self.counts(finding))

    @property
    def to_check(self) -> tuple[Finding, ...]:
        """The findings that count only when a person confirms them."""
        return tuple(finding for finding in self.findings if not self.counts(finding))

    @property
    def by_model(self) -> bool:
        """Whether a language model has read it, too."""
        return AND in self.reader

    @property
    def by_program(self) -> bool:
        """Whether everything here is as the program wrote it."""
        return not self.checked and bool(self.seal) and self.seal == _fingerprint(self)

    @property
    def sealed(self) -> "Study":
        """The same study with the fingerprint of what it now says."""
        return replace(self, seal=_fingerprint(self))


@lru_cache(maxsize=1024)
def _fingerprint(study: Study) -> str:
    """Of all that is not empty, so that a field added later changes no fingerprint.

    A run asks of each study several times whether the program wrote it.
    """
    tree = asdict(replace(study, seal=""))
    tree["facts"] = tree["facts"]["by_kind"]
    text = json.dumps(_stated(tree), sort_keys=True)
    return fingerprint(text, 12)


def _stated(value: object) -> object:
    """The same without empty fields."""
    if isinstance(value, dict):
        return {key: _stated(inner) for key, inner in value.items() if inner}
    return [_stated(inner) for inner in value] if isinstance(value, (list, tuple)) else value
