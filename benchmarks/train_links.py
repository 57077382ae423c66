"""Trains the weights of the findings reader on annotated abstracts, and measures them.

    .venv/bin/python benchmarks/train_links.py FOLDER [--blind] [--write]

``FOLDER/extraction`` holds ``gold.jsonl``, ``open``, ``cancer_pain`` and ``blind``; the invented
papers stand beside this script. An interpretation of the reader is right when a finding with its
measure, places and direction is annotated; what is annotated as optional teaches nothing. Each
paper is read with weights learned from other papers (ten folds); ``blind`` is never learned from,
and of it only sums are printed, if asked for.

The level from which findings count is the one at which most is found while, behind the checks of
a review, those of real papers not learned from are right as often as wanted. The same data give the
same file, byte by byte.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import bot.extraction.findings as package
from bot.adapters import annotated_abstracts
from bot.domain.facts import Quote
from bot.domain.studies import TO_CHECK, Finding
from bot.extraction.arms import read_arms
from bot.extraction.checks import review_own
from bot.extraction.design import Design
from bot.extraction.evaluation import MEASURE, Case, Scores, compare, key, keys
from bot.extraction.findings.abstract import AbstractMentions
from bot.extraction.findings.confidence import WEIGHTS, LinkModel
from bot.extraction.findings.features import FeatureParts, features
from bot.extraction.findings.interpretations import Interpretation, interpretations
from bot.extraction.findings.link_features import Features
from bot.extraction.findings.reading import assembled
from bot.extraction.findings.selection import Rated, select
from bot.extraction.reader import VERSION
from bot.extraction.text import sentences
from bot.extraction.vocabulary import load

SETS = {
    "first": "gold.jsonl",
    "open": "open/gold.jsonl",
    "cancer_pain": "cancer_pain/gold.jsonl",
    "blind": "blind/gold.jsonl",
}
BLIND = "blind"
INVENTED = Path(__file__).parent / "invented_papers.jsonl"
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
WANTED = 0.88
"""More than the 0.85 wanted of papers nobody has seen: rules were written with these open."""
CHECK = 0.3
LEAST = 0.03
LEVELS = [step / 100 for step in range(20, 91, 2)]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One annotated paper with the reader's interpretations and their features."""

    name: str
    case: Case
    abstract: AbstractMentions
    interpretations: tuple[Interpretation, ...]
    features: tuple[Features, ...]
    right: tuple[bool | None, ...]


