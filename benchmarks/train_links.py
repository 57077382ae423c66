"""Trains the weights of the findings reader on annotated abstracts, and measures them.

    .venv/bin/python -m benchmarks.train_links FOLDER [--held-out] [--write]

``annotated_papers.py`` says which abstracts these are. An interpretation of the reader is right
when a finding with its measure, places and direction is annotated; what is annotated as optional
teaches nothing. Each paper is read with weights learned from other papers (ten folds); the sets
that are held out are never learned from, and of them only sums are printed, if asked for.

The level from which findings count is the one at which most is found while, behind the checks of
a review, those of real papers not learned from are right as often as wanted. The same data give the
same file, byte by byte.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import bot.extraction.findings as package
from benchmarks.annotated_papers import HELD_OUT, Paper, annotated
from benchmarks.link_scores import counting, show
from bot.extraction.findings.confidence import WEIGHTS, LinkModel
from bot.extraction.findings.link_features import Features
from bot.extraction.findings.selection import Rated, select

FOLDS = 10
STRENGTH = 0.1
"""The inverse of how strongly weights are held near 0."""
ROUNDS = 3
FIRST_GUESS = {
    "distance": -1.0,
    "nearer cue": -2.0,
    "behind&clause between": -1.5,
    "before&clause between": -1.5,
    "behind&cue between": -1.0,
    "before&cue between": -1.0,
    "carried": -3.0,
    "kind=conclusion": -2.0,
    "kind=opening": -2.0,
}
"""Which of several interpretations of the same thing is linked best, before anything is learned."""
CHECK = 0.3
LEAST = 0.03


def main() -> None:
    """Train, measure, and write the weights where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--held-out", action="store_true")
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    papers = list(annotated(chosen.folder, held_out=chosen.held_out))
    learned = [paper for paper in papers if paper.name not in HELD_OUT]
    models = list(cross_validated(learned))
    scales = scaled(learned, models)
    models = [replace(it, scales=scales) for it in models]
    model = replace(fitted(learned), scales=scales)
    model = replace(model, counts=counting(learned, models))
    own = [(paper, model) for paper in papers if paper.name in HELD_OUT]
    show([*zip(learned, models, strict=True), *own], model.counts)
    if chosen.write:
        write(model)


def fitted(papers: Sequence[Paper]) -> LinkModel:
    """Learn the weights from these papers.

    Of several interpretations that say the same right thing only the best linked one teaches: that
    of another clause is right by chance. Which one is best is learned in rounds.
    """
    vectors = DictVectorizer()
    vectors.fit([found for paper in papers for found in paper.features])
    model = LinkModel(FIRST_GUESS, 0.0, CHECK)
    for _ in range(ROUNDS):
        chosen = [pair for paper in papers for pair in teaching(paper, model)]
        learner = LogisticRegression(C=STRENGTH, max_iter=4000)
        matrix = vectors.transform([found for found, _ in chosen])
        learner.fit(matrix, [right for _, right in chosen])
        names = vectors.get_feature_names_out()
        weights = dict(zip(names, map(float, learner.coef_[0]), strict=True))
        weights["bias"] = weights.get("bias", 0.0) + float(learner.intercept_[0])
        rounded = {name: round(weights[name], 3) for name in sorted(weights)}
        kept = {name: weight for name, weight in rounded.items() if weight}
        model = LinkModel(kept, 0.0, CHECK)
    return model


def teaching(paper: Paper, model: LinkModel) -> Iterator[tuple[Features, bool]]:
    """Yield what one paper teaches: all that is wrong, and the best of each right thing."""
    best: dict[tuple[str, ...], tuple[float, Features]] = {}
    for interpretation, found, right in zip(
        paper.interpretations, paper.features, paper.right, strict=True
    ):
        if right is False:
            yield found, False
        elif right:
            same = interpretation.key[:-1]
            rated = (model.weight(found), found)
            if same not in best or rated[0] > best[same][0]:
                best[same] = rated
    yield from ((found, True) for _, found in best.values())


def cross_validated(papers: Sequence[Paper]) -> Iterator[LinkModel]:
    """Yield for each paper a model that was learned from others."""
    folds = [
        fitted([paper for number, paper in enumerate(papers) if number % FOLDS != fold])
        for fold in range(FOLDS)
    ]
    yield from (folds[number % FOLDS] for number in range(len(papers)))


def scaled(papers: Sequence[Paper], models: Sequence[LinkModel]) -> dict[str, tuple[float, float]]:
    """Return for each kind of direction what makes the weights of unseen papers probabilities."""
    told: dict[str, list[tuple[float, bool]]] = {}
    for paper, model in zip(papers, models, strict=True):
        for rated, right in judged_best(paper, model):
            told.setdefault(rated[0], []).append((rated[1], right))
    scales = {}
    for kind, pairs in sorted(told.items()):
        learner = LogisticRegression(C=1.0)
        learner.fit([[weight] for weight, _ in pairs], [right for _, right in pairs])
        scales[kind] = (
            round(float(learner.coef_[0][0]), 3),
            round(float(learner.intercept_[0]), 3),
        )
    return scales


def judged_best(paper: Paper, model: LinkModel) -> Iterator[tuple[tuple[str, float], bool]]:
    """Yield kind and weight of each distinct thing that is selected, and whether it is right."""
    known = {
        id(interpretation): (model.weight(found), right)
        for interpretation, found, right in zip(
            paper.interpretations, paper.features, paper.right, strict=True
        )
    }
    rated = [
        Rated(interpretation, model.confidence(model.weight(found), ""))
        for interpretation, found in zip(paper.interpretations, paper.features, strict=True)
    ]
    seen: set[tuple[str, ...]] = set()
    for it in select(rated, LEAST):
        weight, right = known[id(it.interpretation)]
        if right is not None and it.interpretation.key[:-1] not in seen:
            seen.add(it.interpretation.key[:-1])
            yield (it.interpretation.kind, weight), right


def write(model: LinkModel) -> None:
    """Write the model beside the reader."""
    scales = {kind: list(pair) for kind, pair in model.scales.items()}
    tree = {
        "counts": model.counts,
        "check": model.check,
        "scales": scales,
        "weights": dict(model.weights),
    }
    file = Path(package.__path__[0]) / WEIGHTS
    file.write_text(json.dumps(tree, indent=1) + "\n", "utf-8")
    print(f"written: {file}")


if __name__ == "__main__":
    main()
