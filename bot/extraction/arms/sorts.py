"""What sort of people a phrase means by its own words, before the rest of the paper is known."""

import re
from enum import StrEnum
from functools import lru_cache

from bot.extraction.arms.phrases import GroupPhrase, Head, Polarity
from bot.extraction.arms.words import (
    ACTIVE_CONTROL,
    CONTROL,
    HEALTHY,
    MODELLED,
    NEUTRAL,
    NOT_HEALTHY,
    SHAM,
    TREATED,
    UNTREATED,
    WAITLIST,
)

PAIN = re.compile(
    r"\b(?:pain|painful|cipn|oipn|cibp|neuropath\w*|neuralgia|arthralgia|bmp|cnp|cp)(?![\w])"
)
CHEMOTHERAPY = re.compile(
    r"\b(?:chemo(?:therapy)?|chemotherap\w+|oxaliplatin|radiotherapy|irradiat\w+)\b"
    r"|^c(?=[+\u2212\u2013-]|$)"
)
_LITTLE_PAIN = re.compile(
    r"(?<!\w)(?:no|little or no|no or (?:minor|little|mild)|non)[ -](?:\w+ )?(?:pain|cipn"
    r"|neuropathy)"
    r"|\bpain[- ]?free\b|\bpainless\b"
)
_CONTROLLED = re.compile(
    r"\b(?:good|well|adequate)[ -](?:pain )?control(?:led)?\b|\bwell[- ]controlled\b"
)
_LOW_PAIN = re.compile(r"(?<![\w-])(?:low(?:er)?|mild(?:er)?|less)[ -](?:pain|cipn)\b")
_POORLY = re.compile(r"\b(?:poor(?:ly)?|in|un)[ -]?(?:pain )?control")
_LOW = re.compile(
    r"(?<![\w-])(?:low(?:er)?(?![ -](?:risk|grade|birth))|mild(?:er)?|less|fewer|minor)(?![\w])"
)
_PATIENT = re.compile(
    r"(?:patients?|outpatients?|inpatients?|survivors?|sufferers|probands|cases|migraineurs"
    r"|insomniacs|addicts|amputees)"
)
_NO_ILLNESS = re.compile(
    r"(?:a |an )?(?:(?:high(?:er)?|low(?:er)?|great(?:er)?|better|poorer|worse|stronger|weaker|more"
    r"|less|normal|intact|average)\b|(?:[\w-]+ ){0,3}(?:patterns?|dynamics|levels?|electrodes?"
    r"|grids?|images|scans|data|experience|training|expertise|vision|hearing|weight|gains?|scores?)\b)"
)
"""What people may have without being ill."""
_WORD = re.compile(r"[^\s()\[\],;/]+")


class Sort(StrEnum):
    """Sorts of people and animals."""

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


_COMPARATORS = ((WAITLIST, Sort.WAITLIST), (ACTIVE_CONTROL, Sort.ACTIVE_CONTROL), (SHAM, Sort.SHAM))
_NAMED_FOR_ILLNESS = (Head.SIGN, Head.ALIAS, Head.DISEASE)
_COLLECTIVES = (Head.ALL_GROUPS, Head.ALL_PATIENTS, Head.EVERYONE)


def sort_of(phrase: GroupPhrase, *, treated: bool, animals: bool) -> Sort:
    """Tell the sort; ``treated`` says that the phrase names a treatment under study."""
    worded = GroupPhrase(
        0, 0, phrase.head, phrase.noun, phrase.before, phrase.trait, phrase.polarity
    )
    return _sort_of_words(worded, treated=treated, animals=animals)


@lru_cache(maxsize=4096)
def _sort_of_words(phrase: GroupPhrase, *, treated: bool, animals: bool) -> Sort:
    """Tell the sort by the words of a phrase, wherever it stands."""
    if phrase.head in _COLLECTIVES:
        return Sort.COLLECTIVE
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


def _of_comparators(phrase: GroupPhrase, words: str) -> Sort | None:
    """The sort of people who were given something else than what is tried out."""
    for pattern, sort in _COMPARATORS:
        if pattern.search(words) or pattern.search(phrase.trait):
            return sort
    return Sort.SHAM if phrase.head is Head.INSTEAD else None


def _of_controls(phrase: GroupPhrase, words: str) -> Sort | None:
    if HEALTHY.search(words) and not NOT_HEALTHY.search(words):
        return Sort.HEALTHY
    pained = PAIN.search(phrase.before) and "controls" not in words
    return Sort.CONTROL if CONTROL.search(words) and not pained else None


def is_low(phrase: GroupPhrase) -> bool:
    """Whether these people have less of what all of them have."""
    return bool(_LOW.search(f"{phrase.before} {phrase.trait}"))


def _of_animals(phrase: GroupPhrase, words: str) -> Sort:
    if SHAM.search(words) or SHAM.search(phrase.trait):
        return Sort.SHAM
    if UNTREATED.search(words) or CONTROL.search(words) or phrase.polarity is Polarity.WITHOUT:
        return Sort.UNTREATED_ANIMAL
    if MODELLED.search(words) or phrase.polarity is Polarity.WITH:
        return Sort.MODEL
    return Sort.ANIMAL


def _of_pain(phrase: GroupPhrase) -> Sort | None:
    """The sort of people who are told apart by how much pain they have."""
    words = phrase.description
    if _CONTROLLED.search(words) and not _POORLY.search(words):
        return Sort.PAIN_CONTROLLED
    if _LOW_PAIN.search(words):
        return Sort.PAIN_CONTROLLED
    return Sort.WITHOUT if _LITTLE_PAIN.search(words) else None


def _of_treatment(phrase: GroupPhrase, *, treated: bool) -> Sort | None:
    """The sort of people who were assigned to what is tried out."""
    if phrase.head is Head.ASSIGNED:
        return Sort.TREATED
    if phrase.polarity is Polarity.WITHOUT or phrase.head is Head.DOERS:
        return None
    in_arm = phrase.head is Head.GROUPS and (treated or TREATED.search(phrase.before))
    given = treated and phrase.trait and phrase.head in (Head.PEOPLE, Head.ALIAS, Head.THOSE)
    return Sort.TREATED if in_arm or given else None


def _of_trait(phrase: GroupPhrase) -> Sort:
    """The sort of people by what they have, lack or do."""
    if phrase.polarity is Polarity.WITHOUT:
        return Sort.WITHOUT
    if phrase.head is Head.DOERS:
        return Sort.DOERS
    named = (word for word in _WORD.findall(phrase.before) if not NEUTRAL.fullmatch(word))
    has = phrase.polarity is Polarity.WITH and phrase.trait and not _NO_ILLNESS.match(phrase.trait)
    by_name = _PATIENT.fullmatch(phrase.noun) or phrase.head in _NAMED_FOR_ILLNESS
    return Sort.PATIENT if by_name or has or any(named) else Sort.PEOPLE
