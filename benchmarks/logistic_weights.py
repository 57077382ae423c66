"""Weights of features by logistic regression, as the readers hold them."""

from collections.abc import Mapping, Sequence

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

_LEAST = 0.02
"""A weight nearer to 0 is left out."""


def logistic_weights(
    rows: Sequence[Mapping[str, float]],
    right: Sequence[bool],
    *,
    strength: float,
    importance: Sequence[float] | None = None,
) -> dict[str, float]:
    """Return the weights that tell the rows that are right from the others best.

    ``strength`` is the inverse of how strongly weights are held near 0; ``importance`` says how
    much each row counts, where they do not count the same.
    """
    vectors = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    model.fit(vectors.fit_transform([dict(row) for row in rows]), right, importance)
    named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    return {str(name): round(float(weight), 3) for name, weight in named if abs(weight) >= _LEAST}
