"""Pains that are named by their parts: by the cancer or the medicine, and by what hurts.

``Patients with lung cancer and severe pain`` have cancer pain, and ``painful paclitaxel
neuropathy`` is one after chemotherapy, though no list of names can hold them all.
"""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.phrases import Phrase
from bot.extraction.text import holds_any
from bot.extraction.vocabulary import Vocabulary

CANCER_PAIN = "cancer pain (unspecified)"
_NEUROPATHY = "chemotherapy-induced peripheral neuropathy"
_MEDICINE = (
    r"(?:oxaliplatin|cisplatin|platinum|paclitaxel|docetaxel|taxanes?|vincristine|vinca alkaloids?"
    r"|bortezomib|thalidomide|eribulin|ixabepilone)"
)
_NERVES = r"(?:(?:poly)?neuropath(?:y|ies)|neurotoxicity|neuropathic pain)"
_PAIN_OF_NERVES = rf"(?:{_NERVES}|pain|allodynia|hyperalgesia|hypersensitivity)"
_LINKED = r"(?:[-\u2010\u2011\s](?:induced|related|associated|evoked))?"
_MANNERS = r"(?:(?:painful|peripheral|sensory|chronic|acute|cold|mechanical|neuropathic)\s)"
_CAUSED = r"(?:after|following|from|due to|caused by|induced by)"
_AFTER_MEDICINE = re.compile(
    rf"\b(?:painful\s)?{_MEDICINE}{_LINKED}\s{_MANNERS}{{0,3}}{_PAIN_OF_NERVES}\b"
    rf"|\b{_MANNERS}{{0,3}}{_PAIN_OF_NERVES}\s{_CAUSED}\s(?:\w+\s){{0,2}}?{_MEDICINE}\b",
    re.IGNORECASE,
)
_AFTER_CHEMOTHERAPY = re.compile(
    rf"\b(?:painful\s)?chemotherapy{_LINKED}\s{_MANNERS}{{0,3}}{_NERVES}\b"
    rf"|\b{_MANNERS}{{0,3}}{_NERVES}\s{_CAUSED}\s(?:\w+\s){{0,2}}?chemotherapy\b",
    re.IGNORECASE,
)
_NAMED_MEDICINE = re.compile(rf"\b{_MEDICINE}\b", re.IGNORECASE)
_PAINFUL_NERVES = re.compile(
    r"(?<!diabetic )(?<!herpetic )\b(?:painful\s(?:(?:peripheral|sensory)\s)?neuropath(?:y|ies)"
    r"|(?<!painful )neuropathic pain)\b",
    re.IGNORECASE,
)
_PAINFUL_BONE = re.compile(
    r"\bpainful\s(?:bone|bony|skeletal|osseous|spinal)\s"
    r"(?:metasta(?:sis|ses)|lesions?|spread|disease|deposits?)\b",
    re.IGNORECASE,
)
_TREATMENTS = (
    (
        _AFTER_MEDICINE,
        ("platin", "taxel", "taxane", "vinc", "bortez", "thalid", "eribul", "ixabep"),
        _NEUROPATHY,
    ),
    (_AFTER_CHEMOTHERAPY, ("chemotherapy",), _NEUROPATHY),
    (_PAINFUL_NERVES, ("neuropath",), _NEUROPATHY),
    (_PAINFUL_BONE, ("painful ",), "bone metastasis pain"),
)
"""Patterns, letters of which each match holds some, and which pain it is."""
_NOT_FURTHER = (
    r"(?![-\u2010\u2011\s](?:free|scores?|scales?|relief|ratings?|intensit\w+|severity|medications?"
    r"|management|controls?|questionnaires?|thresholds?|treatments?|clinics?)\b)"
)
_PAIN = rf"pain\b{_NOT_FURTHER}"
_SOME = (
    r"(?:(?!no\b|not\b|without\b|non\b|free\b|back\b|knee\b|neck\b|experimental\b|evoked\b|induced\b)"
    r"[\w-]+\s)"
)
_BEHIND = re.compile(
    rf"(?:[-\u2010\u2011\s](?:related\s|induced\s)?{_SOME}?{_PAIN}"
    rf"|\s(?:patients\s|survivors\s)?(?:with(?:\s(?:and|or)\swithout)?|and|who had|who have)\s"
    rf"{_SOME}{{0,4}}{_PAIN})",
    re.IGNORECASE,
)
"""What may stand behind a cancer: ``lung cancer pain``, ``lung cancer and severe pain``."""
_BEFORE = re.compile(
    r"\b(?:(?:chronic|persistent|refractory|intractable|severe|bone)\s){0,2}pain\s"
    r"(?:of|in|from|due to|caused by)\s"
    r"(?:(?:the\s)?(?:patients|people|men|women|adults|survivors)\s(?:with|of)\s)?$",
    re.IGNORECASE,
)
"""What may stand before one: ``pain of bladder cancer``."""
_REACH = 60
_KINDS = (
    (re.compile(r"\bbone pain", re.IGNORECASE), "cancer-induced bone pain"),
    (re.compile(r"\b(?:refractory|intractable)\b", re.IGNORECASE), "refractory cancer pain"),
    (re.compile(r"\bbreakthrough\b", re.IGNORECASE), "breakthrough pain"),
    (re.compile(r"\bneuropathic\b", re.IGNORECASE), "chronic neuropathic pain"),
    (re.compile(r"\b(?:chronic|persistent)\b", re.IGNORECASE), "chronic cancer pain"),
)
"""Words that say which pain of a cancer it is; the first that fits counts."""


def composed_pains(
    text: str, phrases: Sequence[Phrase], title: str, vocabulary: Vocabulary
) -> Iterator[Phrase]:
    """Yield the pains that a text names by their parts, beside those that ``phrases`` hold.

    ``title`` is that of the paper: where it names a medicine that harms nerves, neuropathic pain
    in the paper is of that.
    """
    named = [phrase for phrase in phrases if phrase.kind == "pain"]
    known = vocabulary.terms["pain"]
    for pain in (*_of_treatment(text, title), *_of_cancers(text, phrases)):
        within = any(other.start < pain.end and pain.start < other.end for other in named)
        if pain.id in known and not within:
            yield pain


def _of_treatment(text: str, title: str) -> Iterator[Phrase]:
    """Yield pains of nerves that a medicine harmed, and of bones that are told to hurt."""
    small = text.lower()
    for pattern, needs, id in _TREATMENTS:
        if pattern is _PAINFUL_NERVES and not _NAMED_MEDICINE.search(title):
            continue
        for hit in pattern.finditer(text) if holds_any(small, needs) else ():
            yield Phrase(kind="pain", id=id, start=hit.start(), end=hit.end())


def _of_cancers(text: str, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield the pains beside the names of cancers."""
    for cancer in phrases:
        if cancer.kind != "cancer":
            continue
        start, end = cancer.start, cancer.end
        behind = _BEHIND.match(text, end)
        before = _BEFORE.search(text, max(0, start - _REACH), start)
        if behind:
            end = behind.end()
        elif before:
            start = before.start()
        else:
            continue
        words = text[start:end]
        id = next((id for pattern, id in _KINDS if pattern.search(words)), CANCER_PAIN)
        yield Phrase(kind="pain", id=id, start=start, end=end)
