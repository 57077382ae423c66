"""Printed estimates of effects in words and figures."""

from bot.domain.estimates import Estimate


def estimate_words(estimate: Estimate) -> str:
    """An estimate as a table prints it: ``MD −6.4 points (95% CI −11 to −1.8)``."""
    if estimate.value is None:
        return f"p {estimate.p}" if estimate.p else ""
    unit = "" if estimate.unit in ("", "%") else f" {estimate.unit}"
    value = (
        f"{estimate.measure} {figure(estimate.value)}{'%' if estimate.unit == '%' else ''}{unit}"
    )
    parts = []
    if estimate.has_interval and estimate.low is not None and estimate.high is not None:
        parts.append(f"{estimate.level:g}% CI {figure(estimate.low)} to {figure(estimate.high)}")
    if estimate.p:
        parts.append(f"p {estimate.p}")
    return f"{value} ({'; '.join(parts)})" if parts else value


def figure(value: float) -> str:
    """A number with a minus sign that is one, and no more digits than needed."""
    rounded = f"{value:.2f}".rstrip("0").rstrip(".")
    return rounded.replace("-", "\u2212") if rounded not in ("-0", "0") else "0"
