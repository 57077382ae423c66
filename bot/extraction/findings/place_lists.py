"""The lists of places around a cue, and the measures that stand right at one."""

import re
from collections.abc import Collection, Iterator, Sequence

from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import PlaceList, SentenceMentions
from bot.extraction.lexicon import Match

_LISTS = 5
"""How many lists on each side of a cue are tried."""
_JOINS = frozenset(
    ("and", "but", "or", "with", ",", ";", ":", "in", "of", "was", "were", "is", "are", "while",
     "whereas", "than", "to", "by")
)  # fmt: skip
_OF_PLACE = frozenset(("of", "in", "within", "for", "the", "left", "right", "bilateral", "both"))
_LISTING = frozenset(
    ("and", "or", "but", ",", "/", "(", ")", "as", "well", "the", "was", "were", "both", "also",
     "whereas", "while", "yet", "mean", "values", "together", "with", "found", "observed", "seen",
     "detected", "noted", "evident", "present")
)  # fmt: skip
_LEAD = 8
"""Words between the last measure and its places, some of which may be of no known name."""
_NO_LEAD = frozenset(
    (";", ":", "than", "but", "while", "whereas", "which", "had", "showed", "did", "compared")
)
_ALONG = re.compile(
    r",?\s(?:(?:which|and) (?:was|were) )?(?:accompanied by|together with|along with|coupled with"
    r"|paralleled by|in parallel with|combined with|with (?:an? )?(?:concomitant|concurrent"
    r"|corresponding|parallel|simultaneous|accompanying))\s(?:(?:the|an?|concomitant|significantly)\s)*"
)
_OBJECT = 2
"""Words that open such an object."""
_THAT_OF = (["that", "of"], ["those", "of"], ["that", "in"], ["those", "in"])
"""What opens the object of a change that has its places behind."""
_BESIDE = 1
"""Letters between a place and the measure of its own."""
_COMPOUND = 2
"""Words between a list of places and the measure of theirs behind it."""


def near_lists(sentence: SentenceMentions, cue: Cue) -> list[PlaceList]:
    """Return the lists of places around a cue, the nearest of each side."""
    before = [place_list for place_list in sentence.lists if place_list.end <= cue.start][-_LISTS:]
    before = [] if _leaves_out(sentence, cue) else before
    behind = [place_list for place_list in sentence.lists if place_list.start >= cue.end][:_LISTS]
    within = [  # "greater hippocampal atrophy"
        place_list
        for place_list in sentence.lists
        if cue.start <= place_list.start and place_list.end <= cue.end
    ]
    reached = _reached(sentence, sentence.clause(cue.start))
    return [
        place_list
        for place_list in before + within + behind
        if sentence.clause(place_list.start) in reached
    ]


def _reached(sentence: SentenceMentions, own: int) -> Collection[int]:
    """Return the clauses whose places a change may be of: its own, and others where it has none."""
    if all(sentence.clause(listed.start) != own for listed in sentence.lists):
        return (own - 1, own, own + 1)
    next_has_cue = any(sentence.clause(cue.start) == own + 1 for cue in sentence.cues)
    return (own,) if next_has_cue else (own, own + 1)


