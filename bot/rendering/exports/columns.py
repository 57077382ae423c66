"""Columns of the tables: each with its meaning, so that table and data dictionary cannot drift."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.domain.records import Record
from bot.topics.topic import Topic

_R = TypeVar("_R")
_BETWEEN = "; "
VOCABULARY = "an id of the vocabulary, or `other:` and the paper's own words"
SIDED = frozenset(("hemisphere", "hemisphere_b"))
"""Columns of a topic whose places have sides."""
_OF_PLACES = frozenset(("region", "region_b", "clinical_variable", "scale", "foci", *SIDED))
_OF_EFFECTS = frozenset(
    (
        *("comparator", "time", "effect_measure", "effect", "ci_low", "ci_high", "ci_level"),
        *("unit", "p", "risk_of_bias"),
        *("pooled_trials", "pooled_measure", "pooled", "pooled_low", "pooled_high", "i_squared"),
    )
)
"""Columns of one kind of finding alone."""


@dataclass(frozen=True, kw_only=True)
class Column(Generic[_R]):
    """One column: its name, what it means, what may stand in it, and how it is filled."""

    name: str
    meaning: str
    values: str = "text"
    """Unit or allowed values, in words."""
    value: Callable[[_R], object]


def several(values: Iterable[object]) -> str:
    """Several values in one cell."""
    return _BETWEEN.join(str(value) for value in values)


def either(values: Iterable[object]) -> str:
    """The values that are allowed, in words."""
    return ", ".join(f"`{value}`" for value in values)


def concern(record: Record) -> str:
    """Whether a journal has published an expression of concern about a paper."""
    return "yes" if record.concern else "no"


def inapplicable_columns(topic: Topic) -> frozenset[str]:
    """Columns that the topic's kind of finding does not have."""
    return _OF_PLACES if topic.of_effects else _OF_EFFECTS
