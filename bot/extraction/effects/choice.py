"""Which of the effects that one abstract may report stand: of each outcome the surest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.estimates import Estimate
from bot.domain.studies import Direction
from bot.extraction import sections
from bot.extraction.effects.candidate import EffectCandidate
from bot.extraction.effects.features import EffectInterpretation

_SUMMED_UP = 0.2
"""How much surer than the result itself its summary has to be, to be quoted in its stead."""


@dataclass(frozen=True, slots=True)
class RatedEffect:
    """What a candidate says, and how likely that is right."""

    interpretation: EffectInterpretation
    confidence: float
    """Of its direction, by which one candidate is chosen before another."""
    whole: float = 0.0
    """Of its name, direction and arms together, by which it counts."""

    @property
    def candidate(self) -> EffectCandidate:
        """The words that say it."""
        return self.interpretation.candidate

    @property
    def direction(self) -> Direction:
        """What they say."""
        return self.interpretation.direction

    @property
    def time(self) -> str:
        """When it was measured."""
        return self.interpretation.time


def select(rated: Iterable[RatedEffect], least: float) -> list[RatedEffect]:
    """Return what may stand: of each outcome at each time the surest, in text order."""
    kept: list[RatedEffect] = []
    for effect in sorted(rated, key=_order):
        if effect.confidence >= least and not any(_same(effect, other) for other in kept):
            kept.append(effect)
    return sorted(
        kept, key=lambda effect: (effect.candidate.cue.start, effect.candidate.outcome.start)
    )


def _order(effect: RatedEffect) -> tuple[float, int]:
    """The surest first; a conclusion sums up, so the result that it sums up goes before it."""
    summed_up = _SUMMED_UP * (effect.candidate.kind == sections.CONCLUSION)
    return summed_up - effect.confidence, effect.candidate.cue.start


def of_the_surest(kept: Sequence[RatedEffect]) -> list[RatedEffect]:
    """Leave an estimate to one outcome of its sentence, the surest: it was printed of one."""
    owners: dict[tuple[int, Estimate], RatedEffect] = {}
    for effect in sorted(kept, key=lambda effect: -effect.confidence):
        if estimate := effect.candidate.estimate:
            owners.setdefault((effect.candidate.sentence.start, estimate), effect)
    return [
        _without_estimate(effect)
        if effect.candidate.estimate and effect not in owners.values()
        else effect
        for effect in kept
    ]


def _without_estimate(effect: RatedEffect) -> RatedEffect:
    candidate = replace(effect.candidate, estimate=None)
    return replace(effect, interpretation=replace(effect.interpretation, candidate=candidate))


def _same(effect: RatedEffect, other: RatedEffect) -> bool:
    """Whether two candidates speak of one outcome at one time."""
    mine, theirs = effect.candidate.outcome, other.candidate.outcome
    if mine.start < theirs.end and theirs.start < mine.end:
        return True
    times = {effect.time, other.time} - {""}
    return mine.id == theirs.id and len(times) < 2  # noqa: PLR2004 - two times
