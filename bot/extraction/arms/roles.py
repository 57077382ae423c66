"""Roles follow from the category of people that a phrase means and from what the paper studies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.arms.arm import OTHER_PATIENTS, PARTICIPANTS, PATIENTS
from bot.extraction.arms.group_categories import (
    CHEMOTHERAPY,
    PAIN,
    GroupCategory,
    NamedGroup,
    is_painless,
)
from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.words import ILLNESS, alternatives
from bot.extraction.design import Design
from bot.extraction.text import holds_any

_PATIENTS = frozenset((GroupCategory.PATIENT, GroupCategory.WITHOUT, GroupCategory.PAIN_CONTROLLED))
_COMPARATORS = (GroupCategory.WAITLIST, GroupCategory.SHAM, GroupCategory.ACTIVE_CONTROL)
_AS_NAMED = {
    GroupCategory.SHAM: "sham",
    GroupCategory.WAITLIST: "waitlist",
    GroupCategory.ACTIVE_CONTROL: "active_control",
    GroupCategory.TREATED: "intervention",
    GroupCategory.PAIN_CONTROLLED: "pain_controlled",
    GroupCategory.MODEL: "model",
    GroupCategory.ANIMAL: "model",
    GroupCategory.UNTREATED_ANIMAL: "control",
}


_EXPOSED = re.compile(r"\b(?:chemotherapy|radiotherapy|chemo)[ -](?:treated|exposed)\b")
_ILL = re.compile(r"\b(?:psychiatric|clinical|patient|diseased|disease)\b")
_NOT_ILL = re.compile(rf"(?:non|never|un)-?{alternatives('illness')}")
"""Begins the words for people who are not ill: ``non-depressed``."""
_FREE = re.compile(r"\b(?:pain|headache|migraine|symptom)s?[- ]free\b")
_NO_CANCER = re.compile(
    r"(?:an? |any )?(?:history of |diagnosis of )?(?:any )?"
    r"(?:cancer|malignan\w+|tumou?rs?)\b(?! pain)"
)
"""What healthy people lack in a study of cancer."""
_PATIENT_NOUN = re.compile(r"(?:out|in)?patients?|survivors?|sufferers?|cases?")
_ASSIGNED = re.compile(
    r"[Rr]andom|[Aa]llocated|\bassigned|RCT|control(?:led)? trial|placebo|sham\b"
)
_BORN = re.compile(
    r"carriers|zygotes|thinkers|performers|linguals|musicians|athletes|meditators|practitioners"
    r"|learners"
)
"""Nouns for people told apart by genes, skills or habits of mind, never by illness."""
_RESPONDING = re.compile(r"(?:non-?)?(?:respond|improv|remitt|relaps|convert|complet)ers")
"""Nouns for people told apart by what became of them, and not by pain."""
_PLACEBO = re.compile(
    r"\b[Pp]lacebo\b(?! (?:analgesia|effects?|respon))|\b[Ss]ham\b"
    r"|\b(?:compared (?:to|with)|versus|vs\.?|or|and|than|relative to) (?:saline|vehicle)\b"
)
_KIN = re.compile(r"siblings?|relatives|offspring|brothers|sisters")
_GIVEN_INSTEAD = ("lacebo", "sham", "Sham", "saline", "vehicle")
"""Letters of which the pattern of a placebo needs some."""
_NAME = re.compile(r"[\w-]+")
_TITLED = re.compile(r"[a-z][\w-]{2,}")
_GENES = re.compile(r"\b(?:genotypes?|alleles?|apoe|val/val|met/met|val/met)\b")
_SOLVENT = re.compile(r"\b(?:saline|vehicle)\b")
_LATER = re.compile(
    r"\b(?:pre-?existing|predispos\w+|vulnerability (?:to|for) (?:the )?(?:develop\w+|chronic)"
    r"|who (?:later|subsequently)|who (?:would|will) (?:later|go on|not|then)|\bwent on to"
    r"|risk of (?:later )?develop\w+|before (?:any )?chemotherapy "
    r"began)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What categories of people a paper names, and in which field it is."""

    categories: frozenset[GroupCategory]
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
    dosed: bool = False
    """Whether animals that were made ill had a drug, or only what it is dissolved in."""
    crossover: bool = False
    """Whether the same people were given one thing and then another."""
    given: bool = False
    """Whether the text tells what each arm was given."""
    tried: bool = False
    """Whether the title names a treatment that is tried out."""
    placebo: bool = False
    """Whether something was given instead of what is tried out, to others or to the same people."""
    pain_names: frozenset[str] = frozenset()
    """The paper's short forms for pain, in small letters."""
    titled: frozenset[str] = frozenset()
    """The words of the title by which a treatment may be called: its first ones."""
    called_patients: bool = False
    """Whether anyone here is called a patient or the like."""
    patient_controls: bool = False
    """Whether those called controls are patients themselves."""

    @property
    def patients(self) -> bool:
        """Whether anyone here is a patient."""
        return bool(self.categories & _PATIENTS)


