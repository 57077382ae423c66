"""Which groups of a statement showed none of what it tells of others, or did otherwise."""

import re
from collections.abc import Sequence

from bot.extraction.arms.arm import ArmMention
from bot.extraction.text import SHOWED, Span

_SEEN_IN = re.compile(
    r"\b(?:seen|observed|found|shown|present|evident|exhibited|displayed) (?:in|by|among)"
    r" (?:the )?$"
)
"""Ends in those who had it: ``did not show the response seen in controls``."""
_THAT = re.compile(r"\b(?:that|which) (?:the )?$")
_SHOWED = re.compile(rf" (?:{SHOWED}|had)\b")
"""Around those who had it, otherwise put: ``lacked the response that controls showed``."""
_MISSING = re.compile(
    r"\b(?:lack(?:ed|ing)?|failed to|(?:did|does|do) not (?:show|exhibit|display|have|demonstrate)"
    r"|without)\b"
)
"""What says of the others that they had it not."""
_AFTER_ALL = re.compile(
    r"\bbut not\s(?:in\s|for\s|among\s)?(?:the\s)?$|\b(?:unlike|not)\s(?:in\s)?(?:the\s)?$"
)
_NO_CHANGE = re.compile(
    r"\b(?:whereas|while|whilst|but) (?:there (?:was|were) )?no (?:\w+ )?(?:changes?|effects?"
    r"|increases?|decreases?|reductions?|alterations?) (?:(?:was|were) )?(?:\w+ )?(?:in|for|among) "
    r"(?:the )?$"
)
"""What another group did not show, behind what one did."""
_NO_CHANGE_REACH = 90
"""Letters before people within which they are said to show no change."""
_NEAR = 40
"""Letters before a group within which it is left out."""
_DID_OTHERWISE = re.compile(
    r"\s?(?:\([^()]*\)\s?)?,?\s(?:and|but|yet)\s(?:\w+ly\s)?"
    r"(?!(?:also|both|even|either|those|\w+ly|likewise|again|only)\b)"
    r"[a-z]{3,}\sin\s(?:the\s|those\s)?"
)
"""Stands between those who showed something and others who did otherwise: ``and rose in``."""
_INTACT = re.compile(
    r"\b(?:intact|normal|unchanged|unaltered|unaffected|preserved|spared)\s(?:in|for|among)\s"
    r"(?:the\s|those\s)?$"
)
"""Ends in those who showed nothing: others differ from them in what is told of these others."""


def shows_otherwise(words: str, span: Span, mentions: Sequence[ArmMention], number: int) -> bool:
    """Whether a statement, ``words`` in small letters, says so of one of its mentions."""
    mention = mentions[number]
    start = mention.start - span.start
    return bool(
        _NO_CHANGE.search(words, max(0, start - _NO_CHANGE_REACH), start)
        or _AFTER_ALL.search(words[max(0, start - _NEAR) : start])
        or _did_otherwise(words, span, mentions, number)
        or _shows_what_others_lack(words, span, mention)
    )


def _did_otherwise(words: str, span: Span, mentions: Sequence[ArmMention], number: int) -> bool:
    """Whether a verb of their own tells what people of another kind did."""
    if number == 0:
        return False
    before, mention = mentions[number - 1], mentions[number]
    others = before.roles and mention.roles and before.roles != mention.roles
    if not others or _INTACT.search(words, 0, max(0, before.start - span.start)):
        return False
    gap = (before.end - span.start, max(0, mention.start - span.start))
    return bool(_DID_OTHERWISE.fullmatch(words, *gap))


def _shows_what_others_lack(words: str, span: Span, mention: ArmMention) -> bool:
    """Whether people have what is said to be missing: ``did not show the response of controls``."""
    start, end = mention.start - span.start, mention.end - span.start
    seen = _SEEN_IN.search(words, 0, start) or (
        _THAT.search(words, 0, start) and _SHOWED.match(words, end)
    )
    return bool(seen) and bool(_MISSING.search(words, 0, start))
