"""What the latest versions told their readers, which the review keeps showing."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.corrections import ChangeKind, RecordChange
from bot.domain.protocol import Protocol
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.domain.versions import NewsKind, Version
from bot.rendering.digest import NewsSection, digest

SHOWN = 3
"""Versions whose news stand in the review: the present one and the two before it."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a journal or a database said of a study."""

    record: Record
    change: RecordChange


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The news of one version."""

    version: Version
    first: bool
    """Whether nothing came before: all of it is new, and stands in the review itself."""
    headline: str
    """The news in figures."""
    sections: tuple[NewsSection, ...]
    """By kind, retractions first."""
    notices: tuple[Notice, ...]
    """Corrections and expressions of concern since the version before."""


def editions(state: State, protocol: Protocol) -> tuple[Edition, ...]:
    """The latest versions, the present one first; word that nothing changed is none."""
    versions = [version for version in state.versions if not version.quiet]
    before = ["", *(version.on for version in versions)]
    pairs = list(zip(versions, before, strict=False))[-SHOWN:]
    return tuple(_edition(version, since, state, protocol) for version, since in reversed(pairs))


def notices(state: State, *, since: str, until: str = "9999-12-31") -> tuple[Notice, ...]:
    """What happened to studies after one ISO date and up to another, retractions first."""
    return tuple(
        sorted(
            _notices(state, since, until),
            key=lambda notice: notice.change.kind is not ChangeKind.RETRACTED,
        )
    )


def _notices(state: State, since: str, until: str) -> Iterator[Notice]:
    included = {record.id: record for record in state.with_verdict(Verdict.INCLUDE)}
    for run in reversed(state.news_runs):
        if since < run.on <= until:
            for change in run.changes:
                if change.record in included:
                    yield Notice(record=included[change.record], change=change)


def _edition(version: Version, since: str, state: State, protocol: Protocol) -> Edition:
    edition = digest(version, state.versions, protocol)
    retracted = {
        key for item in version.news if item.sort is NewsKind.RETRACTED for key in item.studies
    }
    happened = notices(state, since=since, until=version.on) if since else ()
    return Edition(
        version=version,
        first=edition.first,
        headline=edition.headline,
        sections=edition.sections,
        notices=tuple(notice for notice in happened if notice.record.id not in retracted),
    )
