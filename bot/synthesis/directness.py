"""Whom a study examined, and how directly it speaks of the exposure that the question is about."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from bot.domain.claims import Claim, Species
from bot.domain.studies import Finding, Study
from bot.topics.topic import Topic

_HUMAN = re.compile(
    r"\b(?:humans?|people|patients?|adults?|child(?:ren)?|women|men|adolescents?|volunteers?)\b",
    re.IGNORECASE,
)


class Directness(StrEnum):
    """How directly a study speaks of the exposure."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    """The exposure is mixed with others, or is not named."""
    PRECLINICAL = "preclinical"


def species(study: Study, topic: Topic, finding: Finding | None = None) -> Species:
    """Whom a study examined, or one finding of a study that examined people and animals.

    People are meant where nothing says otherwise: that is how abstracts are written.
    """
    named = [bool(_HUMAN.search(fact.value)) for fact in study.facts.of("species")]
    if any(named) and not all(named) and finding is not None:
        of_animals = topic.comparison(finding.comparison).animal
        return Species.ANIMAL if of_animals else Species.HUMAN
    if any(named):
        return Species.HUMAN
    models = any(topic.comparison(counted.comparison).animal for counted in study.counted)
    return (
        Species.ANIMAL if named or models or study.tier == Directness.PRECLINICAL else Species.HUMAN
    )


def directness(study: Study, topic: Topic) -> Directness:
    """How directly a study speaks of the exposure: a person's word, else what it states."""
    if study.tier in set(Directness):
        return Directness(study.tier)
    if species(study, topic) is Species.ANIMAL:
        return Directness.PRECLINICAL
    if not topic.directness.kind:
        return Directness.DIRECT
    exposures, mixed = study.facts.of(topic.directness.kind), topic.directness.indirect
    if exposures:
        # A "painful paclitaxel neuropathy" is called a neuropathy, and its words tell of pain.
        named = any(not _fits(mixed, f"{fact.value} {fact.quote.text}") for fact in exposures)
        return Directness.DIRECT if named else Directness.INDIRECT
    compared = any(topic.comparison(finding.comparison).of_exposed for finding in study.counted)
    exposed = any(group.role in topic.roles.with_exposure for group in study.groups)
    return Directness.DIRECT if compared or exposed else Directness.INDIRECT


def indirect_studies(studies: Mapping[str, Study], topic: Topic) -> frozenset[str]:
    """Ids of the studies that do not speak directly of the exposure in people."""
    return frozenset(
        key for key, study in studies.items() if directness(study, topic) is not Directness.DIRECT
    )


def is_indirect(claim: Claim, indirect: Collection[str], topic: Topic) -> bool:
    """Whether a claim is of animals, or of the exposure only beside others.

    ``indirect`` holds the ids of the studies that do not speak directly of it.
    """
    return (
        claim.species is Species.ANIMAL
        or topic.comparison(claim.comparison).beside_exposure
        or all(study in indirect for study in claim.studies)
    )


def _fits(pattern: str, value: str) -> bool:
    return bool(pattern and re.search(pattern, value, re.IGNORECASE))
