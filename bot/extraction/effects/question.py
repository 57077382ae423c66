"""Whether a result is one that the review asks about: its outcome, and both of its arms."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from bot.domain.studies import OTHER
from bot.extraction.effects.arms import Side, TrialArm, TrialArms
from bot.extraction.effects.candidate import EffectCandidate
from bot.extraction.effects.features import within_one_arm
from bot.extraction.lexicon import Match
from bot.extraction.vocabulary import Vocabulary

_TOGETHER = re.compile(r"\b(?:combin\w+|plus|adjunct\w*|add-on)\b")
"""Says that treatments were given together."""
_ADDED_TO = re.compile(r"\b(?:adjunct\w*|added|addition|add-on)(?: \w+)? to (?:the )?\Z")
"""Before what all had, to which something else was added."""
_OPPOSITES = re.compile(
    r"\b(?:loss|reduction|relief|resolution|remission|resistance|freedom|free)\b"
)
_EITHER_ALONE = re.compile(r"\beither (?:\w+ )?alone\b")
_SEVERAL = re.compile(r"\band\b|\bplus\b|\+|\w{5}/\w{5}")


def beyond_question(candidate: EffectCandidate, arms: TrialArms, vocabulary: Vocabulary) -> str:
    """Why a result may be none that the review asks about, in words; empty where it is one.

    What nobody asked about may be no outcome, and no arm; and of three treatments a clause may
    compare other two.
    """
    sides = (Side.INDEX,) if within_one_arm(candidate) else tuple(Side)
    if why := unasked(candidate.outcome.id, *map(arms.id, sides)):
        return why
    if _may_be_the_opposite(candidate, vocabulary):
        return (
            "it may be printed as the opposite of the outcome: less of the one is more of the other"
        )
    if any(_is_of_several(arm, vocabulary) for arm in arms.arms):
        return "an arm was given more than one treatment"
    if _names_another(candidate, arms, vocabulary):
        return "its sentence names another treatment"
    return "it may be of treatments given together" if _is_of_both(candidate, arms) else ""


def unasked(outcome: str, *arms: str) -> str:
    """What of a result the review and its vocabulary do not name, by its ids; empty if nothing."""
    if outcome.startswith(OTHER):
        return "the review names no such outcome"
    if any(arm.startswith(OTHER) for arm in arms):
        return "the review does not name both arms"
    return ""


def _may_be_the_opposite(candidate: EffectCandidate, vocabulary: Vocabulary) -> bool:
    """Whether less of what is printed is more of the outcome that it counts as.

    A protocol may have ``weight loss`` among its words for weight.
    """
    name = vocabulary.terms["measure"][candidate.outcome.id].name.lower()
    return any(hit[0] not in name for hit in _OPPOSITES.finditer(candidate.outcome_words))


def _treatments(words: str, vocabulary: Vocabulary) -> Iterator[Match]:
    """Yield the treatments of the vocabulary that words name, on whichever side."""
    return chain.from_iterable(vocabulary.find(words, side) for side in Side)


def _is_of_several(arm: TrialArm, vocabulary: Vocabulary) -> bool:
    """Whether an arm got more than the one treatment of the vocabulary that is in its name."""
    name = arm.name.lower()
    whole = ((match.start, match.end) == (0, len(name)) for match in _treatments(name, vocabulary))
    return bool(_SEVERAL.search(name)) and not any(whole)


def _names_another(candidate: EffectCandidate, arms: TrialArms, vocabulary: Vocabulary) -> bool:
    """Whether its clause names a treatment that is not known to be an arm, or tells of a third arm.

    It tells of the treatment that stands first behind its cue: ``differed between the third and``.
    """
    at, words = candidate.clause[0], candidate.words
    known = {arms.id(side) for side in Side}
    third = [(group.start, group.end) for group in arms.others(words, ()) if group.treated]
    own = [(candidate.outcome.start - at, candidate.outcome.end - at)]
    named = [match for match in _treatments(words, vocabulary) if not _within(match, own)]
    if any(match.id not in known and not _within(match, third) for match in named):
        return True
    behind = [match for match in named if match.start >= candidate.cue.end - at]
    first = min(behind, key=lambda match: match.start, default=None)
    return first is not None and first.id not in known


def _within(match: Match, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(match.start < end and start < match.end for start, end in stretches)


def _is_of_both(candidate: EffectCandidate, arms: TrialArms) -> bool:
    """Whether it is told of both treatments together, or of something that was added to one."""
    names = arms.names(candidate.words)
    added = any(_ADDED_TO.search(candidate.words[: name.start]) for name in names)
    if added or _EITHER_ALONE.search(candidate.words):
        return True
    sides = {name.side for name in names}
    printed = " ".join(arm.name.lower() for arm in arms.arms)
    apart = bool(_TOGETHER.search(candidate.words)) and not _TOGETHER.search(printed)
    return apart and len(sides) == len(Side)
