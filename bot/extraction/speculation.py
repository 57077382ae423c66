"""Sentences that tell no result of this study: they guess, or speak of earlier work."""

import re

from bot.extraction.text import Span, any_word

MAYBE = (
    r"may|might|could(?! not)|would|should|possibl[ey]|perhaps|propos\w+|speculat\w+|future"
    r"|potential(?<!binding potential)(?<!evoked potential)(?<!action potential)"
    r"(?<!related potential)(?:ly)?"
)
"""Words by which a sentence guesses; a binding or evoked potential is measured."""
# Patterns in small letters are searched in ``small``: faster than to ignore what is a capital.
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior (?:stud|work|research)|earlier stud|studies|literature"
    r"|(?:is|are) known|has been|have been|meta-analys[ei]s|little is)"
)
_GUESSED = any_word(rf"{MAYBE}|thought to|hypothes\w+|appears? to|seems? to|suggest(?:s|ed|ing)?")


def tells_earlier_work(span: Span) -> bool:
    """Whether a sentence speaks of other studies than this one."""
    return bool(_EARLIER.search(span.text.lower()))


def guesses(span: Span) -> bool:
    """Whether a statement says what may be, and not what was found."""
    return first_guess(span) >= 0


def first_guess(span: Span) -> int:
    """Where a stretch first says what may be, as an offset within it; -1 where it does not."""
    guess = _GUESSED.search(span.text.lower())
    return guess.start() if guess else -1
