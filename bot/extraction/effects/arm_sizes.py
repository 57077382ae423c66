"""How many people were in each arm of a trial, as printed, and how many in all."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.facts import Group, Quote
from bot.extraction.arms.numbers import FIGURES, WORDED, size
from bot.extraction.text import Span

TOTAL = "total"
RANDOMISED, ANALYSED = "randomised", "analysed"
_FEWEST = 2
_NO_NUMBER = r"(?<![\w.,/=<>\u2013-])"
_PEOPLE = (
    r"(?:patients|participants|subjects|children|women|men|adults|people|infants|individuals"
    r"|students|volunteers|households|eligible|adolescents|veterans|workers|employees|girls|boys"
    r"|rats|mice)\b"
)
_SPELT = (
    rf"(?<!hundred and )(?<!hundred )(?i:{WORDED})(?!\s(?:hundred|thousand))"
    r"(?!\s(?:\w+\s)?(?:year|month|week|day|hour))"
)
"""A number in words, and no part of a larger one or of a time."""
_SIZE = re.compile(
    rf"\b[nN]\s?=\s?(?P<n>{FIGURES})\b(?!\s?[/%.])"
    rf"|{_NO_NUMBER}(?P<m>{FIGURES}|{_SPELT})\s(?:[a-z-]+\s){{0,3}}?(?={_PEOPLE})"
)
_ALLOCATED = r"random|assign|allocat|enrol|recruit|divided"
_ASSIGNED = re.compile(_ALLOCATED, re.IGNORECASE)
_ANALYSED = re.compile(r"\banaly[sz]ed|\bcomplet|\bassessed at|\bfollowed? up", re.IGNORECASE)
_ASSIGNED_ALL = re.compile(
    r"\)?,?\s(?:\w+\s){0,3}?(?:was|were)\s(?:\w+\s)?(?:random|assign|allocat)"
)
_PART = re.compile(r"\s?\w+ (?:in|from) (?:the|each)")
_BORDER = re.compile(r"\d\s?\)|[;.]\s")
_COUNTED_FIRST = re.compile(
    rf"{_NO_NUMBER}(?P<n>{FIGURES})\s(?P<link>(?:(?:people |patients |participants )?"
    r"(?:were |was )?(?:\w+ly )?(?:assigned|allocated|randomi[sz]ed|received|given|to|in|on)\s"
    r"(?:to\s)?)?)(?:the\s|an?\s)?"
)
"""A size before its arm: ``50 to juggling and 48 to rest``, ``(124 juggling, 122 usual care)``."""
_NAMED_FIRST = re.compile(
    rf"(?:\s(?:groups?|arms?))?\s?[,:=]?\s?(?P<n>{FIGURES})(?=\s?[;,)](?!\d))"
)
_ALLOTTED = re.compile(rf"\b(?:{_ALLOCATED}|received|took part|participated)")
_HAPPENED = re.compile(
    r"\b(?:discontinu|withdr|died|deaths?|report|experienc|develop|complet|relaps|dropp|adverse"
    r"|events?|missing|lost|excluded|crossed|respon)\w*"
)
"""What happened to some of the people of an arm, who are then not all of it."""
_PEOPLE_BEFORE = re.compile(
    rf"(?<![\d.,])(?<!in )\d+\s(?:[\w-]+\s){{0,3}}?{_PEOPLE}"
    rf"(?:\s(?!{_HAPPENED.pattern})[\w-]+){{0,5}}\s?\Z"
)
"""People in all, before the bracket that parts them: ``80 adults (41 juggling, 39 rest)``."""
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
        for hit, role in _sizes(span, patterns, names):
            number = size((hit["n"] or hit["m"]).strip())
            time = _time(span.text)
            if not role or number < _FEWEST or (role, time) in taken or (role, "") in taken:
                continue
            taken.add((role, time))
            start, end = _quoted(span, hit)
            quote = Quote(text=abstract[start:end], start=start)
            label = names.get(role, "participants")
            yield Group(label=label, n=number, quote=quote, role=role, time=time)


def _sizes(
    span: Span, patterns: Mapping[str, re.Pattern[str]], names: Mapping[str, str]
) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the sizes of a sentence, each with the arm that it is of; empty where that is unclear.

    Where two arms stand behind their sizes, none of these is of the arm before it.
    """
    for beside in (_counted_first, _named_first):
        found = list(beside(span.text, patterns))
        if len({role for _, role in found}) > 1:
            yield from found
    for hit in _SIZE.finditer(span.text):
        yield hit, _role(span.text, hit, patterns) or _whole_name_before(span.text, hit, names)


