"""The arms of a study: its groups with role, printed size and the names the text gives them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.facts import Quote

PATIENTS, OTHER_PATIENTS, PARTICIPANTS = "patients", "other_patients", "participants"
"""Roles outside cancer pain: those with the disease, those told apart from them by lacking a trait,
and people who are not compared as patients."""

PATIENT_ROLES = frozenset(("pain", "future_pain", "mixed_cancer", PATIENTS))
"""Roles of those who have what a study is about."""

CONTROL_ARMS = frozenset(("sham", "waitlist", "active_control"))
"""Roles of those in a trial who were given something else than what is tried out."""

_RANK = {
    "healthy_control": 0,
    "control": 0,
    "sham": 0,
    "waitlist": 0,
    "active_control": 0,
    "unexposed": 1,
    "cancer_no_pain": 1,
    "future_no_pain": 1,
    OTHER_PATIENTS: 1,
    "pain_controlled": 2,
    "model": 2,
}
_HIGHEST = 3


class MentionKind(StrEnum):
    """What a mention names: people, or a time in their course."""

    GROUP = "group"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One group of the study; its size is as printed, or missing."""

    role: str
    """An id of the vocabulary's group roles."""
    label: str
    """The paper's words for it."""
    quote: Quote
    size: int | None = None
    aliases: tuple[str, ...] = ()
    """Short forms by which the text names it later."""
    time: str = ""
    """When or at which stage these people were counted, as printed: ``recruited``, ``analysed``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmMention:
    """Where a text names one or several arms."""

    start: int
    end: int
    roles: tuple[str, ...]
    """The roles of the people meant; several for ``both groups``, none where that is unclear."""
    kind: MentionKind = MentionKind.GROUP
    everyone: bool = False
    """Whether it means all groups of the study together."""
    others: bool = False
    """Whether it means all groups but the one that is compared with them."""
    low: bool = False
    """Whether these are the ones with less of it: ``patients with mild pain``."""
    graded: bool = False
    """Whether these are told apart by how much of it they have: severe, moderate, less."""
    points: bool = False
    """Whether it means one of two that were named before: ``the former``."""
    some: bool = False
    """Whether these are some of the people without an illness, told apart from others of them."""
    treatment: str = ""
    """Of a time: the words for what was done before it."""


def rank(role: str) -> int:
    """How far a role is the one that findings are told of; comparators rank lowest."""
    return _RANK.get(role, _HIGHEST)
