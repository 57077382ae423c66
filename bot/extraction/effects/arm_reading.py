"""Reads which two arms a trial compares, how its text names them, and how many were in each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from bot.extraction.effects.arm_contrasts import contrasted, is_degree
from bot.extraction.effects.arm_groups import (
    has_more_arms,
    is_combined,
    labels,
    part_alone,
    remaining_group,
)
from bot.extraction.effects.arm_lists import listed_arms, telling_words
from bot.extraction.effects.arm_names import (
    is_unspecific,
    keys,
    only_in,
    short_forms,
    spelled_out,
    telling,
)
from bot.extraction.effects.arm_pairs import pair_of_arms, plans
from bot.extraction.effects.arm_sizes import sized_groups
from bot.extraction.effects.arms import Side, TrialArm, TrialArms
from bot.extraction.effects.told_arms import told_comparator, told_groups
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
    known = all(names.values()) and not is_degree(names[Side.INDEX])
    alike = None if known else contrasted([title, *plans(spans)])
    if alike:
        names = dict(zip(Side, alike.names, strict=True))
    if not alike and _are_named_nowhere(names, abstract):
        alike = told_groups(title, abstract, spans)
        names = dict(zip(Side, alike.names, strict=True)) if alike else names
    names = _completed(names, abstract, spans)
    own = {
        side: frozenset()
        if alike
        else telling(only_in(name, names[side.other]), names.values(), title)
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


def _are_named_nowhere(names: Mapping[Side, str], abstract: str) -> bool:
    """Whether no arm has a name that an abstract uses: what a title calls ``circus arts``."""
    small = abstract.lower()
    return is_unspecific(names[Side.COMPARATOR]) and not any(
        word in small for word in keys(names[Side.INDEX])
    )


def _completed(names: Mapping[Side, str], abstract: str, spans: Sequence[Span]) -> dict[Side, str]:
    """Return the names with those that only the groups of the abstract, or its results, tell."""
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
    if tried and not whole[Side.COMPARATOR]:
        told = told_comparator(short_forms(keys(tried), abstract), spans)
        whole[Side.COMPARATOR] = spelled_out(told, abstract)
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
