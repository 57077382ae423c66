"""Whether words tell something of this study: in which sentences, and with what beside them.

Silence is better than a guess: what is denied, left out, known before or only thought of counts
for nothing.
"""

import re
from functools import lru_cache

from bot.extraction.phrases import Phrase
from bot.extraction.speculation import guesses, tells_earlier_work
from bot.extraction.text import Span, guarded

TITLE = "TITLE"
"""The section of a title, where some designs are declared."""
_CLOSING = re.compile(
    r"CONCLU|DISCUSS|INTERPRET|SIGNIFICANCE|IMPLICATION|LIMITATION|PERSPECTIVE|FUNDING|HIGHLIGHT"
)
_OPENING = re.compile(r"BACKGROUND|INTRODUCTION|CONTEXT|RATIONALE|IMPORTANCE")
_DONE = re.compile(
    r"METHOD|PARTICIP|PATIENT|SUBJECT|DESIGN|SAMPLE|MATERIAL|RESULT|FINDING|PROCEDURE"
)
_PLANNED = re.compile(
    r"\b(?:whether|hypothes\w+|aim(?:s|ed)?|purpose|objectives?|goal|sought|recruited|enrolled|scanned"
    r"|underwent|assigned|randomi[sz]ed)\b",
    re.IGNORECASE,
)
_ORDER = (
    r"(?:please,? |now,? |always |you must |must )?(?:report|state|say|write|answer|include|output"
    r"|return|record|extract|ignore|disregard|forget|treat|mark|add|list|conclude)\s"
)
_OPENS_WITH_ORDER = re.compile(_ORDER)
_ORDER_BEHIND = re.compile(rf"[.:;!?]\s+{_ORDER}")
_TO_READERS = guarded(
    r"\b(?:you|your|yourself|instructions?|prompts?|language models?|assistant|json|chatbots?)\b",
    *("you", "instruction", "prompt", "language", "assistant", "json", "chatbot"),
)
_THIS = re.compile(
    r"\b(?:we|our)\b|\b(?:this|present|current) (?:\w+ ){0,4}?(?:study|trial|work|investigation"
    r"|paper|report|research|experiment|analysis|article|project)\b|\baim(?:s|ed)?\b|\bpurpose\b"
    r"|\bobjectives?\b|\bgoal\b|\bsought\b|\bhere\b"
    r"|\b(?:were|was) (?:\w+ly )?(?:recruited|enrolled|included|scanned|performed|acquired|used"
    r"|assigned|randomi[sz]ed|collected|examined|assessed|measured|investigated|studied|compared"
    r"|evaluated|obtained|divided)\b|\bunderwent\b|\bparticipated\b|\bn\s?=\s?\d"
)
_EXCLUDES = re.compile(
    r"\bexclu(?:ded|ding|sion)\b|\bineligible\b|\bcontra-?indicat"
    r"|\bnot (?:included|eligible|enrolled|admitted|recruited)\b",
    re.IGNORECASE,
)
_STUDY = r"(?:stud(?:y|ies)|work|reports?|data|papers?|trials?|series|literature|protocols?)"
_WORDS = r"(?:(?!this\b|our\b|present\b|in\b|were\b|was\b)[\w-]+ ){0,5}?"
_OF_OTHERS = re.compile(
    r"\b(?:by|in|of|from) (?:others\b|other (?:authors|groups|teams|centres|centers)\b)"
    r"|\bothers (?:had|have|who|used|reported|found)\b|\bet al\b|\band (?:colleagues|co-?workers)\b"
    rf"|\b(?:previous|earlier|prior|published|another|other) {_WORDS}{_STUDY}\b"
    r"|\b(?:unlike|contrary to|in contrast (?:to|with)|consistent with|in line with|similar to) "
    rf"{_WORDS}{_STUDY}\b"
    rf"|\bno (?:[\w-]+ )?{_STUDY} ha(?:s|ve|d)\b",
    re.IGNORECASE,
)
"""Opens what other studies did, or what none did."""
_OURS = re.compile(
    r";|,\s(?:(?:but|and|yet|while|whereas)\s)?(?:we|our|ours|this|the present|here|there|all|both"
    r"|patients|participants|women|men|in (?:our|this))\b",
    re.IGNORECASE,
)
"""Where a sentence comes back to this study."""
_NOBODY = re.compile(
    r"\b(?:none(?: of (?:them|the [\w-]+))?|nobody|no (?:[\w-]+ )?(?:patients?|participants?"
    r"|subjects?|women|men|one)|neither)\s(?:had|has|have|was|were|received|took|used|reported)\b"
    r"(?:(?!\b(?:but|while|whereas|although|all|both)\b)[^;.])*$",
    re.IGNORECASE,
)
"""Before what nobody had, in all that follows."""
_DENIED = re.compile(
    r"(?:(?<!with and )(?<!with or )(?<!and/or )(?<!with/)\bwithout|\bno|\bnot(?! only)|\bnever"
    r"|\bfree (?:of|from)|\babsence of|\black(?:ed|ing)?(?: of)?|\bneither|\bnor|\bother than"
    r"|\brather than|\binstead of|\bexcept(?: for)?|\bdenied|\bunlike|\bnon|\brisk (?:of|for)"
    r"|\bprevent(?:s|ed|ing|ion of)?|\bavoid(?:ed|ing)?|\bcandidates? for|\btargets? for)"
    r"[\s\u2010\u2011-](?:(?!but\b|with\b|had\b|has\b|were\b|was\b)[\w/-]+\s){0,4}$",
    re.IGNORECASE,
)
_NAIVE = re.compile(
    r"[\s\u2010\u2011-]{0,2}(?:na[i\u00ef]ve|free|sparing|withdrawal|withdrawn|receptors?|system"
    r"|peptides?|antagonist|agonist|binding|dependen\w+|addict\w+|(?:use )?disorders?|crisis"
    r"|epidemic|misuse|abuse|tolerance|signall?ing)\b",
    re.IGNORECASE,
)
_UNRELATED = re.compile(r"[\s\u2010\u2011-](?:induced|related|associated|evoked)\b", re.IGNORECASE)
_CELLS = re.compile(r"\s(?:gland )?(?:tumou?r )?(?:cells?|protein|antigen|genes?)\b", re.IGNORECASE)
_NEXT = (
    r"[\s\u2010\u2011-](?:(?!but\b|than\b|with\b|had\b|was\b|were\b|who\b|for\b)[\w/%,.-]+\s){0,3}$"
)
"""What may stand between a word that bears a phrase out and the phrase."""
_GIVEN = (
    r"receiv\w+|(?:treat(?:ed|ment|ments|ing)|manag(?:ed|ement)) (?:with|by|using|of)"
    r"|administ\w+|after|before|following|underwent|undergoing|assigned to|allocated to"
    r"|randomi[sz]ed to|infus(?:ed|ions?)(?: of| with)?|inject(?:ed|ions?)(?: of| with)"
    r"|(?<!side )(?<!adverse )effects? of|efficacy of|given|post|sessions? of|weeks? of"
)
_TAKEN = r"taking|took|dos(?:e|es|age) of|prescribed|us(?:e|ing) of|intake of|stable on"
_ROUTES = r"oral|intravenous|subcutaneous|transdermal|epidural|intrathecal|daily"
_BEFORE = {
    "intervention": re.compile(rf"\b(?:{_GIVEN}){_NEXT}", re.IGNORECASE),
    "analgesic": re.compile(rf"\b(?:(?:{_GIVEN}|{_TAKEN}){_NEXT}|(?:{_ROUTES})\s$)", re.IGNORECASE),
}
_THERAPY = (
    r"therapy|treatments?|treated|infusions?|injections?|administration|training|programs?"
    r"|programmes?|interventions?|sessions?|groups?|arm|exposure|exposed|analgesia|regimen"
    r"|(?:was|were) (?:administered|given|injected|infused)"
)
_DID = (
    r"(?:significantly |markedly |also )?(?:reduced|lowered|decreased|increased|raised|enhanced"
    r"|attenuated|suppressed|abolished|reversed|restored|normali[sz]ed|strengthened|weakened)"
)
"""What a medicine that was given did."""
_HABIT = r"use|users|consumption|dos(?:e|es|age|ing)|intake|requirements?|medications?"
_BEHIND = {
    "intervention": re.compile(rf"[\s\u2010\u2011-](?:{_THERAPY}|{_DID})\b", re.IGNORECASE),
    "analgesic": re.compile(
        rf"[\s\u2010\u2011-](?:{_THERAPY}|{_HABIT})\b(?! disorder)", re.IGNORECASE
    ),
}
"""By kind, the words before or behind a medicine or the like that say that it was given."""
_ANALYSED = re.compile(
    r"voxel|analy[sz]|search|level|approach|correct|explorat|connectivity|comparison|regression"
    r"|fMRI|resting",
    re.IGNORECASE,
)
_NO_ANALYSIS = re.compile(
    r"[\s-](?:radiotherapy|radiation|irradiation|volumes?|RT\b|atrophy|lysate|tissue|homogenate)",
    re.IGNORECASE,
)
_QUASI = re.compile(
    r"\b(?:non|quasi|future|further|larger?|needed)[\s-]{1,2}(?:\w+ )?$", re.IGNORECASE
)
_CLINICAL = frozenset(("cancer", "pain", "origin", "intervention", "analgesic"))
_REACH = 70
"""Letters before a phrase within which a word may deny it or bear it out."""


