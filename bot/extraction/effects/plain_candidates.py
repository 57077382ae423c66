"""What a clause says of an outcome, before its words and numbers are weighed."""

from bot.extraction.assertion import Assertion, AssertionKind
from bot.extraction.effects.arms import ArmName
from bot.extraction.effects.candidate import DirectionBasis, EffectCandidate
from bot.extraction.effects.clauses import OPPOSITE_SIGN, Clause
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.findings.cues import Cue

Sides = tuple[ArmName | None, ArmName | None]
"""Of which arm a thing is told, and compared with which."""


def plain_candidate(
    clause: Clause, cue: Cue, outcome: Outcome, sides: Sides, basis: DirectionBasis
) -> EffectCandidate:
    """Return what a clause says of an outcome, neither denied nor hedged, without its numbers."""
    index, comparator = sides
    together = basis is DirectionBasis.WORDS and comparator is None and clause.together(index)
    return EffectCandidate(
        sentence=clause.span,
        kind=clause.kind,
        clause=(clause.part.start, clause.part.end),
        cue=cue,
        outcome=outcome,
        assertion=Assertion(kind=AssertionKind.FINDING),
        index=None if together else index,
        comparator=comparator,
        joint=clause.joint,
        together=together,
        of_others=clause.is_of_others(cue),
        basis=basis,
    )


def has_its_own(outcome: Outcome, cue: Cue, clause: Clause) -> bool:
    """Whether a name holds a word for its own direction: ``reduced pain and raised stamina``."""
    return any(
        other.start == outcome.start
        or (other.form == "modifier" and outcome.start <= other.start < outcome.end)
        or (
            (OPPOSITE_SIGN.get(other.sign) == cue.sign or _stands_behind(other, cue))
            and other.end <= outcome.start
            and not clause.between(other.end, outcome.start).strip()
        )
        for other in clause.cues
        if other is not cue and other.form != "noun"
    )


def _stands_behind(other: Cue, cue: Cue) -> bool:
    """Whether another word for a direction begins a name behind: ``less pain and better sleep``."""
    return other.form == "modifier" and other.sign in OPPOSITE_SIGN and other.start >= cue.end
