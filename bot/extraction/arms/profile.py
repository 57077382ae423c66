"""The profile of a paper: the categories of people that it names, and the field that it is in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.extraction.arms.group_categories import PAIN, GroupCategory, NamedGroup, names_controls
from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.design import Design
from bot.extraction.text import guarded

PATIENT_NOUN = re.compile(r"(?:out|in)?patients?|survivors?|sufferers?|cases?")
"""What patients are called."""
_SEEN_BEFORE = re.compile(
    r"\b(?:scanned|imaged|examined|studied|assessed|performed|acquired|obtained|recorded|underwent)"
    r"(?: (?!after\b)[\w-]+){0,5} before (?!and\b)(?:[\w-]+ ){0,3}(?:surgery|operation|mastectomy"
    r"|thoracotomy|resection|chemotherapy|radiotherapy|therapy|treatment)\b"
    r"(?!,? and (?:again|then|after|at|\d|one|two|three|six|twelve))"
)
"""Tells that people were seen once, before what was done to them."""
_DEVELOPED = re.compile(r"\bdeveloped? (?:[\w-]+ ){0,4}(?:pain|neuropathy|cipn)\b")
OTHER_PAIN = re.compile(
    r"\bnon-?(?:cancer|malignant|oncologic(?:al)?)\b[\w -]*\bpain\b|\bfibromyalgia\b"
    r"|\bmigraine(?:urs)?\b|\b(?:osteo|rheumatoid )arthritis\b|\birritable bowel\b"
    r"|\b(?:trigeminal|post-?herpetic) neuralgia\b|\bdiabetic (?:\w+ )?neuropath(?:y|ic)\b"
    r"|\bcomplex regional pain\b|\b(?:chronic )?low(?:er)? back pain\b"
)
"""Pain of another cause than cancer."""
_OF_CANCER = re.compile(
    r"(?<!non)(?<!non-)\b(?:cancer|malignan|tumou?r|carcinom|metasta|leuk|lymphom|myelom|survivor)"
)
_PATIENTS = frozenset((GroupCategory.PATIENT, GroupCategory.WITHOUT, GroupCategory.PAIN_CONTROLLED))
_ASSIGNED = re.compile(
    r"[Rr]andom|[Aa]llocated|\bassigned|RCT|control(?:led)? trial|placebo|sham\b"
)
_PLACEBO = guarded(
    r"\b[Pp]lacebo\b(?! (?:analgesia|effects?|respon))|\b[Ss]ham\b"
    r"|\b(?:compared (?:to|with)|versus|vs\.?|or|and|than|relative to) (?:saline|vehicle)\b",
    *("lacebo", "sham", "Sham", "saline", "vehicle"),
)
_ONLY_DEGREE = re.compile(r"(?:mild|moderate|severe|high|low|more|less|intense|[\s,]|or|to|and)*")
_NAME = re.compile(r"[\w-]+")
_TITLED = re.compile(r"[a-z][\w-]{2,}")
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
    two_pains: bool = False
    """Whether some have pain of another cause than cancer, and some have cancer."""
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
    ill = [phrase.description for phrase, it in named if it is GroupCategory.PATIENT]
    categories = frozenset(group.category for group in named)
    nouns = {group.phrase.noun for group in named}
    kinds = categories | {GroupCategory.TREATED} if given else categories
    cancer_pain = design.pain and design.cancer and not design.animals
    words = f"{design.title} {design.abstract}"
    return Profile(
        categories=kinds,
        cancer_pain=cancer_pain,
        controls=names_controls(named),
        pain_told=any(map(PAIN.search, ill)),
        two_pains=any(map(OTHER_PAIN.search, ill)) and _has_pain_of_cancer(design.title, ill),
        later=cancer_pain and (design.later or _tells_later(words.lower())),
        animals=design.animals,
        called_patients=any(map(PATIENT_NOUN.fullmatch, nouns)),
        patient_controls=design.patient_controls,
        assigned=given or (GroupCategory.TREATED in kinds and bool(_ASSIGNED.search(words))),
        dosed=bool(design.drug) or (design.animals and GroupCategory.SHAM in kinds),
        crossover=design.crossover,
        given=given,
        tried=tried,
        placebo=bool(_PLACEBO.search(words)),
        pain_names=pain_names,
        titled=frozenset(_TITLED.findall(design.title.lower())),
    )


def _tells_later(words: str) -> bool:
    """Whether groups are told apart by a pain that came after they were seen."""
    came = _SEEN_BEFORE.search(words) and _DEVELOPED.search(words)
    return bool(_LATER.search(words) or came)


def _has_pain_of_cancer(title: str, ill: Iterable[str]) -> bool:
    """Whether the title speaks of cancer, or people have both cancer and pain."""
    pained = (words for words in ill if PAIN.search(words))
    return any(map(_OF_CANCER.search, (title.lower(), *pained)))


def tells_pain(words: str, paper: Profile) -> bool:
    """Whether words in small letters speak of pain, by a short form of the paper too."""
    return bool(PAIN.search(words)) or not paper.pain_names.isdisjoint(_NAME.findall(words))


def tells_degree_of_pain(phrase: GroupPhrase, paper: Profile) -> bool:
    """Whether a degree that people are said to have of something is one of pain."""
    untold = phrase.head is not Head.DOERS and _ONLY_DEGREE.fullmatch(phrase.trait)
    return bool(untold) or tells_pain(phrase.description, paper)
