"""The machine: a linear support vector machine over the words, taught by people's labels.

The unlabelled papers teach it, too: most of them are irrelevant, and surely those that rank low.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    """A taught machine and the scale of its margins."""

    machine: Any
    scale: Scale

    def standard(self, rows: "csr_matrix") -> "Floats":
        """Standardised margin of each row."""
        return self.scale.standard(self.machine.decision_function(rows))

    @property
    def weights(self) -> Any:  # noqa: ANN401 - numpy's array
        """What each feature adds to the margin."""
        return self.machine.coef_[0]


@dataclass(frozen=True)
class Known:
    """The labelled papers among all: their places, labels and weights."""

    places: "Ints"
    truth: "Ints"
    weights: "Floats"

    @classmethod
    def of(cls, labels: Sequence[Label]) -> "Known":
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


def taught(rows: "csr_matrix", known: Known, seed: int) -> tuple[Svm, "Floats"]:
    """A machine taught by the labelled papers, and its standardised margins of all papers."""
    mine = rows[known.places]
    machine = _machine(mine, known.truth, known.weights)
    margins = machine.decision_function(rows)
    # A machine flatters the papers it was taught with: those are judged by machines that were not.
    margins[known.places] = _out_of_fold(mine, known, margins[known.places], seed)
    scale = Scale.of(margins)
    return Svm(machine, scale), scale.standard(margins)


def taught_again(
    rows: "csr_matrix", known: Known, ranking: "Floats", *, weight: float, seed: int
) -> Svm:
    """A machine taught by the papers without a label, too, as irrelevant.

    The lower one is in ``ranking``, the more it counts: up to ``weight`` times ``WEAK``.
    """
    import numpy as np
    from scipy.sparse import vstack

    unknown = np.setdiff1d(np.arange(rows.shape[0]), known.places)
    chance = np.random.default_rng(seed)
    sample = np.sort(chance.choice(unknown, min(SAMPLE, len(unknown)), replace=False))
    order = np.argsort(np.argsort(ranking[sample], kind="stable"), kind="stable")
    machine = _machine(
        vstack([rows[known.places], rows[sample]]).tocsr(),
        np.concatenate([known.truth, np.zeros(len(sample), dtype=int)]),
        np.concatenate([known.weights, weight * WEAK * (1 - (order + 0.5) / len(sample))]),
    )
    return Svm(machine, Scale.of(machine.decision_function(rows[unknown])))


def _out_of_fold(rows: "csr_matrix", known: Known, margins: "Floats", seed: int) -> "Floats":
    """Margins by machines that did not see the paper; as they are where labels are too few."""
    import numpy as np
    from sklearn.model_selection import StratifiedKFold

    folds = int(min(FOLDS, np.bincount(known.truth).min()))
    if folds < BOTH:
        return margins
    unseen = margins.copy()
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
    for learned, judged in parts.split(rows, known.truth):
        machine = _machine(rows[learned], known.truth[learned], known.weights[learned])
        unseen[judged] = machine.decision_function(rows[judged])
    return unseen


def _machine(rows: "csr_matrix", truth: "Ints", weights: "Floats") -> Any:  # noqa: ANN401 - scikit-learn has no types
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=COST, loss="squared_hinge", tol=1e-3, random_state=0)
    machine.fit(rows, truth, sample_weight=weights)
    return machine
