"""The state of the evidence in a few numbers, for a strip at the top of the review."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from bot.domain.claims import Cohort, Synthesis
from bot.domain.decisions import Verdict
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT, Study

PAIN, NO_PAIN = "pain", "cancer_no_pain"
"""Roles of the group that is asked about, and of the one that differs from it by the pain alone."""
DIRECT = "direct"


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the review rests on."""

    identified: int
    decided: int
    """Records with a verdict."""
    included: int
    read: int
    """Included studies whose abstract or full text was read."""
    cohorts: int
    people: int
    """Participants with pain, each cohort counted once by its largest printed group."""
    unstated: int
    """Cohorts whose number of participants with pain is not printed in what was read."""
    controlled: int
    """Studies with a group that has the disease and no pain."""
    typical: float | None
    """Median size of the group with pain, over cohorts that print it."""
    full_text: int
    """Studies read from their full text."""


def overview(state: State, synthesis: Synthesis) -> Overview:
    """The numbers for ``state``."""
    studies = {one.id: state.studies[one.id] for one in state.included if one.id in state.studies}
    sizes = [_size(one, studies) for one in synthesis.cohorts]
    printed = [size for size in sizes if size]
    return Overview(
        identified=len(state.by_id),
        decided=sum(one.verdict is not Verdict.UNSURE for one in state.standing.values()),
        included=len(state.included),
        read=len(studies),
        cohorts=len(synthesis.cohorts),
        people=sum(printed),
        unstated=len(sizes) - len(printed),
        controlled=sum(_has(one, NO_PAIN) for one in studies.values()),
        typical=median(printed) if printed else None,
        full_text=sum(one.read_from == FULL_TEXT for one in studies.values()),
    )


def arm(study: Study, role: str) -> int:
    """The largest printed size of the study's groups with ``role``; 0 where none is printed."""
    return max((one.n or 0 for one in study.groups if one.role == role), default=0)


def _size(cohort: Cohort, studies: dict[str, Study]) -> int:
    return max(_arms(studies[key] for key in cohort.studies if key in studies), default=0)


def _arms(studies: Iterable[Study]) -> Iterable[int]:
    return (arm(one, PAIN) for one in studies)


def _has(study: Study, role: str) -> bool:
    return any(one.role == role for one in study.groups)
