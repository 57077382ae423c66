"""What makes an effect wait for people, however sure its words were read."""

import re

from bot.domain.studies import Direction
from bot.extraction.assertion.significance import USUAL_LEVEL, p_values
from bot.extraction.effects.arms import Side, TrialArms
from bot.extraction.effects.candidate import DENIES, DirectionBasis, EffectCandidate
from bot.extraction.effects.clauses import UNKNOWN_GROUP
from bot.extraction.effects.estimates import P_VALUE
from bot.extraction.effects.features import (
    TREND,
    EffectInterpretation,
    tells_two_arms,
    within_one_arm,
)
from bot.extraction.effects.outcome_doubts import is_of_another_outcome
from bot.extraction.effects.words import alternatives
from bot.extraction.sections import CONCLUSION
from bot.extraction.text import BRACKETS, decimal

_CHANGE = re.compile(r"\bchanges?\b|\b(?:falls?|rises?|drops?|gains?|loss(?:es)?)\s(?:in|of)\b")
_OF_PEOPLE = re.compile(
    r"\b(?:than|compared (?:with|to)|versus|vs\.?|similar to|comparable (?:with|to)) "
    r"(?:in |that in |those (?:in|with|who) |among )?"
    rf"(?:the )?{alternatives('kinds_of_people')}\b"
)
"""A comparison of people by what they are, not by what they got: ``greater in men than women``."""
_AND_OTHERS = re.compile(
    rf"\bbetween (?:[\w-]+ ){{0,2}}{alternatives('people')} (?:with and without"
    r"|who (?:\w+ ){1,3}and (?:who )?(?:did|were|had) not)\b"
    r"|\bbetween (?:the )?(?:non-?)?responders\b"
)
"""People with something and those without: ``between adults with and without diabetes``."""
_IN_PEOPLE = re.compile(rf"\b(?:in|among) {alternatives('kinds_of_people')}(?!\w)")
"""People of one kind, where no arm is named: ``more frequent in smokers``."""
_DOSES = re.compile(
    r"\b(?:higher|lower|highest|lowest|larger|smaller|two|three|both|either|between|all)"
    r"(?: \w+){0,2} doses?\b(?! of (?:tablets|rescue))|\bdose[- ](?:related|dependent|response)"
    r"|\bthan (?:with |in |by |for |of |the |those |patients |receiving ){0,4}\d[\d.,]*[ -]?m?c?g\b"
)
"""Doses compared with each other, or told of together."""
_NO_PROOF = re.compile(
    r"\b(?:not|fail\w*)\b[^.;]{0,40}?\bnon-?inferior|\bnon-?inferior\w*[^.;]{0,40}?\b(?:not|fail\w*)\b"
)
_AMOUNTS = re.compile(
    r"\bby (?P<a>\d+(?:[.,\u00b7]\d+)?)(?:/\d[\d.]*)?[^;\d]{0,16}?"
    r"\s(?:with|in|for|after|on|during|among)\s[^;\d]{2,60}?"
    r"(?:\band|versus|\bvs\.?|\bcompared (?:with|to)|\bbut|\bwhereas|\bwhile|\bthan)"
    r"\s(?:[^;\d]{0,30}\s)?(?P<b>\d+(?:[.,\u00b7]\d+)?)"
)
"""What each of two arms changed by: ``by 12% with juggling and by 30% at rest``."""
_WITH_OTHERS = re.compile(
    rf"\b(?:than|compared (?:with|to))\s(?!{alternatives('no_arm_behind_than')})"
)
"""Compares with something that has a name: ``more than scarves``."""
_IN_ONE_GROUP = re.compile(
    r"(?:in|within|for|with|among) (?:the )?(?!both|all|each|either|these|two|three|study)"
    r"(?:[\w/+-]+ ){1,4}?(?:group|arm)\b,? "
)
"""Opens a sentence that tells of one group: ``In the juggling group, ...``."""
_OF_EACH = re.compile(
    r"\b(?:both|each|either|neither|all(?: three| four)?)(?: of the)?(?: \w+)?"
    r" (?:drugs?|compounds?|treatments?|agents?|medications?|therapies|regimens?|groups?|arms?"
    r"|interventions?)\b"
)
"""What is told of each arm by itself: ``both drugs raised it``, ``neither group changed``."""
_OUTDOES = re.compile(
    r"\b(?:than|between|more|less|fewer|greater|higher|lower|better|worse|superior|favou?r\w*)\b"
)
_SETS_APART = re.compile(
    r"\b(?:than|between|differ\w*|more|less|fewer|greater|similar\w*|comparable|comparably|equal\w*"
    r"|equivalent|superior|favou?r\w*|alike|same)\b"
)
"""Says of two arms how they stand to each other."""
_INERT = re.compile(
    r"placebo|sham|usual|control|waiting|no[_ ]|standard|nothing|dummy|conventional"
)
"""In the name of an arm that is given nothing that works."""
_WITH_NOTHING = re.compile(
    r"\b(?:compared (?:with|to)|relative to|versus|vs\.?) (?:the )?"
    r"(?:placebo|baseline|pre-?treatment)\b"
)
_LIKE = re.compile(r"\b(?:similar|comparabl|equal|equivalen|same\b)")
_TAKEN_BACK = re.compile(r"\b(?:but|although|however)\b[^.;]{0,20}\bsignifican")
_AT_THE_LEVEL = re.compile(r"\bp\s?=\s?0?[.\u00b7]050*(?!\d)")
"""A p value that some call significant and others not."""
_BESIDE = 11
"""Letters on either side of an outcome in which it may be called a change."""


