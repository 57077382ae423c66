"""Whether the words of a claim bear its direction, and which other signs they give."""

import re
from collections.abc import Sequence
from types import MappingProxyType

from bot.domain.studies import CORRELATIONS, FLIPPED, SIGNS, Direction
from bot.extraction.checks import direction_check
from bot.extraction.checks.comparator_check import in_one_only
from bot.extraction.checks.direction_words import plainly
from bot.extraction.checks.evidence_alignment import ClaimedFinding
from bot.extraction.text import Span, small

WITHIN = ("condition_contrast", "task_contrast", "post_vs_pre", "model_post_vs_baseline")
"""Comparisons of one group with itself: whoever the words tell it of."""
_BUT_NOT = re.compile(r"\b(?:but|though|although|and|yet) not (?:with|to) (?P<what>[^.;]*)")
_OPPOSITES = MappingProxyType(
    {
        sign: frozenset({opposite, Direction.NONE})
        for pair in (SIGNS, CORRELATIONS)
        for sign, opposite in (pair, pair[::-1])
    }
)
"""The directions that no words may give which are quoted for a sign."""


def direction_fault(case: ClaimedFinding) -> str:
    """Return why the words of a claim do not bear its direction, nothing where they do."""
    signs = case.constructed if case.finding.direction in SIGNS else None
    if not signs:
        return _worded_fault(case)
    if _worded_direction(case) in signs:
        return ""
    return f"its sentence seems to say: {plainly(signs)}"


def _worded_fault(case: ClaimedFinding) -> str:
    """Why no word of a claim's clauses tells its direction, empty if one does."""
    direction = case.finding.direction
    spans = (*case.clauses, *case.sentences)
    undone = {sign for span in spans if (sign := direction_check.undone(span))}
    if undone and direction in SIGNS and case.finding.comparison in WITHIN:
        return "" if direction in undone else "its sentence says that this was reversed"
    direction = _worded_direction(case)
    if direction is Direction.NONE and _is_left_out(case):
        return ""
    if direction in CORRELATIONS:
        parts = [(span, span) for span in map(case.related, case.clauses)]
        return _parts_fault(parts, direction)
    in_one = any(in_one_only(sentence.text) for sentence in case.sentences)
    if in_one and direction in SIGNS and case.finding.comparison not in WITHIN:
        return "it was found in one group and not in the other, which tests no difference"
    return (
        _one_group_fault(case)
        if in_one and direction is Direction.ALTERED
        else _clauses_fault(case)
    )


def _is_left_out(case: ClaimedFinding) -> bool:
    """Whether the words leave the variable out of a correlation: ``with pain but not with age``."""
    variable = case.finding.clinical_variable.lower()
    return bool(variable) and any(
        variable in match["what"]
        for sentence in case.sentences
        for match in _BUT_NOT.finditer(small(sentence.text))
    )


def _worded_direction(case: ClaimedFinding) -> Direction:
    """The direction that the words of a claim must tell: turned, they tell it of the others."""
    direction = case.finding.direction
    return FLIPPED.get(direction, direction) if case.finding.turned else direction


def _one_group_fault(case: ClaimedFinding) -> str:
    """Why no words tell a change of one group, of which a difference is claimed without a sign."""
    parts = [case.quoted(clause) for clause in case.clauses]
    signed = any(direction_check.directions(part) & set(SIGNS) for part, _ in parts)
    return "" if signed else _parts_fault(parts, Direction.ALTERED)


def _clauses_fault(case: ClaimedFinding) -> str:
    """Why neither the clauses that name most of a claim nor those that go on tell its direction."""
    direction = _worded_direction(case)
    parts = [case.quoted(clause) for clause in case.clauses]
    directions: set[Direction] = set().union(
        *(direction_check.directions(part) for part, _ in parts)
    )
    if directions <= {Direction.ALTERED} - {direction}:
        if direction is Direction.DECREASE and any(map(direction_check.impairs, case.clauses)):
            return ""
        # The regions stand in a clause of their own: the sign is in another one of the quote.
        parts = [case.quoted(clause) for clause in case.touched]
    fault = _parts_fault(parts, direction)
    # What goes on about the same region says more: "was lower before and was increased later".
    more = [case.quoted(clause) for clause in case.continued]
    more = [pair for pair in more if direction_check.directions(pair[0])]
    return fault and (_parts_fault(more, direction) if more else fault)


def is_opposite(case: ClaimedFinding) -> bool:
    """Whether the quoted words of a claim tell another sign than it does, and not its own."""
    direction = _worded_direction(case)
    quoted = case.constructed or quoted_directions(case)
    return bool(quoted & _OPPOSITES.get(direction, frozenset())) and direction not in quoted


def quoted_directions(case: ClaimedFinding) -> set[Direction]:
    """Every direction that the quoted words of the claim's clauses tell."""
    parts = (direction_check.directions(case.quoted(clause)[0]) for clause in case.clauses)
    return set().union(*parts)


def _parts_fault(parts: Sequence[tuple[Span, Span]], direction: Direction) -> str:
    """Why none of these quoted parts of clauses bears a direction, empty if one does."""
    contrary = [wrong for part, _ in parts if (wrong := direction_check.contrary(part, direction))]
    if contrary or not parts:
        return contrary[0] if contrary else "its quote holds no clause"
    faults = [direction_check.fault(part, clause, direction) for part, clause in parts]
    return faults[0] if all(faults) else ""
