"""What several estimates say together by random effects, and where that of the next would lie.

The variance between trials is that at which their weighted squares sum to their degrees of freedom
(Paule and Mandel 1982, J Res Natl Bur Stand 87:377). The interval is that of Hartung and Knapp
(2001, Stat Med 20:3875), or the plain one where that is wider (IQWiG's *ad hoc* correction: Jackson
2017, Stat Med 36:3923); the prediction interval is that of Higgins (2009, J R Stat Soc A 172:137).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist, fmean, variance

_QUANTILE = 0.975
"""Where an interval of 95% ends: 2.5% are left out on either side."""
_NORMAL = NormalDist().inv_cdf(_QUANTILE)


@dataclass(frozen=True, slots=True)
class Combined:
    """The mean of several effects on their scale, with its interval and that of one more effect."""

    value: float
    low: float
    high: float
    next_low: float
    next_high: float
    shares: tuple[float, ...]
    """The weight of each effect, as its share of all."""


def combined(effects: Sequence[float], variances: Sequence[float]) -> Combined:
    """Combine two effects or more, each with the variance of its own estimate."""
    between = variance_between(effects, variances)
    weights = [1 / (own + between) for own in variances]
    value, count = fmean(effects, weights), len(effects)
    error = 1 / sqrt(sum(weights))
    knapp = error * sqrt(_squares(effects, weights) / (count - 1))
    half = max(_NORMAL * error, _student(count - 1) * knapp)
    reach = _student(count - 2) * sqrt(between + error**2)
    shares = tuple(weight / sum(weights) for weight in weights)
    return Combined(value, value - half, value + half, value - reach, value + reach, shares)


def variance_between(effects: Sequence[float], variances: Sequence[float]) -> float:
    """How far effects differ beyond the variances of their estimates; 0 where by chance alone."""
    from scipy.optimize import brentq

    def excess(between: float) -> float:
        weights = [1 / (own + between) for own in variances]
        return _squares(effects, weights) - (len(effects) - 1)

    if excess(0.0) <= 0:
        return 0.0
    # At the plain variance of the effects nothing is left over: their mean has the least squares.
    return float(brentq(excess, 0.0, variance(effects), xtol=1e-14))


def _squares(effects: Sequence[float], weights: Sequence[float]) -> float:
    mean = fmean(effects, weights)
    return sum(w * (effect - mean) ** 2 for w, effect in zip(weights, effects, strict=True))


def _student(freedom: int) -> float:
    """The factor of a 95% interval with so many degrees of freedom."""
    from scipy.stats import t

    return float(t.ppf(_QUANTILE, freedom)) if freedom > 0 else inf
