"""What the estimates that a clause prints are of: an outcome, and one arm against the other."""

import re

from bot.domain.estimates import RATIOS, Estimate
from bot.extraction.effects.arms import ArmName, Side
from bot.extraction.effects.clauses import OPPOSITE_SIGN, Clause
from bot.extraction.effects.estimates import PrintedEstimate
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.findings.cues import Cue

_CUT = re.compile(r";|\b(?:whereas|while|but)\b")
_BETWEEN = re.compile(r"\bbetween (?:the )?$")
"""Before two arms in the name of an estimate, which is of the first less the second."""
_DIGIT = re.compile(r"\d")
_NEXT_NAME = re.compile(r"\band\b|,\s[a-z]{4}")
_WORDED = 60
"""Letters between an estimate and the word that says which way it goes."""


def is_worded(clause: Clause, printed: PrintedEstimate) -> bool:
    """Whether words beside an estimate say which way it goes: ``4 points lower (95% CI ...``.

    A ratio says it by itself.
    """
    signed = (cue for cue in clause.cues if cue.sign in OPPOSITE_SIGN and not cue.negated)
    near = any(
        -_WORDED < printed.start - cue.end < _WORDED or printed.start <= cue.start < printed.end
        for cue in signed
    )
    return near and printed.estimate.measure not in RATIOS


def estimate_sides(
    clause: Clause, printed: PrintedEstimate, cue: Cue
) -> tuple[ArmName | None, ArmName | None]:
    """Of which arm an estimate is told, and compared with which.

    Where each arm is named with its own numbers, an estimate is of what was tried whichever of
    them stands nearer or first: ``12 with juggling and 31 at rest (hazard ratio 0.35)``.
    """
    within = [name for name in clause.names if printed.start <= name.start < printed.end]
    if len(within) == 1 and " between " in clause.between(printed.start, within[0].start):
        return None, None  # which of the two is not known, so neither is the order
    if len(within) > 1 and _BETWEEN.search(clause.between(printed.start, within[0].start)):
        first, second, *_ = within
        if first.side is not second.side:
            return first, second
    sides = clause.sides(cue)
    before = [name for name in clause.names if name.start < printed.start]
    firsts = {name.side: name for name in reversed(before)}
    if len(firsts) < len(Side):
        return sides
    low, high = sorted(name.start for name in firsts.values())
    if sides[1] is not None and not _DIGIT.search(clause.between(low, high)):
        return sides
    return firsts[Side.INDEX], firsts[Side.COMPARATOR]


def estimate_of(clause: Clause, outcome: Outcome, cue: Cue) -> Estimate | None:
    """The estimate of an outcome: the first behind it and the cue, before the next outcome."""
    after = outcome.end if outcome.size > 1 else max(outcome.end, cue.end)
    around = (p for p in clause.printed if p.start <= cue.start < p.end)  # "4 points lower"
    behind = [*around, *(printed for printed in clause.printed if printed.start >= after)]
    if not behind:
        return None
    first = behind[0]
    between = clause.span.text[after - clause.span.start : first.start - clause.span.start]
    # Of a list, each outcome has only what stands before the next.
    if _CUT.search(between) or (outcome.size > 1 and _NEXT_NAME.search(between)):
        return None
    return first.estimate
