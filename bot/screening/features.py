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
        words, word_rows = Terms.fit(tokens)
        letters, letter_rows = Letters.fit(tokens)
        return cls(words, letters), _joined(word_rows, letter_rows, _titles(letters, texts))

    def of(self, texts: Sequence[str]) -> "csr_matrix":
        """One row for each text: shape ``(len(texts), features)``."""
        tokens = Tokens.of(texts)
        titles = _titles(self.letters, texts)
        return _joined(self.words.of(tokens), self.letters.of(tokens), titles)

    def query(self, about: str) -> "csr_matrix":
        """The row of the protocol's words: every one may stand in a paper's title as well."""
        tokens = Tokens.of([about])
        letters = self.letters.of(tokens)
        return _joined(self.words.of(tokens), letters, letters)

    def words_in(self, rows: "csr_matrix") -> "csr_matrix":
        """The block of words: of length 1."""
        return rows[:, : len(self.words.numbers)]


@dataclass(frozen=True)
class Letters:
    """Character n-grams inside words, each different word being taken apart only once."""

    counter: Any
    weights: Any

    @classmethod
    def fit(cls, tokens: Tokens) -> tuple["Letters", "csr_matrix"]:
        """The runs of letters in ``tokens``, and the rows of its texts.

        Raises:
            ValueError: there is none.
        """
        import numpy as np
        from sklearn.feature_extraction.text import CountVectorizer

        counter = CountVectorizer(analyzer="char_wb", ngram_range=PLACES, lowercase=False)
        counts = tokens.word_counts @ counter.fit_transform(tokens.words)
        papers = np.bincount(counts.indices, minlength=counts.shape[1])
        # Rare runs are noise.
        letters = cls(counter, np.where(papers > 1, smooth_idf(papers, tokens.size), 0.0))
        return letters, letters._rows(counts)

    def of(self, tokens: Tokens) -> "csr_matrix":
        """Rows of length 1."""
        from scipy.sparse import csr_matrix

        if not tokens.words:
            return csr_matrix((tokens.size, len(self.weights)))
        return self._rows(tokens.word_counts @ self.counter.transform(tokens.words))

    def _rows(self, counts: "csr_matrix") -> "csr_matrix":
        import numpy as np
        from sklearn.preprocessing import normalize

        counts.data = (1 + np.log(counts.data)) * self.weights[counts.indices]
        counts.eliminate_zeros()
        return normalize(counts, copy=False)


def _titles(letters: Letters, texts: Sequence[str]) -> "csr_matrix":
    titles = letters.of(Tokens.of([title_of(text) for text in texts]))
    titles.data *= TITLE_WEIGHT
    return titles


def _joined(*blocks: "csr_matrix") -> "csr_matrix":
    from scipy.sparse import hstack

    return hstack(blocks).tocsr()


def title_of(text: str) -> str:
    """The first line."""
    return text.partition("\n")[0]
