"""Roles follow from the sort of people that a phrase means and from what the paper studies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.arms.arm import OTHER_PATIENTS, PARTICIPANTS, PATIENTS
from bot.extraction.arms.phrases import GroupPhrase, Head
from bot.extraction.arms.sorts import CHEMOTHERAPY, PAIN, Sort
from bot.extraction.design import Design

_PATIENTS = frozenset((Sort.PATIENT, Sort.WITHOUT, Sort.PAIN_CONTROLLED))
_COMPARATORS = (Sort.WAITLIST, Sort.SHAM, Sort.ACTIVE_CONTROL)
_AS_NAMED = {
    Sort.SHAM: "sham",
    Sort.WAITLIST: "waitlist",
    Sort.ACTIVE_CONTROL: "active_control",
    Sort.TREATED: "intervention",
    Sort.PAIN_CONTROLLED: "pain_controlled",
    Sort.MODEL: "model",
    Sort.ANIMAL: "model",
    Sort.UNTREATED_ANIMAL: "control",
}


_EXPOSED = re.compile(r"\b(?:chemotherapy|radiotherapy|chemo)[ -](?:treated|exposed)\b")
_ILL = re.compile(r"\b(?:psychiatric|clinical|patient|diseased|disease)\b")
_ASSIGNED = re.compile(
    r"[Rr]andom|[Aa]llocated|\bassigned|RCT|control(?:led)? trial|placebo|sham\b"
)
_BORN = re.compile(r"carriers|zygotes|thinkers|performers|linguals")
"""Nouns for people told apart by genes or habits of mind, never by illness."""
_GENES = re.compile(r"\b(?:genotypes?|alleles?|apoe|val/val|met/met|val/met)\b")
_LATER = re.compile(
    r"\b(?:pre-?existing|predispos\w+|vulnerability (?:to|for) (?:the )?(?:develop\w+|chronic)"
    r"|who (?:later|subsequently)|who (?:would|will) (?:later|go on|not|then)|\bwent on to"
    r"|risk of (?:later )?develop\w+|before (?:any )?chemotherapy "
    r"began)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What sorts of people a paper names, and in which field it is."""

    sorts: frozenset[Sort]
    cancer_pain: bool
    """Whether pain and cancer are both studied: only then roles tell pain from no pain."""
    pain_told: bool = True
    """Whether some group is described as having pain, so that "patients" are those."""
    controls: bool = False
    """Whether some group is called controls."""
    later: bool = False
    """Whether groups are told apart by what came later."""
    animals: bool = False
    assigned: bool = False
    """Whether people were assigned to what was done to them."""
    tried: bool = False
    """Whether the title names a treatment that is tried out."""

    @property
    def trial(self) -> bool:
        """Whether one arm was treated and another was not, or otherwise."""
        return Sort.TREATED in self.sorts and bool(
            self.sorts & {*_COMPARATORS, Sort.CONTROL} and Sort.HEALTHY not in self.sorts
        )

    @property
    def patients(self) -> bool:
        """Whether anyone here is a patient."""
        return bool(self.sorts & _PATIENTS)


def profile(
    phrases: Sequence[GroupPhrase], sorts: Sequence[Sort], design: Design, *, tried: bool
) -> Profile:
    """Sum up the phrases of one paper, whose sorts are given in the same order."""
    pained = any(
        sort is Sort.PATIENT and PAIN.search(phrase.description)
        for phrase, sort in zip(phrases, sorts, strict=True)
    )
    kinds = frozenset(sorts)
    cancer_pain = design.cancer and design.pain and not design.animals
    words = f"{design.title} {design.abstract}"
    return Profile(
        sorts=kinds,
        cancer_pain=cancer_pain,
        controls=Sort.CONTROL in sorts or any("control" in phrase.noun for phrase in phrases),
        pain_told=pained,
        later=cancer_pain and (design.later or bool(_LATER.search(words.lower()))),
        animals=design.animals,
        assigned=Sort.TREATED in kinds and bool(_ASSIGNED.search(words)),
        tried=tried,
    )


def role_of(phrase: GroupPhrase, sort: Sort, paper: Profile) -> str:
    """The role of the people of a phrase, empty where the paper does not settle it."""
    if sort in _AS_NAMED:
        return _AS_NAMED[sort]
    if sort is Sort.CONTROL:
        return OTHER_PATIENTS if _ILL.search(phrase.before) else _of_controls(paper)
    born = _BORN if phrase.head is Head.DOERS else _GENES
    if born.search(phrase.description) and not paper.cancer_pain:
        return PARTICIPANTS
    if sort is Sort.WITHOUT:
        return _of_without(phrase, paper)
    if sort in (Sort.PATIENT, Sort.DOERS):
        doers = sort is Sort.DOERS and not _has_patients(paper)
        return PARTICIPANTS if doers else _of_patients(phrase, paper)
    return _of_healthy(paper) if sort is Sort.HEALTHY else _of_people(sort, paper)


def _has_patients(paper: Profile) -> bool:
    """Whether people named by what they do are compared as patients are."""
    return paper.patients or paper.controls or Sort.TREATED in paper.sorts


def _of_healthy(paper: Profile) -> str:
    others = paper.patients or (Sort.DOERS in paper.sorts and paper.controls)
    return "healthy_control" if others else PARTICIPANTS


def _of_people(sort: Sort, paper: Profile) -> str:
    return PARTICIPANTS if sort is Sort.PEOPLE and not paper.patients else ""


def _of_controls(paper: Profile) -> str:
    """The role of plain "controls": in a trial those of the other arm, never healthy people."""
    if paper.animals:
        return "control"
    trial = paper.cancer_pain or paper.assigned or Sort.PATIENT not in paper.sorts
    if trial and Sort.TREATED in paper.sorts and Sort.HEALTHY not in paper.sorts:
        named = [sort.value for sort in _COMPARATORS if sort in paper.sorts]
        return named[0] if len(named) == 1 else "control"
    others = paper.patients or paper.sorts & {Sort.HEALTHY, Sort.DOERS}
    return "healthy_control" if others else "control"


def _of_without(phrase: GroupPhrase, paper: Profile) -> str:
    if not paper.cancer_pain:
        ill = paper.sorts & {Sort.PATIENT, Sort.TREATED} or paper.controls
        doers = phrase.head is Head.DOERS and not ill
        return PARTICIPANTS if doers else OTHER_PATIENTS
    if (CHEMOTHERAPY.search(phrase.trait) or _EXPOSED.search(phrase.before)) and not PAIN.search(
        phrase.trait
    ):
        return "unexposed"
    if PAIN.search(phrase.description) or not phrase.trait:
        return "future_no_pain" if paper.later else "cancer_no_pain"
    return OTHER_PATIENTS


def _of_patients(phrase: GroupPhrase, paper: Profile) -> str:
    if not paper.cancer_pain:
        return PATIENTS
    words = phrase.description
    if PAIN.search(words):
        return "future_pain" if paper.later else "pain"
    if (
        CHEMOTHERAPY.search(phrase.trait) or _EXPOSED.search(phrase.before)
    ) and phrase.head is not Head.ALIAS:
        return "exposed"
    if paper.pain_told:
        return "future_pain" if paper.later else "pain"
    return "mixed_cancer"
