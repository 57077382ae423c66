"""Candidates that numbers give: two values beside each other, lists of values, and estimates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.studies import FLIPPED, Direction
from bot.extraction.effects.arms import ArmName
from bot.extraction.effects.candidate import DirectionBasis, EffectCandidate, direction_of
from bot.extraction.effects.clause_estimates import estimate_of, estimate_sides, is_worded
from bot.extraction.effects.clauses import OPPOSITE_SIGN, Clause
from bot.extraction.effects.counted_people import are_of_a_fall
from bot.extraction.effects.estimates import PrintedEstimate
from bot.extraction.effects.listed_values import ListedValues, is_respective, listed_values
from bot.extraction.effects.numbered_outcomes import NumberedOutcomes
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.effects.plain_candidates import has_its_own, plain_candidate
from bot.extraction.effects.printed_values import ComparedValues, compared_values, is_amount
from bot.extraction.findings.cues import Cue, Token

_DIFFERENCE = re.compile(
    r"(?:,? ?and )?(?:this|the|these|their) (?:between-group )?differences? (?:was|were|is)"
    r"(?P<not> not)?(?: \w+ly)? significant"
)
"""Behind the statement of two values."""
_OPENS = re.compile(r"(?:(?:the|a|an|with|and|this|for|adjusted|unadjusted|absolute)\s)*")
"""Before an estimate that has no name of its own."""
_SIGNS = {"increase": Direction.INCREASE, "decrease": Direction.DECREASE}


class NumberReader:
    """Yields what the numbers of one abstract say, clause by clause."""

    def __init__(self, finder: NumberedOutcomes, level: float) -> None:
        """Take the outcomes of the abstract and its level of significance."""
        self._finder, self._level = finder, level
        self._valued_last: list[Outcome] = []
        """What the last values were of."""
        self._first: ArmName | None = None
        """The arm whose value was last printed first."""

    def candidates(self, clause: Clause) -> Iterator[EffectCandidate]:
        """Yield what the values and the estimates of a clause say."""
        yield from self._valued(clause)
        yield from self._estimated(clause)

    def _valued(self, clause: Clause) -> Iterator[EffectCandidate]:
        """Yield what two values beside each other say: ``5.4 vs. 3.1, p = 0.02``."""
        part = clause.part
        alike = any(cue.is_null for cue in clause.cues)
        if is_respective(part.text) and (lists := listed_values(part.text, self._level)):
            yield from self._of_lists(clause, lists)
            return
        for printed in compared_values(part.text, self._level):
            values = _as_said(printed, clause)
            if alike and not values.tested:
                continue  # "similar in both groups (2.5 vs. 2.6)": the words say what they show
            if not values.told and len(clause.names) < 2:  # noqa: PLR2004 - two arms
                continue
            at = part.start + values.start
            cue = _silent(clause.tokens, at, part.start + values.end)
            first = self._first_of(clause, values)
            others = (name for name in clause.names if first and name.side is not first.side)
            sides = (first, next(others, None))
            fell = is_amount(part.text, values.start) and _falls(clause, at)
            outcomes = (
                self._finder.before(at, clause.tokens) or self._subject(clause, cue)
                if values.bracketed
                else self._finder.of_values(cue, clause.tokens)
            )
            self._valued_last = outcomes[:1]
            for outcome in outcomes if values.told else ():
                if values.bracketed and has_its_own(outcome, cue, clause):
                    continue
                estimate = estimate_of(clause, outcome, cue)
                ends = (outcome.start - part.start, outcome.end - part.start)
                less = fell or are_of_a_fall(part.text, ends, values.start)
                sign = FLIPPED.get(values.direction, values.direction) if less else values.direction
                yield replace(
                    plain_candidate(clause, cue, outcome, sides, DirectionBasis.VALUES),
                    sign=sign,
                    estimate=estimate,
                    tested=values.tested or estimate is not None,
                )

    def _first_of(self, clause: Clause, values: ComparedValues) -> ArmName | None:
        """Return the arm that the first of two values is of.

        Where the clause does not say, it is the one that the words before tell of, or else whose
        value came first the last time: ``by 13% and 27%, respectively``.
        """
        at, second, behind = (
            clause.part.start + edge for edge in (values.start, values.second, values.behind)
        )
        named = clause.first_of(at, second, behind)
        if named:
            self._first = named
            return named
        if values.bracketed:
            return _first_by_words(clause, at, values.direction)
        return self._first if is_respective(clause.part.text) else None

    def _subject(self, clause: Clause, cue: Cue) -> list[Outcome]:
        """Return what a clause is about without a word for a direction: ``was rare (2 vs. 4)``."""
        return [] if clause.cues else self._finder.listed(cue, clause.tokens)

    def _of_lists(self, clause: Clause, lists: ListedValues) -> Iterator[EffectCandidate]:
        """Yield what two lists of values say, one of each of the outcomes before them."""
        at, second, behind = (
            clause.part.start + edge for edge in (lists.start, lists.second, lists.behind)
        )
        cue = _silent(clause.tokens, at, second)
        outcomes = self._finder.listed(cue, clause.tokens)
        if len(outcomes) != len(lists.directions):
            return
        first = clause.first_of(at, second, behind)
        others = (name for name in clause.names if first and name.side is not first.side)
        sides = (first, next(others, None))
        for outcome, direction in zip(outcomes, lists.directions, strict=True):
            candidate = plain_candidate(clause, cue, outcome, sides, DirectionBasis.VALUES)
            yield replace(candidate, sign=direction, tested=lists.tested)

    def _estimated(self, clause: Clause) -> Iterator[EffectCandidate]:
        """Yield what an estimate says by its interval, of the outcome named before it."""
        part = clause.part
        for printed in clause.printed:
            if not (part.start <= printed.start < part.end and printed.estimate.has_interval):
                continue
            if is_worded(clause, printed):
                continue
            cue = _silent(clause.tokens, printed.start, printed.end)
            inside = [t for t in clause.tokens if printed.start <= t.start < printed.end]
            goes_on = _goes_on(clause, printed) and not self._finder.inside(inside)
            outcomes = (
                self._valued_last
                if goes_on
                else self._finder.of_estimate(cue, inside, clause.tokens)
            )
            sides = estimate_sides(clause, printed, cue)
            for outcome in outcomes[-1:]:
                yield replace(
                    plain_candidate(clause, cue, outcome, sides, DirectionBasis.ESTIMATE),
                    sign=direction_of(printed.estimate, outcome.id),
                    estimate=printed.estimate,
                )


def _as_said(values: ComparedValues, clause: Clause) -> ComparedValues:
    """Return values as compared that the next statement says to differ, or not to."""
    said = _DIFFERENCE.match(clause.span.text[clause.part.end - clause.span.start :].lower())
    if not said or values.tested:
        return values
    direction = Direction.NONE if said["not"] else values.direction
    return replace(values, direction=direction, tested=True, told=True)


def _goes_on(clause: Clause, printed: PrintedEstimate) -> bool:
    """Whether an estimate is of what was told before: ``The mean difference was 2.1 (95% CI``."""
    before = clause.part.text[: printed.start - clause.part.start].lower()
    return bool(_OPENS.fullmatch(before))


def _first_by_words(clause: Clause, start: int, printed: Direction) -> ArmName | None:
    """Return whose value is printed first where the words before tell it of one arm.

    ``The juggling group had more relapses (12 vs. 31)`` prints the other first.
    """
    told = [cue for cue in clause.cues if cue.end <= start and cue.sign in _SIGNS]
    if not told or told[-1].negated or printed is Direction.NONE:
        return None
    index, comparator = clause.sides(told[-1])
    if index is None or comparator is not None:
        return None
    same = _SIGNS[told[-1].sign] is printed
    return index if same else replace(index, side=index.side.other)


def _falls(clause: Clause, start: int) -> bool:
    """Whether values say by how much something fell: ``decreased by 12 and 3 points``."""
    changes = [cue for cue in clause.cues if cue.end <= start and cue.sign in OPPOSITE_SIGN]
    return bool(changes) and changes[-1].sign == "decrease"


def _silent(tokens: Sequence[Token], start: int, end: int) -> Cue:
    """Return a stretch of numbers as a cue: its subject stands before it."""
    first = next((n for n, token in enumerate(tokens) if token.start >= start), len(tokens))
    after = next((n for n, token in enumerate(tokens) if token.start >= end), len(tokens))
    return Cue("altered", "predicate", start, end, first, after, "")
