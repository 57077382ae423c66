"""Which sentences report results: told by their section, or else by their wording."""

import re

from bot.extraction.statements import statements
from bot.extraction.text import Span, any_word

MAYBE = (
    r"may|might|could(?! not)|would|should|possibl[ey]|perhaps|propos\w+|speculat\w+|future"
    r"|potential(?<!binding potential)(?<!evoked potential)(?<!action potential)"
    r"(?<!related potential)(?:ly)?"
)
"""Words by which a sentence guesses; a binding or evoked potential is measured."""
# Patterns in small letters are searched in ``small``: faster than to ignore what is a capital.
_PLANNED = any_word(
    r"aim(?:s|ed)?|sought|objectives?|purpose|goal|hypothes\w+|investigat\w+|whether|planned"
    r"|(?:we|were|was) (?:then |also |first )?(?:measured|used|calculated|computed|compared"
    r"|performed|acquired|recruited|analy[sz]ed|assessed|evaluated|examined|scanned|collected"
    r"|constructed|enrolled|included|conducted|carried out)"
    r"|to (?:examine|test|assess|determine|explore|evaluate|identify|clarify|study|understand)"
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior (?:stud|work|research)|earlier stud|studies|literature"
    r"|(?:is|are) known|has been|have been|meta-analys[ei]s|little is)"
)
_GUESSED = any_word(rf"{MAYBE}|thought to|hypothes\w+|appears? to|seems? to|suggest(?:s|ed|ing)?")
_REPORTED = any_word(
    r"showed|exhibited|demonstrated|revealed|displayed|had|found|observed|detected|was|were|correlated|associated|differ"
    r"|presented|included|fell|rose|increased|decreased|differed|did not|identified"
)


def results(spans: list[Span]) -> list[Span]:
    """Choose the sentences that report what was found, not what was planned, known or guessed.

    In a labelled abstract the label tells; elsewhere what stands before the aim or the
    methods is background.
    """
    labelled = any("RESULT" in span.section or "FINDING" in span.section for span in spans)
    plans = (number for number, span in enumerate(spans) if _plans(span))
    opening = -1 if labelled else next(plans, -1)
    return [
        span
        for number, span in enumerate(spans)
        if number > opening and _reports(span, labelled=labelled)
    ]


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


def _plans(span: Span) -> bool:
    return bool(_PLANNED.search(span.text.lower()))


def _reports(span: Span, *, labelled: bool) -> bool:
    result = "RESULT" in span.section or "FINDING" in span.section
    reports = labelled if not span.section else "CONCLU" not in span.section
    if (reports and not result) or tells_earlier_work(span):
        return False
    if result:
        return "hypothes" not in span.text.lower()
    first = statements(span)[0]
    return bool(_REPORTED.search(first.text.lower())) and not (_plans(span) or guesses(first))
