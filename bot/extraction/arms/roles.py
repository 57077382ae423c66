"""Roles follow from the category of people that a phrase means and from what the paper studies."""

import re

from bot.extraction.arms.arm import OTHER_PATIENTS, PARTICIPANTS, PATIENTS
from bot.extraction.arms.group_categories import CHEMOTHERAPY, PAIN, GroupCategory, is_painless
from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.profile import OTHER_PAIN, PATIENT_NOUN, Profile, tells_pain
from bot.extraction.arms.words import ILLNESS, alternatives

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
_NOT_ILL = re.compile(rf"(?:non|never|un)-?(?:{alternatives('illness')}|exposed|affected|injured)")
"""Begins the words for people who are not ill: ``non-depressed``."""
_FREE = re.compile(r"\b(?:pain|headache|migraine|symptom)s?[- ]free\b")
_NO_CANCER = re.compile(
    r"(?:an? |any )?(?:(?:prior |previous |personal )?(?:history|diagnosis) of )?(?:any )?"
    r"(?:(?!advanced|metasta|recurr|active|residual|(?:pain|painful)\b)[\w-]+ ){0,2}"
    r"(?:cancer|carcinoma|malignan\w+|tumou?rs?)\b(?! pain)"
)
"""What healthy people lack in a study of cancer."""
_ALONE = re.compile(r"\b(?:alone|only)$")
"""Ends what is all that people have: ``with myeloma alone``."""
_CANCER = re.compile(
    r"cancer|carcinoma|tumou?r|metasta|malignan|leuk(?:a)?emi|lymphoma|myeloma|sarcoma|melanoma"
)
"""What people with and without pain have in a study of both."""
_LACKING = re.compile(r"non|never|no\b|un")
"""Begins the words for people to whom a thing was not done: ``non-chemotherapy-treated``."""
_NOT_OF_CANCER = re.compile(r"\bnon-?(?:cancer|oncologic(?:al)?)\b(?! pain)")
_BORN = re.compile(
    r"carriers|zygotes|thinkers|performers|linguals|musicians|athletes|meditators|practitioners"
    r"|learners"
)
"""Nouns for people told apart by genes, skills or habits of mind, never by illness."""
_RESPONDING = re.compile(r"(?:non-?)?(?:respond|improv|remitt|relaps|convert|complet)ers")
"""Nouns for people told apart by what became of them, and not by pain."""
_NO_PATIENTS = re.compile(r"(?:non|never)-?(?P<ill>[a-z]+)")
"""Nouns for people without what others are named for: ``never-smokers``."""
_KIN = re.compile(r"siblings?|relatives|offspring|brothers|sisters")
_GENES = re.compile(r"\b(?:genotypes?|alleles?|apoe|val/val|met/met|val/met)\b")
_SOLVENT = re.compile(r"\b(?:saline|vehicle)\b")


