"""Features of a paper for the classifier: its words, the letters inside them, and its title apart.

Text is title, line end, abstract. Word 1- and 2-grams, character 3- to 5-grams inside words, and
those of the title again: each block has length 1 but the last, which counts half. What each block
adds was measured on labelled reviews: see ``benchmarks/README.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.screening.terms import Terms, Tokens, smooth_idf

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

TITLE_WEIGHT = 0.5
PLACES = 3, 5
"""Shortest and longest run of letters."""


@dataclass(frozen=True)
class Features:
    """What was learned from texts; the same words always give the same numbers."""

    words: Terms
    letters: "Letters"

    @classmethod
    def fit(cls, texts: Sequence[str]) -> tuple["Features", "csr_matrix"]:
        """Features learned from ``texts``, and the rows of these.

        Raises:
            ValueError: no text has a word.
        """
        tokens = Tokens.of(texts)
        features = cls(Terms.fit(tokens), Letters.fit(tokens))
        return features, features._rows(tokens, texts)

    def of(self, texts: Sequence[str]) -> "csr_matrix":
        """One row for each text: shape ``(len(texts), features)``."""
        return self._rows(Tokens.of(texts), texts)

    def query(self, about: str) -> "csr_matrix":
        """The row of the protocol's words: every one may stand in a paper's title as well."""
        from scipy.sparse import hstack

        tokens = Tokens.of([about])
        letters = self.letters.of(tokens)
        return hstack([self.words.of(tokens), letters, letters]).tocsr()

    def words_in(self, rows: "csr_matrix") -> "csr_matrix":
        """The block of words: of length 1."""
        return rows[:, : len(self.words.numbers)]

    def _rows(self, tokens: Tokens, texts: Sequence[str]) -> "csr_matrix":
        from scipy.sparse import hstack

        titles = self.letters.of(Tokens.of([title_of(text) for text in texts]))
        titles.data *= TITLE_WEIGHT
        return hstack([self.words.of(tokens), self.letters.of(tokens), titles]).tocsr()


@dataclass(frozen=True)
class Letters:
    """Character n-grams inside words, each different word being taken apart only once."""

    counter: Any
    weights: Any

    @classmethod
    def fit(cls, tokens: Tokens) -> "Letters":
        """The runs of letters in ``tokens``.

        Raises:
            ValueError: there is none.
        """
        import numpy as np
        from sklearn.feature_extraction.text import CountVectorizer

        counter = CountVectorizer(analyzer="char_wb", ngram_range=PLACES, lowercase=False)
        counts = tokens.word_counts @ counter.fit_transform(tokens.words)
        papers = np.bincount(counts.indices, minlength=counts.shape[1])
        # Rare runs are noise.
        return cls(counter, np.where(papers > 1, smooth_idf(papers, tokens.size), 0.0))

    def of(self, tokens: Tokens) -> "csr_matrix":
        """Rows of length 1."""
        import numpy as np
        from scipy.sparse import csr_matrix
        from sklearn.preprocessing import normalize

        if not tokens.words:
            return csr_matrix((tokens.size, len(self.weights)))
        counts = tokens.word_counts @ self.counter.transform(tokens.words)
        counts.data = (1 + np.log(counts.data)) * self.weights[counts.indices]
        counts.eliminate_zeros()
        return normalize(counts, copy=False)


def title_of(text: str) -> str:
    """The first line."""
    return text.partition("\n")[0]
