"""How many took part: in a study, in a cohort, and in the groups that a claim compares."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.domain.claims import Claim
from bot.domain.studies import Finding, FindingKind, Study
from bot.extraction.arms.numbers import FIGURES, WORDED
from bot.extraction.arms.numbers import size as number
from bot.topics.topic import Topic

_ALL_GROUPS = "total"
_ARMS = ("interventions", "comparators")
"""Kinds of fact that name the arms of a trial, those first whose groups have a size."""
_SIZE = re.compile(rf"(?P<n>{FIGURES}|{WORDED})\s|.*\(n\s?=\s?(?P<own>\d+)\)", re.IGNORECASE)
"""In the words for a part of the participants: ``20 women who slept badly``."""


def participants(study: Study) -> int:
    """How many took part as printed: in all, or in the arms together; 0 where nothing is."""
    if whole := _whole(study):
        return whole
    arms: dict[str, int] = {}
    for group in study.groups:
        if group.role and group.n:
            arms.setdefault(group.role, group.n)
    return sum(arms.values())


def cohort_sizes(claim: Claim, people: Callable[[str], int]) -> tuple[int, ...]:
    """How many people are in each cohort behind a claim: those of its largest report.

    ``people`` gives those of a study; 0 where no report of a cohort prints a size.
    """
    sizes: dict[str, int] = {}
    for evidence in claim.evidence:
        sizes[evidence.cohort] = max(sizes.get(evidence.cohort, 0), people(evidence.study))
    return tuple(sizes.values())


def smallest_arm(study: Study) -> int | None:
    """The size of the smallest group, as printed; nothing where no two arms can be told apart."""
    sized = [group for group in study.groups if group.n and group.role != _ALL_GROUPS]
    named = [group for group in sized if group.role]
    sizes = [group.n for group in named or sized if group.n]
    return min(sizes) if sizes else None


def with_participants(claim: Claim, studies: Mapping[str, Study], topic: Topic) -> Claim:
    """The claim with the number of those whom it compares, each cohort counted once."""

    def people(key: str) -> int:
        study = studies[key]
        parts = _parts(study, claim)
        return max(parts) if parts else _compared(study, claim, topic)

    sizes = cohort_sizes(claim, people)
    return replace(claim, participants=sum(sizes), unsized=sizes.count(0))


def _parts(study: Study, claim: Claim) -> tuple[int, ...]:
    """How many are in the parts of a study that a claim is of; none where it is of all.

    0 stands for a part of which no size is printed.
    """
    behind = {evidence.finding for evidence in claim.evidence if evidence.study == study.id}
    found = [finding for finding in study.findings if finding.id in behind]
    if not all(finding.subgroup for finding in found):
        return ()
    return tuple(_part(study, finding) for finding in found)


def people_of(study: Study, finding: Finding, topic: Topic) -> int:
    """How many a finding of a trial is of, as printed; 0 where that is not."""
    if finding.subgroup:
        return _part(study, finding)
    return _of_arms(study, finding, topic)


def _of_arms(study: Study, compares: Finding | Claim, topic: Topic) -> int:
    """How many are in the arms that are compared, or in all where one of these has no size.

    In an arm that is compared with itself there are those of the arm, and not all of a trial. Of a
    trial of more arms sizes are known of the first two alone.
    """
    flags = topic.comparison(compares.comparison)
    if _is_of_other_arms(study, compares):
        return 0
    roles = (topic.roles.exposed,) if flags.before_after else flags.groups
    if not roles:
        return participants(study)
    others = any(group.role not in ("", _ALL_GROUPS) for group in study.groups)
    whole = 0 if flags.before_after and others else _whole(study)
    return _together(study, roles) or whole


def _is_of_other_arms(study: Study, compares: Finding | Claim) -> bool:
    """Whether others are compared of a trial of more arms than the two that are told first."""
    named = [study.facts.values(kind) for kind in _ARMS]
    wanted = (compares.intervention, compares.comparator)
    several = any(len(arms) > 1 for arms in named)
    return several and any(
        arms and id not in ("", arms[0]) for arms, id in zip(named, wanted, strict=True)
    )


def _whole(study: Study) -> int:
    return max((group.n or 0 for group in study.groups if group.role == _ALL_GROUPS), default=0)


def _part(study: Study, finding: Finding) -> int:
    for group in study.groups:
        if group.label == finding.subgroup:
            return group.n or 0
    size = _SIZE.match(finding.subgroup)
    return number(size["n"] or size["own"]) if size else 0


def _compared(study: Study, claim: Claim, topic: Topic) -> int:
    """How many of a study are in the groups that a claim compares; 0 where one prints no size.

    All of its arms count where the comparison names no groups.
    """
    flags = topic.comparison(claim.comparison)
    of_one_group = flags.before_after or (flags.of_exposed and not (flags.groups or flags.vague))
    named = [flags.groups, *([(topic.roles.exposed,)] if of_one_group else [])]
    if claim.kind is FindingKind.EFFECTS:
        return _of_arms(study, claim, topic)
    if flags.controlled:
        sized = {group.role for group in study.groups if group.role and group.n}
        return participants(study) if len(sized) > 1 or _ALL_GROUPS in sized else 0
    if not any(named):
        # A group without a part, or two with the same one, may be those that are compared.
        rest = tuple(group for group in study.groups if group.role not in flags.never)
        if len(rest) < len(study.groups):
            rest = tuple(group for group in rest if group.role != _ALL_GROUPS)
        roles = [group.role for group in rest]
        known = all(roles) and len(roles) == len(set(roles))
        return participants(replace(study, groups=rest)) if known else 0
    return next((size for roles in named if (size := _together(study, roles))), 0)


def _together(study: Study, roles: Iterable[str]) -> int:
    """How many are in the groups with some roles; 0 where one of them prints no size."""
    arms = [
        max((group.n or 0 for group in study.groups if group.role == role), default=0)
        for role in roles
    ]
    return sum(arms) if all(arms) else 0
