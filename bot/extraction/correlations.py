"""Correlations: a brain measure that goes with, or against, a clinical variable."""

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.studies import Direction
from bot.extraction.text import Span

_POLARITY = {"positive": Direction.POSITIVE_CORRELATION, "negative": Direction.NEGATIVE_CORRELATION}
_POLARITY |= {"inverse": Direction.NEGATIVE_CORRELATION, "direct": Direction.POSITIVE_CORRELATION}
_OPPOSITE = {
    Direction.POSITIVE_CORRELATION: Direction.NEGATIVE_CORRELATION,
    Direction.NEGATIVE_CORRELATION: Direction.POSITIVE_CORRELATION,
}
_LONGEST_NAME = 80
_VERB = re.compile(
    r"\b(?P<not>not |no longer )?(?:(?P<sign>positive|negative|inverse|direct)ly |\w+ly ){0,2}"
    r"(?:also )?(?:correlate[sd]?(?! of\b)|correlating|associated|related)"
    r"(?: (?:(?P<after>positive|negative|inverse|direct)ly|\w+ly))?(?P<link> (?:with|to)\b)?",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?P<not>no |not |absence of )?(?:(?:an?|the|significant|strong|weak|clear|moderate) ){0,3}"
    r"(?:(?P<sign>positive|negative|inverse|direct)(?:ly)? )?(?:linear |partial )?"
    r"(?:correlations?|associations?|relationships?)\b(?: (?:was|were) (?:found|observed|seen))?"
    r"(?P<link> (?:between|of|with|to)\b)?",
    re.IGNORECASE,
)
_TREND = re.compile(
    r"\b(?:(?P<up>increased|rose|grew|higher)|(?P<down>decreased|fell|declined|dropped|lower)) with"
    r" (?:(?P<more>longer|increasing|greater|higher|worse|more severe|more)|(?P<less>lower|less"
    r"|shorter|decreasing))\s",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[;:(\[]|\.(?:\s|$)|,|\s(?:in (?:the )?(?:\w+ ){0,3}(?:patients?|group|participants|subjects"
    r"|controls|women|men|cohort|survivors|individuals)|in (?:patients|both|all|those)"
    r"|among|after|during|at baseline|while|whereas|but|when|suggesting|which|across|was|were|using"
    r"|within|and (?:the )?(?:FC|ReHo|GMV|ALFF|CBF))\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:the|an?|their|both|with|to|of|higher|lower|greater|longer|baseline)\s", re.IGNORECASE
)
_COORDINATE = re.compile(r",? (?:and|or|as well as|but not) (?!(?:emotion|anxiety symptom)\b)")
_GRADE = re.compile(
    r"\W*(?:(?:moreover|furthermore|and|also|that|the|a|an|in patients|additionally),? ){0,3}"
    r"(?:(?P<more>higher|greater|increased|longer|more severe|worse|stronger|larger|more)"
    r"|(?P<less>lower|reduced|decreased|weaker|smaller|shorter|less|milder))\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?P<down>reductions?|decreases?|suppression|declines?|relief|analgesia|alleviation)\b"
    r"|\b(?P<up>increases?|elevations?|gains?|rises?)\b",
    re.IGNORECASE,
)
_BRAIN = re.compile(
    r"\b(?:connectivity|FC|regions?|cortex|networks?|activation|activity|volume|areas?|thickness"
    r"|systems?|pathophysiology|pathogenesis|dysfunction)\b"
)
_CLINICAL = re.compile(
    r"scores?|severity|duration|intensity|symptom|pain|anxiety|depress|age\b|fatigue|sleep|quality"
    r"|threshold|rating|level|distress|catastroph|disability|cognit|memory|performance|stress",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """One correlation: its direction, where the cue stands, and where the brain's side lies."""

    direction: Direction
    start: int
    end: int
    brain: Span
    variables: tuple[str, ...]
    variable_place: tuple[int, int]
    plain: bool = False
    """Told in words that are no change of two quantities."""

    def of(self, part: Span, variable: str, statement: Span) -> Direction:
        """Return the direction for one brain measure; of two changes, that of the raw quantities.

        Two that fall together, as connectivity and pain, rise together too.
        """
        changes = [_CHANGE.search(part.text), _CHANGE.search(variable)]
        if self.direction is Direction.ALTERED and not any(changes):
            return self._graded(part, statement)
        if self.plain or not changes[0] or not changes[1] or self.direction is Direction.NONE:
            return self.direction
        same = changes[0].lastgroup == changes[1].lastgroup
        raw = self.direction
        raw = Direction.POSITIVE_CORRELATION if raw is Direction.ALTERED else raw
        return raw if same else _OPPOSITE[raw]

    def _graded(self, part: Span, statement: Span) -> Direction:
        """Return the direction of ``lower X was associated with higher Y``."""
        start = self.variable_place[0] - statement.start
        grades = [_sign_of(part.text), _sign_of(statement.text[start:])]
        if not all(grades):
            return Direction.ALTERED
        same = grades[0] == grades[1]
        return Direction.POSITIVE_CORRELATION if same else Direction.NEGATIVE_CORRELATION


def correlation(statement: Span, brains: list[tuple[int, int]]) -> Link | None:
    """Return the correlation that a statement reports, if it reports one.

    ``brains`` are the places of the statement's measures and regions.
    """
    trend = _TREND.search(statement.text)
    cue = trend or _cue(statement)
    if not cue:
        return None
    start, end = statement.start + cue.start(), statement.start + cue.end()
    before = [place for place in brains if place[1] <= start]
    behind = sorted(place for place in brains if place[0] >= end)
    noun = cue.re is _NOUN
    if noun and (cue["link"] or "").strip() in ("between", "of"):
        return _two_sided(statement, cue, behind)
    if before and not _is_brain(statement, end, behind):
        variables, place = _variables(statement, end)
        brain = _span(statement, statement.start, start)
    elif behind and not before:
        variables, place = _variables_before(statement, start)
        brain = _span(statement, end, statement.end)
    else:
        return None
    if not variables:
        return None
    direction = _trend(trend) if trend else _direction(cue)
    return Link(direction, start, end, brain, variables, place, plain=bool(trend))


def _sign_of(words: str) -> str:
    """Return whether words begin with more or less of something."""
    found = _GRADE.match(words)
    return (found.lastgroup or "") if found else ""


def is_change(words: str) -> bool:
    """Whether words speak of a change, as in ``suppression of the insula``."""
    return bool(_CHANGE.search(words))


def is_process(statement: Span, link: Link) -> bool:
    """Whether ``X was associated with increased Y`` has an X that is no clinical variable."""
    cue = statement.text[link.start - statement.start : link.end - statement.start]
    return (
        "associated" in cue
        and link.direction is Direction.ALTERED
        and link.brain.start >= link.end
        and not _CLINICAL.search(link.variables[0])
    )


def mentions(statement: Span) -> bool:
    """Whether a statement relates two quantities at all."""
    return bool(_TREND.search(statement.text) or _cue(statement))


def _cue(statement: Span) -> re.Match[str] | None:
    """Return the words that relate two quantities."""
    words = statement.text.lower()
    if "relat" not in words and "associat" not in words:
        return None
    for hit in _VERB.finditer(statement.text):
        word = hit[0].lower()
        plain = "correlat" in word or hit["sign"] or hit["after"]
        linked = hit["link"] and re.search(
            r"\b(?:was|were|is|are|be|not|also|\w+ly)\s*$", statement.text[: hit.start()]
        )
        if plain or linked:
            return hit
    return _NOUN.search(statement.text)


def _is_brain(statement: Span, end: int, behind: list[tuple[int, int]]) -> bool:
    """Whether what stands behind a cue is another brain measure, and no clinical variable."""
    words = statement.text[end - statement.start :]
    stop = _STOP.search(words)
    limit = end + (stop.start() if stop else len(words))
    return any(start < limit for start, _ in behind)


def _variables(statement: Span, start: int) -> tuple[tuple[str, ...], tuple[int, int]]:
    """Return the clinical variables behind a cue, in the paper's words."""
    words = statement.text[start - statement.start :]
    stop = _STOP.search(words)
    phrase = words[: stop.start()] if stop else words.rstrip(". ")
    names = [_named(part) for part in _COORDINATE.split(phrase)]
    return tuple(name for name in names if name), (start, start + len(phrase))


def _variables_before(statement: Span, end: int) -> tuple[tuple[str, ...], tuple[int, int]]:
    """Return the clinical variable that is the subject of a cue."""
    words = re.sub(
        r"(?: that| which)?(?: (?:was|were|is|are|showed|had|did|has|have|been|also|significantly"
        r"|not|an?|both))*\s*$",
        "",
        statement.text[: end - statement.start],
    )
    phrase = re.split(r"[,;:]|\b(?:reported|that|found|showed)\b", words)[-1]
    name = _named(phrase)
    start = statement.start + words.rfind(phrase)
    return ((name,) if name else ()), (start, start + len(phrase))


def _two_sided(statement: Span, cue: re.Match[str], brains: list[tuple[int, int]]) -> Link | None:
    """Return ``a correlation between X and Y``, where one of the two is of the brain."""
    start = statement.start + cue.start()
    end = statement.start + cue.end()
    if not brains:
        return None
    first, last = brains[0], brains[-1]
    opening = statement.text[cue.end() : first[0] - statement.start]
    inner = _inner(statement, brains)
    if inner:
        variable = _named(statement.text[inner[0] - statement.start : inner[1] - statement.start])
        if variable:
            brain = _span(statement, end, statement.end)
            return Link(_direction(cue), start, end, brain, (variable,), inner)
    joint = re.search(r"^(.+?) (?:and|with) ", opening)
    if joint and not re.search(r"\b(?:between|in|of)\b", joint[1][:8]):
        variables = tuple(filter(None, (_named(joint[1]),)))
        brain, place = _span(statement, end, statement.end), (end, end + len(joint[1]))
    else:
        behind = statement.text[last[1] - statement.start :]
        joint = re.search(r"\b(?:and|with) ", behind)
        if not joint:
            return None
        variables, place = _variables(statement, last[1] + joint.end())
        brain = _span(statement, end, last[1])
    if not variables:
        return None
    return Link(_direction(cue), start, end, brain, variables, place)


def _inner(statement: Span, brains: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the place of the variable in ``between FC and pain scores in the insula``."""
    for (_, end), (start, _) in pairwise(brains):
        gap = statement.text[end - statement.start : start - statement.start]
        found = re.match(r"(?: values?)? (?:and|with) ([^,;()]{3,60}?) (?:in|within|of|at)\b", gap)
        if found and not re.search(r"\b(?:between|in|of)\b", found[1]):
            return end + found.start(1), end + found.end(1)
    return None


def _named(phrase: str) -> str:
    """Return a variable's name without its article, or nothing where it is of the brain."""
    name = phrase.strip(" ,.")
    while _LEAD.match(name):
        name = _LEAD.sub("", name)
    return "" if _BRAIN.search(name) or len(name) > _LONGEST_NAME else name


def _direction(cue: re.Match[str]) -> Direction:
    """Return the sign of a correlation as it is printed."""
    if cue["not"]:
        return Direction.NONE
    found = cue.groupdict()
    sign = (found["sign"] or found.get("after") or "").lower()
    return _POLARITY.get(sign, Direction.ALTERED)


def _trend(cue: re.Match[str]) -> Direction:
    """Return the sign of ``fell with longer X``."""
    same = bool(cue["up"]) == bool(cue["more"])
    return Direction.POSITIVE_CORRELATION if same else Direction.NEGATIVE_CORRELATION


def _span(statement: Span, start: int, end: int) -> Span:
    text = statement.text[start - statement.start : end - statement.start]
    return Span(text, start, statement.section)
