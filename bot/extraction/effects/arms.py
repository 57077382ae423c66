"""The arms of a trial: what was done on either side, and where a text names it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bot.domain.facts import Group
from bot.extraction.effects.arm_names import keys, pair_of_arms, short_forms
from bot.extraction.effects.arm_sizes import sized_groups
from bot.extraction.effects.words import alternatives
from bot.extraction.text import Span
from bot.extraction.vocabulary import OTHER, Vocabulary

_LONGEST_ID = 80
_TAIL = (
    r"(?:[ -](?:[a-z0-9]+[ -]){0,2}?(?:groups?|arms?|conditions?|patients|participants|recipients"
    r"|users|subjects)\b)?"
)


class Side(StrEnum):
    """Which side of a comparison an arm is on."""

    INDEX = "intervention"
    COMPARATOR = "comparator"

    @property
    def other(self) -> "Side":
        """The other side."""
        return Side.COMPARATOR if self is Side.INDEX else Side.INDEX


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialArm:
    """One arm, as the text names it."""

    side: Side
    name: str
    """As printed where it is introduced, without doses; empty where it is only implied."""
    id: str
    """The vocabulary's id, or the printed name behind ``other:``; empty where neither is known."""
    keys: frozenset[str]
    """Small words and short forms that the other arm does not have."""


@dataclass(frozen=True, slots=True)
class ArmName:
    """Where a text names an arm."""

    side: Side
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TrialArms:
    """The two sides of the comparison that a paper is about, and its groups with their sizes."""

    arms: tuple[TrialArm, ...] = ()
    groups: tuple[Group, ...] = ()
    patterns: Mapping[Side, re.Pattern[str]] = field(default_factory=dict, repr=False)

    def id(self, side: Side) -> str:
        """The id of what was done on one side; empty where that was not read."""
        return next((arm.id for arm in self.arms if arm.side is side), "")

    def names(self, text: str) -> list[ArmName]:
        """Where a stretch of text names either side, in order; the longer of two names wins."""
        small = text.lower()
        hits = [
            ArmName(side, hit.start(), hit.end())
            for side, pattern in self.patterns.items()
            for hit in pattern.finditer(small)
        ]
        kept: list[ArmName] = []
        for name in sorted(hits, key=lambda name: (name.start, -name.end)):
            if not kept or name.start >= kept[-1].end:
                kept.append(name)
        return kept


def read_trial_arms(
    title: str, abstract: str, spans: Sequence[Span], vocabulary: Vocabulary
) -> TrialArms:
    """Read which two arms a paper compares, and how many people were in each."""
    first, second = pair_of_arms(title, abstract, spans)
    shared = keys(first) & keys(second)
    arms = tuple(
        TrialArm(
            side=side,
            name=name,
            id=_id(side, name, vocabulary),
            keys=short_forms(keys(name) - shared, abstract),
        )
        for side, name in ((Side.INDEX, first), (Side.COMPARATOR, second))
    )
    both = arms[0].keys & arms[1].keys
    patterns = {arm.side: _pattern(arm.side, arm.keys - both) for arm in arms}
    names = {arm.side.value: arm.name or f"{arm.side} group" for arm in arms}
    groups = sized_groups(abstract, spans, {side.value: p for side, p in patterns.items()}, names)
    return TrialArms(arms, tuple(groups), MappingProxyType(patterns))


def _id(side: Side, name: str, vocabulary: Vocabulary) -> str:
    """Return the vocabulary's id for what an arm is called, else the name itself."""
    kinds = ("intervention", "comparator")
    for kind in kinds if side is Side.INDEX else reversed(kinds):
        named = vocabulary.find(name, kind)
        if named:
            return named[0].id
    return f"{OTHER}{name[:_LONGEST_ID].lower()}" if name else ""


def _pattern(side: Side, words: frozenset[str]) -> re.Pattern[str]:
    """Return what finds the names of one side: its own words, and those of any trial."""
    generic = alternatives("index" if side is Side.INDEX else "comparator")
    own = [
        rf"{re.escape(word)}(?:s|-[a-z]+)?"
        if len(word) > 1
        else rf"(?:group {re.escape(word)}|{re.escape(word)} group)"
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join([*own, generic])})(?!\w){_TAIL}")
