"""Features of a paper for the classifier: its words, the letters inside them, and its title apart.

Text is title, line end, abstract. Word 1- and 2-grams, character 3- to 5-grams inside words, and
those of the title again: each block has length 1 but the last, which counts half. What each block
adds was measured on labelled reviews: see ``benchmarks/README.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_WORD = r"(?u)\b\w\w+\b"
_COMMON = 0.95
"""Words in more than this share of the papers tell nothing."""
TITLE_WEIGHT = 0.5
PLACES = 3, 5
"""Shortest and longest run of letters."""


@dataclass(frozen=True)
class Features:
    """Fitted vectorizers; the same words always give the same numbers."""

    words: Any
    letters: "Letters"

    def of(self, texts: Sequence[str]) -> "csr_matrix":
        """One row for each text: shape ``(len(texts), features)``."""
        titles = self.letters.of([title_of(text) for text in texts])
        return self._row(texts, TITLE_WEIGHT * titles)

    def query(self, about: str) -> "csr_matrix":
        """The row of the protocol's words: every one may stand in a paper's title as well."""
        return self._row([about], self.letters.of([about]))

    def words_in(self, rows: "csr_matrix") -> "csr_matrix":
        """The block of words: of length 1."""
        return rows[:, : len(self.words.vocabulary_)]

    def _row(self, texts: Sequence[str], titles: "csr_matrix") -> "csr_matrix":
        from scipy.sparse import hstack

        return hstack([self.words.transform(texts), self.letters.of(texts), titles]).tocsr()


@dataclass(frozen=True)
class Letters:
    """Character n-grams inside words, each different word being taken apart only once."""

    counter: Any
    weights: Any

    def of(self, texts: Sequence[str]) -> "csr_matrix":
        """Rows of length 1."""
        from scipy.sparse import csr_matrix
        from sklearn.preprocessing import normalize

        try:
            counts = _letter_counts(texts, self.counter.transform)
        except ValueError:
            # Not one of the texts has a word.
            return csr_matrix((len(texts), self.weights.shape[0]))
        counts.data = 1.0 + _log(counts.data)
        return normalize(counts @ self.weights)


def fit_features(texts: Sequence[str]) -> Features:
    """Features learned from ``texts``.

    Raises:
        ValueError: no text has a word.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD,
        max_df=_COMMON if len(texts) > 1 else 1.0,
    )  # fmt: skip
    words.fit(texts)
    return Features(words, _fit_letters(texts))


def title_of(text: str) -> str:
    """The first line."""
    return text.partition("\n")[0]


def _fit_letters(texts: Sequence[str]) -> Letters:
    import numpy as np
    from scipy.sparse import diags
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(analyzer="char_wb", ngram_range=PLACES, lowercase=False)
    counts = _letter_counts(texts, counter.fit_transform)
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    # The smooth inverse document frequency that scikit-learn uses; rare runs are noise.
    weights = np.where(seen > 1, np.log((1 + len(texts)) / (1 + seen)) + 1, 0.0)
    return Letters(counter, diags(weights))


def _letter_counts(texts: Sequence[str], take_apart: Any) -> Any:  # noqa: ANN401 - scipy and scikit-learn have no types
    """Runs of letters in each text: words in texts, times runs in words."""
    from sklearn.feature_extraction.text import CountVectorizer

    words = CountVectorizer(token_pattern=_WORD)
    in_texts = words.fit_transform(texts)
    return (in_texts @ take_apart(words.get_feature_names_out())).astype(float).tocsr()


def _log(values: Any) -> Any:  # noqa: ANN401 - as above
    import numpy as np

    return np.log(values)
