"""People who are no group of a study: it left them out, or had no controls at all."""

import re

from bot.extraction.arms.group_phrase import GroupPhrase

_REACH = 20
"""Letters before a group within which it is said that there was none."""
_LEFT_OUT = re.compile(r" (?:was|were|had been|being) (?:excluded|removed|omitted|left out)\b")
_LEAVING_OUT = re.compile(
    r"\b(?:exclu(?:ding|sion of)|remov(?:ing|al of)|omi(?:tting|ssion of)|leaving out)"
    r" (?:(?:the|all|those|\d+) )?(?:\Z|(?=patients|participants|people|women|men|those))"
)
"""Before a group, or at its beginning."""
_WITHOUT = re.compile(
    r"\b(?:no|without(?: an?| any)?|lack(?:ed|ing|s)?(?: of)?(?: an?)?|absence of(?: an?)?)"
    r"(?: (?:separate|proper|true|matched|healthy|pain-free))? \Z"
)


def is_absent(phrase: GroupPhrase, text: str) -> bool:
    """Whether a text in small letters names a group only to say that it was not studied.

    ``No control group was recruited``, ``when women taking opioids were excluded``.
    """
    start = max(0, phrase.start - _REACH)
    left_out = (
        _LEFT_OUT.match(text, phrase.end)
        or _LEAVING_OUT.match(text, phrase.start)
        or _LEAVING_OUT.search(text, start, phrase.start)
    )
    controls = "control" in text[phrase.start : phrase.end]
    return bool(left_out or (controls and _WITHOUT.search(text, start, phrase.start)))
