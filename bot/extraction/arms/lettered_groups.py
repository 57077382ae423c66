"""Groups that a text calls by a letter or a number: ``group A (n = 18), patients with pain``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.numbers import FIGURES, WORDED

_LETTERED = re.compile(
    r"\b(?P<name>(?:[Gg]roup|[Cc]ohort|[Aa]rm)\s(?P<letter>[A-E]|I{1,3}|IV|[1-5]))\b(?![.,]\d)"
)
_DEFINES = re.compile(
    rf"(?:\s?\(\s?n\s?=\s?(?:{FIGURES})\s?\))?"
    r"\s?(?:[,:=]|were|was|comprised|included|consisted of|contained|of)?\s"
    rf"(?:(?:the|all|of|{FIGURES}|{WORDED})\s)*",
    re.IGNORECASE,
)
"""Between the letter of a group and the people whom it means."""
_GIVEN = re.compile(r"\s\((?P<what>[a-z][^(),;:=]{2,40})(?=[,;)])")
_ASSIGNED = re.compile(r"\b(?:randomi[sz]ed|assigned|allocated|randomly)\b[^.;]{0,160}$")


def lettered_groups(text: str, phrases: Sequence[GroupPhrase]) -> dict[str, GroupPhrase]:
    """Return the people whom ``group A`` and the like mean, where at least two are told apart."""
    starts = {phrase.start: phrase for phrase in phrases}
    meant: dict[str, GroupPhrase] = {}
    for hit in _LETTERED.finditer(text):
        bracketed = text.endswith("(", 0, hit.start())
        phrase = (
            _named_before(text, hit.start() - 1, phrases)
            if bracketed
            else _named_behind(text, hit, starts) or _given(text, hit)
        )
        if phrase and hit["letter"] not in meant:
            meant[hit["letter"]] = phrase
    return dict(_names(text, meant)) if len(meant) > 1 else {}


def _names(text: str, meant: dict[str, GroupPhrase]) -> Iterator[tuple[str, GroupPhrase]]:
    """Yield every way of writing the letters of groups, and whom they mean."""
    for hit in _LETTERED.finditer(text):
        if hit["letter"] in meant:
            yield hit["name"], meant[hit["letter"]]


def _named_behind(
    text: str, hit: re.Match[str], starts: dict[int, GroupPhrase]
) -> GroupPhrase | None:
    """Return the people of ``group A (n = 18), patients with pain``."""
    defines = _DEFINES.match(text, hit.end())
    return starts.get(defines.end()) if defines else None


def _given(text: str, hit: re.Match[str]) -> GroupPhrase | None:
    """Return the people of ``randomised to group A (acupuncture)``."""
    what = _GIVEN.match(text, hit.end(), hit.end() + 50)
    if what and _ASSIGNED.search(text, max(0, hit.start() - 200), hit.start()):
        return GroupPhrase(*what.span("what"), Head.ASSIGNED, what["what"].lower())
    return None


def _named_before(text: str, opening: int, phrases: Sequence[GroupPhrase]) -> GroupPhrase | None:
    """Return the people of ``patients with pain (group A, n = 18)``."""
    end = len(text[:opening].rstrip())
    for phrase in reversed(phrases):
        if phrase.start < end <= phrase.end:
            return replace(phrase, trait=phrase.trait.partition("(")[0].strip(), end=end)
    return None
