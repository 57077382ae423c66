"""A clause of a sentence with all that it names: arms, words for directions, printed estimates."""

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.domain.estimates import RATIOS, Estimate
from bot.extraction.effects.arms import ArmName, Side
from bot.extraction.effects.estimates import PrintedEstimate
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.text import Span

OPPOSITE = MappingProxyType(
    {"increase": "decrease", "decrease": "increase", "better": "worse", "worse": "better"}
)
"""Signs of words, each with its contrary."""
UNKNOWN_GROUP = "unknown group"
"""A rival: a group that is neither of the two arms."""
_AGAINST = re.compile(
    rf"\b{alternatives('against_within')}(?!\w)(?!(?:\s\w+){{0,3}}?\s{alternatives('earlier')}\b)"
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
_OPPOSED = ({"increase", "decrease"}, {"better", "worse"})
_CUT = re.compile(r";|\b(?:whereas|while|but)\b")
_TOGETHER = re.compile(r"(?:,?\s(?:and|or|as well as)|/|\+)\s?(?:the\s|an?\s|in\s|with\s)*")
"""Between two arms that are named as one: ``juggling and rest both ...``, ``juggling or rest``."""
_OF_SECOND = re.compile(
    r"(?:\s?%)?(?:\s?(?:\u00b1|\+/-)\s?[\d.,]+)?(?:\s?\([^()]*\))?(?:\s[a-z/%]{1,10})?"
    r"\s(?:in|for|with|among|of)\s(?:the\s)?"
)
"""Between the second of two values and its arm."""
_DIGIT = re.compile(r"\d")
_NEXT_NAME = re.compile(r"\band\b|,\s[a-z]{4}")
_BEHIND, _NEAR = 40, 90
"""Letters behind "than" in which its arm is named; before two values, in which theirs are."""
_WORDED = 60
"""Letters between an estimate and the word that says which way it goes."""


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
    printed: tuple[PrintedEstimate, ...]
    cues: tuple[Cue, ...]
    following: Span | None

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

    def is_worded(self, printed: PrintedEstimate) -> bool:
        """Whether words beside an estimate say which way it goes: ``4 points lower (95% CI ...``.

        A ratio says it by itself.
        """
        signed = (cue for cue in self.cues if cue.sign in OPPOSITE and not cue.negated)
        near = any(
            -_WORDED < printed.start - cue.end < _WORDED or printed.start <= cue.start < printed.end
            for cue in signed
        )
        return near and printed.estimate.measure not in RATIOS

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
        if self.compares_others:
            return None, None
        comparator = self._comparator
        others = self._beside(comparator)
        near = sorted(
            self._own(cue, others),
            key=lambda name: (
                self._in_brackets(name, cue),
                not name.group,
                max(name.start - cue.end, cue.start - name.end),
            ),
        )  # fmt: skip
        return (near[0] if near else None), comparator

    def _own(self, cue: Cue, names: list[ArmName]) -> list[ArmName]:
        """Leave out arms of which another cue tells: ``rose with juggling and fell with rest``."""
        behind = [
            name for name in names
            if name.start >= cue.end and not any(cue.end < c.start < name.start for c in self.cues)
        ]  # fmt: skip
        signed = [c for c in self.cues if c.start < cue.start and {c.sign, cue.sign} in _OPPOSED]
        earlier = [name for name in names if any(c.end < name.start < cue.start for c in signed)]
        if cue.form != "predicate" or not (behind and earlier):
            return names
        return [name for name in names if name not in earlier]

    def estimate_sides(
        self, printed: PrintedEstimate, cue: Cue
    ) -> tuple[ArmName | None, ArmName | None]:
        """Of which arm an estimate is told, and compared with which.

        Where each arm is named with its own numbers, an estimate is of what was tried whichever of
        them stands nearer or first: ``12 with juggling and 31 at rest (hazard ratio 0.35)``.
        """
        sides = self.sides(cue)
        before = [name for name in self.names if name.start < printed.start]
        firsts = {name.side: name for name in reversed(before)}
        if len(firsts) < len(Side):
            return sides
        low, high = sorted(name.start for name in firsts.values())
        if sides[1] is not None and not _DIGIT.search(self._between(low, high)):
            return sides
        return firsts[Side.INDEX], firsts[Side.COMPARATOR]

    @property
    def compares_others(self) -> bool:
        """Whether it compares two of one side, or a third with both arms: ``than A or B``."""
        comparator = self._comparator
        if comparator is None:
            return False
        before = any(name.start < comparator.start for name in self.names)
        return (before and not self._beside(comparator)) or self.together(comparator)

    @property
    def _comparator(self) -> ArmName | None:
        """The arm that is named behind a word that compares."""
        small = self.part.text.lower()
        marks = [self.part.start + hit.end() for hit in _AGAINST.finditer(small)]
        behind = (
            name for mark in marks for name in self.names
            if 0 <= name.start - mark < _BEHIND and not self._closes(mark, name.start)
        )  # fmt: skip
        return next(behind, None)

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
            and _TOGETHER.fullmatch(self._between(pair[0].end, pair[1].start))
            for pair in beside
        )

    def is_aside(self, cue: Cue, outcome: Outcome) -> bool:
        """Whether a cue stands in brackets, and the outcome in none or in others."""
        before = self._between(self.part.start, cue.start)
        opened = before.rfind("(")
        if opened <= before.rfind(")"):
            return False
        closed = self.part.text.find(")", len(before))
        end = self.part.end if closed < 0 else self.part.start + closed
        return not self.part.start + opened < outcome.start < end

    def _in_brackets(self, name: ArmName, cue: Cue) -> bool:
        """Whether a name stands in brackets that do not hold the cue."""
        low, high = sorted((name.start, cue.start))
        between = self._between(low, high)
        return between.count("(") != between.count(")")

    def _between(self, start: int, end: int) -> str:
        return self.part.text[start - self.part.start : end - self.part.start]

    def _closes(self, start: int, end: int) -> bool:
        """Whether a bracket ends between: ``(7 versus 17 days) was lower in group A``."""
        between = self._between(start, end)
        return between.count(")") > between.count("(")

    def estimate(self, outcome: Outcome, cue: Cue) -> Estimate | None:
        """The estimate of an outcome: the first behind it and the cue, before the next outcome."""
        after = outcome.end if outcome.size > 1 else max(outcome.end, cue.end)
        around = (p for p in self.printed if p.start <= cue.start < p.end)  # "4 points lower"
        behind = [*around, *(printed for printed in self.printed if printed.start >= after)]
        if not behind:
            return None
        first = behind[0]
        between = self.span.text[after - self.span.start : first.start - self.span.start]
        # Of a list, each outcome has only what stands before the next.
        if _CUT.search(between) or (outcome.size > 1 and _NEXT_NAME.search(between)):
            return None
        return first.estimate
