"""Features of a candidate: how its cue, measure and place stand to one another."""

import re
from functools import lru_cache

from bot.extraction.findings import sections
from bot.extraction.findings.candidates import Candidate
from bot.extraction.findings.correlations import CLINICAL
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.proposals import Proposal

Features = dict[str, float]
_VERBS = frozenset(
    "was were is are showed exhibited revealed displayed demonstrated had did found fell rose"
    " correlated".split()
)
_PREPOSITIONS = {
    "in": "in",
    "within": "in",
    "at": "in",
    "across": "in",
    "throughout": "in",
    "of": "of",
    "for": "of",
    "between": "between",
    "among": "between",
    "with": "with",
    "to": "with",
    "from": "from",
    "than": "than",
    "by": "by",
    "including": "including",
    "involving": "including",
    "on": "on",
    "during": "during",
    "near": "near",
    "around": "near",
    "surrounding": "near",
}
_STATISTIC = re.compile(r"[ptrFZ]\s?[=<>\u2264]\s?-?[\d.]|\bn\.?s\.?\b|corrected|FDR|FWE")
_CONTRAST = re.compile(
    r"\b(?:compared (?:with|to)|relative to|than|versus|vs\.?|in contrast to|controls?|HCs?|healthy"
    r"|patients?|groups?|placebo|sham|baseline)\b"
)
_THIS = re.compile(r"\b(?:this|these|those|such|both|the same|its|their)\b")
_WIDER = re.compile(
    r"\s?(?:\((?:[^()]*,|e\.g|i\.e|including|especially|mainly|particularly|specifically)"
    r"|,?\s(?:such as|including|especially|particularly|mainly|namely|specifically|e\.g\.)\s)"
)
"""What shows that a wider place only introduces the narrower ones behind it."""
_WHOLE_BRAIN = frozenset(
    "global_efficiency local_efficiency clustering_coefficient path_length small_worldness modularity"
    " ALPS_index diffusivity_perivascular EEG_power EEG_alpha_power ERP SC_FC_coupling"
    " FC_strength_intramodular FC_strength_intermodular".split()
)
"""Measures of the brain as a whole, which need no place."""
_MODIFIED = 4
_LATE = 0.85
_FAR, _MIDDLE, _CLOSE = 20, 10, 4


def features(proposal: Proposal) -> Features:
    """Return every feature of a proposal that is not zero."""
    candidate = proposal.candidate
    found = _contrast(proposal)
    found |= _sentence(candidate.sentence)
    found["bias"] = 1.0
    found |= _cue(candidate)
    found |= _measure(candidate)
    if candidate.place and not candidate.carried:
        found |= _place(candidate)
    elif not candidate.carried:
        found |= _placeless(proposal)
    if candidate.relation:
        found |= _relation(candidate)
    if candidate.carried:
        found |= _carried(candidate)
    return {name: value for name, value in found.items() if value}


def _contrast(proposal: Proposal) -> Features:
    """How well the words say what is compared with what."""
    contrast, cue = proposal.contrast, proposal.candidate.cue
    if cue.correlates:
        return {"explicit group": float(contrast.explicit)}
    return {
        "explicit": float(contrast.explicit),
        "not tested": float(not contrast.tested),
        "turned": float(contrast.reversed),
        "no comparison": float(not contrast.comparison),
        f"{cue.form}&explicit": float(contrast.explicit),
        "activates&explicit": float(cue.activates and contrast.explicit),
    }


@lru_cache(maxsize=64)
def _sentence(sentence: SentenceMentions) -> Features:
    """What the sentence says of itself, the same for each of its proposals."""
    wording = sentence.wording
    found = {f"kind={sentence.kind}": 1.0, **wording}
    if sentence.kind == sections.OPEN:
        found |= {f"open&{name}": value for name, value in wording.items()}
        found["open&late"] = float(sentence.position > _LATE)
        found["open&done&not own"] = float(wording["done"] > wording["own"])
    found["done&own"] = wording["done"] * wording["own"]
    found["statistic"] = float(_has_statistic(sentence))
    found["contrast"] = float(bool(_CONTRAST.search(sentence.span.text)))
    found["correlates"] = float(any(cue.correlates for cue in sentence.cues))
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=64)
def _has_statistic(sentence: SentenceMentions) -> bool:
    return bool(_STATISTIC.search(sentence.span.text))


