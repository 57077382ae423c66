"""Numbers are found in a sentence, in figures and as words, unless they are clearly no counts.

The words before a number tell: ``aged 24``, ``5 of 24``, ``type 2``, ``in 2010``, ``about 90``.
"""

import re

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELLED = (*_ONES, *_TEENS)
"""The numbers from one to nineteen in words, in order."""
_SIZES = {word: size for size, word in enumerate(SPELLED, start=1)}
_SIZES |= {word: 10 * size for size, word in enumerate(_TENS, start=2)}
HYPHEN = r"\-\u2010\u2011"
"""The hyphens that join words, for use between brackets of a pattern."""
FIGURES = r"\d{1,3}(?:,\d{3}){1,2}|\d{1,5}"
"""A number in figures."""
WORDED = (
    rf"(?:{'|'.join(_TENS)})[{HYPHEN} ](?:{'|'.join(_ONES)})|{'|'.join((*_TEENS, *_TENS, *_ONES))}"
)
"""A number below a hundred in words."""
SHARE = r"(?:\s?\(\d{1,3}(?:[.,]\d+)?\s?%\))?"
"""The share that a number is: ``27 (61%) developed pain``."""
AGED = (
    r"(?:,?\s(?:aged|of|over|under)\s(?:between\s|from\s|over\s|under\s)?[<>\u2264\u2265]?\s?\d{1,2}"
    r"(?:\s?(?:[-\u2010-\u2013]|to|and)\s?\d{1,2})?(?:\s(?:years?|yrs?|months?)(?:\sof\sage|\sold)?)?,?)"
)
"""The age of people, between their noun and what they have: ``children aged 6-14 years with``."""
# No part of a larger number, of a range, or of a name such as "HIV-1".
_NUMBER = re.compile(
    rf"(?=[\defnost])(?<![\w.,/<>=\u00b1'{HYPHEN}\u2012-\u2014\u2212])(?P<n>{FIGURES}|{WORDED})"
    rf"{SHARE}(?=\s)"
)

_NO_COUNT = re.compile(
    r"[<>=\u00b1\u2264\u2265~\u2248\u2212]\s*$|\d\s$|\bhundred (?:and )?$"
    r"|\b(?:about|approximately|approx\.|around|nearly|almost|over|roughly|(?:more|less|fewer|older"
    r"|younger) than|at (?:least|most)|up to|under|above|below|every|per|age[ds]?|additional|other"
    r"|mean|median|average|trisomy)\s$"
    rf"|(?<![:\d])\b(?:\d+|{'|'.join(SPELLED)})\s(?:to|or)\s$"
    r"|\b(?:between|from)\s\S{1,12}\s(?:and|to)\s$"
)
# "5 of 24 patients" and "most of the 24" tell no size of a group; "a total of 24 patients" does.
_SUBSET = re.compile(
    r"(?:[\d%)]|\b(?:half|third|quarter|most|some|many|few|each|any|none|all|both|majority"
    rf"|minority|proportion|percentage|out|{'|'.join(SPELLED)}))\s?of "
    r"(?:the |these |those |all |our )?$|\bof (?:the|these|those|all|our) $"
)
_KIND = re.compile(
    r"\b(?:group|type|phase|stage|grade|day|week|month|year|session|study|experiment|visit|cluster"
    r"|class|level|score|category|factor|version|table|figure|wave|time|state|block|run|task|area"
    r"|cohort|sample|site|arm|trial)\s$"
)
_PART = re.compile(rf"[{HYPHEN}\s]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_OPENS = re.compile(
    r"\b(?:in|since|from|during|and|to|until|of|by|before|after|between|\w+ary|march|april|may|june"
    r"|july|august|\w+ber)\s$"
)


def numbers(text: str) -> list[re.Match[str]]:
    """Find the numbers of a text in small letters, each as ``n``, that may count something."""
    return [hit for hit in _NUMBER.finditer(text) if _may_count(text, hit)]


def size(words: str) -> int:
    """The number that figures or words say, or nothing when they are no plain number."""
    if words[0].isdecimal():
        return int(words.replace(",", ""))
    return sum(_SIZES[word] for word in _PART.split(words.lower()))


def _may_count(text: str, number: re.Match[str]) -> bool:
    """Whether nothing before a number says that it is a year, a range, a share or a name."""
    before = text[max(0, number.start() - 40) : number.start()]
    if _NO_COUNT.search(before) or _SUBSET.search(before):
        return False
    figures = number["n"]
    if len(figures) == 1 and _KIND.search(before):
        return False
    return not (_YEAR.fullmatch(figures) and _YEAR_OPENS.search(before))
