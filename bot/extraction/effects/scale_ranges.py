"""From where to where the scale of an outcome runs, as an abstract prints it.

Points of one scale are not points of another: a difference of 2 is large from 0 to 10, and small
from 0 to 100. So differences in points are pooled only where each trial prints the same range.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.estimates import MEAN_DIFFERENCE, Estimate
from bot.extraction.effects.outcomes import Outcome
from bot.extraction.text import Span
from bot.extraction.vocabulary import Vocabulary

_RANGE = re.compile(
    r"(?<![\d.,])(?P<low>[01])\s?(?:to|-|\u2010|\u2011|\u2013|\u2212)\s?(?P<high>\d{1,3})"
    r"(?![\d.,]*\d|\s?(?:%|years?|months?|weeks?|days?|hours?|minutes?|min|h)\b)"
)
_STEPS = re.compile(r"\b(?P<steps>\d{2,3})[- ](?P<kind>point|mm|millimet(?:er|re)|cm)\b")
"""``11-point``, ``100-mm``."""
_CUE = re.compile(
    r"\b(?:scales?|points?|scor(?:es?|ed)|rang(?:e|es|ed|ing)|VAS|NRS|rating|questionnaire|index"
    r"|rated|graded|worst|best|mm)\b"
)
_NEAR = 40
"""Letters on either side of a range in which a word says that it is one of a scale."""
_FAR = 100
"""Letters between an outcome and its range."""


def with_scale(estimate: Estimate, outcome: str, ranges: Mapping[str, str]) -> Estimate:
    """Return a difference of means with the range of its outcome's scale; others as they are."""
    scale = ranges.get(outcome, "") if estimate.measure == MEAN_DIFFERENCE else ""
    return replace(estimate, scale=scale)


def scale_ranges(
    text: str, spans: Sequence[Span], vocabulary: Vocabulary, outcomes: Iterable[Outcome]
) -> dict[str, str]:
    """Return the range of each outcome for which one is printed, and no other one."""
    printing = [(span, ranges) for span in spans if (ranges := list(_printed(span.text)))]
    if not printing:
        return {}
    mentions = [(hit.start, hit.end, hit.id) for hit in vocabulary.find(text, "measure")]
    mentions += [(outcome.start, outcome.end, outcome.id) for outcome in outcomes]
    printed: defaultdict[str, set[str]] = defaultdict(set)
    for span, ranges in printing:
        inside = [
            mention for mention in mentions if span.start <= mention[0] and mention[1] <= span.end
        ]
        for start, stop, scale in ranges:
            begin, close = span.start + start, span.start + stop
            # A range mostly stands behind its outcome.
            before = [(begin - high, id) for low, high, id in inside if high <= begin]
            behind = [(low - close, id) for low, high, id in inside if low >= close]
            near = [pair for pair in before or behind if pair[0] <= _FAR]
            if near:
                printed[min(near)[1]].add(scale)
    return {outcome: scale for outcome, (scale, *others) in printed.items() if not others}


def _printed(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges of a sentence, and where they stand."""
    for hit in _RANGE.finditer(sentence):
        around = sentence[max(0, hit.start() - _NEAR) : hit.end() + _NEAR]
        enclosed = sentence[hit.start() - 1 : hit.start()] in "([" and hit.start() > 0
        if (enclosed or _CUE.search(around)) and int(hit["high"]) > int(hit["low"]):
            yield hit.start(), hit.end(), f"{hit['low']}\u2013{hit['high']}"
    for hit in _STEPS.finditer(sentence):
        # The eleven points of a scale are 0 to 10.
        steps = int(hit["steps"]) - (hit["kind"] == "point" and hit["steps"].endswith("1"))
        yield hit.start(), hit.end(), f"0\u2013{steps}"