def _cue(candidate: Candidate) -> Features:
    cue, sentence = candidate.cue, candidate.sentence
    signed = "signed" if cue.sign in ("increase", "decrease") else cue.sign
    found = {f"sign={signed}": 1.0, f"form={cue.form}": 1.0, f"{signed}&{cue.form}": 1.0}
    found["negated"] = float(cue.negated)
    found[f"{signed}&negated"] = found["negated"]
    start, end = sentence.bounds(cue.start)
    others = [it for it in sentence.cues if it is not cue and start <= it.start < end]
    found["near correlation"] = float(not cue.correlates and any(it.correlates for it in others))
    if signed == "altered" or signed == "none" or signed == "related":
        beside = float(any(it.sign in ("increase", "decrease") for it in others))
        found[f"{signed}&beside sign"] = beside
        found[f"{signed}&{cue.form}&beside sign"] = beside
    found |= _modified(candidate)
    found["itself"] = float(bool(cue.measure))
    found["activates"] = float(cue.activates)
    found["activates&near correlation"] = found["activates"] * found["near correlation"]
    found["activates&kind"] = found["activates"] * float(sentence.kind == sections.CONCLUSION)
    return found


def _modified(candidate: Candidate) -> Features:
    """What stands right behind a modifier or noun: the brain, or something of people."""
    cue, sentence = candidate.cue, candidate.sentence
    if cue.correlates or cue.measure:
        return {}
    tokens = sentence.tokens[cue.after : cue.after + _MODIFIED]
    if cue.form == "noun":
        tokens = sentence.tokens[max(0, cue.index - _MODIFIED) : cue.index] + tokens
    if not tokens:
        return {}
    low, high = tokens[0].start, tokens[-1].end
    named = (*sentence.measures, *sentence.places)
    brain = any(low <= it.start < high for it in named)
    clinical = bool(CLINICAL.search(sentence.abstract[low:high]))
    return {
        f"{cue.form}&of brain": float(brain),
        f"{cue.form}&of people": float(clinical and not brain),
        f"{cue.form}&of neither": float(not clinical and not brain),
    }


def _measure(candidate: Candidate) -> Features:
    found = {f"source={candidate.measure.source}": 1.0}
    match = candidate.measure.match
    if match:
        found["loose measure"] = float(match.bound)
        found["measure behind"] = float(match.start > candidate.cue.start)
    found["activation"] = float(candidate.measure.id == "task_activation")
    return found


def _place(candidate: Candidate) -> Features:
    sentence, cue, place = candidate.sentence, candidate.cue, candidate.place
    assert place is not None
    group = candidate.places
    start, end = (group.start, group.end) if group else (place.start, place.after)
    behind = start >= cue.end
    low, high = (cue.end, start) if behind else (end, cue.start)
    words = sentence.words(low, high)
    distance = len(words)
    side = "behind" if behind else "before"
    found = {side: 1.0, f"{side}&{cue.form}": 1.0}
    for limit in (_CLOSE, _MIDDLE, _FAR):
        found[f"{side}&over {limit}"] = float(distance > limit)
    found["distance"] = min(distance, 40) / 40
    between = [it for it in sentence.cues if low <= it.start < high]
    same = [it for it in between if it.correlates == cue.correlates]
    found[f"{side}&cue between"] = float(bool(same))
    found[f"{side}&cues between"] = float(len(same) > 1)
    clauses = abs(sentence.clause(start) - sentence.clause(cue.start))
    found[f"{side}&clause between"] = float(clauses > 0)
    found["clauses between"] = float(clauses > 1)
    lists = [it for it in sentence.lists if low <= it.start < high]
    found[f"{side}&list between"] = float(bool(lists))
    found[f"{side}&lists between"] = float(len(lists) > 1)
    found["verb between"] = float(any(word in _VERBS for word in words))
    found[f"{side}&verb between"] = found["verb between"]
    found["not before place"] = float("not" in sentence.words(sentence.span.start, start)[-4:])
    found[f"{candidate.direction}&not before place"] = found["not before place"]
    found["than between"] = float("than" in words)
    found |= _preposition(sentence, start, side, low if behind else sentence.span.start)
    found |= _measure_place(candidate, start, end)
    found["network"] = float(place.network)
    found["other name"] = float(place.id.startswith("other:"))
    found["long list"] = float(bool(group) and len(group.places) > 3) if group else 0.0
    found["wider"] = float(bool(_WIDER.match(sentence.abstract, place.end)))
    if candidate.other:
        found["pair"] = 1.0
        found["within"] = float(candidate.other.id == place.id)
    found["seeded"] = float(candidate.seeded)
    found |= _own_cue(sentence, cue, start, side)
    found |= _rivals(candidate, start, end)
    return found


def _own_cue(sentence: SentenceMentions, cue: Cue, start: int, side: str) -> Features:
    """Whether the clause of the place has a cue of its own, and this one stands in another."""
    own = sentence.clause(start)
    if own == sentence.clause(cue.start):
        return {}
    alike = (it for it in sentence.cues if it.correlates == cue.correlates)
    has = any(sentence.clause(it.start) == own for it in alike)
    return {"clause has own cue": float(has), f"{side}&clause has own cue": float(has)}


