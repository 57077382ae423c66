"""What numbers are of: the outcome of two values, of lists of values, and of an estimate."""

from collections.abc import Sequence

from bot.extraction.effects.outcome_words import words
from bot.extraction.effects.outcomes import NO_OUTCOME_OF, Outcome, OutcomeFinder, bounds
from bot.extraction.effects.people import done_by_people
from bot.extraction.effects.phrases import pieces
from bot.extraction.findings.cues import Cue, Token


class NumberedOutcomes(OutcomeFinder):
    """Finds the outcomes of words, and those of numbers."""

    def of_values(self, cue: Cue, clause: Sequence[Token]) -> list[Outcome]:
        """Return what two values are of: what stands before them, else what they count.

        ``4 with juggling and 11 at rest had relapses``; ``there were 4 relapses with juggling``.
        """
        at, after = bounds(cue, clause)
        own = (
            self._nearest(clause, at)
            or self.listed(cue, clause)
            or self._headed(clause, at)
            or self._led(clause[:at], 0, NO_OUTCOME_OF)
        )
        if own:
            return own
        done = done_by_people(clause[:after], at) or done_by_people(clause, after)
        if done is not None:
            return self._behind(clause, done, verbs=True)
        counted = self._outcomes(pieces(clause[at + 1 : after])[:1], behind=True)
        return counted or self.of(cue, clause)

    def listed(self, cue: Cue, clause: Sequence[Token]) -> list[Outcome]:
        """Return all that a clause names before two lists of values, of which these are."""
        return self._before(clause, bounds(cue, clause)[0])

    def inside(self, inside: Sequence[Token]) -> list[Outcome]:
        """Return what the name of an estimate leads to: ``hazard ratio for relapse``."""
        return self._either(inside) or self._led(inside, 0)

    def of_estimate(
        self, cue: Cue, inside: Sequence[Token], clause: Sequence[Token]
    ) -> list[Outcome]:
        """Return what an estimate is of: what its name leads to, else what stands before it."""
        at, _ = bounds(cue, clause)
        return (
            self.inside(inside)
            or self.before(cue.start, clause)
            or self._nearest(clause, at)
            or self.of(cue, clause)
        )

    def _either(self, inside: Sequence[Token]) -> list[Outcome]:
        """Return the one outcome that an estimate joins by "or": ``ratio for death or relapse``."""
        joint = next((n for n, token in enumerate(inside) if token.word == "or"), None)
        named = self._led(inside, 0) if joint else []
        if joint is None or len(named) != 2:  # noqa: PLR2004 - one thing or the other
            return []
        first, last = (
            next(n for n, token in enumerate(inside) if token.start == outcome.start)
            for outcome in named
        )
        end = next(n for n, token in enumerate(inside) if token.end == named[-1].end)
        whole = inside[first : end + 1]
        return [self._outcome(whole, (), 1, behind=True)] if first < joint < last else []

    def _nearest(self, clause: Sequence[Token], at: int) -> list[Outcome]:
        """Return the subject of the last thing that is said to happen: ``strokes occurred``."""
        verbs = (n for n in range(at - 1, 0, -1) if clause[n].word in words("happens"))
        verb = next(verbs, None)
        return self.before(clause[verb].start, clause) if verb else []
