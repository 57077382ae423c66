"""Which of the groups and times of a statement is compared with, and which it speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.arms import value_pairs
from bot.extraction.arms.arm import ArmMention, MentionKind, rank
from bot.extraction.arms.unlike_groups import shows_otherwise
from bot.extraction.arms.words import VERSUS
from bot.extraction.text import Span, small

_FILL = (
    r"(?:\s*(?:the|those|that|in|of|a|an|our|its|for|from|with|to|both|either|their|also|matched"
    r"|\d+|\w+-matched|each|all|at|during|activity|levels?|values?|patients|same|group|,)\b,?)*\s*"
)
_TOLD = re.compile(
    r"\b(?:showed|shows|revealed|demonstrated|disclosed|detected|found|identified|indicated)\b.*"
    r"\b(?:in|of|for|among)\s(?:the\s|those\s)?$"
)
"""What an examination of two groups tells of one of them."""
_THREE = 3
_NEAR = 45
"""Letters behind "than" within which a group is what it compares with."""
_TO_COMPARATOR = re.compile(
    _FILL + r"(?:(?:[\w-]+,\s){1,2}(?:[\w-]+\s)?(?:and|or)\s)?(?:[\w-]+\s){0,3}"
)
_LISTED = re.compile(
    rf"\s?(?:\([^()]*\))?,?\s(?:and|or|as well as|and/or|nor)\s{_FILL}|,\s{_FILL}|\s?/\s?"
)
_SUBJECT_VERB = re.compile(
    r"\s?(?:\([^()]*\)\s?)?,?\s?(?:\w+ly\s)?(?:showed|had|exhibited|displayed|demonstrated"
    r"|revealed|presented|have|show|exhibit|activated|recruited|was|were)\b"
)
_BETWEEN = re.compile(
    r"\b(?:between|among|across)\s(?:the\s|both\s)?(?:\w+[\s-]){0,3}$"
    r"|\b(?:similar|comparable|equal|alike|equivalent|the same)(?:\s\w+){0,4}?"
    r"\s(?:in|for|across|among)\s(?:the\s|both\s)*$"
)
_AND = re.compile(
    r"\s?(?:\([^()]*\)\s?)?,?\s(?:and|versus|vs\.?)\s(?:in\s|the\s|those\s|of\s|between\s|from\s"
    r"|\d+\s|[\w-]+-matched\s|matched\s|all\s|either\s)*"
)
_IN_BOTH = re.compile(r"(?<!than )(?<!those )(?<!that )\b(?:in|for|across|among) both (?:the )?$")
_BOTH_NAMED = re.compile(r"[^,;:.]{0,60}?" + _AND.pattern)
_TO_LEVEL = re.compile(
    r"(?<!similar )(?<!comparable )(?<!equal )(?<!relative )(?<!compared )(?<!close )"
    r"\b(?:to|at|towards?) (?:the )?(?:levels?|range|values?) (?:of|in|seen in|observed in)"
    r" (?:the )?$"
    r"|\bto (?:comparable|similar|equal|identical) (?:with|to) (?:(?:that|those) (?:of|in) )?"
    r"(?:the )?$"
)
"""Ends in those whose level others came to: ``rose to the level of controls``."""
_MORE = re.compile(r"\s*(?P<sign>[<>])\s*")
_DIFFER = re.compile(
    r"\b(?:differ\w*|compar\w+|contrasts?|distinguish\w*|discriminat\w*|separat\w*|similar"
    r"|equal)\b"
)
_DID_DIFFER = re.compile(
    r"\s?(?:\([^()]*\)\s?)?(?:groups?\s|patients\s)?(?:did(?:\snot|n['\u2019]t)?|do(?:\snot)?|were|was)?\s?(?:significantly\s)?"
    r"(?:differ(?:ed)?\b|(?:not\s)?(?:different|distinguishable|similar|comparable|alike)\b)"
)
_APART = re.compile(
    r"\b(?:distinguish|separat|discriminat|differentiat)(?:ed|es|ing|e)?\s(?:\w+\s){0,2}$"
)
_FROM = re.compile(r"\s?(?:\([^()]*\)\s?)?(?:from|versus|vs\.?)\s(?:the\s|those\s(?:of|in)\s)*")


_CONDITION = re.compile(
    r"\b(?:tasks?|\d-back|stimul\w+|conditions?|rest|trials?|phase|words|faces|pictures|images|feedback"
    r"|memories|cues?"
    r"|sounds?|music|movie|load|memory|states?|sleep|wake\w*|neutral|baseline|negative|positive"
    r"|standing|(?:affected|unaffected|contralateral|ipsilateral|opposite|other|left|right|painful"
    r"|(?:non-?)?dominant)\s(?:hand|side|limb|arm|leg|foot)s?"
    r"|sham|food|pressure|expectation|simple|complex|congruent|incongruent|fixation|scripts?"
    r"|events?|punishment|alone)\b"
)
_DURING = re.compile(r"\s(?:during|when|while)\s")
_CONTRAST = re.compile(r"\b[a-z]+\s?[<>]\s?[a-z]+\b")


@dataclass(frozen=True, slots=True)
class ComparisonSides:
    """The mentions of a statement by the part they play in its comparison."""

    index: tuple[ArmMention, ...]
    comparator: tuple[ArmMention, ...]
    marked: bool
    """Whether the statement says in words that it compares: ``than``, ``versus``."""
    untested: tuple[ArmMention, ...] = ()
    """Groups of which it is said that they did not show it."""
    conditions: bool = False
    """Whether what stands behind ``than`` or the like is neither a group nor a time."""


def comparison_sides(span: Span, mentions: Sequence[ArmMention]) -> ComparisonSides:
    """Part the mentions of a statement, in order, by ``than``, ``between`` and the like."""
    words = small(span.text)
    mentions = _without_standards(words, span, _pointed(mentions))
    mentions = _not_both(words, span, mentions)
    compared, untested, ends = _compared(words, span, mentions)
    paired = _paired(words, span, mentions)
    compared |= {right for _, right in paired}
    again = _named_again(words, span, mentions) if not compared else None
    if again is not None:
        return ComparisonSides(index=(mentions[-1],), comparator=(again,), marked=True)
    index = [
        mention
        for number, mention in enumerate(mentions)
        if number not in compared and number not in untested
    ]
    return ComparisonSides(
        index=tuple(index),
        comparator=tuple(mentions[number] for number in sorted(compared)),
        marked=bool(compared),
        conditions=_conditions(words, span, mentions, compared, ends),
        untested=tuple(mentions[number] for number in sorted(untested)),
    )


def _compared(
    words: str, span: Span, mentions: Sequence[ArmMention]
) -> tuple[set[int], set[int], list[int]]:
    """Return the mentions behind ``than``, those behind ``but not``, and where markers end."""
    compared: set[int] = set()
    untested: set[int] = set()
    markers = [marker.end() for marker in VERSUS.finditer(words)]
    for number, mention in enumerate(mentions):
        start = mention.start - span.start
        marker = max((end for end in markers if end <= start), default=-1)
        named = number - 1 in compared and _holds_others(mentions[number - 1], mention)
        if shows_otherwise(words, span, mentions, number):
            untested.add(number)
        elif marker >= 0 and not named and _TO_COMPARATOR.fullmatch(words, marker, start):
            during = _DURING.match(words, marker)
            behind = words[marker : mention.start - span.start]
            subject = "," in behind and _is_subject(words, span, mentions, number)
            if not (during or subject) and not _CONDITION.search(words, marker, start):
                compared.add(number)
        elif number - 1 in compared and _continues(words, span, mentions, number):
            compared.add(number)
    return compared, untested, markers


def _is_subject(words: str, span: Span, mentions: Sequence[ArmMention], number: int) -> bool:
    """Whether a verb follows a group behind others: ``relative to controls, A and B showed``."""
    groups = number > 0 and is_group(mentions[number]) and is_group(mentions[number - 1])
    verb = _SUBJECT_VERB.match(words, mentions[number].end - span.start)
    return bool(groups and verb)


def _holds_others(compared: ArmMention, following: ArmMention) -> bool:
    """Whether controls are followed by those in whom they are told of: ``vehicle in ill rats``."""
    groups = compared.roles and following.roles and following.start > compared.end
    return bool(groups) and not any(map(rank, compared.roles)) and all(map(rank, following.roles))


def _continues(words: str, span: Span, mentions: Sequence[ArmMention], number: int) -> bool:
    """Whether a mention goes on with the list of those compared with, and is no new subject."""
    last, mention = mentions[number - 1], mentions[number]
    gap_start, gap_end = last.end - span.start, mention.start - span.start
    if gap_start > gap_end:
        return mention.start == last.start
    joined = _LISTED.fullmatch(words, gap_start, gap_end)
    verb = _SUBJECT_VERB.match(words, mention.end - span.start)
    comma_only = (
        joined is not None and joined[0].lstrip().startswith(",") and "and" not in joined[0]
    )
    return bool(joined) and not verb and not comma_only


def _paired(words: str, span: Span, mentions: Sequence[ArmMention]) -> list[tuple[int, int]]:
    """Return the pairs ``between A and B`` and ``A > B``."""
    pairs = []
    for number in range(len(mentions) - 1):
        left, right = mentions[number], mentions[number + 1]
        start, end = left.end - span.start, right.start - span.start
        both = is_group(left) and is_group(right)
        if both and left.start == right.start and _DIFFER.search(words):
            pairs.append((number, number + 1))  # "between patients with and without pain"
        elif start <= end and (
            _MORE.fullmatch(words, start, end)
            or value_pairs.are_of(words, left.start - span.start, start, end)
        ):
            pairs.append((number, number + 1))
        elif start <= end and _AND.fullmatch(words, start, end):
            low = max(0, left.start - span.start - 60)
            before = words[low : left.start - span.start]
            apart = _DID_DIFFER.match(words, right.end - span.start) or _APART.search(before)
            if _BETWEEN.search(before) or apart:
                pairs.append((number, number + 1))
        elif (
            start <= end
            and _FROM.fullmatch(words, start, end)
            and _APART.search(words[: left.start - span.start])
        ):
            pairs.append((number, number + 1))
    return pairs


def _named_again(words: str, span: Span, mentions: Sequence[ArmMention]) -> ArmMention | None:
    """The other of two groups where one is named again: ``of A and B showed less in A``."""
    if len(mentions) != _THREE or not all(map(is_group, mentions)):
        return None
    first, second, again = mentions
    joined = _BOTH_NAMED.fullmatch(words, first.end - span.start, max(0, second.start - span.start))
    match = _TOLD.search(words, second.end - span.start, max(0, again.start - span.start))
    if not (joined and match) or first.roles == second.roles:
        return None
    others = {first.roles: second, second.roles: first}
    return others.get(again.roles)


def _not_both(words: str, span: Span, named: Sequence[ArmMention]) -> Sequence[ArmMention]:
    """Leave out ``in both A and B`` behind others: what is told of these holds in each alike."""
    for number in range(1, len(named) - 1 if " both " in words else 0):
        first, second = named[number], named[number + 1]
        low = max(0, first.start - span.start - 20)
        joined = _AND.fullmatch(words, first.end - span.start, max(0, second.start - span.start))
        if joined and _IN_BOTH.search(words[low : first.start - span.start]):
            return [*named[:number], *named[number + 2 :]]
    return named


def _pointed(mentions: Sequence[ArmMention]) -> Sequence[ArmMention]:
    """Leave out those whom ``the former`` and ``the latter`` name once more."""
    pointing = [number for number, mention in enumerate(mentions) if mention.points]
    return mentions[pointing[0] :] if len(pointing) > 1 else mentions


def _without_standards(words: str, span: Span, named: Sequence[ArmMention]) -> Sequence[ArmMention]:
    """Leave out those who only set the level that others came to."""
    if " to " not in words and " at " not in words and " toward" not in words:
        return named
    return [
        mention for mention in named if not _TO_LEVEL.search(words[: mention.start - span.start])
    ]


def _conditions(
    words: str,
    span: Span,
    mentions: Sequence[ArmMention],
    compared: set[int],
    ends: Sequence[int],
) -> bool:
    """Whether a marker is followed by no mention, but by words for a task or state."""
    for end in ends:
        near = any(0 <= mentions[number].start - span.start - end < _NEAR for number in compared)
        during = not near and _DURING.match(words, end)
        if during or (not near and _CONDITION.search(words, end, end + 50)):
            return True
    shown = ("<" in words or ">" in words) and _CONTRAST.search(words)
    return bool(shown) and not compared


def is_group(mention: ArmMention) -> bool:
    """Whether a mention names people."""
    return mention.kind is MentionKind.GROUP
