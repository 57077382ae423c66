"""How likely a reading is right as a whole: in name, direction and both arms.

Two questions are weighed apart, as the first is the same for all readings of an abstract: whether
its arms were read right, and whether a reading is right where they were. The weights stand beside
this module; ``benchmarks/train_effects.py`` learns them from readings that were judged by eye.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.extraction.confidence import probability, weighed
from bot.extraction.effects.words import PACKAGE

WHOLE_WEIGHTS = "whole_weights.json"


@dataclass(frozen=True, slots=True, eq=False)
class WholeModel:
    """The weights for the arms of an abstract, and for a reading of it."""

    arms: Mapping[str, float]
    reading: Mapping[str, float]

    def confidence(self, arms: Mapping[str, float], reading: Mapping[str, float]) -> float:
        """Return the probability that a reading with these features is right as a whole."""
        arms_right = probability(weighed(self.arms, arms))
        return arms_right * probability(weighed(self.reading, {**arms, **reading}))

    def as_json(self) -> str:
        """Write a model as ``load`` reads it: the same model, the same bytes."""
        tree = {"arms": dict(self.arms), "reading": dict(self.reading)}
        return json.dumps(tree, indent=1, sort_keys=True) + "\n"


@cache
def load() -> WholeModel:
    """Read the weights that stand beside this module."""
    tree = json.loads(files(PACKAGE).joinpath(WHOLE_WEIGHTS).read_text("utf-8"))
    return WholeModel(tree["arms"], tree["reading"])
