"""Signs are checked: whether the words at a quote bear the direction that a finding claims.

Stricter than reading: one direction must be said, said plainly, and not denied around the quote.
The words that deny and turn are those of the cues; the judgement is another one.
"""

import re
from dataclasses import replace

from bot.domain.studies import Direction
from bot.extraction import cues
from bot.extraction.text import DECREASE, INCREASE, Span, small

_MORE = (Direction.POSITIVE_CORRELATION, Direction.NEGATIVE_CORRELATION)
_NULL_NOUN = r"(?:differences?|changes?|alterations?|correlations?|associations?|relationships?)"
_SAID = {
    Direction.INCREASE: rf"(?<![\w-])(?:{INCREASE})(?![\w-])",
    Direction.DECREASE: rf"(?<![\w-])(?:{DECREASE})(?![\w-])",
    Direction.ALTERED: r"(?<![\w-])(?:alter(?:ed|ations?)|abnormal\w*|aberrant\w*|disrupt\w*"
    r"|chang(?:e[ds]?|ing)|differ(?:ed|s|ences?|ential\w*)?|different(?:ly)?|impair\w*|damaged?"
    r"|disturb\w*|interactions?|impact(?:s|ed)?|affect(?:s|ed)?|dysfunction\w*"
    r"|failed to differentiate)(?![\w-])",
    Direction.NONE: rf"\b(?:(?:no|nor|neither) (?:[\w-]+ ){{0,4}}?{_NULL_NOUN}|unchanged"
    r"|(?:did|does|do) not (?:[\w-]+ ){0,2}?(?:differ|change|correlate|relate)"
    r"|(?:was|were|is|are) not (?:\w+ly )?(?:altered|changed|different|correlated|associated"
    r"|related)|comparable|similar|indiscriminate|failed to differentiate"
    r"|not be (?:confirmed|replicated))\b",
}
_PATTERNS = {key: re.compile(words) for key, words in _SAID.items()}
_COUPLED = re.compile(
    rf"(?:{INCREASE})(?: |/|, )(?:and|or|and/or)? ?(?:{DECREASE})"
    rf"|(?:{DECREASE})(?: |/|, )(?:and|or|and/or)? ?(?:{INCREASE})"
)
_LINK = re.compile(
    r"correlat\w*|\bassociat\w*|\brelat(?:ed|es|ing) (?:to|with)|\brelationships?"
    r"|\blinked (?:to|with)"
    r"|(?P<other>\bregress\w*|\bmediat\w*|\bmoderat(?:ed|ion)|\bpredict(?!ab)\w*|\bclassif\w*"
    r"|accurac\w*|\bauc\b|\broc\b)"
    r"|(?P<trend>\bwith (?=(?:longer|increasing|greater|higher|worse|more|lower|shorter|less)\s))"
)
_NO_LINK = re.compile(
    r"\b(?:regions?|areas?|networks?|structures?|systems?|circuits?|clusters?|cortex)\b"
    r"(?:(?!\b(?:was|were|is|are|that|which)\b)[^;.]){0,80}?"
    r" (?:associated|related|linked|implicated) (?:with|to|in)"
)
_BEFORE_LINK = re.compile(r"(?:\s\w+ly|\s(?:positive|negative|inverse|direct))*\s?$")
# What was done to people, or their state, may be said to go with a change.
_DONE = re.compile(
    r"\b(?:sedation|an(?:a)?esthesia|stimulation|acupuncture|\w*regulation|treatment|therapy|training"
    r"|surgery|exercise|administration|chemotherapy|deprivation|infusion|drug)\b[^,;]{0,40}$"
)
_DOWN = (
    r"(?:reduc(?:tions?|ed)|decreas(?:es?|ed)|suppression|declined?|relief|analgesia|alleviation"
    r"|lower|weaker|smaller|shorter|less|poorer|fell|loss|milder)"
)
_UP = (
    r"(?:increas(?:es?|ed|ing)|elevations?|elevated|gains?|rises?|rose|higher|greater|stronger"
    r"|larger|longer|more|better|enhanced|enhancement|worse)"
)
_NOUNS = r"(?:reductions?|decreases?|suppression|relief|analgesia|alleviation|increases?)\b"
_GRADE = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b")
_GRADED = re.compile(rf"\b{_NOUNS}")
_POLE = r"\b(?:(?P<{0}down>negative|inverse)|(?P<{0}up>positive|direct))(?:ly)?\b"
_EXPLICIT = re.compile(
    _POLE.format("")
    + r" (?:\w+ ){0,3}?(?:correlat|associat|relat|linked|with\b)"
    + rf"|(?:correlat|associat|relat|linked)\w* {_POLE.format('_')}"
    + r"|(?P<__down>\banti-?correlat)"
)


