"""Thresholds: the score below which a paper may be excluded by its score alone.

Chosen from the scores that relevant papers had before a model had learned from them, and from
people's decisions only: what the program excluded itself is no label.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from random import Random

from bot.screening.svm import Label

FOLDS = 10
"""With fewer, models fitted to less exclude less; with more, no more on labelled reviews."""
PARTS = 5
"""Of the time in which people decided."""

Scores = Callable[[Sequence[Label]], Sequence[float]]
"""The score of each paper from a model fitted to these labels, one for each paper."""


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The score below which papers are excluded, and why it is there."""

    value: float | None
    """Papers that score less are excluded by score alone; None excludes nothing."""
    relevant: int
    """Relevant papers that the choice rests on."""
    needed: int
    """Relevant papers without which nothing may be excluded."""
    reason: str
    audits: str = ""
    """What audits say, where they lowered it."""

    @property
    def loosened(self) -> bool:
        """Whether audits lowered it."""
        return bool(self.audits)

    @property
    def sentence(self) -> str:
        """The reason, with what audits say."""
        return f"{self.audits} {self.reason}".strip()


def choose(
    scores_of_relevant: Sequence[float], recall_target: float, *, draw: float = 0.0
) -> Threshold:
    """The highest threshold whose expected share of relevant papers missed is 1 − the target.

    Conformal risk control (Angelopoulos et al. 2022, arXiv:2208.02814): the k-th smallest score,
    k = ⌊alpha (n + 1) + draw⌋. Without a ``draw`` k is rounded down, and fewer are missed than may
    be. With one that is uniform from 0 to 1, k is rounded up so often that the expected share is
    alpha exactly (randomised as in Vovk et al. 2005, Algorithmic Learning in a Random World). None
    helps where k is 0 without it. All presumes that papers to come are like those decided; audits
    check that.
    """
    alpha = _missable(recall_target)
    allowed = alpha * (len(scores_of_relevant) + 1)
    rank = math.floor(allowed + Fraction(draw)) if allowed >= 1 else 0
    return _threshold(
        scores_of_relevant, rank, math.ceil(1 / alpha) - 1,
        f"on average at least {_share(recall_target)} eligible papers score that or higher",
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
    relevant papers that people found without an audit. Lowered, it is chosen without a draw.
    """
    known = len(scores_of_relevant)
    allowed = float(_missable(recall_target))
    before = _missed_share(threshold.value, known, missed)
    if before <= allowed:
        return threshold
    again = choose([*scores_of_relevant, *(score for score, _ in missed)], recall_target)
    sentence = (
        f"Audits suggest that {100 * before:.3g}% of the eligible papers were excluded by score, "
        f"and {100 * allowed:.3g}% may be."
    )
    if again.value is None or _missed_share(again.value, known, missed) > allowed:
        nothing = "Nothing is excluded by score alone until people have decided more papers."
        return replace(again, value=None, reason=nothing, audits=sentence)
    return replace(again, audits=f"{sentence} The threshold was lowered.")


def out_of_fold(
    labels: Sequence[Label], scores: Scores, *, seed: int, folds: int = FOLDS
) -> tuple[float | None, ...]:
    """The score of each labelled paper from a model that has not seen its label.

    Stratified folds. Papers held back stay in sight without a label, as those do that are to be
    judged: else a model that learns from unlabelled papers would treat the two unlike.
    """
    chance = Random(seed)  # noqa: S311 - folds, not secrets
    places = [at for at, label in enumerate(labels) if label is not None]
    chance.shuffle(places)
    places.sort(key=lambda at: labels[at] or 0)
    unseen: list[float | None] = [None] * len(labels)
    for fold in range(min(folds, len(places))):
        _judge(unseen, labels, places[fold::folds], scores)
    return tuple(unseen)


def in_time_order(
    labels: Sequence[Label], days: Sequence[str], scores: Scores
) -> tuple[float | None, ...]:
    """The score of each labelled paper from a model of earlier days' decisions only (Dawid 1984).

    The days are joined into a few parts, and the model learns anew after each. None before both
    labels have been seen: words of the search rank there, on a scale of their own.
    """
    unseen: list[float | None] = [None] * len(labels)
    order = sorted(
        (at for at, label in enumerate(labels) if label is not None), key=lambda at: days[at]
    )
    starts = {days[order[len(order) * part // PARTS]] for part in range(1, PARTS)} if order else {}
    for start, end in pairwise([*sorted(starts), None]):
        earlier = [label if days[at] < (start or "") else None for at, label in enumerate(labels)]
        judged = [
            at for at in order if (start or "") <= days[at] and (end is None or days[at] < end)
        ]
        if {0, 1} <= set(earlier):
            _judge(unseen, earlier, judged, scores)
    return tuple(unseen)


def _judge(
    unseen: list[float | None], labels: Sequence[Label], held_out: Sequence[int], scores: Scores
) -> None:
    """Fill in the scores of the papers ``held`` back, by a model that does not know theirs."""
    hidden = set(held_out)
    judged = scores([None if at in hidden else label for at, label in enumerate(labels)])
    for at in held_out:
        unseen[at] = float(judged[at])


def _missable(recall_target: float) -> Fraction:
    """Exactly 1 − the target as it is written: 1 − 0.9 in floats is a little less than 0.1."""
    alpha = 1 - Fraction(str(float(recall_target)))
    if not 0 < alpha < 1:
        raise ValueError("The recall target must lie between 0 and 1: no data can promise all.")
    return alpha


def _missed_share(value: float | None, known: int, missed: Sequence[tuple[float, float]]) -> float:
    """Estimated share of all relevant papers that score below ``value``."""
    if value is None:
        return 0.0
    below = sum(weight for score, weight in missed if score < value)
    return below / (known + below) if below else 0.0


def _threshold(scores: Sequence[float], rank: int, needed: int, promise: str) -> Threshold:
    """The threshold at the ``rank``-th smallest score, in words."""
    relevant = len(scores)
    if rank < 1:
        there = {0: "there are none", 1: "there is 1"}.get(relevant, f"there are {relevant:,}")
        sentence = (
            f"Nothing is excluded by score alone: that needs {needed:,} eligible papers "
            f"decided by people, and {there}."
        )
        return Threshold(value=None, relevant=relevant, needed=needed, reason=sentence)
    value = sorted(scores)[rank - 1]
    papers = "paper" if relevant == 1 else "papers"
    which = f"Papers scored below {value:.3f}"
    if value < 0:
        # A rank: see `bot.screening.training.rank`.
        which = (
            f"Papers that do not mention a part of the question and scored below {value + 1:.3f}"
        )
    sentence = (
        f"{which} are excluded: {promise}, "
        f"estimated from {relevant:,} {papers} that people included."
    )
    return Threshold(value=value, relevant=relevant, needed=needed, reason=sentence)


def _share(recall_target: float) -> str:
    """The target as people count: 95 of 100."""
    return f"{float(100 * Fraction(str(float(recall_target)))):g} of 100"