def main() -> None:
    """Train, measure, and write the weights where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--blind", action="store_true")
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    named = {name: chosen.folder / "extraction" / file for name, file in SETS.items()}
    files = {name: file for name, file in named.items() if chosen.blind or name != BLIND}
    files |= {INVENTED.stem: INVENTED}
    papers = [paper for name, file in files.items() for paper in prepared(name, file)]
    learned = [paper for paper in papers if paper.name != BLIND]
    models = list(cross_validated(learned))
    scales = scaled(learned, models)
    models = [replace(it, scales=scales) for it in models]
    model = replace(fitted(learned), scales=scales)
    level = counting(learned, models)
    show(papers, learned, models, replace(model, counts=level))
    if chosen.write:
        write(replace(model, counts=level))


def prepared(name: str, file: Path) -> Iterator[Paper]:
    """Yield the papers of one set."""
    vocabulary = load("neuroimaging")
    for case in annotated_abstracts.read(file):
        spans = sentences(case.abstract)
        abstract = AbstractMentions(case.title, case.abstract, spans, vocabulary)
        design = Design(case.title, case.abstract)
        arms = read_arms(case.title, case.abstract, vocabulary, design=design, spans=spans)
        found = tuple(interpretations(abstract, arms)) if not design.review else ()
        parts = FeatureParts()
        yield Paper(
            name=name,
            case=case,
            abstract=abstract,
            interpretations=found,
            features=tuple(features(interpretation, parts) for interpretation in found),
            right=tuple(judged(case, found)),
        )


def judged(case: Case, found: Iterable[Interpretation]) -> Iterator[bool | None]:
    """Yield whether each interpretation is annotated; None where it is so as optional only."""
    required, optional = keys(case.required, MEASURE), keys(case.optional, MEASURE)
    for interpretation in found:
        same = key(as_finding(interpretation), MEASURE)
        yield True if same in required else None if same in optional else False


def as_finding(interpretation: Interpretation) -> Finding:
    """Return what an interpretation says, without its words."""
    candidate = interpretation.candidate
    return Finding(
        id="",
        measure=candidate.measure.id,
        region=candidate.place.id if candidate.place else "",
        region_b=candidate.far_end.id if candidate.far_end else "",
        direction=interpretation.direction,
        quote=Quote(text="", start=0),
    )


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


def read(paper: Paper, model: LinkModel) -> tuple[Finding, ...]:
    """Return the findings of a paper that a model gives, behind the checks of a review."""
    rated = [
        Rated(interpretation, model.confidence(model.weight(parts), interpretation.kind))
        for interpretation, parts in zip(paper.interpretations, paper.features, strict=True)
    ]
    findings = assembled(paper.abstract, rated, model).findings
    vocabulary = paper.abstract.vocabulary
    kept, _ = review_own(findings, paper.case.title, paper.case.abstract, vocabulary, VERSION)
    return kept


def counting(papers: Sequence[Paper], models: Sequence[LinkModel]) -> float:
    """Return the level at which most is found while what counts is right as often as wanted.

    Only real abstracts tell: of the invented papers more is right than anywhere else.
    """
    read_papers = [
        (paper.case, read(paper, replace(model, counts=0.0)))
        for paper, model in zip(papers, models, strict=True)
        if paper.name != INVENTED.stem
    ]
    best, most = LEVELS[-1], 0.0
    for level in LEVELS:
        scores = Scores()
        for case, findings in read_papers:
            counted = [it for it in findings if it.confidence >= level and it.status != TO_CHECK]
            scores += compare(case, counted)
        precision, recall = scores.region.precision or 0.0, scores.region.recall or 0.0
        if precision >= WANTED and recall > most:
            best, most = level, recall
    return best


def added(papers: Sequence[Paper], models: Sequence[LinkModel], *, all_: bool = False) -> Scores:
    """Return the scores of what counts, or of what is to be checked too."""
    scores = Scores()
    for paper, model in zip(papers, models, strict=True):
        found = [it for it in read(paper, model) if all_ or it.status != TO_CHECK]
        scores += compare(paper.case, found)
    return scores


def show(
    papers: Sequence[Paper],
    learned: Sequence[Paper],
    models: Sequence[LinkModel],
    model: LinkModel,
) -> None:
    """Print for each set what counts, and what counts or is to be checked."""
    print(f"counts from {model.counts}, to check from {model.check}")
    blind = [paper for paper in papers if paper.name == BLIND]
    both = [*zip(learned, models, strict=True), *((paper, model) for paper in blind)]
    for name in dict.fromkeys(paper.name for paper, _ in both):
        own = [
            (paper, replace(it, counts=model.counts)) for paper, it in both if paper.name == name
        ]
        for label, all_ in (("counts", False), ("+ to check", True)):
            scores = added([it[0] for it in own], [it[1] for it in own], all_=all_)
            cells = [
                f"{level.precision or 0:.2f} {level.recall or 0:.2f} {level.f1 or 0:.3f}"
                for level in (scores.region, scores.measure, scores.comparison)
            ]
            invented = scores.invented.share or 0.0
            silent = sum(bool(paper.case.required) and nothing(paper, it) for paper, it in own)
            print(
                f"{name:<12}{label:<12}{' | '.join(cells)} | invented {invented:.3f}"
                f" | sides {scores.sides.share or 0:.2f} | silent {silent} of {len(own)}"
            )


def nothing(paper: Paper, model: LinkModel) -> bool:
    """Whether a paper gives no finding, nothing to check and no unread sentence."""
    rated = [
        Rated(interpretation, model.confidence(model.weight(found), interpretation.kind))
        for interpretation, found in zip(paper.interpretations, paper.features, strict=True)
    ]
    reading = assembled(paper.abstract, rated, model)
    return not reading.findings and not reading.unread


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
