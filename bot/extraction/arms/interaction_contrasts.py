"""What an interaction of group and time, or of group and condition, compares."""

import re
from collections.abc import Iterator

from bot.extraction.arms.arm import CONTROL_ARMS
from bot.extraction.arms.comparison_ids import comparison_of
from bot.extraction.arms.comparison_sides import ComparisonSides
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.implicit_comparisons import compared_roles, condition
from bot.extraction.arms.reading import Arms
from bot.extraction.text import BRACKETS

_TWO = 2
_BY_GROUP = re.compile(r"\b(?:group|treatment|arm|drug)\b")
_OVER_TIME = re.compile(
    r"\b(?:times?|time ?points?|sessions?|visits?|scans?|pre|post|baseline|follow-?up|stages?)\b"
)
_SIGNIFICANT_INTERACTION = re.compile(
    r"(?<!no )(?<!not )\bsignificant(?:\s[\w-]+){0,5}\sinteraction\b"
    r"|\binteraction,?\s?\(?p\s?[=<]\s?0?\.0"
)
_INTERACTION = re.compile(
    r"(?<!psychophysiological )(?<!psycho-physiological )\binteractions?\b"
    r"(?! (?:with|of social|analys))"
)


def by_interaction(
    arms: Arms, own: ComparisonSides, words: str, sentence: str
) -> Iterator[Contrast]:
    """Yield what a significant interaction says of one arm that changed and one that did not."""
    if own.untested and _SIGNIFICANT_INTERACTION.search(sentence):
        yield _interaction(arms, f"group {words}")


def of_interaction(arms: Arms, words: str) -> Iterator[Contrast]:
    """Yield what an interaction tells that words do not only print as a test in brackets."""
    if _INTERACTION.search(words) and _INTERACTION.search(BRACKETS.sub("", words)):
        yield _interaction(arms, words)


def _interaction(arms: Arms, words: str) -> Contrast:
    """What an interaction tells: in a trial of two arms, how they changed apart."""
    study = compared_roles(arms)
    given = [role for role in study if role in CONTROL_ARMS]
    by_group = bool(_BY_GROUP.search(words))
    if not by_group and len(study) < _TWO:
        return Contrast(comparison=condition(arms))
    if by_group and "intervention" in study and len(given) == 1:
        name = comparison_of("intervention", given[0], arms.paper)
        return Contrast(comparison=name, index="intervention", comparator=given[0])
    if len(study) == _TWO and not arms.paper.cancer_pain and not _OVER_TIME.search(words):
        first, second = study  # what conditions evoke in the one and the other
        return Contrast(comparison=comparison_of(first, second, arms.paper))
    return Contrast(comparison="unspecified" if arms.paper.cancer_pain else "other")
