"""Arms that hold others: all who were asked, or who were parted into groups, are the total."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.extraction.arms.arm import PATIENT_ROLES, Arm
from bot.extraction.arms.group_categories import PAIN, GroupCategory
from bot.extraction.arms.profile import Profile, tells_pain

_RANDOMISED = re.compile(
    r"(?:[^.;]{0,40}?\s|\s?)\(?(?:[^().]{0,30}\)\s)?(?:were|was)\s(?:\w+\s)?"
    r"(?:randomi[sz]ed|assigned|allocated)\b"
)
_RANDOMISED_BEFORE = re.compile(r"\b(?:randomi[sz]ed|(?:randomly )?(?:assigned|allocated))\s$")
_OF_THEM = re.compile(
    r"(?:[^.;()]|\([^()]{1,30}\)){0,40}?,?\s(?:of|among) (?:whom|them|which),?\s|\s?\("
)
_ELIDED = re.compile(
    r"\bwith(?: (?:severe|mild|moderate|strong|high|low|intense|chronic|acute|more|less))?$"
)
_TOTAL = re.compile(r"\b(?:[Tt]otal|[Aa]ll|[Oo]verall|[Ww]hole)\b")
_PARTS = frozenset(("cancer_no_pain", "future_no_pain", "pain_controlled"))
"""Roles of patients who are told apart from those in pain."""
_PARTED = frozenset((GroupCategory.PAIN_CONTROLLED, GroupCategory.TREATED))
"""Categories of those who are told apart from other patients, counted or not."""
_REACH = 300
"""Letters behind people within which they may be said to be parted."""
_COMPARED = frozenset(
    (
        GroupCategory.HEALTHY,
        GroupCategory.CONTROL,
        GroupCategory.WITHOUT,
        GroupCategory.SHAM,
        GroupCategory.WAITLIST,
    )
)


def with_totals(
    arms: Sequence[Arm], paper: Profile, pained: AbstractSet[int], text: str
) -> Iterator[Arm]:
    """Yield the arms; those that hold others are called total.

    ``pained`` is where those stand who are said to have pain.
    """
    for arm in arms:
        yield replace(arm, role=_role_among(arm, arms, paper, pained, text))


def _role_among(
    arm: Arm, arms: Sequence[Arm], paper: Profile, pained: AbstractSet[int], text: str
) -> str:
    """The role of an arm in view of the others, and of what is said behind it."""
    others = [peer for peer in arms if peer is not arm]
    patients = arm.role in PATIENT_ROLES
    if (patients or not arm.role) and _are_all_treated(arms, paper):
        return "intervention"
    divided = patients and _is_divided(arm, others, paper, text)
    if divided or _holds(arm, others) or _TOTAL.search(arm.label):
        return "total"
    if not (patients and paper.cancer_pain):
        return arm.role
    if _is_elided(arm, arms):
        return "future_pain" if paper.later else "pain"
    pain = arm.quote.start in pained or tells_pain(arm.label.lower(), paper)
    return "total" if not pain and _may_be_all(arms, paper) else arm.role


def _are_all_treated(arms: Sequence[Arm], paper: Profile) -> bool:
    """Whether only one group is counted, and given what the title names."""
    alone = len(arms) == 1 and paper.tried and not paper.crossover
    return alone and not paper.categories & _COMPARED


def _may_be_all(arms: Sequence[Arm], paper: Profile) -> bool:
    """Whether patients of whom no pain is told are all of them, in pain or not."""
    parted = not _PARTS.isdisjoint(peer.role for peer in arms)
    return parted or paper.later or not paper.categories.isdisjoint(_PARTED)


def _is_divided(arm: Arm, others: Sequence[Arm], paper: Profile, text: str) -> bool:
    """Whether people were assigned to arms, or some of them are counted right behind them."""
    end = arm.quote.start + len(arm.quote.text)
    if GroupCategory.TREATED in paper.categories and (
        _RANDOMISED.match(text, end, end + _REACH)
        or _RANDOMISED_BEFORE.search(text, 0, arm.quote.start)
    ):
        return True
    behind = [peer.quote.start for peer in others if peer.quote.start >= end]
    return bool(behind) and _OF_THEM.fullmatch(text, end, behind[0]) is not None


def _is_elided(arm: Arm, arms: Sequence[Arm]) -> bool:
    """Whether an arm shares its noun with the one counted next: ``24 with, 22 without pain``."""
    behind = [peer for peer in arms if peer.quote.start > arm.quote.start]
    shared = behind and PAIN.search(behind[0].label.lower())
    return bool(shared) and bool(_ELIDED.search(arm.label.lower()))


def _holds(arm: Arm, others: Sequence[Arm]) -> bool:
    """Whether an arm has as many people as two to four that are counted behind it together."""
    behind = [peer.size or 0 for peer in others if peer.quote.start > arm.quote.start]
    return any(sum(behind[:number]) == arm.size for number in (2, 3, 4) if len(behind) >= number)
