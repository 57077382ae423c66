"""Trains the weights of the reader of trials on annotated results, and measures them.

    .venv/bin/python -m benchmarks.train_effects FOLDER [--write]

``FOLDER/clinical/open`` holds annotated abstracts (see ``annotated_trials.py``), and
``further_trials.jsonl`` annotations of others that ``FOLDER`` holds. For the confidence in the
direction, a candidate that names the outcome of an annotated result is right when its direction is
the annotated one; all other candidates teach nothing, for the annotation is not exhaustive. For the
confidence in the whole, and the level of it from which findings count, see ``train_whole.py``.
Figures are of abstracts read with weights learned from others (ten folds). The same data give the
same files.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import bot.extraction.effects as package
from benchmarks import further_trials, judged_readings, train_whole
from benchmarks.annotated_trials import (
    Case,
    Judged,
    judge,
    outcome_words,
    overlap,
    read_cases,
    same_outcome,
    told_of,
)
from benchmarks.clinical import OPEN, most_frequent, show
from benchmarks.logistic_weights import logistic_weights
from bot.domain.facts import Quote
from bot.domain.studies import Finding
from bot.extraction.confidence import WEIGHTS, LinkModel, as_json
from bot.extraction.effects.arm_reading import read_trial_arms
from bot.extraction.effects.arms import Side, TrialArms
from bot.extraction.effects.features import EffectInterpretation
from bot.extraction.effects.reading import interpretations
from bot.extraction.effects.whole_confidence import WHOLE_WEIGHTS, WholeModel
from bot.extraction.text import sentences
from bot.extraction.vocabulary import Vocabulary, load

FOLDS = 10
STRENGTH = 0.2
"""The inverse of how strongly weights are held near 0."""
CHECK = 0.3


@dataclass(frozen=True, kw_only=True)
class Example:
    """One candidate that names an annotated outcome."""

    case: str
    features: Mapping[str, float]
    right: bool
    weight: float


def main() -> None:
    """Train, print how sure what counts is, and write the weights where asked to."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    vocabulary = load("clinical")
    annotated = read_cases(options.folder / "clinical" / OPEN)
    further = list(further_trials.read(options.folder))
    cases = [*annotated, *further]
    examples = [example for case in cases for example in examples_of(case, vocabulary)]
    weights = learned(examples)
    print(f"{len(examples)} examples of a direction, {sum(e.right for e in examples)} right")
    readings = [
        reading
        for judged in judged_readings.read(options.folder)
        for reading in train_whole.examples_of(judged, vocabulary, LinkModel(weights, 0, CHECK))
    ]
    crossed_readings = list(train_whole.crossed(readings))
    level, whole = train_whole.counted_from(crossed_readings), train_whole.learned(readings)
    train_whole.show(crossed_readings, level)
    print(f"  counts from {level}")
    if options.write:
        folder = Path(package.__path__[0])
        (folder / WEIGHTS).write_text(as_json(LinkModel(weights, level, CHECK)), "utf-8")
        (folder / WHOLE_WEIGHTS).write_text(whole.as_json(), "utf-8")
    judged = crossed(cases, examples, vocabulary, level, whole)
    for name, part in ((OPEN, annotated), ("further", further)):
        names_kept = {case.name for case in part}
        kept = [result for result in judged if result.case.name in names_kept]
        show(f"{name}, by cross-validation over abstracts", kept, most_frequent(part))


def examples_of(case: Case, vocabulary: Vocabulary) -> Iterator[Example]:
    """Yield the candidates of an abstract that name an annotated outcome."""
    spans = sentences(case.abstract)
    arms = read_trial_arms(case.title, case.abstract, spans, vocabulary)
    for interpretation in interpretations(case.abstract, spans, arms, vocabulary):
        finding = stand_in(interpretation, arms)
        called = outcome_words(finding, vocabulary)
        told = [gold for gold in case.gold if same_outcome(called, gold, finding)]
        near = [gold for gold in told if overlap(finding, gold)] or told
        if not near:
            continue
        right = any(
            told_of(finding.direction, finding, gold, vocabulary) is gold.direction for gold in near
        )
        weight = 1.0 if any(overlap(finding, gold) for gold in near) else 0.5
        yield Example(case=case.name, features=interpretation.features, right=right, weight=weight)


def stand_in(interpretation: EffectInterpretation, arms: TrialArms) -> Finding:
    """Return what an interpretation would be as a finding, for the tests of the scorer."""
    sentence, outcome = interpretation.candidate.sentence, interpretation.candidate.outcome
    return Finding(
        id="f0", measure=outcome.id, region="", direction=interpretation.direction,
        quote=Quote(text=sentence.text, start=sentence.start),
        intervention=arms.id(Side.INDEX), comparator=arms.id(Side.COMPARATOR),
        marked=(outcome.start - sentence.start, outcome.end - sentence.start),
    )  # fmt: skip


def learned(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights that tell right from wrong examples best."""
    return logistic_weights(
        [example.features for example in examples],
        [example.right for example in examples],
        strength=STRENGTH,
        importance=[example.weight for example in examples],
    )


def folds(cases: Sequence[Case]) -> Iterator[frozenset[str]]:
    """Yield the names of the abstracts of each fold."""
    for fold in range(FOLDS):
        yield frozenset(case.name for case in cases[fold::FOLDS])


def crossed(
    cases: Sequence[Case],
    examples: Sequence[Example],
    vocabulary: Vocabulary,
    level: float,
    whole: WholeModel,
) -> list[Judged]:
    """Return the results of all, each abstract read with weights learned from others."""
    judged: list[Judged] = []
    for names_held in folds(cases):
        weights = learned([example for example in examples if example.case not in names_held])
        model = LinkModel(weights, level, CHECK)
        for case in cases:
            if case.name in names_held:
                judged += judge(case, vocabulary, model, whole)
    return judged


if __name__ == "__main__":
    main()