def _carried(candidate: Candidate) -> Features:
    """How a sentence without places goes on about those of the one before."""
    small = candidate.sentence.small
    return {
        "carried": 1.0,
        "carried&this": float(bool(_THIS.search(small))),
        "carried&correlates": float(candidate.cue.correlates),
        f"carried&{candidate.measure.source}": 1.0,
        "carried&pair": float(candidate.other is not None),
    }


def _preposition(sentence: SentenceMentions, start: int, side: str, low: int) -> Features:
    words = [token.word for token in sentence.tokens[max(0, sentence.at(start) - 4) : sentence.at(start)]]
    for word in reversed(words):
        if word in _PREPOSITIONS:
            return {f"{side}&{_PREPOSITIONS[word]}": 1.0}
        if word in (",", "and", ";", "."):
            break
    return {f"{side}&no preposition": 1.0}


def _measure_place(candidate: Candidate, start: int, end: int) -> Features:
    """How the measure stands to the place: right behind it, between it and the cue, or elsewhere."""
    match, cue = candidate.measure.match, candidate.cue
    if match is None:
        return {}
    text = candidate.sentence
    found: Features = {}
    gap = len(text.words(end, match.start)) if match.start >= end else None
    found["measure after place"] = float(gap is not None and gap <= 1)
    gap = len(text.words(match.end, start)) if match.end <= start else None
    found["measure at place"] = float(gap is not None and gap <= 3)
    low, high = sorted((cue.start, start))
    found["measure between"] = float(low <= match.start < high)
    others = [it for it in text.measures if it.id != candidate.measure.id]
    low, high = sorted((match.start, start))
    found["other measure between"] = float(any(low < it.start < high for it in others))
    return found


def _rivals(candidate: Candidate, start: int, end: int) -> Features:
    """Whether another cue stands nearer to the place than this one."""
    cue, sentence = candidate.cue, candidate.sentence

    def away(it: object) -> int:
        first, last = it.start, it.end  # type: ignore[attr-defined]
        return start - last if last <= start else first - end

    own = away(cue)
    rivals = [it for it in sentence.cues if it is not cue and it.correlates == cue.correlates]
    nearer = [it for it in rivals if away(it) < own]
    ahead = [it for it in nearer if it.start < start]
    return {
        "nearer cue": float(bool(nearer)),
        "nearer cue ahead": float(bool(ahead)),
        "only cue": float(not rivals),
    }


def _placeless(proposal: Proposal) -> Features:
    candidate = proposal.candidate
    sentence = candidate.sentence
    start, end = sentence.bounds(candidate.cue.start)
    inside = any(start <= it.start < end for it in sentence.places)
    found = {
        "no place": 1.0,
        "no place&places in clause": float(inside),
        "no place&places": float(bool(sentence.places)),
        "no place&no places&own": float(not sentence.places and bool(sentence.wording["own"])),
        f"no place&kind={sentence.kind}": 1.0,
        f"no place&{candidate.measure.source}": 1.0,
        f"no place&{candidate.cue.sign}": 1.0,
    }
    contrast = proposal.contrast.explicit and not candidate.cue.correlates
    found["no place&explicit"] = float(contrast)
    found["bare"] = float(not sentence.places)
    found["bare&explicit"] = float(not sentence.places and contrast)
    found[f"bare&{candidate.cue.form}"] = found["bare"]
    found[f"bare&{candidate.measure.source}"] = found["bare"]
    found["bare&statistic"] = found["bare"] * float(_has_statistic(sentence))
    found["bare&network measure"] = found["bare"] * float(candidate.measure.id in _WHOLE_BRAIN)
    found["no place&correlates"] = float(candidate.cue.correlates)
    found["no place&more cues"] = float(len(sentence.cues) > 1)
    return found


def _relation(candidate: Candidate) -> Features:
    told = candidate.relation
    assert told is not None
    found = {
        "correlation&clinical": float(told.clinical),
        "correlation&graded": float(told.graded),
        "correlation&variable behind": float(told.behind),
        "correlation&no variable": float(not told.variable),
        f"correlation&{candidate.measure.source}": 1.0,
        f"correlation&clinical&{candidate.cue.sign}": float(told.clinical),
        "correlation&clinical&statistic": float(
            told.clinical and _has_statistic(candidate.sentence)
        ),
        f"correlation&{candidate.cue.word.split()[0][:7]}": 1.0,
        "correlation&graded&not clinical": float(told.graded and not told.clinical),
        "correlation&related&not clinical": float(
            candidate.cue.sign == "related" and not told.clinical
        ),
    }
    if candidate.place:
        side = candidate.place.start >= candidate.cue.end
        found["correlation&same side"] = float(side == told.behind)
    return found