def _counted_first(
    text: str, patterns: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[re.Match[str], str]]:
    """Yield sizes with the arms named right behind them; a bare one in brackets or in a list."""
    small, linked = text.lower(), False
    told = bool(_ALLOTTED.search(small)) and not _HAPPENED.search(small)
    for hit in _COUNTED_FIRST.finditer(text):
        opened = text.rfind("(", 0, hit.start())
        within = opened > text.rfind(")", 0, hit.start())
        parted = within and _PEOPLE_BEFORE.search(small, max(0, opened - _AROUND), opened)
        role = next((role for role, arm in patterns.items() if arm.match(small, hit.end())), "")
        if role and (parted or (told and not within and (hit["link"] or linked))):
            linked = True
            yield hit, role


def _named_first(
    text: str, patterns: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[re.Match[str], str]]:
    """Yield bare sizes right behind their arms in brackets: ``(juggling, 41; usual care, 39)``."""
    small = text.lower()
    if "(" not in small or not (_ALLOTTED.search(small) or _ANALYSED.search(small)):
        return
    for role, arm in patterns.items():
        for name in arm.finditer(small):
            size = _NAMED_FIRST.match(text, name.end())
            if size and text.rfind("(", 0, name.start()) > text.rfind(")", 0, name.start()):
                yield size, role


def _role(text: str, hit: re.Match[str], patterns: Mapping[str, re.Pattern[str]]) -> str:
    """Return which arm a size is of; empty where that is not clear."""
    behind = text[hit.end() :]
    bracketed = text.rfind("(", 0, hit.start()) > text.rfind(")", 0, hit.start())
    if hit["m"] and not bracketed:
        return TOTAL if _is_of_all(text, hit) else ""
    near = _named_before(text, hit, patterns)
    if not near and hit["n"] and _ASSIGNED_ALL.match(behind):
        return TOTAL
    return near


def _is_of_all(text: str, hit: re.Match[str]) -> bool:
    """Whether people who are counted are all that were enrolled or assigned."""
    behind = text[hit.end() :]
    if not _ASSIGNED.search(text) or _PART.match(behind):
        return False
    following = _SIZE.search(behind)
    verb = _ASSIGNED.search(behind)
    # "120 adults consented, 96 were randomised"
    return not (following and verb and following.start() < verb.start())


def _named_before(text: str, hit: re.Match[str], patterns: Mapping[str, re.Pattern[str]]) -> str:
    """Return the arm that is named last before a size, within its sentence and bracket."""
    opened = text.rfind("(", 0, hit.start())
    own = text[opened : hit.start()] if opened > text.rfind(")", 0, hit.start()) else ""
    before = text[max(0, hit.start() - _BEFORE) : hit.start() - len(own)].lower()
    borders = [border.end() for border in _BORDER.finditer(before)]
    before = (before[borders[-1] :] if borders else before) + own.lower()
    near = [
        (name.end(), role)
        for role, pattern in patterns.items()
        for name in pattern.finditer(before)
    ]
    return max(near)[1] if near else ""


def _whole_name_before(text: str, hit: re.Match[str], names: Mapping[str, str]) -> str:
    """Return the arm whose whole name stands right before a size in brackets.

    ``Yoga (n=37) or sham yoga (n=38)``: no word of the first is its own.
    """
    opened = text.rfind("(", 0, hit.start())
    if not hit["n"] or opened < 0 or text[opened + 1 : hit.start()].strip():
        return ""
    before = text[:opened].rstrip().lower()
    ends = (
        role for role, name in names.items()
        if name and re.search(rf"(?<![\w-]){re.escape(name.lower())}\Z", before)
    )  # fmt: skip
    return next(ends, "")


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
