"""How likely a proposal is right: its features weighed, as learned from annotated abstracts.

The weights and levels stand beside this module and are written by ``benchmarks/train_links.py``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from math import exp
from types import MappingProxyType

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
        """Return how much speaks for a proposal with these features."""
        weights = self.weights
        return sum(weights.get(name, 0.0) * value for name, value in features.items())

    def confidence(self, features: Mapping[str, float], kind: str) -> float:
        """Return the probability that a proposal with these features is right."""
        slope, shift = self.scales.get(kind, (1.0, 0.0))
        total = slope * self.weight(features) + shift
        return 1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, total))))


@lru_cache(maxsize=1)
def load() -> LinkModel:
    """Read the model that stands beside this module."""
    text = files("bot.extraction.findings").joinpath(WEIGHTS).read_text("utf-8")
    return parse(text)


def parse(text: str) -> LinkModel:
    """Read a model from its JSON."""
    tree = json.loads(text)
    scales = {kind: (slope, shift) for kind, (slope, shift) in tree["scales"].items()}
    weights = MappingProxyType(tree["weights"])
    return LinkModel(weights, tree["counts"], tree["check"], MappingProxyType(scales))
