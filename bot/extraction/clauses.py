"""Clauses as the checks see them, cut more finely than the reader cuts, and whose side they tell.

Checks share no judgement with the reader of the rules: what one mistakes the other may notice.
"""

import re
from collections.abc import Iterator

from bot.extraction.text import SIGNED, Span, cut, statements

_SOFT = re.compile(
    rf",?\s(?=(?:and|as well as)\s(?:(?:\w{{1,20}}ly|an?|the|also|more|even|showed|exhibited|had"
    rf"|displayed|demonstrated|revealed|with)\s){{0,4}}{SIGNED}(?![\w-]))"
    rf"|,\s(?=(?:significantly\s)?{SIGNED}(?![\w-]))",
    re.IGNORECASE,
)
_OPEN_CHOICE = re.compile(rf"(?<![\w-])(?:{SIGNED}|hypo|hyper|either|both)-?$", re.IGNORECASE)
_COMPARATOR = re.compile(
    r"\b(?:(?i:controls|control (?:groups?|subjects?|participants?|animals|rats|mice|individuals"
    r"|women|men|arm|cohort)|volunteers|healthy (?:subjects|participants|individuals|women|men"
    r"|adults|people|persons|adolescents|children|groups?|siblings)|sham|placebo|vehicle|saline"
    r"|na[i\u00ef]ve|wait(?:ing)?[- ]?list|usual care|pain[- ]?free|painless"
    r"|non-\w+(?:ers|ants|group)|low[- ]pain|mild(?:er)? pain|without|(?:who|that) did not|before"
    r"|prior to)|(?:HC|NC|HV)s?)\b"
)
_SUBJECT = re.compile(
    r"\s(?:\([^)]{0,30}\)\s)?(?:\w{1,20}ly )?(?:showed|exhibited|had|displayed|demonstrated"
    r"|presented|revealed|show|exhibit)\b"
)
_AGAINST = re.compile(
    r"\b(?:(?:than|(?:compar(?:ed|ison|ing)|contrast(?:ed)?|relative) (?:with|to)|versus|vs\.?)"
    r"(?:\s(?!(?:showed|had|was|were|is|are|baseline|before|first|rest|after|post\S*)\b)[^\s,;]+){0,8}"
    r"|(?:from|differences? between|between)(?:\s(?:the|those|matched|healthy|normal|and|\d+|[\w-]*"
    r"patients?|\w+-matched)){0,5})\s$",
    re.IGNORECASE,
)
_PATIENTS = re.compile(r"\b(?:patients?|survivors|sufferers)\b", re.IGNORECASE)
_CONTINUED = re.compile(r"(?:They|The (?:former|latter|same|other)|Conversely|In contrast)\b")
_THAN_LATER = re.compile(r"\b(?:than|compared (?:with|to)) (?:\w+ ){0,2}?(?:after|post|follow-?up)")


def from_comparator(span: Span) -> bool:
    """Whether a sentence may be written from the side of the group compared against.

    Controls, sham, and time before treatment may stand only behind ``than`` or the like.
    """
    text = span.text
    if _CONTINUED.match(text) or _THAN_LATER.search(text):
        return True
    compared = [_is_against(text, hit) for hit in _COMPARATOR.finditer(text)]
    patients = list(_PATIENTS.finditer(text))
    lone = len(patients) == 1 and not compared and _is_against(text, patients[0])
    return lone or not all(compared)


def _is_against(text: str, group: re.Match[str]) -> bool:
    before = text[max(0, group.start() - 120) : group.start()]
    return bool(_AGAINST.search(before)) and not _SUBJECT.match(text, group.end())


def clauses(sentence: Span) -> list[Span]:
    """Cut a sentence where a new statement begins: at ``;``, ``, while``, or a new direction."""
    starts = [at for part in statements(sentence) for at in (part.start, *_soft_cuts(part))]
    return cut(sentence, (at - sentence.start for at in starts))


def _soft_cuts(part: Span) -> Iterator[int]:
    """Yield where a new direction opens, but not between ``increased and decreased``."""
    for joint in _SOFT.finditer(part.text):
        if not _OPEN_CHOICE.search(part.text[max(0, joint.start() - 30) : joint.start()]):
            yield part.start + joint.end()
