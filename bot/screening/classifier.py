"""The classifier: ranks papers by their words, from the labels people have given.

A linear model on word 1- and 2-grams and on how many of each search line's words a paper
names. scikit-learn is imported when the first model is fitted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

VERSION = "classifier 1"
MANY = 3
"""Different words of one search line from which naming more of them says no more."""
BOTH = 2
SHOWN = 4
"""Words shown to people as reasons."""
_WORD = r"(?u)\b[^\W\d][\w-]+\b"


@dataclass(frozen=True)
class Model:
    """A fitted ranking."""

    concepts: tuple[re.Pattern[str], ...]
    vectorizer: Any = None
    linear: Any = None

    def score(self, texts: Sequence[str]) -> "NDArray[np.float64]":
        """Relevance of each text from 0 to 1: shape ``(len(texts),)``."""
        import numpy as np

        if not texts:
            return np.zeros(0)
        if self.linear is None:
            return np.asarray(_concept_counts(texts, self.concepts).mean(axis=1))
        return np.asarray(self.linear.predict_proba(self._features(texts))[:, 1])

    def words(self, text: str) -> tuple[str, ...]:
        """The words of ``text`` that raised its score most, strongest first."""
        if self.linear is None:
            return ()
        weights = self.linear.coef_[0]
        row = self.vectorizer.transform([text]).tocoo()
        names = self.vectorizer.get_feature_names_out()
        pulls = sorted(
            ((weights[at] * value, names[at]) for at, value in zip(row.col, row.data, strict=True)),
            reverse=True,
        )
        return tuple(name for pull, name in pulls[:SHOWN] if pull > 0)

    def _features(self, texts: Sequence[str]) -> "csr_matrix":
        from scipy.sparse import csr_matrix, hstack

        counts = csr_matrix(_concept_counts(texts, self.concepts))
        return hstack([self.vectorizer.transform(texts), counts]).tocsr()


def fit(
    texts: Sequence[str],
    labels: Sequence[int],
    *,
    concepts: Sequence[re.Pattern[str]] = (),
    seed: int = 1,
) -> Model:
    """A ranking learned from ``labels`` (1 relevant, 0 not) and the search lines' words.

    Without labels of both kinds the search lines' words rank alone. Deterministic for ``seed``.
    """
    if len(set(labels)) < BOTH:
        return Model(tuple(concepts))
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD, stop_words="english"
    )
    try:
        words = vectorizer.fit_transform(texts)
    except ValueError:
        # No text has a word to learn from: titles in another script, or none at all.
        return Model(tuple(concepts))
    features = hstack([words, csr_matrix(_concept_counts(texts, concepts))]).tocsr()
    linear = LogisticRegression(class_weight="balanced", C=10.0, random_state=seed)
    linear.fit(features, list(labels))
    return Model(tuple(concepts), vectorizer, linear)


def _concept_counts(
    texts: Sequence[str], concepts: Sequence[re.Pattern[str]]
) -> "NDArray[np.float64]":
    """Share of :data:`MANY` different words of each line in each text: (texts, lines)."""
    import numpy as np

    if not concepts:
        return np.zeros((len(texts), 1))
    return np.array(
        [
            [
                min(MANY, len({hit.lower() for hit in concept.findall(text)})) / MANY
                for concept in concepts
            ]
            for text in texts
        ]
    )
