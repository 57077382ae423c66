"""The category of people that a phrase means by its own words, whatever the paper says besides."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.arms.group_phrase import GroupPhrase, Head, Polarity
from bot.extraction.arms.words import (
    ACTIVE_CONTROL,
    CONTROL,
    HEALTHY,
    ILLNESS,
    MODELLED,
    NEUTRAL,
    NOT_HEALTHY,
    SHAM,
    TREATED,
    UNTREATED,
    WAITLIST,
)

PAIN = re.compile(
    r"\b(?:pain|painful|hurt\w*|ach(?:e|es|ed|ing)|cipn|oipn|cibp|neuropath\w*|neuralgia|arthralgia|allodynia|hyperalgesia|bmp|cnp|cp)(?![\w])"
)
CHEMOTHERAPY = re.compile(
    r"\b(?:chemo(?:therapy)?|chemotherap\w+|oxaliplatin|radiotherapy|irradiat\w+)\b"
    r"|^c(?=[+\u2212\u2013-]|$)"
)
_LITTLE_PAIN = re.compile(
    r"(?<!\w)(?:no|(?:minor|little|mild|minimal) or no|no or (?:minor|little|mild)"
    r"|non(?![ -]?(?:cancer|malignant|oncologic)))[ -](?:\w+ )?(?:pain|cipn|neuropathy)"
    r"|\bpain[- ]?free\b|\bpainless\b|\basymptomatic\b|\bcomfortable\b"
)
_CONTROLLED = re.compile(
    r"\b(?:good|well|adequate)[ -](?:pain )?control(?:led)?\b|\bwell[- ]controlled\b"
)
_LOW_PAIN = re.compile(r"(?<![\w-])(?:low(?:er)?|mild(?:er)?|less)[ -](?:pain|cipn)\b")
_POORLY = re.compile(r"\b(?:poor(?:ly)?|in|un)[ -]?(?:pain )?control")
_LOW = re.compile(
    r"(?<![\w-])(?:low(?:er)?(?![ -](?:risk|grade|birth|back|vision|frequency))|mild(?:er)?|less"
    r"|fewer|minor|grades? (?:0|0\s?[-\u2013]\s?1|1))(?![\w])"
)
_GRADED = re.compile(
    r"(?<![\w-])(?:high(?:er)?|severe|mild(?:er)?|moderate|strong(?:er)?|intense|weak(?:er)?"
    r"|less|more|worse|greater|uncontrolled|refractory|intractable)(?!\w)"
)
_SHAM_TREATMENT = re.compile(r"acupuncture|stimulation|treatment|therapy|tms|tdcs|training|\bea\b")
"""Behind "sham": of animals that only had no operation, it makes plain controls."""
_VEHICLE = re.compile(
    r"\b(?:saline|vehicle|control|non)[ -](?:treated|injected)\b|\b(?:saline|vehicle)\b"
)
"""What animals made ill may be given instead of a drug: ``saline-treated tumour rats``."""
_MADE_ILL = re.compile(
    r"\b(?:tumou?r|cancer|cibp|cipn|bearing|neuropath\w+|pain|ligated|injured|\w+platin|\w+taxel"
    r"|vincristine|bortezomib)"
)
_OPERATION = re.compile(r"operat|surger|procedure|ligation|inoculation|implantation")
"""What is no treatment where it is a sham."""
_DOSED = re.compile(r"\b(?P<drug>[\w-]*\w)[ -](?:treated|injected)\b")
"""What animals made ill were given: ``ketamine-treated tumour mice``."""
_PATIENT = re.compile(
    r"(?:patients?|outpatients?|inpatients?|survivors?|sufferers|probands|cases|migraineurs"
    r"|insomniacs|addicts|amputees|alcoholics|diabetics|asthmatics|epileptics|schizophrenics"
    r"|hypertensives|dyslexics)"
)
_NO_ILLNESS = re.compile(
    r"(?:a |an )?(?:(?:high(?:er)?|low(?:er)?(?! (?:back|vision|mood))|great(?:er)?|better|poorer"
    r"|worse|stronger|weaker|more|less|normal|intact|average)\b"
    r"|(?:[\w-]+ ){0,3}(?:patterns?|dynamics|levels?|electrodes?"
    r"|grids?|images|scans|data|experience|training|expertise|vision|hearing|weight|gains?|scores?"
    r"|personality|temperament|traits?|fmri|(?:family|parental|maternal) (?:history|risk))\b"
    r"(?! (?:loss|impairments?|deficits?|disorders?|problems?|disabilit)))"
)
"""What people may have without being ill."""
_WORD = re.compile(r"[^\s()\[\],;/]+")


class GroupCategory(StrEnum):
    """Categories of people and animals that studies compare."""

    HEALTHY = "healthy"
    CONTROL = "control"
    SHAM = "sham"
    WAITLIST = "waitlist"
    ACTIVE_CONTROL = "active_control"
    TREATED = "treated"
    PATIENT = "patient"
    WITHOUT = "without"
    """Patients who lack what others have."""
    PAIN_CONTROLLED = "pain_controlled"
    MODEL = "model"
    UNTREATED_ANIMAL = "untreated animal"
    ANIMAL = "animal"
    DOERS = "doers"
    """People named by what they do or carry: smokers, carriers."""
    PEOPLE = "people"
    """People of no told kind: participants, women, older adults."""
    COLLECTIVE = "collective"


class NamedGroup(NamedTuple):
    """Words that name a group, and who is meant by them in their paper."""

    phrase: GroupPhrase
    category: GroupCategory


def names_controls(named: Iterable[NamedGroup]) -> bool:
    """Whether some group is called controls."""
    return any(
        category is GroupCategory.CONTROL or "control" in phrase.noun for phrase, category in named
    )


_COMPARATORS = (
    (WAITLIST, GroupCategory.WAITLIST),
    (ACTIVE_CONTROL, GroupCategory.ACTIVE_CONTROL),
    (SHAM, GroupCategory.SHAM),
)
_NAMED_FOR_ILLNESS = (Head.SIGN, Head.ALIAS, Head.DISEASE)
_COLLECTIVES = (Head.ALL_GROUPS, Head.ALL_PATIENTS, Head.EVERYONE, Head.OTHERS)


def category_of(phrase: GroupPhrase, *, treated: bool, animals: bool) -> GroupCategory:
    """Tell the category; ``treated`` says that the phrase names a treatment under study."""
    worded = GroupPhrase(
        0, 0, phrase.head, phrase.noun, phrase.before, phrase.trait, phrase.polarity
    )
    return _category_of_words(worded, treated=treated, animals=animals)


@lru_cache(maxsize=4096)
def _category_of_words(phrase: GroupPhrase, *, treated: bool, animals: bool) -> GroupCategory:
    """Tell the category by the words of a phrase, wherever it stands."""
    if phrase.head in _COLLECTIVES:
        return GroupCategory.COLLECTIVE
    words = f"{phrase.before} {phrase.noun}"
    if phrase.head is Head.ANIMALS or (animals and not _PATIENT.fullmatch(phrase.noun)):
        return _of_animals(phrase, words)
    return (
        _of_comparators(phrase, words)
        or _of_controls(phrase, words)
        or _of_pain(phrase)
        or _of_treatment(phrase, treated=treated)
        or _of_trait(phrase)
    )


def _of_comparators(phrase: GroupPhrase, words: str) -> GroupCategory | None:
    """The category of people who were given something else than what is tried out."""
    if phrase.head is Head.DOERS and "respon" in phrase.noun:
        return None  # "placebo responders"
    for pattern, category in _COMPARATORS:
        if pattern.search(words) or pattern.search(phrase.trait):
            return category
    return GroupCategory.SHAM if phrase.head is Head.INSTEAD else None


def _of_controls(phrase: GroupPhrase, words: str) -> GroupCategory | None:
    if HEALTHY.search(words) and not NOT_HEALTHY.search(words):
        return GroupCategory.HEALTHY
    pained = PAIN.search(phrase.before) and "controls" not in words
    return GroupCategory.CONTROL if CONTROL.search(words) and not pained else None


def tells_less(words: str) -> bool:
    """Whether words in small letters say that people have less of what all of them have."""
    return bool(_LOW.search(words))


def is_low(phrase: GroupPhrase) -> bool:
    """Whether these people have less of what all of them have."""
    return tells_less(f"{phrase.before} {phrase.trait}")


def is_graded(phrase: GroupPhrase) -> bool:
    """Whether words tell how much these people have of what all of them have."""
    words = f"{phrase.before} {phrase.trait}"
    return any(pattern.search(words) for pattern in (_GRADED, _LOW, _POORLY))


def is_painless(phrase: GroupPhrase) -> bool:
    """Whether these people are said to have little pain or none: ``asymptomatic metastases``."""
    return bool(_LITTLE_PAIN.search(phrase.description))


def _of_the_ill(phrase: GroupPhrase, words: str) -> GroupCategory | None:
    """The category of animals that were made ill, by what they were given then."""
    ill = _MADE_ILL.search(f"{_DOSED.sub('', words, count=1)} {phrase.trait}")
    dosed = _DOSED.search(words) if ill else None
    if dosed and dosed["drug"] != "non":
        return GroupCategory.SHAM if _VEHICLE.search(dosed[0]) else GroupCategory.TREATED
    if not phrase.trait or not _MADE_ILL.search(phrase.before) or _MADE_ILL.search(phrase.trait):
        return None
    if _VEHICLE.search(phrase.trait):
        return GroupCategory.SHAM
    given = phrase.polarity is Polarity.WITH and not ILLNESS.search(phrase.trait)
    return GroupCategory.TREATED if given else None


def _of_animals(phrase: GroupPhrase, words: str) -> GroupCategory:
    if ill := _of_the_ill(phrase, words):
        return ill
    if SHAM.search(words) or SHAM.search(phrase.trait):
        named = _SHAM_TREATMENT.search(words) or _SHAM_TREATMENT.search(phrase.trait)
        instead = phrase.head is Head.INSTEAD and not _OPERATION.search(phrase.description)
        treated = named or instead
        return GroupCategory.SHAM if treated else GroupCategory.UNTREATED_ANIMAL
    had = phrase.trait if phrase.polarity is Polarity.WITH else ""
    modelled = MODELLED.search(_VEHICLE.sub("", f"{words} {had}"))
    if not modelled and (
        UNTREATED.search(words)
        or HEALTHY.search(phrase.before)
        or CONTROL.search(words)
        or phrase.polarity is Polarity.WITHOUT
    ):
        return GroupCategory.UNTREATED_ANIMAL
    if modelled or phrase.polarity is Polarity.WITH:
        return GroupCategory.MODEL
    return GroupCategory.ANIMAL


def _of_pain(phrase: GroupPhrase) -> GroupCategory | None:
    """The category of people who are told apart by how much pain they have."""
    words = phrase.description
    if _CONTROLLED.search(words) or _LOW_PAIN.search(words):
        return GroupCategory.PAIN_CONTROLLED
    return GroupCategory.WITHOUT if _LITTLE_PAIN.search(words) else None


def _of_treatment(phrase: GroupPhrase, *, treated: bool) -> GroupCategory | None:
    """The category of people who were assigned to what is tried out."""
    if phrase.head is Head.ASSIGNED:
        return GroupCategory.TREATED
    if phrase.polarity is Polarity.WITHOUT or phrase.head is Head.DOERS:
        return None
    in_arm = phrase.head is Head.GROUPS and (treated or TREATED.search(phrase.before))
    given = treated and phrase.trait
    return GroupCategory.TREATED if in_arm or given else None


def _of_trait(phrase: GroupPhrase) -> GroupCategory:
    """The category of people by what they have, lack or do."""
    by_name = _PATIENT.fullmatch(phrase.noun) or phrase.head in _NAMED_FOR_ILLNESS
    well = bool(_NO_ILLNESS.match(phrase.trait))
    if phrase.polarity is Polarity.WITHOUT and (by_name or not well):
        return GroupCategory.WITHOUT
    if phrase.head is Head.DOERS and not by_name:
        return GroupCategory.DOERS
    named = (word for word in _WORD.findall(phrase.before) if not NEUTRAL.fullmatch(word))
    has = phrase.polarity is Polarity.WITH and phrase.trait and not well
    return GroupCategory.PATIENT if by_name or has or any(named) else GroupCategory.PEOPLE
