"""Amounts right before a word for a direction, which are no part of a name: ``4 points lower``."""

import re
from collections.abc import Sequence

from bot.extraction.effects.outcome_words import words
from bot.extraction.findings.cues import Token

_AMOUNT = re.compile(r"[a-z]?\d+")
"""A number, or one of a currency: ``K11``."""
_PER_UNIT = 4
"""Tokens of an amount in two units: ``6 g/L``."""


def before_amount(tokens: Sequence[Token]) -> int:
    """Return where an amount right before a predicate begins: ``was 4 points``, ``6 g/L`` lower.

    ``Interleukin 6`` rose is a name.
    """
    stop = len(tokens)
    while stop and tokens[stop - 1].word in "%.":
        stop -= 1
    for size in (1, 2, _PER_UNIT):
        unit = [token.word for token in tokens[max(0, stop - size + 1) : stop]]
        in_units = all(word.isalpha() or word == "/" for word in unit)
        in_units &= size < _PER_UNIT or "/" in unit
        if stop >= size and in_units and _AMOUNT.fullmatch(tokens[stop - size].word):
            marked = size > 1 or stop < len(tokens)
            stop -= size
            while stop > 1 and tokens[stop - 1].word == "." and tokens[stop - 2].word.isdigit():
                stop -= 2  # the tokens of "0.66"
            told = not stop or not is_plain(tokens[stop - 1])
            return stop if marked or told else len(tokens)
    return len(tokens)


def is_plain(token: Token) -> bool:
    """Whether a token may be part of a name: no mark, no preposition, no verb."""
    lists = ("ends", "joins", "leads", "auxiliaries", "borders", "leads_on")
    return token.word[0].isalpha() and not any(token.word in words(name) for name in lists)
