"""A topic as data: all that one field of research decides about a review of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bot.domain import STRICT, Strictness


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FactColumn:
    """Facts of some kinds under one heading: on a card, or in the table of studies."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    label: str
    kinds: tuple[str, ...]
    then: tuple[str, ...] = ()
    """Kinds that stand behind the others, each by its phrase, where anything is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFlags:
    """What a comparison of the topic may be used for; an unknown one for nothing."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    vague: bool = False
    """It does not say with what: two of them need not be the same."""
    depends_on_intervention: bool = False
    """Findings answer one question only under the same intervention."""
    isolates_exposure: bool = False
    """The groups differ by the exposure and not by the condition around it."""
    controlled: bool = False
    """A change stands beside that of a control group."""
    before_after: bool = False
    """The same people at two times, without a control group."""
    beside_exposure: bool = False
    """The groups differ by something else than the exposure, whatever the study is about."""
    of_exposed: bool = False
    """It needs people with the exposure."""
    animal: bool = False
    burden: bool = False
    """It shows what goes with the exposure, which an intervention may move back."""
    shows_change: bool = False
    """It shows what an intervention changes in people, and may so move a burden back."""
    stands_for: str = ""
    """Of a model: the comparison between people that it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRoles:
    """Parts that groups of participants play, by their ids in the vocabulary."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    exposed: str = ""
    """The group that the question asks about."""
    unexposed: str = ""
    """The group that differs from it by the exposure alone."""
    with_exposure: tuple[str, ...] = ()
    """All groups with the exposure, now or later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedMethod:
    """A kind of fact that a sound study states, and what is said where it does not."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    kind: str
    lacking: str
    """The value that says that it was not done."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyRules:
    """What the topic adds to the rules of certainty, and the words for it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    stated: StatedMethod | None = None
    uncontrolled: str = ""
    """Said of a difference that may come from the condition as well as from the exposure."""
    indirect: str = "indirect"
    animals: str = ""
    """Said of what was found in animals."""
    dose: str = "it goes with the dose"
    dose_variables: tuple[str, ...] = ()
    """Standard names of variables that tell how much of the exposure there is."""
    reversal: str = "an intervention moves it back"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectnessRules:
    """How it is told whether a study speaks of the exposure itself."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    kind: str = ""
    """The kind of fact that names the exposure."""
    indirect: str = ""
    """Values of it, as a regular expression, in which the exposure is one thing of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageRules:
    """Kinds of fact that tell whether two papers are about the same people."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    method: str = ""
    condition: str = ""
    unspecific: str = ""
    """Values of the condition, as a regular expression, that tell no two apart."""
    same: str = ""
    different: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementWords:
    """What one kind of disagreement is called, means, and would be settled by."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    name: str = ""
    meaning: str = ""
    settle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRules:
    """Where a change under an intervention leads, in words."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    burdens: tuple[str, ...] = ()
    """Comparisons that show what goes with the exposure, the purest first."""
    changes: tuple[str, ...] = ()
    """Comparisons that show what an intervention changes."""
    back: str = "back"
    away: str = "further away"
    unknown: str = "not known"
    unsigned: str = "not stated"
    harms: tuple[str, ...] = ()
    """Parts of the names of interventions that bring the exposure about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinateRules:
    """When the coordinates of a study may be pooled, and what is said where they may not."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    kind: str
    """The kind of fact that says where differences were looked for."""
    everywhere: str
    """The value that says: everywhere."""
    unstated: str
    chosen: str
    animals: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSection:
    """A section of the review, and its heading."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    name: str
    """Of the marked region, and of its template."""
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """What a figure says that depends on the topic."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    title: str
    caption: str = ""
    views: str = ""
    """What it shows, as whoever cannot see it is told."""
    empty: str = ""
    """What is said instead where there is nothing to show."""
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
    paper: str = "paper"
    """What one of its papers is called."""
    place: str = "Place"
    """What the places of findings are, for the dictionary of columns."""
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
    """Kinds of fact that may lie behind a disagreement, and what they are called there."""
    feeds: tuple[str, ...] = ()
    """Kinds of fact whose values have news feeds of their own."""
    comparisons: Mapping[str, ComparisonFlags] = field(default_factory=dict)
    roles: GroupRoles = GroupRoles()
    certainty: CertaintyRules = CertaintyRules()
    directness: DirectnessRules = DirectnessRules()
    linkage: LinkageRules = LinkageRules()
    course: CourseRules = CourseRules()
    coordinates: CoordinateRules | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    """Standard names of variables, each with a regular expression; the first that fits counts."""
    disagreements: Mapping[str, DisagreementWords] = field(default_factory=dict)
    """By the kind of disagreement."""
    animals: SpeciesWords = SpeciesWords()
    sections: tuple[ReviewSection, ...] = ()
    """Of the review, between what changed and the list of studies."""
    overview: OverviewWords = OverviewWords()
    figures: Mapping[str, FigureWords] = field(default_factory=dict)
    """The figures of the review, in their order."""
    site: SiteWords = SiteWords()

    def __bool__(self) -> bool:
        """Whether there is a topic at all."""
        return bool(self.name)

    def comparison(self, id: str) -> ComparisonFlags:
        """What a comparison may be used for."""
        return self.comparisons.get(id, _UNKNOWN)

    def term_kind(self, kind: str) -> str:
        """The kind of term in the vocabulary that holds the values of a kind of fact."""
        return self.facts[kind].term if kind in self.facts else kind


FIGURES = ("matrix", "brain", "connections", "timeline", "foci")
"""Figures that there are; which of them a review shows, and how they speak, a topic decides."""
_UNKNOWN = ComparisonFlags()
NO_TOPIC = Topic()
"""The topic of a review that names none."""
