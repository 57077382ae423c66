"""Two arms told apart by what each did: ``rose with juggling but was unchanged at rest``.

Where one test at the end is of both, that tells a difference; where each arm has a test of its own,
or none has, it tells what became of each and compares nothing.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.extraction.assertion.significance import p_values
from bot.extraction.effects.arms import Side
from bot.extraction.effects.clauses import OPPOSITE_SIGN, Clause
from bot.extraction.effects.outcome_words import words
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.cues import Cue
from bot.extraction.text import BRACKETS

_ONLY = re.compile(
    r"\bonly (?:in|with|for|after|among|on) (?:the )?(?:\w+[- ]){1,4}"
    r"(?:groups?|arms?|schools|recipients)\b"
    r"|\b(?:groups?|arms?) (?:only|alone)\b"
)
"""What is told of one arm, and so denied of the other."""
_BETWEEN_DIFFERS = re.compile(
    r"\bbetween[- ](?:the )?(?:group|arm|treatment)s?[- ]differences?(?:(?! not\b)[^.;]){0,30}"
    r"\bsignificant|\b(?<!no )significant (?:between[- ]group )?differences? between\b"
)
_BESIDE = re.compile(r"\b(?:versus|vs\.?|compared (?:with|to))(?!\w)")
_COMPARES = re.compile(rf"\b{alternatives('two_arms')}(?!\w)")


class Told(NamedTuple):
    """Of which arm a cue tells."""

    cue: Cue
    side: Side
    at: int
    """Where that arm is named."""
    alone: bool
    """Whether it is compared with none in the same breath."""


def told_of_arms(clauses: Sequence[Clause], level: float) -> list[Told]:
    """Return of which arm each cue of a sentence tells, where each tells of one.

    "Rose with juggling but not at rest (p = 0.4)" tells no difference.
    """
    if not clauses or _fails(clauses[0].span.text.lower(), level):
        return []
    return [
        Told(cue, index.side, index.start, comparator is None)
        for clause in clauses if not clause.joint
        for cue in clause.cues
        for index, comparator in [clause.sides(cue)] if index is not None
    ]  # fmt: skip


def is_still(cue: Cue) -> bool:
    """Whether a cue tells that something did not change: ``unchanged``, ``did not improve``."""
    denied = cue.negated and (cue.sign in OPPOSITE_SIGN or cue.word.startswith(("chang", "alter")))
    return denied or (cue.sign == "none" and cue.word in words("still"))


def is_contrasted(cue: Cue, told: Sequence[Told]) -> bool:
    """Whether one arm is said to change and the other is not, or goes the other way."""
    own = next((each.side for each in told if each.cue is cue and each.alone), None)
    others = (each.cue for each in told if each.alone and each.side is not own)
    return own is not None and any(
        is_still(cue) is not is_still(other) or OPPOSITE_SIGN.get(cue.sign) == other.sign
        for other in others
    )


def are_tested_together(sentence: str, start: int, told: Sequence[Told]) -> bool:
    """Whether one p value behind all that is told of the arms, or words, say that they differ."""
    if _BETWEEN_DIFFERS.search(sentence.lower()):
        return True
    values = p_values(sentence.lower())
    last = max((max(each.at, each.cue.end) for each in told), default=0)
    return len(values) == 1 and values[0][0] + start > last


def is_of_each_alone(clause: Clause, cue: Cue) -> bool:
    """Whether a clause tells a change of each arm with a p value of its own, or of one alone.

    ``Fell with juggling (p = 0.01) and at rest (p = 0.2)``; ``fell with juggling but not at rest``.
    """
    text = clause.part.text.lower()
    plain = BRACKETS.sub(" ", text)
    if not (cue.sign in OPPOSITE_SIGN or is_still(cue)) or _COMPARES.search(
        _BESIDE.sub(" ", plain)
    ):
        return False
    places = [clause.part.start + place for place, *_ in p_values(text)]
    edges = [clause.part.start, *places, clause.part.end]
    between = list(pairwise(edges))
    parted = any(_is_of_one_each(clause, first, second) for first, second in pairwise(between))
    if len(places) > 1 and parted:
        return True  # also "fell with juggling (p = 0.01) versus rest (p = 0.3)"
    alone = clause.excludes_an_arm or clause.is_of_one_only or bool(_ONLY.search(plain))
    return not _BESIDE.search(plain) and alone


def _is_of_one_each(clause: Clause, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two stretches that end with p values name an arm each, the second all by itself."""
    named = [
        [name for name in clause.names if low <= name.start < high] for low, high in (first, second)
    ]
    sides = [{name.side for name in names} for names in named]
    if not (len(sides[0]) == len(sides[1]) == 1 and sides[0] != sides[1]):
        return False
    last = named[1][-1]
    return not any(last.end <= cue.start < second[1] for cue in clause.cues)


def _fails(sentence: str, level: float) -> bool:
    """Whether all that a sentence tests is above the level of significance."""
    values = p_values(sentence)
    return bool(values) and all(value > level for _, _, value, _ in values)