def profile(
    named: Sequence[NamedGroup],
    design: Design,
    *,
    tried: bool,
    given: bool = False,
    pain_names: frozenset[str] = frozenset(),
) -> Profile:
    """Sum up the groups that one paper names."""
    pained = any(
        category is GroupCategory.PATIENT and PAIN.search(phrase.description)
        for phrase, category in named
    )
    categories = frozenset(group.category for group in named)
    nouns = {group.phrase.noun for group in named}
    kinds = categories | {GroupCategory.TREATED} if given else categories
    cancer_pain = design.pain and design.cancer and not design.animals
    words = f"{design.title} {design.abstract}"
    return Profile(
        categories=kinds,
        cancer_pain=cancer_pain,
        controls=GroupCategory.CONTROL in categories or any("control" in noun for noun in nouns),
        pain_told=pained,
        later=cancer_pain and (design.later or bool(_LATER.search(words.lower()))),
        animals=design.animals,
        called_patients=any(map(_PATIENT_NOUN.fullmatch, nouns)),
        patient_controls=design.patient_controls,
        assigned=given or (GroupCategory.TREATED in kinds and bool(_ASSIGNED.search(words))),
        dosed=bool(design.drug),
        crossover=design.crossover,
        given=given,
        tried=tried,
        placebo=holds_any(words, _GIVEN_INSTEAD) and bool(_PLACEBO.search(words)),
        pain_names=pain_names,
        titled=frozenset(word for word in _TITLED.findall(design.title.lower())),
    )


def tells_pain(words: str, paper: Profile) -> bool:
    """Whether words in small letters speak of pain, by a short form of the paper too."""
    return bool(PAIN.search(words)) or not paper.pain_names.isdisjoint(_NAME.findall(words))