def is_doubtful(interpretation: EffectInterpretation, arms: TrialArms) -> bool:
    """Whether words that were read well leave open what the trial found."""
    candidate = interpretation.candidate
    if (
        _compares_nothing(candidate)
        or _is_of_unknown_arm(candidate, arms)
        or _is_of_each_alone(interpretation, arms)
        or _may_be_of_both(candidate, arms)
        or _is_of_another_group(candidate)
        or is_of_another_outcome(candidate)
    ):
        return True
    if interpretation.direction is Direction.NONE:
        return _is_like_nothing(candidate) or _is_tested_twice(candidate)
    return (
        interpretation.way_guessed
        or not candidate.tested
        or _is_of_no_comparison(candidate)
        or bool(TREND.search(candidate.words))
        or _is_against_another(candidate)
        or _may_go_either_way(candidate)
        or (arms.several and not candidate.names_both)
        or (_names_no_arm(candidate) and bool(_IN_PEOPLE.search(candidate.words)))
        or _is_outdone(candidate)
        or bool(_AT_THE_LEVEL.search(candidate.words))
    )


def _compares_nothing(candidate: EffectCandidate) -> bool:
    """Whether it compares no two arms, or with reserve, whatever its direction."""
    people = candidate.comparator is None and (
        _OF_PEOPLE.search(candidate.words) or _AND_OTHERS.search(candidate.words)
    )
    reserved = candidate.kind == CONCLUSION and candidate.assertion.hedged
    alone = _is_change_of_comparator(candidate) or _is_change_of_one_group(candidate)
    others = candidate.of_others or _is_of_doses(candidate) or bool(people)
    return reserved or alone or others or _is_no_proof(candidate)


def _is_of_unknown_arm(candidate: EffectCandidate, arms: TrialArms) -> bool:
    """Whether arms are compared of which one is unknown, or one is compared with itself."""
    index, comparator = map(arms.id, Side)
    return not within_one_arm(candidate) and not (index and comparator and index != comparator)


def _is_of_each_alone(interpretation: EffectInterpretation, arms: TrialArms) -> bool:
    """Whether words that do not set the arms apart tell of both, or hold them against a third."""
    candidate = interpretation.candidate
    signed = interpretation.direction is not Direction.NONE
    apart = (_OUTDOES if signed else _SETS_APART).search(candidate.words)
    if apart or within_one_arm(candidate):
        return False
    return bool(_OF_EACH.search(candidate.words)) or _is_against_a_third(candidate, arms)


def _may_be_of_both(candidate: EffectCandidate, arms: TrialArms) -> bool:
    """Whether two treatments are compared, and the words do not name both of them."""
    if within_one_arm(candidate) or candidate.names_both:
        return False
    return not any(_INERT.search(arms.id(side)) for side in Side)


def _is_like_nothing(candidate: EffectCandidate) -> bool:
    """Whether it is only called similar, and no words or test say to what."""
    if not _LIKE.search(candidate.words) or DENIES.search(candidate.words):
        return False
    both = candidate.names_both or candidate.joint or candidate.together
    return not (both or P_VALUE.search(candidate.words))


