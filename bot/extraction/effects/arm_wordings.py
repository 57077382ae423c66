"""How texts set two arms against each other, wherever they do: ``comparing X to Y``."""

import re
from collections.abc import Iterable, Iterator
from itertools import permutations

from bot.extraction.effects.arm_names import cleaned, is_name, is_unspecific
from bot.extraction.effects.words import alternatives

NAME = r"(?:[^.;:]|\.(?=\w)){3,140}?"
AGAINST = alternatives("against")
BEHIND = rf"(?=$|[.;:](?!\d)|,?\s{alternatives('behind_a_name')}\b)"
_COMPARED = tuple(
    re.compile(
        rf"\b{alternatives('compares')}\s(?:the\s)?(?:(?:[\w-]+,?\s){{0,5}}?{alternatives('study_of')}\s)?(?:the\s)?"
        rf"(?P<a>{NAME}),?\s{joint}\s(?:the\s|that\sof\s)?(?P<b>{NAME}){BEHIND}",
        re.IGNORECASE,
    )
    for joint in (
        AGAINST,
        rf"(?<!mild\s)(?<!moderate\s)(?<!low\s)to(?!\s{alternatives('base_verbs')}\b)",
        "and",
        "with",
    )
)
"""``comparing X to Y``: the joint that is least often part of a name goes first."""
_COMPARES_WORDS = (
    rf"\b(?:{{}})\b[^.;]{{{{0,90}}}}?\s(?:{AGAINST}|than|or)\s(?:[\w-]+\s){{{{0,3}}}}?(?:{{}})\b"
)
_OF_A_GROUP = r"\b(?:{})(?:-treated)?\s(?:group|arm|patients|recipients)\b"
Pair = tuple[str, str]


def compared(text: str) -> Iterator[Pair]:
    """Yield the two arms that a sentence says were compared."""
    for pattern in _COMPARED:
        yield from ((hit["a"], hit["b"]) for hit in named(pattern.finditer(text)))


def are_compared(pair: tuple[frozenset[str], ...], abstract: str) -> bool:
    """Whether a sentence sets one of two things against the other."""
    return all(pair) and any(
        re.search(_COMPARES_WORDS.format(*map(_any_of, ordered)), abstract, re.IGNORECASE)
        for ordered in permutations(pair, 2)
    )


def are_groups(pair: tuple[frozenset[str], ...], abstract: str) -> bool:
    """Whether each has a group of its own: ``the juggling group``, ``music-treated patients``."""
    return all(
        re.search(_OF_A_GROUP.format(_any_of(words)), abstract, re.IGNORECASE) for words in pair
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words)))


def named(hits: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the matches whose both sides may be names of arms, and one says what was done."""
    return (
        hit for hit in hits
        if is_name(hit["a"]) and is_name(hit["b"])
        and not (is_unspecific(cleaned(hit["a"])) and is_unspecific(cleaned(hit["b"])))
    )  # fmt: skip
