"""Whether a result that was read counts, or waits for people, and why."""

from dataclasses import replace

from bot.domain.studies import TO_CHECK, Finding
from bot.extraction.effects.arms import TrialArms
from bot.extraction.effects.choice import RatedEffect
from bot.extraction.effects.doubts import is_doubtful
from bot.extraction.effects.question import beyond_question
from bot.extraction.vocabulary import Vocabulary


def settled(
    finding: Finding, effect: RatedEffect, arms: TrialArms, vocabulary: Vocabulary, level: float
) -> Finding:
    """Return a finding that counts from a confidence of ``level`` on, or that says why it waits."""
    why = beyond_question(effect.candidate, arms, vocabulary)
    if not why and effect.whole >= level and not is_doubtful(effect.interpretation, arms):
        return finding
    return replace(finding, status=TO_CHECK, doubts=(why,) if why else ())
