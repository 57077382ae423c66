"""Whether the words at a quote bear the direction that a finding claims.

Stricter than reading: one direction must be told, told plainly, and not denied around the quote.
"""

import re
from functools import lru_cache

from bot.domain.studies import CORRELATIONS, FLIPPED, SIGNS, Direction
from bot.extraction.assertion.denial import denied
from bot.extraction.assertion.words import NOT_EXPECTED
from bot.extraction.checks.correlation_check import (
    correlation_fault,
    link_in,
    linked_words,
    poles,
)
from bot.extraction.checks.direction_words import (
    CHANGE,
    EXPLICIT,
    IMPAIRED,
    LINK,
    NOT_OTHERS,
    OTHER_OBJECT,
    SHIFTERS,
    STRICT,
    plainly,
    wider,
)
from bot.extraction.findings.cue_vocabulary import words_around
from bot.extraction.findings.no_finding import MAY
from bot.extraction.text import DECREASE, INCREASE, Span, small

_COUPLED = re.compile(
    rf"(?:{INCREASE})(?: |/|, )(?:and|or|and/or)? ?(?:{DECREASE})"
    rf"|(?:{DECREASE})(?: |/|, )(?:and|or|and/or)? ?(?:{INCREASE})"
)
_BEFORE_LINK = re.compile(r"(?:\s\w+ly|\s(?:positive|negative|inverse|direct))*\s?$")
# What was done to people, or their state, may be said to go with a change.
_DONE = re.compile(
    r"\b(?:sedation|an(?:a)?esthesia|stimulation|acupuncture|\w*regulation|treatment|therapy"
    r"|training"
    r"|surgery|exercise|administration|chemotherapy|deprivation|infusion|drug)\b[^,;]{0,40}$"
)
_FAR = 90
_UNDONE = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:normali[sz]ed|reversed|restored|abolished)\b"
    r"|\breturned to (?:normal|baseline|the level)"
)
_PREVENTED = re.compile(
    rf"\b(?:{'|'.join(sorted(words_around('prevents')))})\s"
    r"(?:(?:the|this|these|an?|any|further|\w+ly)\s)*(?:loss|decline|decrease|increase|reduction"
    r"|rise|fall|drop|thinning|atrophy|reduced|increased|decreased)"
)
_LAST_WORDS = re.compile(r"(?:[^\s,;:]+\s){0,6}$")
_NEXT_WORDS = re.compile(r"(?:\s[^\s,;:]+){0,6}")
_EITHER = re.compile(
    r"(?<![\w-])(?:differ\w*|chang\w*|alter\w*|effects?|correlat\w*|associat\w*|relat\w*"
    r"|predict\w*|influenc\w*|modulat\w*|affect\w*|significan\w*)"
)


@lru_cache(maxsize=256)
def directions(span: Span) -> frozenset[Direction]:
    """Every direction that has strict words of its own in a stretch."""
    words = _plain(span)
    strict = {key for key, pattern in STRICT.items() if pattern.search(words)}
    strict -= {key for key in SIGNS if key in strict and not _plainly(words, key)}
    return frozenset(strict | {CORRELATIONS[pole == "down"] for pole in poles(words)})


@lru_cache(maxsize=256)
def undone(span: Span) -> Direction | None:
    """Return the direction of what ended: an excess that ``was normalised`` went down."""
    words = _plain(span)
    ended = _UNDONE.search(words)
    signs = {sign for sign in SIGNS if STRICT[sign].search(words)}
    if not ended or len(signs) != 1:
        return None
    (sign,) = signs
    first = STRICT[sign].search(words)
    return FLIPPED[sign] if first and first.start() < ended.start() else None


def impairs(span: Span) -> bool:
    """Whether a stretch tells that integrity suffered, and does not deny it."""
    words = _plain(span)
    match = IMPAIRED.search(words)
    return match is not None and not denied(words, *match.span())


@lru_cache(maxsize=256)
def places(clause: Span, direction: Direction) -> tuple[tuple[int, int], ...]:
    """Where a clause tells a direction, as offsets within it."""
    words = small(clause.text)
    if direction in CORRELATIONS:
        patterns = [EXPLICIT, LINK, wider()[direction]]
    elif direction is Direction.NONE:
        patterns = [STRICT[direction], _EITHER]
    else:
        patterns = [STRICT[direction], wider()[direction]]
        patterns += [LINK] if direction is Direction.ALTERED else []
    for pattern in patterns:
        hits = tuple(hit.span() for hit in pattern.finditer(words))
        if hits:
            return hits
    return ()


def only_relates(span: Span) -> bool:
    """Whether a stretch tells of no change or difference, only of what goes with what."""
    strict = directions(span) & set(STRICT)
    return not strict and bool(LINK.search(_plain(span)))


def contrary(part: Span, direction: Direction) -> str:
    """What else a stretch says that excludes a direction, in words; empty if nothing."""
    others = directions(part)
    if direction is Direction.ALTERED:
        wrong = others & {Direction.NONE, *CORRELATIONS}
    else:
        more = others - {direction, Direction.ALTERED}
        # What goes up or down may be named beside a correlation: "lower FC correlated with pain".
        wrong = more - set(SIGNS if direction in CORRELATIONS else CORRELATIONS)
    return f"its sentence seems to say: {plainly(wrong)}" if wrong else ""


@lru_cache(maxsize=256)
def fault(part: Span, clause: Span, direction: Direction) -> str:
    """Why ``part`` of a clause, the quoted one, does not bear a direction; empty if it does."""
    if direction in SIGNS:
        return _signed_fault(part, clause, direction)
    if direction is Direction.ALTERED:
        return _altered_fault(part, clause)
    if direction in CORRELATIONS:
        return correlation_fault(_plain(clause), direction)
    return (
        "" if _tells_none(part, clause) else f"its sentence has no word for: {plainly({direction})}"
    )


