"""A clause of a sentence with all that it names: arms, words for directions, printed estimates."""

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.extraction.effects.arms import ArmName, OtherGroup, Side
from bot.extraction.effects.estimates import PrintedEstimate
from bot.extraction.effects.named_arms import NamedArms
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.text import Span

OPPOSITE_SIGN = MappingProxyType(
    {"increase": "decrease", "decrease": "increase", "better": "worse", "worse": "better"}
)
"""Signs of words, each with its contrary."""
UNKNOWN_GROUP = "unknown group"
"""A rival: a group that is neither of the two arms."""
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
_OPPOSED = ({"increase", "decrease"}, {"better", "worse"})
_OF_SECOND = re.compile(
    r"(?:\s?%)?(?:\s?(?:\u00b1|\+/-)\s?[\d.,]+)?(?:\s?\([^()]*\))?(?:\s[a-z/%]{1,10})?"
    r"\s(?:in|for|with|among|of)\s(?:the\s)?"
)
"""Between the second of two values and its arm."""
_FROM = re.compile(r"\A\s?from [^.;,()]*?\d[^;()]*\Z")
_TO = re.compile(r"\A,?\sto [^;()]*?\d")
"""Around the first of two arms that a value goes from and to."""
_NEAR = 90
"""Letters before two values in which their arms are named."""


@dataclass(frozen=True, slots=True)
class Clause(NamedArms):
    """One statement of a sentence with all that it names."""

    span: Span
    judged: Span
    """The sentence as what it asserts is judged, with no denial that is only of another arm."""
    kind: str
    tokens: tuple[Token, ...]
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
        return self._from_one_to_other(cue) or (self._nearest(cue), self._compared_with(cue))

    def _from_one_to_other(self, cue: Cue) -> tuple[ArmName, ArmName] | None:
        """Which arm a value goes to, and from which: ``from 72 at rest to 29 with juggling``."""
        behind = [name for name in self.names if name.start >= cue.end]
        if len(behind) < len(Side) or behind[0].side is behind[1].side:
            return None
        goes = _FROM.search(self.between(cue.end, behind[0].start))
        comes = _TO.search(self.between(behind[0].end, behind[1].start))
        return (behind[1], behind[0]) if goes and comes else None

    def _nearest(self, cue: Cue) -> ArmName | None:
        """The arm of which a cue tells, what it is compared with left out."""
        near = sorted(
            self._own(cue, self._beside(self._compared_with(cue))),
            key=lambda name: (
                self._in_brackets(name, cue),
                not name.group,
                _distance(name, cue),
            ),
        )
        return near[0] if near else None

    def _compared_with(self, cue: Cue) -> ArmName | None:
        """The arm compared with, if brackets do not only give the value of the one it is told of.

        ``Higher in the juggling group (4% at rest versus 10% with juggling)``.
        """
        comparator = self._comparator
        if comparator is None or not self._in_brackets(comparator, cue):
            return comparator
        told = {name.side for name in self.names if not self._in_brackets(name, cue)}
        return None if told == {comparator.side} else comparator

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

    def _own(self, cue: Cue, names: list[ArmName]) -> list[ArmName]:
        """Leave out arms of which another cue tells: ``rose with juggling and fell with rest``."""
        if cue.form != "predicate":
            return names
        others = [other for other in self.cues if other is not cue and _may_differ(cue, other)]
        own = [name for name in names if not any(_parts(other, cue, name) for other in others)]
        return own if any(name.start >= cue.end for name in own) else names

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
