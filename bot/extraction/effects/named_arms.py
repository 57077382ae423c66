"""The arms that a stretch of text names, and which of them it compares with another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.extraction.effects.arms import ArmName, OtherGroup, Side
from bot.extraction.effects.words import alternatives
from bot.extraction.text import BRACKETS, Span

_Group = TypeVar("_Group", ArmName, OtherGroup)
_AGAINST = re.compile(
    rf"\b{alternatives('against_within')}(?!\w)(?!(?:\s\w+){{0,3}}?\s{alternatives('earlier')}\b)"
    r"(?!\s(?:at|on|in|after) (?:weeks?|days?|months?|years?|visit|hours?) \d)"
)
"""People that are compared with themselves are no other arm."""
_BETWEEN = re.compile(r"\bbetween\b")
_TOGETHER = re.compile(r"(?:,?\s(?:and|or|as well as)|/|\+)\s?(?:the\s|an?\s|in\s|with\s)*")
"""Between two arms that are named as one: ``juggling and rest both ...``, ``juggling or rest``."""
_NOT_ALSO = re.compile(
    r"\b(?:but|and) not,? (?:(?:for|in|with|by|to|the|a|after|on|among|at|those|during) ){0,3}$"
)
"""Right before an arm that something is not told of: ``with juggling but not at rest``."""
_ONLY = re.compile(r"\bonly (?:in|with|for|after|among|on|by) (?:the )?\Z")
_ENDS = re.compile(r"[:;]")
_VERB = re.compile(r"\b(?:was|were|is|are|did|had)\b")
_BEHIND = 40
"""Letters behind "than" in which its arm is named."""


@dataclass(frozen=True, slots=True)
class NamedArms:
    """A stretch of text with the arms and other groups that it names."""

    part: Span
    names: tuple[ArmName, ...]
    others: tuple[OtherGroup, ...]

    @property
    def _compares_others(self) -> bool:
        """Whether it compares two of one side, or a third with both arms: ``than A or B``."""
        if self._against is not None:
            return True
        comparator = self._comparator
        if comparator is None:
            return False
        before = any(name.start < comparator.start for name in self.names)
        return (before and not self._beside(comparator)) or self.together(comparator)

    @property
    def _comparator(self) -> ArmName | None:
        """The arm that is named behind a word that compares."""
        return next((name for mark in self._marks for name in self._behind(mark, self.names)), None)

    @property
    def excludes_an_arm(self) -> bool:
        """Whether something is told of one arm and said not to be so in the other."""
        return self._stands_before_an_arm(_NOT_ALSO)

    @property
    def is_of_one_only(self) -> bool:
        """Whether something is told of one arm only."""
        return self._stands_before_an_arm(_ONLY)

    def _stands_before_an_arm(self, words: re.Pattern[str]) -> bool:
        small = self.part.text.lower()
        return any(words.search(small[: name.start - self.part.start]) for name in self.names)

    @property
    def _against(self) -> OtherGroup | None:
        """A group of neither side behind a word that compares, before an arm and with none."""
        for mark in self._marks:
            known = next(iter(self._behind(mark, self.names)), None)
            other = next(iter(self._behind(mark, self.others)), None)
            if other and not self._joined(other) and not (known and known.start < other.start):
                return other
            if known:
                return None
        return self._set_between

    @property
    def _set_between(self) -> OtherGroup | None:
        """A group of neither side that is set against one arm: ``between juggling and scarves``."""
        for hit in _BETWEEN.finditer(self.part.text.lower()):
            mark = self.part.start + hit.end()
            sides = {name.side for name in self._behind(mark, self.names)}
            if len(sides) < len(Side) and (other := next(self._behind(mark, self.others), None)):
                return other
        return None

    @property
    def _marks(self) -> list[int]:
        """Where the words that compare end."""
        small = self.part.text.lower()
        return [self.part.start + hit.end() for hit in _AGAINST.finditer(small)]

    def _behind(self, mark: int, groups: Sequence[_Group]) -> Iterator[_Group]:
        """Yield the groups that are named close behind a word that compares."""
        for group in groups:
            near = 0 <= group.start - mark < _BEHIND
            if near and not (self._closes(mark, group.start) or self._ends(mark, group.start)):
                yield group

    def _beside(self, comparator: ArmName | None) -> list[ArmName]:
        """The names of whom may be told what is compared with this arm: those of the other."""
        return [
            name for name in self.names if comparator is None or name.side is not comparator.side
        ]

    def together(self, name: ArmName | None) -> bool:
        """Whether an arm is named as one with the other, so that what is told is told of both."""
        if name not in self.names:  # none, or that of a clause before
            return False
        at = self.names.index(name)
        beside = [self.names[n : n + 2] for n in (at - 1, at) if n >= 0]
        return any(
            len(pair) > 1
            and pair[0].side is not pair[1].side
            and _TOGETHER.fullmatch(_unbracketed(self.between(pair[0].end, pair[1].start)))
            for pair in beside
        )

    def _joined(self, group: OtherGroup) -> bool:
        """Whether another group is named as one with an arm of the two: ``juggling or scarves``."""
        gaps = (
            (group.end, name.start) if group.end <= name.start else (name.end, group.start)
            for name in self.names
        )
        return any(_TOGETHER.fullmatch(_unbracketed(self.between(*gap))) for gap in gaps)

    def between(self, start: int, end: int) -> str:
        """The words from one place of the abstract to another."""
        return self.part.text[start - self.part.start : end - self.part.start]

    def _ends(self, start: int, end: int) -> bool:
        """Whether another statement begins between: ``more than men: it fell in group A``."""
        between = self.between(start, end)
        # "anxiety but not gloom was lower with A": what it is not told of is no arm.
        excepted = self.between(self.part.start, start).endswith(" not")
        return bool(_ENDS.search(between) or (excepted and _VERB.search(between)))

    def _closes(self, start: int, end: int) -> bool:
        """Whether a bracket ends between: ``(7 versus 17 days) was lower in group A``."""
        between = self.between(start, end)
        return between.count(")") > between.count("(")


def _unbracketed(text: str) -> str:
    """Leave out what stands in brackets, with the spaces around it."""
    return re.sub(r"\s+", " ", BRACKETS.sub("", text))
