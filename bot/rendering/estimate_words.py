"""Estimates of effects, printed and pooled, in words and figures."""

from bot.domain.estimates import Estimate
from bot.rendering.phrases import counted
from bot.synthesis.pooled_effects import PooledEffect

PRINTED, _COMPUTED = 4, 2
"""Decimals at most: of what a paper prints, and of what is computed from it."""


def estimate_words(estimate: Estimate) -> str:
    """An estimate as a table prints it: ``MD −6.4 points (95% CI −11 to −1.8)``."""
    if estimate.value is None:
        return f"p {estimate.p}" if estimate.p else ""
    bounds = []
    if estimate.has_interval and estimate.low is not None and estimate.high is not None:
        bounds = [estimate.low, estimate.high]
    size, *reach = figures(estimate.value, *bounds, most=PRINTED)
    value = f"{estimate.measure} {size}{unit_words(estimate)}"
    parts = [f"{estimate.level:g}% CI {' to '.join(reach)}"] if reach else []
    if estimate.p:
        parts.append(f"p {estimate.p}")
    return f"{value} ({'; '.join(parts)})" if parts else value


def pooled_words(effect: PooledEffect) -> str:
    """A pooled estimate as a table prints it: ``MD −5.5 points (95% CI −11.0 to 0.1)``."""
    value, low, high = pooled_figures(effect, effect.value, effect.low, effect.high)
    unit = unit_words(effect.trials[0].estimate)
    return f"{effect.measure} {value}{unit} (95% CI {low} to {high})"


def together(effect: PooledEffect) -> str:
    """What trials found together: ``Pooled from 3 trials: MD −5.5 points (95% CI …)``."""
    return f"Pooled from {counted(len(effect.trials), 'trial')}: {pooled_words(effect)}"


def pooled_figures(effect: PooledEffect, *values: float) -> list[str]:
    """Numbers of a pooled estimate, no more exact than what it was pooled from."""
    printed = [
        _decimals(number, PRINTED)
        for trial in effect.trials
        for number in (trial.estimate.value, trial.estimate.low, trial.estimate.high)
        if number is not None
    ]
    return figures(*values, most=min(_COMPUTED, max(1, *printed)))


def printed_size(estimate: Estimate | None, statistic: str) -> str:
    """How large an effect is, by its printed estimate and its statistic; empty for neither."""
    words = estimate_words(estimate) if estimate else ""
    tested = "" if words and estimate and estimate.p else statistic
    return "; ".join(filter(None, (words, tested)))


def unit_words(estimate: Estimate) -> str:
    """What stands behind the value: ``%``, `` mm``, `` points on 0–100``."""
    unit = estimate.unit if estimate.unit in ("", "%") else f" {estimate.unit}"
    return f"{unit} on {estimate.scale}" if estimate.scale else unit


def figure(value: float) -> str:
    """A number with a minus sign that is one, and no more digits than needed."""
    return figures(value)[0]


def figures(*values: float, most: int = _COMPUTED) -> list[str]:
    """Numbers of one estimate, with as many decimals each as the longest needs."""
    needed = max(_decimals(value, most) for value in values)
    # Adding zero takes the sign from a zero that was negative before it was rounded.
    rounded = [round(value, needed) + 0.0 for value in values]
    return [f"{value:.{needed}f}".replace("-", "\u2212") for value in rounded]


def _decimals(value: float, most: int) -> int:
    return len(f"{value:.{most}f}".rstrip("0").partition(".")[2])
