"""Similarity of a paper to the protocol, and to the papers that people included.

Two rankings that need no irrelevant paper. Each is given in standard deviations over the papers
seen, so that they can be added to each other and to the margins of a classifier.
"""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FEEDBACK_SHARE = 0.05
"""Share of the papers seen whose words join those of the protocol."""
CHUNK = 1_000
"""Papers compared at a time: all with all would need much memory."""


@dataclass(frozen=True)
class Scale:
    """Mean and deviation of a number over the papers seen."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, values: "Floats") -> "Scale":
        """The scale of ``values``."""
        return cls(float(values.mean()), float(values.std()) or 1.0)

    def standardised(self, values: "Floats") -> "Floats":
        """``values`` in deviations from the mean."""
        return (values - self.mean) / self.deviation


@dataclass(frozen=True)
class Prior:
    """Similarity to the protocol's own words and to those of the papers that they find first."""

    query: "Floats"
    scale: Scale

    @classmethod
    def of(cls, question: "csr_matrix", seen: "csr_matrix") -> "Prior":
        """The prior that asks ``question``, one row, among the papers ``seen``.

        The words of the papers found first are added to the question (Rocchio 1971).
        """
        import numpy as np

        words = question.toarray().ravel()
        first = np.argsort(-(seen @ words), kind="stable")[: ceil(FEEDBACK_SHARE * seen.shape[0])]
        query = words + np.asarray(seen[first].mean(axis=0)).ravel()
        return cls(query, Scale.of(seen @ query))

    def standardised(self, rows: "csr_matrix") -> "Floats":
        """Standardised similarity of each row."""
        return self.scale.standardised(rows @ self.query)


@dataclass(frozen=True)
class NearestRelevant:
    """Cosine similarity of words to the most similar relevant paper."""

    relevant: "csr_matrix"
    scale: Scale

    @classmethod
    def of(cls, seen: "csr_matrix", places: "Ints") -> tuple["NearestRelevant", "Floats"]:
        """The similarity to the papers at ``places``, and that of all ``seen``: standardised.

        A relevant paper is not compared with itself.
        """
        relevant = seen[places]
        near = _nearest(seen, relevant)
        near[places] = _nearest(relevant, relevant, same=True)
        nearest = cls(relevant, Scale.of(near))
        return nearest, nearest.scale.standardised(near)

    def standardised(self, rows: "csr_matrix") -> "Floats":
        """Standardised similarity of each row."""
        return self.scale.standardised(_nearest(rows, self.relevant))


def _nearest(rows: "csr_matrix", relevant: "csr_matrix", *, same: bool = False) -> "Floats":
    """The cosine of each row with the nearest of ``relevant``; ``same`` if both are one."""
    import numpy as np

    near = np.zeros(rows.shape[0])
    for start in range(0, rows.shape[0], CHUNK):
        cosines = (rows[start : start + CHUNK] @ relevant.T).toarray()
        if same:
            np.fill_diagonal(cosines[:, start:], 0.0)
        near[start : start + CHUNK] = cosines.max(axis=1)
    return near
