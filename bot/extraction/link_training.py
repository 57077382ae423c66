"""Learns how well mentions are linked from annotated papers: the weights of a link model.

An interpretation is right when a finding with its measure, places and direction is annotated; what
is annotated as optional teaches nothing. scikit-learn is imported when the first model is fitted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.facts import Quote
from bot.domain.studies import Finding
from bot.errors import Mistake
from bot.extraction.arms import read_arms
from bot.extraction.confidence import LinkModel
from bot.extraction.design import Design
from bot.extraction.evaluation import MEASURE, Case, key, keys
from bot.extraction.findings.abstract import AbstractMentions
from bot.extraction.findings.features import FeatureParts, features
from bot.extraction.findings.interpretations import Interpretation, interpretations
from bot.extraction.findings.link_features import Features
from bot.extraction.findings.reading import FindingsReading, assembled
from bot.extraction.findings.selection import Rated, select
from bot.extraction.text import sentences
from bot.extraction.vocabulary import Vocabulary

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
"""From this confidence on, a finding is worth a person's look."""
LEAST = 0.03


@dataclass(frozen=True, kw_only=True)
class AnnotatedPaper:
    """One annotated paper with the reader's interpretations and their features."""

    case: Case
    abstract: AbstractMentions
    interpretations: tuple[Interpretation, ...]
    features: tuple[Features, ...]
    right: tuple[bool | None, ...]
    """Of each interpretation; None where it is annotated as optional."""


def annotated(case: Case, vocabulary: Vocabulary) -> AnnotatedPaper:
    """Return a paper with everything that the reader might take from it."""
    spans = sentences(case.abstract)
    abstract = AbstractMentions(case.title, case.abstract, spans, vocabulary)
    design = Design(case.title, case.abstract)
    arms = read_arms(case.title, case.abstract, vocabulary, design=design, spans=spans)
    found = tuple(interpretations(abstract, arms)) if not design.review else ()
    parts = FeatureParts[Features](dict)
    return AnnotatedPaper(
        case=case,
        abstract=abstract,
        interpretations=found,
        features=tuple(features(interpretation, parts) for interpretation in found),
        right=tuple(_judged(case, found)),
    )


def cross_validated(papers: Sequence[AnnotatedPaper]) -> list[LinkModel]:
    """Return for each paper a model that was learned from others, on one scale of confidence."""
    folds = [
        fitted([paper for number, paper in enumerate(papers) if number % FOLDS != fold])
        for fold in range(FOLDS)
    ]
    models = [folds[number % FOLDS] for number in range(len(papers))]
    scales = _scaled(papers, models)
    return [replace(model, scales=scales) for model in models]


def fitted(papers: Sequence[AnnotatedPaper]) -> LinkModel:
    """Learn the weights from these papers.

    Of several interpretations that say the same right thing only the best linked one teaches: that
    of another clause is right by chance. Which one is best is learned in rounds.

    Raises:
        Mistake: all that may be read in these papers is annotated, or nothing of it.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    vectors.fit([found for paper in papers for found in paper.features])
    model = LinkModel(FIRST_GUESS, 0.0, CHECK)
    for _ in range(ROUNDS):
        chosen = [pair for paper in papers for pair in _teaching(paper, model)]
        if len({right for _, right in chosen}) != len((True, False)):
            raise Mistake(
                "the annotated papers teach nothing",
                hint="Some of what can be read in them should be annotated, and some not.",
            )
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


def _teaching(paper: AnnotatedPaper, model: LinkModel) -> Iterator[tuple[Features, bool]]:
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


def _scaled(
    papers: Sequence[AnnotatedPaper], models: Sequence[LinkModel]
) -> dict[str, tuple[float, float]]:
    """Return for each kind of direction what makes the weights of unseen papers probabilities."""
    from sklearn.linear_model import LogisticRegression

    by_kind: dict[str, list[tuple[float, bool]]] = {}
    for paper, model in zip(papers, models, strict=True):
        for rated, right in _judged_best(paper, model):
            by_kind.setdefault(rated[0], []).append((rated[1], right))
    scales = {}
    for kind, pairs in sorted(by_kind.items()):
        if len({right for _, right in pairs}) == 1:
            continue
        learner = LogisticRegression(C=1.0)
        learner.fit([[weight] for weight, _ in pairs], [right for _, right in pairs])
        scales[kind] = (
            round(float(learner.coef_[0][0]), 3),
            round(float(learner.intercept_[0]), 3),
        )
    return scales


def _judged_best(
    paper: AnnotatedPaper, model: LinkModel
) -> Iterator[tuple[tuple[str, float], bool]]:
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


def read_with(model: LinkModel, paper: AnnotatedPaper) -> FindingsReading:
    """Return what a model makes of a paper's interpretations."""
    rated = [
        Rated(interpretation, model.confidence(model.weight(found), interpretation.kind))
        for interpretation, found in zip(paper.interpretations, paper.features, strict=True)
    ]
    return assembled(paper.abstract, rated, model)


def _judged(case: Case, found: Iterable[Interpretation]) -> Iterator[bool | None]:
    """Yield whether each interpretation is annotated; None where it is so as optional only."""
    required, optional = keys(case.required, MEASURE), keys(case.optional, MEASURE)
    for interpretation in found:
        same = key(_as_finding(interpretation), MEASURE)
        yield True if same in required else None if same in optional else False


def _as_finding(interpretation: Interpretation) -> Finding:
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
