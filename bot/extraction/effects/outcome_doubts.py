"""Words around the name of an outcome by which something else is told than the outcome."""

import re

from bot.extraction.effects.candidate import EffectCandidate

_NONE_OF_IT = re.compile(
    r"\b(?:no|without|free (?:of|from)|(?:resolution|absence|relief|disappearance|freedom|cessation"
    r"|elimination|remission|prevention|lack) (?:of|from)) (?:[\w/-]+,? ){0,6}?(?:(?:and|or) )?\Z"
)
"""Before what people did not have, or no longer: ``more had no cough``, ``relief of cough and``."""
_ENDS_A_NAME = re.compile(
    r"\b(?:was|were|is|had|by|with|than|for|but|differences?|effects?|changes?|evidence)\b"
)
_OF_SOMETHING = re.compile(
    r"\b(?:variability|variation|control|treatment|prediction|predictors?|determinants?)"
    r" (?:of|for|in) (?:[\w/-]+,? ){0,4}?(?:(?:and|or) )?\Z"
)
"""Before an outcome whose name is a part of another: ``variability of pulse``."""
_LESS_APART = re.compile(
    r"\b(?:smaller|larger|greater|lower|higher|less|more) (?:[\w-]+ ){0,2}"
    r"(?:differences?|variations?|fluctuations?|gradients?) (?:in|of) (?:the )?\Z"
)
"""Before an outcome of which a difference between times or places changed."""
_ALIKE = re.compile(
    r"\b(?:for|at|despite|with|by) (?:the |an? )?(?:same|similar|equal|comparable)"
    r"(?: [\w-]+){0,9} \Z"
)
"""Before what the arms were made alike in: ``for the same degree of``."""


def is_of_another_outcome(candidate: EffectCandidate) -> bool:
    """Whether the words before an outcome make another of it, or it stands in another sentence.

    That there is no difference may be said of what its own sentence names in words nobody knows.
    """
    start, end = candidate.sentence.start, candidate.sentence.end
    if not start <= candidate.outcome.start < end:
        return True
    clause = candidate.clause[0] - start
    before = candidate.sentence.text[clause : candidate.outcome.start - start].lower()
    without = _NONE_OF_IT.search(before)
    if without and not _ENDS_A_NAME.search(without[0]):
        return True
    return any(pattern.search(before) for pattern in (_OF_SOMETHING, _LESS_APART, _ALIKE))
