"""What speaks for a candidate, and against it: features for the model of confidence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction.effects.candidate import DirectionBasis, EffectCandidate
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.cue_vocabulary import VALUED
from bot.extraction.findings.link_features import Features
from bot.extraction.sections import wording
from bot.extraction.text import BRACKETS

_P = re.compile(r"\bp\s?(?:[- ]?values?)?\s?[=<>\u2264]")
_SIGNIFICANT = re.compile(r"\bsignifican(?:t|ce)|\bsuperior|\beffective")
TREND = re.compile(rf"\b{alternatives('trends')}\b")
"""Says that a difference was only a tendency."""
_ONE_ARM = re.compile(rf"\b{alternatives('one_arm')}(?!\w)")
_OF_TWO_TIMES = re.compile(r"\([^()]*\b(?:before|baseline|pre-?treatment)\b[^()]*\)")
"""Brackets with values of one arm at two times: ``(81 before therapy versus 61 after)``."""
_TWO_ARMS = re.compile(rf"\b{alternatives('two_arms')}(?!\w)")
_OF_EACH = re.compile(rf"(?:\W|and\s)*{alternatives('each_arm')}\b")
"""A clause that opens so tells the same of each arm: ``both groups had less pain``."""
_BETWEEN = re.compile(
    rf"\b(?:(?:than|compared|versus|vs)\b(?!\s(?:\w+\s){{0,3}}?{alternatives('earlier')}\b)"
    r"|between\b|differ)"
)
_THAN_BEFORE = re.compile(
    r"\bthan (?:(?:at|in|on|the|their|its|that|values?|those|of) ){0,3}"
    rf"(?:(?:\w+ )?{alternatives('earlier')}\b|(?:weeks?|months?|days?|hours?|years?|visit) \d)"
)
"""Compares people with themselves: ``lower after juggling than before``."""
_REMAINED = re.compile(
    r"\b(?:remained|stayed|kept) (?:\w+ly )?(?:the same|unchanged|stable|constant|unaltered)\b"
)
_BETWEEN_TIMES = re.compile(
    r"\bbetween (?:the )?(?:pre[- ]?\w*|baseline|before) (?:and|to) (?:the )?(?:post|after|follow)"
)
_DEGREE = re.compile(
    r"\b(?:higher|lower|greater|less|more|fewer|better|worse|larger|smaller|shorter|longer)\b"
)
_LATE = 0.6
"""How far down an abstract its last part begins."""
_LONG_LIST = 6
"""Outcomes of a list beyond which a longer one tells no more."""
_GAP, _LONG_NAME = 60, 60
"""Letters between outcome and cue that count as 1, up to 2; of a name that is long."""


@dataclass(frozen=True, slots=True)
class EffectInterpretation:
    """What a candidate says, and what speaks for it."""

    candidate: EffectCandidate
    direction: Direction
    time: str
    """When it was measured, as printed."""
    way_guessed: bool
    """Whether its direction hangs on which way is better, and nobody says which."""
    features: Mapping[str, float]


def beside_others(
    interpretation: EffectInterpretation, everything: Iterable[EffectInterpretation]
) -> Features:
    """How the rest of the abstract stands to an interpretation, where it is of the same outcome."""
    candidate = interpretation.candidate
    same = [
        other for other in everything
        if other is not interpretation and other.candidate.outcome.id == candidate.outcome.id
    ]  # fmt: skip
    here = [other for other in same if other.candidate.sentence is candidate.sentence]
    others = [other.direction for other in same if other not in here]
    agree = interpretation.direction in others
    differ = any(
        direction not in (interpretation.direction, Direction.ALTERED) for direction in others
    )
    values = [other for other in here if other.candidate.basis is not candidate.basis]
    return {
        "said again": float(agree),
        "said otherwise": float(differ and not agree),
        "contested": float(any(_disagree(interpretation, other) for other in here)),
        "contested by numbers": float(any(_disagree(interpretation, other) for other in values)),
    }


def _disagree(first: EffectInterpretation, second: EffectInterpretation) -> bool:
    ways = {first.direction, second.direction}
    return len(ways) > 1 and Direction.ALTERED not in ways


def within_one_arm(candidate: EffectCandidate) -> bool:
    """Whether a clause tells a change from before, of one arm or of each alone."""
    if candidate.apart:
        return True
    interaction = candidate.cue.word.startswith("interaction")  # of group and time
    if candidate.comparator is not None or candidate.contrasted or interaction:
        return False
    if _OF_EACH.match(candidate.words) and not _BETWEEN.search(candidate.words):
        return candidate.direction("") is not Direction.NONE or _is_of_change(candidate)
    if _REMAINED.search(candidate.words) and not _BETWEEN.search(candidate.words):
        return True
    if (earlier := _against_earlier(candidate)) is not None:
        return earlier
    alone = candidate.together or bool(_ONE_ARM.search(candidate.words)) or _stays(candidate)
    return alone and not tells_two_arms(candidate, bracketed=not candidate.together)


def _against_earlier(candidate: EffectCandidate) -> bool | None:
    """Whether a clause that compares two times compares nothing else; none where it does not."""
    if _BETWEEN_TIMES.search(candidate.words):
        return not candidate.joint
    if not _THAN_BEFORE.search(candidate.words):
        return None
    rest = _DEGREE.sub(" ", _THAN_BEFORE.sub(" ", candidate.words))
    return not _TWO_ARMS.search(rest)


def _stays(candidate: EffectCandidate) -> bool:
    """Whether one group is said not to change: ``pain was unchanged in the juggling group``."""
    of_one = candidate.index is not None and not candidate.joint
    cue = candidate.cue
    return of_one and _is_of_change(candidate) and (cue.negated or cue.sign == "none")


def _is_of_change(candidate: EffectCandidate) -> bool:
    """Whether its word is for a change over time, as none of two groups is: ``unchanged``."""
    return candidate.cue.word.startswith(("chang", "unchanged", "stable", "constant"))


def tells_two_arms(candidate: EffectCandidate, *, bracketed: bool = True) -> bool:
    """Whether the words of a clause compare: ``more``, ``between``, ``than``.

    What is not ``bracketed`` leaves out what only the values in brackets compare.
    """
    left_out = _OF_TWO_TIMES if bracketed else BRACKETS
    return bool(_TWO_ARMS.search(left_out.sub(" ", candidate.words)))


def features(
    candidate: EffectCandidate, direction: Direction, position: float, *, way_guessed: bool
) -> Features:
    """Return every feature of a candidate that is not zero.

    ``position`` is how far down the abstract its sentence stands, from 0 to 1.
    """
    sign = "signed" if direction in (Direction.INCREASE, Direction.DECREASE) else direction.value
    every = {
        "bias": 1.0,
        f"kind={candidate.kind}": 1.0,
        f"sign={sign}": 1.0,
        "way guessed": float(way_guessed),
        "late": float(position > _LATE),
        "estimate": float(candidate.estimate is not None),
        **_of_cue(candidate, sign),
        **_of_assertion(candidate),
        **_of_outcome(candidate),
        **_of_tests(candidate, sign),
        **_of_arms(candidate, sign),
        **{f"rival {name}": 1.0 for name in candidate.rivals},
        **{f"rival {name}&{sign}": 1.0 for name in candidate.rivals},
    }
    return {name: value for name, value in every.items() if value}


def _of_cue(candidate: EffectCandidate, sign: str) -> Features:
    """What gives the direction: words, of which kind, or numbers."""
    cue, outcome = candidate.cue, candidate.outcome
    worded = candidate.basis is DirectionBasis.WORDS
    valued = cue.sign in VALUED and worded
    return {
        f"basis={candidate.basis}": 1.0,
        f"{candidate.basis}&{sign}": 1.0,
        f"form={cue.form}": float(worded),
        f"{cue.form}&{'behind' if outcome.behind else 'before'}": float(worded),
        "valued": float(valued),
        "valued&known": float(valued and outcome.known),
        "negated": float(cue.negated),
        f"cue={cue.sign}": float(worded),
        f"cue={cue.sign}&negated": float(cue.negated),
    }


def _of_assertion(candidate: EffectCandidate) -> Features:
    """How firmly the sentence says it, and whether it tells of plans or methods."""
    assertion, words = candidate.assertion, wording(candidate.sentence.text.lower())
    return {
        f"assertion={assertion.kind.value}": 1.0,
        f"assertion={assertion.kind.value}&{candidate.cue.sign}": 1.0,
        "hedged": float(assertion.hedged),
        "guessed": words["guessed"],
        "planned": words["planned"],
        "done": words["done"],
    }


def _of_outcome(candidate: EffectCandidate) -> Features:
    """How the outcome is known, and how far from the cue it stands."""
    cue, outcome = candidate.cue, candidate.outcome
    gap = max(0, outcome.start - cue.end, cue.start - outcome.end)
    return {
        "known": float(outcome.known),
        "list": min(outcome.size, _LONG_LIST) / _LONG_LIST,
        "gap": min(gap, 2 * _GAP) / _GAP,
        "long name": float(outcome.end - outcome.start > _LONG_NAME),
    }


def _of_tests(candidate: EffectCandidate, sign: str) -> Features:
    """Whether a p value is printed, and whether something is called significant."""
    tested = bool(_P.search(candidate.words))
    significant = bool(_SIGNIFICANT.search(candidate.words))
    return {
        "p": float(tested),
        "p&signed": float(tested and sign == "signed"),
        "significant": float(significant),
        "significant&signed": float(significant and sign == "signed"),
    }


def _of_arms(candidate: EffectCandidate, sign: str) -> Features:
    """Which arms it is told of, and whether one is compared with the other."""
    index, comparator = candidate.index is not None, candidate.comparator is not None
    within = within_one_arm(candidate)
    return {
        "index": float(index),
        "comparator": float(comparator),
        "both named": float(index and comparator),
        "neither named": float(not (index or comparator or candidate.joint)),
        "turned": float(candidate.inverted),
        "turned&both": float(candidate.inverted and index and comparator),
        "together": float(candidate.together),
        "joint": float(candidate.joint),
        "joint&signed": float(candidate.joint and sign == "signed"),
        "within": float(within),
        "within&signed": float(within and sign == "signed"),
    }
