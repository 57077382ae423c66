"""Which two arms a trial compares: by its title, else where people were assigned to them.

Only how the words stand tells: ``X versus Y``, ``randomised to X or Y``, ``the effect of X``.
"""

import re
from collections.abc import Sequence

from bot.extraction.effects.arm_lists import first_listed
from bot.extraction.effects.arm_names import (
    cleaned,
    is_like_control,
    keys,
    spelled_out,
    with_shared_end,
)
from bot.extraction.effects.arm_plans import ASSIGNED, pairs_in, planned, received
from bot.extraction.effects.arm_titles import (
    EITHER,
    HEAD_END,
    asked,
    named_as_one,
    set_apart_in,
    tried_in,
)
from bot.extraction.effects.arm_wordings import Pair, compared
from bot.extraction.effects.words import alternatives
from bot.extraction.text import Span

_CONTROLS = tuple(
    re.compile(rf"(?<![\w-])(?:{names})\b", re.IGNORECASE)
    for names in (alternatives("control_names"), r"(?<!own )control(?!\sof\b)")
)


def pair_of_arms(title: str, abstract: str, spans: Sequence[Span]) -> Pair:
    """Return what was tried and with what it was compared, as printed; empty where not read."""
    pair = (cleaned(first_listed(name)) for name in _pair(title, abstract, spans))
    first, second = (spelled_out(name, abstract) for name in pair)
    first = with_shared_end(first, second, f"{title}. {abstract}")
    tried = keys(tried_in(title))
    first_only, second_only = keys(first) - keys(second), keys(second) - keys(first)
    by_title = bool(tried & second_only) and not tried & first_only
    if is_like_control(first) != is_like_control(second):
        by_title = bool(second) and is_like_control(first)
    return (second, first) if by_title else (first, second)


def _pair(title: str, abstract: str, spans: Sequence[Span]) -> Pair:
    tried, before = tried_in(title), planned(spans)
    control = control_of(f"{title}. {abstract}")
    known = bool(tried and control)
    either = list(pairs_in(EITHER, [cleaned(tried)]))
    readings = (
        *(set_apart_in(stretch) for stretch in (*HEAD_END.split(title), title)),
        (pair for pair in either if _are_named(pair, abstract)),
        pairs_in(ASSIGNED, before, firm=True),
        named_as_one(tried, abstract, alone=not control),
        (
            pair for text in before for pair in compared(text)
            if not known or keys(tried) & keys(" ".join(pair))
        ),
        () if known else pairs_in(ASSIGNED, before),
        () if known else received(f"{title}. {abstract}", before),
        () if known else asked(title, abstract),
        either,
    )  # fmt: skip
    return next((pair for pairs in readings for pair in pairs), (tried, control))


def _are_named(pair: Pair, abstract: str) -> bool:
    """Whether an abstract has a word of each of two names."""
    small = abstract.lower()
    return all(any(word in small for word in keys(name)) for name in pair)


def control_of(text: str) -> str:
    """Return the first control that a text names."""
    hits = (pattern.search(text) for pattern in _CONTROLS)
    control = next(filter(None, hits), None)
    return control[0] if control else ""
