"""The protocol: what the review asks, how it searches, and what it takes in."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.decisions import DUPLICATE
from bot.domain.protocol_settings import (
    BackfillPlan,
    CitationSettings,
    DigestSettings,
    ModelSettings,
    ReviewerSettings,
    ScheduleSettings,
    ScreeningSettings,
)
from bot.domain.sources import PUBMED
from bot.domain.strategies import Expression, SearchLines, Strategy


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
    """The review's title. `REVIEW.md` follows it, unless people reworded its heading there."""
    question: str
    """The question it answers, in a sentence or two; followed like the title."""
    contact: str
    """E-mail, printed in the review: where readers report errors, and PubMed writes if need be."""
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
    support: str = ""
    """Who paid for the review or helped it otherwise, and in what part (PRISMA 2020, item 25)."""
    competing_interests: str = ""
    """Competing interests of its authors, or that they have none (PRISMA 2020, item 26)."""
    doi: str = ""
    """The DOI of the review, of all versions together, where an archive such as Zenodo gave one."""
    digest: DigestSettings = field(default_factory=DigestSettings)
    """Where readers hear of changes."""
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    """When the jobs run as a daemon."""

    @property
    def exclusion_criteria(self) -> tuple[str, ...]:
        """What a paper may be excluded for: the criteria in their order, and being a duplicate."""
        return (*self.criteria, DUPLICATE)

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
