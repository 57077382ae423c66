"""Two printed values, which tell a direction: ``0.42 in patients and 0.47 in controls, p = .01``.

Values alone are no difference: the words must say that it is significant.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extraction.arms.value_pairs import AGAINST, AND, NUMBER, OF_SIDE, UNIT
from bot.extraction.assertion.significance import USUAL_LEVEL, p_values
from bot.extraction.findings.cues import VALUES, Cue, Token
from bot.extraction.lexicon import Match
from bot.extraction.statements import statements
from bot.extraction.text import Span, small

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
_EARLIER = re.compile(r"\s(?:before\b|(?:at|of) (?:the )?(?:baseline|first|study entry|inclusion))")
_ABOVE = (">", "\u2265")
_SIGNIFICANT = re.compile(
    r"(?<!no )(?<!not )(?<!statistically )\bsignificant(?:ly)?\s(?:different|difference|differed)\b"
)


def with_values(
    span: Span, words: Sequence[Token], cues: Sequence[Cue], measures: Sequence[Match]
) -> tuple[Cue, ...]:
    """Return the cues of a sentence with those that two printed values are, or give their sign."""
    kept = list(cues)
    for part in statements(span) if any(token.word.isdigit() for token in words) else ():
        own = [cue for cue in kept if part.start <= cue.start < part.end]
        if not own and any(part.start <= measure.start < part.end for measure in measures):
            kept += _stated(part, words)
        if len(own) == 1 and own[0].sign == "altered" and not own[0].negated:
            kept[kept.index(own[0])] = _signed(part, own[0], words)
    return tuple(sorted(kept, key=lambda cue: cue.start))


def _stated(part: Span, words: Sequence[Token]) -> Iterator[Cue]:
    """Yield the change that the values of two sides are, told of the first of two groups.

    Of two times it is told of the later one.
    """
    text = small(part.text)
    pair = _STATED.search(text)
    if pair is None or _THIRD.match(text, pair.end()):
        return
    if not _is_significant(text, pair.end("second")):
        return
    sign = _sign(pair["first"], pair["second"], reverse=bool(_EARLIER.match(pair["side"] or "")))
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
            turned=True,
            paired=True,
        )


def _signed(part: Span, cue: Cue, words: Sequence[Token]) -> Cue:
    """Return a difference with the sign of the values beside it."""
    text = small(part.text)
    pair = _BRACKETED.search(text, cue.end - part.start)
    if cue.form == "transitive" or pair is None:
        told = next(_stated(part, words), None)
        return replace(cue, sign=told.sign, turned=True, paired=True) if told else cue
    first, second = pair["first"] or pair["left"], pair["second"] or pair["right"]
    sign = _sign(first, second)
    if not sign or not _is_significant(text, pair.end()):
        return cue
    return replace(cue, sign=sign, turned=True, paired=True)


def _sign(first: str, second: str, *, reverse: bool = False) -> str:
    """Return which way the first of two printed numbers differs from the second."""
    more, less = map(_number, (second, first) if reverse else (first, second))
    return "" if more == less else "increase" if more > less else "decrease"


def _number(printed: str) -> float:
    return float(printed.replace("\u2212", "-").replace("\u00b7", "."))


def _is_significant(text: str, behind: int) -> bool:
    """Whether the first test behind two values is significant, or a difference is called so."""
    printed = [(sign, value) for at, sign, value, _ in p_values(text) if at >= behind]
    if not printed:
        return bool(_SIGNIFICANT.search(text))
    sign, value = printed[0]
    return sign not in _ABOVE and value <= USUAL_LEVEL
