"""The classifier: ranks papers by their words, from the labels people have given.

A linear support vector machine. While relevant papers are few it leans on two more things: the
protocol's own words, and the papers without a label, most of which are irrelevant. What each part
is worth was measured on labelled reviews: ``benchmarks/README.md``. scikit-learn is imported when
the first model is fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.screening.features import Features, fitted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]

VERSION = "classifier 2"
COST, RATIO = 0.11, 9.8
"""Penalty of the machine and weight of a relevant paper, as in ASReview's ELAS u4."""
FADE = 20
"""Relevant papers at which the protocol's words and the unlabelled papers count half."""
PRIOR, WEAK = 0.8, 0.6
"""Weights of the protocol's words and of an unlabelled paper while no label is there."""
SAMPLE = 1000
"""Unlabelled papers looked at."""
FEW = 50
"""Relevant papers below which a model without unlabelled papers learns from those it ranks."""
BOTH = 2
FOLDS = 5
SHOWN = 4
"""Words shown to people as reasons."""

Label = int | None
"""1 relevant, 0 not, None unknown."""


@dataclass(frozen=True)
class Model:
    """A fitted ranking."""

    features: Features | None
    taught: "_Taught | None"
    prior: "Prior | None"
    learned: "Lesson"

    def score(self, texts: Sequence[str]) -> "Floats":
        """Relevance of each text from 0 to 1: shape ``(len(texts),)``.

        A model fitted on a few labelled papers and nothing else learns from ``texts``, too.
        """
        import numpy as np

        if not len(texts) or self.features is None:
            return np.full(len(texts), 0.5)
        if self.learned.lonely and len(texts) > self.learned.size:
            return self.learned.among(texts).score(texts)
        rows = self.features.of(texts)
        nearness = self.prior.of(rows) if self.prior else np.zeros(len(texts))
        margin = nearness
        if self.taught:
            machine, spread = self.taught.machine, self.taught.spread
            margin = machine.decision_function(rows) + spread * nearness - self.taught.even
        return np.asarray(1 / (1 + np.exp(-2 * margin)))

    def words(self, text: str) -> tuple[str, ...]:
        """The words of ``text`` that raised its score most, strongest first."""
        if self.taught is None or self.features is None:
            return ()
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        row = self.features.words.transform([text]).tocoo()
        weights = self.taught.machine.coef_[0]
        pulls = [
            (weights[at] * value, self._names[at])
            for at, value in zip(row.col, row.data, strict=True)
            if ENGLISH_STOP_WORDS.isdisjoint(self._names[at].split())
        ]
        return tuple(name for pull, name in sorted(pulls, reverse=True)[:SHOWN] if pull > 0)

    @cached_property
    def _names(self) -> Any:  # noqa: ANN401 - numpy's strings
        return self.features.words.get_feature_names_out() if self.features else ()


@dataclass(frozen=True)
class Prior:
    """How near a paper's words are to the protocol's own, in spreads of the papers seen."""

    query: "csr_matrix"
    mean: float
    deviation: float
    weight: float

    def of(self, rows: "csr_matrix") -> "Floats":
        """Standardised and weighted nearness of each row."""
        return self.weight * (_nearness(rows, self.query) - self.mean) / self.deviation


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
    def lonely(self) -> bool:
        """Whether there are few relevant papers and none without a label."""
        return None not in self.labels and self.labels.count(1) < FEW

    def among(self, texts: Sequence[str]) -> Model:
        """The model taught again with ``texts`` as papers without a label."""
        labels: list[Label] = [*self.labels, *[None] * len(texts)]
        return fit([*self.texts, *texts], labels, about=self.about, seed=self.seed)


def fit(
    texts: Sequence[str],
    labels: Sequence[Label],
    *,
    about: str = "",
    seed: int = 1,
    features: Features | None = None,
) -> Model:
    """A ranking learned from ``labels``, from papers without one, and from the protocol's words.

    A text is title, line end, abstract. Without labels of both kinds the protocol's words, given
    as ``about``, rank alone. Deterministic for ``seed``. ``features`` may be given when the same
    papers were taught before.
    """
    import numpy as np

    lesson = Lesson(tuple(texts), tuple(labels), about, seed)
    weight = PRIOR * _fade(lesson.labels.count(1))
    try:
        features = features or fitted([*texts, about] if about else texts)
    except ValueError:
        # No text has a word to learn from.
        return Model(None, None, None, lesson)
    if not texts:
        return Model(features, None, _prior(features, features.of([about]), about, weight), lesson)
    rows = features.of(texts)
    prior = _prior(features, rows, about, weight) if about else None
    if len({one for one in labels if one is not None}) < BOTH:
        return Model(features, None, prior, lesson)
    nearness = prior.of(rows) if prior else np.zeros(len(texts))
    return Model(features, _taught(rows, lesson, nearness), prior, lesson)


