"""What speaks for a candidate, and against it: features for the model of confidence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.studies import Direction
from bot.extraction.effects.candidate import DirectionBasis, EffectCandidate
from bot.extraction.effects.words import alternatives
from bot.extraction.findings.cue_vocabulary import VALUED
from bot.extraction.findings.link_features import Features
from bot.extraction.findings.sections import wording
from bot.extraction.text import BRACKETS

_P = re.compile(r"\bp\s?(?:[- ]?values?)?\s?[=<>\u2264]")
_SIGNIFICANT = re.compile(r"\bsignifican(?:t|ce)|\bsuperior|\beffective")
_ONE_ARM = re.compile(rf"\b{alternatives('one_arm')}(?!\w)")
_TWO_ARMS = re.compile(rf"\b{alternatives('two_arms')}(?!\w)")
_OF_EACH = re.compile(rf"(?:\W|and\s)*{alternatives('each_arm')}\b")
"""A clause that opens so tells the same of each arm: ``both groups had less pain``."""
_BETWEEN = re.compile(
    rf"\b(?:(?:than|compared|versus|vs)\b(?!\s(?:\w+\s){{0,3}}?{alternatives('earlier')}\b)"
    r"|between\b|differ)"
)
_LATE = 0.6


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
    if candidate.comparator is not None:
        return False
    if _OF_EACH.match(candidate.words) and not _BETWEEN.search(candidate.words):
        return candidate.direction("") is not Direction.NONE
    alone = candidate.together or bool(_ONE_ARM.search(candidate.words)) or _stays(candidate)
    return alone and not tells_two_arms(candidate)


def _stays(candidate: EffectCandidate) -> bool:
    """Whether one group is said not to change: ``pain was unchanged in the juggling group``."""
    of_group = candidate.index is not None and candidate.index.group and not candidate.joint
    cue = candidate.cue
    change = cue.word.startswith(("chang", "unchanged", "stable", "constant"))
    return of_group and change and (cue.negated or cue.sign == "none")


def tells_two_arms(candidate: EffectCandidate, *, bracketed: bool = True) -> bool:
    """Whether the words of a clause compare: ``more``, ``between``, ``than``.

    What is not ``bracketed`` leaves out what only the values in brackets compare.
    """
    words = candidate.words if bracketed else BRACKETS.sub(" ", candidate.words)
    return bool(_TWO_ARMS.search(words))


def features(
    candidate: EffectCandidate, direction: Direction, position: float, *, way_guessed: bool
) -> Features:
    """Return every feature of a candidate that is not zero."""
    cue, outcome, assertion = candidate.cue, candidate.outcome, candidate.assertion
    clause, words = candidate.words, wording(candidate.sentence.text.lower())
    sign = "signed" if direction in (Direction.INCREASE, Direction.DECREASE) else direction.value
    gap = max(0, outcome.start - cue.end, cue.start - outcome.end)
    valued = cue.sign in VALUED and candidate.basis is DirectionBasis.WORDS
    side = "behind" if outcome.behind else "before"
    index, comparator = candidate.index is not None, candidate.comparator is not None
    tested, significant = bool(_P.search(clause)), bool(_SIGNIFICANT.search(clause))
    within = within_one_arm(candidate)
    every = {
        "bias": 1.0,
        f"kind={candidate.kind}": 1.0,
        f"basis={candidate.basis}": 1.0,
        f"{candidate.basis}&{sign}": 1.0,
        f"form={cue.form}": float(candidate.basis is DirectionBasis.WORDS),
        f"{cue.form}&{side}": float(candidate.basis is DirectionBasis.WORDS),
        f"sign={sign}": 1.0,
        "valued": float(valued),
        "valued&known": float(valued and outcome.known),
        "way guessed": float(way_guessed),
        "negated": float(cue.negated),
        f"assertion={assertion.kind.value}": 1.0,
        "hedged": float(assertion.hedged),
        "guessed": words["guessed"],
        "planned": words["planned"],
        "done": words["done"],
        "known": float(outcome.known),
        "list": min(outcome.size, 6) / 6,
        "gap": min(gap, 120) / 60,
        "long name": float(outcome.end - outcome.start > 60),  # noqa: PLR2004 - letters
        "p": float(tested),
        "p&signed": float(tested and sign == "signed"),
        "significant": float(significant),
        "significant&signed": float(significant and sign == "signed"),
        "index": float(index),
        "comparator": float(comparator),
        "both named": float(index and comparator),
        "neither named": float(not (index or comparator or candidate.joint)),
        "turned": float(candidate.turned),
        "turned&both": float(candidate.turned and index and comparator),
        "together": float(candidate.together),
        "joint": float(candidate.joint),
        "joint&signed": float(candidate.joint and sign == "signed"),
        "within": float(within),
        "within&signed": float(within and sign == "signed"),
        "estimate": float(candidate.estimate is not None),
        "late": float(position > _LATE),
        **{f"rival {name}": 1.0 for name in candidate.rivals},
        **{f"rival {name}&{sign}": 1.0 for name in candidate.rivals},
        f"assertion={assertion.kind.value}&{cue.sign}": 1.0,
        f"cue={cue.sign}": float(candidate.basis is DirectionBasis.WORDS),
        f"cue={cue.sign}&negated": float(cue.negated),
    }
    return {name: value for name, value in every.items() if value}
