"""Where a text names the groups of a study, with the roles of those who are meant."""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.arms.arm import ArmMention, MentionKind, rank
from bot.extraction.arms.group_categories import GroupCategory, is_low
from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.kinds_of_people import is_kind
from bot.extraction.arms.roles import Profile, role_of

_POINTING = (Head.SAME, Head.FORMER, Head.LATTER, Head.OTHER)


def group_mentions(
    phrases: Sequence[GroupPhrase],
    categories: Sequence[GroupCategory],
    paper: Profile,
    distinctions: tuple[re.Pattern[str], ...],
) -> Iterator[ArmMention]:
    """Yield a mention for each phrase; pronouns mean who was named just before."""
    own = [
        "" if category is GroupCategory.COLLECTIVE else role_of(phrase, category, paper)
        for phrase, category in zip(phrases, categories, strict=True)
    ]
    everyone = tuple(sorted(dict.fromkeys(filter(None, own)), key=rank, reverse=True))
    before: list[ArmMention] = []
    for phrase, category, role in zip(phrases, categories, own, strict=True):
        if phrase.head in _POINTING:
            roles = _pointed(phrase.head, before, everyone)
        elif category is GroupCategory.COLLECTIVE:
            roles = everyone
            if phrase.head is Head.ALL_PATIENTS:
                roles = tuple(role for role in everyone if role != "healthy_control")
        else:
            roles = (role,) if role else ()
        mention = ArmMention(
            start=phrase.start,
            end=phrase.end,
            roles=roles,
            kind=MentionKind.GROUP,
            everyone=phrase.head in (Head.ALL_GROUPS, Head.EVERYONE),
            others=phrase.head is Head.OTHERS,
            low=is_low(phrase),
            some=is_kind(phrase, category, distinctions),
        )
        yield mention
        if roles and phrase.head not in _POINTING:
            before.append(mention)


def _pointed(head: Head, before: Sequence[ArmMention], everyone: Sequence[str]) -> tuple[str, ...]:
    """Who is meant by "they", "the former" and the like."""
    if not before:
        return ()
    last = before[-1].roles
    if head is Head.LATTER:
        return last
    if head is Head.FORMER:
        earlier = [mention.roles for mention in before if mention.roles != last]
        return earlier[-1] if earlier else ()
    if head is Head.OTHER:
        others = tuple(role for role in everyone if role not in last)
        return others if len(others) == 1 else ()
    return last
