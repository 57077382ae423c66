"""Similarity of a paper to the protocol, and to the papers that people included.

Two rankings that need no irrelevant paper. Each is given in standard deviations over the papers
seen, so that they can be added to each other and to the margins of a classifier.
"""

from collections.abc import Iterator
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

    def standardised(self, rows: "csr_matrix") -> "Floats":
        """Standardised similarity of each row."""
        import numpy as np

        near = np.empty(rows.shape[0])
        for part, cosines in _cosines(rows, self.relevant):
            near[part] = cosines.max(axis=1)
        return self.scale.standardised(near)


@dataclass(frozen=True)
class RelevantNeighbours:
    """How similar papers are to the relevant ones among them; no paper is to itself."""

    words: "csr_matrix"
    """One row of length 1 for each paper."""
    places: "Ints"
    """Those of the relevant papers, in ascending order."""
    cosines: "Floats"
    """Shape ``(papers, relevant papers)``."""

    @classmethod
    def of(cls, words: "csr_matrix", places: "Ints") -> "RelevantNeighbours":
        """The neighbours of the papers with these ``words`` among those at ``places``."""
        import numpy as np

        values = np.empty((words.shape[0], len(places)))
        for part, cosines in _cosines(words, words[places]):
            values[part] = cosines
        values[places, np.arange(len(places))] = 0.0
        return cls(words, places, values)

    def nearest(self, places: "Ints") -> tuple[NearestRelevant, "Floats"]:
        """The similarity to those at ``places`` alone, and that of all papers: standardised."""
        import numpy as np

        columns, near = np.searchsorted(self.places, places), np.empty(len(self.cosines))
        # Some rows at a time: a copy of all would take as much memory again.
        for start in range(0, len(near), CHUNK):
            part = slice(start, start + CHUNK)
            near[part] = self.cosines[part, columns].max(axis=1)
        nearest = NearestRelevant(self.words[places], Scale.of(near))
        return nearest, nearest.scale.standardised(near)


def _cosines(rows: "csr_matrix", relevant: "csr_matrix") -> Iterator[tuple[slice, "Floats"]]:
    """The cosines of some rows at a time with each of ``relevant``."""
    by_term = relevant.T.tocsr()
    for start in range(0, rows.shape[0], CHUNK):
        part = slice(start, start + CHUNK)
        yield part, (rows[part] @ by_term).toarray()
