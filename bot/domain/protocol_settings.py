"""The settings of a protocol: how papers are screened, by whom, at what cost, and when."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.strategies import SearchInterval


class AbstractDisplay(StrEnum):
    """How much of an abstract a pull request shows."""

    EXCERPT = "excerpt"
    FULL = "full"
    NONE = "none"


class BackfillPlan(StrEnum):
    """Whether PubMed's own files are looked through for what no search strategy matches."""

    OFF = "off"
    UPDATES = "updates"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningSettings:
    """How papers are screened."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    must_mention: str = ""
    """An expression over search lines: a paper that does not meet it ranks below all others."""
    should_mention: str = ""
    """An expression over search lines: a paper that does not meet it goes to a person."""
    excluded_types: tuple[str, ...] = ()
    """PubMed publication types that are excluded whatever the text says."""
    languages: tuple[str, ...] = ()
    """PubMed's codes of the languages that are taken in; empty takes every language."""
    include_above: float = 0.5
    """Classifier score from 0 to 1 from which inclusion is proposed."""
    recall_target: float = 0.95
    """Expected share of the relevant papers that exclusion by score must keep."""
    per_run: int = 25
    """Undecided papers shown to reviewers at a time; the others wait in the queue."""
    audit_per_run: int = 5
    """Automatically excluded papers that each run hides among those shown."""
    stop_share: float = 0.1
    """Share of the queue that people must have decided before the rest may be closed."""
    stop_after: int = 50
    """Irrelevant papers in a row at the top of the ranking that close the rest; 0 never does."""
    seed: int = 1
    """Random seed of the classifier."""
    abstracts: AbstractDisplay = AbstractDisplay.EXCERPT
    """What a pull request shows of an abstract: ``excerpt``, 80 words of it at most; ``full``, for
    private repositories or where licences allow it; ``none``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Which language models are asked about papers, and what that may cost; none by default."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    name: str = ""
    """The model's name, as its server knows it; empty asks none."""
    second: str = ""
    """Another model, asked the same, so that one is not believed alone."""
    max_usd_per_run: float = 1.0
    """Dollars that one run may cost at most; it counts where both prices are known."""
    usd_per_million_in: float = 0.0
    """Price of a million tokens sent, of the dearer model; 0 is unknown."""
    usd_per_million_out: float = 0.0
    """Price of a million tokens received, of the dearer model; 0 is unknown."""
    max_tokens_per_run: int = 500_000
    """What bounds a run while the prices are unknown."""
    concurrency: int = 4
    """Papers asked about at the same time."""

    @property
    def names(self) -> tuple[str, ...]:
        """The models to ask."""
        return tuple(name for name in (self.name, self.second) if name)

    @property
    def priced(self) -> bool:
        """Whether dollars bound a run."""
        return self.usd_per_million_in > 0

    def usd(self, tokens_in: int, tokens_out: int) -> float:
        """What tokens cost; 0 where no price is known."""
        return (
            tokens_in * self.usd_per_million_in + tokens_out * self.usd_per_million_out
        ) / 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationSettings:
    """Whether papers are also looked for through the citations of included studies."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    routes: tuple[str, ...] = ()
    """Where else to look: ``cited-by``, ``references``, ``similar``; none by default."""
    every: SearchInterval = SearchInterval.QUARTER
    """How often: ``run``, ``month``, ``quarter`` or ``year``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """Where readers hear of changes."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    title: str = ""
    """What the series is called; empty takes the review's title."""
    home: str = ""
    """Address at which readers read the review; empty takes the repository's."""
    address: str = ""
    """A mailing list's address; the list manager holds the subscribers."""
    page: str = ""
    """Address of the page on which readers join the list and leave it."""
    sender: str = ""
    """Whom mail comes from; empty takes ``contact``."""
    quiet_after: int = 31
    """Days without news after which readers hear that nothing changed; 0 never says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """When the jobs run where no one else starts them; cron with names, or ``Mon 06:00``."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    search: str = "Mon 05:17"
    """When PubMed is searched."""
    publish: str = "Mon-Sun 06:43"
    """When what was merged is looked for, and readers are told."""
    timezone: str = "UTC"
    """A name of the tz database, as ``Europe/Berlin``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerSettings:
    """Who decides, and how many people decide each paper."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    logins: tuple[str, ...] = ()
    """GitHub logins asked to review; a plain list of them may stand in place of these keys."""
    decisions: int = 1
    """People who must decide a paper alike, each without seeing what others decided."""
