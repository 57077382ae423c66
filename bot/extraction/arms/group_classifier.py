"""Classifies the group phrases of one text by its short forms and the vocabulary's treatments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.extraction.arms.group_categories import GroupCategory, category_of
from bot.extraction.arms.group_phrase import GroupPhrase, Head, Polarity
from bot.extraction.arms.treatments import Treatment, treatment_named
from bot.extraction.arms.words import CONTROL, HEALTHY, pattern
from bot.extraction.design import Design
from bot.extraction.text import small
from bot.extraction.vocabulary import Vocabulary

_DECISIVE = (
    *(
        GroupCategory.HEALTHY,
        GroupCategory.CONTROL,
        GroupCategory.SHAM,
        GroupCategory.WAITLIST,
        GroupCategory.ACTIVE_CONTROL,
    ),
    *(GroupCategory.TREATED, GroupCategory.WITHOUT, GroupCategory.PAIN_CONTROLLED),
)
"""What the short form of a group says of it, whatever noun stands behind."""
_SHORT_FOR_HEALTHY = re.compile(r"\b(?:hc|nc|hv|td)\b")
_TOKEN = re.compile(r"[A-Za-z][\w+\u2212\u2013-]*")
_PEOPLE = pattern("heads.people")
_NAMED = (Head.PEOPLE, Head.GROUPS, Head.THOSE)
_BY_TREATMENT = (*_NAMED, Head.DOERS, Head.ASSIGNED)
_GIVEN_OTHERWISE = (
    GroupCategory.SHAM,
    GroupCategory.WAITLIST,
    GroupCategory.CONTROL,
    GroupCategory.UNTREATED_ANIMAL,
)


@dataclass(frozen=True, slots=True)
class GroupClassifier:
    """What a text and the vocabulary know of the words of its groups."""

    text: str
    names: Mapping[str, GroupPhrase]
    vocabulary: Vocabulary
    design: Design
    treatments: tuple[Treatment, ...] = ()
    """What the arms were given, in the words of the text: no vocabulary knows all of it."""

    def of(self, phrase: GroupPhrase) -> GroupCategory:
        """The category of people that a phrase means."""
        assigned = self.assigned(phrase) if self.treatments else None
        if assigned:
            return assigned
        phrase = self._without_namesake(phrase)
        category = category_of(phrase, treated=self._treated(phrase), animals=self.design.animals)
        if (
            category in (GroupCategory.PATIENT, GroupCategory.PEOPLE)
            and phrase.head in _NAMED
            and self.names
        ):
            return self._by_name(phrase) or category
        return category

    def _without_namesake(self, phrase: GroupPhrase) -> GroupPhrase:
        """Return a phrase without a short form that elsewhere, but not here, means the healthy."""
        short = _SHORT_FOR_HEALTHY.search(f"{phrase.before} {phrase.noun}")
        if short is None or not _means_others(self.text, short[0]):
            return phrase
        before, noun = (re.sub(rf"\b{short[0]}\b", "", it) for it in (phrase.before, phrase.noun))
        return replace(phrase, before=before.strip(), noun=noun or "patients")

    def _by_name(self, phrase: GroupPhrase) -> GroupCategory | None:
        """The category that a short form within the phrase stands for."""
        for token in _TOKEN.findall(self.text[phrase.start : phrase.end]):
            meant = self.names.get(token)
            if meant and meant.start != phrase.start:
                meant = self._without_namesake(meant)
                category = category_of(
                    meant, treated=self._treated(meant), animals=self.design.animals
                )
                if category in _DECISIVE:
                    return category
        return None

    def _treated(self, phrase: GroupPhrase) -> bool:
        """Whether the words of a group name a treatment that is tried out."""
        if phrase.head not in (Head.GROUPS, Head.ALIAS) and not phrase.trait:
            return False
        people = phrase.head is Head.PEOPLE or (phrase.trait and _PEOPLE.fullmatch(phrase.noun))
        words = phrase.trait if people else phrase.description
        return names_treatment(words, self.vocabulary)

    def assigned(self, phrase: GroupPhrase) -> GroupCategory | None:
        """The category of people who are named by what their arm was given."""
        if phrase.polarity is Polarity.WITHOUT or phrase.head not in _BY_TREATMENT:
            return None
        if phrase.head is Head.DOERS and "respon" in phrase.noun:
            return None  # "placebo responders"
        arm = treatment_named(self.treatments, phrase.description)
        if arm is None:
            return None
        if not arm.control:
            return GroupCategory.TREATED
        category = category_of(phrase, treated=False, animals=self.design.animals)
        return category if category in _GIVEN_OTHERWISE else GroupCategory.ACTIVE_CONTROL


@lru_cache(maxsize=64)
def _means_others(text: str, short: str) -> bool:
    """Whether a text spells a short form out as those who are not healthy: ``tremor (TD)``."""
    bracket = text.find(f"({short.upper()}")
    words = small(text[:bracket]).split()[-len(short) :] if bracket > 0 else []
    spelled = "".join(word[0] for word in words) == short
    return spelled and not (HEALTHY.search(" ".join(words)) or CONTROL.search(" ".join(words)))


@lru_cache(maxsize=4096)
def names_treatment(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words name a treatment that may be tried out."""
    terms = vocabulary.terms["intervention"]
    matches = vocabulary.find(words, "intervention")
    return any(not terms[match.id].exposure for match in matches)
