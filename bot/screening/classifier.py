"""The classifier: ranks papers by their words, from the labels people have given.

It adds up three rankings: a support vector machine fitted to the labels, similarity to the nearest
relevant paper, and similarity to the protocol's own words, whose weight falls as relevant papers
accumulate. What each part is worth was measured on labelled reviews: ``benchmarks/README.md``.
scikit-learn is imported when the first model is fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from bot.screening.feature_table import NEAREST_WEIGHT, FeatureTable, FittedParts, prior_weight
from bot.screening.features import Features
from bot.screening.similarity import Prior
from bot.screening.svm import Label
from bot.screening.terms import Terms, Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

VERSION = "classifier 3"
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
    fitted: FittedParts | None
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
            ranking += prior_weight(self.training_set.relevant) * self.prior.standardised(rows)
        if self.fitted and self.features:
            words = self.features.words_in(rows)
            ranking += NEAREST_WEIGHT * self.fitted.nearest.standardised(words)
            ranking += self.fitted.svm.standardised(rows)
        return _relevance(ranking - self.midpoint)

    @property
    def midpoint(self) -> float:
        """The ranking at which a paper is as likely relevant as not."""
        return self.fitted.midpoint if self.fitted else 0.0

    def words(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """For each text, the words that raised its score most, strongest first."""
        if self.fitted is None or self.features is None or not len(texts):
            return ((),) * len(texts)
        return self.row_words(self.features.words.of(Tokens.of(texts)))

    def row_words(self, words: "csr_matrix") -> tuple[tuple[str, ...], ...]:
        """The same for each row of the block of words."""
        if self.fitted is None or self.features is None:
            count: int = words.shape[0]
            return ((),) * count
        terms = self.features.words
        pulls = words.data * self.fitted.svm.plane.weights[words.indices]
        return tuple(
            _strongest(terms, words.indices[start:end], pulls[start:end])
            for start, end in pairwise(words.indptr)
        )

    def word_weights(self) -> dict[str, float]:
        """What each single word adds to the ranking, by its rarity and by both linear parts."""
        import numpy as np

        if self.features is None:
            return {}
        terms = self.features.words
        count = len(terms.numbers)
        weights = np.zeros(count)
        if self.fitted:
            svm = self.fitted.svm
            weights += svm.plane.weights[:count] / svm.scale.deviation
        if self.prior:
            share = prior_weight(self.training_set.relevant)
            weights += share * self.prior.query[:count] / self.prior.scale.deviation
        weights *= terms.weights
        return {terms.name(column): float(weights[column]) for column in terms.single_words}


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
    return Corpus.of(texts, labels, about).fit(labels, seed).model


@dataclass(frozen=True)
class Corpus:
    """Papers whose features are extracted once, whichever of their labels are then fitted."""

    texts: tuple[str, ...]
    about: str
    table: FeatureTable | None
    """None where no text has a word."""

    @classmethod
    def of(cls, texts: Sequence[str], labels: Sequence[Label], about: str = "") -> "Corpus":
        """The papers with all their labels, and the protocol's own words."""
        return cls(tuple(texts), about, FeatureTable.of(texts, labels, about))

    def fit(self, labels: Sequence[Label], seed: int) -> "FittedCorpus":
        """A model fitted to these labels, one for each paper, of which some may be hidden."""
        import numpy as np

        training_set = TrainingSet(self.texts, tuple(labels), self.about, seed)
        if self.table is None:
            return FittedCorpus(Model(None, None, None, training_set), np.zeros(len(labels)))
        fitted, ranking = self.table.fit(training_set.labels, seed)
        model = Model(self.table.features, self.table.prior, fitted, training_set)
        return FittedCorpus(model, ranking[: len(self.texts)])

    def words(self, model: Model, start: int) -> tuple[tuple[str, ...], ...]:
        """The words that raised the score of each paper from the one at ``start`` on."""
        if self.table is None:
            return ((),) * (len(self.texts) - start)
        return model.row_words(self.table.neighbours.words[start : len(self.texts)])


@dataclass(frozen=True)
class FittedCorpus:
    """A model fitted to some papers of a corpus, and how it ranks them all."""

    model: Model
    ranking: "Floats"
    """The sum of all parts for each paper. No relevant paper is compared with itself."""

    def scores(self, like: Model | None = None) -> "Floats":
        """Relevance of each paper from 0 to 1, on the scale of the model ``like``.

        The midpoint is estimated anew with every training set.
        """
        scale = like if like and like.fitted and self.model.fitted else self.model
        return _relevance(self.ranking - scale.midpoint)


def _relevance(ranking: "Floats") -> "Floats":
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-ranking)))


def _strongest(terms: Terms, places: "Ints", pulls: "Floats") -> tuple[str, ...]:
    """The telling words at ``places`` of the strongest ``pulls`` above 0."""
    import numpy as np

    raised = pulls > 0
    places, pulls = places[raised], pulls[raised]
    # Words are looked at from the strongest on, as a text has hundreds of them.
    strongest_first = places[np.lexsort((places, pulls))[::-1]]
    names = map(terms.name, strongest_first)
    return tuple(islice(filter(_tells, names), SHOWN))


def _tells(words: str) -> bool:
    """Whether a person can tell from ``words`` what a paper is about."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    digits = any(letter.isdigit() for letter in words)
    return not digits and ENGLISH_STOP_WORDS.isdisjoint(words.split())
