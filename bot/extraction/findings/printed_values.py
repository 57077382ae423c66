"""Two printed values, which tell a direction: ``0.42 in patients and 0.47 in controls, p = .01``.

Values alone are no difference: the words must say that it is significant. An order of groups in
brackets tells the direction of a difference as well: ``differed (patients < controls)``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extraction.arms.value_pairs import AGAINST, AND, NUMBER, OF_SIDE, UNIT
from bot.extraction.assertion.significance import USUAL_LEVEL, p_values
from bot.extraction.findings.cue_finding import ordered
from bot.extraction.findings.cues import VALUES, Cue, Token
from bot.extraction.lexicon import Match
from bot.extraction.statements import statements
from bot.extraction.text import Span, decimal, small

_STATED = re.compile(
    r"\b(?:was|were|averaged|measured|amounted to|reached|of)\s(?:only\s|about\s|a mean of\s)?"
    rf"(?P<first>{NUMBER}){UNIT}(?:(?P<side>{OF_SIDE}[^,;:()\d]{{2,60}}?){AND}|{AGAINST})"
    rf"(?P<second>{NUMBER}){UNIT}{OF_SIDE}"
)
"""One side behind each value: ``was 2.7 mm in patients versus 2.9 mm in controls``."""
_THIRD = re.compile(rf"[^,;:()\d]{{2,60}}(?:{AND}|,\s){NUMBER}{UNIT}{OF_SIDE}")
"""A third value, so that the test behind it is one of all."""
_BRACKETED = re.compile(
    rf"\([^()\d]{{0,20}}(?P<first>{NUMBER}){UNIT}\s(?:vs\.?|versus|and|compared (?:with|to))"
    rf"\s(?P<second>{NUMBER})"
    rf"|\([^()\d]{{0,20}}(?P<left>{NUMBER})[^()]{{0,30}}\)\s(?:and|from)\s[^,;:()\d]{{3,60}}"
    rf"\([^()\d]{{0,20}}(?P<right>{NUMBER})"
)
"""Values in brackets: ``between A and B (0.42 vs 0.47``, ``between A (0.42) and B (0.47``."""
_EARLIER = re.compile(
    r"(?:\s[^\s\d]{1,6})?\s(?:before\b|(?:at|of) (?:the )?(?:baseline|first|study entry|inclusion))"
    r"(?!\s(?:in|for|among)\b)"
)
"""The earlier of two times behind a value and its unit: ``3.9 ml at baseline``."""
_EARLIER_FIRST = re.compile(r"\b(?:at|of|before)\s(?:the\s)?(?:baseline|treatment|surgery)\s?$")
_AMONG = re.compile(r"\s(?:\w+ly\s)?(?:across|over|among) (?:the |all )?(?:\w+ )?groups\b")
_ABOVE = (">", "\u2265")
_SIGNIFICANT = re.compile(
    r"(?<!no )(?<!not )(?<!no statistically )(?<!not statistically )\bsignificant(?:ly)?"
    r"\s(?:different|difference|differed)\b"
)


def with_values(
    span: Span, words: Sequence[Token], cues: Sequence[Cue], measures: Sequence[Match]
) -> tuple[Cue, ...]:
    """Return the cues of a sentence, those with a sign that two printed values or an order give."""
    kept, every_order = list(cues), list(ordered(words))
    for part in statements(span):
        inside = [cue for cue in kept if part.start <= cue.start < part.end]
        orders = [cue for cue in every_order if part.start <= cue.start < part.end]
        own = [
            cue
            for cue in inside
            if not any(order.start <= cue.start < order.end for order in orders)
        ]
        if not inside and any(part.start <= measure.start < part.end for measure in measures):
            kept += _stated(part, words)
        if len(own) == 1 and not own[0].negated and _is_unsigned(part, own[0]):
            signed = _in_order(part, own[0], orders) if orders else _signed(part, own[0], words)
            kept[kept.index(own[0])] = signed
    return tuple(sorted(kept, key=lambda cue: cue.start))


def _is_unsigned(part: Span, cue: Cue) -> bool:
    """Whether a change does not tell which of two sides has more: ``fell across the groups``."""
    among = cue.changes and _AMONG.match(small(part.text), cue.end - part.start)
    return cue.sign == "altered" or bool(among)


def _stated(part: Span, words: Sequence[Token]) -> Iterator[Cue]:
    """Yield the change that the values of two sides are, told of the first of two groups.

    Of two times it is told of the later one; what is said against that of a follow-up is turned
    round with its comparison.
    """
    text = small(part.text)
    pair = _STATED.search(text)
    if pair is None or _THIRD.match(text, pair.end()):
        return
    if not _is_significant(text, pair.end("second")):
        return
    earlier = _EARLIER.match(text, pair.end("first"), pair.start("second"))
    reverse = earlier is not None and not text.startswith("follow", pair.end())
    sign = _sign(pair["first"], pair["second"], reverse=reverse)
    start, end = part.start + pair.start("first"), part.start + pair.end("second")
    within = [number for number, token in enumerate(words) if start <= token.start < end]
    if sign:
        yield Cue(
            sign,
            "predicate",
            start,
            end,
            within[0],
            within[-1] + 1,
            VALUES,
            shifted=True,
            sides=(part.start, part.end),
        )


def _signed(part: Span, cue: Cue, words: Sequence[Token]) -> Cue:
    """Return a difference with the sign of the values beside it."""
    text = small(part.text)
    pair = _BRACKETED.search(text, cue.end - part.start)
    if cue.form == "transitive" or pair is None:
        stated = next(_stated(part, words), None)
        return replace(cue, sign=stated.sign, shifted=True, sides=stated.sides) if stated else cue
    first, second = pair["first"] or pair["left"], pair["second"] or pair["right"]
    earlier = pair["left"] and _EARLIER_FIRST.search(text, cue.end - part.start, pair.start())
    sign = _sign(first, second, reverse=bool(earlier))
    if not sign or not _is_significant(text, pair.end()):
        return cue
    return replace(cue, sign=sign, shifted=True, sides=(part.start, part.end))


def _in_order(part: Span, cue: Cue, orders: Sequence[Cue]) -> Cue:
    """Return a difference with the sign of the one order behind it: ``differed (A < B < C)``."""
    first, last = orders[0], orders[-1]
    bracket = part.text[first.start - part.start : last.end - part.start]
    several = ")" in bracket or any(order.sign != first.sign for order in orders)
    if several or first.start < cue.end:
        return cue
    return replace(cue, sign=first.sign, shifted=True, sides=(first.start, last.end))


def _sign(first: str, second: str, *, reverse: bool = False) -> str:
    """Return which way the first of two printed numbers differs from the second."""
    more, less = map(decimal, (second, first) if reverse else (first, second))
    return "" if more == less else "increase" if more > less else "decrease"


def _is_significant(text: str, behind: int) -> bool:
    """Whether the first test behind two values is significant, or a difference is called so."""
    printed = [(sign, value) for at, sign, value, _ in p_values(text) if at >= behind]
    if not printed:
        return bool(_SIGNIFICANT.search(text))
    sign, value = printed[0]
    return sign not in _ABOVE and value <= USUAL_LEVEL
