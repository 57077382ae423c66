"""A first look at a paper, by its single words, at whether it could be scored high at all.

The full score takes a millisecond, and PubMed has 38 million papers. The first look adds up what
the classifier gives for each different word, divided by the root of their number as in a cosine.
Only papers that reach the least of those that people included, or belong to the top tenth of
PubMed's records, are scored in full; the others form a stratum of their own, from which papers are
drawn like from any other.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.paper_words import PaperWords
from bot.screening.classifier import Model

SHARE = 0.1
"""Share of PubMed's records that pass at least, however alike the included papers are."""


@dataclass(frozen=True)
class FirstLook:
    """What each word is worth, and how much a paper must be worth to be scored in full."""

    weights: Mapping[str, float]
    least: float

    @classmethod
    def of(
        cls, model: Model, included: Sequence[PaperWords], background: Sequence[PaperWords]
    ) -> "FirstLook":
        """The first look that agrees with ``model`` and lets the ``included`` papers pass.

        ``background`` are records of PubMed as they come.
        """
        weights = model.word_weights()
        usual = sorted((_value(weights, paper) for paper in background), reverse=True)
        least = min(_value(weights, paper) for paper in included)
        return cls(weights, min([least, *usual[int(SHARE * len(usual)) :][:1]]))

    def passes(self, paper: PaperWords) -> bool:
        """Whether the paper is worth a full score."""
        return _value(self.weights, paper) >= self.least


def _value(weights: Mapping[str, float], paper: PaperWords) -> float:
    words = paper.in_text
    total = sum(map(weights.__getitem__, words & weights.keys()))
    return total / math.sqrt(len(words) or 1)
