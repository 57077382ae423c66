"""How likely an interpretation is right: its features weighed, as learned from annotated abstracts.

Each reader has a model, whose weights and levels stand in its package: of findings of the brain
written by ``benchmarks/train_links.py``, of effects by ``benchmarks/train_effects.py``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from math import exp

WEIGHTS = "link_weights.json"
_STEEPEST = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class LinkModel:
    """A linear model of a finding being right, with the levels from which it counts."""

    weights: Mapping[str, float]
    counts: float
    """From this confidence on, a finding counts."""
    check: float
    """From here up to that, a person has to look at it first."""
    scales: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """For each kind of direction the slope and shift that make a weight a probability."""

    def weight(self, features: Mapping[str, float]) -> float:
        """Return how much speaks for an interpretation with these features."""
        return weighed(self.weights, features)

    def confidence(self, weight: float, kind: str) -> float:
        """Return the probability that an interpretation of this weight is right."""
        slope, shift = self.scales.get(kind, (1.0, 0.0))
        return probability(slope * weight + shift)


def weighed(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the sum of features, each times its weight."""
    return sum([weights.get(name, 0.0) * value for name, value in features.items()])


def probability(log_odds: float) -> float:
    """Return the probability that log odds stand for."""
    return 1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, log_odds))))


@lru_cache(maxsize=2)
def load(package: str = "bot.extraction.findings") -> LinkModel:
    """Read the model of the reader in a package: that of findings where none is named."""
    text = files(package).joinpath(WEIGHTS).read_text("utf-8")
    return parse(text)


def parse(text: str) -> LinkModel:
    """Read a model from its JSON."""
    tree = json.loads(text)
    scales = {kind: (slope, shift) for kind, (slope, shift) in tree["scales"].items()}
    return LinkModel(tree["weights"], tree["counts"], tree["check"], scales)


def as_json(model: LinkModel) -> str:
    """Write a model as ``parse`` reads it: the same model, the same bytes."""
    tree = {
        "counts": model.counts,
        "check": model.check,
        "scales": {kind: list(pair) for kind, pair in model.scales.items()},
        "weights": dict(model.weights),
    }
    return json.dumps(tree, indent=1, sort_keys=True) + "\n"
