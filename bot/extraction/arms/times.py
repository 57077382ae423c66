"""Times in the course of a study: before and after something that was done to the people."""

import re
from collections.abc import Iterator

from bot.extraction.arms.arm import ArmMention, MentionKind
from bot.extraction.arms.words import alternatives, time_openers
from bot.extraction.text import guarded

_EARLIER = re.compile(rf"(?<![\w-])(?:{alternatives('earlier')})(?![\w])")
_LATER = re.compile(rf"(?<![\w-])(?:{alternatives('later')})(?![\w])")
_OVER = re.compile(rf"(?<![\w-])(?:{alternatives('over_time')})(?![\w])")
_AFTER = re.compile(
    rf"(?<![\w-])(?:{alternatives('after')})\s(?!(?:{alternatives('no_time')})(?![\w-]))"
    r"(?P<what>(?:[^\s,;:.()]+\s?){1,7})"
)
_SENSED = re.compile(
    r"^in response to|(?:painful|noxious|nocicepti\w+|visual|auditory|thermal|tactile|sensory"
    r"|somatosensory|vestibular|olfactory|gustatory|visceral|heat|cold|pressure)"
    r" (?:\w+ )?stimulation"
)
"""What is only a stimulus: what follows it is a response, and no later time."""
_TREATMENT = re.compile(rf"(?<![\w-]){alternatives('treatment')}(?![\w])")
_TWO_TIMES = re.compile(
    r"between (?:the )?(?:baseline|pre-?\w+|enrolment|admission|first (?:scan|visit|session))"
    r"(?: \w+)? and (?=(?:the )?(?:\w+[ -]){0,2}?(?:\d|weeks?|months?|years?|days?|follow-?up|post"
    r"|second|last|final))(?:[\w-]+ ?){1,4}?(?=[,;.()]|\s(?:in|was|were|and|after)\b|$)"
    r"|(?:(?:weeks?|months?|days?|years?)\s\d+|(?:from |between )t\d)\s(?:and|versus|vs\.?|to)\s"
    r"(?P<later>(?:weeks?\s|months?\s|t)?\d+)\b"
)
_OF_GROUP = re.compile(
    r"[a-z\d]{2,8}[-_](?:(?P<later>fu|follow-?up|post|t1)|bl|baseline|pre|t0)(?![\w-])"
)
"""Short forms of a group at a time: ``PD-BL``, ``PD-FU``."""
_TIME = re.compile(
    "|".join(
        re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern)
        for pattern in (_TWO_TIMES, _OF_GROUP, _EARLIER, _LATER, _OVER, _AFTER)
    )
)
"""Any of these, asked for before each of them is: few words that may begin a time do."""
_NUMBERED = re.compile(r"(?<![\w-])t(?P<number>\d)(?![\w-])")
"""A visit by its number: ``T1``."""
_VISIT = guarded(rf"(?:\bat |\(){_NUMBERED.pattern}", "(t", "at t")
_SPELL = re.compile(r"\d|(?:\w+ )?(?:weeks?|months?|days?|cycles?|courses?|years?|hours?)\b")
_THEN = re.compile(r"\s(?:the\s|starting\s|beginning\s)?(?P<what>[a-z][\w-]{3,})\b")
"""What happened before a number of weeks."""
_LINK = re.compile(
    r"\b(?:in|was|were|showed|had|compared|than|relative|and|we|there|but|decreased|increased)\b"
)


def times(text: str, taken: frozenset[str] = frozenset()) -> Iterator[ArmMention]:
    """Yield the times that a text in small letters names, each with what was done before it.

    ``taken`` has the words for what was done between two times.
    """
    yield from _visits(text)
    for start in (at for at in time_openers(text) if _TIME.match(text, at)):
        two = _TWO_TIMES.match(text, start)
        if two:
            # Of a change "between baseline and six weeks" neither time is compared with the other.
            apart = two.start("later") if two["later"] else None
            yield _mention(start, apart or two.end(), MentionKind.EARLIER, "")
            yield _mention(apart or start, two.end(), MentionKind.LATER, "")
            continue
        short = _OF_GROUP.match(text, start)
        if short:
            kind = MentionKind.LATER if short["later"] else MentionKind.EARLIER
            yield _mention(start, short.end(), kind, "")
            continue
        for pattern, kind in (
            (_EARLIER, MentionKind.EARLIER),
            (_LATER, MentionKind.LATER),
            (_OVER, MentionKind.LATER),
        ):
            match = pattern.match(text, start)
            if match:
                treatment = match[0] if pattern is not _EARLIER and _named(match[0]) else ""
                then = _THEN.match(text, match.end()) if match[0].endswith(" after") else None
                treatment = then["what"] if then else treatment
                if pattern is _OVER and not treatment:
                    yield _mention(start, match.end(), MentionKind.EARLIER, "")
                yield _mention(start, match.end(), kind, treatment)
        after = _AFTER.match(text, start)
        if after and (mention := _after(after, taken)):
            yield mention


def _visits(text: str) -> Iterator[ArmMention]:
    """Yield the visits that a text numbers, the first of which is the earlier time."""
    numbers = {visit["number"] for visit in _VISIT.finditer(text)}
    for visit in _NUMBERED.finditer(text) if len(numbers) > 1 else ():
        first = visit["number"] == min(numbers)
        kind = MentionKind.EARLIER if first else MentionKind.LATER
        yield _mention(visit.start(), visit.end(), kind, "")


def _after(match: re.Match[str], taken: frozenset[str]) -> ArmMention | None:
    """The time after something was done, or after weeks; nothing for "after correction"."""
    what = match["what"]
    link = _LINK.search(what)
    what = what[: link.start()] if link else what
    done = _TREATMENT.search(what)
    known = not done and not taken.isdisjoint(what.split()[:2])
    if not (done or known or _SPELL.match(what)):
        return None
    if done and done[0] == "stimulation" and _SENSED.search(match[0]):
        return None
    end = match.start("what") + len(what.rstrip())
    return _mention(match.start(), end, MentionKind.LATER, what.strip() if done or known else "")


def _named(words: str) -> bool:
    return words.startswith("post") or "treatment" in words or "intervention" in words


def _mention(start: int, end: int, kind: MentionKind, treatment: str) -> ArmMention:
    return ArmMention(start=start, end=end, roles=(), kind=kind, treatment=treatment)
