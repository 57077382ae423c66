"""What a paper as a whole says of the categories of its groups, beside their own words."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.extraction.arms.group_categories import GroupCategory, NamedGroup, names_controls
from bot.extraction.arms.group_phrase import Head, Polarity
from bot.extraction.arms.sizes import within_any
from bot.extraction.arms.words import ILLNESS
from bot.extraction.design import Design
from bot.extraction.speculation import tells_earlier_work
from bot.extraction.text import Span, small

_ILL = frozenset((GroupCategory.PATIENT, GroupCategory.WITHOUT, GroupCategory.TREATED))
_ANYONE = frozenset(("participant", "subject", "individual", "people", "person"))
"""Nouns that may mean all who took part."""
_CAPITALS = re.compile(r"[A-Z]{2,}")
_SHORTENED = re.compile(r"\((?P<name>[A-Z]{2,})")
_PAIN = re.compile(r"\bpain\b(?! patients)")
"""What healthy people may feel more or less of: ``pain-sensitive volunteers``."""
_DONE = re.compile(
    r"\b(?:were|was|had|did|took|underwent|received|showed|exhibited|displayed|demonstrated|completed"
    r"|participated|recruited|enrolled|scanned|studied|examined|investigated|tested|measured"
    r"|compared|applied|performed|used|viewed|[Ii]n (?:this|the present|our) study|[Ww]e)\b"
)
"""Stands in sentences that say what was done in a study, or what came of it."""
_ILL_NAME = 60
"""Letters before the bracket of a short form within which an illness is named."""
_LIKE_PATIENTS = frozenset((GroupCategory.PATIENT, GroupCategory.WITHOUT))


def categorised(
    design: Design,
    named: Sequence[NamedGroup],
    titled: Sequence[NamedGroup],
    spans: Sequence[Span],
) -> tuple[list[NamedGroup], list[NamedGroup]]:
    """Return the groups of an abstract and of its title as the paper as a whole means them.

    Where no illness is studied, nobody is a patient. Patients of whom ``spans``, the sentences,
    only tell what is known or hoped are not studied.
    """
    named = _with_namesakes(named)
    done = [span for span in spans if _DONE.search(span.text) and not tells_earlier_work(span)]
    studied = [group for group in named if within_any(group.phrase.start, done)] or named
    of_title = any(_tells_illness(design.title, group) for group in titled)
    of_field = design.cancer and design.pain
    if of_title or of_field or _studies_illness(design.abstract, studied):
        return named, list(titled)
    return [_as_people(group) for group in named], [_as_people(group) for group in titled]


def _as_people(group: NamedGroup) -> NamedGroup:
    like_patients = group.category in _LIKE_PATIENTS
    return group._replace(category=GroupCategory.PEOPLE) if like_patients else group


def _studies_illness(text: str, named: Sequence[NamedGroup]) -> bool:
    """Whether people are told apart by illness at all, or only by age, habits and moods.

    An illness that is only named beside them, as what may come of it, tells no people apart.
    """
    return (
        any(_tells_illness(text, group) for group in named)
        or any(group.category is GroupCategory.TREATED for group in named)
        or (names_controls(named) and bool(ILLNESS.search(small(text))))
    )


def _tells_illness(text: str, group: NamedGroup) -> bool:
    """Whether the name of a group is that of an illness, or of what others lack or shorten."""
    phrase, category = group
    words = f"{_PAIN.sub(' ', f'{phrase.before} {phrase.noun}')} {phrase.trait}"
    if phrase.head is Head.DISEASE or ILLNESS.search(words.replace("-", " ")):
        return True
    short = _CAPITALS.findall(text, phrase.start, phrase.end)
    if not _short_for_illness(text).isdisjoint(short):
        return True
    if phrase.head is not Head.PEOPLE or not (phrase.trait or "free" in phrase.before):
        return False
    affected = category is GroupCategory.PATIENT and phrase.polarity is Polarity.WITH
    return category is GroupCategory.WITHOUT or (affected and bool(short))  # "with OSA"


@lru_cache(maxsize=4)
def _short_for_illness(text: str) -> frozenset[str]:
    """The short forms that stand in brackets behind the name of an illness."""
    return frozenset(
        bracket["name"]
        for bracket in _SHORTENED.finditer(text)
        if ILLNESS.search(small(text[max(0, bracket.start() - _ILL_NAME) : bracket.start()]))
    )


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
