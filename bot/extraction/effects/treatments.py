"""What was given to people, whichever arm that was, and so is no outcome."""

import re
from collections.abc import Callable, Sequence
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
_REGARDS = ("respect", "regard", "regards", "reference")


def was_given(text: str) -> Callable[[str], bool]:
    """Return what tells whether a text says of a name that it was given to people."""
    small = text.lower()

    @cache
    def is_given(name: str) -> bool:
        if not name or len(name.split()) > _LONGEST:
            return False
        own = re.escape(name)
        return bool(re.search(rf"\b{own}{_BEHIND}|{_BEFORE}{own}(?![\w-])(?! \w)", small))

    return is_given


def leads_to_treatment(clause: Sequence[Token], number: int) -> bool:
    """Whether a preposition leads to what was given, ``the gain with juggling``, and no outcome.

    ``With respect to pain`` leads to one.
    """
    following = clause[number + 1].word if number + 1 < len(clause) else ""
    return clause[number].word == "with" and following not in _REGARDS