def says(span: Span) -> set[Direction]:
    """Return every direction that has words of its own in a stretch."""
    words = _plain(span)
    said = {key for key, pattern in _PATTERNS.items() if pattern.search(words)}
    said -= {key for key in cues.SIGNS if key in said and not _plainly(words, key)}
    return said | {_MORE[one == "down"] for one in _poles(words)}


def telling(text: str, direction: Direction) -> str:
    """Return the first words of a text that tell a direction, empty if none do."""
    words = small(text)
    patterns = (_PATTERNS[direction],) if direction in _PATTERNS else (_EXPLICIT, _LINK)
    found = next((hit for one in patterns if (hit := one.search(words))), None)
    if found is None and direction is Direction.ALTERED:
        found = _LINK.search(words)
    rest = re.compile(r"\w*").match(text, found.end()) if found else None
    return text[found.start() : rest.end()] if found and rest else ""


def respectively(span: Span) -> tuple[Direction, Direction] | None:
    """Both directions of ``increased and decreased ... respectively``, in order."""
    words = _plain(span)
    found = _COUPLED.search(words) if "respectively" in words else None
    if not found:
        return None
    opens = re.match(INCREASE, found[0])
    return cues.SIGNS if opens else (cues.SIGNS[1], cues.SIGNS[0])


def only_relates(span: Span) -> bool:
    """Whether a stretch tells of no change or difference, only of what goes with what."""
    said = says(span) & set(_PATTERNS)
    return not said and bool(_LINK.search(_plain(span)))


def contrary(part: Span, direction: Direction) -> str:
    """What else a stretch says that excludes a direction, in words; empty if nothing."""
    wrong = _opposite(says(part), direction)
    return f"the words say otherwise: {_named(wrong)}" if wrong else ""


def fault(part: Span, clause: Span, direction: Direction) -> str:
    """Why ``part`` of a clause, the quoted one, does not bear a direction; empty if it does."""
    words = _plain(clause)
    if direction in cues.SIGNS:
        return _signed_fault(part, clause, direction)
    if direction is Direction.ALTERED:
        return _altered_fault(says(part), part, words)
    if direction in _MORE:
        return _linked_fault(words, direction) or _denial(words)
    return "" if direction in says(part) else f"no words say: {_named({direction})}"


def up_to(clause: Span, end: int) -> Span:
    """Cut a clause behind a place: of what it correlates, the grade nearest to it counts."""
    words = clause.text[: end - clause.start]
    link = _LINK.search(words.lower())
    if not link:
        return clause
    grades = [hit.start() for hit in _GRADE.finditer(words.lower(), link.end())]
    return replace(clause, text=words[: link.end()] + " " + words[(grades or [link.end()])[-1] :])


def _opposite(said: set[Direction], direction: Direction) -> set[Direction]:
    """Return what is said and excludes the direction; a change may well have a sign."""
    if direction is Direction.ALTERED:
        return said & {Direction.NONE, *_MORE}
    more = said - {direction, Direction.ALTERED}
    # What goes up or down may be named beside a correlation: "lower FC correlated with pain".
    return more - set(cues.SIGNS) if direction in _MORE else more - set(_MORE)


