"""Which comparison two roles make, by the field of the paper."""

from bot.extraction.arms.arm import CONTROL_ARMS, OTHER_PATIENTS, PARTICIPANTS, PATIENTS
from bot.extraction.arms.profile import Profile

_TREATED = frozenset(("intervention",))
_UNTREATED = CONTROL_ARMS | {"control"}
_IN_PAIN = {
    ("pain", "healthy_control"): "pain_vs_hc",
    ("pain", "control"): "pain_vs_unspecified",
    ("pain", "cancer_no_pain"): "pain_vs_cancer_no_pain",
    ("pain", OTHER_PATIENTS): "patients_vs_patients",
    ("pain", "unexposed"): "pain_vs_cancer_no_pain",
    ("pain", "pain_controlled"): "pain_high_vs_low",
    ("pain", "pain"): "pain_high_vs_low",
    ("pain_controlled", "cancer_no_pain"): "pain_high_vs_low",
    ("cancer_no_pain", "healthy_control"): "cancer_no_pain_vs_hc",
    ("future_pain", "future_no_pain"): "future_pain_vs_no_pain",
    ("future_pain", "healthy_control"): "pain_vs_hc",
    ("future_no_pain", "healthy_control"): "cancer_no_pain_vs_hc",
}
_OF_ONE = {
    "pain": "pain_vs_unspecified",
    "future_pain": "pain_vs_unspecified",
    "intervention": "post_vs_pre",
}


def comparison_of(index: str, comparator: str, paper: Profile) -> str:
    """Return the id of the comparison of two roles; an empty comparator is one not named."""
    if paper.animals and comparator not in CONTROL_ARMS:
        eased = index in _TREATED and comparator == "model"
        return "intervention_vs_control_change" if eased else "model_vs_control"
    given = comparator in CONTROL_ARMS and index != "healthy_control"
    if given or (index in _TREATED and comparator in _UNTREATED):
        of_field = paper.cancer_pain or paper.dosed
        return "intervention_vs_control_change" if of_field else "intervention_vs_control"
    return (
        _of_cancer(index, comparator) if paper.cancer_pain else _of_others(index, comparator, paper)
    )


def _of_others(index: str, comparator: str, paper: Profile) -> str:
    """The comparison outside cancer pain."""
    if not comparator:
        return ""
    pair = {index, comparator}
    if pair <= {PATIENTS, OTHER_PATIENTS}:
        return "patients_vs_patients"
    controls = comparator in ("control", PARTICIPANTS) and index == PATIENTS
    healthy = comparator == "healthy_control" and (
        index in (PATIENTS, OTHER_PATIENTS, PARTICIPANTS)
        or ((not index or index in CONTROL_ARMS | _TREATED) and paper.patients)
    )
    mixed = pair == {PARTICIPANTS, "healthy_control"}
    return "patients_vs_hc" if controls or healthy or mixed else "other"


def _of_cancer(index: str, comparator: str) -> str:
    known = _IN_PAIN.get((index, comparator))
    if known:
        return known
    if not comparator or (comparator == PARTICIPANTS and index in _OF_ONE):
        return _OF_ONE.get(index, "unspecified")
    if index in ("mixed_cancer", "exposed", "pain_controlled", "unexposed", OTHER_PATIENTS):
        return "mixed_cancer_vs_control"
    return "unspecified"


def within(role: str, paper: Profile) -> str:
    """Return the comparison of a correlation among people of one role."""
    if not paper.cancer_pain:
        return "within_group_correlation"
    if role in ("pain", "future_pain"):
        return "within_pain_group"
    return "within_intervention_group" if role == "intervention" else "within_mixed_group"
