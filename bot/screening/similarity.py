"""Nearness: how like the protocol a paper is, and how like the papers that people took in.

Two ways to rank that need no irrelevant paper. Each is told in standard deviations of the papers
seen, so that they can be added to each other and to what a machine says.
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

NEAREST = 0.05
"""Share of the papers seen whose words join those of the protocol."""
PART = 1_000
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

    def standard(self, values: "Floats") -> "Floats":
        """``values`` in deviations from the mean."""
        return (values - self.mean) / self.deviation


@dataclass(frozen=True)
class Prior:
    """Likeness to the protocol's own words and to those of the papers that they find first."""

    query: "Floats"
    scale: Scale

    @classmethod
    def of(cls, question: "csr_matrix", seen: "csr_matrix") -> "Prior":
        """The prior that asks ``question``, one row, among the papers ``seen``.

        The words of the papers found first are added to the question (Rocchio 1971).
        """
        import numpy as np

        asked = question.toarray().ravel()
        first = np.argsort(-(seen @ asked), kind="stable")[: ceil(NEAREST * seen.shape[0])]
        query = asked + np.asarray(seen[first].mean(axis=0)).ravel()
        return cls(query, Scale.of(seen @ query))

    def standard(self, rows: "csr_matrix") -> "Floats":
        """Standardised likeness of each row."""
        return self.scale.standard(rows @ self.query)


@dataclass(frozen=True)
class Kin:
    """Likeness to the one relevant paper that is most like it, by words."""

    relevant: "csr_matrix"
    scale: Scale

    @classmethod
    def of(cls, seen: "csr_matrix", places: "Ints") -> tuple["Kin", "Floats"]:
        """The likeness to the papers at ``places``, and that of all ``seen``: standardised.

        None of the relevant papers is its own kin.
        """
        relevant = seen[places]
        near = _nearest(seen, relevant)
        near[places] = _nearest(relevant, relevant, same=True)
        kin = cls(relevant, Scale.of(near))
        return kin, kin.scale.standard(near)

    def standard(self, rows: "csr_matrix") -> "Floats":
        """Standardised likeness of each row."""
        return self.scale.standard(_nearest(rows, self.relevant))


def _nearest(rows: "csr_matrix", relevant: "csr_matrix", *, same: bool = False) -> "Floats":
    """The cosine of each row with the nearest of ``relevant``; ``same`` if both are one."""
    import numpy as np

    near = np.zeros(rows.shape[0])
    for start in range(0, rows.shape[0], PART):
        like = (rows[start : start + PART] @ relevant.T).toarray()
        if same:
            np.fill_diagonal(like[:, start:], 0.0)
        near[start : start + PART] = like.max(axis=1)
    return near
