"""A run is one execution of the weekly job: what it searched, and what it brought."""

from dataclasses import dataclass, field
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.backfills import Backfill
from bot.domain.corrections import RecordChange
from bot.domain.duplicates import DuplicatePair
from bot.domain.elusion_tests import ElusionTest
from bot.domain.facts import Group
from bot.domain.sources import PUBMED
from bot.domain.studies import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search exactly as it was sent, and what came back."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    source: str
    strategy: str
    query: str
    reported: int
    """Hits the source reported; equal to the ids retrieved, or the search fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUsage:
    """What language models were asked in one run, and what it cost."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    models: tuple[str, ...]
    prompt: str
    """Version of the question: it changes with the template and with the criteria."""
    papers: int
    """Papers that rules and classifier left open to models."""
    asked: int
    """Of these, the ones that every model was asked about."""
    answered: int = 0
    """Answers that could be used, one of each model for a paper at most."""
    cached: int = 0
    """Of these, the ones remembered from an earlier run, which cost nothing."""
    bad: int = 0
    """Answers that could not be used."""
    tokens_in: int = 0
    tokens_out: int = 0
    usd: float = 0.0
    """0 where the protocol names no price."""
    unanswered: tuple[str, ...] = ()
    """Papers to be read of which no model gave an answer that could be used."""
    partial: str = ""
    """Why not every paper was asked about: "12 of 31: the budget is spent"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What taught the classifier in one run, and what its score may exclude since."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    lesson: str
    """Fingerprint of people's decisions: the same ones teach nothing new."""
    labels: int
    """People's decisions that trained it."""
    relevant: int
    """Of these, the papers that people included."""
    by: dict[str, int]
    """Decisions by each person."""
    threshold: float | None
    """The rank below which a paper is excluded; None excludes nothing by score."""
    sentence: str
    """Why the threshold is there, or why there is none."""
    again: int = 0
    """Waiting papers that were ranked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationSearch:
    """One route followed from the included studies, and what it brought."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    route: str
    source: str = PUBMED
    """Code of the database in which it was followed."""
    studies: int
    """Included studies it was followed from."""
    linked: int
    """Papers it led to, known ones too."""
    new: tuple[str, ...] = ()
    """The database's ids of those that nothing had brought before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A study that was read again, and what differs."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    record: str
    kept: bool = False
    """Whether the study stays as it is, because a person edited it: then this is a question."""
    lost: tuple[Finding, ...] = ()
    gained: tuple[Finding, ...] = ()
    groups_lost: tuple[Group, ...] = ()
    groups_gained: tuple[Group, ...] = ()
    facts: tuple[str, ...] = ()
    """Kinds of facts of which it now states other values."""
    upgraded: bool = False
    """Whether it was read again because the reader is newer, not because the words changed."""

    @property
    def same(self) -> bool:
        """Whether it says what it said."""
        parts = (self.lost, self.gained, self.groups_lost, self.groups_gained, self.facts)
        return not any(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedItem:
    """A paper known to belong that a strategy does not find."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    pmid: str
    strategy: str
    lines: tuple[str, ...] = ()
    """The search lines that lose it; empty where each line by itself finds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItems:
    """Whether the search finds the papers known to belong."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    pmids: dict[str, str] = field(default_factory=dict)
    """The PMID of each known item, by the name under which it is listed; empty where unknown."""
    queries: dict[str, str] = field(default_factory=dict)
    """Fingerprint of the query of each strategy that was held against them."""
    missed: tuple[MissedItem, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """Listed items that PubMed does not have."""
        return tuple(key for key, pmid in self.pmids.items() if not pmid)


@dataclass(frozen=True, slots=True, kw_only=True)
class FullTextRetrieval:
    """What became of the full texts that one run could use."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    wanted: int
    """Papers in PubMed Central that were to be read, or were read from their abstracts before."""
    free: int
    """Of these, the ones whose text may be read."""
    read: int = 0
    """Papers read as a whole in this run."""
    fault: str = ""
    """Why not all were asked for; the next run asks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The search, its yield and the versions that made it."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    on: str
    """ISO date."""
    version: str
    """Version of the bot."""
    searches: tuple[Search, ...]
    retrieved: int
    """Distinct ids over all searches of the run."""
    found: tuple[str, ...] = ()
    """Ids of the records that were new, or newly matched to a known paper."""
    changed: tuple[str, ...] = ()
    """Ids of included or waiting records that have changed, for example by a retraction."""
    changes: tuple[RecordChange, ...] = ()
    """What happened to each of them."""
    reread: tuple[Reread, ...] = ()
    """Studies read again because of that, or by a newer reader, and what they say differently."""
    upgraded: tuple[str, ...] = ()
    """Ids of the studies read again because the reader is newer; most of them say the same."""
    chased: tuple[CitationSearch, ...] = ()
    """Routes through citations that were due."""
    pairs: tuple[DuplicatePair, ...] = ()
    """New records that are one paper with another, and those of which a person is asked."""
    known_items: KnownItems | None = None
    """None where it is as it was."""
    requests: int = 0
    """Requests sent to the sources, repeated ones included."""
    read: tuple[str, ...] = ()
    """Ids of the included papers read in this run; a study file removed since stays removed."""
    in_full: FullTextRetrieval | None = None
    """None where no paper was to be read as a whole."""
    unreadable: tuple[str, ...] = ()
    """PMIDs whose record could not be read; they stay pending and are asked for again."""
    partial: tuple[str, ...] = ()
    """Databases beside PubMed that failed, and how; they are due again."""
    learning: Training | None = None
    """None where nothing was ranked."""
    shown: tuple[str, ...] = ()
    """Papers put before people, in this order; those drawn for the audit are among them."""
    first_shown: int = 0
    """Of these, how many were not put before people by the run before, the audit's aside."""
    risen: tuple[str, ...] = ()
    """Of these, the ones that waited already and rose by what people's decisions taught."""
    pace: int = 0
    """Papers shown at most because people cannot keep up; 0 where as many as the protocol says."""
    closed: int = 0
    """Waiting papers that the rule for stopping closed."""
    audit: ElusionTest | None = None
    """None before the program has excluded anything."""
    consultation: ModelUsage | None = None
    """None where no language model was asked."""
    reading: ModelUsage | None = None
    """None where no language model was asked to read."""
    amended: tuple[str, ...] = ()
    """Keys of the protocol that say something else than in the run before."""
    reopened: tuple[str, ...] = ()
    """Papers that the program had judged by a rule that changed; they were screened again."""
    backfill: Backfill | None = None
    """None where PubMed's own files were not looked through."""
    asked_again: bool = False
    """Whether it asks again about papers that wait, though nothing else is new."""
    quiet: bool = False
    """Whether it brought no news: nothing was proposed, and its line came with a later run."""

    @property
    def is_news(self) -> bool:
        """Whether there is anything to propose. A search alone is not, nor is an audit's draw."""
        asked, reading = self.consultation, self.reading
        return bool(
            self.found
            or self.pairs
            or self.changed
            or self.known_items
            or self.amended
            or self.learning
            or self.first_shown
            or self.asked_again
            or self.read
            or (asked and asked.answered + asked.bad)
            or (reading and reading.unanswered)
        )

    @property
    def without_news(self) -> "Run":
        """What is worth keeping of a run that brought no news: what it searched."""
        return Run(
            on=self.on, version=self.version, searches=self.searches, retrieved=self.retrieved,
            chased=self.chased, requests=self.requests, unreadable=self.unreadable,
            partial=self.partial, backfill=self.backfill, quiet=True,
        )  # fmt: skip

    @property
    def searched(self) -> bool:
        """Whether anything was searched, or citations followed."""
        return bool(self.searches or self.chased)

    def repeats(self, other: "Run") -> bool:
        """Whether ``other`` searched the same on the same day, and got as much."""
        return (self.on, self.searches, self.chased) == (other.on, other.searches, other.chased)
