"""Training: from people's decisions to a ranking and to the rank below which papers are excluded.

Only what people decided moves the threshold, and only when all papers that came with it have been
decided, too: people are shown the highest ranks first, and the first relevant papers of a large
search would make the others look easy to rank. The threshold is the lower of two: one that judges
every decided paper by models that did not see it, and one that judges each day's papers by what was
decided before, which notices when new papers are harder than old ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from bot.screening.classifier import Corpus, Model
from bot.screening.svm import Label
from bot.screening.thresholds import (
    Scores,
    Threshold,
    choose,
    in_time_order,
    loosened,
    out_of_fold,
)

ONE_SIDED = "Nothing is excluded by score alone: no paper has been excluded by a person yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A paper that a person decided."""

    text: str
    """Title, line end, abstract."""
    relevant: bool
    on: str = ""
    """ISO date of the decision."""
    lacking: bool = False
    """Whether a concept that the protocol demands is absent from title and abstract."""
    settled: bool = True
    """Whether no paper that came with it waits: the first to be decided are the easy ones."""
    stands_for: float = 0.0
    """Where an audit found it among papers excluded by score: how many of them it stands for."""
    rankable: bool = True
    """Whether papers like it may be excluded by rank: not where there is no abstract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What a model says of the papers to be judged, and the rank below which it may exclude."""

    scores: tuple[float, ...]
    """One for each text of the pool."""
    words: tuple[tuple[str, ...], ...]
    """For each of them the words that raised its score most."""
    threshold: Threshold
    trained: bool
    """Whether there were decisions of both kinds to fit a model to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedScreener:
    """A model, which is large, and its ranking."""

    model: Model
    ranking: Ranking


@lru_cache(maxsize=2)
def ranked(
    labelled: tuple[Labelled, ...],
    pool: tuple[str, ...],
    *,
    about: str,
    target: float,
    seed: int,
) -> Ranking:
    """How :func:`train` ranks ``pool``; a job that a push overtook asks for the same again."""
    return train(labelled, pool, about=about, target=target, seed=seed).ranking


def train(
    labelled: Sequence[Labelled], pool: Sequence[str], *, about: str, target: float, seed: int
) -> TrainedScreener:
    """Fit a model to what people decided, beside the unlabelled texts of ``pool``."""
    texts = [*(example.text for example in labelled), *pool]
    labels: list[Label] = [*(int(example.relevant) for example in labelled), *[None] * len(pool)]
    corpus = Corpus.of(texts, labels, about)
    fitted = corpus.fit(labels, seed)

    def scores(some: Sequence[Label]) -> Sequence[float]:
        judged: list[float] = corpus.fit(some, seed).scores(like=fitted.model).tolist()
        return judged

    ranking = Ranking(
        scores=tuple(fitted.scores().tolist()[len(labelled) :]),
        words=corpus.words(fitted.model, len(labelled)),
        threshold=_threshold(labelled, labels, scores, target, seed),
        trained=fitted.model.fitted is not None,
    )
    return TrainedScreener(model=fitted.model, ranking=ranking)


def _threshold(
    labelled: Sequence[Labelled], labels: Sequence[Label], scores: Scores, target: float, seed: int
) -> Threshold:
    relevant = [example.settled for example in labelled if example.relevant and example.rankable]
    possible = choose([0.0] * relevant.count(True), target)
    if possible.value is None:
        return _with_rest(possible, relevant.count(False))
    if 0 not in labels:
        return replace(possible, value=None, reason=ONE_SIDED)
    days = [*(example.on for example in labelled), *[""] * (len(labels) - len(labelled))]
    apart = out_of_fold(labels, scores, seed=seed)
    later = in_time_order(labels, days, scores)
    draw = _draw(labelled, seed)
    return _lower(_chosen(labelled, apart, target, draw), _chosen(labelled, later, target, draw))


def _draw(labelled: Sequence[Labelled], seed: int) -> float:
    """A number from 0 to 1 that stays the same until another paper is found relevant.

    A new one each week would move the threshold to and fro between the same two papers.
    """
    relevant = sorted(example.text for example in labelled if example.relevant and example.rankable)
    return Random("\n".join((str(seed), *relevant))).random()  # noqa: S311 - rounding, not secrets


def rank(score: float, *, lacking: bool) -> float:
    """The place of a paper: whoever lacks a concept of the question stands below all others."""
    return score - 1.0 if lacking else score


def _chosen(
    labelled: Sequence[Labelled], scores: Sequence[float | None], target: float, draw: float
) -> Threshold:
    ranks = [
        (example, rank(score, lacking=example.lacking))
        for example, score in zip(labelled, scores, strict=False)
        if example.relevant and example.rankable and score is not None
        if example.settled or example.stands_for
    ]
    found_without_audit = [rank for example, rank in ranks if not example.stands_for]
    missed = [(rank, example.stands_for) for example, rank in ranks if example.stands_for]
    return loosened(
        choose(found_without_audit, target, draw=draw), found_without_audit, missed, target
    )


def _with_rest(threshold: Threshold, more: int) -> Threshold:
    """Say why relevant papers were left out of account."""
    if not more:
        return threshold
    rest = "1 more does" if more == 1 else f"{more:,} more do"
    sentence = f"{rest} not count while papers that came with the same search await a decision."
    return replace(threshold, reason=f"{threshold.reason} {sentence}")


def _lower(apart: Threshold, later: Threshold) -> Threshold:
    """The more careful threshold; the later papers may be too few to have one."""
    if apart.value is None or (later.value is None and not later.loosened):
        return apart
    lower = later if later.value is None or later.value < apart.value else apart
    return replace(lower, audits=apart.audits or later.audits)
