"""The protocol: what the review asks, how it searches, and what it takes in."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.sources import PUBMED
from bot.domain.strategies import Expression, SearchInterval, SearchLines, Strategy


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
class SearchPlan:
    """The lines and the strategies that combine them."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    lines: dict[str, str]
    """Search lines in PubMed's syntax by their names; the first is also called #1."""
    strategies: dict[str, Strategy]
    """Searches over the lines by their names, each with its own rhythm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One question that decides about a paper (PICOS)."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    include: str
    """What a paper must be to meet the criterion."""
    exclude: str = ""
    """What does not meet it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borderline:
    """A hard case and how it was decided, so that it is decided so again."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    case: str
    """The kind of paper that is hard to decide."""
    decision: str
    """How it was decided, and why."""


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


class Better(StrEnum):
    """Which way an outcome is better."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeWords:
    """An outcome that the review asks about: which way is better, and how papers write it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    better: Better | None = None
    """``lower`` or ``higher``; without it no result is called a benefit or a harm.

    ``pain: lower is better`` says the same in short.
    """
    also: tuple[str, ...] = ()
    """How papers also write it: scales, abbreviations, synonyms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place that is stimulated or treated, and what people know was tried there."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    region: str
    """The vocabulary's id of the region."""
    technique: str
    """How it is stimulated or treated."""
    tried: str = ""
    """Clinical evidence, with its source."""


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
    """Days without news after which readers hear that all is well; 0 never says so."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Somebody who answers for the review, as citations name them."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    family: str
    """Family name."""
    given: str = ""
    """Given names."""
    orcid: str = ""
    """ORCID iD, as ``0000-0002-1825-0097``."""
    affiliation: str = ""
    """Institution, as it should be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """The whole of ``review.yaml``."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    title: str
    """The review's title."""
    question: str
    """The question it answers, in a sentence or two."""
    contact: str
    """E-mail that PubMed may write to when the bot misbehaves."""
    search: SearchPlan
    """What PubMed is asked."""
    criteria: dict[str, Criterion]
    """What belongs, one question for each criterion; people see these words where they decide."""
    borderline: tuple[Borderline, ...] = ()
    """Hard cases and how they were decided."""
    sources: tuple[str, ...] = (PUBMED,)
    """Databases to search: ``pubmed``, always, and ``europe_pmc``, ``openalex``, ``crossref``."""
    registrations: str = ""
    """What to look for in ClinicalTrials.gov, as ``"cancer pain" AND MRI``; empty lists nothing.

    Planned and running studies are listed in the review and never counted as evidence.
    """
    screening: ScreeningSettings = field(default_factory=ScreeningSettings)
    """How papers are screened."""
    model: ModelSettings = field(default_factory=ModelSettings)
    """Which language models are asked, and what that may cost."""
    vocabulary: str = ""
    """What the reader may name: a built-in vocabulary, or a YAML file or folder of the review.

    Empty reads no findings.
    """
    outcomes: dict[str, OutcomeWords] = field(default_factory=dict)
    """Outcomes of trials that the review asks about, in the order of its summary of findings."""
    interventions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What is tried, each with the words by which papers also call it."""
    comparators: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What it is compared with, each with the words by which papers also call it."""
    targets: tuple[Target, ...] = ()
    """Places that are stimulated or treated, set against what the review finds there."""
    full_text: bool = True
    """Whether included papers are read as a whole where PubMed Central has them free.

    On by default: it costs a request for ten papers, once, and abstracts leave out group sizes,
    corrections and coordinates.
    """
    known_items: tuple[str | int, ...] = ()
    """PMIDs and DOIs of papers known to belong: each run says which the search does not find."""
    citations: CitationSettings = field(default_factory=CitationSettings)
    """Whether papers are also looked for through citations."""
    backfill: BackfillPlan = BackfillPlan.OFF
    """Whether each run also looks through PubMed's update files: ``updates`` or ``off``.

    What scores high and no strategy matches waits for people, apart from what the search found. A
    run then fetches about 100 MB a day and takes some minutes longer.
    """
    reviewers: ReviewerSettings = field(default_factory=ReviewerSettings)
    """Who decides, and how many people decide each paper."""
    authors: tuple[Author, ...] = ()
    """Whom citations of the review name."""
    license: str = ""
    """SPDX identifier of the licence under which the review may be reused, as ``CC-BY-4.0``."""
    doi: str = ""
    """The DOI of the review, of all versions together, where an archive such as Zenodo gave one."""
    digest: DigestSettings = field(default_factory=DigestSettings)
    """Where readers hear of changes."""
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    """When the jobs run as a daemon."""

    @property
    def own_words(self) -> str:
        """The words by which the protocol itself says what belongs."""
        lines, screening = self.lines, self.screening
        names = Expression(f"{screening.must_mention} {screening.should_mention}").names
        searched = (word.rstrip("*") for name in dict.fromkeys(names) for word in lines.words(name))
        taken = (criterion.include for criterion in self.criteria.values())
        return "\n".join((self.title, self.question, *taken, " ".join(searched)))

    @property
    def lines(self) -> SearchLines:
        """The search lines with their numbers."""
        return SearchLines(self.search.lines)
