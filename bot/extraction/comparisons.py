"""What a sentence compares with what, and from whose side it is told.

A finding is told of the patients, the treated, or the later time; a sentence told from the
other side is turned round, and one told from no side that can be made out gives no sign.
"""

import re
from dataclasses import dataclass

from bot.extraction import cues
from bot.extraction.design import Design, Side, sides
from bot.extraction.text import Span

_VERSUS = re.compile(
    r"\b(?:(?:(?:as|when) )?(?:compar(?:ed|ing)|contrast(?:ed)?|relative"
    r"|in (?:comparison|contrast)) (?:with|to)|versus|vs\.?|than)\s(?P<phrase>(?:(?!(?:showed|had"
    r"|demonstrated|exhibited|displayed|was|were|is|are|revealed|in the following"
    r"|in (?:the )?(?:left|right|bilateral))\b)[^\s,;:]+[ ]?){1,14})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|among|across) (?:the )?(?P<phrase>[^,;]{0,90})", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:among|across|between) (?:the )?(?:three|four|3|4) groups|interaction")
_GROUPS = re.compile(
    r"\bbetween (?:the )?(?:two )?groups|between-group|group (?:comparison|difference)s?",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:within|intra)[-\u2010\u2011 ]?group\b", re.IGNORECASE)
_NOT_SHAM = re.compile(r"\bbut not (?:\w+ )?sham")
_TREATED = re.compile(
    r"\b(?:treatment|intervention|training|exercise|stimulation|therapy|acupuncture|active|drug)"
    r" (?:groups?|arms?)\b",
    re.IGNORECASE,
)
_OTHER_ALONE = re.compile(r"\b(?:control|sham|placebo|neutral|resting) condition\b", re.IGNORECASE)
_FORMER = re.compile(r"(?:The (?:former|latter|other)|Conversely|In contrast)\b")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A comparison; ``told`` is 1 from the first group's side, -1 from the other's, 0 unclear."""

    comparison: str
    told: int = 1
    explicit: bool = True
    tested: bool = True
    """False where something was found in one group and not in the other."""


_AGAINST = {
    Side.CONTROL: Contrast("patients_vs_hc"),
    Side.WITHOUT: Contrast("patients_vs_patients"),
    Side.PRE: Contrast("post_vs_pre"),
    Side.POST: Contrast("post_vs_pre", -1),
    Side.CONDITION: Contrast("condition_contrast"),
}


def contrast(statement: Span, sentence: Span, design: Design, last: Contrast | None) -> Contrast:
    """Return what a statement compares; where it is mute the sentence and the design speak."""
    if _FORMER.match(statement.text):
        return Contrast(design.usual, 0)
    for words in (statement.text, sentence.text):
        if _SEVERAL.search(words.lower()):
            return Contrast("other")
        found = _VERSUS.search(words)
        if found:
            subject = words[: found.start()] + " ; " + words[found.end("phrase") :]
            own = subject if words is statement.text else statement.text
            return _against(found["phrase"], sides(own) or sides(subject), design)
    if cues.in_one_only(sentence.text):
        return _in_one_only(statement.text, sentence.text, design)
    return _mute(statement.text, design, last)


def own_time(words: str, against: Contrast, design: Design) -> Contrast:
    """Return the contrast of a later part of a statement: ``... and was increased after it``."""
    named = set(sides(words))
    later = Side.POST in named and not named & {Side.PRE, Side.CONTROL, Side.SHAM, Side.WITHOUT}
    if later and design.treated and not _VERSUS.search(words):
        return Contrast("post_vs_pre")
    return against


def _in_one_only(words: str, sentence: str, design: Design) -> Contrast:
    """Return the contrast of a change within one group that the other did not show."""
    if Side.POST in sides(words) and design.treated:
        return Contrast("post_vs_pre")
    named = set(sides(sentence))
    if Side.SHAM in named or _TREATED.search(sentence):
        return Contrast("intervention_vs_control", tested=False)
    if Side.CONTROL in named:
        return Contrast("patients_vs_hc", tested=False)
    return Contrast("patients_vs_patients" if Side.WITHOUT in named else "other", tested=False)


def _against(phrase: str, subject: list[Side], design: Design) -> Contrast:
    """Return the contrast with the group or time behind ``than`` or the like."""
    named = sides(phrase)
    telling = [it for it in (Side.SHAM, Side.CONTROL, Side.WITHOUT) if it in named]
    side = (telling or named or [Side.PATIENT])[0]
    if side is Side.SHAM:
        return Contrast("patients_vs_hc" if design.animals else "intervention_vs_control")
    return _AGAINST.get(side) or _against_patients(named, subject, design)


def _against_patients(named: list[Side], subject: list[Side], design: Design) -> Contrast:
    """Return the contrast with patients: told from the side of those who stand before."""
    if Side.SHAM in subject:
        return Contrast("intervention_vs_control", -1)
    if Side.CONTROL in subject and Side.PATIENT not in subject:
        return Contrast("patients_vs_hc", -1)
    if Side.WITHOUT in subject and subject.count(Side.PATIENT) <= 1:
        return Contrast("patients_vs_patients", -1)
    patients = Side.PATIENT in {*named, *subject, *design.sides}
    usual = "patients_vs_patients" if patients else "other"
    return Contrast(usual, 1 if subject or not named else 0)


def _mute(words: str, design: Design, last: Contrast | None) -> Contrast:
    """Return the contrast of a statement that names no group it compares with."""
    named = set(sides(words))
    if _WITHIN.search(words) and Side.CONDITION in design.sides:
        return Contrast("condition_contrast")
    if _OTHER_ALONE.search(words):
        return Contrast(design.usual, 0)
    if Side.CONTROL in named:
        told = Side.PATIENT in named and _BETWEEN.search(words) and "differ" in words
        return Contrast("patients_vs_hc", 1 if told else 0)
    if _GROUPS.search(words):
        return Contrast(design.usual, explicit=False)
    if Side.WITHOUT in named:
        return Contrast("patients_vs_patients", 0)
    return _timed(words, named, design) or _kept(design, last)


def _timed(words: str, named: set[Side], design: Design) -> Contrast | None:
    """Return the contrast of a statement that tells what came before or after."""
    if Side.SHAM in named:
        return Contrast("post_vs_pre", 1 if _NOT_SHAM.search(words) else 0)
    if Side.PRE in named and (Side.POST in named or not design.later):
        return Contrast("post_vs_pre", 0)
    return Contrast("post_vs_pre") if Side.POST in named and design.treated else None


def _kept(design: Design, last: Contrast | None) -> Contrast:
    """Return the comparison that goes on, or else that of the design."""
    if last and last.explicit:
        return Contrast(last.comparison, last.told or 1, explicit=False)
    return Contrast(design.usual, explicit=False)
