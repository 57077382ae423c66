"""Whether a result that was read counts, or waits for people, and why."""

import re
from dataclasses import replace

from bot.domain.studies import TO_CHECK, Direction, Finding
from bot.extraction.effects.arms import TrialArms
from bot.extraction.effects.candidate import EffectCandidate
from bot.extraction.effects.choice import RatedEffect
from bot.extraction.effects.doubts import is_doubtful
from bot.extraction.effects.question import beyond_question
from bot.extraction.vocabulary import Vocabulary

_NOT_PLANNED = re.compile(
    r"\bpost[- ]?hoc\b(?! (?:\w+ )?(?:tests?|testing|comparisons?|pairwise|tukey|bonferroni))"
    r"|\bnot (?:\w+ )?pre-?specified\b|\bnot (?:\w+ )?planned\b"
    r"|\b(?:exploratory|sensitivity|per[- ]protocol|as[- ]treated|on[- ]treatment|completers?"
    r"|subgroup|secondary|ancillary) (?:analys[ei]s|population|set|sample)\b"
)
"""Says that a result is none of the analysis that a trial was planned for."""


def settled(
    finding: Finding, effect: RatedEffect, arms: TrialArms, vocabulary: Vocabulary, level: float
) -> Finding:
    """Return a finding that counts from a confidence of ``level`` on, or that says why it waits."""
    candidate = effect.candidate
    why = beyond_question(candidate, arms, vocabulary) or _reserved(candidate, finding.direction)
    if not why and effect.whole >= level and not is_doubtful(effect.interpretation, arms):
        return finding
    return replace(finding, status=TO_CHECK, doubts=(why,) if why else ())


def _reserved(candidate: EffectCandidate, direction: Direction) -> str:
    """Why a result is less than what a trial set out to find; empty where it is not."""
    if _NOT_PLANNED.search(candidate.sentence.text.lower()):
        return "it comes from a post hoc, per-protocol, secondary or sensitivity analysis"
    estimate = candidate.estimate
    if direction is Direction.NONE and estimate and estimate.touches_null:
        return "its interval ends exactly at no effect"
    return ""


def of_a_part(finding: Finding) -> Finding:
    """Return a result, which waits where it is of some participants only.

    What a trial finds in a part of those randomised seldom holds (BMJ 2010;340:c117).
    """
    if not finding.subgroup or finding.status:
        return finding
    return replace(finding, status=TO_CHECK, doubts=("it is of a part of the participants only",))
