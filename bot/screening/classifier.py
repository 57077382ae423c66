"""The classifier: ranks papers by their words, from the labels people have given.

It adds up three ways to rank: a machine taught by the labels, likeness to the nearest relevant
paper, and likeness to the protocol's own words, which fades as relevant papers accumulate. What
each part is worth was measured on labelled reviews: ``benchmarks/README.md``. scikit-learn is
imported when the first model is fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.screening.features import Features, fitted
from bot.screening.similarity import Kin, Prior
from bot.screening.svm import BOTH, Known, Label, Svm, taught, taught_again

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]

VERSION = "classifier 3"
KIN = 0.5
"""Weight of the nearest relevant paper, that of the machine being 1."""
FADE = 20
"""Relevant papers at which the protocol's words and the unlabelled papers count half."""
FEWER = 0.5
"""Papers without a label, for each with one, from which they teach as well."""
FEW = 50
"""Relevant papers below which a model without unlabelled papers learns from those it ranks."""
POOL = 5_000
"""Papers it then learns from at most."""
SHOWN = 4
"""Words shown to people as reasons."""


@dataclass(frozen=True)
class Model:
    """A fitted ranking."""

    features: Features | None
    prior: Prior | None
    taught: "Taught | None"
    learned: "Lesson"

    def score(self, texts: Sequence[str]) -> "Floats":
        """Relevance of each text from 0 to 1: shape ``(len(texts),)``.

        A model fitted on a few labelled papers and nothing else learns from ``texts``, too.
        """
        import numpy as np

        if not len(texts) or self.features is None:
            return np.full(len(texts), 0.5)
        if self.learned.lonely and len(texts) >= self.learned.size:
            return self.learned.among(texts).score(texts)
        return self.score_rows(self.features.of(texts))

    def score_rows(self, rows: "csr_matrix") -> "Floats":
        """Relevance of each row of features."""
        import numpy as np

        ranking = np.zeros(rows.shape[0])
        if self.prior:
            ranking += _fade(self.learned.relevant) * self.prior.standard(rows)
        if self.taught and self.features:
            ranking += self.taught.machine.standard(rows) - self.taught.even
            ranking += KIN * self.taught.kin.standard(self.features.words_in(rows))
        return np.asarray(1 / (1 + np.exp(-ranking)))

    def words(self, text: str) -> tuple[str, ...]:
        """The words of ``text`` that raised its score most, strongest first."""
        if self.taught is None or self.features is None:
            return ()
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        row = self.features.words.transform([text]).tocoo()
        weights = self.taught.machine.weights
        pulls = [
            (weights[at] * value, self._names[at])
            for at, value in zip(row.col, row.data, strict=True)
            if ENGLISH_STOP_WORDS.isdisjoint(self._names[at].split())
            and not any(name.isdigit() for name in self._names[at])
        ]
        return tuple(name for pull, name in sorted(pulls, reverse=True)[:SHOWN] if pull > 0)

    @cached_property
    def _names(self) -> Any:  # noqa: ANN401 - numpy's strings
        return self.features.words.get_feature_names_out() if self.features else ()


@dataclass(frozen=True)
class Taught:
    """What labels of both kinds taught."""

    machine: Svm
    kin: Kin
    even: float
    """The sum of all parts halfway between relevant and irrelevant papers."""


@dataclass(frozen=True)
class Lesson:
    """What a model was taught, kept to teach it again among the papers it ranks."""

    texts: tuple[str, ...]
    labels: tuple[Label, ...]
    about: str
    seed: int

    @property
    def size(self) -> int:
        """Papers taught."""
        return len(self.texts)

    @property
    def relevant(self) -> int:
        """Relevant papers taught."""
        return self.labels.count(1)

    @property
    def lonely(self) -> bool:
        """Whether there are few relevant papers and none without a label."""
        return None not in self.labels and self.relevant < FEW

    def among(self, texts: Sequence[str]) -> Model:
        """The model taught again with ``texts`` as papers without a label."""
        import numpy as np

        chance = np.random.default_rng(self.seed)
        places = np.sort(chance.choice(len(texts), min(POOL, len(texts)), replace=False))
        labels: list[Label] = [*self.labels, *[None] * len(places)]
        pool = [*self.texts, *(texts[at] for at in places)]
        return fit(pool, labels, about=self.about, seed=self.seed)


def fit(texts: Sequence[str], labels: Sequence[Label], *, about: str = "", seed: int = 1) -> Model:
    """A ranking learned from ``labels``, from papers without one, and from the protocol's words.

    A text is title, line end, abstract. Without labels of both kinds the protocol's words, given
    as ``about``, rank alone. Deterministic for ``seed``.
    """
    return Collection.of(texts, about).taught(labels, seed)


@dataclass(frozen=True)
class Collection:
    """Papers whose words are taken apart once, whatever is then taught about them."""

    texts: tuple[str, ...]
    about: str
    features: Features | None
    rows: "csr_matrix | None"
    prior: Prior | None

    @classmethod
    def of(cls, texts: Sequence[str], about: str = "") -> "Collection":
        """The papers, and the protocol's own words."""
        try:
            features = fitted([*texts, about] if about else texts)
        except ValueError:
            # No text has a word to learn from.
            return cls(tuple(texts), about, None, None, None)
        rows = features.of(texts or [about])
        prior = Prior.of(features.asked(about), rows) if about else None
        return cls(tuple(texts), about, features, rows, prior)

    def taught(self, labels: Sequence[Label], seed: int) -> Model:
        """A model taught these labels, one for each paper."""
        lesson = Lesson(self.texts, tuple(labels), self.about, seed)
        both = len({label for label in labels if label is not None}) == BOTH
        if self.features is None or self.rows is None or not both:
            return Model(self.features, self.prior, None, lesson)
        taught = _taught(self.features, self.rows, self.prior, lesson)
        return Model(self.features, self.prior, taught, lesson)

    def scores(self, model: Model, like: Model | None = None) -> "Floats":
        """What a model taught here says of each paper, on the scale of the model ``like``."""
        import numpy as np

        if self.rows is None or not self.texts:
            return np.full(len(self.texts), 0.5)
        if model.taught and like and like.taught:
            # Where even lies is a guess of its own with every lesson.
            model = replace(model, taught=replace(model.taught, even=like.taught.even))
        return model.score_rows(self.rows)


def _taught(features: Features, rows: "csr_matrix", prior: Prior | None, lesson: Lesson) -> Taught:
    """Teach twice: the second time with the unlabelled papers that rank low."""
    known = Known.of(lesson.labels)
    fade = _fade(lesson.relevant)
    machine, margins = taught(rows, known, lesson.seed)
    kin, near = Kin.of(features.words_in(rows), known.relevant)
    ranking = margins + KIN * near
    if prior:
        ranking += fade * prior.standard(rows)
    sides = (ranking[known.places][known.truth == kind].mean() for kind in (0, 1))
    even = float(sum(sides) / BOTH)
    if FEWER * len(known.places) <= rows.shape[0] - len(known.places):
        # Over a handful of papers without a label no scale can be told, and none is needed.
        machine = taught_again(rows, known, ranking, weight=fade, seed=lesson.seed)
    return Taught(machine, kin, even)


def _fade(relevant: int) -> float:
    """What the protocol's words and the unlabelled papers count for, from 1 down."""
    return FADE / (FADE + relevant)
