"""Thresholds: the score below which a paper may be excluded by its score alone.

Chosen from the scores that relevant papers had before a model had learned from them, and from
people's decisions only: what the machine excluded itself teaches it nothing.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Protocol

FOLDS = 5


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
    loosened: bool = False
    """Whether audits lowered it."""


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


def loosened(
    threshold: Threshold,
    scores_of_relevant: Sequence[float],
    missed: Sequence[tuple[float, float]],
    recall_target: float,
) -> Threshold:
    """The threshold after audits: lower, or none, if they say that more is missed than may be.

    ``missed`` are the relevant papers that audits found among those excluded by score: the score
    of each, and how many excluded papers it stands for. ``scores_of_relevant`` are those of the
    relevant papers that people found without an audit.
    """
    found = len(scores_of_relevant)
    allowed = float(_missable(recall_target))
    before = _missed_share(threshold.value, found, missed)
    if before <= allowed:
        return threshold
    again = choose([*scores_of_relevant, *(score for score, _ in missed)], recall_target)
    said = (
        f"Audits suggest that {100 * before:.3g} % of the relevant papers were excluded by score, "
        f"and {100 * allowed:.3g} % may be."
    )
    if again.value is None or _missed_share(again.value, found, missed) > allowed:
        nothing = "Nothing is excluded by score alone until more papers are decided by people."
        return replace(again, value=None, sentence=f"{said} {nothing}", loosened=True)
    return replace(
        again, sentence=f"{said} The threshold was lowered. {again.sentence}", loosened=True
    )


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


def in_time_order(
    texts: Sequence[str], labels: Sequence[int], days: Sequence[str], fit: Fit
) -> tuple[float | None, ...]:
    """The score of each text from a model of what was decided on earlier days only (Dawid 1984).

    The days are joined into as many parts as there are folds, and the model learns anew after
    each. None before both labels have been seen: words of the search rank there, on a scale of
    their own.
    """
    scores: list[float | None] = [None] * len(texts)
    order = sorted(range(len(texts)), key=lambda at: days[at])
    ends = {days[order[len(order) * part // FOLDS]] for part in range(1, FOLDS)} if order else set()
    for start, end in pairwise([*sorted(ends), "~"]):
        seen = [at for at in order if days[at] < start]
        held = [at for at in order if start <= days[at] < end]
        if len({labels[at] for at in seen}) > 1:
            for at, score in zip(held, _unseen(texts, labels, fit, seen, held), strict=True):
                scores[at] = score
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


def _missed_share(value: float | None, found: int, missed: Sequence[tuple[float, float]]) -> float:
    """Estimated share of all relevant papers that score below ``value``."""
    if value is None:
        return 0.0
    below = sum(weight for score, weight in missed if score < value)
    return below / (found + below) if below else 0.0


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
    which = f"Papers scored below {value:.3f}"
    if value < 0:
        # A rank: see `bot.screening.learning.rank`.
        which = f"Papers without a word for a part of the question and scored below {value + 1:.3f}"
    sentence = (
        f"{which} are excluded: {promise}, "
        f"judged by {relevant:,} {papers} that people found relevant."
    )
    return Threshold(value=value, relevant=relevant, needed=needed, sentence=sentence)


def _share(recall_target: float) -> str:
    """The target as people count: 95 of 100."""
    return f"{float(100 * Fraction(str(float(recall_target)))):g} of 100"
