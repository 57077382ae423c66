"""Comparisons of people with themselves: in two conditions, or on and off their medicine."""

import re
from collections.abc import Iterator

from bot.extraction.arms.arm import PATIENTS
from bot.extraction.arms.comparison_sides import ComparisonSides, is_group
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.implicit_comparisons import compared_roles, condition
from bot.extraction.arms.reading import Arms

_TWO = 2
_SHOWED = re.compile(
    r"\b(?:group|patients?|individuals|participants|subjects|survivors)\s(?:\w+ly\s)?(?:showed"
    r"|exhibited|displayed|demonstrated|had|revealed)\b"
    r"|\b(?:was|were)\s(?:\w+ly\s)?(?:stronger|weaker|greater|higher|lower|smaller|larger|reduced"
    r"|increased|decreased|enhanced|blunted|attenuated|elevated|diminished)\s(?:in|for|among)\b"
)
"""Words by which a group is the subject of what is found in it."""
_ON = re.compile(
    r"(?<![a-z\d])on[ -](?:medication|drugs?|state|levodopa|treatment)\b|[-_ ]on\b(?! \w)"
)
_OFF = re.compile(r"(?<![a-z\d])off(?:[ -](?:medication|drugs?|state|levodopa|treatment))?\b")


def by_condition(arms: Arms, own: ComparisonSides, words: str) -> Iterator[Contrast]:
    """Yield a comparison of conditions, where no patients are said to show it more or less."""
    if own.conditions and not _tells_of_patients(arms, own, words):
        yield Contrast(comparison=condition(arms))


def on_and_off(arms: Arms, own: ComparisonSides, words: str) -> list[Contrast]:
    """A contrast of patients on their medicine with the same ones off it."""
    groups = [mention for mention in (*own.index, *own.comparator) if is_group(mention)]
    others = any(role != PATIENTS for mention in groups for role in mention.roles)
    compares = own.marked and _ON.search(words) and _OFF.search(words)
    return [Contrast(comparison=condition(arms))] if compares and not others else []


def _tells_of_patients(arms: Arms, own: ComparisonSides, words: str) -> bool:
    """Whether patients are said to show more or less of what conditions evoke than the others."""
    groups = [mention for mention in own.index if is_group(mention)]
    if len(groups) != 1 or len(groups[0].roles) != 1 or groups[0].everyone:
        return False
    study = compared_roles(arms)
    return len(study) == _TWO and groups[0].roles[0] == study[0] and bool(_SHOWED.search(words))
