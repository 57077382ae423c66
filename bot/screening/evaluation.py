"""Evaluation: how well the screening ranks and cuts on reviews that people have finished.

WSS@95, work saved over sampling, is the share of papers one need not read when 95 % of the
relevant are found, minus 5 % (Cohen et al., J Am Med Inform Assoc 2006;13:206).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from bot.screening.classifier import Model, fit
from bot.screening.features import fitted
from bot.screening.thresholds import choose, out_of_fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOUND = 0.95
EARLY = 0.1
COLD = 20
"""Labels of each kind in the cold start."""


class Order(StrEnum):
    """Which papers are labelled first."""

    RANDOM = "random"
    TIME = "time"


class Labels(StrEnum):
    """How many papers are labelled."""

    TWENTY = "20"
    HALF = "half"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A finished review: its papers in the order of their years."""

    name: str
    texts: tuple[str, ...]
    truth: tuple[int, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one split gave, each from 0 to 1; recall and excluded are those of the threshold."""

    wss: float
    auc: float
    early: float
    """Recall after a tenth of the papers."""
    recall: float
    excluded: float


def split(case: Case, order: Order, labels: Labels, seed: int) -> tuple[int | None, ...]:
    """The labels that are given away: None for every paper that is to be ranked."""
    import numpy as np

    chance = np.random.default_rng(seed)
    places = chance.permutation(len(case.texts))
    if order is Order.TIME:
        # Papers of one year stay in random order: their order in the file may tell the label.
        places = places[np.argsort([case.years[at] for at in places], kind="stable")]
    if labels is Labels.HALF:
        shown = set(places[: len(places) // 2].tolist())
    else:
        shown = set()
        for kind in (0, 1):
            of_kind = [int(at) for at in places if case.truth[at] == kind]
            shown |= set(of_kind[: min(COLD, max(1, len(of_kind) // 2))])
    return tuple(one if at in shown else None for at, one in enumerate(case.truth))


def ranked(
    case: Case, given: Sequence[int | None], scores: "NDArray[np.float64]", cut: float | None = None
) -> Figures:
    """The figures for the papers that were not given away; ``cut`` excludes what scores below."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    rest = [at for at, label in enumerate(given) if label is None]
    truth = np.array([case.truth[at] for at in rest])
    left = scores[rest]
    relevant = int(truth.sum())
    found = np.cumsum(truth[np.argsort(-left, kind="stable")])
    read = int(np.searchsorted(found, ceil(FOUND * relevant))) + 1
    kept = np.ones(len(rest), dtype=bool) if cut is None else left >= cut
    return Figures(
        wss=1 - read / len(rest) - (1 - FOUND),
        auc=float(roc_auc_score(truth, left)),
        early=float(found[ceil(EARLY * len(rest)) - 1] / relevant),
        recall=float(truth[kept].sum() / relevant),
        excluded=float(1 - kept.mean()),
    )


def measured(
    case: Case, given: Sequence[int | None], *, about: str, target: float, seed: int
) -> Figures:
    """The figures of this program's own classifier and threshold."""
    known = [at for at, label in enumerate(given) if label is not None]
    unknown = [text for text, label in zip(case.texts, given, strict=True) if label is None]
    texts = [case.texts[at] for at in known]
    labels = [case.truth[at] for at in known]
    features = fitted([*case.texts, about] if about else case.texts)

    def taught(some: Sequence[str], of: Sequence[int]) -> Model:
        pool = [*some, *unknown]
        missing: list[int | None] = [None] * len(unknown)
        return fit(pool, [*of, *missing], about=about, seed=seed, features=features)

    apart = out_of_fold(texts, labels, taught, seed=seed)
    relevant = [score for score, label in zip(apart, labels, strict=True) if label]
    model = fit(case.texts, given, about=about, seed=seed, features=features)
    return ranked(case, given, model.score(case.texts), choose(relevant, target).value)
