"""Evaluate: the screening measured on finished reviews, as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from bot.errors import Mistake
from bot.ports import Report
from bot.screening.evaluation import (
    Figures,
    FinishedReview,
    Labels,
    Order,
    combined,
    measured,
    split,
)

_NORMAL = 1.96
"""Two-sided 95 % point of the normal distribution."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """Means over the splits of one review, or over all reviews."""

    name: str
    papers: int
    relevant: int
    figures: Figures
    half_width: Figures | None = None
    """Half the 95 % interval of the mean over reviews; None for a single review."""


def evaluate(  # noqa: PLR0913 - what a measurement consists of
    cases: Sequence[FinishedReview],
    *,
    order: Order,
    labels: Labels,
    seeds: int,
    about: str,
    target: float,
    report: Report,
) -> tuple[Row, ...]:
    """A row for each review, and one for the mean of all when there are several.

    Raises:
        Mistake: a review has too few papers of one kind to keep any back from the classifier.
    """
    rows = []
    for case in cases:
        report(f"Measuring {case.name}")
        given = [split(case, order, labels, seed) for seed in range(seeds)]
        if any(_kinds_kept_back(case, shown) < len(("relevant", "not")) for shown in given):
            raise Mistake(
                f"{case.name} has too few papers of one kind: none is left to measure with",
                hint="Give it more papers, or show fewer of them with --labels.",
            )
        runs = [
            measured(case, labels_given, order=order, about=about, target=target, seed=seed)
            for seed, labels_given in enumerate(given)
        ]
        rows.append(
            Row(
                name=case.name,
                papers=len(case.texts),
                relevant=sum(case.truth),
                figures=combined(runs, fmean),
            )
        )
    return (*rows, *_over_all(rows))


def _kinds_kept_back(case: FinishedReview, shown: Sequence[int | None]) -> int:
    """Of relevant and other papers, how many kinds are among those that are not shown."""
    return len({truth for truth, label in zip(case.truth, shown, strict=True) if label is None})


def _over_all(rows: Sequence[Row]) -> Iterator[Row]:
    if len(rows) > 1:
        figures = [row.figures for row in rows]
        yield Row(
            name="mean",
            papers=sum(row.papers for row in rows),
            relevant=sum(row.relevant for row in rows),
            figures=combined(figures, fmean),
            half_width=combined(figures, _half_width),
        )


def _half_width(values: Sequence[float]) -> float:
    return _NORMAL * stdev(values) / sqrt(len(values))