def _signed_fault(part: Span, clause: Span, direction: Direction) -> str:
    words, quoted = _plain(clause), _plain(part)
    if not _PATTERNS[direction].search(quoted):
        return f"no words say: {_named({direction})}"
    link = _LINK.search(words)
    if link and not _tells_change(words, part.start - clause.start, link, direction):
        return "the words relate two quantities, which is no difference"
    both = all(_PATTERNS[one].search(words) for one in cues.SIGNS)
    if _COUPLED.search(words) or (both and "respectively" in words):
        return "the words name both directions in one breath"
    if link:
        ahead = link.start() > part.start - clause.start
        words = _BEFORE_LINK.sub("", words[: link.start()]) if ahead else quoted
        quoted = quoted[: len(words)] if ahead and part.start == clause.start else quoted
        cut = _LINK.search(quoted)
        quoted = _BEFORE_LINK.sub("", quoted[: cut.start()]) if cut and ahead else quoted
    if not (_plainly(quoted, direction) and _plainly(words, direction)):
        return "the words around deny the sign, turn it round or say it of something else"
    return ""


def _tells_change(words: str, start: int, link: re.Match[str], direction: Direction) -> bool:
    """Whether a stretch with a correlation also tells of a change, in the words that are quoted."""
    if link["other"] or link["trend"]:
        return False
    hits = list(_PATTERNS[direction].finditer(words, max(0, start)))
    before = [hit for hit in hits if hit.end() <= link.start()]
    if before:
        return bool(cues.CHANGE.match(before[0][0]))
    return bool(hits and cues.CHANGE.match(hits[0][0]) and _DONE.search(words[: link.start()]))


def _linked_fault(words: str, direction: Direction) -> str:
    said = _relations(words)
    if direction not in said:
        return f"no words say: {_named({direction})}"
    return "" if len(said) == 1 else "the words name both directions in one breath"


def _altered_fault(said: set[Direction], part: Span, words: str) -> str:
    reported = Direction.ALTERED in said or _LINK.search(_plain(part)) or said >= set(cues.SIGNS)
    if not reported:
        return "no words report a change or an association without a sign"
    return _denial(words)


def _denial(words: str) -> str:
    denied = cues.DENIED.search(words.replace("failed to differentiate", ""))
    return f"the words around deny it: “{denied[0]}”" if denied else ""


def _relations(words: str) -> set[Direction]:
    """Return the signs of the correlations that words print, or that two changes make."""
    link = _LINK.search(words)
    if not link or link["other"]:
        return set()
    before, behind = words[: link.start()], words[link.start() if link["trend"] else link.end() :]
    explicit = _poles(words)
    if explicit:
        return {_MORE[one == "down"] for one in explicit}
    product = _product(before, behind)
    return {_MORE[product == "down"]} if product else set()


def _poles(words: str) -> set[str]:
    """Return the signs that a correlation prints, as those of the raw quantities."""
    found = {str(hit.lastgroup).strip("_") for hit in _EXPLICIT.finditer(words)}
    link = _LINK.search(words)
    if found and link and _product(words[: link.start()], words[link.end() :], _GRADED) == "down":
        return {"down" if one == "up" else "up" for one in found}
    return found


def _product(before: str, behind: str, only: re.Pattern[str] | None = None) -> str:
    """Return the sign that two changes make, of what goes with what; nothing where one is open."""
    graded = [_grades(part, only) for part in (before, behind)]
    if any(len(one) != 1 for one in graded):
        return ""
    return "up" if graded[0] == graded[1] else "down"


def _grades(words: str, only: re.Pattern[str] | None) -> set[str]:
    """Return whether words tell of more or less of something, or of both."""
    hits = (hit for hit in _GRADE.finditer(words) if not only or only.match(hit[0]))
    return {str(hit.lastgroup) for hit in hits}


def _plainly(words: str, direction: Direction) -> bool:
    """Whether words say this sign, and nothing in them turns the sign or denies it."""
    for other, pattern in _PATTERNS.items():
        if other is not direction:
            words = pattern.sub(_hidden, words)
    hits = _PATTERNS[direction].finditer(words)
    own = any(not cues.OTHER_OBJECT.match(words, hit.end()) for hit in hits)
    return own and not (cues.DENIED.search(words) or cues.TURNED.search(words))


def _plain(span: Span) -> str:
    """Write a stretch in small letters, with what denies or links nothing blotted out."""
    words = cues.NOT_OTHERS.sub(_hidden, small(span.text))
    return _NO_LINK.sub(_hidden, words)


def _hidden(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def _named(directions: set[Direction]) -> str:
    return " and ".join(sorted(one.value.replace("_", " ") for one in directions))
