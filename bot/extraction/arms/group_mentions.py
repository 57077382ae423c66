"""Where a text names the groups of a study, with the roles of those who are meant."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from bot.extraction.arms.arm import ArmMention, MentionKind, rank
from bot.extraction.arms.group_categories import GroupCategory, NamedGroup, is_graded, is_low
from bot.extraction.arms.group_phrase import POINTING, GroupPhrase, Head
from bot.extraction.arms.kinds_of_people import is_kind
from bot.extraction.arms.profile import Profile, tells_degree_of_pain
from bot.extraction.arms.roles import role_of
from bot.extraction.text import Span

_TWO = 2
_OF_TWO = (Head.FORMER, Head.LATTER)
_IN = re.compile(r"\b(?:in|of|for|among|by|between) $")
_AGAINST = re.compile(
    r"\b(?:than|as|with|to|unlike|from|versus|vs\.?) (?:(?:in|of|the|those|that|all) )*$"
)
_REACH = 40
"""Letters before people within which they are said to be compared with."""
_GROUP = re.compile(
    r" (?:groups?|patients|participants|people|women|men|showed|had|have|exhibited|displayed"
    r"|demonstrated|activated|recruited)\b"
)
"""What stands behind ``the former`` where it means people, and not conditions or regions."""
_FORMER = re.compile(rf"\bthe former{_GROUP.pattern}")


def group_mentions(
    named: Sequence[NamedGroup],
    paper: Profile,
    distinctions: tuple[re.Pattern[str], ...],
    text: str,
    spans: Sequence[Span],
) -> Iterator[ArmMention]:
    """Yield a mention for each group; pronouns mean who was named just before.

    ``text`` is the abstract in small letters, ``spans`` are its sentences.
    """
    own = [
        "" if category is GroupCategory.COLLECTIVE else role_of(phrase, category, paper)
        for phrase, category in named
    ]
    everyone = _groups_apart(own)
    starts = [span.start for span in spans]
    before: list[ArmMention] = []
    for group, role in zip(named, own, strict=True):
        phrase, category = group
        if phrase.head in _OF_TWO:
            start = starts[bisect_right(starts, phrase.start) - 1]
            roles = _one_of_two(phrase, before, text, start)
            if not roles:
                continue  # "the former" of two regions
        elif phrase.head in POINTING:
            roles = _pointed(phrase.head, before, everyone, text)
        elif category is GroupCategory.COLLECTIVE:
            healthy = phrase.head is not Head.ALL_PATIENTS
            roles = tuple(role for role in everyone if healthy or role != "healthy_control")
        else:
            roles = (role,) if role else ()
        degrees = not paper.cancer_pain or tells_degree_of_pain(phrase, paper)
        mention = _mention(phrase, roles, some=is_kind(group, distinctions), degrees=degrees)
        yield mention
        if roles and phrase.head not in POINTING:
            before.append(mention)


def _groups_apart(roles: Iterable[str]) -> tuple[str, ...]:
    """The roles of the groups of a study, without that of patients with and without pain alike."""
    named = dict.fromkeys(filter(None, roles))
    if "pain" in named:
        named.pop("mixed_cancer", None)
    return tuple(sorted(named, key=rank, reverse=True))


def _mention(
    phrase: GroupPhrase, roles: tuple[str, ...], *, some: bool, degrees: bool
) -> ArmMention:
    """Return a phrase as a mention of those who have these roles, or only some of them.

    ``degrees`` tells whether words such as ``mild`` are of what the study is about.
    """
    return ArmMention(
        start=phrase.start,
        end=phrase.end,
        roles=roles,
        kind=MentionKind.GROUP,
        everyone=phrase.head in (Head.ALL_GROUPS, Head.EVERYONE),
        others=phrase.head is Head.OTHERS,
        low=degrees and is_low(phrase),
        graded=degrees and is_graded(phrase),
        points=phrase.head in _OF_TWO,
        some=some,
    )


def _pointed(
    head: Head, before: Sequence[ArmMention], everyone: Sequence[str], text: str
) -> tuple[str, ...]:
    """Who is meant by "they" and the like: the last who were not only compared with others."""
    subjects = [mention for mention in before if not _is_compared(mention, text)] or before
    if not subjects:
        return ()
    last = subjects[-1].roles
    if head is Head.OTHER:
        others = tuple(role for role in everyone if role not in last)
        return others if len(others) == 1 else ()
    return last


def _is_compared(mention: ArmMention, text: str) -> bool:
    """Whether others are compared with people, who are then not those that a sentence is about."""
    return bool(_AGAINST.search(text, max(0, mention.start - _REACH), mention.start))


def _one_of_two(
    phrase: GroupPhrase, before: Sequence[ArmMention], text: str, start: int
) -> tuple[str, ...]:
    """Who is meant by "the former" or "the latter" in a sentence that starts there, if people."""
    near = [mention for mention in before if mention.start >= start]
    people = _IN.search(text, 0, phrase.start) or _GROUP.match(text, phrase.end)
    people = people or _FORMER.search(text, start, phrase.start)
    named = near if len(near) >= _TWO else [*before] if people else []
    if not named:
        return ()
    last = named[-1].roles
    if phrase.head is Head.LATTER:
        return last
    others = [mention.roles for mention in named if mention.roles != last]
    return (others or [mention.roles for mention in named[-_TWO:-1]] or [()])[-1]
