"""Groups whose noun the text leaves out, as the next one has it: ``in mild than in severe cases``.

A word is taken for such a group only where it tells people apart elsewhere in the text, or where
a number counts them.
"""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.nouns import PLAIN
from bot.extraction.arms.numbers import FIGURES, WORDED
from bot.extraction.arms.words import HEALTHY, ILLNESS, stops

_REACH = 70
_KIND = 3
"""Letters that tell the kinds of an illness apart in their names."""
_WORDS = r"[a-z][\w-]+(?:\s[a-z][\w-]*){0,2}"
_LINK = (
    r"(?:,?\s(?:and|or|versus|vs\.?|than|(?:as |when )?compared (?:with|to)|relative to)"
    r"(?:\s(?:with|in|the|to|those|that|of|for))*)\s"
)
_BRACKET = r"(?:\s?\((?P<name>[^()]{1,30})\))?"
_BEFORE = re.compile(rf"(?:^|(?<=[\s(]))(?P<words>{_WORDS}){_BRACKET}{_LINK}$")
_COUNTED_BEFORE = re.compile(
    rf"(?<![\w.])(?:{FIGURES}|{WORDED})\s(?P<words>{_WORDS}){_BRACKET}"
    rf"(?:,?\sand|,)\s(?:{FIGURES}|{WORDED})\s$"
)
_SIZE = re.compile(r"\s?\(n\s?=\s?\d+\)")
_SHORT_FORM = re.compile(
    r"\((?:[nN] ?= ?\d+[,;] )?(?P<name>[A-Za-z-]{2,10})(?:[,;] ?[nN] ?= ?\d+)?\)"
)
_COUNTED = re.compile(rf"(?<![\w.])(?:{FIGURES}|{WORDED})\s(?P<words>(?:{PLAIN}\s){{1,4}})$")
_BECAME = re.compile(
    r"\b(?P<words>(?:recovered|persisted|converted|progressed|relapsed|remitted|responded|improved"
    r"|transitioned|remained stable|did not (?:recover|convert|relapse|respond|improve|transition))"
    r"\s)$"
)
"""Names people by what became of them: ``20 recovered (RP)``."""
_NAMED = (Head.PEOPLE, Head.GROUPS, Head.DISEASE)


def elided(
    text: str, lowered: str, phrases: Sequence[GroupPhrase], given: frozenset[str]
) -> list[GroupPhrase]:
    """Return the groups that share the noun of a phrase behind them, or have a short form alone.

    ``given`` has the words for what the arms of a trial were given.
    """
    named = [phrase for phrase in phrases if phrase.head in _NAMED]
    counted = [group for phrase in named if (group := _shared(lowered, phrase, _COUNTED_BEFORE))]
    counted += _short_named(text, lowered)
    known = {
        word for phrase in (*named, *counted) for word in f"{phrase.before} {phrase.trait}".split()
    }
    known |= given
    shared = ((group, phrase) for phrase in named if (group := _shared(lowered, phrase, _BEFORE)))
    distinct = (
        group
        for group, phrase in shared
        if known.issuperset(group.before.split())
        or _of_one_stem(group.before, phrase.before)
        or HEALTHY.fullmatch(group.before)
        or _SIZE.match(lowered, group.end)
    )
    return [phrase for phrase in (*counted, *distinct) if not phrase.overlaps(phrases)]


def _of_one_stem(name: str, other: str) -> bool:
    """Whether two names are of kinds of one illness: ``ibs-d`` and ``ibs-c``."""
    stem, hyphen, kind = name.rpartition("-")
    return bool(hyphen and stem) and stem == other.rpartition("-")[0] and len(kind) <= _KIND


def _shared(text: str, phrase: GroupPhrase, pattern: re.Pattern[str]) -> GroupPhrase | None:
    """Return the group that stands before a phrase and shares its noun."""
    if not phrase.before or phrase.noun.startswith(("control", "peer")):
        return None
    match = pattern.search(text, max(0, phrase.start - _REACH), phrase.start)
    if match is None:
        return None
    words = match["words"].split()
    while any(map(stops, words)):
        words = words[1:]
    if not words:
        return None
    before = " ".join(words)
    start = match.end("words") - len(before)
    return GroupPhrase(start, match.end("words"), phrase.head, phrase.noun, before)


def _short_named(text: str, lowered: str) -> Iterator[GroupPhrase]:
    """Yield the ill who have a short form and no noun: ``33 bipolar depressed (BD)``."""
    for bracket in _SHORT_FORM.finditer(text):
        name, end = bracket["name"], bracket.start()
        if sum(map(str.isupper, name)) <= 1:
            continue
        low = max(0, end - _REACH)
        became = _BECAME.search(lowered, low, end)
        if became:
            words = became["words"].strip()
            yield GroupPhrase(became.start(), end - 1, Head.PEOPLE, "patients", words)
            continue
        counted = _COUNTED.search(lowered, low, end)
        words = counted["words"].strip() if counted else ""
        if counted and words[0] == name[0].lower() and ILLNESS.search(words):
            before, _, noun = words.rpartition(" ")
            yield GroupPhrase(counted.start("words"), end - 1, Head.PEOPLE, noun, before or noun)