def _is_tested_twice(candidate: EffectCandidate) -> bool:
    """Whether one p value takes back what another tells: ``p = 0.01, but not in completers``."""
    words = candidate.sentence.text.lower()
    values = [value for _, _, value, _ in p_values(words)]
    both = bool(values) and min(values) < USUAL_LEVEL < max(values)
    return both and bool(_TAKEN_BACK.search(words))


def _is_against_a_third(candidate: EffectCandidate, arms: TrialArms) -> bool:
    """Whether it compares with placebo, or with before, where neither arm is that."""
    placebo = any("placebo" in arms.id(side) for side in Side)
    return not placebo and bool(_WITH_NOTHING.search(candidate.words))


def _names_no_arm(candidate: EffectCandidate) -> bool:
    return candidate.index is None and candidate.comparator is None


def _is_of_doses(candidate: EffectCandidate) -> bool:
    """Whether doses of what was tried are compared, and not with the comparator."""
    return candidate.comparator is None and bool(_DOSES.search(candidate.words))


def _is_outdone(candidate: EffectCandidate) -> bool:
    """Whether each arm changes by an amount, and the one that it is told of by less.

    ``Fell by 12% with juggling and by 30% at rest`` is a smaller fall.
    """
    if candidate.basis is not DirectionBasis.WORDS or candidate.cue.form == "modifier":
        return False
    at = candidate.cue.start - candidate.clause[0]
    hit = _AMOUNTS.search(BRACKETS.sub("", candidate.words[at:]))
    if not hit or candidate.inverted:
        return False
    if candidate.index is None:
        return True  # nobody knows of whom the first amount is
    return abs(decimal(hit["a"])) < abs(decimal(hit["b"]))


def _is_no_proof(candidate: EffectCandidate) -> bool:
    """Whether it could not be shown that an arm is no worse: the two may differ all the same."""
    return "inferior" in candidate.cue.word and bool(_NO_PROOF.search(candidate.words))


def _is_of_no_comparison(candidate: EffectCandidate) -> bool:
    """Whether a direction is told of no arm, and no test is printed."""
    told = candidate.joint or not _names_no_arm(candidate)
    tested = P_VALUE.search(candidate.words) or candidate.estimate is not None
    return not told and not (tested or tells_two_arms(candidate))


def _is_of_another_group(candidate: EffectCandidate) -> bool:
    """Whether it is told of a group that is neither arm, and of no arm."""
    return _names_no_arm(candidate) and UNKNOWN_GROUP in candidate.rivals


def _is_against_another(candidate: EffectCandidate) -> bool:
    """Whether it compares with what is neither arm: ``more effective than scarves``."""
    unbracketed = BRACKETS.sub(" ", candidate.words)
    return candidate.comparator is None and bool(_WITH_OTHERS.search(unbracketed))


def _may_go_either_way(candidate: EffectCandidate) -> bool:
    """Whether it is a greater change, which may be a greater rise or a greater fall."""
    start = candidate.sentence.start
    low = min(candidate.cue.start, candidate.outcome.start) - start - _BESIDE
    high = max(candidate.cue.end, candidate.outcome.end) - start + _BESIDE
    words = candidate.sentence.text[max(0, low) : high].lower()
    degree = candidate.cue.sign in ("increase", "decrease") and candidate.cue.form != "noun"
    return degree and candidate.basis is DirectionBasis.WORDS and bool(_CHANGE.search(words))


def _is_change_of_one_group(candidate: EffectCandidate) -> bool:
    """Whether one group is told of, and nothing compares: ``In the juggling group, pain fell``.

    That may be a change from before, which the other group may have had too.
    """
    opened = _IN_ONE_GROUP.match(candidate.sentence.text.lower())
    told = candidate.index is not None and candidate.index.group
    alone = candidate.comparator is None and not candidate.joint
    compared = within_one_arm(candidate) or tells_two_arms(candidate) or candidate.contrasted
    words = candidate.basis is DirectionBasis.WORDS and candidate.estimate is None
    return words and alone and bool(opened or told) and not compared


def _is_change_of_comparator(candidate: EffectCandidate) -> bool:
    """Whether only the comparator is said to change, from which nothing follows for the other."""
    words, index = candidate.basis is DirectionBasis.WORDS, candidate.index
    alone = candidate.comparator is None and index is not None and index.side is Side.COMPARATOR
    compared = candidate.joint or candidate.contrasted or tells_two_arms(candidate, bracketed=False)
    return words and alone and not compared