def _tells_none(part: Span, clause: Span) -> bool:
    if Direction.NONE in directions(part):
        return True
    words = _plain(clause)
    if wider()[Direction.NONE].search(_plain(part)):
        return True
    return any(denied(words, *hit.span()) for hit in _EITHER.finditer(words))


def _signed_fault(part: Span, clause: Span, direction: Direction) -> str:
    words, quoted = _plain(clause), _plain(part)
    unreal = _possible(words, direction) or _prevented(words)
    if unreal or not STRICT[direction].search(quoted):
        return unreal or _wider_fault(quoted, words, direction)
    link = link_in(words)
    if link and not _tells_change(words, part.start - clause.start, link, direction):
        return "its sentence relates two quantities, which is no difference between groups"
    both = all(STRICT[sign].search(words) for sign in SIGNS)
    if _COUPLED.search(words) or (both and "respectively" in words):
        return "its sentence names both directions, so that this one may belong to something else"
    if link:
        ahead = link.start() > part.start - clause.start
        words = _BEFORE_LINK.sub("", words[: link.start()]) if ahead else quoted
        quoted = quoted[: len(words)] if ahead and part.start == clause.start else quoted
        cut = link_in(quoted)
        quoted = _BEFORE_LINK.sub("", quoted[: cut.start()]) if cut and ahead else quoted
    if not (_plainly(quoted, direction) and _plainly(words, direction)):
        return "its sentence may deny this direction, reverse it, or tell it of something else"
    return ""


def _possible(words: str, direction: Direction) -> str:
    """Why a sign does not count that is only said to be possible."""
    hits = list(STRICT[direction].finditer(words))
    only = hits and all(MAY.search(words, 0, hit.start()) for hit in hits)
    return "its sentence says what may be, not what was found" if only else ""


def _prevented(words: str) -> str:
    """Why a sign does not count whose change was kept from happening."""
    kept = _PREVENTED.search(words)
    return "its sentence says that this was prevented" if kept else ""


def _wider_fault(quoted: str, words: str, direction: Direction) -> str:
    """Why the wider words do not bear a sign, in a clause without a strict word of either."""
    if any(STRICT[sign].search(quoted) for sign in SIGNS):
        return f"its sentence has no word for: {plainly({direction})}"
    own = list(wider()[direction].finditer(quoted))
    flipped = [hit.span() for hit in wider()[FLIPPED[direction]].finditer(quoted)]
    own = [hit for hit in own if not any(low <= hit.start() < high for low, high in flipped)]
    if not own or (flipped and direction is Direction.INCREASE):
        return f"its sentence has no word for: {plainly({direction})}"
    if any(denied(words, hit.start(), hit.end()) for hit in wider()[direction].finditer(words)):
        return "its sentence may deny this direction, reverse it, or tell it of something else"
    return ""


def _tells_change(words: str, start: int, link: re.Match[str], direction: Direction) -> bool:
    """Whether a stretch with a correlation also tells of a change, in the words that are quoted."""
    if link["trend"]:
        return False
    hits = list(STRICT[direction].finditer(words, max(0, start)))
    before = [hit for hit in hits if hit.end() <= link.start()]
    if before:
        return bool(CHANGE.match(before[0][0])) or not words[: link.start()].strip().endswith(
            "were"
        )
    return bool(hits and CHANGE.match(hits[0][0]) and _DONE.search(words[: link.start()]))


def _altered_fault(part: Span, clause: Span) -> str:
    present, words, quoted = directions(part), _plain(clause), _plain(part)
    hits = [*STRICT[Direction.ALTERED].finditer(words), *LINK.finditer(words)]
    hits += wider()[Direction.ALTERED].finditer(words)
    named = LINK.search(quoted) or wider()[Direction.ALTERED].search(quoted)
    if not (named or Direction.ALTERED in present or present >= set(SIGNS)):
        return "its sentence reports no change or association without a direction"
    refusing = [denied(words, *hit.span()) for hit in hits]
    if refusing and all(refusing):
        return f"its sentence may deny it: “{refusing[0].split()[0]}”"
    return ""


def _plainly(words: str, direction: Direction) -> bool:
    """Whether words tell this sign, and nothing in them turns the sign or denies it."""
    whole = words
    for another, pattern in STRICT.items():
        if another is not direction:
            words = pattern.sub(_hidden, words)
    hits = [
        hit for hit in STRICT[direction].finditer(words) if not OTHER_OBJECT.match(words, hit.end())
    ]
    return any(not (_shifted(words, hit) or denied(whole, *hit.span())) for hit in hits)


def _shifted(words: str, hit: re.Match[str]) -> bool:
    """Whether a word near a sign turns it round: ``normalised the reduced connectivity``."""
    before = _LAST_WORDS.search(words, max(0, hit.start() - _FAR), hit.start())
    behind = _NEXT_WORDS.match(words, hit.end(), hit.end() + _FAR)
    near = (before[0] if before else "") + hit[0] + (behind[0] if behind else "")
    return bool(SHIFTERS.search(near))


@lru_cache(maxsize=256)
def _plain(span: Span) -> str:
    """A stretch in small letters, with what denies or links nothing blotted out."""
    words = linked_words(span)
    for harmless in (NOT_OTHERS, NOT_EXPECTED):
        words = harmless.sub(_hidden, words)
    return words


def _hidden(match: re.Match[str]) -> str:
    return "_" * len(match[0])
