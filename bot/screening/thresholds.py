"""Thresholds: the score below which a paper may be excluded by its score alone.

Chosen from the scores that relevant papers had before a model had learned from them, and from
people's decisions only: what the machine excluded itself teaches it nothing.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count
from random import Random
from typing import Protocol

from bot.screening.audit import Audited

FOLDS = 5
BATCH = 25
"""Papers, in time order, after which the model learns anew."""


class Ranking(Protocol):
    """A fitted model."""

    def score(self, texts: Sequence[str]) -> Iterable[float]:
        """Relevance of each text from 0 to 1."""


Fit = Callable[[Sequence[str], Sequence[int]], Ranking]
"""Learns from texts and their labels: 1 relevant, 0 not."""


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The score below which papers are excluded, and why it is there."""

    value: float | None
    """Papers that score less are excluded by score alone; None excludes nothing."""
    relevant: int
    """Relevant papers that the choice rests on."""
    needed: int
    """Relevant papers without which nothing may be excluded."""
    sentence: str


def choose(scores_of_relevant: Sequence[float], recall_target: float) -> Threshold:
    """The highest threshold whose expected share of relevant papers missed is 1 − the target.

    Conformal risk control (Angelopoulos et al. 2022, arXiv:2208.02814): the k-th smallest score,
    k = ⌊alpha (n + 1)⌋. It presumes that papers to come are like those decided; audits check that.
    """
    alpha = _missable(recall_target)
    number = len(scores_of_relevant)
    rank = math.floor(alpha * (number + 1))
    return _threshold(
        scores_of_relevant, rank, math.ceil(1 / alpha) - 1,
        f"on average at least {_share(recall_target)} relevant papers score that or higher",
    )  # fmt: skip


def choose_surely(
    scores_of_relevant: Sequence[float], recall_target: float, *, delta: float = 0.1
) -> Threshold:
    """The highest threshold that keeps the target with confidence 1 − ``delta``, not on average.

    The k-th smallest score for the largest k with P(Bin(n, alpha) ≥ k) ≥ 1 − delta: a tolerance
    limit (Wilks 1941). It takes ln delta ÷ ln(1 − alpha) relevant papers, for which k is 1.
    """
    from scipy.special import bdtrc

    alpha = float(_missable(recall_target))
    number = len(scores_of_relevant)
    holds = (k for k in count(1) if k > number or bdtrc(k - 1, number, alpha) < 1 - delta)
    needed = math.ceil(math.log(delta) / math.log1p(-alpha))
    return _threshold(
        scores_of_relevant, next(holds) - 1, needed,
        f"with {100 * (1 - delta):g} % confidence at least {_share(recall_target)} relevant papers "
        "score that or higher",
    )  # fmt: skip


def loosened(
    threshold: Threshold,
    scores_of_relevant: Sequence[float],
    audits: Sequence[Audited],
    recall_target: float,
) -> Threshold:
    """The threshold after audits: lower, or none, if they say that more is missed than may be.

    The missed share is Horvitz and Thompson's (1952): each relevant paper that an audit drew from
    below the threshold stands for 1 ÷ its probability. ``scores_of_relevant`` are those of the
    relevant papers that people found without an audit.
    """
    found = len(scores_of_relevant)
    allowed = float(_missable(recall_target))
    before = _missed_share(threshold.value, found, audits)
    if before <= allowed:
        return threshold
    drawn = [one.drawn.score for one in audits if one.relevant and one.drawn.score is not None]
    again = choose([*scores_of_relevant, *drawn], recall_target)
    said = (
        f"Audits suggest that {100 * before:.3g} % of the relevant papers were excluded by score, "
        f"and {100 * allowed:.3g} % may be."
    )
    if again.value is None or _missed_share(again.value, found, audits) > allowed:
        nothing = "Nothing is excluded by score alone until more papers are decided by people."
        return replace(again, value=None, sentence=f"{said} {nothing}")
    return replace(again, sentence=f"{said} The threshold was lowered. {again.sentence}")


def out_of_fold(
    texts: Sequence[str], labels: Sequence[int], fit: Fit, *, seed: int, folds: int = FOLDS
) -> tuple[float, ...]:
    """The score of each text from a model that has not seen its label: stratified folds."""
    chance = Random(seed)  # noqa: S311 - folds, not secrets
    places = list(range(len(texts)))
    chance.shuffle(places)
    places.sort(key=lambda at: labels[at])
    scores: dict[int, float] = {}
    for fold in range(min(folds, len(texts))):
        held = sorted(places[fold::folds])
        rest = sorted(set(places).difference(held))
        scores |= zip(held, _unseen(texts, labels, fit, rest, held), strict=True)
    return tuple(scores[at] for at in range(len(texts)))


def prequential(
    texts: Sequence[str], labels: Sequence[int], fit: Fit, *, batch: int = BATCH
) -> tuple[float | None, ...]:
    """The score of each text from a model of earlier ones only, given in time order (Dawid 1984).

    None before both labels have been seen: words of the search rank there, on a scale of their own.
    """
    scores: list[float | None] = []
    for start in range(0, len(texts), batch):
        held = range(start, min(start + batch, len(texts)))
        if len(set(labels[:start])) > 1:
            scores += _unseen(texts, labels, fit, range(start), held)
        else:
            scores += [None] * len(held)
    return tuple(scores)


def _unseen(
    texts: Sequence[str], labels: Sequence[int], fit: Fit, seen: Iterable[int], held: Iterable[int]
) -> list[float]:
    seen = list(seen)
    model = fit([texts[at] for at in seen], [labels[at] for at in seen])
    return [float(score) for score in model.score([texts[at] for at in held])]


def _missable(recall_target: float) -> Fraction:
    """Exactly 1 − the target as it is written: 1 − 0.9 in floats is a little less than 0.1."""
    alpha = 1 - Fraction(str(float(recall_target)))
    if not 0 < alpha < 1:
        raise ValueError("The recall target must lie between 0 and 1: no data can promise all.")
    return alpha


def _missed_share(value: float | None, found: int, audits: Sequence[Audited]) -> float:
    """Estimated share of all relevant papers that score below ``value``."""
    if value is None:
        return 0.0
    missed = sum(
        1 / one.drawn.probability
        for one in audits
        if one.relevant and one.drawn.score is not None and one.drawn.score < value
    )
    return missed / (found + missed) if missed else 0.0


def _threshold(scores: Sequence[float], rank: int, needed: int, promise: str) -> Threshold:
    """The threshold at the ``rank``-th smallest score, in words."""
    relevant = len(scores)
    if rank < 1:
        there = {0: "there are none", 1: "there is 1"}.get(relevant, f"there are {relevant:,}")
        sentence = (
            f"Nothing is excluded by score alone: that needs {needed:,} relevant papers "
            f"decided by people, and {there}."
        )
        return Threshold(value=None, relevant=relevant, needed=needed, sentence=sentence)
    value = sorted(scores)[rank - 1]
    papers = "paper" if relevant == 1 else "papers"
    sentence = (
        f"Papers scored below {value:.3f} are excluded: {promise}, "
        f"judged by {relevant:,} {papers} that people found relevant."
    )
    return Threshold(value=value, relevant=relevant, needed=needed, sentence=sentence)


def _share(recall_target: float) -> str:
    """The target as people count: 95 of 100."""
    return f"{float(100 * Fraction(str(float(recall_target)))):g} of 100"
