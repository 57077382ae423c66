"""The checks of an effect of an intervention: its outcome, its numbers and its comparison."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.domain.estimates import Estimate
from bot.domain.studies import FLIPPED, OTHER, Direction
from bot.extraction.checks.claim_checks import CHECKS
from bot.extraction.checks.evidence_alignment import ClaimedFinding
from bot.extraction.effects.candidate import direction_of
from bot.extraction.text import decimal

_WORD = re.compile(r"[^\W_]{3,}")
_DIGITS = re.compile(r"\d+(?:[.\u00b7]\d+)?|[.\u00b7]\d+")
_GENERAL = ("words", "reports", "speculation", "no order", "numbers")
"""Checks that hold for the words of any finding."""
GRAVE_EFFECT = ("speculation", "no order", "estimate")
"""Checks whose failure no person need look at, whoever read the effect."""


def _outcome(case: ClaimedFinding) -> str:
    """Why its words do not name the outcome: none of the vocabulary's, nor the printed one."""
    outcome, vocabulary = case.finding.measure, case.names.vocabulary
    texts = [case.quote.text, *(sentence.text for sentence in (*case.sentences, *case.before))]
    if outcome.startswith(OTHER):
        wanted = set(_WORD.findall(outcome.removeprefix(OTHER).lower()))
        printed = {word for text in texts for word in _WORD.findall(text.lower())}
        return "" if wanted <= printed else "its outcome is not in its words"
    if outcome not in vocabulary.terms["measure"]:
        return "no such outcome"
    named = {match.id for text in texts for match in vocabulary.find(text, "measure")}
    return "" if outcome in named else "its outcome is not in its words"


def _estimate(case: ClaimedFinding) -> str:
    """Why its numbers are not those of its words: every one must be printed there."""
    estimate = case.finding.estimate
    if estimate is None:
        return ""
    words = " ".join((case.quote.text, *(sentence.text for sentence in case.sentences)))
    printed = {decimal(digits) for digits in _DIGITS.findall(words)}
    numbers = (estimate.value, estimate.low, estimate.high)
    if any(abs(number) not in printed for number in numbers if number is not None):
        return "a number of its estimate is not in its words"
    return _sign(case.finding.direction, estimate, case.finding.measure)


def _sign(direction: Direction, estimate: Estimate, outcome: str) -> str:
    """Why an interval on one side of no effect contradicts a direction."""
    wrong = FLIPPED.get(direction_of(estimate, outcome)) if estimate.has_interval else None
    return "its interval points the other way" if direction is wrong else ""


def _comparison(case: ClaimedFinding) -> str:
    wanted = case.finding.comparison
    known = case.names.vocabulary.terms["comparison"]
    return "no such comparison" if wanted and wanted not in known else ""


EFFECT_CHECKS: Mapping[str, Callable[[ClaimedFinding], str]] = MappingProxyType(
    {
        **{name: CHECKS[name] for name in _GENERAL},
        "outcome": _outcome,
        "estimate": _estimate,
        "comparison": _comparison,
    }
)
"""The checks by name; each returns why an effect fails, nothing where it passes."""
