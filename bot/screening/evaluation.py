"""Evaluation: how well the screening ranks and cuts on reviews that people have finished.

WSS@95, work saved over sampling, is the share of papers one need not read when 95 % of the
relevant are found, minus 5 % (Cohen et al., J Am Med Inform Assoc 2006;13:206).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Any

from bot.screening.training import Labelled, train

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOUND = 0.95
EARLY = 0.1
FIRST = 50
"""Papers that a person may read at once."""


class Order(StrEnum):
    """Which papers are labelled first."""

    RANDOM = "random"
    TIME = "time"


class Labels(StrEnum):
    """How many papers are labelled."""

    NONE = "0"
    """The protocol's words rank alone."""
    TEN = "10"
    """Ten in all, five of each kind."""
    TWENTY = "20"
    """Twenty of each kind."""
    HALF = "half"


_OF_EACH_KIND = {Labels.NONE: 0, Labels.TEN: 5, Labels.TWENTY: 20}


@dataclass(frozen=True, kw_only=True)
class FinishedReview:
    """A finished review: its papers in the order of their years."""

    name: str
    texts: tuple[str, ...]
    truth: tuple[int, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one split gave, each from 0 to 1."""

    wss: float
    auc: float
    early: float
    """Recall after a tenth of the papers."""
    first: float
    """Recall after the first 50."""
    recall: float | None
    """Of what the threshold keeps; None where no label gives one."""
    excluded: float | None
    """Share of the papers below the threshold."""


def split(case: FinishedReview, order: Order, labels: Labels, seed: int) -> tuple[int | None, ...]:
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
            shown |= set(of_kind[: min(_OF_EACH_KIND[labels], max(1, len(of_kind) // 2))])
    return tuple(label if at in shown else None for at, label in enumerate(case.truth))


def ranked(
    case: FinishedReview,
    given: Sequence[int | None],
    scores: "NDArray[np.float64]",
    cut: float | None = None,
) -> Figures:
    """The figures for the papers that were not given away; ``cut`` excludes what scores below."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    rest = [at for at, label in enumerate(given) if label is None]
    truth = np.array([case.truth[at] for at in rest])
    left = scores[rest]
    trained = len(rest) < len(given)
    relevant = int(truth.sum())
    array = np.cumsum(truth[np.argsort(-left, kind="stable")])
    share = array / relevant
    read = int(np.searchsorted(array, ceil(FOUND * relevant))) + 1
    kept = np.ones(len(rest), dtype=bool) if cut is None else left >= cut
    return Figures(
        wss=1 - read / len(rest) - (1 - FOUND),
        auc=float(roc_auc_score(truth, left)),
        early=float(share[ceil(EARLY * len(rest)) - 1]),
        first=float(share[min(FIRST, len(rest)) - 1]),
        recall=float(truth[kept].sum() / relevant) if trained else None,
        excluded=float(1 - kept.mean()) if trained else None,
    )


def measured(
    case: FinishedReview,
    given: Sequence[int | None],
    *,
    order: Order,
    about: str,
    target: float,
    seed: int,
) -> Figures:
    """The figures of this program's own classifier and threshold."""
    import numpy as np

    labelled = [
        Labelled(text=text, relevant=bool(label), on=str(year) if order is Order.TIME else "")
        for text, label, year in zip(case.texts, given, case.years, strict=True)
        if label is not None
    ]
    unknown = [at for at, label in enumerate(given) if label is None]
    pool = [case.texts[at] for at in unknown]
    learned = train(labelled, pool, about=about, target=target, seed=seed).ranking
    scores = np.zeros(len(given))
    scores[unknown] = learned.scores
    return ranked(case, given, scores, learned.threshold.value)


def combined(runs: Sequence[Figures], how: Callable[[list[float]], float]) -> Figures:
    """Each figure of several runs made one, such as by their mean."""
    values: dict[str, Any] = {}
    for field in fields(Figures):
        column = [getattr(run, field.name) for run in runs]
        values[field.name] = None if None in column else how(column)
    return Figures(**values)
