"""The design of a study: which groups and times its abstract names, and in what field."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The kinds of group or time that a sentence may compare."""

    CONTROL = "control"
    SHAM = "sham"
    WITHOUT = "without"
    LATER = "later"
    PATIENT = "patient"
    PRE = "pre"
    POST = "post"
    CONDITION = "condition"


_PEOPLE = (
    r"(?:subjects|participants|individuals|women|men|adults|people|persons|adolescents|children"
    r"|siblings|volunteers|groups?|controls?|females|males|peers)"
)
_SIDES = re.compile(
    r"\b(?:(?i:(?P<sham>sham\b|placebo\b|vehicle\b|saline\b|wait(?:ing)?[- ]?list|usual care"
    r"|control (?:intervention|treatment|stimulation|arm)\b"
    r"|na[i\u00ef]ve (?:rats|mice|animals|controls|group)\b)"
    rf"|(?P<control>(?:healthy|normal|neurotypical) (?:[\w-]+ ){{0,2}}{_PEOPLE}\b"
    r"|(?:controls|control (?:groups?|subjects?|participants?|animals|rats|mice|individuals|women"
    r"|men|cohort)|volunteers|non-smok\w+|non-us\w+)\b)"
    r"|(?P<without>without\b|who (?:did|do|have|had) not\b|pain[- ]?free\b|painless\b"
    r"|non-\w+(?:ers|ants|ients|group)\b|low[- ]pain\b|mild(?:er)? pain\b|no[- ]pain\b)"
    r"|(?P<later>(?:later|subsequently) (?:developed|had|reported|relapsed)\b)"
    r"|(?P<patient>patients?\b|survivors\b|sufferers\b|(?:smok|us|drink|gambl|respond)ers\b"
    r"|(?:verum|real|active|true|effective)\b"
    r"|(?:subjects|participants|individuals|women|men|children) with\b|(?:rats|mice)\b)"
    r"|(?P<pre>baseline\b|before\b|prior to\b|pre-?(?:treatment|therapy|intervention"
    r"|surg\w+|operative\w*|chemo\w*|scan)\b)"
    r"|(?P<post>after\b|following (?!areas|regions|brain|clusters|the )\b|post-?(?:treatment"
    r"|therapy|intervention|surg\w+|operative\w*|chemo\w*)\b|follow-?up\b)"
    r"|(?P<condition>(?:stimul\w+|condition\w*|rest|tasks?|trials?|phase|words|faces|pictures"
    r"|pressure|expectation|anticipation|states?|wakefulness|intragroup"
    r"|distension)\b))"
    r"|(?P<hc>(?:HC|NC|HV|CON)s?\b))"
)
_CANCER = re.compile(
    r"\b(?:cancer|tumou?r|carcinoma|metasta|myeloma|leuk(?:a)?emi|lymphoma|sarcoma|oncolog"
    r"|chemotherap|mastectom|oxaliplatin|paclitaxel|cisplatin|CIPN\b|neoplas|malignan)",
    re.IGNORECASE,
)
_PAIN = re.compile(
    r"\b(?:pain|neuropath|neuralgi|nocicep|analges|CIPN|CIBP|arthralgi|mucositis)", re.IGNORECASE
)
_CP = re.compile(r"\bCP (?:group|patients)\b")
_ANIMALS = re.compile(r"\b(?:rats?|mice|mouse|macaques?|monkeys?|rodents?)\b", re.IGNORECASE)
_REVIEW = re.compile(
    r"\b(?:meta-?analy|(?:systematic|scoping|narrative) review|: a review)", re.IGNORECASE
)
_LATER = re.compile(r"\b(?:later|subsequently|went on to) develop", re.IGNORECASE)
_TREATED = re.compile(
    r"\b(?:after|before|post-?\w*|following) (?:\w+ ){0,5}(?:treatment|therapy|intervention"
    r"|training|surgery|stimulation|acupuncture|chemotherapy|sessions?|weeks|exercise|music)",
    re.IGNORECASE,
)
_PAINED = {
    "patients_vs_hc": "pain_vs_hc",
    "patients_vs_patients": "pain_vs_cancer_no_pain",
    "within_group_correlation": "within_pain_group",
    "condition_contrast": "task_contrast",
    "intervention_vs_control": "intervention_vs_control_change",
    "other": "pain_vs_unspecified",
    "unspecified": "pain_vs_unspecified",
}
_ANIMAL = {
    "patients_vs_hc": "model_vs_control",
    "patients_vs_patients": "model_vs_control",
    "post_vs_pre": "model_post_vs_baseline",
    "unspecified": "model_vs_control",
}


@dataclass(frozen=True, slots=True)
class Design:
    """What an abstract as a whole says about who is compared with whom."""

    sides: frozenset[Side]
    cancer: bool = False
    pain: bool = False
    animals: bool = False
    later: bool = False
    treated: bool = False
    review: bool = False
    """Whether the paper sums up others, which makes no findings of its own."""

    @classmethod
    def of(cls, title: str, abstract: str) -> "Design":
        """Gather the groups and the field of an abstract."""
        text = f"{title}\n{abstract}"
        return cls(
            sides=frozenset(sides(abstract)),
            cancer=bool(_CANCER.search(text) or _CP.search(text)),
            pain=bool(_PAIN.search(text) or _CP.search(text)),
            animals=bool(_ANIMALS.search(abstract)),
            later=bool(_LATER.search(abstract)),
            treated=bool(_TREATED.search(abstract)),
            review=bool(_REVIEW.search(title)),
        )

    @property
    def makes_findings(self) -> bool:
        """Whether this is a study of its own, and of more than one cohort with cancer but no pain.

        One group with cancer that is only followed, with no word of pain, tells nothing of pain.
        """
        alone = not self.sides & {Side.CONTROL, Side.WITHOUT, Side.SHAM}
        return not self.review and not (self.cancer and not self.pain and alone)

    def name(self, comparison: str) -> str:
        """Return the id of a comparison in a field: cancer pain has names of its own."""
        if self.animals:
            return _ANIMAL.get(comparison, comparison)
        if not (self.cancer and self.pain):
            return comparison
        if comparison == "patients_vs_patients" and self.later:
            return "future_pain_vs_no_pain"
        return _PAINED.get(comparison, comparison)

    @property
    def usual(self) -> str:
        """The comparison of a sentence that names none."""
        if Side.CONTROL in self.sides:
            return "patients_vs_hc"
        if Side.WITHOUT in self.sides:
            return "patients_vs_patients"
        if Side.SHAM in self.sides:
            return "intervention_vs_control"
        if self.treated:
            return "post_vs_pre"
        return "condition_contrast" if Side.CONDITION in self.sides else "unspecified"


def sides(text: str) -> list[Side]:
    """Return the kinds of group and time that a text names, in order."""
    found = []
    for hit in _SIDES.finditer(text):
        kind = str(hit.lastgroup)
        found.append(Side.CONTROL if kind == "hc" else Side(kind))
    return found
