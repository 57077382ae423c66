"""A version is the evidence as one merge left it, with the news that made it another one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.facts import Facts
from bot.domain.fingerprint import fingerprint
from bot.domain.records import Record
from bot.domain.studies import Study

_EVIDENCE = ("facts", "groups", "findings", "foci", "cohort", "tier")
"""What of a study is evidence; by whom and how it was read is not."""
_HOW_SURE = ("confidence", "marked", "doubts")
"""Fields of a finding that tell of its reading alone."""


class NewsKind(StrEnum):
    """What kind of news a sentence tells, the gravest first."""

    RETRACTED = "retracted"
    DOUBTFUL = "doubtful"
    SETTLED = "settled"
    """A finding on which cohorts no longer contradict each other."""
    BELIEVED = "believed"
    UPDATED = "updated"
    """A finding whose pooled estimate rests on other trials, and which is as sure as before."""
    STUDY = "study"
    LEFT = "left"
    """A study that people took out again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One thing that changed, in one plain sentence or two."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    sort: NewsKind
    text: str
    """Foreign words and all: it is made inert where it is printed."""
    studies: tuple[str, ...] = ()
    """Ids of the studies that caused it."""
    names: tuple[str, ...] = ()
    """The same studies as people call them."""
    links: tuple[str, ...] = ()
    """Where a reader finds each of them, empty where nowhere is known."""
    topics: tuple[str, ...] = ()
    """``modality/ID``, ``cancer/ID`` and ``region/ID``: whom it may interest."""
    evidence: str = ""
    """The page of the quotes behind a finding, with its place there; empty for other news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What the evidence was made of, and what readers are told; appended and never changed."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    name: str
    """The date, as ``2026.11.22``; a second one that day ends in ``.2``."""
    on: str
    """ISO date."""
    evidence: str
    """Fingerprint of the included studies and all that they say."""
    commit: str
    """The commit of the main branch that it was made from."""
    studies: tuple[str, ...] = ()
    """Ids of the included studies."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """``studies``, ``cohorts``, ``claims``, ``disputed``, ``waiting`` and ``identified``."""
    news: tuple[NewsItem, ...] = ()
    quiet: bool = False
    """Whether this is no version, only word that the one before it still stands."""
    searched: str = ""
    """ISO date of the last search."""
    next_search: str = ""
    """ISO date, empty where none is planned."""
    home: str = ""
    """Address at which the review is read."""
    summary: tuple[str, ...] = ()
    """Sentences that a language model drafted, each of which passed its checks."""
    drafted_by: str = ""

    def __post_init__(self) -> None:
        """Refuse a day that is none: feeds and the next word to readers count from it."""
        try:
            date.fromisoformat(self.on)
        except ValueError:
            raise ValueError(f"'on' is no ISO date: {self.on!r}") from None

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic of its news."""
        return tuple(sorted({topic for news_item in self.news for topic in news_item.topics}))


class Stage(StrEnum):
    """How far one delivery came."""

    BEGUN = "begun"
    LEFT = "left"
    """Ended early: anyone may go on."""
    DONE = "done"
    REFUSED = "refused"
    """For good, by the other side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One step on a version's way to its readers; appended, the last for a receiver counts."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    version: str
    outlet: str
    """``all``, ``release`` or ``mail``."""
    stage: Stage
    at: int
    """Seconds since 1970."""
    by: str
    """The process that is at it: another one keeps off."""
    to: tuple[str, ...] = ()
    """For mail: codes of the receivers, from which no address can be read."""


def evidence_fingerprint(included: Iterable[Record], studies: Mapping[str, Study]) -> str:
    """The fingerprint of the evidence: it changes when, and only when, the evidence does."""
    parts = []
    for record in sorted(included, key=lambda record: record.id):
        study = studies.get(record.id)
        values = [_stated(getattr(study, name)) for name in _EVIDENCE] if study else []
        parts.append(f"{record.id} {values}")
    return fingerprint("\n".join(parts), 16)


def next_name(on: str, versions: Iterable[Version]) -> str:
    """The name of a version made ``on`` this ISO date, after the others."""
    first = on.replace("-", ".")
    taken = {version.name for version in versions}
    if first not in taken:
        return first
    number = 2
    while f"{first}.{number}" in taken:
        number += 1
    return f"{first}.{number}"


def _stated(value: Any) -> object:  # noqa: ANN401 - any field of a study
    """A value without its empty parts, so that a field added by a later program adds nothing."""
    if isinstance(value, Facts):
        return {kind: _stated(facts) for kind, facts in value.by_kind.items()}
    if is_dataclass(value) and not isinstance(value, type):
        values = {
            field.name: _stated(getattr(value, field.name))
            for field in fields(value)
            if field.name not in _HOW_SURE
        }
        return {name: part for name, part in values.items() if not _empty(part)}
    if isinstance(value, tuple):
        return [_stated(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _empty(part: object) -> bool:
    return part is False or part in (None, "", [], {})
