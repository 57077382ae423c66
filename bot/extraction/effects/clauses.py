"""A clause of a sentence with all that it names: arms, words for directions, printed estimates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from bot.extraction.effects.arms import ArmName, OtherGroup, Side
from bot.extraction.effects.estimates import PrintedEstimate
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.text import BRACKETS, Span

_Group = TypeVar("_Group", ArmName, OtherGroup)
OPPOSITE = MappingProxyType(
    {"increase": "decrease", "decrease": "increase", "better": "worse", "worse": "better"}
)
"""Signs of words, each with its contrary."""
UNKNOWN_GROUP = "unknown group"
"""A rival: a group that is neither of the two arms."""
_AGAINST = re.compile(
    rf"\b{alternatives('against_within')}(?!\w)(?!(?:\s\w+){{0,3}}?\s{alternatives('earlier')}\b)"
    r"(?!\s(?:at|on|in|after) (?:weeks?|days?|months?|years?|visit|hours?) \d)"
)
"""People that are compared with themselves are no other arm."""
_BOTH = re.compile(
    rf"\b(?:between|in|among|across|for|of|after|with) {alternatives('both')}\b"
    rf"|\b{alternatives('between_groups')}\b|\b(?:between|from) (?:them|each other|one another)\b"
)
_GROUP = re.compile(
    r"\b(?:in|of|with|by|from|than|to) (?:the )?"
    r"(?P<name>(?!both|all|each|either|two|study|treatment)[\w/+-]+(?: [\w/+-]+)?"
    r" (?:group|arm|subjects|recipients)\b|group (?:[A-Z0-9]|I{1,3}|IV)\b)"
)
"""A group by some name: one that is of neither known arm tells of others than these."""
_BETWEEN = re.compile(r"\bbetween\b")
_OPPOSED = ({"increase", "decrease"}, {"better", "worse"})
_TOGETHER = re.compile(r"(?:,?\s(?:and|or|as well as)|/|\+)\s?(?:the\s|an?\s|in\s|with\s)*")
"""Between two arms that are named as one: ``juggling and rest both ...``, ``juggling or rest``."""
_OF_SECOND = re.compile(
    r"(?:\s?%)?(?:\s?(?:\u00b1|\+/-)\s?[\d.,]+)?(?:\s?\([^()]*\))?(?:\s[a-z/%]{1,10})?"
    r"\s(?:in|for|with|among|of)\s(?:the\s)?"
)
"""Between the second of two values and its arm."""
_NOT_ALSO = re.compile(
    r"\b(?:but|and) not,? (?:(?:for|in|with|by|to|the|a|after|on|among|at|those|during) ){0,3}$"
)
"""Right before an arm that something is not told of: ``with juggling but not at rest``."""
_ENDS = re.compile(r"[:;]")
_VERB = re.compile(r"\b(?:was|were|is|are|did|had)\b")
_BEHIND, _NEAR = 40, 90
"""Letters behind "than" in which its arm is named; before two values, in which theirs are."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of a sentence with all that it names."""

    span: Span
    judged: Span
    """The sentence as what it asserts is judged, with no denial that is only of another arm."""
    kind: str
    part: Span
    tokens: tuple[Token, ...]
    names: tuple[ArmName, ...]
    others: tuple[OtherGroup, ...]
    printed: tuple[PrintedEstimate, ...]
    cues: tuple[Cue, ...]
    following: Span | None
    subject: ArmName | None = None
    """The arm that the clause before was told of, where this one has no subject of its own."""
    of_last_arms: bool = False
    """Whether it goes on about the arms named last: ``better than scarves and rest, which ...``."""

    def beside(self, outcome: Outcome) -> "Clause":
        """The clause without arms that only the name of an outcome holds: ``exercise capacity``."""
        inside = (outcome.start, outcome.end)
        names = tuple(n for n in self.names if n.end <= inside[0] or inside[1] <= n.start)
        others = tuple(n for n in self.others if n.end <= inside[0] or inside[1] <= n.start)
        return replace(self, names=names, others=others)

    @property
    def joint(self) -> bool:
        """Whether it speaks of both groups."""
        return bool(_BOTH.search(self.part.text.lower()))

    def rivals(self, cue: Cue) -> tuple[str, ...]:
        """What else the clause holds that may speak against what a cue says."""
        others = [other for other in self.cues if other is not cue]
        null = any(other.sign == "none" or other.negated for other in others)
        opposite = any({cue.sign, other.sign} in _OPPOSED for other in others)
        known = {(name.start, name.end) for name in self.names}
        groups = [
            (self.part.start + hit.start("name"), hit["name"])
            for hit in _GROUP.finditer(self.part.text)
        ]
        unknown = any(not any(start <= at < end for start, end in known) for at, _ in groups)
        named = {"null": null, "opposite": opposite, UNKNOWN_GROUP: unknown}
        return tuple(name for name, holds in named.items() if holds)

    def first_of(self, start: int, second: int, end: int) -> ArmName | None:
        """The arm that the first of two values is of.

        Named between them; else the one that the second is not of; else the first before.
        """
        between = [name for name in self.names if start < name.start < second]
        if between:
            return between[0]
        gap = _OF_SECOND.match(self.part.text, end - self.part.start)
        behind = [name for name in self.names if gap and name.start == self.part.start + gap.end()]
        if behind:  # "12 versus 9 in the juggling and rest groups" names them in order
            ordered = self.together(behind[0])
            return behind[0] if ordered else replace(behind[0], side=behind[0].side.other)
        near = [name for name in self.names if name.start >= start - _NEAR]
        different = len({name.side for name in near}) > 1
        return near[0] if different else None

    def sides(self, cue: Cue) -> tuple[ArmName | None, ArmName | None]:
        """Of whom the clause tells what the cue says, and compared with whom."""
        if self.is_of_others(cue):
            return None, None
        if not self.names and not self.joint:
            return self.subject, None
        return self._nearest(cue), self._comparator

    def _nearest(self, cue: Cue) -> ArmName | None:
        """The arm of which a cue tells, what it is compared with left out."""
        near = sorted(
            self._own(cue, self._beside(self._comparator)),
            key=lambda name: (
                self._in_brackets(name, cue),
                not name.group,
                _distance(name, cue),
            ),
        )
        return near[0] if near else None

    def is_of_others(self, cue: Cue) -> bool:
        """Whether a cue tells of an arm that is neither side, or is compared with one."""
        of_last = self.of_last_arms and cue.is_null
        return of_last or self._compares_others or self._tells_others(cue)

    def _tells_others(self, cue: Cue) -> bool:
        """Whether an arm that is neither side stands nearest to a cue, and with none of both."""
        against = self._against
        treated = [
            group for group in self.others
            if group.treated and group is not against and not self._joined(group)
            and not self._in_brackets(group, cue)
        ]  # fmt: skip
        nearest = self._nearest(cue)
        return any(
            nearest is None or _distance(group, cue) < _distance(nearest, cue) for group in treated
        )

    def _joined(self, group: OtherGroup) -> bool:
        """Whether another group is named as one with an arm of the two: ``juggling or scarves``."""
        gaps = (
            (group.end, name.start) if group.end <= name.start else (name.end, group.start)
            for name in self.names
        )
        return any(
            _TOGETHER.fullmatch(re.sub(r"\s+", " ", BRACKETS.sub("", self.between(*gap))))
            for gap in gaps
        )

    def _own(self, cue: Cue, names: list[ArmName]) -> list[ArmName]:
        """Leave out arms of which another cue tells: ``rose with juggling and fell with rest``."""
        if cue.form != "predicate":
            return names
        others = [other for other in self.cues if other is not cue and _may_differ(cue, other)]
        own = [name for name in names if not any(_parts(other, cue, name) for other in others)]
        return own if any(name.start >= cue.end for name in own) else names

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
        small = self.part.text.lower()
        return any(_NOT_ALSO.search(small[: name.start - self.part.start]) for name in self.names)

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
        if name is None:
            return False
        at = self.names.index(name)
        beside = [self.names[n : n + 2] for n in (at - 1, at) if n >= 0]
        return any(
            len(pair) > 1
            and pair[0].side is not pair[1].side
            and _TOGETHER.fullmatch(self.between(pair[0].end, pair[1].start))
            for pair in beside
        )

    def is_aside(self, cue: Cue, outcome: Outcome) -> bool:
        """Whether a cue stands in brackets, and the outcome in none or in others."""
        before = self.between(self.part.start, cue.start)
        opened = before.rfind("(")
        if opened <= before.rfind(")"):
            return False
        closed = self.part.text.find(")", len(before))
        end = self.part.end if closed < 0 else self.part.start + closed
        return not self.part.start + opened < outcome.start < end

    def _in_brackets(self, name: ArmName | OtherGroup, cue: Cue) -> bool:
        """Whether a name stands in brackets that do not hold the cue."""
        low, high = sorted((name.start, cue.start))
        between = self.between(low, high)
        return between.count("(") != between.count(")")

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


def _distance(name: ArmName | OtherGroup, cue: Cue) -> int:
    """Return how many letters stand between a cue and the name of a group."""
    return max(name.start - cue.end, cue.start - name.end)


def _may_differ(cue: Cue, other: Cue) -> bool:
    """Whether two cues may tell of two arms: one against the other, or one of no change."""
    still = {cue.sign, other.sign} & {"none"} or cue.negated is not other.negated
    return {cue.sign, other.sign} in _OPPOSED or (bool(still) and other.form == "predicate")


def _parts(other: Cue, cue: Cue, name: ArmName) -> bool:
    """Whether another cue stands before the name of an arm, and nearer to it than this one."""
    return cue.end < other.start < name.start or other.end < name.start < cue.start
