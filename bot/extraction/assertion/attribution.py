"""Whose result a statement tells: this study's, that of others, or what was only expected."""

import re

from bot.extraction.assertion.words import BESIDE_OTHERS, EXPECTED, NOT_EXPECTED, OTHERS

_CLAUSE_END = re.compile(r"[,;]")
_OURS = re.compile(r"\b(?:we|our|here|present study|this study|current study|in our)\b(?! (?:previous|earlier|prior|own (?:previous|earlier)))")


def of_others(text: str, start: int) -> bool:
    """Whether the words at a place of a statement in small letters tell what others found."""
    for hit in OTHERS.finditer(text):
        if hit[0].startswith("as ") or hit[0] in ("elsewhere",):
            ours = _OURS.search(text, hit.end()) if hit.start() < start else None
            if not ours:
                return True
            continue
        before = text[max(0, hit.start() - 40) : hit.start()]
        beside = [found for found in BESIDE_OTHERS.finditer(before)]
        near = bool(beside) and len(before[beside[-1].end() :].split()) <= 4
        if not near and _opens_adjunct(text, start, hit.start()):
            return True
        if not near:
            if start >= hit.start() or not beside:
                return start >= hit.start() or _is_subject_behind(text, hit, start)
            continue
        stop = _CLAUSE_END.search(text, hit.end())
        if hit.start() <= start < (stop.start() if stop else len(text)):
            return True
    return False


def expected(text: str, start: int) -> bool:
    """Whether the words at a place tell what was expected or asked, and not what was found."""
    allowed = [found.span() for found in NOT_EXPECTED.finditer(text)]
    for hit in EXPECTED.finditer(text):
        if any(low <= hit.start() < high for low, high in allowed):
            continue
        stop = re.compile(r";|,?\s(?:but|whereas|while|however|yet)\b|,").search(text, hit.end())
        adjunct = text[: hit.start()].rstrip().endswith(("contrary to", "against", "despite", "contrary to our")) or hit[0].startswith(("contrary", "against", "despite"))
        end = stop.start() if stop else len(text)
        if not adjunct and stop and stop[0] == ",":
            further = re.compile(r";|,?\s(?:but|whereas|while|however|yet)\b").search(text, hit.end())
            end = further.start() if further else len(text)
        if hit.start() <= start < end:
            return True
    return False


def _is_subject_behind(text: str, hit: re.Match[str], start: int) -> bool:
    """Whether others are named behind as those who said it: ``..., has been reported``."""
    passive = re.match(r"(?:has|have|had|is|are)\b", hit[0])
    return bool(passive) and start < hit.start() and "," not in text[start : hit.start()]


def _opens_adjunct(text: str, start: int, others: int) -> bool:
    """Whether a place stands in ``unlike the lower thickness that others found``."""
    if start > others or _CLAUSE_END.search(text, start, others):
        return False
    low = max(text.rfind(",", 0, start), text.rfind(";", 0, start)) + 1
    return bool(BESIDE_OTHERS.match(text, low + len(text[low:]) - len(text[low:].lstrip())))
