"""What was given to people, whichever arm that was, and so is no outcome."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from bot.extraction.findings.cues import Token

_LONGEST = 3
"""Words of a treatment's name; what is longer is a description."""
_DOSE_UNIT = r"(?:m?g|mcg|micrograms?|ml|iu|units|puffs)"
_BEFORE = (
    r"(?:(?:treat(?:ed|ment)|monotherapy|therapy) with"
    r"|(?:assigned|allocated|randomi[sz]ed) to(?: receive)?"
    rf"|\d ?{_DOSE_UNIT}(?:/\w+)?(?: of)?)"
    r" (?:either |oral |intravenous |transdermal |once-daily |daily )?"
)
_DOSES = rf"(?:\d[\d.,-]*,? (?:to |or |and )?){{1,3}}{_DOSE_UNIT}\b(?!/d?l\b|/min)"
_BEHIND = (
    r"(?:[ -](?:treated|recipients?|monotherapy|users|treatment (?:group|arm))\b"
    rf"|(?: (?:at|(?!was\b|is\b|had\b|by\b)[a-z]{{2,3}}))?,? \(?{_DOSES})"
)
"""Around a name: ``treated with scarves``, ``scarf-treated``, ``scarves ER 20 or 40 mg``."""
_IS_BEHIND = re.compile(_BEHIND)
_IS_BEFORE = re.compile(rf"{_BEFORE}\Z")
_NAME_ENDS = re.compile(r"(?![\w-])(?! \w)")
_FAR = 80
"""Letters before a name that may hold these words."""
_REGARDS = ("respect", "regard", "regards", "reference")


def was_given(text: str) -> Callable[[str], bool]:
    """Return what tells whether a text says of a name that it was given to people."""
    small = text.lower()

    @cache
    def is_given(name: str) -> bool:
        if not name or len(name.split()) > _LONGEST:
            return False
        return any(
            (_starts_a_word(small, at) and _IS_BEHIND.match(small, at + len(name)))
            or (_NAME_ENDS.match(small, at + len(name)) and _is_before(small, at))
            for at in _places(small, name)
        )

    return is_given


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where a name stands in a text."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _starts_a_word(text: str, at: int) -> bool:
    """Whether no letter or digit goes before."""
    return not at or not (text[at - 1].isalnum() or text[at - 1] == "_")


def _is_before(text: str, at: int) -> bool:
    """Whether words that something was given stand right before."""
    return bool(_IS_BEFORE.search(text[max(0, at - _FAR) : at]))


def leads_to_treatment(clause: Sequence[Token], number: int) -> bool:
    """Whether a preposition leads to what was given, ``the gain with juggling``, and no outcome.

    ``With respect to pain`` leads to one.
    """
    following = clause[number + 1].word if number + 1 < len(clause) else ""
    return clause[number].word == "with" and following not in _REGARDS
