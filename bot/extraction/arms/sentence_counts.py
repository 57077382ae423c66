"""People are counted in print as ``24 patients``, ``(n = 24)``, and ``24 patients and 22 without``.

Each number of a sentence is judged by the words around it, within a short reach, so that time grows
with the length of the text only.
"""

import re
from collections.abc import Iterator

from bot.extraction.arms.bracket_counts import in_brackets
from bot.extraction.arms.nouns import PEOPLE, PLAIN, SEX, THINGS, UNITS
from bot.extraction.arms.numbers import FIGURES, WORDED, numbers, size
from bot.extraction.arms.people_count import (
    ILL,
    NAMED,
    NO_LABEL,
    REACH,
    SOMEONE,
    Count,
    short_label,
    text_before,
)
from bot.extraction.text import holds_any, small

# "17 DLB and 20 healthy controls": the words before the next number of people.
_LISTED = re.compile(
    rf"\s{{1,4}}(?P<label>(?:{PLAIN}\s{{1,3}}){{0,5}}{PLAIN}(?<!(?-i:[a-rt-z])s))"
    r"(?:\s?\([^()]{0,40}\))?\s?(?:,|,?\s(?:and|or|versus|vs\.?|with|to))\s{1,4}",
    re.IGNORECASE,
)
_TOOK = (
    r"(?:completed|underwent|participated|took part|received|were (?:included|enrolled|recruited"
    r"|analy[sz]ed|scanned|studied|randomi[sz]ed|assigned|allocated))"
)
_TAKING = (
    rf"(?:taking|receiving)(?:\s(?:the same|{PLAIN})){{1,5}}"
    rf"(?:\s(?:with|without)(?:\s{PLAIN}){{1,5}})?"
)
_BECAME = (
    rf"(?:(?:later |had )?(?:developed|reported|experienced)\b(?:\s{PLAIN}){{1,5}}"
    r"|(?:did|had) (?:not|none)\b|(?:stayed|remained) (?:free of|without)\b(?:\s\w+)?)"
)
# "30 women with pain and 28 without", "of whom 32 completed", "26 developed pain".
_REST = re.compile(
    r"\s{1,4}(?:of (?:whom|which|them|these|those)\s{1,4})?"
    r"(?P<label>(?:with|without|free of|in the absence of"
    r"|who (?:denied|did not|never|had no|had))\b"
    rf"(?:\s(?:{ILL}|(?:mild|minimal|minor|little) or no|{PLAIN})){{0,6}}"
    rf"(?:\sbut\s(?:without|no)(?:\s{PLAIN}){{1,5}})?"
    rf"|{_TAKING}|{_BECAME}|{_TOOK}\b(?:\s{PLAIN}){{0,3}})",
    re.IGNORECASE,
)
# "of whom 12 were responders and 9 were not treated"
_IN_GROUP = re.compile(
    rf"\s{{1,4}}(?P<label>in (?:the )?(?:{PLAIN}\s{{1,3}}){{1,4}}(?:groups?|arms?)\b"
    rf"|in {PLAIN}(?=\s\([A-Za-z]))",
    re.IGNORECASE,
)
_SOME_OF_THEM = re.compile(
    rf"\s{{1,4}}of (?:whom|which|them|these)\s(?P<label>(?:were|had|was)\b(?:\s{PLAIN}){{1,5}})",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(rf"\s{{1,4}}(?P<label>(?:were|had|was)\b(?:\s{PLAIN}){{1,5}})", re.IGNORECASE)
_WHOM = re.compile(rf"\b(?:whom|which)\b|^(?:[Oo]f|[Aa]mong)\s(?:the\s)?(?:{FIGURES}|{WORDED})\s")
_CLASSED = re.compile(
    r"\s(?:(?:of them |patients |participants |subjects )?(?:were|was) (?:\w+ )?(?:classified"
    r"|categori[sz]ed|diagnosed|grouped"
    r"|defined|identified|labell?ed|rated) )?(?:as"
    r"|into)\s(?:the\s)?(?P<label>[A-Za-z][\w+\u2212\u2013-]*(?:\s(?!and\b"
    r"|or\b)[A-Za-z][\w+-]*){0,3})"
)
_BEFORE_AS = re.compile(r"\b(?:and|,)\s$")
_ASSIGNED = re.compile(
    r"\b(?:PEOPLE)\b[^().]{0,30}\((?P<list>[A-Za-z][^()=]{2,50}=\s?\d{1,4}(?:[;,]\s?[A-Za-z][^()=]{2,50}=\s?\d{1,4})+)\)".replace(
        "PEOPLE", PEOPLE
    )
)
_ASSIGNED_ITEM = re.compile(r"(?P<label>[A-Za-z][^()=;,]{2,50}?)\s?=\s?(?P<n>\d{1,4})(?!\.)")
_REST_OPENS = re.compile(
    r"(?:[,;:(]\s?|\b(?:and|or|but|vs\.?|versus|whom|which|while|whereas|later|selected|included"
    r"|enrolled|recruited|scanned|compared|comprised|comprising|including)\s)$"
)
_BRACKET = re.compile(
    rf"\((?P<n>{FIGURES})\s(?P<label>(?!{UNITS}\b)[^\W\d][^()\d,;]{{1,50}}?)(?:,|;|,?\s?\band)\s"
    rf"(?P<n2>{FIGURES})\s(?P<label2>(?!{UNITS}\b)[^\W\d][^()\d,;]{{1,60}})\)"
)
_SEXES = re.compile(
    rf"(?<![\w.,/])(?P<n>\d{{1,4}})\s?/\s?(?P<n2>\d{{1,4}})\s(?P<label>{SEX})\s?/\s?(?P<label2>{SEX})\b",
    re.IGNORECASE,
)

_REMARK = re.compile(rf"\((?!(?:{FIGURES}|{WORDED})\s{SEX}\b)[^()]*[,;]\s?$", re.IGNORECASE)


def counts(text: str) -> list[Count]:
    """Read the people counted in one sentence, in their order."""
    printed = numbers(small(text))
    if not printed and not holds_any(text, "(/="):
        return []
    counted = [*_named(text, printed), *in_brackets(text)]
    counted += _rest(text, printed, counted)
    counted += _classed(text, printed)
    counted += _listed(text)
    counted += _parts(text, counted)
    if not counted:
        counted = [*_pairs(text, _BRACKET), *(_pairs(text, _SEXES) if "/" in text else ())]
    kept = (
        count for count in counted if count.size and not (count.is_sex and _is_remark(text, count))
    )
    return sorted(kept, key=lambda count: count.start)


def _is_remark(text: str, count: Count) -> bool:
    """Whether a sex is told in passing: ``(20 to 30 years, 8 female)``."""
    return bool(_REMARK.search(text[max(0, count.start - 80) : count.start]))


def _named(text: str, printed: list[re.Match[str]]) -> Iterator[Count]:
    """Yield ``24 patients``, and from the last to the first what is listed with them."""
    following: re.Match[str] | None = None
    for number in reversed(printed):
        match = NAMED.match(text[number.end() : number.end() + REACH])
        if not match and following:
            gap = text[number.end() : following.start()][:REACH]
            match = _LISTED.fullmatch(gap)
        following = number if match else None
        if match:
            yield _count(number, match)


def _rest(text: str, printed: list[re.Match[str]], known: list[Count]) -> list[Count]:
    """Read ``and 28 without`` and ``32 completed`` behind people counted before them."""
    first = min((count.start for count in known), default=len(text))
    taken = {count.start for count in known}
    rest = []
    for number in printed:
        if number.start() in taken or size(number["n"]) <= 1:
            continue
        words = text[number.end() : number.end() + REACH]
        behind = _REST.match(words) or _IN_GROUP.match(words)
        classed = _CLASSED.match(words)
        if not (behind or classed) and _WHOM.search(text_before(text, number, 80)):
            behind = _OF_WHOM.match(words)
        behind = behind or _SOME_OF_THEM.match(words)
        if not (behind and _REST_OPENS.search(text_before(text, number, 10))):
            continue
        if number.start() > first or SOMEONE.search(text, 0, number.start()):
            rest.append(_count(number, behind))
    return rest


def _classed(text: str, printed: list[re.Match[str]]) -> Iterator[Count]:
    """Yield ``eight were classified as mild``, and ``twelve as severe`` behind it."""
    known = False
    for number in printed:
        behind = _CLASSED.match(text[number.end() : number.end() + REACH])
        verb = bool(behind) and not text[number.end() :].lstrip().startswith(("as", "into"))
        if behind and (verb or (known and _BEFORE_AS.search(text_before(text, number, 6)))):
            known = True
            yield _count(number, behind)


def _listed(text: str) -> Iterator[Count]:
    """Yield ``patients (mild form = 33; severe form = 16)``."""
    for bracket in _ASSIGNED.finditer(text) if "=" in text else ():
        for item in _ASSIGNED_ITEM.finditer(text, bracket.start("list"), bracket.end("list")):
            if not NO_LABEL.fullmatch(item["label"]):
                yield Count(item["label"].strip(), size(item["n"]), item.start(), item.end())


def _parts(text: str, counted: list[Count]) -> Iterator[Count]:
    """Yield both numbers of ``71 completed the trial (36 gabapentin, 35 placebo)``."""
    for match in _BRACKET.finditer(text):
        first, second = _both(match)
        sums = (count for count in counted if count.size == first.size + second.size)
        whole = next((count for count in sums if count.end <= match.start()), None)
        if whole and not first.is_sex and re.search(_TOOK, text[whole.start : match.start()]):
            taken = {count.start for count in counted}
            yield from (count for count in (first, second) if count.start not in taken)


def _count(number: re.Match[str], match: re.Match[str]) -> Count:
    label = short_label(match["label"])
    end = number.end() + match.start("label") + len(label)
    return Count(label, size(number["n"]), number.start(), end)


def _pairs(text: str, pattern: re.Pattern[str]) -> Iterator[Count]:
    """Yield both numbers of ``women (50 young, 36 old)`` and of ``patients: 15/12 men/women``."""
    for match in pattern.finditer(text):
        labels = f"{match['label']} / {match['label2']}"
        if SOMEONE.search(text_before(text, match, 60)) and not re.search(rf"\b{THINGS}\b", labels):
            yield from _both(match)


def _both(match: re.Match[str]) -> Iterator[Count]:
    """Yield both numbers of a pattern that holds two."""
    for n, label in (("n", "label"), ("n2", "label2")):
        start = min(match.start(n), match.start(label))
        yield Count(match[label], size(match[n]), start, match.end(label))
