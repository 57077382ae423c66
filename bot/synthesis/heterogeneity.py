"""The printed estimates behind a claim, and how far they differ by more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import NormalDist

from bot.domain.claims import Claim, Evidence
from bot.domain.estimates import RATIOS, Estimate

FEWEST_TRIALS = 3
"""Estimates of one measure from which effects may be pooled."""
_CONSIDERABLE = 0.5
"""The share of variation beyond chance (I²) from which results are called inconsistent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialEstimate:
    """What one study prints of an effect."""

    study: str
    estimate: Estimate


def estimates_of(claim: Claim) -> tuple[TrialEstimate, ...]:
    """The printed estimates behind a claim, the first with an interval of each cohort."""
    first: dict[str, TrialEstimate] = {}
    for evidence in sorted(claim.evidence, key=_has_no_interval):
        if evidence.estimate and evidence.estimate.value is not None:
            printed = TrialEstimate(study=evidence.study, estimate=evidence.estimate)
            first.setdefault(evidence.cohort, printed)
    ordered = [evidence.cohort for evidence in claim.evidence]
    return tuple(first[cohort] for cohort in dict.fromkeys(ordered) if cohort in first)


def poolable(claim: Claim) -> tuple[TrialEstimate, ...]:
    """The estimates that may be pooled: of one measure and unit, of three trials or more.

    A difference in points is of one unit with another where both print the same range of the scale.
    """
    alike: dict[tuple[str, str], list[TrialEstimate]] = {}
    for trial in estimates_of(claim):
        measure, unit = trial.estimate.quantity
        if measure and unit and trial.estimate.has_interval:
            alike.setdefault((measure, unit), []).append(trial)
    most: Sequence[TrialEstimate] = max(alike.values(), key=len, default=())
    return tuple(most) if len(most) >= FEWEST_TRIALS else ()


def estimates_agree(claim: Claim) -> bool:
    """Whether estimates that could be pooled differ by chance alone, for the most part.

    An effect that is significant in one trial and not in another is no inconsistency by itself.
    """
    trials = poolable(claim)
    return 2 * len(trials) > claim.total and i_squared(trials) < _CONSIDERABLE


def i_squared(trials: Sequence[TrialEstimate]) -> float:
    """The share of the variation between estimates that is not chance (BMJ 2003;327:557)."""
    scaled = [on_scale(trial) for trial in trials]
    weights = [1 / variance for _, variance in scaled]
    mean = sum(w * value for w, (value, _) in zip(weights, scaled, strict=True)) / sum(weights)
    q = sum(w * (value - mean) ** 2 for w, (value, _) in zip(weights, scaled, strict=True))
    return max(0.0, 1 - (len(trials) - 1) / q) if q else 0.0


def _has_no_interval(evidence: Evidence) -> bool:
    return not (evidence.estimate and evidence.estimate.has_interval)


def on_scale(trial: TrialEstimate) -> tuple[float, float]:
    """The effect and its variance on the scale on which it is pooled: ratios by logarithms."""
    estimate = trial.estimate
    ends = (estimate.value or 0.0, estimate.low or 0.0, estimate.high or 0.0)
    value, low, high = map(log, ends) if estimate.measure in RATIOS else ends
    width = 2 * NormalDist().inv_cdf(0.5 + estimate.level / 200)
    return value, ((high - low) / width) ** 2
