"""Two arms told apart by what each did: ``rose with juggling but was unchanged at rest``."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.extraction.assertion.significance import p_values
from bot.extraction.effects.arms import Side
from bot.extraction.effects.clauses import OPPOSITE, Clause
from bot.extraction.effects.outcome_words import words
from bot.extraction.findings.cues import Cue


class Told(NamedTuple):
    """Of which arm a cue tells."""

    cue: Cue
    side: Side
    alone: bool
    """Whether it is compared with none in the same breath."""


def told_of_arms(clauses: Sequence[Clause], level: float) -> list[Told]:
    """Return of which arm each cue of a sentence tells, where each tells of one.

    "Rose with juggling but not at rest (p = 0.4)" tells no difference.
    """
    if not clauses or _fails(clauses[0].span.text.lower(), level):
        return []
    return [
        Told(cue, index.side, comparator is None)
        for clause in clauses if not clause.joint
        for cue in clause.cues
        for index, comparator in [clause.sides(cue)] if index is not None
    ]  # fmt: skip


def is_still(cue: Cue) -> bool:
    """Whether a cue tells that something did not change: ``unchanged``, ``did not improve``."""
    denied = cue.negated and (cue.sign in OPPOSITE or cue.word.startswith(("chang", "alter")))
    return denied or (cue.sign == "none" and cue.word in words("still"))


def is_contrasted(cue: Cue, told: Sequence[Told]) -> bool:
    """Whether one arm is said to change and the other is not, or goes the other way."""
    own = next((each.side for each in told if each.cue is cue and each.alone), None)
    others = (each.cue for each in told if each.alone and each.side is not own)
    return own is not None and any(
        is_still(cue) is not is_still(other) or OPPOSITE.get(cue.sign) == other.sign
        for other in others
    )


def _fails(sentence: str, level: float) -> bool:
    """Whether all that a sentence tests is above the level of significance."""
    values = p_values(sentence)
    return bool(values) and all(value > level for _, _, value, _ in values)