def _leaves_out(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether a change has its place behind: ``and lower in B``, ``and raised that of B``."""
    behind = [token.word for token in sentence.tokens[cue.after : cue.after + _OBJECT]]
    if cue.form != "noun" and behind in _THAT_OF:
        start = sentence.tokens[cue.after].end
        between = (sentence.words(start, listed.start) for listed in sentence.lists)
        return any(words and _OF_PLACE.issuperset(words) for words in between)
    ahead = sentence.tokens[cue.index - 1].word if cue.index else ""
    return (
        ahead in ("and", "but")
        and behind[:1] in (["of"], ["in"])
        and any(follows(sentence, cue, listed.start) for listed in sentence.lists)
    )


def compound(sentence: SentenceMentions, cue: Cue, place_list: PlaceList) -> Match | None:
    """Return the measure that a list of places makes a compound with: ``lower insula volume``."""
    if place_list.start < cue.end or (cue.form == "predicate" and not cue.correlates):
        return None
    behind = [measure for measure in sentence.measures if measure.start >= place_list.end]
    words = sentence.words(place_list.end, behind[0].start) if behind else []
    return None if not behind or len(words) >= _COMPOUND or _JOINS & set(words) else behind[0]


def owned(sentence: SentenceMentions, place_list: PlaceList) -> Match | None:
    """Return the measure right before a list: ``GMV of A and the thickness of B correlated``."""
    before = [measure for measure in sentence.measures if measure.end <= place_list.start]
    words = sentence.words(before[-1].end, place_list.start) if before else []
    return before[-1] if before and words and _OF_PLACE.issuperset(words) else None


def listed_beside(sentence: SentenceMentions, first: Match, second: Match) -> bool:
    """Whether two measures stand in one list, and share the places behind it.

    Each may have a direction of its own: ``A and B in``, ``lower A but higher B in``.
    """
    between = range(sentence.at(first.end), sentence.at(second.start))
    return _LISTING.issuperset(_unmentioned(sentence, between))


def shares(sentence: SentenceMentions, cue: Cue, measure: Match | None, start: int) -> bool:
    """Whether only other changes of other measures stand between a change and a list of places.

    ``start`` is where the list begins: ``FA was lower and MD was higher in A and B``.
    """
    if measure is None or cue.correlates or start < cue.start or "respectively" in sentence.small:
        return False
    if any(0 < measure.start - listed.end <= _BESIDE for listed in sentence.lists):
        return False  # "lower insula FA and higher MD in A"
    first = max(cue.end, measure.end)
    measures = [rival for rival in sentence.measures if first <= rival.start < start]
    cues = [rival for rival in sentence.cues if first <= rival.start < start]
    if not (measures and cues) or any(rival.correlates for rival in cues):
        return False
    last = max(*(rival.end for rival in measures), *(rival.end for rival in cues))
    lead = _without_comparator(sentence.words(last, start))
    joined = range(sentence.at(first), sentence.at(last))
    return (
        len(lead) <= _LEAD
        and not _OF_PLACE.isdisjoint(lead)
        and _NO_LEAD.isdisjoint(lead)
        and _LISTING.issuperset(_unmentioned(sentence, joined))
    )


def _without_comparator(words: Sequence[str]) -> Sequence[str]:
    """Return words without whom they compare with: of ``than controls in the`` only ``in the``."""
    if "than" not in words:
        return words
    than = words.index("than")
    places = [at for at in range(than + 2, len(words)) if words[at] in ("in", "within", "of")]
    return [*words[:than], *words[places[-1] :]] if places else words


def follows(sentence: SentenceMentions, cue: Cue, start: int) -> bool:
    """Whether a list of places stands right behind a change: ``lower in A``, ``lower FA of A``."""
    between = range(sentence.at(cue.end), sentence.at(start)) if start >= cue.end else range(0)
    return (
        0 < len(between) <= _LEAD
        and sentence.cued.isdisjoint(between)
        and _OF_PLACE.issuperset(_unmentioned(sentence, between))
    )


def goes_with(sentence: SentenceMentions, cue: Cue, measure: Match | None, end: int) -> bool:
    """Whether a change goes along with that of the places before it, which end at an offset.

    So does ``lower FA in A, accompanied by higher RD``.
    """
    if measure is None or cue.correlates or cue.form not in ("modifier", "noun"):
        return False
    first, last = min(cue.start, measure.start), max(cue.end, measure.end)
    if first < end or not _ALONG.fullmatch(sentence.abstract, end, first):
        return False
    clause = sentence.bounds(cue.start)[1]
    return not any(last <= place.start < clause for place in sentence.places)


def _unmentioned(sentence: SentenceMentions, numbers: range) -> Iterator[str]:
    """Yield the words among these tokens that are of no direction or measure, and no adverbs."""
    spans = [(measure.start, measure.end) for measure in sentence.measures]
    for number in numbers:
        word, start, _ = sentence.tokens[number]
        mentioned = number in sentence.cued or any(low <= start < high for low, high in spans)
        if not mentioned and not word.endswith("ly"):
            yield word
