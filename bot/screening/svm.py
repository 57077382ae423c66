"""A linear support vector machine over the words of papers, fitted to people's labels.

Unlabelled papers join in as irrelevant: most of them are, and surely those that rank low.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.screening.similarity import Scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

COST, RATIO = 0.11, 9.8
"""Penalty of the machine, and weight of all relevant papers, that of the irrelevant being 1.

As in ASReview's ELAS u4.
"""
WEAK = 0.6
"""Weight of the unlabelled paper that ranks lowest, while no relevant paper is known."""
SAMPLE = 1_000
"""Unlabelled papers looked at."""
FOLDS = 3
BOTH = 2

Label = int | None
"""1 relevant, 0 not, None unknown."""


@dataclass(frozen=True)
class Svm:
    """A fitted machine and the scale of its margins."""

    plane: "Hyperplane"
    scale: Scale

    def standardised(self, rows: "csr_matrix") -> "Floats":
        """Standardised margin of each row."""
        return self.scale.standardised(self.plane.margins(rows))


@dataclass(frozen=True)
class Hyperplane:
    """What divides relevant papers from others."""

    weights: "Floats"
    """What each feature adds to the margin."""
    intercept: float

    def margins(self, rows: "csr_matrix") -> "Floats":
        """How far each row lies on the side of the relevant papers."""
        margins: Floats = rows @ self.weights + self.intercept
        return margins


@dataclass(frozen=True)
class LabelledRows:
    """The labelled papers among all: their places, labels and weights."""

    places: "Ints"
    truth: "Ints"
    weights: "Floats"

    @classmethod
    def of(cls, labels: Sequence[Label]) -> "LabelledRows":
        """Those whose label is not None."""
        import numpy as np

        places = np.array([at for at, label in enumerate(labels) if label is not None], dtype=int)
        truth = np.array([labels[at] for at in places], dtype=int)
        relevant = max(1, int(truth.sum()))
        weights = np.where(truth == 1, RATIO * max(1, len(truth) - relevant) / relevant, 1.0)
        return cls(places, truth, weights / weights.mean())

    @property
    def relevant(self) -> "Ints":
        """Places of the relevant papers."""
        array: Ints = self.places[self.truth == 1]
        return array


def fit_labelled(rows: "csr_matrix", labelled: LabelledRows, seed: int) -> tuple[Svm, "Floats"]:
    """A machine fitted to the labelled papers, and its standardised margins of all papers."""
    known = rows[labelled.places]
    plane = _fitted_plane(known, labelled.truth, labelled.weights)
    margins = plane.margins(rows)
    # A machine flatters the papers it was fitted to: those are judged by machines that were not.
    margins[labelled.places] = _out_of_fold(known, labelled, margins[labelled.places], seed)
    scale = Scale.of(margins)
    return Svm(plane, scale), scale.standardised(margins)


def fit_with_unlabelled(
    rows: "csr_matrix", labelled: LabelledRows, ranking: "Floats", *, weight: float, seed: int
) -> tuple[Svm, "Floats"]:
    """A machine fitted to the papers without a label, too, as irrelevant, and all its margins.

    The lower a paper is in ``ranking``, the more it counts: up to ``weight`` times ``WEAK``.
    """
    import numpy as np

    unknown = np.setdiff1d(np.arange(rows.shape[0]), labelled.places)
    chance = np.random.default_rng(seed)
    sample = np.sort(chance.choice(unknown, min(SAMPLE, len(unknown)), replace=False))
    order = np.argsort(np.argsort(ranking[sample], kind="stable"), kind="stable")
    plane = _fitted_plane(
        rows[np.concatenate([labelled.places, sample])],
        np.concatenate([labelled.truth, np.zeros(len(sample), dtype=int)]),
        np.concatenate([labelled.weights, weight * WEAK * (1 - (order + 0.5) / len(sample))]),
    )
    margins = plane.margins(rows)
    scale = Scale.of(margins[unknown])
    return Svm(plane, scale), scale.standardised(margins)


def _out_of_fold(
    rows: "csr_matrix", labelled: LabelledRows, margins: "Floats", seed: int
) -> "Floats":
    """Margins by machines that did not see the paper; as they are where labels are too few."""
    import numpy as np
    from sklearn.model_selection import StratifiedKFold

    folds = int(min(FOLDS, np.bincount(labelled.truth).min()))
    if folds < BOTH:
        return margins
    unseen = margins.copy()
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
    for fitted, judged in parts.split(rows, labelled.truth):
        plane = _fitted_plane(rows[fitted], labelled.truth[fitted], labelled.weights[fitted])
        unseen[judged] = plane.margins(rows[judged])
    return unseen


def _fitted_plane(rows: "csr_matrix", truth: "Ints", weights: "Floats") -> Hyperplane:
    from sklearn.svm import LinearSVC

    estimator = LinearSVC(C=COST, loss="squared_hinge", tol=1e-3, random_state=0)
    estimator.fit(rows, truth, sample_weight=weights)
    return Hyperplane(estimator.coef_[0], float(estimator.intercept_[0]))
