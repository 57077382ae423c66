"""What speaks for a reading being right as a whole: that its name is an outcome, and of these arms.

The direction has features of its own (``features.py``); how sure it is, is one of these here.
"""

import re
from math import log

from bot.domain.studies import Direction
from bot.extraction.effects.arms import Side, TrialArms
from bot.extraction.effects.choice import RatedEffect
from bot.extraction.effects.features import TREND, tells_two_arms, within_one_arm
from bot.extraction.effects.names import is_adjective
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.link_features import Features

_WORD = re.compile(r"[\w/-]+")
_DIGIT = re.compile(r"\d")
_MEASURED = re.compile(rf"\b{alternatives('measures')}$")
_SCALE = re.compile(rf"\b{alternatives('scales')}$|\b[a-z-]*\d[a-z]*$")
_DOSE = re.compile(r"\b\d[\d.,]*\s?-?(?:mg|mcg|microg|g)\b")
_FROM_BEFORE = re.compile(rf"\b{alternatives('from_before')}\b")
_BOTH = re.compile(
    r"\b(?:both|all|either|each|neither|none of the)\s(?:\w+\s){0,2}?"
    r"(?:groups?|drugs?|treatments?|arms?|regimens?|agents?|therap\w+)\b"
)
_EARLY = 0.3
"""How far down an abstract its first part ends."""
_LONG_NAME, _LONG_SENTENCE = 8, 600
"""Words of a name, and letters of a sentence, that count as 1."""
_SUREST = 0.999


def whole_features(effect: RatedEffect, arms: TrialArms, text: str) -> Features:
    """Return what is to be seen of the name, the sentence and the arms that it tells of."""
    candidate, direction = effect.candidate, effect.direction
    sure = min(max(effect.confidence, 1 - _SUREST), _SUREST)
    return {
        "direction": log(sure / (1 - sure)),
        "decrease": float(direction is Direction.DECREASE),
        "altered": float(direction is Direction.ALTERED),
        "within": float(within_one_arm(candidate)),
        "compares": float(tells_two_arms(candidate)),
        **_of_name(effect, arms, text),
        **_of_sentence(effect, arms, text),
    }


def _of_name(effect: RatedEffect, arms: TrialArms, text: str) -> Features:
    """How the outcome is named."""
    outcome, valued = effect.candidate.outcome, effect.candidate.is_valued
    name = text[outcome.start : outcome.end].lower()
    words = _WORD.findall(name)
    last = words[-1] if words else ""
    scale = valued and bool(_SCALE.search(name))
    return {
        "name long": min(len(words), _LONG_NAME) / _LONG_NAME,
        "name measured": float(bool(_MEASURED.search(name))),
        "name with number": float(bool(_DIGIT.search(name))),
        "name ends as adjective": float(is_adjective(last) or last.endswith(("ed", "ly"))),
        "name ends in -ing": float(last.endswith("ing")),
        "name of arm": float(bool(arms.names(name))),
        "valued": float(valued),
        "scale improved": float(scale),
        "scale improved by more": float(scale and effect.direction is Direction.INCREASE),
    }


def _of_sentence(effect: RatedEffect, arms: TrialArms, text: str) -> Features:
    """What else the sentence tells, and where it stands."""
    sentence = effect.candidate.sentence
    small = sentence.text.lower()
    names = arms.names(sentence.text)
    return {
        "sentence long": min(len(small), _LONG_SENTENCE) / _LONG_SENTENCE,
        "section named": float(bool(sentence.section)),
        "early": float(sentence.start < _EARLY * len(text)),
        "dose": float(bool(_DOSE.search(small))),
        "from before": float(bool(_FROM_BEFORE.search(small))),
        "trend": float(bool(TREND.search(small))),
        "both groups": float(bool(_BOTH.search(small))),
        "index in sentence": float(any(name.side is Side.INDEX for name in names)),
        "no arm in sentence": float(not names),
        "others in sentence": float(bool(arms.others(sentence.text, names))),
    }
