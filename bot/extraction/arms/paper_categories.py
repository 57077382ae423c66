"""What a paper as a whole says of the categories of its groups, beside their own words."""

import re
from collections.abc import Sequence

from bot.extraction.arms.group_categories import GroupCategory, NamedGroup
from bot.extraction.arms.group_phrase import Head, Polarity
from bot.extraction.arms.words import ILLNESS
from bot.extraction.text import small

_ILL = frozenset((GroupCategory.PATIENT, GroupCategory.WITHOUT, GroupCategory.TREATED))
_ANYONE = frozenset(("participant", "subject", "individual", "people", "person"))
"""Nouns that may mean all who took part."""
_CAPITALS = re.compile(r"[A-Z]{2,}")
_NAMED_FOR_ILLNESS = frozenset((Head.SIGN, Head.DISEASE))
_LIKE_PATIENTS = frozenset((GroupCategory.PATIENT, GroupCategory.WITHOUT))


def categorised(
    title: str, text: str, named: Sequence[NamedGroup], titled: Sequence[NamedGroup]
) -> tuple[list[NamedGroup], list[NamedGroup]]:
    """Return the groups of an abstract and of its title as the paper as a whole means them.

    Where no illness is studied, nobody is a patient.
    """
    named = _with_namesakes(named)
    if _studies_illness(title, text, named):
        return named, list(titled)
    return [_as_people(group) for group in named], [_as_people(group) for group in titled]


def _as_people(group: NamedGroup) -> NamedGroup:
    like_patients = group.category in _LIKE_PATIENTS
    return group._replace(category=GroupCategory.PEOPLE) if like_patients else group


def _studies_illness(title: str, text: str, named: Sequence[NamedGroup]) -> bool:
    """Whether people are told apart by illness at all, or only by age, habits and moods.

    An illness that is only named beside them, as what may come of it, tells no people apart.
    """
    controlled = any(
        category is GroupCategory.CONTROL or "control" in phrase.noun for phrase, category in named
    )
    return (
        bool(ILLNESS.search(title.lower()))
        or any(_tells_illness(text, group) for group in named)
        or any(group.category is GroupCategory.TREATED for group in named)
        or (controlled and bool(ILLNESS.search(small(text))))
    )


def _tells_illness(text: str, group: NamedGroup) -> bool:
    """Whether the name of a group is that of an illness, or of what others lack or shorten."""
    phrase, category = group
    words = phrase.description.replace("-", " ")  # "hearing-impaired"
    if phrase.head in _NAMED_FOR_ILLNESS or ILLNESS.search(words):
        return True
    if phrase.head is not Head.PEOPLE or not (phrase.trait or "free" in phrase.before):
        return False
    affected = category is GroupCategory.PATIENT and phrase.polarity is Polarity.WITH
    shortened = affected and _CAPITALS.search(text, phrase.start, phrase.end)  # "with OSA"
    return category is GroupCategory.WITHOUT or bool(shortened)


def _with_namesakes(named: Sequence[NamedGroup]) -> list[NamedGroup]:
    """Take bare nouns for the healthy people who alone are called so.

    Volunteers beside patients are healthy, unless patients are called volunteers too.
    """
    patients = {_singular(phrase.noun) for phrase, category in named if category in _ILL}
    healthy = {
        _singular(phrase.noun) for phrase, category in named if category is GroupCategory.HEALTHY
    }
    only = (healthy | {"volunteer"}) - patients - _ANYONE if patients else frozenset()
    return [
        group._replace(category=GroupCategory.HEALTHY)
        if group.category is GroupCategory.PEOPLE
        and not group.phrase.trait
        and _singular(group.phrase.noun) in only
        else group
        for group in named
    ]


def _singular(noun: str) -> str:
    return noun.removesuffix("s")
