"""Times in the course of a study: before and after something that was done to the people."""

import re
from collections.abc import Iterator

from bot.extraction.arms.arm import ArmMention, Kind
from bot.extraction.arms.words import alternatives

_EARLIER = re.compile(rf"(?<![\w-])(?:{alternatives('earlier')})(?![\w])")
_LATER = re.compile(rf"(?<![\w-])(?:{alternatives('later')})(?![\w])")
_OVER = re.compile(rf"(?<![\w-])(?:{alternatives('over_time')})(?![\w])")
_AFTER = re.compile(
    rf"(?<![\w-])(?:{alternatives('after')})\s(?!(?:{alternatives('no_time')})(?![\w-]))"
    r"(?P<what>(?:[^\s,;:.()]+\s?){1,7})"
)
_TREATMENT = re.compile(rf"(?<![\w-]){alternatives('treatment')}(?![\w])")
_LINK = re.compile(r"\b(?:in|was|were|showed|had|compared|than|relative|and|we|there|but|decreased|increased)\b")


def times(text: str, offset: int = 0) -> Iterator[ArmMention]:
    """Yield the times that a text in small letters names, each with what was done before it."""
    for pattern, kind in ((_EARLIER, Kind.EARLIER), (_LATER, Kind.LATER), (_OVER, Kind.LATER)):
        for found in pattern.finditer(text):
            treatment = found[0] if pattern is not _EARLIER and _named(found[0]) else ""
            yield _mention(found.start() + offset, found.end() + offset, kind, treatment)
    for found in _AFTER.finditer(text):
        what = found["what"]
        link = _LINK.search(what)
        what = what[: link.start()] if link else what
        done = _TREATMENT.search(what)
        if done or re.match(r"\d|(?:\w+ )?(?:weeks?|months?|days?)\b", what):
            end = found.start("what") + len(what.rstrip())
            yield _mention(found.start() + offset, end + offset, Kind.LATER, what.strip() if done else "")


def _named(words: str) -> bool:
    return words.startswith("post") or "treatment" in words or "intervention" in words


def _mention(start: int, end: int, kind: Kind, treatment: str) -> ArmMention:
    return ArmMention(start=start, end=end, roles=(), kind=kind, treatment=treatment)
