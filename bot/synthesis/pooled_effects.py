"""Effects of several trials together: pooled where they print the same measure, else counted.

Three trials at least must print the same measure in the same unit with a confidence interval. They
are pooled by random effects. Where they do not, directions are counted, which says nothing of how
large an effect is (McKenzie and Brennan, Cochrane Handbook, chapter 12); the share is given with
Wilson's interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from bot.domain.claims import Claim
from bot.domain.estimates import RATIOS, Estimate
from bot.domain.studies import Direction
from bot.synthesis.claims import verdicts
from bot.synthesis.heterogeneity import TrialEstimate, i_squared, on_scale, poolable
from bot.synthesis.random_effects import combined

_LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEffect:
    """What several trials print together."""

    measure: str
    trials: tuple[TrialEstimate, ...]
    weights: tuple[float, ...]
    """The share of each trial in the pooled value, from 0 to 1."""
    value: float
    low: float
    high: float
    predicted: tuple[float, float]
    """Where the effect of the next trial would lie, nineteen times of twenty."""
    i_squared: float
    """The share of the variation that is not chance, from 0 to 1."""
    left_out: tuple[float, float]
    """The least and the greatest pooled value when each trial in turn is left out."""

    @property
    def null(self) -> float:
        """The value that means no effect."""
        return Estimate(measure=self.measure).null

    @property
    def includes_null(self) -> bool:
        """Whether its interval holds no effect as well."""
        return self.low <= self.null <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """How many trials report one direction, of those that report any, with Wilson's interval."""

    votes: int
    of: int
    low: float
    high: float


def pooled(claim: Claim) -> PooledEffect | None:
    """The pooled effect of a claim; nothing where too few trials print one."""
    trials = poolable(claim)
    return _pooled(trials) if trials else None


def speaks_for_no_effect(claim: Claim) -> bool:
    """Whether most trials of a claim are pooled, and together leave room for no effect."""
    effect = pooled(claim) if 2 * len(poolable(claim)) > claim.total else None
    return effect is not None and effect.includes_null


@lru_cache(maxsize=1024)
def _pooled(trials: tuple[TrialEstimate, ...]) -> PooledEffect:
    """The pooled effect of some trials; kept, as every outlet prints it."""
    effects, variances = zip(*map(on_scale, trials), strict=True)
    whole = combined(effects, variances)
    without = [
        combined(_all_but(effects, at), _all_but(variances, at)).value for at in range(len(trials))
    ]
    measure = trials[0].estimate.measure
    back = exp if measure in RATIOS else float
    return PooledEffect(
        measure=measure,
        trials=trials,
        weights=whole.shares,
        value=back(whole.value),
        low=back(whole.low),
        high=back(whole.high),
        predicted=(back(whole.next_low), back(whole.next_high)),
        i_squared=i_squared(trials),
        left_out=(back(min(without)), back(max(without))),
    )


def vote_count(claim: Claim) -> VoteCount | None:
    """The share of cohorts that report what the claim says, of those that report a direction."""
    from scipy.stats import binomtest

    directions = [way for way in verdicts(claim.evidence).values() if way is not Direction.ALTERED]
    if not directions:
        return None
    votes = sum(way is claim.direction for way in directions)
    interval = binomtest(votes, len(directions)).proportion_ci(_LEVEL, method="wilson")
    return VoteCount(
        votes=votes, of=len(directions), low=float(interval.low), high=float(interval.high)
    )


def _all_but(values: Sequence[float], at: int) -> list[float]:
    return [value for number, value in enumerate(values) if number != at]
