"""Reads which two arms a trial compares, how its text names them, and how many were in each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.domain.studies import OTHER
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
    is_like_control,
    is_unspecific,
    keys,
    only_in,
    short_form_of,
    short_forms,
    spelled_out,
    telling,
)
from bot.extraction.effects.arm_pairs import pair_of_arms
from bot.extraction.effects.arm_patterns import (
    any_of,
    as_printed,
    pattern,
    pattern_of,
    short_forms_of_part,
)
from bot.extraction.effects.arm_plans import plans
from bot.extraction.effects.arm_sizes import sized_groups
from bot.extraction.effects.arms import Side, TrialArm, TrialArms
from bot.extraction.effects.several_arms import (
    ListedArm,
    compared,
    is_crossed,
    main_pair,
    several_arms,
)
from bot.extraction.effects.spelling import in_small_letters
from bot.extraction.effects.told_arms import told_comparator, told_groups, told_pair
from bot.extraction.text import Span
from bot.extraction.vocabulary import Vocabulary

_LONGEST_ID = 80


def read_trial_arms(
    title: str, abstract: str, spans: Sequence[Span], vocabulary: Vocabulary
) -> TrialArms:
    """Read which two arms a paper compares, and how many people were in each."""
    names = pair_of_arms(title, abstract, spans)
    listed = several_arms(title, abstract, spans, names)
    names = main_pair(names, listed, crossed=is_crossed(title, abstract))
    arms, printed = _compared(names, title, abstract, spans, vocabulary)
    words = {arm.side: arm.keys | short_forms_of_part(arm.side, abstract) for arm in arms}
    words = {side: own - words[side.other] for side, own in words.items()}
    patterns = {side: pattern(side, own, printed=printed[side]) for side, own in words.items()}
    labelled = labels(abstract, {side.value: pattern for side, pattern in patterns.items()})
    parts = {arm.side.other: arm.keys if is_combined(arm.name) else frozenset() for arm in arms}
    patterns = {
        arm.side: pattern(
            arm.side, words[arm.side],
            labels=[label for label, side in labelled.items() if side == arm.side],
            alone=parts[arm.side] - arm.keys,
            printed=printed[arm.side],
        )
        for arm in arms
    }  # fmt: skip
    called = {arm.side.value: arm.name or f"{arm.side} group" for arm in arms}
    groups = sized_groups(abstract, spans, {side.value: p for side, p in patterns.items()}, called)
    every = [arm.name for arm in listed] or listed_arms(title, plans(spans))
    known = frozenset(word for arm in arms for word in (*keys(arm.name), *arm.keys))
    own = frozenset(word for arm in arms for word in arm.keys)
    others = short_forms(telling_words(every, known), abstract, own)
    further = pattern_of(others, "") if others else None
    several = bool(every) or has_more_arms(f"{title}. {abstract}")
    titled = any(key in title.lower() for key in keys(arms[0].name))
    main = TrialArms(arms, tuple(groups), MappingProxyType(patterns), further, several, titled)
    return _with_pairs(main, listed, spans, vocabulary)


def _with_pairs(
    main: TrialArms, listed: Sequence[ListedArm], spans: Sequence[Span], vocabulary: Vocabulary
) -> TrialArms:
    """Return the two arms of a trial with any other two that a sentence names alone."""
    told: dict[tuple[ListedArm, ListedArm], set[int]] = {}
    for span in spans:
        pair = compared(listed, span)
        if pair and not all(_is_same(*each) for each in zip(main.arms, pair, strict=True)):
            told.setdefault(pair, set()).add(span.start)
    starts = {span.start for span in spans}
    pairs = tuple(
        replace(
            main,
            arms=tuple(_listed_arm(*each, vocabulary) for each in zip(Side, pair, strict=True)),
            groups=(),
            patterns=MappingProxyType(dict(zip(Side, (arm.pattern for arm in pair), strict=True))),
            further=any_of([arm.pattern for arm in listed if arm not in pair]),
            several=True,
            elsewhere=frozenset(starts - own),
        )
        for pair, own in told.items()
    )
    return replace(main, pairs=pairs, elsewhere=frozenset().union(*told.values()))


def _is_same(arm: TrialArm, listed: ListedArm) -> bool:
    with_dose = any(letter.isdigit() for letter in listed.name)
    same = keys(arm.name) == keys(listed.name) and not with_dose
    return same or arm.name.lower() == listed.name.lower()


def _listed_arm(side: Side, arm: ListedArm, vocabulary: Vocabulary) -> TrialArm:
    return TrialArm(side=side, name=arm.name, id=_id(side, arm.name, vocabulary), keys=arm.words)


def _compared(
    pair: tuple[str, str],
    title: str,
    abstract: str,
    spans: Sequence[Span],
    vocabulary: Vocabulary,
) -> tuple[tuple[TrialArm, ...], Mapping[Side, str]]:
    """Return the two arms, and a pattern for each that no word of its name tells from the other."""
    names = dict(zip(Side, pair, strict=True))
    known = all(names.values()) and not any(map(is_degree, names.values()))
    known = known and (is_like_control(pair[1]) or keys(pair[0]) != keys(pair[1]))
    alike = None if known else contrasted([title, *plans(spans)])
    if alike and pair[0].lower().startswith(alike.names[1].split()[0]):
        alike = alike.turned
    if alike:
        names = dict(zip(Side, alike.names, strict=True))
    if not alike and _are_named_nowhere(names, abstract):
        alike = told_groups(title, abstract, spans)
        names = dict(zip(Side, alike.names, strict=True)) if alike else names
    names = _completed(names, abstract, spans)
    if not (alike or names[Side.COMPARATOR]) and (groups := told_groups(title, abstract, spans)):
        alike, names = groups, dict(zip(Side, groups.names, strict=True))
    if all(map(is_unspecific, names.values())) and all(told := told_pair(spans)):
        first, second = (spelled_out(name, abstract) for name in told)
        turned = is_like_control(first) and not is_like_control(second)
        names = dict(zip(Side, (second, first) if turned else (first, second), strict=True))
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
            keys=short_forms(own[side], abstract, own[side.other]) | short_form_of(name, abstract),
        )
        for side, name in names.items()
    )
    if alike:
        return arms, dict(zip(Side, alike.patterns, strict=True))
    printed = {
        arm.side: ""
        if arm.keys or is_unspecific(arm.name)
        else as_printed(arm.name, names[arm.side.other])
        for arm in arms
    }
    return arms, printed


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
                pattern(known, short_forms(keys(name), abstract)) for known, name in whole.items()
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
    return f"{OTHER}{in_small_letters(name[:_LONGEST_ID])}" if name else ""