def role_of(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> str:
    """The role of the people of a phrase, empty where the paper does not settle it."""
    if category in _AS_NAMED:
        return _as_named(phrase, category, paper)
    if _is_kin(phrase, category, paper):
        return _of_healthy(paper)
    if paper.cancer_pain and phrase.head is Head.DOERS and _RESPONDING.fullmatch(phrase.noun):
        return ""
    if _is_told_apart_by_birth(phrase, category, paper):
        return PARTICIPANTS
    if _is_other_arm(phrase, category, paper):
        return "active_control"
    return _by_category(phrase, category, paper)


def _as_named(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> str:
    """The role of people whose name says what was done to them, or not."""
    if category is GroupCategory.TREATED and _is_on_medicine(phrase, paper):
        return PATIENTS
    return "sham" if _is_given_solvent(phrase, category, paper) else _AS_NAMED[category]


def _by_category(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> str:
    """The role of people whom the paper tells apart by whether they are ill."""
    if category is GroupCategory.CONTROL:
        return OTHER_PATIENTS if _ILL.search(phrase.before) else _of_controls(paper)
    if category is GroupCategory.WITHOUT:
        return _of_without(phrase, paper)
    if category in (GroupCategory.PATIENT, GroupCategory.DOERS):
        compared = category is GroupCategory.PATIENT or paper.patients or paper.controls
        return _of_patients(phrase, paper) if compared else PARTICIPANTS
    if category is GroupCategory.HEALTHY:
        return _of_healthy(paper)
    return _of_people(phrase, category, paper)


def _is_on_medicine(phrase: GroupPhrase, paper: Profile) -> bool:
    """Whether patients who take something were not assigned to it, and others do not take it."""
    chosen = paper.assigned or paper.tried or paper.cancer_pain or paper.animals
    other = GroupCategory.PATIENT in paper.categories
    return not chosen and other and phrase.head is Head.PEOPLE


def _is_given_solvent(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> bool:
    """Whether animals that were made ill had no drug but what it is dissolved in."""
    untreated = paper.dosed and category is GroupCategory.UNTREATED_ANIMAL
    words = f"{phrase.before} {phrase.noun}"
    return untreated and "sham" not in words and bool(_SOLVENT.search(words))


def _is_kin(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> bool:
    """Whether people are relatives of those who are ill, and not ill themselves."""
    doubtful = category in (GroupCategory.PATIENT, GroupCategory.WITHOUT, GroupCategory.PEOPLE)
    kin = doubtful and not paper.cancer_pain and _KIN.fullmatch(phrase.noun)
    return bool(kin) and not (phrase.trait or ILLNESS.search(phrase.before))


def _is_told_apart_by_birth(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> bool:
    """Whether people are told apart by genes or skills, and have no illness."""
    born = _BORN if phrase.head is Head.DOERS else _GENES
    return (
        category is not GroupCategory.CONTROL
        and not paper.cancer_pain
        and born.search(phrase.description) is not None
        and not (phrase.trait and ILLNESS.search(phrase.trait))
    )


def _is_other_arm(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> bool:
    """Whether a group of a trial is named by neither what is tried out nor an illness."""
    arm = phrase.head is Head.GROUPS and category is GroupCategory.PATIENT and not phrase.trait
    trial = paper.assigned and paper.tried and GroupCategory.HEALTHY not in paper.categories
    return arm and trial and not (PAIN.search(phrase.before) or ILLNESS.search(phrase.before))


def _of_healthy(paper: Profile) -> str:
    others = paper.patients or (GroupCategory.DOERS in paper.categories and paper.controls)
    return "healthy_control" if others else PARTICIPANTS


def _of_people(phrase: GroupPhrase, category: GroupCategory, paper: Profile) -> str:
    if paper.cancer_pain and phrase.noun in ("siblings", "spouses", "caregivers"):
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
        well = _is_well(phrase) or _lacks_the_illness(phrase, paper)
        if (paper.patients and well) or _is_named_well(phrase):
            return _of_healthy(paper)
        ill = GroupCategory.PATIENT in paper.categories or paper.controls
        doers = phrase.head is Head.DOERS and not (ill or _RESPONDING.fullmatch(phrase.noun))
        return PARTICIPANTS if doers else OTHER_PATIENTS
    exposed = phrase.head is not Head.PEOPLE or _LACKING.match(phrase.before)
    untreated = CHEMOTHERAPY.search(phrase.trait) or (exposed and _EXPOSED.search(phrase.before))
    if untreated and not PAIN.search(phrase.trait):
        return "unexposed"
    spared = _NO_CANCER.match(phrase.trait) or _NOT_OF_CANCER.search(phrase.before)
    if spared and not PATIENT_NOUN.fullmatch(phrase.noun):
        return "healthy_control"
    doers = phrase.head is Head.DOERS and "suffer" not in phrase.noun  # "non-users"
    untold = not phrase.trait and not doers
    lacks_pain = tells_pain(phrase.description, paper) or untold or is_painless(phrase)
    return _of_painless(paper) if lacks_pain else OTHER_PATIENTS


def _of_painless(paper: Profile) -> str:
    """The role of people with cancer who have no pain, or will have none."""
    return "future_no_pain" if paper.later else "cancer_no_pain"


def _lacks_the_illness(phrase: GroupPhrase, paper: Profile) -> bool:
    """Whether people lack the illness in a study that names neither patients nor healthy people."""
    others = paper.called_patients or paper.controls or phrase.ill
    if others or phrase.head not in (Head.PEOPLE, Head.GROUPS):
        return False
    bare = phrase.head is Head.GROUPS and not phrase.trait
    lacking = phrase.trait and (not phrase.before or ILLNESS.search(phrase.trait))
    return bare or bool(lacking) or bool(_NOT_ILL.match(phrase.before))


def _is_named_well(phrase: GroupPhrase) -> bool:
    """Whether people are called by an illness that they have not: ``non-sufferers``."""
    lacked = _NO_PATIENTS.fullmatch(phrase.noun)
    return bool(lacked and ILLNESS.search(lacked["ill"]))


def _is_well(phrase: GroupPhrase) -> bool:
    """Whether people are said to be free of pain, and to have nothing else: no patients."""
    patients = phrase.trait or PATIENT_NOUN.fullmatch(phrase.noun) or ILLNESS.search(phrase.noun)
    return bool(_FREE.search(phrase.before)) and not patients


def _of_patients(phrase: GroupPhrase, paper: Profile) -> str:
    if not paper.cancer_pain:
        return PATIENTS
    words = phrase.description
    if paper.two_pains and OTHER_PAIN.search(words):
        return OTHER_PATIENTS
    exposed = CHEMOTHERAPY.search(phrase.trait) or _EXPOSED.search(phrase.before)
    if not tells_pain(words, paper):
        if _ALONE.search(phrase.trait) or _ALONE.search(phrase.before):
            return _of_painless(paper)
        if exposed and phrase.head is not Head.ALIAS:
            return "exposed"
        told_apart = GroupCategory.WITHOUT in paper.categories and _CANCER.search(phrase.trait)
        if told_apart or not paper.pain_told:
            return "mixed_cancer"
    return "future_pain" if paper.later else "pain"
