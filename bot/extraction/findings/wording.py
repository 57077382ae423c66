"""What the words of a sentence tell of its places and measures: left out, unknown, a scale."""

import re

from bot.extraction import sections
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import PlaceList, SentenceMentions
from bot.extraction.findings.place import Place
from bot.extraction.lexicon import Match
from bot.extraction.text import holds_any

_FOLLOWS = re.compile(
    r"(?:these|the|such|affected|they|those|significant)\b[^.;]{0,60}\b(?:includ|compris|involv|encompass"
    r"|located|were found|was found|consist|situated)"
)
_BUT_NOT = re.compile(
    r"\b(?:but|and|though|yet|while) not (?:in|for|with|to|of|at|within|between)"
    r"(?: (?!and\b|but\b|in\b)[\w-]+){0,4}(?: in(?: the)?)?$|\b(?:but|yet) not(?: the)?$|"
    r"\b(?:and|but),? not (?:(?!and\b|in\b)[\w-]+ ){0,5}(?:in|within|of|for)(?: the)?$|"
    r"\b(?:but|and) not (?:\w+ ){0,2}\w+$|\bnot (?:in|for) \w+$|\bnot in$"
    r"|\bnot (?:in|with|to|of|for|between)(?: (?:that|those|of|in|the))*$"
    r"|\band no (?:\w+ ){1,4}(?:in|of|within|at)(?: the)?$"
    r"|\bas (?:much|many|strong|strongly|high|large)(?: \w+)? (?:in|of)(?: the)?$"
)
_REFERENCE = re.compile(
    r"\b(?:normali[sz]ed|scaled|referenced|standardi[sz]ed)(?: \w+)? (?:to|by)(?: the)?(?: whole)?$"
)
"""Ends in the place by which a measure is scaled."""
_OF_REFERENCE = ("normali", "scaled", "referenced", "standardi")
"""Letters of which the pattern needs some."""
_LEAVES_OUT = re.compile(r",? (?:but|and|yet) not (?:the |in |of )*")
"""Between two measures, of which the second is left out: ``FA but not MD``."""
_VARIES = (
    r"(?:asymmetr(?:y|ies)|variability|variance|heterogeneity|latenc(?:y|ies)"
    r"|duration|time course|onset)"
)
"""What a measure may have more of without being more itself."""
_PROPERTY = re.compile(rf"\s{_VARIES}\b")
_PROPERTY_OF = re.compile(
    rf"\b{_VARIES}(?: ind(?:ex|ices))? (?:of|in) "
    r"(?:(?!and\b|or\b|with\b|in\b|that\b)[\w-]+ ){0,3}$"
)
_EXCEPT = re.compile(
    r"\b(?:everywhere|anywhere|all) but(?: in| for)?(?: the)?$"
    r"|\b(?:exception of|except(?:ing)?(?: for| in)?|apart from|excluding|other than)"
    r"(?: (?:the|left|right|bilateral))*$"
)
_OF_EXCEPTION = (
    *("not", "except", "apart", "excluding", "other", "and no ", "where but", "all but", " as "),
)
"""Letters of which these patterns need some."""
_THIS = re.compile(r"\b(?:this|these|those|such|both|the same|its|their)\b")
_BUT = 9
"""Words before a place in which it is left out."""
_GENITIVE = frozenset(("of", "the"))
_LYING = frozenset(
    ("clustered", "located", "lay", "mainly", "chiefly", "mostly", "primarily", "predominantly")
)
_IN_SHORT = re.compile(
    r"\b(?:in|of|at) the (?:left |right |bilateral )?(?P<short>[A-Z][A-Z\d]{1,6})\b"
    r"(?!s?(?:\s?\([+\u2212\u2013-]\)|[+\u2212\u2013-])? (?:group|patients|arm|cohort))"
)
_AHEAD = 60


