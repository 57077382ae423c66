"""Roles tell what part a group plays, by the words of the group and the design of the study.

Where the words leave it open the role is empty: no group is healthy or in pain by default.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.studies import Group
from bot.extraction.design import Design, Side
from bot.extraction.lexicon import Match
from bot.extraction.vocabulary import Vocabulary

_ANIMALS = re.compile(r"\b(?:rats?|mice|mouse|monkeys?|macaques?)\b", re.IGNORECASE)
_CANCER = re.compile(
    r"\b(?:cancer|tumou?r|carcinoma|metasta\w+|myeloma|leuka?emia|lymphoma|sarcoma|survivors?|NSCLC"
    r"|mastectomy|oncolog\w+|malignan\w+)",
    re.IGNORECASE,
)
_PAIN = re.compile(
    r"\b(?:pain|painful|CIPN|OIPN|CIBP|neuropath\w*|neuralgia|arthralgia|BMP|CNP|CP)\b",
    re.IGNORECASE,
)
_NO_PAIN = re.compile(
    r"\b(?:(?:without|no|not having|free of)\s(?:[\w-]+\s){0,4}?(?:pain|CIPN|OIPN|neuropath\w*"
    r"|neuralgia|arthralgia)|pain-?\s?free|painless|non-?\s?pain(?:ful)?|non-?CIPN)\b",
    re.IGNORECASE,
)
_WITHOUT_ALONE = re.compile(r"(?:without|no pain)", re.IGNORECASE)
_HEALTHY_CONTROLS = re.compile(r"\b(?:healthy|normal) (?:[\w-]+ ){0,3}controls?\b", re.IGNORECASE)
_PLAIN_CONTROLS = re.compile(
    r"(?:(?:(?:age|sex|gender|education)\S*|and|well|matched|demographically|pain-free) )*"
    r"controls?(?: (?:groups?|subjects|participants|individuals))?",
    re.IGNORECASE,
)
_NOT_HEALTHY = re.compile(
    r"\bcognitively healthy\b|\bhealthy (?:weight|siblings|relatives|aging|ageing)\b", re.IGNORECASE
)
_HEALTHY_SHORT = frozenset(("HC", "HCs", "NC", "NCs"))
_CLEAR = ("sham", "waitlist", "active_control", "healthy_control", "pain_controlled")
"""Roles whose own words tell, before any other."""


def with_roles(
    groups: Sequence[Group], text: str, design: Design, vocabulary: Vocabulary
) -> tuple[Group, ...]:
    """Return the groups with their roles; ``text`` is the abstract that names them."""
    if not vocabulary.terms["group_role"]:
        return tuple(groups)
    healthy = bool(_HEALTHY_CONTROLS.search(text))
    found = []
    for one in groups:
        words = {it.id for it in vocabulary.find(one.label, "group_role")}
        if not (healthy or _others(one, groups)):
            words -= {"healthy_control"}  # the volunteers of a study of nobody else control nothing
        treated = _treatments(one.label, vocabulary)
        found.append(replace(one, role=_role(one.label, words, design, treated, healthy=healthy)))
    return tuple(found)


def _others(group: Group, groups: Sequence[Group]) -> bool:
    """Whether a study also counts people who are not called healthy."""
    return any(one is not group and "healthy" not in one.label.lower() for one in groups)


def _role(
    label: str, words: set[str], design: Design, treated: list[Match], *, healthy: bool
) -> str:
    if _ANIMALS.search(label):
        return _of_animals(label, words)
    return (
        _by_name(label, words)
        or _of_pain(label, design)
        or next((it for it in ("unexposed", "exposed") if it in words), "")
        or _of_arms(label, words, design, treated, healthy=healthy)
    )


def _by_name(label: str, words: set[str]) -> str:
    """The role that its own words name."""
    for role in _CLEAR:
        if role in words and not (role == "healthy_control" and _NOT_HEALTHY.search(label)):
            return role
    if label in _HEALTHY_SHORT:
        return "healthy_control"
    return "total" if "total" in words else ""


def _of_animals(label: str, words: set[str]) -> str:
    if "sham" in words:
        return "sham"
    if "model" in words or re.search(r"\b(?:tumou?r|cancer|CIBP|CIPN)\b", label):
        return "model"
    return "control" if "control" in words else ""


def _of_pain(label: str, design: Design) -> str:
    """The role of people who are told apart by pain, empty where the label does not say."""
    with_cancer = design.cancer and (_CANCER.search(label) or not re.search("control", label))
    if _NO_PAIN.search(label) or _WITHOUT_ALONE.fullmatch(label):
        if not (design.cancer and design.pain and with_cancer):
            return ""
        return "future_no_pain" if design.later else "cancer_no_pain"
    if _PAIN.search(_short_forms_out(label, design)):
        return "future_pain" if design.later else "pain"
    return ""


def _short_forms_out(label: str, design: Design) -> str:
    """Return a label without short forms that mean cancer pain in papers on cancer alone."""
    return label if design.cancer else re.sub(r"\b(?:CP|BMP|CNP)\b", "", label)


def _of_arms(
    label: str, words: set[str], design: Design, treated: list[Match], *, healthy: bool
) -> str:
    """The role of an arm of a trial, or of controls."""
    arms = Side.SHAM in design.sides or re.search(r"\b(?:group|arm)\b", label)
    if "intervention" in words or (treated and arms):
        return "intervention"
    if "control" in words and not _CANCER.search(label):
        return "healthy_control" if healthy and _PLAIN_CONTROLS.fullmatch(label) else "control"
    return ""


def _treatments(label: str, vocabulary: Vocabulary) -> list[Match]:
    terms = vocabulary.terms["intervention"]
    found = vocabulary.find(label, "intervention")
    return [it for it in found if not terms[it.id].exposure]
