"""Clauses as the checks see them, cut more finely than the reader cuts, and whose side they tell.

Checks share no judgement with the reader of the rules: what one mistakes the other may notice.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from bot.extraction.statements import statements
from bot.extraction.text import SHOWED, SIGNED, Span, cut

_SOFT = re.compile(
    rf",?\s(?=(?:and|as well as|but)\s(?:(?:\w{{1,20}}ly|an?|the|also|more|even"
    rf"|had|{SHOWED}|with|was|were)\s){{0,4}}{SIGNED}(?![\w-]))"
    rf"|,\s(?=(?:significantly\s)?{SIGNED}(?![\w-]))"
    r"|\s(?=but\s(?:was|were|remained|stayed|left)\b)",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"(?:While|Whereas|Although|Though|Even though|Despite)\b[^,;]{5,150},\s")
_OPEN_CHOICE = re.compile(rf"(?<![\w-])(?:{SIGNED}|hypo|hyper|either|both)-?$", re.IGNORECASE)
_COMPARATOR = re.compile(
    r"\b(?:(?i:controls|control (?:groups?|subjects?|participants?|animals|rats|mice|individuals"
    r"|women|men|arm|cohort)|volunteers|healthy (?:subjects|participants|individuals|women|men"
    r"|adults|people|persons|adolescents|children|groups?|siblings)|sham|placebo(?! analgesia)"
    r"|vehicle|saline"
    r"|na[i\u00ef]ve|wait(?:ing)?[- ]?list|usual care|pain[- ]?free|painless"
    r"|non-\w+(?:ers|ants|group)|low[- ]pain|mild(?:er)? pain|no[- ]pain"
    r"|(?:women|men|patients|people|participants|survivors|those) (?:without|who did not|with no)"
    r"(?! (?:statistical|any|a )))|(?:HC|NC|HV)s?)\b"
)
_SUBJECT = re.compile(
    rf"\s(?:\([^)]{{0,30}}\)\s)?(?:\w{{1,20}}ly )?(?:{SHOWED}|had|presented|show"
    r"|exhibit)\b"
)
_AGAINST = re.compile(
    r"\b(?:(?:than|minus|(?:compar(?:ed|ison|ing)|contrast(?:ed)?|relative) (?:with|to)|versus"
    r"|vs\.?)"
    r"(?:\s(?!(?:showed|had|was|were|is|are|baseline|before|first|rest|after"
    r"|post\S*)\b)[^\s,;]+){0,8}"
    r"|between(?:\s[^\s,;]+){1,8}?\sand(?:\s[\w-]+){0,2}?"
    r"|exceed(?:s|ed|ing)(?:\s(?:that|those|the|values?|of|in|levels?|healthy|matched|normal)){0,5}"
    r"|(?:from|differences? between|between)(?:\s(?:the|those|matched|healthy|normal|and|\d+|[\w-]*"
    r"patients?|\w+-matched)){0,5})\s$",
    re.IGNORECASE,
)
_PATIENTS = re.compile(
    r"\b(?:patients?|survivors|sufferers|verum|real|active|effective|(?:women|men|people) with)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:than|(?:compar(?:ed|ison)|contrast|relative) (?:with|to)|versus|vs\.?)\s", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:but )?(?:not|excluding|unlike|sub-?threshold effects of)\s(?:(?:in|for|the|\w+) "
    r"){0,2}$"
)
_CONTINUED = re.compile(r"(?:They|The (?:same|other))\b|.*\b[Tt]he (?:former|latter)\b")
_THAN_LATER = re.compile(
    r"\b(?:than|compared (?:with|to)) (?:\w+ ){0,2}?(?:after|post(?!erior)|follow-?up)"
)
_UNEXPOSED = re.compile(
    r"\b(?:(?:and|with|but|or|who had) no|without|free of) pain\b|\bno[- ]pain\b|\bpain-?free\b"
    r"|\bpainless\b",
    re.IGNORECASE,
)
_SOME = r"(?:groups?|patients|controls?|arms?|participants|subjects|individuals|volunteers)\b"
_NOT_THERE = (
    r"(?:change|difference|effect|increase|decrease|reduction|alteration|activation)s?\b"
    r"[^.;]{0,60}?"
)
_ONE_ONLY = re.compile(
    rf"\bbut not (?:in|for|among) (?:[\w-]+ ){{0,3}}{_SOME}"
    rf"|\bonly (?:in|for|among) (?:the )?(?:[\w-]+ ){{0,2}}{_SOME}"
    rf"|\b(?:whereas|while|whilst|but) (?:there (?:was|were) )?no (?:\w+ ){{0,3}}?{_NOT_THERE}"
    rf"\b(?:in|for|among) (?:[\w-]+ ){{0,3}}?{_SOME}"
)


class Perspective(StrEnum):
    """Whose side a sentence is written from."""

    INDEX = "index"
    """That of the patients, the treated or the later time; or of nobody, who is then the first."""
    COMPARATOR = "comparator"
    """That of the group or time compared with."""
    UNCLEAR = "unclear"


@lru_cache(maxsize=256)
def perspective(span: Span, *, unexposed: bool = False) -> Perspective:
    """Say whose side a stretch is written from: controls stand behind ``than`` or speak.

    ``unexposed`` people, who lack what is studied, are the first group of some comparisons.
    """
    text = _UNEXPOSED.sub(lambda hit: "_" * len(hit[0]), span.text) if unexposed else span.text
    if _THAN_LATER.search(text):
        return Perspective.COMPARATOR
    if _CONTINUED.match(text):
        return Perspective.UNCLEAR
    others = list(_COMPARATOR.finditer(text))
    own = [hit for hit in others if not (_is_against(text, hit) or _is_denied(text, hit))]
    behind = [hit for hit in _PATIENTS.finditer(text) if not _is_inside(hit, others)]
    patients = [hit for hit in behind if _is_against(text, hit)]
    if not own:
        return (
            Perspective.COMPARATOR
            if len(behind) == 1 and patients and not others
            else Perspective.INDEX
        )
    if len(own) == len(others) and (patients or (_COMPARED.search(text) and not behind)):
        return Perspective.COMPARATOR
    return Perspective.UNCLEAR


def _is_denied(text: str, group: re.Match[str]) -> bool:
    return bool(_DENIED.search(text[max(0, group.start() - 40) : group.start()]))


def _is_inside(hit: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    return any(span.start() <= hit.start() < span.end() for span in others)


def _is_against(text: str, group: re.Match[str]) -> bool:
    before = text[max(0, group.start() - 120) : group.start()]
    against = _AGAINST.search(before)
    if not against or not _SUBJECT.match(text, group.end()):
        return bool(against)
    # "Patients relative to controls showed": the patients did.
    return bool(_COMPARED.fullmatch(against[0]))


@lru_cache(maxsize=256)
def clauses(sentence: Span) -> tuple[Span, ...]:
    """Cut a sentence where a new statement begins: at ``;``, ``, while``, or a new direction."""
    starts = [at for part in statements(sentence) for at in (part.start, *_soft_cuts(part))]
    return tuple(cut(sentence, (at - sentence.start for at in starts)))


def _soft_cuts(part: Span) -> Iterator[int]:
    """Yield where a new direction opens, but not between ``increased and decreased``."""
    fronted = _FRONTED.match(part.text)
    if fronted:
        yield part.start + fronted.end()
    for joint in _SOFT.finditer(part.text):
        if not _OPEN_CHOICE.search(part.text[max(0, joint.start() - 30) : joint.start()]):
            yield part.start + joint.end()


def in_one_only(sentence: str) -> bool:
    """Whether something was found in one group and not in the other, which tests no difference."""
    return bool(_ONE_ONLY.search(sentence.lower()))
