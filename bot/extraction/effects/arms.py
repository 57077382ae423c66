"""The arms of a trial: what was done on either side, and where a text names it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.facts import Group
from bot.extraction.effects.words import alternatives

_NO_ARM = re.compile(rf"\b{alternatives('no_arm')}\b")
_GROUP = re.compile(r"\b(?:groups?|arms?|patients|participants|recipients|subjects)\b")


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
    group: bool = False
    """Whether it is named as a group of people: ``the juggling group``, ``group A``."""


@dataclass(frozen=True, slots=True)
class OtherGroup:
    """Where a text names a group that is on neither side."""

    start: int
    end: int
    treated: bool
    """Whether it is an arm of the trial, and not people who only are compared with."""


@dataclass(frozen=True, slots=True)
class TrialArms:
    """The two sides of the comparison that a paper is about, and its groups with their sizes."""

    arms: tuple[TrialArm, ...] = ()
    groups: tuple[Group, ...] = ()
    patterns: Mapping[Side, re.Pattern[str]] = field(default_factory=dict, repr=False)
    further: re.Pattern[str] | None = field(default=None, repr=False)
    """What finds the names of arms that are neither of these two."""
    several: bool = False
    """Whether it had more than two arms, so that a result tells of two only where it names both."""
    titled: bool = False
    """Whether the title names what was tried."""
    pairs: tuple["TrialArms", ...] = ()
    """Other two of several arms that sentences compare."""
    elsewhere: frozenset[int] = frozenset()
    """Where the sentences begin that compare others than these two."""

    def id(self, side: Side) -> str:
        """The id of what was done on one side; empty where that was not read."""
        return next((arm.id for arm in self.arms if arm.side is side), "")

    def others(self, text: str, known: Sequence[ArmName]) -> list[OtherGroup]:
        """Where a text names an arm that is neither side, or people of no arm, beside ``known``."""
        small = text.lower()
        patterns = ((self.further, True), (_NO_ARM, False))
        groups = (
            OtherGroup(hit.start(), hit.end(), treated)
            for pattern, treated in patterns if pattern
            for hit in pattern.finditer(small)
        )  # fmt: skip
        return [
            group for group in groups
            if not any(name.start < group.end and group.start < name.end for name in known)
        ]  # fmt: skip

    def names(self, text: str) -> list[ArmName]:
        """Where a stretch of text names either side, in order; the longer of two names wins.

        Of two that end with one "group", the word beside it tells whose that is.
        """
        small = text.lower()
        hits = [
            (ArmName(side, hit.start(), hit.end(), bool(_GROUP.search(hit[0]))), hit["own"])
            for side, pattern in self.patterns.items()
            for hit in pattern.finditer(small)
        ]
        kept: list[ArmName] = []
        for name, own in sorted(hits, key=lambda hit: (hit[0].start, -hit[0].end)):
            if not kept or name.start >= kept[-1].end:
                kept.append(name)
            elif name.end == kept[-1].end and (own or name.side is Side.COMPARATOR):
                kept[-1] = name
        return kept
