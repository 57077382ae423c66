"""The design of a study: which groups and times its abstract names, and in what field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


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
    r"\b(?:(?P<sham>sham\b|placebo\b|vehicle\b|saline\b|wait(?:ing)?[- ]?list|usual care"
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
)
# Patterns without capitals, for words in small letters: that is searched three times as fast.
_CONTROLS = re.compile(r"\b(?:HC|NC|HV|CON)s?\b")
_CANCER = re.compile(
    r"\b(?:cancer|tumou?r|carcinoma|metasta|myeloma|leuk(?:a)?emi|lymphoma|sarcoma|oncolog"
    r"|chemotherap|mastectom|oxaliplatin|paclitaxel|cisplatin|cipn\b|neoplas|malignan)"
)
_PAIN = re.compile(r"\b(?:pain|neuropath|neuralgi|nocicep|analges|cipn|cibp|arthralgi|mucositis)")
_CP = re.compile(r"\bCP (?:group|patients)\b")
_ANIMALS = re.compile(r"\b(?:rats?|mice|mouse|macaques?|monkeys?|rodents?)\b")
_REVIEW = re.compile(r"\b(?:meta-?analy|(?:systematic|scoping|narrative) review|: a review)")
_OWN_REVIEW = re.compile(
    r"\b(?:this|the present|the current|our) (?:\w+ )?(?:review\b(?! board)|meta-?analysis\b)"
    r"|\bwe review(?:ed)?\b"
    r"(?! medical| the (?:medical|charts|records))"
)
_LATER = re.compile(r"\b(?:later|subsequently|went on to) develop")
_TREATED = re.compile(
    r"\b(?:after|before|post-?\w*|following) (?:\w+ ){0,5}(?:treatment|therapy|intervention"
    r"|training|surgery|stimulation|acupuncture|chemotherapy|sessions?|weeks|exercise|music)"
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


@dataclass(frozen=True)
class Design:
    """What a title and abstract as a whole say about who is compared with whom.

    Each part is looked for when it is first asked after.
    """

    title: str
    abstract: str

    @cached_property
    def sides(self) -> frozenset[Side]:
        """The kinds of group and time that the abstract names."""
        return frozenset(_sides(self._small))

    @cached_property
    def cancer(self) -> bool:
        """Whether cancer is named anywhere, or patients with "CP"."""
        return self._names(_CANCER) or self._cancer_pain

    @cached_property
    def pain(self) -> bool:
        """Whether pain is named anywhere."""
        return self._names(_PAIN) or self._cancer_pain

    @cached_property
    def animals(self) -> bool:
        """Whether animals were studied."""
        return bool(_ANIMALS.search(self._small))

    @cached_property
    def later(self) -> bool:
        """Whether groups are told apart by what came later."""
        return bool(_LATER.search(self._small))

    @cached_property
    def treated(self) -> bool:
        """Whether something was done between two times."""
        return bool(_TREATED.search(self._small))

    @cached_property
    def review(self) -> bool:
        """Whether the paper sums up others, which makes no findings of its own."""
        declared = _OWN_REVIEW.search(self._small)
        return bool(declared or _REVIEW.search(self.title.lower()))

    @cached_property
    def _small(self) -> str:
        return _small(self.abstract)

    @cached_property
    def _cancer_pain(self) -> bool:
        return any("CP " in it and _CP.search(it) for it in (self.title, self.abstract))

    def _names(self, field: re.Pattern[str]) -> bool:
        return any(field.search(text) for text in (self._small, self.title.lower()))

    @property
    def makes_findings(self) -> bool:
        """Whether this is a study of its own, and of more than one cohort with cancer but no pain.

        One group with cancer that is only followed, with no word of pain, tells nothing of pain.
        """
        if self.review:
            return False
        others = {Side.CONTROL, Side.WITHOUT, Side.SHAM}
        return self.pain or not self.cancer or bool(self.sides & others)

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
    return list(_sides(_small(text)))


def _sides(small: str) -> Iterator[Side]:
    return (Side(str(hit.lastgroup)) for hit in _SIDES.finditer(small))


def _small(text: str) -> str:
    """Write a text in small letters, and the short names of a control group in full."""
    return _CONTROLS.sub("controls", text).lower()
