"""A topic as data: all that one field of research decides about a review of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.claims import ConflictKind
from bot.domain.studies import FindingKind
from bot.topics.rules import (
    CertaintyRules,
    ComparisonFlags,
    ConflictWords,
    CoordinateRules,
    CourseRules,
    DirectnessRules,
    GroupRoles,
    LinkageRules,
    TimeSpan,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """One kind of fact that studies of the topic state."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    term: str
    """The kind of term in the vocabulary that holds its values."""
    meaning: str
    """What its column in the table of studies means."""
    values: str = ""
    """What may stand there, where that is no id of the vocabulary."""
    phrase: str = "{}"
    """How its values stand behind others, with ``{}`` for them."""
    joint: str = ", "
    """What stands between several values within the phrase."""
    unit: str = ""
    exported: bool = True
    """Whether the table of studies has a column of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactColumn:
    """Facts of some kinds under one heading: on a card, or in the table of studies."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    label: str
    kinds: tuple[str, ...]
    then: tuple[str, ...] = ()
    """Kinds that stand behind the others, each by its phrase, where anything is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSection:
    """A section of the review, and its heading."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    name: str
    """Of the marked region, and of its template."""
    heading: str = ""
    """Empty for what stands under the title."""
    formerly: tuple[str, ...] = ()
    """Headings that it once had: documents that still have one of them get today's."""
    first: bool = False
    """Whether it stands before the news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """What a figure says that depends on the topic."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    title: str
    caption: str = ""
    views: str = ""
    """What it shows, as whoever cannot see it is told."""
    higher: str = ""
    lower: str = ""
    hatched: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeciesWords:
    """What those are called that are no people."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    many: str = ""
    opening: str = ""
    """Opens a sentence about them alone."""
    named: str = ""
    """The word by which a sentence already says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWords:
    """Pages of the site that show findings: what they are called in the menu."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    matrix: str = ""
    brain: str = ""
    example: str = ""
    """What one might search for, as the search box suggests it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewWords:
    """Lines of the strip at the top of the review."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    exposed: str = ""
    typical: str = ""
    unexposed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """All that a field of research decides; one that decides nothing has no findings to show."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    name: str = ""
    """Of its folder; empty for a review without a topic."""
    subject: tuple[str, ...] = ()
    """Patterns that the protocol of a review of its subject all fits, in what it includes."""
    otherwise: "Topic | None" = None
    """What it decides about a review of anything else."""
    paper: str = "paper"
    """What one of its papers is called."""
    unit: str = "cohort"
    """What is counted once, however many papers report it: a group of people, or their trial."""
    findings: FindingKind = FindingKind.PLACES
    """What its findings are of."""
    place: str = "Place"
    """What the places of findings are, for the dictionary of columns."""
    sided: bool = False
    """Whether its places have a left and a right."""
    participants: str = "people"
    """Whom its studies examine."""
    facts: Mapping[str, FactKind] = field(default_factory=dict)
    """Kinds of fact by the name that study files give them, in the order of the exports."""
    card: tuple[FactColumn, ...] = ()
    table: tuple[FactColumn, ...] = ()
    gaps: Mapping[str, str] = field(default_factory=dict)
    """Kinds of fact whose missing values are gaps, and what they are called there."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Kinds of fact that readers of the site choose by, and what they are called there."""
    contrasts: Mapping[str, str] = field(default_factory=dict)
    """Kinds of fact that may explain a conflict, and what they are called there."""
    feeds: tuple[str, ...] = ()
    """Kinds of fact whose values have news feeds of their own."""
    comparisons: Mapping[str, ComparisonFlags] = field(default_factory=dict)
    roles: GroupRoles = field(default_factory=GroupRoles)
    certainty: CertaintyRules = field(default_factory=CertaintyRules)
    error_rates: str = ""
    """How often its reader errs, as measured: for the statement on the use of automation."""
    directness: DirectnessRules = field(default_factory=DirectnessRules)
    linkage: LinkageRules = field(default_factory=LinkageRules)
    course: CourseRules = field(default_factory=CourseRules)
    coordinates: CoordinateRules | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    """Standard names of variables, each with a regular expression; the first that fits counts."""
    conflicts: Mapping[ConflictKind, ConflictWords] = field(default_factory=dict)
    times: tuple[TimeSpan, ...] = ()
    """Spans of time in which effects are counted together, the shortest first."""
    animals: SpeciesWords = SpeciesWords()
    sections: tuple[ReviewSection, ...] = ()
    """Of the review, around its news and before the list of studies."""
    overview: OverviewWords = OverviewWords()
    figures: Mapping[str, FigureWords] = field(default_factory=dict)
    """The figures of the review, in their order."""
    site: SiteWords = SiteWords()
    words: Mapping[str, str] = field(default_factory=dict)
    """What its own templates say of its subject."""

    def __bool__(self) -> bool:
        """Whether there is a topic at all."""
        return bool(self.name)

    def of_review(self, question: str) -> "Topic":
        """What it decides about a review whose protocol asks ``question``."""
        fits = all(re.search(pattern, question, re.IGNORECASE) for pattern in self.subject)
        return self if fits or self.otherwise is None else self.otherwise

    def comparison(self, id: str) -> ComparisonFlags:
        """What a comparison may be used for."""
        return self.comparisons.get(id, _UNKNOWN)

    def time_span(self, printed: str) -> str:
        """The name of the span that a printed time falls into; empty where it is none."""
        number, _, unit = printed.partition(" ")
        days = _DAYS.get(unit.removesuffix("s"))
        if days is None or not self.times:
            return ""
        weeks = float(number) * days / 7
        return next((span.name for span in self.times if weeks <= span.weeks), self.times[-1].name)

    @property
    def of_effects(self) -> bool:
        """Whether its findings are effects of interventions, which have no place."""
        return self.findings is FindingKind.EFFECTS

    def term_kind(self, kind: str) -> str:
        """The kind of term in the vocabulary that holds the values of a kind of fact."""
        return self.facts[kind].term if kind in self.facts else kind


FIGURES = ("matrix", "brain", "connections", "timeline", "foci", "forest")
"""Figures that there are; which of them a review shows, and how they speak, a topic decides."""
_DAYS = MappingProxyType(
    {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
)
_UNKNOWN = ComparisonFlags()
NO_TOPIC = Topic()
"""The topic of a review that names none."""
