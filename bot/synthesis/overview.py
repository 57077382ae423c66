"""The state of the evidence in a few numbers, for a strip at the top of the review."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from bot.domain.claims import Cohort, Species, Synthesis
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT, Study
from bot.synthesis.directness import species
from bot.topics.topic import Topic


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the review rests on."""

    included: int
    read: int
    """Included studies whose abstract or full text was read."""
    cohorts: int
    fewest_cohorts: int
    """The same, where every overlap that is possible is one."""
    people: int
    """People with the exposure, each cohort counted once by its largest printed group."""
    fewest_people: int
    """The same, where every overlap that is possible is one."""
    unstated: int
    """Cohorts of people whose number with the exposure was not extracted."""
    of_people: bool
    """Whether no study is of animals."""
    controlled: int
    """Studies with a group that differs from that by the exposure alone."""
    typical: float | None
    """Median size of the group with the exposure, over cohorts of people that print it."""
    full_text: int
    """Studies read from their full text."""
    to_check: int
    """Findings that were read and do not count before a person confirms them."""


def overview(state: State, synthesis: Synthesis, topic: Topic) -> Overview:
    """The numbers for ``state``."""
    studies = {
        record.id: state.studies[record.id]
        for record in state.included
        if record.id in state.studies
    }
    animals = {key for key, study in studies.items() if species(study, topic) is Species.ANIMAL}
    of_people = [cohort for cohort in synthesis.cohorts if not animals.issuperset(cohort.studies)]
    sizes = [_size(cohort, studies, topic.roles.exposed) for cohort in of_people]
    largest: dict[str, int] = {}
    for cohort, size in zip(of_people, sizes, strict=True):
        largest[cohort.group] = max(size, largest.get(cohort.group, 0))
    printed = [size for size in sizes if size]
    return Overview(
        included=len(state.included),
        read=len(studies),
        cohorts=len(synthesis.cohorts),
        fewest_cohorts=synthesis.fewest_cohorts,
        people=sum(printed),
        fewest_people=sum(largest.values()),
        unstated=len(sizes) - len(printed),
        of_people=not animals,
        controlled=sum(_has(study, topic.roles.unexposed) for study in studies.values()),
        typical=median(printed) if printed else None,
        full_text=sum(study.read_from == FULL_TEXT for study in studies.values()),
        to_check=sum(len(study.to_check) for study in studies.values()),
    )


def arm(study: Study, role: str) -> int:
    """The largest printed size of the study's groups with ``role``; 0 where none is printed."""
    return max((group.n or 0 for group in study.groups if group.role == role), default=0)


def _size(cohort: Cohort, studies: Mapping[str, Study], role: str) -> int:
    return max((arm(studies[key], role) for key in cohort.studies if key in studies), default=0)


def _has(study: Study, role: str) -> bool:
    return bool(role) and any(group.role == role for group in study.groups)
