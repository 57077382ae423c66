"""The screening is measured on papers whose labels were held back."""

from pathlib import Path
from statistics import fmean

import numpy as np
import pytest

from bot.adapters import labelled_records
from bot.errors import Mistake
from bot.jobs.evaluate_screening import evaluate
from bot.screening.evaluation import (
    FIRST,
    Figures,
    FinishedReview,
    Labels,
    Order,
    combined,
    ranked,
    split,
)

CASE = FinishedReview(
    name="moon",
    texts=tuple(f"Moon tea {number}\nIt helped." for number in range(100)),
    truth=(1,) * 30 + (0,) * 70,
    years=tuple(2000 + number % 10 for number in range(100)),
)


@pytest.mark.parametrize(
    ("labels", "relevant", "irrelevant"),
    [(Labels.NONE, 0, 0), (Labels.TEN, 5, 5), (Labels.TWENTY, 15, 20)],
)
def test_so_many_labels_of_each_kind_are_given(
    labels: Labels, relevant: int, irrelevant: int
) -> None:
    """Half of a kind at most: the rest is there to be found."""
    given = split(CASE, Order.RANDOM, labels, 1)
    assert (given.count(1), given.count(0)) == (relevant, irrelevant)
    assert all(label in (None, truth) for label, truth in zip(given, CASE.truth, strict=True))


def test_the_first_half_in_time_is_older() -> None:
    given = split(CASE, Order.TIME, Labels.HALF, 1)
    known = [year for year, label in zip(CASE.years, given, strict=True) if label is not None]
    assert len(known) == 50
    assert max(known) == 2004


def test_a_perfect_ranking_has_the_best_figures() -> None:
    given = split(CASE, Order.RANDOM, Labels.TEN, 1)
    figures = ranked(CASE, given, np.array(CASE.truth, dtype=float), cut=0.5)
    assert (figures.auc, figures.first, figures.recall) == (1, 1, 1)
    assert figures.excluded == pytest.approx(65 / 90)


def test_the_first_fifty_hold_what_ranks_highest() -> None:
    worst = ranked(CASE, (None,) * 100, -np.array(CASE.truth, dtype=float))
    assert (worst.first, worst.auc) == (0, 0)
    few = FinishedReview(
        name="few", texts=CASE.texts[25:35], truth=CASE.truth[25:35], years=(2000,) * 10
    )
    assert len(few.texts) < FIRST
    assert ranked(few, (None,) * 10, np.zeros(10)).first == 1


def test_without_labels_there_is_no_threshold_to_judge() -> None:
    figures = ranked(CASE, (None,) * 100, np.zeros(100))
    assert figures.recall is None
    assert figures.excluded is None


def test_figures_are_combined_one_by_one() -> None:
    low = Figures(wss=0.2, auc=0.6, early=0.1, first=0.5, recall=None, excluded=None)
    high = Figures(wss=0.4, auc=0.8, early=0.3, first=0.5, recall=1.0, excluded=0.2)
    mean = combined([low, high], fmean)
    assert (mean.wss, mean.auc) == pytest.approx((0.3, 0.7))
    assert mean.recall is None


def test_a_label_that_is_none_is_named_with_its_row(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("title,abstract,label\nMoon,tea,1\nSun,bread,0\nStar,soup,yes\n", "utf-8")
    with pytest.raises(Mistake, match="row 3: the label is 'yes'"):
        labelled_records.read(file)


def test_too_few_papers_to_keep_any_back_measure_nothing() -> None:
    case = FinishedReview(name="tea", texts=("Moon",) * 3, truth=(1, 0, 0), years=(2020,) * 3)
    with pytest.raises(Mistake, match="too few papers of one kind"):
        evaluate(
            [case], order=Order.RANDOM, labels=Labels.TWENTY, seeds=1, about="", target=0.95,
            report=print,
        )  # fmt: skip
