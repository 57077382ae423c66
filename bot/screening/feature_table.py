"""The features of a corpus, and what is fitted to them: the sum of three rankings of its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.screening.features import Features
from bot.screening.similarity import NearestRelevant, Prior, RelevantNeighbours
from bot.screening.svm import BOTH, Label, LabelledRows, Svm, fit_labelled, fit_with_unlabelled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]

NEAREST_WEIGHT = 0.5
"""Weight of the nearest relevant paper, that of the machine being 1."""
HALVED_AT = 20
"""Relevant papers at which the protocol's words and the unlabelled papers count half."""
UNLABELLED_RATIO = 0.5
"""Papers without a label, for each with one, from which on they are fitted to as well."""


@dataclass(frozen=True)
class FittedParts:
    """The parts that labels of both kinds were needed for."""

    svm: Svm
    nearest: NearestRelevant
    midpoint: float
    """The sum of all parts halfway between relevant and irrelevant papers."""


@dataclass(frozen=True)
class FeatureTable:
    """What is known of a corpus before any label is fitted."""

    features: Features
    rows: "csr_matrix"
    """One for each paper; without papers, that of the protocol's words."""
    prior: Prior | None
    neighbours: RelevantNeighbours

    @classmethod
    def of(cls, texts: Sequence[str], labels: Sequence[Label], about: str) -> "FeatureTable | None":
        """The table of these papers; None if no text has a word."""
        import numpy as np

        try:
            features, rows = Features.fit([*texts, about] if about else texts)
        except ValueError:
            return None
        rows = rows[: len(texts) or 1]
        prior = Prior.of(features.query(about), rows) if about else None
        relevant = np.array([at for at, label in enumerate(labels) if label], dtype=np.int64)
        neighbours = RelevantNeighbours.of(features.words_in(rows), relevant)
        return cls(features, rows, prior, neighbours)

    def fit(self, labels: Sequence[Label], seed: int) -> tuple[FittedParts | None, "Floats"]:
        """What needs labels of both kinds, where there are, and the ranking of each paper."""
        weight = prior_weight(labels.count(1))
        ranking = weight * self._prior_scores
        if {0, 1} - set(labels):
            return None, ranking
        labelled = LabelledRows.of(labels)
        nearest, near = self.neighbours.nearest(labelled.relevant)
        ranking += NEAREST_WEIGHT * near
        # Fitted twice: the second time with the unlabelled papers that rank low.
        svm, margins = fit_labelled(self.rows, labelled, seed)
        first = ranking + margins
        sides = (first[labelled.places][labelled.truth == kind].mean() for kind in (0, 1))
        midpoint = float(sum(sides) / BOTH)
        if UNLABELLED_RATIO * len(labelled.places) <= len(first) - len(labelled.places):
            # Over a handful of papers without a label no scale can be estimated, nor is it needed.
            svm, margins = fit_with_unlabelled(self.rows, labelled, first, weight=weight, seed=seed)
        return FittedParts(svm, nearest, midpoint), ranking + margins

    @cached_property
    def _prior_scores(self) -> "Floats":
        import numpy as np

        return self.prior.standardised(self.rows) if self.prior else np.zeros(self.rows.shape[0])


def prior_weight(relevant: int) -> float:
    """The weight of the protocol's words and of the unlabelled papers, from 1 down."""
    return HALVED_AT / (HALVED_AT + relevant)
