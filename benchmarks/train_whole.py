"""Learns how likely a reading of a trial is right as a whole, from readings judged by eye.

``train_effects.py`` calls this. A reading of a judged abstract is right where its name, direction
and both arms are. The weights for the arms are learned from all abstracts of which it was told
whether these are right, those for a reading from abstracts whose arms were not read wrong.
Abstracts, not readings, are held out, and copies of one paper together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.judged_readings import JudgedAbstract
from benchmarks.logistic_weights import logistic_weights
from bot.extraction.confidence import LinkModel
from bot.extraction.effects.arm_features import arm_features
from bot.extraction.effects.arm_reading import read_trial_arms
from bot.extraction.effects.choice import select
from bot.extraction.effects.doubts import is_doubtful
from bot.extraction.effects.reading import rated_effects
from bot.extraction.effects.whole_confidence import WholeModel
from bot.extraction.effects.whole_features import whole_features
from bot.extraction.text import sentences
from bot.extraction.vocabulary import Vocabulary

FOLDS, SHUFFLES = 10, 5
STRENGTH = 1.0
"""The inverse of how strongly weights are held near 0."""
WANTED = 0.80
"""The share of what counts that is to be right as a whole."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """One reading that was judged."""

    abstract: str
    about: Mapping[str, float]
    """The features of the arms."""
    features: Mapping[str, float]
    selected: bool
    """Whether the reader gives it."""
    doubtful: bool
    """Whether it waits for people however sure it is."""
    arms_right: bool | None
    right: bool


def examples_of(
    judged: JudgedAbstract, vocabulary: Vocabulary, model: LinkModel
) -> Iterator[Example]:
    """Yield what the reader makes of an abstract, as far as it was judged."""
    spans = sentences(judged.abstract)
    arms = read_trial_arms(judged.title, judged.abstract, spans, vocabulary)
    rated = rated_effects(judged.abstract, spans, arms, vocabulary, model)
    selected = {id(effect) for effect in select(rated, model.check)}
    about = arm_features(arms, spans)
    for effect in rated:
        right = judged.is_right(effect, spans, arms)
        if right is not None:
            yield Example(
                abstract=judged.name,
                about=about,
                features=whole_features(effect, arms, judged.abstract),
                selected=id(effect) in selected,
                doubtful=is_doubtful(effect.interpretation, arms),
                arms_right=judged.arms_right,
                right=right,
            )


def learned(examples: Sequence[Example]) -> WholeModel:
    """Return the weights that tell right arms, and right readings, from wrong ones best."""
    abstracts = {
        example.abstract: example for example in examples if example.arms_right is not None
    }
    arms = logistic_weights(
        [example.about for example in abstracts.values()],
        [bool(example.arms_right) for example in abstracts.values()],
        strength=STRENGTH,
    )
    told = [example for example in examples if example.arms_right is not False]
    reading = logistic_weights(
        [{**example.about, **example.features} for example in told],
        [example.right for example in told],
        strength=STRENGTH,
    )
    return WholeModel(arms, reading)


def crossed(examples: Sequence[Example]) -> Iterator[tuple[float, bool]]:
    """Yield how sure each reading is that may count, by other abstracts, and whether it is right.

    The abstracts are cut into folds in several orders, so that no level hangs on one of them.
    """
    names = sorted({example.abstract for example in examples})
    for seed in range(SHUFFLES):
        Random(seed).shuffle(names)  # noqa: S311 - the order of folds is no secret
        for fold in range(FOLDS):
            held = frozenset(names[fold::FOLDS])
            model = learned([each for each in examples if each.abstract not in held])
            for each in examples:
                if each.abstract in held and each.selected and not each.doubtful:
                    yield model.confidence(each.about, each.features), each.right


def counted_from(judged: Sequence[tuple[float, bool]]) -> float:
    """Return the lowest level from which as many readings as wanted are right."""
    for step in range(30, 96):
        counted = [right for sure, right in judged if sure >= step / 100]
        if counted and sum(counted) / len(counted) >= WANTED:
            return step / 100
    return 0.95


def show(judged: Sequence[tuple[float, bool]], level: float) -> None:
    """Print how many readings count from each level on, and how many of these are right.

    Findings count from ``level`` on, which is among these.
    """
    everything = sum(right for _, right in judged)
    print("\nright as a whole, by cross-validation over judged abstracts")
    for step in sorted({*range(0, 91, 5), round(100 * level)}):
        counted = [right for sure, right in judged if sure >= step / 100]
        if counted:
            print(
                f"  from {step / 100:.2f}: {sum(counted) / SHUFFLES:6.1f} of"
                f" {len(counted) / SHUFFLES:6.1f}  {sum(counted) / len(counted):.2f},"
                f" recall {sum(counted) / everything:.2f}"
            )
