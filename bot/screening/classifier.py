"""The classifier: ranks papers by their words, from the labels people have given.

It adds up three rankings: a support vector machine fitted to the labels, similarity to the nearest
relevant paper, and similarity to the protocol's own words, whose weight falls as relevant papers
accumulate. What each part is worth was measured on labelled reviews: ``benchmarks/README.md``.
scikit-learn is imported when the first model is fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from bot.screening.features import Features, fit_features
from bot.screening.similarity import NearestRelevant, Prior
from bot.screening.svm import BOTH, Label, LabelledRows, Svm, fit_labelled, fit_with_unlabelled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

VERSION = "classifier 3"
NEAREST_WEIGHT = 0.5
"""Weight of the nearest relevant paper, that of the machine being 1."""
HALVED_AT = 20
"""Relevant papers at which the protocol's words and the unlabelled papers count half."""
UNLABELLED_RATIO = 0.5
"""Papers without a label, for each with one, from which on they are fitted to as well."""
FEW_RELEVANT = 50
"""Relevant papers below which a model without unlabelled papers is fitted to those it ranks."""
LARGEST_POOL = 5_000
"""Papers it is then fitted to at most."""
SHOWN = 4
"""Words shown to people as reasons."""


@dataclass(frozen=True)
class Model:
    """A fitted ranking."""

    features: Features | None
    prior: Prior | None
    fitted: "FittedParts | None"
    training_set: "TrainingSet"

    def score(self, texts: Sequence[str]) -> "Floats":
        """Relevance of each text from 0 to 1: shape ``(len(texts),)``.

        A model fitted to a few labelled papers and nothing else is fitted to ``texts``, too.
        """
        import numpy as np

        if not len(texts) or self.features is None:
            return np.full(len(texts), 0.5)
        if self.training_set.lacks_unlabelled and len(texts) >= self.training_set.size:
            return self.training_set.refitted_with(texts).score(texts)
        return self.score_rows(self.features.of(texts))

    def score_rows(self, rows: "csr_matrix") -> "Floats":
        """Relevance of each row of features."""
        import numpy as np

        ranking = np.zeros(rows.shape[0])
        if self.prior:
            ranking += _prior_weight(self.training_set.relevant) * self.prior.standardised(rows)
        if self.fitted and self.features:
            ranking += self.fitted.svm.standardised(rows) - self.fitted.midpoint
            ranking += NEAREST_WEIGHT * self.fitted.nearest.standardised(
                self.features.words_in(rows)
            )
        return np.asarray(1 / (1 + np.exp(-ranking)))

    def words(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """For each text, the words that raised its score most, strongest first."""
        if self.fitted is None or self.features is None or not len(texts):
            return ((),) * len(texts)
        return self.row_words(self.features.words.transform(texts))

    def row_words(self, rows: "csr_matrix") -> tuple[tuple[str, ...], ...]:
        """The same for each row of features."""
        if self.fitted is None or self.features is None:
            count: int = rows.shape[0]
            return ((),) * count
        pulled = self.features.words_in(rows).tocsr(copy=True)
        pulled.data *= self.fitted.svm.weights[pulled.indices]
        ends = pairwise(pulled.indptr)
        return tuple(
            self._strongest(pulled.indices[start:end], pulled.data[start:end])
            for start, end in ends
        )

    def _strongest(self, places: "Ints", pulls: "Floats") -> tuple[str, ...]:
        """The telling words at ``places`` of the strongest ``pulls`` above 0."""
        import numpy as np

        raised = pulls > 0
        places, pulls = places[raised], pulls[raised]
        # Words are looked at from the strongest on, as a text has hundreds of them.
        strongest_first = places[np.lexsort((places, pulls))[::-1]]
        names = (self._names[place] for place in strongest_first)
        return tuple(islice(filter(_tells, names), SHOWN))

    def word_weights(self) -> dict[str, float]:
        """What each single word adds to the ranking, by its rarity and by both linear parts."""
        import numpy as np

        if self.features is None:
            return {}
        count = len(self._names)
        weights = np.zeros(count)
        if self.fitted:
            svm = self.fitted.svm
            weights += svm.weights[:count] / svm.scale.deviation
        if self.prior:
            share = _prior_weight(self.training_set.relevant)
            weights += share * self.prior.query[:count] / self.prior.scale.deviation
        weights *= self.features.words.idf_
        return {
            name: float(weight)
            for name, weight in zip(self._names, weights, strict=True)
            if " " not in name
        }

    @cached_property
    def _names(self) -> Any:  # noqa: ANN401 - numpy's strings
        return self.features.words.get_feature_names_out() if self.features else ()


@dataclass(frozen=True)
class FittedParts:
    """The parts that labels of both kinds were needed for."""

    svm: Svm
    nearest: NearestRelevant
    midpoint: float
    """The sum of all parts halfway between relevant and irrelevant papers."""


@dataclass(frozen=True)
class TrainingSet:
    """What a model was fitted to, kept to fit it again among the papers it ranks."""

    texts: tuple[str, ...]
    labels: tuple[Label, ...]
    about: str
    seed: int

    @property
    def size(self) -> int:
        """Labelled and unlabelled papers."""
        return len(self.texts)

    @property
    def relevant(self) -> int:
        """Papers labelled relevant."""
        return self.labels.count(1)

    @property
    def lacks_unlabelled(self) -> bool:
        """Whether there are few relevant papers and none without a label."""
        return None not in self.labels and self.relevant < FEW_RELEVANT

    def refitted_with(self, texts: Sequence[str]) -> Model:
        """The model fitted again with ``texts`` as papers without a label."""
        import numpy as np

        chance = np.random.default_rng(self.seed)
        places = np.sort(chance.choice(len(texts), min(LARGEST_POOL, len(texts)), replace=False))
        labels: list[Label] = [*self.labels, *[None] * len(places)]
        pool = [*self.texts, *(texts[at] for at in places)]
        return fit(pool, labels, about=self.about, seed=self.seed)


def fit(texts: Sequence[str], labels: Sequence[Label], *, about: str = "", seed: int = 1) -> Model:
    """A ranking learned from ``labels``, from papers without one, and from the protocol's words.

    A text is title, line end, abstract. Without labels of both kinds the protocol's words, given
    as ``about``, rank alone. Deterministic for ``seed``.
    """
    return Corpus.of(texts, about).fit(labels, seed)


@dataclass(frozen=True)
class Corpus:
    """Papers whose features are extracted once, whatever labels are then fitted."""

    texts: tuple[str, ...]
    about: str
    features: Features | None
    rows: "csr_matrix | None"
    prior: Prior | None

    @classmethod
    def of(cls, texts: Sequence[str], about: str = "") -> "Corpus":
        """The papers, and the protocol's own words."""
        try:
            features = fit_features([*texts, about] if about else texts)
        except ValueError:
            # No text has a word.
            return cls(tuple(texts), about, None, None, None)
        rows = features.of(texts or [about])
        prior = Prior.of(features.query(about), rows) if about else None
        return cls(tuple(texts), about, features, rows, prior)

    def fit(self, labels: Sequence[Label], seed: int) -> Model:
        """A model fitted to these labels, one for each paper."""
        training_set = TrainingSet(self.texts, tuple(labels), self.about, seed)
        both = len({label for label in labels if label is not None}) == BOTH
        if self.features is None or self.rows is None or not both:
            return Model(self.features, self.prior, None, training_set)
        fitted = _fitted(self.features, self.rows, self.prior, training_set)
        return Model(self.features, self.prior, fitted, training_set)

    def scores(
        self, model: Model, like: Model | None = None, *, first: int | None = None
    ) -> "Floats":
        """The score of each paper by a model fitted here, on the scale of the model ``like``.

        With ``first``, of so many papers at the beginning alone.
        """
        import numpy as np

        if self.rows is None or not self.texts:
            return np.full(len(self.texts[:first]), 0.5)
        if model.fitted and like and like.fitted:
            # The midpoint is estimated anew with every training set.
            model = replace(model, fitted=replace(model.fitted, midpoint=like.fitted.midpoint))
        return model.score_rows(self.rows[:first])

    def words(self, model: Model, start: int) -> tuple[tuple[str, ...], ...]:
        """The words that raised the score of each paper from the one at ``start`` on."""
        if self.rows is None:
            return ((),) * (len(self.texts) - start)
        return model.row_words(self.rows[start : len(self.texts)])


def _fitted(
    features: Features, rows: "csr_matrix", prior: Prior | None, training_set: TrainingSet
) -> FittedParts:
    """Fit twice: the second time with the unlabelled papers that rank low."""
    labelled = LabelledRows.of(training_set.labels)
    prior_weight = _prior_weight(training_set.relevant)
    svm, margins = fit_labelled(rows, labelled, training_set.seed)
    nearest, near = NearestRelevant.of(features.words_in(rows), labelled.relevant)
    ranking = margins + NEAREST_WEIGHT * near
    if prior:
        ranking += prior_weight * prior.standardised(rows)
    sides = (ranking[labelled.places][labelled.truth == kind].mean() for kind in (0, 1))
    midpoint = float(sum(sides) / BOTH)
    if UNLABELLED_RATIO * len(labelled.places) <= rows.shape[0] - len(labelled.places):
        # Over a handful of papers without a label no scale can be estimated, and none is needed.
        svm = fit_with_unlabelled(
            rows, labelled, ranking, weight=prior_weight, seed=training_set.seed
        )
    return FittedParts(svm, nearest, midpoint)


def _tells(words: str) -> bool:
    """Whether a person can tell from ``words`` what a paper is about."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    digits = any(letter.isdigit() for letter in words)
    return not digits and ENGLISH_STOP_WORDS.isdisjoint(words.split())


def _prior_weight(relevant: int) -> float:
    """The weight of the protocol's words and of the unlabelled papers, from 1 down."""
    return HALVED_AT / (HALVED_AT + relevant)
