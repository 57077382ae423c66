"""Amendments: what the protocol said of eligibility and search, and since when it says otherwise.

A protocol is written before the search; what is changed later is dated and reported with the
review (PRISMA 2020, item 24c; PRISMA-P 2015, item 4).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.protocol import Protocol

_PARTS = re.compile(r"\s+OR\s+|,\s+")
"""What joins the terms of a search line, and the names of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolValue:
    """What one key of the protocol says from a day on."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    on: str
    """ISO date of the run that saw it first."""
    key: str
    """Its place in ``review.yaml``, as ``screening.languages``."""
    value: str
    """Empty where the key was taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A key of the protocol that says something else than before."""

    on: str
    key: str
    before: str
    """Empty where the key is new."""
    after: str
    """Empty where the key was taken out."""

    @property
    def added(self) -> tuple[str, ...]:
        """Terms or names that were not there before."""
        before = set(_PARTS.split(self.before))
        return tuple(part for part in _PARTS.split(self.after) if part and part not in before)

    @property
    def removed(self) -> tuple[str, ...]:
        """Terms or names that are no longer there."""
        after = set(_PARTS.split(self.after))
        return tuple(part for part in _PARTS.split(self.before) if part and part not in after)


def protocol_values(protocol: Protocol) -> dict[str, str]:
    """The values that decide what is searched and what belongs, by their keys."""
    plan, screening = protocol.search, protocol.screening
    values = {
        "question": protocol.question,
        "sources": ", ".join(protocol.sources),
        "vocabulary": protocol.vocabulary,
        "screening.must_mention": screening.must_mention,
        "screening.should_mention": screening.should_mention,
        "screening.excluded_types": ", ".join(screening.excluded_types),
        "screening.languages": ", ".join(screening.languages),
        "screening.recall_target": f"{screening.recall_target:g}",
    }
    if protocol.reviewers.decisions > 1:
        values["reviewers.decisions"] = str(protocol.reviewers.decisions)
    for name, criterion in protocol.criteria.items():
        values[f"criteria.{name}.include"] = criterion.include
        values[f"criteria.{name}.exclude"] = criterion.exclude
    values |= {f"search.lines.{name}": text for name, text in plan.lines.items()}
    for name, strategy in plan.strategies.items():
        values[f"search.strategies.{name}.expression"] = strategy.expression
        for code, query in strategy.elsewhere.items():
            values[f"search.strategies.{name}.elsewhere.{code}"] = query
    return {key: " ".join(value.split()) for key, value in values.items()}


def current_values(ledger: Iterable[ProtocolValue]) -> dict[str, str]:
    """What each key says by the ledger; the latest day counts, then the latest line."""
    return {entry.key: entry.value for entry in sorted(ledger, key=lambda entry: entry.on)}


def changed_values(
    ledger: Iterable[ProtocolValue], values: Mapping[str, str], on: str
) -> tuple[ProtocolValue, ...]:
    """The lines that bring the ledger up to ``values``; all that say something in an empty one."""
    known = current_values(ledger)
    keys = dict.fromkeys((*known, *values))
    return tuple(
        ProtocolValue(on=on, key=key, value=values.get(key, ""))
        for key in keys
        if values.get(key, "") != known.get(key, "")
    )


def amendments(ledger: Iterable[ProtocolValue]) -> tuple[Amendment, ...]:
    """Every change since the first day of the ledger, the oldest first."""
    entries = sorted(ledger, key=lambda entry: entry.on)
    known: dict[str, str] = {}
    changes = []
    for entry in entries:
        before = known.get(entry.key, "")
        if entry.on > entries[0].on and before != entry.value:
            changes.append(Amendment(on=entry.on, key=entry.key, before=before, after=entry.value))
        known[entry.key] = entry.value
    return tuple(changes)
