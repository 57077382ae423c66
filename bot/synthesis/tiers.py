"""Whom a study examined, and how directly it speaks of pain."""

import re
from enum import StrEnum

from bot.domain.claims import Species
from bot.domain.studies import Finding, Study

_HUMAN = re.compile(
    r"\b(?:humans?|people|patients?|adults?|child(?:ren)?|women|men|adolescents?|volunteers?)\b",
    re.IGNORECASE,
)
_MODEL = "model_"
"""Opens the ids of comparisons within animal models."""
_OF_PAIN = ("pain_", "future_pain", "within_pain")
"""Opens the ids of comparisons that need people with pain."""
_PAINED = frozenset({"pain", "pain_controlled", "future_pain", "future_no_pain"})
_BESIDE = frozenset({"mixed_cancer_vs_control", "within_mixed_group", "cancer_no_pain_vs_hc"})
"""Comparisons that do not isolate pain, whatever else the study compares."""
_MIXED = re.compile(
    r"mixed symptoms|^(?!.*\bpain(?:ful)?\b).*(?:neuropathy|neurotoxicity|CIPN)", re.IGNORECASE
)
"""Names of conditions in which pain is one complaint of several."""
_ALL_GROUPS = "total"


class Tier(StrEnum):
    """How directly a study speaks of pain."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    """Pain is mixed with other symptoms, or is not named."""
    PRECLINICAL = "preclinical"


def species(study: Study, finding: Finding | None = None) -> Species:
    """Whom a study examined, or one finding of a study that examined people and animals.

    People are meant where nothing says otherwise: that is how abstracts are written.
    """
    named = [bool(_HUMAN.search(one.value)) for one in study.facts.species]
    if any(named) and not all(named) and finding is not None:
        return Species.ANIMAL if finding.comparison.startswith(_MODEL) else Species.HUMAN
    if any(named):
        return Species.HUMAN
    models = any(one.comparison.startswith(_MODEL) for one in study.findings)
    return Species.ANIMAL if named or models or study.tier == Tier.PRECLINICAL else Species.HUMAN


def tier(study: Study) -> Tier:
    """How directly a study speaks of pain: a person's word, else what it states.

    Neuropathy after chemotherapy is numbness as well as pain: alone it is indirect.
    """
    if study.tier in set(Tier):
        return Tier(study.tier)
    if species(study) is Species.ANIMAL:
        return Tier.PRECLINICAL
    if study.facts.pains:
        painful = any(not _MIXED.search(one.value) for one in study.facts.pains)
        return Tier.DIRECT if painful else Tier.INDIRECT
    compared = any(one.comparison.startswith(_OF_PAIN) for one in study.findings)
    pained = any(group.role in _PAINED for group in study.groups)
    return Tier.DIRECT if compared or pained else Tier.INDIRECT


def beside_pain(comparison: str) -> bool:
    """Whether a comparison tells of cancer or of mixed symptoms rather than of pain."""
    return comparison in _BESIDE


def smallest_arm(study: Study) -> int | None:
    """The size of the smallest group, as printed; nothing where no two arms can be told apart."""
    sized = [group for group in study.groups if group.n and group.role != _ALL_GROUPS]
    sizes = [group.n for group in [group for group in sized if group.role] or sized if group.n]
    return min(sizes) if sizes else None