@dataclass(frozen=True)
class _Taught:
    """A machine, the spread of its margins, and the margin that counts as even."""

    machine: Any
    spread: float
    even: float = 0.0


def _taught(rows: "csr_matrix", lesson: Lesson, nearness: "Floats") -> _Taught:
    """Teach twice: the second time with the unlabelled papers that rank low."""
    import numpy as np
    from scipy.sparse import vstack

    labels = lesson.labels
    known = [at for at, label in enumerate(labels) if label is not None]
    truth = np.array([labels[at] for at in known], dtype=int)
    weights = np.where(truth == 1, RATIO, 1.0)
    weights /= weights.mean()
    machine = _machine(rows[known], truth, weights)
    margins = machine.decision_function(rows)
    # A machine flatters the papers it was taught with: those are judged by machines that were not.
    margins[known] = _out_of_fold(rows[known], truth, weights, lesson.seed)
    spread = float(margins.std()) or 1.0
    ranking = margins / spread + nearness
    even = float(np.mean([ranking[known][truth == one].mean() for one in (0, 1)]))
    unknown = np.array([at for at, label in enumerate(labels) if label is None], dtype=int)
    if not len(unknown):
        return _Taught(machine, spread, spread * even)
    sample = _drawn(unknown, lesson.seed)
    order = np.argsort(np.argsort(ranking[sample], kind="stable"), kind="stable")
    machine = _machine(
        vstack([rows[known], rows[sample]]).tocsr(),
        np.concatenate([truth, np.zeros(len(sample), dtype=int)]),
        np.concatenate(
            [weights, _fade(labels.count(1)) * WEAK * (1 - (order + 0.5) / len(sample))]
        ),
    )
    again = machine.decision_function(rows)
    spread = float(again.std()) or 1.0
    # Weak negatives press every margin down: as many papers as before shall lie above even.
    above = float((ranking > even).mean())
    return _Taught(machine, spread, float(np.quantile(again + spread * nearness, 1 - above)))


def _out_of_fold(rows: "csr_matrix", truth: Any, weights: Any, seed: int) -> "Floats":  # noqa: ANN401 - numpy's arrays
    """Margins by machines that did not see the paper; by one that did where labels are too few."""
    import numpy as np
    from sklearn.model_selection import StratifiedKFold

    folds = int(min(FOLDS, np.bincount(truth).min()))
    margins = _machine(rows, truth, weights).decision_function(rows)
    if folds < BOTH:
        return np.asarray(margins)
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
    for taught, judged in parts.split(rows, truth):
        machine = _machine(rows[taught], truth[taught], weights[taught])
        margins[judged] = machine.decision_function(rows[judged])
    return np.asarray(margins)


def _drawn(unknown: Any, seed: int) -> Any:  # noqa: ANN401 - numpy's arrays of places
    import numpy as np

    chance = np.random.default_rng(seed)
    return np.sort(chance.choice(unknown, min(SAMPLE, len(unknown)), replace=False))


def _fade(relevant: int) -> float:
    """What the protocol's words and the unlabelled papers count for, from 1 down."""
    return FADE / (FADE + relevant)


def _machine(rows: "csr_matrix", truth: Any, weights: Any) -> Any:  # noqa: ANN401 - scikit-learn has no types
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=COST, loss="squared_hinge", random_state=0)
    machine.fit(rows, truth, sample_weight=weights)
    return machine


def _prior(features: Features, rows: "csr_matrix", about: str, weight: float) -> Prior:
    query = features.of([about])
    near = _nearness(rows, query)
    return Prior(query, float(near.mean()), float(near.std()) or 1.0, weight)


def _nearness(rows: "csr_matrix", query: "csr_matrix") -> "Floats":
    import numpy as np

    return np.asarray((rows @ query.T).todense()).ravel()
