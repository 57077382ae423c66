"""What a paper as a whole says of the categories of its groups, beside their own words."""

import re
from collections.abc import Sequence
from functools import partial

from bot.extraction.arms.group_categories import GroupCategory
from bot.extraction.arms.group_phrase import GroupPhrase, Head, Polarity
from bot.extraction.arms.words import ILLNESS
from bot.extraction.text import small

_ILL = frozenset((GroupCategory.PATIENT, GroupCategory.WITHOUT, GroupCategory.TREATED))
_ANYONE = frozenset(("participant", "subject", "individual", "people", "person"))
"""Nouns that may mean all who took part."""
_CAPITALS = re.compile(r"[A-Z]{2,}")
_NAMED_FOR_ILLNESS = frozenset((Head.SIGN, Head.DISEASE))
_LIKE_PATIENTS = frozenset((GroupCategory.PATIENT, GroupCategory.WITHOUT))


def as_people(categories: Sequence[GroupCategory]) -> list[GroupCategory]:
    """Categories of a study of no illness, in which nobody is a patient."""
    return [
        GroupCategory.PEOPLE if category in _LIKE_PATIENTS else category for category in categories
    ]


def studies_illness(
    title: str, text: str, phrases: Sequence[GroupPhrase], categories: Sequence[GroupCategory]
) -> bool:
    """Whether people are told apart by illness at all, or only by age, habits and moods.

    An illness that is only named beside them, as what may come of it, tells no people apart.
    """
    told = bool(ILLNESS.search(title.lower())) or any(
        map(partial(_tells_illness, text), phrases, categories)
    )
    controlled = GroupCategory.CONTROL in categories or any(
        "control" in phrase.noun for phrase in phrases
    )
    return (
        told
        or GroupCategory.TREATED in categories
        or (controlled and bool(ILLNESS.search(small(text))))
    )


def _tells_illness(text: str, phrase: GroupPhrase, category: GroupCategory) -> bool:
    """Whether the name of a group is that of an illness, or of what others lack or shorten."""
    words = phrase.description.replace("-", " ")  # "hearing-impaired"
    if phrase.head in _NAMED_FOR_ILLNESS or ILLNESS.search(words):
        return True
    if phrase.head is not Head.PEOPLE or not (phrase.trait or "free" in phrase.before):
        return False
    affected = category is GroupCategory.PATIENT and phrase.polarity is Polarity.WITH
    shortened = affected and _CAPITALS.search(text, phrase.start, phrase.end)  # "with OSA"
    return category is GroupCategory.WITHOUT or bool(shortened)


def with_namesakes(
    phrases: Sequence[GroupPhrase], categories: Sequence[GroupCategory]
) -> list[GroupCategory]:
    """Take bare nouns for the healthy people who alone are called so.

    Volunteers beside patients are healthy, unless patients are called volunteers too.
    """
    pairs = list(zip(phrases, categories, strict=True))
    patients = {_singular(phrase.noun) for phrase, category in pairs if category in _ILL}
    healthy = {
        _singular(phrase.noun) for phrase, category in pairs if category is GroupCategory.HEALTHY
    }
    only = (healthy | {"volunteer"}) - patients - _ANYONE if patients else frozenset()
    return [
        GroupCategory.HEALTHY
        if category is GroupCategory.PEOPLE and not phrase.trait and _singular(phrase.noun) in only
        else category
        for phrase, category in pairs
    ]


def _singular(noun: str) -> str:
    return noun.removesuffix("s")