def excepted(sentence: SentenceMentions, place_list: PlaceList) -> bool:
    """Whether a list is said not to show it: ``differed in A but not in B``.

    A subject may be left out as well, before the verb: ``A but not B increased activity in C``.
    """
    if not holds_any(sentence.small, _OF_EXCEPTION):
        return False
    begun, _ = sentence.bounds(place_list.start)
    cued = (cue.end for cue in sentence.cues if begun <= cue.start and cue.end <= place_list.start)
    named = (
        measure.end
        for measure in sentence.measures
        if measure.end <= place_list.start and left_out(sentence, measure)
    )
    begun = max(min(cued, default=begun), *named, begun)
    words = " ".join(sentence.words(begun, place_list.start)[-_BUT:])
    return bool(_BUT_NOT.search(words) or _EXCEPT.search(words))


def is_reference(sentence: SentenceMentions, place_list: PlaceList) -> bool:
    """Whether a list names only what a measure is told by: ``normalised to the cerebellum``."""
    if not holds_any(sentence.small, _OF_REFERENCE):
        return False
    words = " ".join(sentence.words(sentence.span.start, place_list.start)[-_BUT:])
    return bool(_REFERENCE.search(words))


def left_out(sentence: SentenceMentions, measure: Match | None) -> bool:
    """Whether a measure is said not to show what the one before it does: ``FA but not MD was``."""
    if measure is None:
        return False
    before = [other.end for other in sentence.measures if other.end <= measure.start]
    return bool(before and _LEAVES_OUT.fullmatch(sentence.abstract, before[-1], measure.start))


def is_of_another_property(sentence: SentenceMentions, measure: Match | None) -> bool:
    """Whether words tell of a measure how it varies or when it comes: ``the latency of``."""
    if measure is None:
        return False
    before = sentence.abstract[max(sentence.span.start, measure.start - _AHEAD) : measure.start]
    behind = sentence.abstract[measure.end : sentence.span.end]
    return bool(_PROPERTY_OF.search(before.lower()) or _PROPERTY.match(behind.lower()))


def goes_on(sentence: SentenceMentions) -> bool:
    """Whether a sentence speaks of what the one before has named."""
    return sentence.kind != sections.CONCLUSION and bool(_THIS.search(sentence.small))


def has_unknown_place(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether a clause has a short form of no known meaning where its place would stand."""
    start, end = sentence.bounds(cue.start)
    if any(start <= place.start < end for place in sentence.places):
        return False
    short = _IN_SHORT.search(sentence.abstract, start, end)
    if short is None:
        return False
    at = short.start("short")
    return not any(measure.start <= at < measure.end for measure in sentence.measures)


def is_of_unknown_place(sentence: SentenceMentions, cue: Cue, measure: Match | None) -> bool:
    """Whether a predicate is of a place whose short form is not known: ``FA in the XYZ was``."""
    if cue.form != "predicate" or measure is None or measure.end > cue.start:
        return False
    short = _IN_SHORT.search(sentence.abstract, measure.end, cue.start)
    end = sentence.bounds(cue.start)[1]
    if short is None or any(cue.end <= place.start < end for place in sentence.places):
        return False
    return not any(measure.end <= place.start < cue.start for place in sentence.places)


def stands_in(sentence: SentenceMentions, place_list: PlaceList | None) -> bool:
    """Whether a list of networks only says where something was: ``in the visual network``."""
    words = sentence.words(sentence.span.start, place_list.start) if place_list else []
    return "in" in words[-2:]


def says_within(sentence: SentenceMentions) -> bool:
    """Whether a sentence says that connectivity is within something, and not only of it."""
    return "within" in sentence.small or "intra" in sentence.small


def belongs_to(sentence: SentenceMentions, measure: Match | None, place: Place) -> bool:
    """Whether a measure is called that of a place: ``connectivity of the visual network``."""
    words = sentence.words(measure.end, place.start) if measure else []
    return bool(words) and _GENITIVE.issuperset(words)


def lies_in(sentence: SentenceMentions, cue: Cue, place: Place) -> bool:
    """Whether a change of connectivity is only found at a network: ``clustered in the A``."""
    words = set(sentence.words(cue.end, place.start))
    return bool(cue.measure) and not _LYING.isdisjoint(words)


def lists_places(sentence: SentenceMentions) -> bool:
    """Whether a sentence lists the places of what the one before has told."""
    return bool(_FOLLOWS.match(sentence.small))
