"""Candidates: what each sentence of a trial may say, by its words, its values and its estimates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.extraction.assertion import Assertion, AssertionKind, assess
from bot.extraction.effects.arms import ArmName, OtherGroup, Side, TrialArms
from bot.extraction.effects.candidate import DirectionBasis, EffectCandidate
from bot.extraction.effects.clause_estimates import estimate_of
from bot.extraction.effects.clauses import OPPOSITE_SIGN, Clause
from bot.extraction.effects.contrasts import (
    are_tested_together,
    is_contrasted,
    is_of_each_alone,
    is_still,
    told_of_arms,
)
from bot.extraction.effects.denials import (
    may_deny,
    undenied,
    with_exceptions,
    without_exception,
    without_other_arms,
)
from bot.extraction.effects.estimates import PrintedEstimate, estimates
from bot.extraction.effects.listed_values import with_own_test
from bot.extraction.effects.number_candidates import NumberReader
from bot.extraction.effects.numbered_outcomes import NumberedOutcomes
from bot.extraction.effects.outcome_words import words
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.effects.phrases import subject
from bot.extraction.effects.plain_candidates import Sides, has_its_own, plain_candidate
from bot.extraction.effects.sentence_cues import cues_of
from bot.extraction.effects.subjects import with_subjects
from bot.extraction.effects.words import PACKAGE
from bot.extraction.findings import cue_finding, cues
from bot.extraction.findings.cue_vocabulary import load
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.statements import statements
from bot.extraction.text import Span

_JOINING = frozenset(("but", "and", "without", "with", "although", "though", "while", "which"))
_THIS_CHANGE = re.compile(
    r"(?:but |and )?(?:the|this|these|their) (?:increases?|decreases?|reductions?|improvements?"
    r"|declines?|gains?|rises?|falls?|effects?|changes?)\b",
    re.IGNORECASE,
)
"""Opens a clause about a change that was told before: ``but the increase was larger with``."""
_MOST_CUES = 30
"""What names more directions in one breath is no sentence."""

_Group = TypeVar("_Group", ArmName, OtherGroup)


class CandidateReader:
    """Yields the candidates of one abstract, sentence by sentence."""

    def __init__(self, text: str, arms: TrialArms, finder: NumberedOutcomes, level: float) -> None:
        """Take the abstract with its arms, outcomes and level of significance."""
        self._text, self._arms, self._finder, self._level = text, arms, finder, level
        self._before: list[EffectCandidate] = []
        self._numbers = NumberReader(finder, level)

    def candidates(
        self, span: Span, kind: str, following: Span | None
    ) -> Iterator[EffectCandidate]:
        """Yield what one sentence may say, by its words, its values and its estimates."""
        tokens = cues.tokens(span.text, span.start)
        judged = without_other_arms(span, self._arms.names(span.text))
        printed = tuple(_placed(estimate, span.start) for estimate in estimates(span.text))
        own = cues_of(span, judged, tokens, printed)
        if len(own) > _MOST_CUES:
            return
        following = _going_on(following) if own and following else None
        whole = Clause(
            span=span, judged=judged, kind=kind, part=span, tokens=tokens, names=(), others=(),
            printed=printed, cues=tuple(own), following=following,
        )  # fmt: skip
        clauses = [self._part(whole, part) for part in with_exceptions(span)]
        told = told_of_arms(clauses, self._level)
        together = are_tested_together(span.text, span.start, told)
        for clause in with_subjects(clauses):
            read: list[EffectCandidate] = []
            for cue in clause.cues:
                contrasted = is_contrasted(cue, told)
                apart = (contrasted and not together) or is_of_each_alone(clause, cue)
                if contrasted and is_still(cue) and not apart:
                    continue  # "unchanged with juggling but rose at rest" is less of it
                worded = (
                    self._worded(clause, cue)
                    or self._carried(clause, cue, read)
                    or self._detailed(clause, cue, read)
                )
                read += [replace(each, contrasted=contrasted, apart=apart) for each in worded]
            read += self._numbers.candidates(clause)
            yield from read
            self._before = [
                candidate for candidate in read if candidate.basis is not DirectionBasis.CARRIED
            ] or self._before

    def _part(self, whole: Clause, part: Span) -> Clause:
        """Return one statement of a sentence with what it names of all that this names."""
        names = self._arms.names(part.text)
        groups = self._arms.others(part.text, names)
        before = whole.span.text[: part.start - whole.span.start].rstrip(" ,")
        of_last = part.text.startswith("which ") and any(
            name.end == len(before) for name in self._arms.names(before)
        )
        return replace(
            whole,
            part=part,
            tokens=tuple(t for t in whole.tokens if part.start <= t.start < part.end),
            of_last_arms=of_last,
            names=tuple(_shifted(name, part.start) for name in names),
            others=tuple(_shifted(group, part.start) for group in groups),
            cues=tuple(undenied(c, part) for c in whole.cues if part.start <= c.start < part.end),
        )

    def _carried(
        self, clause: Clause, cue: Cue, read: Sequence[EffectCandidate]
    ) -> list[EffectCandidate]:
        """Return what "but without differences between groups" says of what was named before.

        What the clause itself read before goes before what an earlier one did.
        """
        done = max((max(each.cue.end, each.outcome.end) for each in read), default=0)
        rest = [token for token in clause.tokens if token.start >= done]
        named = any(name.side is Side.COMPARATOR for name in clause.names)
        compares = clause.joint or (named and not is_still(cue))
        compares |= cue.word.startswith("interaction")  # of group and time
        if not (cue.is_null and compares and _has_no_subject(rest, cue)):
            return []
        if any(token.word in words("speaks_of_others") for token in clause.tokens):
            return []
        outcomes = {candidate.outcome.id: candidate.outcome for candidate in read or self._before}
        return [
            self._by_words(clause, cue, outcome, (None, None), DirectionBasis.CARRIED)
            for outcome in outcomes.values()
        ]

    def _detailed(
        self, clause: Clause, cue: Cue, read: Sequence[EffectCandidate]
    ) -> list[EffectCandidate]:
        """Return which way it goes that was only said to differ before.

        ``There was an interaction for gloom, with a greater decline in the juggling group``.
        """
        sides = clause.sides(cue)
        if cue.sign not in OPPOSITE_SIGN or sides == (None, None):
            return []
        if _THIS_CHANGE.match(clause.part.text):
            return self._of_this_change(clause, cue)
        if cue.negated:
            return []
        differing = [each for each in read if each.cue.sign == "altered" and not each.cue.negated]
        return [
            self._by_words(clause, cue, each.outcome, sides, DirectionBasis.CARRIED)
            for each in differing
        ]

    def _of_this_change(self, clause: Clause, cue: Cue) -> list[EffectCandidate]:
        """Return how much there is of a change that the clause before told of each arm."""
        degree = _degree_of_change(cue, clause)
        before = [each for each in self._before if each.sentence is clause.span]
        outcomes = {each.outcome.id: each.outcome for each in before} if degree else {}
        return [
            self._by_words(clause, degree, outcome, clause.sides(cue), DirectionBasis.CARRIED)
            for outcome in outcomes.values() if degree
        ]  # fmt: skip

    def _worded(self, clause: Clause, cue: Cue) -> list[EffectCandidate]:
        """Return what a word for a direction says of each outcome that it is told of."""
        outcomes = self._finder.of(cue, clause.tokens)
        return [
            self._of_listed(clause.beside(outcome), cue, outcome, (number, len(outcomes)))
            for number, outcome in enumerate(outcomes)
            if not has_its_own(outcome, cue, clause)
            # "relief (pain reduced to none) was reported": in brackets stands what it means
            and not clause.is_aside(cue, outcome)
        ]

    def _of_listed(
        self, clause: Clause, cue: Cue, outcome: Outcome, place: tuple[int, int]
    ) -> EffectCandidate:
        """Return what a word says of an outcome that stands somewhere in a list of so many."""
        judged = with_own_test(clause.judged, clause.part, *place)
        tested = replace(clause, judged=judged)
        return self._by_words(tested, cue, outcome, clause.sides(cue), DirectionBasis.WORDS)

    def _by_words(
        self, clause: Clause, cue: Cue, outcome: Outcome, sides: Sides, basis: DirectionBasis
    ) -> EffectCandidate:
        span = clause.span
        inside = span.start <= outcome.start and outcome.end <= span.end
        start = min(cue.start, outcome.start) if inside else cue.start
        end = max(cue.end, outcome.end) if inside else cue.end
        judged = assess(
            without_exception(clause.judged, end), start, end, cue=(cue.start, cue.end),
            following=clause.following, level=self._level,
        )  # fmt: skip
        if judged.kind is AssertionKind.DENIED and not may_deny(cue, clause.part):
            judged = Assertion(kind=AssertionKind.FINDING, hedged=judged.hedged)
        return replace(
            plain_candidate(clause, cue, outcome, sides, basis),
            assertion=judged,
            estimate=estimate_of(clause, outcome, cue) if inside else None,
            rivals=clause.rivals(cue),
        )


def _degree_of_change(cue: Cue, clause: Clause) -> Cue | None:
    """Return the change that opens a clause with how much of it there is: ``was larger``."""
    if " " in cue.word:
        return cue  # the two were joined already
    first, *others = clause.cues
    degree = next((each for each in others if each.form == "predicate"), None)
    if cue is not first or degree is None or degree.sign not in ("increase", "decrease"):
        return None
    sign = cue.sign if degree.sign == "increase" else OPPOSITE_SIGN[cue.sign]
    return replace(cue, sign=sign, form="noun", negated=cue.negated or degree.negated)


def _going_on(following: Span) -> Span:
    """The next sentence, as far as it may go back to this one.

    "Fewer fell; however, this was not significant": what follows a result is of that result.
    """
    first, *others = statements(following)
    tells = others and cue_finding.find(cues.tokens(first.text, first.start), load(PACKAGE))
    return first if tells else following


def _has_no_subject(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a clause names nothing of its own before a cue: ``but there was no difference``."""
    before = subject([token for token in tokens if token.start < cue.start])
    return all(
        token.word in words("leads") or token.word in words("no_outcome") or token.word in _JOINING
        for token in before
        if token.word[0].isalpha()
    )


def _placed(printed: PrintedEstimate, start: int) -> PrintedEstimate:
    return replace(printed, start=printed.start + start, end=printed.end + start)


def _shifted(name: _Group, start: int) -> _Group:
    return replace(name, start=name.start + start, end=name.end + start)
