"""One noun phrase about people: its head, the words before it, and what the people have or lack."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Head(StrEnum):
    """What kind of noun a phrase is built on."""

    PEOPLE = "people"
    DOERS = "doers"
    ANIMALS = "animals"
    GROUPS = "groups"
    SIGN = "sign"
    """A short form with a sign: ``FoG+``."""
    ALIAS = "alias"
    """A short form, or the name of a disease or treatment used for those who have it."""
    ASSIGNED = "assigned"
    """What an arm of a trial was assigned to."""
    INSTEAD = "instead"
    """What the other arm was given: ``placebo``."""
    DISEASE = "disease"
    """The name of a disease, for those who have it."""
    THOSE = "those"
    SAME = "same"
    FORMER = "former"
    LATTER = "latter"
    OTHER = "other"
    OTHERS = "others"
    """All groups of the study but the one that is spoken of."""
    ALL_GROUPS = "all_groups"
    ALL_PATIENTS = "all_patients"
    EVERYONE = "everyone"


POINTING = (Head.SAME, Head.FORMER, Head.LATTER, Head.OTHER)
"""What stands for people who were named before, and says no more of them."""


class Polarity(StrEnum):
    """Whether the people of a phrase have a trait, lack it, or are not told apart by one."""

    WITH = "with"
    WITHOUT = "without"
    UNTOLD = ""


@dataclass(frozen=True, slots=True)
class GroupPhrase:
    """One noun phrase about people, with its place in the text."""

    start: int
    end: int
    head: Head
    noun: str
    """The head in small letters."""
    before: str = ""
    """The words before the head, in small letters."""
    trait: str = ""
    """What the people have or lack, in small letters."""
    polarity: Polarity = Polarity.UNTOLD
    ill: bool = False
    """Whether they have an illness beside what they lack: ``with migraine without aura``."""

    @property
    def description(self) -> str:
        """All words of the phrase, in small letters."""
        return f"{self.before} {self.noun} {self.trait}".strip()

    def bracket(self, text: str) -> int:
        """Where the bracket that it ends in opens, which may close behind it; else its end."""
        opening = max(text.rfind(mark, self.start, self.end) for mark in "([")
        inside = text[opening : self.end - 1]
        last = opening >= 0 and ")" not in inside and "]" not in inside
        return opening if last else self.end

    def overlaps(self, others: Iterable["GroupPhrase"]) -> bool:
        """Whether it shares letters with any of several phrases of the same text."""
        return any(other.start < self.end and self.start < other.end for other in others)
