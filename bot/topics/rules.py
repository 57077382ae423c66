"""Rules of a topic: what comparisons may be used for, how sure, how direct and whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.grade import Concern


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
    groups: tuple[str, ...] = ()
    """Roles of groups that a study which makes it has: one with all of them may have made it."""
    never: tuple[str, ...] = ()
    """Roles of groups that it leaves out, where it names none that it is of."""
    animal: bool = False
    confounds: str = ""
    """The comparison that it confounds: it shows what the condition does without the exposure."""
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
    """A safeguard against chance findings that a sound study states, as a kind of fact."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    kind: str
    lacking: str
    """The value that says that it was not done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDesigns:
    """How randomised trials are told from other studies."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    kind: str
    """The kind of fact that names the design."""
    values: tuple[str, ...]
    """Designs in which chance decides who is in which arm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyRules:
    """What the topic adds to the rules of certainty, and its words for what lowers it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    stated: StatedMethod | None = None
    trials: TrialDesigns | None = None
    dose_variables: tuple[str, ...] = ()
    """Standard names of variables that tell how much of the exposure there is."""
    judged: bool = False
    """Whether people judge the risk of bias of each study, as of trials."""
    fewest_people: int = 0
    """Participants of all cohorts together below which a body of evidence is imprecise."""
    concerns: Mapping[Concern, str] = field(default_factory=dict)
    """What a concern is called where the field has a plainer word than the general one."""


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
    """The kind of fact that tells whether two papers can be about the same people."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    condition: str = ""
    unspecific: str = ""
    """Values of the condition, as a regular expression, that tell no two apart."""
    same: str = ""
    """Said of two papers with the same condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictWords:
    """What one kind of conflict is called and means, and what research would settle it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    name: str = ""
    meaning: str = ""
    research: str = ""


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
    unclear: str = "not clear"
    steady: str = "no clear change"
    unsigned: str = "not stated"
    harms: tuple[str, ...] = ()
    """Parts of the names of interventions that bring the exposure about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """Times of measurement that are counted together."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    name: str
    weeks: int
    """It ends with this week after the beginning; the last span has no end."""


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
