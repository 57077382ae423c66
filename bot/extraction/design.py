"""The design of a study: in what field it is, in whom, and whether it is a study of its own."""

import re
from dataclasses import dataclass
from functools import cached_property

from bot.extraction.text import any_word, guarded

_CANCER = re.compile(
    r"\b(?:cancer|tumou?r(?! necrosis)"
    r"|(?:chemo)?radiotherap|\w*carcinoma|metasta|myeloma|leuk(?:a)?emi|lymphoma|\w*sarcoma|melanoma"
    r"|mesothelioma|oncolog"
    r"|chemotherap|mastectom|oxaliplatin|paclitaxel|docetaxel|cisplatin|vincristine|bortezomib|taxane"
    r"|aromatase inhibitor|cipn\b|neoplas|malignan)"
)
_PAIN_WORDS = (
    *("pain", "neuropath", "neuralgi", "nocicep", "analges", "cipn", "cibp", "arthralgi"),
    *("allodyni", "hyperalges"),
    "mucositis",
)
_PAIN = guarded(rf"\b(?:{'|'.join(_PAIN_WORDS)})", *_PAIN_WORDS)
_PATIENT_CONTROLS = guarded(
    r"\b(?:patients|survivors|sufferers)\b[^.;]{0,90}\b(?:served|acted"
    r"|were (?:used|taken|enrolled)) as (?:the |a )?(?:control|comparison)"
    r"|\bcontrol(?:s| group) (?:\((?:n ?= ?\d+[;,] )?|of )(?:[\w-]+ ){0,3}(?:patients|survivors)"
    r" (?:without|with no|free of)\b(?! (?:[\w-]+ ){0,2}cancer\b)"
    r"|\bcontrols (?:were|comprised|consisted of|included) (?:[\w-]+ ){0,3}(?:patients|survivors"
    r"|women|men|people) with\b(?!out)",
    *(f" as {article}{kind}" for article in ("", "the ", "a ")
      for kind in ("control", "comparison")),
    *("control group (", "control group of", "controls ("),
    *(f"controls {verb}" for verb in ("were", "comprised", "consisted", "included")),
)  # fmt: skip
_CP = re.compile(r"\bCP (?:group|patients)\b")
_ANIMALS = any_word(
    r"rats?|mice|mouse(?<!computer mouse)(?<!optical mouse)"
    r"(?![- ](?:click|button|track|cursor|press))|macaques?|monkeys?|rodents?"
)
_PEOPLE = re.compile(
    r"\b(?:patients|participants|volunteers|(?:wo)?men|adults|children|adolescents|students)\b"
)
_SEVERAL = 2
"""Times that animals are named in the abstract of a study of theirs, where people are too."""
_REVIEW = re.compile(r"\b(?:(?:systematic|scoping|narrative) review|: a review)")
_META_ANALYSIS = re.compile(r"\b(?:meta[-\u2010\u2011]?analy)")
_OF_PUBLISHED = re.compile(
    r"\b(?:literature|pubmed|medline|embase|web of science|databases?|published|likelihood estimat"
    r"|\bale\b|coordinate[-\u2010\u2011]based|peak coordinates|systematic(?:ally)?|eligible studies"
    r"|(?:\d+|included|neuroimaging|imaging|fmri|pet|vbm|primary|previous) (?:\w+ )?studies)\b"
)
"""What shows that a meta-analysis sums up papers, and does not pool the scans of its own sites."""
_OWN_REVIEW = guarded(
    r"\b(?:this|the present|the current|our) (?:[\w-]+ )?(?:review\b(?! board)"
    r"|meta[-\u2010\u2011]?analysis\b)"
    r"|\bwe review(?:ed)? (?:[\w-]+ ){0,4}(?:studies|literature|evidence|articles|papers|research"
    r"|work|findings|publications|trials|reports|what|how|recent|current)\b",
    "review",
    "meta",
)
_ASSIGNED = guarded(
    r"\brandom(?:ly|i[sz])|\bplacebo|\bsham\b|\bdouble[- ]blind",
    *("random", "placebo", "sham", "double"),
)
_DOSED = re.compile(
    r"\b(?:tumou?r|cancer|cibp|cipn|bearing)\S*\s(?:rats|mice|animals)\s(?:\w+\s)?"
    r"(?:received|(?:were|was) (?:given|treated with|injected with|administered))\s"
    r"(?P<drug>[^.;]{3,80}?)\s(?:or|and|versus)\s(?:the\s)?(?:saline|vehicle)\b"
)
_CROSSOVER = guarded(
    r"\bcross-?over\b|\bwithin-subjects?\b|\bcounter-?balanced\b"
    r"|\bon (?:\w+ ){0,2}(?:separate|different) (?:days|occasions)\b",
    *("cross", "within-subject", "balanced", "separate", "different"),
)
_LATER = re.compile(r"\b(?:later|subsequently|went on to) develop")


@dataclass(frozen=True)
class Design:
    """What a title and abstract as a whole say of who was studied.

    Each part is looked for when it is first asked after.
    """

    title: str
    abstract: str

    @cached_property
    def cancer(self) -> bool:
        """Whether cancer is named anywhere, or patients with "CP"."""
        return self._cancer_pain or any(map(_CANCER.search, self._words))

    @cached_property
    def pain(self) -> bool:
        """Whether pain is named anywhere."""
        return self._cancer_pain or any(map(_PAIN.search, self._words))

    @cached_property
    def animals(self) -> bool:
        """Whether animals were studied, and not only named beside people."""
        named = len(_ANIMALS.findall(self._small))
        if named == 0:
            return False
        people = named < _SEVERAL and _PEOPLE.search(self._small)
        return not people or bool(_ANIMALS.search(self.title.lower()))

    @cached_property
    def patient_controls(self) -> bool:
        """Whether the controls are patients themselves."""
        return bool(_PATIENT_CONTROLS.search(self._small))

    @cached_property
    def assigned(self) -> bool:
        """Whether some people were given one thing and some another."""
        return bool(_ASSIGNED.search(self._small))

    @cached_property
    def drug(self) -> str:
        """What animals that were made ill were given, if others had what it is dissolved in."""
        dosed = _DOSED.search(self._small) if self.animals else None
        return dosed["drug"] if dosed else ""

    @cached_property
    def crossover(self) -> bool:
        """Whether the same people were given one thing and then another."""
        return bool(_CROSSOVER.search(self._small))

    @cached_property
    def later(self) -> bool:
        """Whether groups are told apart by what came later."""
        return bool(_LATER.search(self._small))

    @cached_property
    def review(self) -> bool:
        """Whether the paper sums up others, which makes no findings of its own."""
        declared = _OWN_REVIEW.search(self._small)
        title = self.title.lower()
        pooled = _META_ANALYSIS.search(title) and _OF_PUBLISHED.search(f"{title} {self._small}")
        return bool(declared or pooled or _REVIEW.search(title))

    @cached_property
    def _small(self) -> str:
        return self.abstract.lower()

    @cached_property
    def _cancer_pain(self) -> bool:
        return any("CP " in text and _CP.search(text) for text in (self.title, self.abstract))

    @cached_property
    def _words(self) -> tuple[str, str]:
        return self.title.lower(), self._small
