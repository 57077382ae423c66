"""What the words of a sentence tell of its places and of what it reports."""

import re

from bot.extraction.findings import sections
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import PlaceList, SentenceMentions

_FOLLOWS = re.compile(
    r"(?:these|the|such|affected|they|those|significant)\b[^.;]{0,60}\b(?:includ|compris|involv|encompass"
    r"|located|were found|was found|consist|situated)"
)
_NO_FINDING = re.compile(
    r"\b(?:classif\w+|accurac\w+|auc|roc|area under|mediat(?:ed|es|ing|ion)|moderat(?:ed|es|ion)"
    r"|discriminat\w+|sensitivity of|specificity of|cut-?off)\b"
)
_BUT_NOT = re.compile(r"\b(?:but|and) not (?:\w+ ){0,2}\w+$|\bnot (?:in|for) \w+$|\bnot in$")
_THIS = re.compile(r"\b(?:this|these|those|such|both|the same|its|their)\b")
_BUT = 5


def excepted(sentence: SentenceMentions, place_list: PlaceList) -> bool:
    """Whether a list is said not to show it: ``differed in A but not in B``."""
    words = sentence.words(sentence.span.start, place_list.start)
    return bool(_BUT_NOT.search(" ".join(words[-_BUT:])))


def goes_on(sentence: SentenceMentions) -> bool:
    """Whether a sentence speaks of what the one before has named."""
    return sentence.kind != sections.CONCLUSION and bool(_THIS.search(sentence.small))


def is_no_finding(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether the clause tells how well groups are told apart, or what mediates what."""
    start, end = sentence.bounds(cue.start)
    return bool(_NO_FINDING.search(sentence.abstract[start:end].lower()))


def stands_in(sentence: SentenceMentions, place_list: PlaceList | None) -> bool:
    """Whether a list of networks only says where something was: ``in the visual network``."""
    words = sentence.words(sentence.span.start, place_list.start) if place_list else []
    return "in" in words[-2:]


def lists_places(sentence: SentenceMentions) -> bool:
    """Whether a sentence lists the places of what the one before has told."""
    return bool(_FOLLOWS.match(sentence.small))
