"""What a statement compares that names no comparator: by the sentence before, or by the study.

Of a comparator that cannot be made out none is borrowed: the comparison is then "not specified".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.arms.arm import CONTROL_ARMS, PARTICIPANTS, PATIENTS, ArmMention, rank
from bot.extraction.arms.comparison_ids import comparison_of, within
from bot.extraction.arms.comparison_sides import ComparisonSides, is_group
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.reading import Arms
from bot.extraction.arms.words import VERSUS
from bot.extraction.text import Span, small

CONDITION = re.compile(
    r"\b(?:tasks?|stimul\w+|conditions?|rest|trials?|phase|words|faces|pictures|images|feedback"
    r"|perceiv\w+|viewing|listening|during|sounds?|music|movie|load|memory|states?|sleep"
    r"|wakefulness|sedation|an(?:a)?esthesia|unconscious\w*|pressure|expectation|anticipation"
    r"|elicited|evoked|activat\w+|response to|on medication|off medication)\b"
)
_WITHIN = re.compile(r"\b(?:within|intra)[-\u2010\u2011 ]?groups?\b")
_IN_CONDITION = re.compile(
    r"\b(?:in|during|for|from|under|with)\s(?:the\s)?(?:[\w-]+\s)?condition\b"
)
_STATE = re.compile(
    r"\b(?:during|under|upon)\s(?:\w+\s)?(?:unconsciousness|sedation|an(?:a)?esthesia|wakefulness"
    r"|nrem|rem|sleep|hypnosis|narcosis|propofol|isoflurane|sevoflurane|desflurane|xenon"
    r"|dexmedetomidine)\b"
)
_MORE_OR_LESS = re.compile(r"\b(?:stronger|greater|higher|lower|larger|smaller|weaker|more|less)\b")
_CHANGED = re.compile(
    r"\b(?:increas|decreas|reduc|declin|rose|fell|chang|attenuat|induc|improv)\w*"
)
_SEVERAL = re.compile(r"\b(?:three|four|five|[345]) (?:[\w-]+ )?groups\b")
_IN_BOTH = re.compile(
    r"\b(?:in|for|across) (?:both|all|each of the) (?:\w+ )?groups\b|^both groups\b"
)
"""Says of each group that something is so in it, and of none that it differs."""
_DIFFERENCE = re.compile(
    r"\b(?:differ\w*|similar\w*|comparable|alike|equivalent|delayed|distinguish\w*|separat\w*|discriminat\w*|between)\b"
)
_BETWEEN = re.compile(r"\bdifferences? between\b|\bdiffer\w* (?:from|between)\b")
_PATIENT_GROUPS = re.compile(
    r"\b(?:between|among|across) (?:(?:the|two|three|both|these|our) )*"
    r"(?:patient|clinical|diagnostic|patients) (?:sub)?groups\b"
)
_SHARED = re.compile(r"\bboth\b|\ball\b")
_APART = re.compile(r"\bgroups?\b.*\bdiffer|\bdiffer\w*\b.*\bgroups?\b|\bgroup differences?\b")
_OF_ALL = re.compile(
    r"\b(?:in|across|within|over) (?:the )?(?:whole|entire|total|full|combined|pooled) "
    r"(?:(?!pain|patient)\w+ )?(?:cohort|sample|group|population)\b"
    r"|\b(?:likelihood|risk|odds|probability|development|onset) of (?:[\w-]+ ){0,3}pain\b"
)
"""Says that people with and without pain are taken together."""
_ARMS = CONTROL_ARMS | {"intervention"}
"""Roles of those to whom something was done or given."""
_TWO = 2
"""Groups of a study in which each can only be compared with the other."""


def implicit_comparison(
    arms: Arms, own: ComparisonSides, statement: Span, previous: Sequence[Contrast]
) -> list[Contrast]:
    """Return the comparison of a statement without a comparator, from what goes before or all."""
    words = small(statement.text)
    groups = [mention for mention in own.index if is_group(mention)]
    named = (mention for mention in groups if not mention.everyone)
    roles = tuple(dict.fromkeys(role for mention in named for role in mention.roles))
    everyone = any(mention.everyone for mention in groups)
    return (
        _within_groups(arms, words)
        or _between_patients(arms, words)
        or _states(arms, groups, words, previous)
        or _continued(arms, roles, previous, everyone=everyone)
        or _changed_in_arms(arms, roles, words, everyone=everyone)
        or _alike(arms, roles, words, everyone=everyone)
        or _treated(arms, roles, groups, words)
        or _of_doers(arms, roles)
        or _usual(arms, roles, words, everyone=everyone)
        or _among_people(arms, own, words, everyone=everyone)
        or _unnamed(arms, roles, words)
    )


def _within_groups(arms: Arms, words: str) -> list[Contrast]:
    """What happened within groups: over time in a trial, else between conditions."""
    if not _WITHIN.search(words):
        return []
    trial = "intervention" in arms.roles
    return [Contrast(comparison="post_vs_pre" if trial else condition(arms), explicit=False)]


def _between_patients(arms: Arms, words: str) -> list[Contrast]:
    """A difference between the groups of patients alone, in a study of others too."""
    if arms.paper.cancer_pain or not _PATIENT_GROUPS.search(words):
        return []
    return [Contrast(comparison="patients_vs_patients", index=PATIENTS, explicit=False)]


def _states(
    arms: Arms, groups: Sequence[ArmMention], words: str, previous: Sequence[Contrast]
) -> list[Contrast]:
    """A contrast of states or conditions that the statement names, with no group beside them.

    Two groups that were just compared may be compared in one condition too.
    """
    compared = any(contrast.comparator for contrast in previous)
    named = _STATE.search(words) or (not compared and _IN_CONDITION.search(words))
    return [Contrast(comparison=condition(arms), explicit=False)] if named and not groups else []


def _continued(
    arms: Arms, roles: tuple[str, ...], previous: Sequence[Contrast], *, everyone: bool
) -> list[Contrast]:
    """The comparison of the sentence before, where this one goes on about the same people."""
    same = [
        contrast
        for contrast in previous
        if not roles or contrast.index in roles or contrast.comparator in roles
    ]
    several = len(compared_roles(arms)) > _TWO and arms.paper.cancer_pain
    if not same or everyone or (roles and several):
        return []
    turned = bool(roles) and same[0].comparator in roles and same[0].index not in roles
    return [replace(contrast, explicit=False, reversed=turned) for contrast in same]


def _alike(arms: Arms, roles: tuple[str, ...], words: str, *, everyone: bool) -> list[Contrast]:
    """A contrast of conditions, where patients and controls are said to do the same."""
    if everyone:
        if roles or arms.paper.cancer_pain:
            return []
        alike = bool(CONDITION.search(words) or _IN_BOTH.search(words))
    else:
        alike = len({rank(role) == 0 for role in roles}) > 1
    if not alike or _DIFFERENCE.search(words):
        return []
    return [Contrast(comparison=condition(arms), explicit=False)]


def _changed_in_arms(
    arms: Arms, roles: tuple[str, ...], words: str, *, everyone: bool
) -> list[Contrast]:
    """What changed in several arms of a trial, each for itself."""
    several = (everyone and "intervention" in arms.roles) or (
        len(roles) > 1 and _ARMS.issuperset(roles)
    )
    changed = several and _CHANGED.search(words) and not _DIFFERENCE.search(words)
    return [Contrast(comparison="post_vs_pre", explicit=False)] if changed else []


def _of_doers(arms: Arms, roles: tuple[str, ...]) -> list[Contrast]:
    """What people told apart by habits or genes show, in a study of patients too."""
    if roles != (PARTICIPANTS,) or not compared_roles(arms) or arms.paper.cancer_pain:
        return []
    return [Contrast(comparison="other", index=PARTICIPANTS, explicit=False)]


def _treated(
    arms: Arms, roles: tuple[str, ...], groups: Sequence[ArmMention], words: str
) -> list[Contrast]:
    """What happened in one arm of a trial, of which nothing else is said."""
    if len(roles) != 1 or roles[0] not in _ARMS or arms.paper.animals:
        return []
    if VERSUS.search(words) or (_MORE_OR_LESS.search(words) and not _CHANGED.search(words)):
        return []
    if _BETWEEN.search(words):
        return []
    return [Contrast(comparison="post_vs_pre", index=roles[0], explicit=False, at=groups[0].start)]


def _among_people(
    arms: Arms, own: ComparisonSides, words: str, *, everyone: bool
) -> list[Contrast]:
    """What some people without an illness show, in a study that tells them apart."""
    if compared_roles(arms) or arms.paper.cancer_pain:
        return []
    some = any(mention.some or mention.graded for mention in own.index)
    some = some and not _SHARED.search(words)
    apart = (everyone or arms.kinds) and bool(_APART.search(words))
    return [Contrast(comparison="other", explicit=False)] if some or apart else []


def _unnamed(arms: Arms, roles: tuple[str, ...], words: str) -> list[Contrast]:
    study = compared_roles(arms)
    nobody = CONTROL_ARMS.issuperset(study) and not arms.paper.cancer_pain
    if CONDITION.search(words) or nobody:
        return [Contrast(comparison=condition(arms), explicit=False)]
    if study == [PATIENTS]:  # whoever they are compared with, it is others of them
        return [Contrast(comparison="patients_vs_patients", explicit=False)]
    against = arms.paper.cancer_pain and VERSUS.search(words)  # some whom no role fits
    name = "unspecified" if against else comparison_of(roles[0] if roles else "", "", arms.paper)
    return [Contrast(comparison=name, explicit=False)]


def _usual(arms: Arms, roles: tuple[str, ...], words: str, *, everyone: bool) -> list[Contrast]:
    """The comparison of a study of two groups, or of one of them with the only other."""
    study = compared_roles(arms)
    if study == [PATIENTS] and (everyone or arms.subgroups):
        study = [PATIENTS, PATIENTS]
    elif everyone and (len(study) > _TWO or _SEVERAL.search(words)):
        name = "unspecified" if arms.paper.cancer_pain else "other"
        return [Contrast(comparison=name, explicit=False)]
    elif len(study) > _TWO and roles and not arms.paper.cancer_pain:
        study = [role for role in study if role in roles or role == "healthy_control"][:_TWO]
    if len(study) != _TWO:
        return []
    first, second = study
    return [
        Contrast(
            comparison=comparison_of(first, second, arms.paper),
            index=first,
            comparator=second,
            reversed=roles == (second,) and first != second,
            explicit=False,
        )
    ]


def correlations(
    arms: Arms, statement: Span, sentence: Span | None, previous: Sequence[Contrast]
) -> list[Contrast]:
    """Return within whom something correlates: those named, or those of the sentence or study."""
    if (
        arms.paper.cancer_pain
        and len(compared_roles(arms)) > 1
        and _OF_ALL.search(small(statement.text))
    ):
        return [Contrast(comparison=within("mixed_cancer", arms.paper), explicit=False)]
    for span in filter(None, (statement, sentence)):
        groups = [mention for mention in arms.mentions(span) if is_group(mention) and mention.roles]
        if groups:
            role = groups[0].roles[0]
            return [Contrast(comparison=within(role, arms.paper), index=role, at=groups[0].start)]
    last = next((contrast.index for contrast in previous if contrast.index), "")
    first = last or next(iter(compared_roles(arms)), "")
    return [Contrast(comparison=within(first, arms.paper), index=first, explicit=False)]


def compared_roles(arms: Arms) -> list[str]:
    """The roles that are compared in a study, those that findings are told of first."""
    roles = [role for role in arms.roles if role != PARTICIPANTS]
    if arms.paper.given and not _ARMS.isdisjoint(roles):  # the patients are those of the arms
        others = [role for role in roles if role not in (PATIENTS, "intervention")]
        return ["intervention", *others]
    named = roles == [PATIENTS] and any(
        "healthy_control" in mention.roles for mention in arms.named
    )
    return [*roles, "healthy_control"] if named else roles


def condition(arms: Arms) -> str:
    """The comparison of two conditions of the same people."""
    return "task_contrast" if arms.paper.cancer_pain else "condition_contrast"
