"""Clauses that name a direction and report no result: plans, advice, people as they came."""

import re

from bot.domain.studies import Direction
from bot.extraction.effects.candidate import DirectionBasis, EffectCandidate
from bot.extraction.effects.features import tells_two_arms, within_one_arm
from bot.extraction.effects.words import alternatives

_AT_ENTRY = re.compile(rf"\b{alternatives('at_entry')}(?!\w)")
_WHO_THEY_WERE = re.compile(
    r"\b(?:who|whose|those with|those without)\b[^,;.()]*?\b(?:at|on|before)\s(?:study\s)?"
    r"(?:baseline|entry|inclusion|enrol\w*|randomi[sz]ation)"
)
"""Of whom a result is told: ``among adults who could not juggle at baseline``."""
_FROM_THEN = re.compile(
    r"\b(?:compared (?:with|to)|than|versus|vs\.?|from|against) (?:an? |the )?"
    r"(?:mean |median )?\d[\d.,]*(?: ?%| \w+)?(?: \([^()]*\))? at (?:study )?(?:baseline|entry)\b"
)
"""A value before, beside which a result is told: ``4.1 and 3.7, compared with 6.2 at baseline``."""
_BASELINE = re.compile(r"(?<!from )(?<!than )(?<!to )(?<!with )(?<!for )\bbaseline \Z")
_RECOMMENDS = re.compile(rf"\b{alternatives('recommends')}(?!\w)")
_ENDPOINT = re.compile(
    rf"\b{alternatives('chosen')}\s(?:[\w/-]+\s){{0,2}}?{alternatives('endpoints')}"
    r"(?:\s\([^()]*\))?\s(?:was|were|is|are|included|comprised|consisted of)\s"
    r"(?:as follows:?\s|defined as\s)?"
    r"(?:(?:an?|the|mean|median|percent(?:age)?|relative|absolute)\s)*$"
)
"""What was to be measured, up to the word for a change: ``the primary outcome was the change``."""
_DESCRIBED = re.compile(
    rf"\b(?:{alternatives('people')}|years)\b[^.;]{{0,60}}?\b(?:with|having)\s(?:(?:an?|\w+ly)\s)*$"
)
"""Whom a trial took in, up to how they were: ``80 adults with acutely``."""
_PURPOSE = re.compile(r"(?P<before>[\w-]+),?\sto\s(?:\w+ly\s)?$")
_TOLD_WITH_TO = re.compile(alternatives("told_with_to"))
"""Before "to", words by which a verb behind it is told of what was seen: ``was found to lower``."""
_BASE_FORM = re.compile(alternatives("effects_as_base"))


def reports_nothing(candidate: EffectCandidate) -> bool:
    """Whether a clause is of people as they came, of plans, of the comparator alone, or advice."""
    words = candidate.words
    if _AT_ENTRY.search(_FROM_THEN.sub(" ", _WHO_THEY_WERE.sub(" ", words))) or _RECOMMENDS.search(
        words
    ):
        return True
    tests = (_is_of_baseline, _is_planned, _describes_people, _is_purpose)
    if any(test(candidate) for test in tests):
        return True
    return candidate.inverted and (within_one_arm(candidate) or _is_unchanged_alone(candidate))


def _before_cue(candidate: EffectCandidate) -> str:
    """What the sentence says before the word for the direction, in small letters."""
    return candidate.sentence.text[: candidate.cue.start - candidate.sentence.start].lower()


def _is_of_baseline(candidate: EffectCandidate) -> bool:
    """Whether the outcome is what people had as they came: ``baseline pain did not differ``."""
    before = candidate.sentence.text[: candidate.outcome.start - candidate.sentence.start].lower()
    return bool(_BASELINE.search(before))


def _is_planned(candidate: EffectCandidate) -> bool:
    """Whether it says what was to be measured."""
    noun = candidate.basis is DirectionBasis.WORDS and candidate.cue.form == "noun"
    return noun and bool(_ENDPOINT.search(_before_cue(candidate)))


def _describes_people(candidate: EffectCandidate) -> bool:
    """Whether an adjective tells whom the trial took in: ``80 adults with elevated pressure``."""
    words = candidate.basis is DirectionBasis.WORDS and candidate.cue.form == "modifier"
    return words and bool(_DESCRIBED.search(_before_cue(candidate)))


def _is_purpose(candidate: EffectCandidate) -> bool:
    """Whether a verb says what something is for: ``a campaign to reduce falls``."""
    hit = _PURPOSE.search(_before_cue(candidate))
    told = hit is None or _TOLD_WITH_TO.fullmatch(hit["before"])
    return not told and bool(_BASE_FORM.fullmatch(candidate.cue.word))


def _is_unchanged_alone(candidate: EffectCandidate) -> bool:
    """Whether only one arm is said not to change, which compares nothing: ``unchanged in rest``."""
    alone = candidate.comparator is None
    if candidate.basis is DirectionBasis.VALUES:
        same = candidate.sign is Direction.NONE
    else:
        same = candidate.cue.sign == "none" or candidate.cue.negated
    return alone and same and not (candidate.joint or tells_two_arms(candidate, bracketed=False))
