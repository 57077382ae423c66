"""Kinds of people without an illness: told apart by age, sex, a habit or how much of a trait."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.extraction.arms.group_categories import GroupCategory, NamedGroup
from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.numbers import FIGURES, WORDED

_WELL = (GroupCategory.PEOPLE, GroupCategory.DOERS, GroupCategory.HEALTHY)
_MORE = (
    r"(?:high(?:er|ly)?|more|great(?:er)?|good|better|strong(?:er)?|fast(?:er)?|long|late"
    r"|expert|experienced|skilled|trained|secure)"
)
_LESS = (
    r"(?:low(?:er)?|less|few(?:er)?|poor(?:er)?|bad|worse|weak(?:er)?|slow(?:er)?|short|early"
    r"|novice|inexperienced|unskilled|untrained|insecure|average)"
)
_YOUNG = r"young(?:er)?|children|adolescents|teenagers|youths?|infants|middle-aged"
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{first})\b"), re.compile(rf"\b(?:{second})\b"))
    for first, second in (
        (r"old(?:er)?|elder(?:ly|s)?|seniors?|aged|adults", _YOUNG),
        (r"wom[ae]n|females?|girls?", r"m[ae]n|males?|boys?"),
        (_MORE, _LESS),
        (r"left-?hand\w*", r"right-?hand\w*"),
        (r"experts?|masters|professionals", r"novices?|beginners?|amateurs|laypersons|laypeople"),
        (r"(?:bi|multi)linguals?", r"monolinguals?"),
    )
)
"""Words of which a study names both where it compares people told apart by them."""

_ELIDED = re.compile(
    r"\b(?:young(?:er)?|old(?:er)?|high(?:er)?|low(?:er)?|female|male)(?=-?\s?(?:\([^()]{1,20}\)\s)?"
    r"(?:and|versus|vs\.?|or)\s(?:\d+\s)?(?:young|old|high|low|male|female|middle-aged))"
)
"""The first of two kinds that share their noun: ``younger and older adults``."""


_COMPARED = re.compile(
    r"(?:\s[^,;:.]{1,60}?)?\s(?:were|was) compared (?:with|to)\s(?:(?:\d+|the|those of)\s)*"
)
_AND_AS_MANY = re.compile(
    rf"(?:\s?\([^()]{{1,60}}\))?,?\s(?:and|versus|vs\.?)\s(?:(?:{FIGURES}|{WORDED})\s)?"
)
_COUNTED = re.compile(rf"(?<![\w.])(?:{FIGURES}|{WORDED})\s(?:[\w-]+\s){{0,2}}$")
_BEFORE_NOUN = 50
"""Letters before a noun within which its number stands."""
_ANYONE = re.compile(r"(?:participant|subject|individual|volunteer|person|people|adult)s?")


def kinds(groups: Iterable[NamedGroup], text: str) -> tuple[re.Pattern[str], ...]:
    """Return what tells the people of a study apart: none where they are of one kind.

    ``text`` is the abstract in small letters, where one noun may stand for both kinds.
    """
    well = [phrase for phrase, category in groups if category in _WELL]
    named = {phrase.description for phrase in well}
    if named:
        named |= {match[0] for match in _ELIDED.finditer(text)}
    distinctions = [pattern for pair in _OPPOSITES if _names_both(named, pair) for pattern in pair]
    doers = {phrase.noun for phrase in well if phrase.head is Head.DOERS}
    if any(noun.startswith(("non", "never", "ex-")) for noun in doers):  # smokers and non-smokers
        distinctions.append(re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(doers)))})"))
    distinctions += _compared(well, text) or _counted(well, text)
    return tuple(distinctions)


def _compared(well: Sequence[GroupPhrase], text: str) -> list[re.Pattern[str]]:
    """Return the nouns of two kinds of people that a text compares: ``drivers with dancers``."""
    for first, second in pairwise(well):
        joined = first.end < second.start and _COMPARED.fullmatch(text, first.end, second.start)
        names = [f"{phrase.before} {phrase.noun}".strip() for phrase in (first, second)]
        if joined:
            return [re.compile(rf"\b{re.escape(name)}(?!\w)") for name in names]
    return []


def _counted(well: Sequence[GroupPhrase], text: str) -> list[re.Pattern[str]]:
    """Return the nouns of two kinds of people that a text counts: ``20 cooks and 21 waiters``."""
    for first, second in pairwise(well):
        joined = first.end < second.start and _AND_AS_MANY.fullmatch(text, first.end, second.start)
        names = [_name(phrase) for phrase in (first, second)]
        if not (joined and all(names)) or names[0] == names[1]:
            continue
        nouns = [text.rfind(phrase.noun, 0, phrase.end) for phrase in (first, second)]
        if all(_COUNTED.search(text, max(0, noun - _BEFORE_NOUN), noun) for noun in nouns):
            return [re.compile(rf"\b{re.escape(name)}(?!\w)") for name in names]
    return []


def _name(phrase: GroupPhrase) -> str:
    """What people are called: their noun, or the word before a noun that may mean anyone."""
    return phrase.before.rpartition(" ")[2] if _ANYONE.fullmatch(phrase.noun) else phrase.noun


def _names_both(named: Iterable[str], pair: tuple[re.Pattern[str], ...]) -> bool:
    """Whether phrases hold both words of a pair: "young adults" alone are of one kind."""
    shown = {tuple(bool(pattern.search(words)) for pattern in pair) for words in named}
    shown.discard((False, False))
    return len(shown) > 1


def is_kind(group: NamedGroup, distinctions: tuple[re.Pattern[str], ...]) -> bool:
    """Whether words name one of the kinds that a study tells apart, and not all of them."""
    words = group.phrase.description
    return group.category in _WELL and any(pattern.search(words) for pattern in distinctions)
