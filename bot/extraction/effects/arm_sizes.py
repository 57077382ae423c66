"""How many people were in each arm of a trial, as printed, and how many in all."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.facts import Group, Quote
from bot.extraction.arms.numbers import FIGURES, size
from bot.extraction.text import Span

TOTAL = "total"
RANDOMISED, ANALYSED = "randomised", "analysed"
_FEWEST = 2
_SIZE = re.compile(
    rf"\b[nN]\s?=\s?(?P<n>{FIGURES})\b(?!\s?[/%.])"
    rf"|(?<![\d.,/=<>])(?P<m>{FIGURES})\s(?:[a-z-]+\s){{0,3}}?(?=(?:patients|participants|subjects"
    r"|children|women|men|adults|people|infants|individuals|students|volunteers|households"
    r"|eligible|adolescents|veterans|workers|employees|girls|boys|rats|mice)\b)"
)
_ASSIGNED = re.compile(r"random|assign|allocat|enrol|recruit|divided", re.IGNORECASE)
_ANALYSED = re.compile(r"\banaly[sz]ed|\bcomplet|\bassessed at|\bfollowed? up", re.IGNORECASE)
_BORDER = re.compile(r"\d\s?\)|[;.]\s")
_BEFORE, _AROUND = 90, 60
"""Letters before a size in which its arm is named; letters of it that are quoted."""


def sized_groups(
    abstract: str,
    spans: Sequence[Span],
    patterns: Mapping[str, re.Pattern[str]],
    names: Mapping[str, str],
) -> Iterator[Group]:
    """Yield each arm with the first size printed beside its name, and all people together."""
    taken: set[tuple[str, str]] = set()
    for span in spans:
        for hit in _SIZE.finditer(span.text):
            role = _role(span.text, hit, patterns)
            number = size((hit["n"] or hit["m"]).strip())
            time = _time(span.text)
            if not role or number < _FEWEST or (role, time) in taken or (role, "") in taken:
                continue
            taken.add((role, time))
            start, end = _quoted(span, hit)
            quote = Quote(text=abstract[start:end], start=start)
            label = names.get(role, "participants")
            yield Group(label=label, n=number, quote=quote, role=role, time=time)


def _role(text: str, hit: re.Match[str], patterns: Mapping[str, re.Pattern[str]]) -> str:
    """Return which arm a size is of; empty where that is not clear."""
    if hit["m"]:
        behind = text[hit.end() : hit.end() + 40]
        whole = _ASSIGNED.search(text) and not re.match(r"\w+ (?:in|from) (?:the|each)", behind)
        return TOTAL if whole else ""
    before = text[max(0, hit.start() - _BEFORE) : hit.start()].lower()
    borders = [border.end() for border in _BORDER.finditer(before)]
    before = before[borders[-1] :] if borders else before
    near = [
        (name.end(), role)
        for role, pattern in patterns.items()
        for name in pattern.finditer(before)
    ]
    return max(near)[1] if near else ""


def _time(text: str) -> str:
    if re.search("random", text, re.IGNORECASE):
        return RANDOMISED
    return ANALYSED if _ANALYSED.search(text) else ""


def _quoted(span: Span, hit: re.Match[str]) -> tuple[int, int]:
    """Where the words around a size begin and end, cut between words."""
    low = max(0, hit.start() - _AROUND)
    low = span.text.find(" ", low) + 1 if low else 0
    high = span.text.find(" ", min(len(span.text), hit.end() + 14))
    return span.start + low, span.end if high < 0 else span.start + high
