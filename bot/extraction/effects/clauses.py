"""A clause of a sentence with all that it names: arms, words for directions, printed estimates."""

import re
from dataclasses import dataclass
from types import MappingProxyType

from bot.domain.estimates import RATIOS, Estimate
from bot.extraction.effects.arms import ArmName
from bot.extraction.effects.estimates import PrintedEstimate
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.text import Span

OPPOSITE = MappingProxyType(
    {"increase": "decrease", "decrease": "increase", "better": "worse", "worse": "better"}
)
"""Signs of words, each with its contrary."""
_AGAINST = re.compile(
    rf"\b{alternatives('against_within')}(?!\w)(?!(?:\s\w+){{0,3}}?\s{alternatives('earlier')}\b)"
)
"""People that are compared with themselves are no other arm."""
_BOTH = re.compile(rf"\b(?:between|in|among|across|for) {alternatives('both')}\b")
_GROUP = re.compile(
    r"\b(?:in|of|with|by|from|than|to) (?:the )?"
    r"(?P<name>(?!both|all|each|either|two|study|treatment)[\w/+-]+(?: [\w/+-]+)?"
    r" (?:group|arm|subjects|recipients)\b|group (?:[A-Z0-9]|I{1,3}|IV)\b)"
)
"""A group by some name: one that is of neither known arm tells of others than these."""
_OPPOSED = ({"increase", "decrease"}, {"better", "worse"})
_CUT = re.compile(r";|\b(?:whereas|while|but)\b")
_NEXT_NAME = re.compile(r"\band\b|,\s[a-z]{4}")
_BEHIND, _NEAR = 40, 90
"""Letters behind "than" in which its arm is named; before two values, in which theirs are."""
_WORDED = 60
"""Letters between an estimate and the word that says which way it goes."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of a sentence with all that it names."""

    span: Span
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
        named = {"null": null, "opposite": opposite, "unknown group": unknown}
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

    def first_of(self, start: int, second: int) -> ArmName | None:
        """The arm that the first of two values is of: named between them, else the first before."""
        between = [name for name in self.names if start < name.start < second]
        if between:
            return between[0]
        near = [name for name in self.names if name.start >= start - _NEAR]
        different = len({name.side for name in near}) > 1
        return near[0] if different else None

    def sides(self, cue: Cue) -> tuple[ArmName | None, ArmName | None]:
        """Of whom the clause tells what the cue says, and compared with whom."""
        small = self.part.text.lower()
        marks = [self.part.start + hit.end() for hit in _AGAINST.finditer(small)]
        behind = [
            name for mark in marks for name in self.names
            if 0 <= name.start - mark < _BEHIND and not self._closes(mark, name.start)
        ]  # fmt: skip
        comparator = behind[0] if behind else None
        others = [name for name in self.names if name is not comparator]
        if comparator is not None:
            others = [name for name in others if name.side is not comparator.side]
        near = sorted(others, key=lambda name: (not name.group, abs(name.start - cue.start)))
        return (near[0] if near else None), comparator

    def _closes(self, start: int, end: int) -> bool:
        """Whether a bracket ends between: ``(7 versus 17 days) was lower in group A``."""
        between = self.part.text[start - self.part.start : end - self.part.start]
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
