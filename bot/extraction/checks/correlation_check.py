"""The sign of a correlation: printed outright, or as the product of two changes."""

import re

from bot.domain.studies import CORRELATIONS, Direction
from bot.extraction.assertion.denial import denied
from bot.extraction.checks.direction_words import EXPLICIT, LINK, PLAINLY, wider
from bot.extraction.text import Span, small

_IMPLICATED = re.compile(
    r"\b(?:regions?|areas?|networks?|structures?|systems?|circuits?|clusters?|cortex)\b"
    r"(?:(?!\b(?:was|were|is|are|that|which)\b)[^;.]){0,80}?"
    r" (?:associated|related|linked|implicated) (?:with|to|in)"
)
_DOWN = (
    r"(?:reduc(?:tions?|ed)|decreas(?:es?|ed)|suppression|declined?|relief|analgesia|alleviation"
    r"|lower|weaker|smaller|shorter|less|poorer|fell|loss|milder)"
)
_UP = (
    r"(?:increas(?:es?|ed|ing)|elevations?|elevated|gains?|rises?|rose|higher|greater|stronger"
    r"|larger|longer|more|better|enhanced|enhancement|worse)"
)
_THE_MORE = re.compile(
    rf"\bthe (?P<first>{_UP}|{_DOWN})\b[^.;]*,\s?the (?P<second>{_UP}|{_DOWN})\b"
)
_TOGETHER = re.compile(
    r"\b(?:rose|increased|grew|fell|decreased|declined|went up|went down)"
    r" (?:together|in parallel)\b"
)
_NOUNS = r"(?:reductions?|decreases?|suppression|relief|analgesia|alleviation|increases?)\b"
_GRADE = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b")
_GRADED = re.compile(rf"\b{_NOUNS}")


def linked_words(span: Span) -> str:
    """The words of a stretch in small letters, without "areas associated with pain"."""
    return _IMPLICATED.sub(lambda hit: "_" * len(hit[0]), small(span.text))


def link_in(words: str) -> re.Match[str] | None:
    """The first word that relates two quantities; "regression" only where there is no other."""
    first = None
    for link in LINK.finditer(words):
        if not link["other"]:
            return link
        first = first or link
    return first


def correlation_fault(words: str, direction: Direction) -> str:
    """Why words do not print the sign of a correlation, or deny it; empty where they do."""
    signs = relation_signs(words) or _side_by_side(words)
    if not signs and wider()[direction].search(words):
        signs = {direction}
    if direction not in signs:
        return f"its sentence has no word for: {PLAINLY[direction]}"
    if len(signs) > 1:
        return "its sentence names both directions, so that this one may belong to something else"
    link = EXPLICIT.search(words) or link_in(words) or wider()[direction].search(words)
    refusing = denied(words, link.start(), link.end()) if link else ""
    return f"its sentence may deny it: “{refusing.split()[0]}”" if refusing else ""


def _side_by_side(words: str) -> set[Direction]:
    """The sign of ``the longer the pain, the smaller the volume`` and of what ``rose together``."""
    if _TOGETHER.search(words):
        return {CORRELATIONS[0]}
    pair = _THE_MORE.search(words)
    if not pair:
        return set()
    ways = [bool(re.fullmatch(_UP, pair[name])) for name in ("first", "second")]
    return {CORRELATIONS[ways[0] is not ways[1]]}


def relation_signs(words: str) -> set[Direction]:
    """The signs of the correlations that words print, or that two changes make."""
    link = link_in(words)
    if not link or (link["other"] and not EXPLICIT.search(words)):
        return set()
    explicit = poles(words)
    if explicit:
        return {CORRELATIONS[pole == "down"] for pole in explicit}
    behind = words[link.start() if link["trend"] else link.end() :]
    product = _product(words[: link.start()], behind)
    return {CORRELATIONS[product == "down"]} if product else set()


def poles(words: str) -> set[str]:
    """The signs that a correlation prints, as those of the raw quantities."""
    printed = {str(hit.lastgroup).strip("_") for hit in EXPLICIT.finditer(words)}
    link = link_in(words)
    if printed and link and _product(words[: link.start()], words[link.end() :], _GRADED) == "down":
        return {"down" if pole == "up" else "up" for pole in printed}
    return printed


def up_to(clause: Span, end: int) -> Span:
    """Cut a clause behind a place: of what it correlates, the grade nearest to it counts."""
    words = clause.text[: end - clause.start]
    link = link_in(words.lower())
    if not link:
        return clause
    grades = [hit.start() for hit in _GRADE.finditer(words.lower(), link.end())]
    return clause._replace(text=words[: link.end()] + " " + words[(grades or [link.end()])[-1] :])


def _product(before: str, behind: str, only: re.Pattern[str] | None = None) -> str:
    """The sign that two changes make, of what goes with what; nothing where either is open."""
    graded = [_grades(part, only) for part in (before, behind)]
    if any(len(grade) != 1 for grade in graded):
        return ""
    return "up" if graded[0] == graded[1] else "down"


def _grades(words: str, only: re.Pattern[str] | None) -> set[str]:
    """Whether words tell of more or less of something, or of both."""
    hits = (hit for hit in _GRADE.finditer(words) if not only or only.match(hit[0]))
    return {str(hit.lastgroup) for hit in hits}
