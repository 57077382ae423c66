"""The arms of a trial: what was done on either side, and where a text names it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bot.domain.facts import Group
from bot.extraction.effects.arm_contrasts import contrasted
from bot.extraction.effects.arm_groups import (
    has_more_arms,
    is_combined,
    labels,
    part_alone,
    remaining_group,
)
from bot.extraction.effects.arm_lists import listed_arms, telling_words
from bot.extraction.effects.arm_names import is_unspecific, keys, short_forms, telling
from bot.extraction.effects.arm_pairs import pair_of_arms, plans
from bot.extraction.effects.arm_sizes import sized_groups
from bot.extraction.effects.words import alternatives
from bot.extraction.text import Span
from bot.extraction.vocabulary import OTHER, Vocabulary

_LONGEST_ID = 80
_JOINT = r"(?:in|of|the|and|or|than|with|to|for|from|by|at|on|vs|versus)\b"
_TAIL = (
    rf"(?:[ -](?:(?!{_JOINT})[a-z0-9]+[ -]){{0,2}}?(?:groups?|arms?|conditions?|patients"
    r"|participants|recipients|users|subjects)\b)?"
)
_DESIGN = r"[\w-]{1,20}[ -]controlled\b"
"""A trial that is placebo-controlled names no arm by that."""
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


def read_trial_arms(
    title: str, abstract: str, spans: Sequence[Span], vocabulary: Vocabulary
) -> TrialArms:
    """Read which two arms a paper compares, and how many people were in each."""
    arms, printed = _compared(title, abstract, spans, vocabulary)
    both = arms[0].keys & arms[1].keys
    patterns = {
        arm.side: _pattern(arm.side, arm.keys - both, printed=printed[arm.side]) for arm in arms
    }
    labelled = labels(abstract, {side.value: pattern for side, pattern in patterns.items()})
    others = {arm.side.other: arm.keys if is_combined(arm.name) else frozenset() for arm in arms}
    patterns = {
        arm.side: _pattern(
            arm.side, arm.keys - both,
            labels=[label for label, side in labelled.items() if side == arm.side],
            alone=others[arm.side] - arm.keys,
            printed=printed[arm.side],
        )
        for arm in arms
    }  # fmt: skip
    called = {arm.side.value: arm.name or f"{arm.side} group" for arm in arms}
    groups = sized_groups(abstract, spans, {side.value: p for side, p in patterns.items()}, called)
    listed = listed_arms(title, plans(spans))
    known = frozenset(word for arm in arms for word in (*keys(arm.name), *arm.keys))
    words = short_forms(telling_words(listed, known), abstract, known)
    further = _pattern_of(words, "") if words else None
    several = bool(listed) or has_more_arms(f"{title}. {abstract}")
    titled = any(key in title.lower() for key in keys(arms[0].name))
    return TrialArms(arms, tuple(groups), MappingProxyType(patterns), further, several, titled)


def _compared(
    title: str, abstract: str, spans: Sequence[Span], vocabulary: Vocabulary
) -> tuple[tuple[TrialArm, ...], Mapping[Side, str]]:
    """Return the two arms, and a pattern for each that no word of its name tells from the other."""
    names = dict(zip(Side, pair_of_arms(title, abstract, spans), strict=True))
    alike = None if all(names.values()) else contrasted([title, *plans(spans)])
    if alike:
        names = dict(zip(Side, alike.names, strict=True))
    names = _completed(names, abstract)
    own = {
        side: frozenset()
        if alike
        else telling(keys(name) - keys(names[side.other]), names.values(), title)
        for side, name in names.items()
    }
    arms = tuple(
        TrialArm(
            side=side,
            name=name,
            id=_id(side, name, vocabulary),
            keys=short_forms(own[side], abstract, own[side.other]),
        )
        for side, name in names.items()
    )
    return arms, dict(zip(Side, alike.patterns if alike else ("", ""), strict=True))


def _completed(names: Mapping[Side, str], abstract: str) -> dict[Side, str]:
    """Return the names with those that only the groups of the abstract tell."""
    whole = dict(names)
    tried = whole[Side.INDEX]
    if is_unspecific(whole[Side.COMPARATOR]):
        whole[Side.COMPARATOR] = part_alone(tried, keys(tried), abstract) or whole[Side.COMPARATOR]
    for side in reversed(Side):
        if is_unspecific(whole[side]) and whole[side.other]:
            patterns = [
                _pattern(known, short_forms(keys(name), abstract)) for known, name in whole.items()
            ]
            known = [word for name in whole.values() for word in keys(name)]
            whole[side] = remaining_group(abstract, known, patterns) or whole[side]
    return whole


def _id(side: Side, name: str, vocabulary: Vocabulary) -> str:
    """Return the vocabulary's id for what an arm is called, else the name itself."""
    kinds = ("intervention", "comparator")
    for kind in kinds if side is Side.INDEX else reversed(kinds):
        named = vocabulary.find(name, kind)
        if named:
            return named[0].id
    return f"{OTHER}{name[:_LONGEST_ID].lower()}" if name else ""


def _pattern(
    side: Side,
    words: frozenset[str],
    *,
    printed: str = "",
    labels: Sequence[str] = (),
    alone: frozenset[str] = frozenset(),
) -> re.Pattern[str]:
    """Return what finds the names of one side: its own words and labels, and those of any trial.

    What the other side has together with something else, this one may have ``alone``. An arm that
    no word tells has a pattern of how it is ``printed``.
    """
    generic = "|" + alternatives("index" if side is Side.INDEX else "comparator")
    own = [
        *filter(None, [printed]),
        *(rf"{re.escape(word)}\s(?:alone|only|monotherapy)" for word in _longest_first(alone)),
        *(_labelled(label.lower()) for label in labels),
    ]
    return _pattern_of(words, generic, own)


def _pattern_of(
    words: frozenset[str], generic: str, printed: Sequence[str] = ()
) -> re.Pattern[str]:
    """Return what finds an arm by its words, as it is printed, and by what any arm is called."""
    own = [
        *printed,
        *(
            rf"{re.escape(word)}(?:s|-[a-z]+)?" if len(word) > 1 else _labelled(word)
            for word in _longest_first(words)
        ),
    ]
    named = "|".join(own) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?!{_DESIGN})(?:(?P<own>{named}){generic})(?!\w){_TAIL}")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _labelled(label: str) -> str:
    return rf"(?:group[ -]?{re.escape(label)}|{re.escape(label)}[ -]group)"
