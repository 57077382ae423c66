"""Features of a link: how a cue, its measure and a list of places stand to one another."""

from bot.extraction.findings import place_lists
from bot.extraction.findings.choice import Choice
from bot.extraction.findings.cue_vocabulary import words_around
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import SentenceMentions

Features = dict[str, float]
_ALIKE = {
    "in": ("in", "within", "at", "across", "throughout"),
    "of": ("of", "for"),
    "between": ("between", "among"),
    "with": ("with", "to"),
    "including": ("including", "involving"),
    "near": ("near", "around", "surrounding"),
}
"""Prepositions that say much the same, by one of them."""
_PREPOSITIONS = {word: word for word in ("from", "than", "by", "on", "during")}
_PREPOSITIONS |= {word: name for name, words in _ALIKE.items() for word in words}
_FAR, _MIDDLE, _CLOSE = 20, 10, 4
_LONGEST = 40
_NEAR = 4
"""Words before a list in which its preposition stands."""


def link(sentence: SentenceMentions, cue: Cue, measure: Choice, start: int, end: int) -> Features:
    """Return how a cue and a measure stand to the places between two offsets."""
    if place_lists.goes_with(sentence, cue, measure.match, end):
        return {"behind": 1.0, f"behind&{cue.form}": 1.0, "behind&in": 1.0}
    behind = start >= cue.end
    side = "behind" if behind else "before"
    low, high = (cue.end, start) if behind else (end, cue.start)
    features = {side: 1.0, f"{side}&{cue.form}": 1.0}
    features |= _preposition(sentence, start, side)
    if "not" in sentence.words(sentence.span.start, start)[-_NEAR:]:
        features["not before place"] = 1.0
    if place_lists.shares(sentence, cue, measure.match, start):
        return features  # as if the places stood right behind it
    features |= _distance(sentence, side, low, high)
    ordered = behind and not cue.correlates and "respectively" in sentence.small
    if not ordered:  # there the order tells, and not what is nearest
        features |= _between(sentence, cue, side, low, high)
        features |= _rivals(sentence, cue, start, end)
    features |= _clauses(sentence, cue, start, side)
    features |= _measure(sentence, cue, measure, start, end)
    return features


def _distance(sentence: SentenceMentions, side: str, low: int, high: int) -> Features:
    words = sentence.words(low, high)
    features = {"distance": min(len(words), _LONGEST) / _LONGEST}
    features |= {
        f"{side}&over {limit}": 1.0 for limit in (_CLOSE, _MIDDLE, _FAR) if len(words) > limit
    }
    if not words_around("predicates").isdisjoint(words):
        features |= {"verb between": 1.0, f"{side}&verb between": 1.0}
    if "than" in words:
        features["than between"] = 1.0
    return features


def _between(sentence: SentenceMentions, cue: Cue, side: str, low: int, high: int) -> Features:
    """Which other cues and lists stand between a cue and a list."""
    alike = [rival for rival in sentence.cues if rival.correlates == cue.correlates]
    cues = sum(low <= rival.start < high for rival in alike)
    lists = sum(low <= place_list.start < high for place_list in sentence.lists)
    counted = {"cue between": cues, "list between": lists}
    counted |= {"cues between": cues - 1, "lists between": lists - 1}
    return {f"{side}&{name}": 1.0 for name, count in counted.items() if count > 0}


def _clauses(sentence: SentenceMentions, cue: Cue, start: int, side: str) -> Features:
    """Whether cue and list stand in different clauses, and the list has a cue of its own."""
    own, cue_clause = sentence.clause(start), sentence.clause(cue.start)
    if own == cue_clause:
        return {}
    features = {f"{side}&clause between": 1.0}
    begun = sentence.bounds(start)[0]
    if not words_around("negations").isdisjoint(sentence.words(begun, start)):
        features["place in clause that denies"] = 1.0
    if abs(own - cue_clause) > 1:
        features["clauses between"] = 1.0
    alike = (rival for rival in sentence.cues if rival.correlates == cue.correlates)
    if any(sentence.clause(rival.start) == own for rival in alike):
        features |= {"clause has own cue": 1.0, f"{side}&clause has own cue": 1.0}
    return features


def _preposition(sentence: SentenceMentions, start: int, side: str) -> Features:
    last = sentence.at(start)
    for token in reversed(sentence.tokens[max(0, last - _NEAR) : last]):
        if token.word in _PREPOSITIONS:
            return {f"{side}&{_PREPOSITIONS[token.word]}": 1.0}
        if token.word in (",", "and", ";", "."):
            break
    return {f"{side}&no preposition": 1.0}


def _measure(
    sentence: SentenceMentions, cue: Cue, measure: Choice, start: int, end: int
) -> Features:
    """How the measure stands to the list: right behind, between it and the cue, or elsewhere."""
    match = measure.match
    if match is None:
        return {}
    features: Features = {}
    if match.start >= end and len(sentence.words(end, match.start)) <= 1:
        features["measure after place"] = 1.0
    if match.end <= start and len(sentence.words(match.end, start)) < _NEAR:
        features["measure at place"] = 1.0
    low, high = sorted((cue.start, start))
    if low <= match.start < high:
        features["measure between"] = 1.0
    low, high = sorted((match.start, start))
    if any(low < rival.start < high for rival in sentence.measures if rival.id != measure.id):
        features["other measure between"] = 1.0
    return features


def _rivals(sentence: SentenceMentions, cue: Cue, start: int, end: int) -> Features:
    """Whether another cue stands nearer to the list than this one."""
    rivals = [
        rival for rival in sentence.cues if rival is not cue and rival.correlates == cue.correlates
    ]
    if not rivals:
        return {"only cue": 1.0}
    own = _away(cue, start, end)
    nearer = [rival for rival in rivals if _away(rival, start, end) < own]
    features: Features = {}
    if nearer:
        features["nearer cue"] = 1.0
    if any(rival.start < start for rival in nearer):
        features["nearer cue ahead"] = 1.0
    return features


def _away(cue: Cue, start: int, end: int) -> int:
    """Return how many letters lie between a cue and a stretch."""
    return start - cue.end if cue.end <= start else cue.start - end