def is_instruction(text: str) -> bool:
    """Whether a sentence tells its reader what to do, as no sentence about a study does."""
    words = text.lower()
    return bool(
        _OPENS_WITH_ORDER.match(words) or _ORDER_BEHIND.search(words) or _TO_READERS.search(words)
    )


@lru_cache(maxsize=2)
def own_sentences(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the sentences that tell of this study: its aims, its methods and its results.

    Of an abstract without labels, what stands before the first word of the study is background.
    """
    labelled = any(span.section for span in spans)
    first = 0 if labelled else next((at for at, span in enumerate(spans) if _is_of_this(span)), 0)
    return tuple(
        span
        for span in spans[first:]
        if _is_own(span) and not tells_earlier_work(span) and not is_instruction(span.text)
    )


def _is_of_this(span: Span) -> bool:
    """Whether a sentence names this study or what was done in it."""
    return bool(_THIS.search(span.text.lower()))


def _is_own(span: Span) -> bool:
    if _CLOSING.search(span.section):
        return False
    if _OPENING.search(span.section):
        return _is_of_this(span) and not guesses(span)
    if _DONE.search(span.section) or not guesses(span):
        return True
    return bool(_PLANNED.search(span.text))


def is_asserted(phrase: Phrase, text: str, sentence: Span) -> bool:
    """Whether a phrase in a sentence of this study says what was there, used or done."""
    so_far = text[sentence.start : phrase.start]
    before = so_far[-_REACH:]
    behind = text[phrase.end : min(sentence.end, phrase.end + 40)]
    if phrase.kind in _CLINICAL and (
        _DENIED.search(before) or _NOBODY.search(so_far) or _leaves_out(sentence)
    ):
        return False
    if phrase.kind != "species" and _is_of_others(sentence, phrase.start - sentence.start):
        return False
    if phrase.kind in _BEFORE and (_NAIVE.match(behind) or _UNRELATED.match(behind)):
        return False
    if phrase.kind == "cancer":
        return not _CELLS.match(behind)
    if phrase.kind == "design":
        return not _QUASI.search(before) and (not phrase.bound or sentence.section == TITLE)
    return not phrase.bound or _borne_out(phrase.kind, before, behind)


def _is_of_others(sentence: Span, at: int) -> bool:
    """Whether a place of a sentence of this study stands in what it says of others."""
    return any(
        start <= at and not _OURS.search(sentence.text, start, at)
        for start in _of_others(sentence.text)
    )


@lru_cache(maxsize=16)  # a long sentence holds many phrases
def _of_others(text: str) -> tuple[int, ...]:
    """Where a sentence begins to speak of others."""
    return tuple(hit.start() for hit in _OF_OTHERS.finditer(text))


def supporting_stretch(phrase: Phrase, text: str, sentence: Span) -> tuple[int, int]:
    """Return the stretch of a phrase and of the word that bears it out, where it needs one."""
    if not phrase.bound or phrase.kind not in _BEFORE:
        return phrase.start, phrase.end
    behind = _BEHIND[phrase.kind].match(text, phrase.end, sentence.end)
    if behind:
        return phrase.start, behind.end()
    begin = max(sentence.start, phrase.start - _REACH)
    given = _BEFORE[phrase.kind]
    before = hit = given.search(text, begin, phrase.start)
    while hit:  # the last word that bears it out is the nearest
        before, hit = hit, given.search(text, hit.start() + 1, phrase.start)
    return (before.start() if before else phrase.start), phrase.end


@lru_cache(maxsize=64)
def _leaves_out(sentence: Span) -> bool:
    """Whether a sentence tells who was not taken in."""
    return bool(_EXCLUDES.search(sentence.text))


def _borne_out(kind: str, before: str, behind: str) -> bool:
    if kind in _BEFORE:
        return bool(_BEHIND[kind].match(behind) or _BEFORE[kind].search(before))
    near = before[-25:] + " " + behind[:25]
    return bool(_ANALYSED.search(near)) and not _NO_ANALYSIS.match(behind)