def role_of(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> str:
    """The role of the people of a phrase, empty where the paper does not settle it."""
    if category in _AS_NAMED:
        return "sham" if _is_given_solvent(phrase, category, paper) else _AS_NAMED[category]
    kin = _of_healthy(paper) if _is_kin(phrase, category, paper) else None
    parted = kin or _by_trial(phrase, category, paper)
    if parted is not None:
        return parted
    if category is GroupCategory.CONTROL:
        return OTHER_PATIENTS if _ILL.search(phrase.before) else _of_controls(paper)
    if category is GroupCategory.WITHOUT:
        return _of_without(phrase, paper)
    if category in (GroupCategory.PATIENT, GroupCategory.DOERS):
        doers = category is GroupCategory.DOERS and not _has_patients(paper)
        return PARTICIPANTS if doers else _of_patients(phrase, paper)
    return (
        _of_healthy(paper)
        if category is GroupCategory.HEALTHY
        else _of_people(phrase, category, paper)
    )


def _is_given_solvent(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> bool:
    """Whether animals that were made ill had no drug but what it is dissolved in."""
    untreated = paper.dosed and category is GroupCategory.UNTREATED_ANIMAL
    return untreated and bool(_SOLVENT.search(f"{phrase.before} {phrase.noun}"))


def _is_kin(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> bool:
    """Whether people are relatives of those who are ill, and not ill themselves."""
    doubtful = category in (GroupCategory.PATIENT, GroupCategory.WITHOUT, GroupCategory.PEOPLE)
    return doubtful and not paper.cancer_pain and bool(_KIN.fullmatch(phrase.noun))


def _by_trial(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> str | None:
    """The role of people whom birth, or what was done to them, tells apart; None of others."""
    if paper.cancer_pain and phrase.head is Head.DOERS and _RESPONDING.fullmatch(phrase.noun):
        return ""
    born = _BORN if phrase.head is Head.DOERS else _GENES
    if (
        category is not GroupCategory.CONTROL
        and not paper.cancer_pain
        and born.search(phrase.description)
        and not (phrase.trait and ILLNESS.search(phrase.trait))
    ):
        return PARTICIPANTS
    return None


def _has_patients(paper: Profile) -> bool:
    """Whether people named by what they do are compared as patients are."""
    return paper.patients or paper.controls


def _of_healthy(paper: Profile) -> str:
    others = paper.patients or (GroupCategory.DOERS in paper.categories and paper.controls)
    return "healthy_control" if others else PARTICIPANTS


def _of_people(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> str:
    if paper.cancer_pain and phrase.noun == "siblings":
        return "healthy_control"
    return PARTICIPANTS if category is GroupCategory.PEOPLE and not paper.patients else ""


def _of_controls(paper: Profile) -> str:
    """The role of plain "controls": in a trial those of the other arm, never healthy people."""
    if paper.patient_controls:
        return "cancer_no_pain" if paper.cancer_pain else OTHER_PATIENTS
    trial = paper.cancer_pain or paper.assigned or GroupCategory.PATIENT not in paper.categories
    healthy = GroupCategory.HEALTHY in paper.categories
    # A trial in healthy people has no patients who could be compared with them.
    against_healthy = healthy and not (paper.assigned and not paper.patients)
    if trial and GroupCategory.TREATED in paper.categories and not against_healthy:
        named = [category.value for category in _COMPARATORS if category in paper.categories]
        return named[0] if len(named) == 1 else "control"
    others = paper.patients or paper.categories & {GroupCategory.HEALTHY, GroupCategory.DOERS}
    return "healthy_control" if others else "control"


def _of_without(phrase: GroupPhrase, paper: Profile) -> str:
    if not paper.cancer_pain:
        if paper.patients and (_is_well(phrase) or _lacks_the_illness(phrase, paper)):
            return _of_healthy(paper)
        ill = GroupCategory.PATIENT in paper.categories or paper.controls
        doers = phrase.head is Head.DOERS and not (ill or _RESPONDING.fullmatch(phrase.noun))
        return PARTICIPANTS if doers else OTHER_PATIENTS
    if (CHEMOTHERAPY.search(phrase.trait) or _EXPOSED.search(phrase.before)) and not PAIN.search(
        phrase.trait
    ):
        return "unexposed"
    if _NO_CANCER.match(phrase.trait) and not _PATIENT_NOUN.fullmatch(phrase.noun):
        return "healthy_control"
    if tells_pain(phrase.description, paper) or not phrase.trait or is_painless(phrase):
        return "future_no_pain" if paper.later else "cancer_no_pain"
    return OTHER_PATIENTS


def _lacks_the_illness(phrase: GroupPhrase, paper: Profile) -> bool:
    """Whether people lack the illness in a study that names neither patients nor healthy people."""
    if paper.called_patients or paper.controls or phrase.head not in (Head.PEOPLE, Head.GROUPS):
        return False
    bare = phrase.head is Head.GROUPS and not phrase.trait
    lacking = phrase.trait and (not phrase.before or ILLNESS.search(phrase.trait))
    return bare or bool(lacking) or bool(_NOT_ILL.match(phrase.before))


def _is_well(phrase: GroupPhrase) -> bool:
    """Whether people are said to be free of pain, and to have nothing else: no patients."""
    patients = phrase.trait or _PATIENT_NOUN.fullmatch(phrase.noun)
    return bool(_FREE.search(phrase.before)) and not patients


def _of_patients(phrase: GroupPhrase, paper: Profile) -> str:
    if not paper.cancer_pain:
        return PATIENTS
    words = phrase.description
    if tells_pain(words, paper):
        return "future_pain" if paper.later else "pain"
    if (
        CHEMOTHERAPY.search(phrase.trait) or _EXPOSED.search(phrase.before)
    ) and phrase.head is not Head.ALIAS:
        return "exposed"
    if paper.pain_told:
        return "future_pain" if paper.later else "pain"
    return "mixed_cancer"
