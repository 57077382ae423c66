"""What speaks for the two arms of a trial being read right, and against it."""

import re
from collections.abc import Sequence

from bot.extraction.effects.arm_names import is_like_control, is_unspecific
from bot.extraction.effects.arms import Side, TrialArms
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.link_features import Features
from bot.extraction.text import Span

_JOINED = re.compile(r"\b(?:and|or)\b|,")
_OF = re.compile(r"\b(?:of|on|in|for)\b")
_WITH = re.compile(r"\bwith\b")
_NO_TREATMENT = re.compile(rf"\b{alternatives('no_treatment')}\b", re.IGNORECASE)
_LONG = 8
"""Words of a name that count as 1."""
_OFTEN, _OFTEN_BOTH = 0.5, 0.4
"""Shares of the sentences that name one arm, or both, beyond which more tell no more."""


def arm_features(arms: TrialArms, spans: Sequence[Span]) -> Features:
    """Return how two arms are named, and how often the sentences of an abstract name them."""
    named = [{name.side for name in arms.names(span.text)} for span in spans]
    names = {arm.side: arm.name for arm in arms.arms}
    index, comparator = names.get(Side.INDEX, ""), names.get(Side.COMPARATOR, "")
    return {
        "bias": 1.0,
        **_of_name("index", index),
        **_of_name("comparator", comparator),
        "comparator long": min(len(comparator.split()), _LONG) / _LONG,
        "like a control": float(is_like_control(comparator) and not is_unspecific(comparator)),
        "several": float(arms.several),
        "third named": float(arms.further is not None),
        "titled": float(arms.titled),
        "index often": _often([Side.INDEX in sides for sides in named], _OFTEN),
        "comparator often": _often([Side.COMPARATOR in sides for sides in named], _OFTEN),
        "both often": _often([len(sides) > 1 for sides in named], _OFTEN_BOTH),
    }


def _of_name(side: str, name: str) -> Features:
    return {
        f"no {side}": float(not name),
        f"{side} joined": float(bool(_JOINED.search(name))),
        f"{side} of": float(bool(_OF.search(name))),
        f"{side} with": float(bool(_WITH.search(name))),
        f"{side} measured": float(bool(_NO_TREATMENT.search(name))),
    }


def _often(told: Sequence[bool], most: float) -> float:
    return min(sum(told) / max(1, len(told)), most) / most
