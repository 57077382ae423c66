"""Groups are read with their sizes as printed: ``24 patients`` and ``controls (n = 26)``."""

import re
from collections.abc import Iterable, Iterator

from bot.domain.studies import Group, Quote
from bot.extraction.text import Span, tells_earlier_work

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: size for size, word in enumerate((*_ONES, *_TEENS), start=1)}
_NUMBERS |= {word: 10 * size for size, word in enumerate(_TENS, start=2)}
_PEOPLE = (
    r"(?:patients|controls|volunteers|subjects|participants|survivors|women|men|children|adults"
    r"|adolescents|individuals|people|persons|rats|mice|HCs?)"
)
# What may stand behind a number that counts no people: "12 weeks before patients", "3 T".
_NOT_A_NOUN = (
    r"(?!(?:years?|weeks?|months?|days?|hours?|minutes?|min|sessions?|of|and|in|to|were|was|had|or"
    r"|for|from|versus|vs|out|on|at|percent|mg|hz|tesla|t|different|groups?|studies|who|that|which"
    r"|before|after|compared|underwent|received|completed|participated|recruited|scanned|than"
    r"|relative|using|by|lasting|during|as|with|without|is|are|did|hundred|thousand)\b)"
)
_WORD = rf"{_NOT_A_NOUN}[A-Za-z][\w'\u2019/+-]*"
# Whether a group has pain must not be cut off its name.
_PAIN = (
    rf"(?:\sand\s(?:{_WORD}\s){{0,4}}(?:pain|neuropathy|neuralgia|arthralgia|mucositis)\b)?"
    rf"(?:\s(?:without|but no|and no)(?:\s{_WORD}){{1,4}})?"
)
# No part of a larger number, and "head and neck" and "age and sex-matched" are one description.
_COUNTED = re.compile(
    rf"(?<![\w.,/<>=\u00b1\u2010-\u2013-])(?<![<>=\u00b1]\s)"
    rf"(?<!\d\s)(?<!hundred )(?<!hundred and )"
    rf"(?P<n>\d{{1,4}}|(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(_ONES)})"
    rf"|{'|'.join(_TEENS + _TENS)})\s"
    rf"(?P<label>(?:(?:head and neck|age and|{_WORD})\s){{0,6}}?{_PEOPLE}\b(?![-/])"
    rf"(?:\s(?:with|without)(?:\s(?:head and neck|{_WORD})){{1,8}})?{_PAIN})",
    re.IGNORECASE,
)
# "5 of 24 patients" and "aged 24" tell no size of a group; "a total of 24 patients" does.
_SUBSET = re.compile(
    r"(?<!\btotal )(?<!\bsample )(?<!\bcohort )(?<!\bgroup )(?<!\bgroups )(?<!\bconsisting )"
    r"\bof (?:the |these |those |all |our )?$|\b(?:age|aged|additional|other)\s$",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"\s?[,(\[]?\s?\b[nN]\s?=\s?(?P<n>\d{1,4})(?![\d.%])")
# Where the words that name the group before "(n = 24)" begin.
_LABEL_EDGE = re.compile(
    r"[\n.;:,()\[\]=<>]|(?<!\bhead)\sand\s|\b(?:or|into|between|of|in|from|to|were|was|included"
    r"|recruited|enrolled|versus|vs|the|an?|by|for|we|compared|than|both|either|\d+)\s",
    re.IGNORECASE,
)
_GROUP_NOUN = re.compile(rf"\b(?:(?i:{_PEOPLE}|groups?|arm)|[A-Z]{{2,}}\S*)\b")
_TOOK_PART = re.compile(
    r"\b(?:included|enrolled|recruited|analy[sz]ed|completed|scanned|participated)\b|\b[nN]\s?="
)
_LONGEST_LABEL = 90


def groups(spans: Iterable[Span]) -> Iterator[Group]:
    """Yield the groups whose size is printed beside them; nothing is added up."""
    seen: set[tuple[str, int]] = set()
    for span in spans:
        if tells_earlier_work(span) or not _describes_groups(span):
            continue
        for label, size, start, end in sorted(_sizes(span.text), key=lambda found: found[2]):
            key = (label.lower(), size)
            if size and key not in seen:
                seen.add(key)
                quote = Quote(text=span.text[start:end], start=span.start + start)
                yield Group(label=label, n=size, quote=quote)


def _describes_groups(span: Span) -> bool:
    if not span.section or re.search("METHOD|PARTICIP|PATIENT|SUBJECT|DESIGN", span.section):
        return True
    return "RESULT" in span.section and bool(_TOOK_PART.search(span.text))


def _sizes(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield label, size, and the place of the words, for ``24 patients`` and ``(n = 24)``."""
    for found in _COUNTED.finditer(text):
        before = text[max(0, found.start() - 200) : found.start()]
        if before.count("(") <= before.count(")") and not _SUBSET.search(before[-40:]):
            label = _short(found["label"])
            end = found.start("label") + len(label)
            yield label, _number(found["n"]), found.start(), end
    for found in _EQUALS.finditer(text):
        before = text[max(0, found.start() - 80) : found.start()]
        label = _LABEL_EDGE.split(before)[-1].strip(" ,")
        if len(label) <= _LONGEST_LABEL and _GROUP_NOUN.search(label):
            start = found.start() - len(before) + before.rindex(label)
            yield label, int(found["n"]), start, found.end()


def _short(label: str) -> str:
    """Trim a label to whole words within the longest length."""
    label = label.rstrip()
    return label if len(label) <= _LONGEST_LABEL else label[:_LONGEST_LABEL].rpartition(" ")[0]


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    return sum(_NUMBERS[word] for word in re.split(r"[-\u2010\u2011]", words.lower()))
