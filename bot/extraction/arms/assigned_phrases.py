"""The arms of a trial where its people are assigned to them: ``randomised to A or to B``."""

import re
from collections.abc import Iterator

from bot.extraction.arms.group_phrase import GroupPhrase, Head
from bot.extraction.arms.words import alternatives, stops
from bot.extraction.text import guarded

_ASSIGNED = guarded(
    rf"\b(?:{alternatives('assigned')})\b(?:[^.;:]|\d:\d){{0,60}}?\s(?:to|into|between|receive"
    rf"|undergo)\s(?P<arms>[^.;:]{{4,200}})",
    *("assigned", "random", "allocated"),
)
_ITEM_EDGE = re.compile(r",?\s(?:or|and|versus|vs\.?)\s(?:to\s)?|,\s(?![^(]*\))")
_ITEM_LEAD = re.compile(
    r"(?:(?:either|receive|undergo|the|an?|one of|\w+ groups?:|\d+[- ]\w+ of|of|to|in|groups? "
    r"of)\s)*"
)
_ITEM_WORDS = re.compile(r"[^\s(),]+(?:\s[^\s(),]+){0,5}")
_ITEM_END = re.compile(
    r"\s(?:for|over|during|that|which|who|twice|once|daily|on|before|after|using|with|in"
    r"|delivered|at|by)\b"
)


def assigned_phrases(text: str) -> Iterator[GroupPhrase]:
    """Yield the arms of ``randomly assigned to A (n = 20) or to B``."""
    for match in _ASSIGNED.finditer(text):
        start = match.start("arms")
        edges = [
            start,
            *(
                at
                for edge in _ITEM_EDGE.finditer(text, start, match.end("arms"))
                for at in edge.span()
            ),
        ]
        ends = [*edges[1::2], match.end("arms")]
        items = list(zip(edges[::2], ends, strict=True))[:4]
        arms = [arm for low, high in items if (arm := _item(text, low, high))]
        if len(arms) > 1:
            yield from arms


def _item(text: str, low: int, high: int) -> GroupPhrase | None:
    lead = _ITEM_LEAD.match(text, low, high)
    low = lead.end() if lead else low
    words = _ITEM_WORDS.match(text, low, high)
    if not words or stops(words[0].split()[0]):
        return None
    stop = _ITEM_END.search(text, low, words.end())
    end = stop.start() if stop else words.end()
    name = text[low:end]
    return GroupPhrase(low, end, Head.ASSIGNED, name) if len(name) > 1 else None
