"""Signs are checked: whether the words at a quote bear the direction that a finding claims.

Stricter than reading: one direction must be said, said plainly, and not denied around the quote.
"""

import re

from bot.domain.studies import Direction
from bot.extraction import caution
from bot.extraction.text import DECREASE, INCREASE, Span

_SIGNS = (Direction.INCREASE, Direction.DECREASE)
_MORE = (Direction.POSITIVE_CORRELATION, Direction.NEGATIVE_CORRELATION)
_LINK = r"(?:correlat|associat|relat)\w*"
_NULL_NOUN = r"(?:differences?|changes?|alterations?|correlations?|associations?|relationships?)"
_SAID = {
    Direction.INCREASE: rf"(?<![\w-])(?:{INCREASE})(?![\w-])",
    Direction.DECREASE: rf"(?<![\w-])(?:{DECREASE})(?![\w-])",
    Direction.ALTERED: r"(?<![\w-])(?:alter(?:ed|ations?)|abnormal\w*|aberrant\w*|disrupt\w*"
    r"|chang(?:e[ds]?|ing)|differ(?:ed|s|ences?)?|different(?:ly)?)(?![\w-])",
    Direction.NONE: rf"\b(?:(?:no|nor|neither) (?:[\w-]+ ){{0,4}}?{_NULL_NOUN}|unchanged"
    r"|(?:did|does|do) not (?:[\w-]+ ){0,2}?(?:differ|change|correlate)"
    r"|(?:was|were|is|are) not (?:\w+ly )?(?:altered|changed|different|correlated|associated"
    r"|related)|(?:was|were) (?:comparable|similar)\b)",
    Direction.POSITIVE_CORRELATION: rf"\b(?:positively|directly|positive (?:\w+ ){{0,2}}{_LINK})\b",
    Direction.NEGATIVE_CORRELATION: r"\b(?:negatively|inversely|anti-?correlat\w*"
    rf"|(?:negative|inverse) (?:\w+ ){{0,2}}{_LINK})\b",
}
_PATTERNS = {key: re.compile(words, re.IGNORECASE) for key, words in _SAID.items()}
_LINKED = re.compile(rf"\b{_LINK}", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|nor|neither|never|fail(?:ed|s)? to|lack(?:ed|s|ing)?|absen(?:ce|t)|rather than"
    r"|instead of|non-?significant\w*|insignificant\w*|unlike|except|other than|if)\b",
    re.IGNORECASE,
)
# "than in the 12 who did not have pain" denies nothing of the measure.
_OTHERS = re.compile(r"\b(?:who|that|which) (?:did|do|had|have|were|was) not\b", re.IGNORECASE)
_COUPLED = re.compile(
    rf"(?:{INCREASE})(?: |/|, )(?:and|or|and/or)? ?(?:{DECREASE})"
    rf"|(?:{DECREASE})(?: |/|, )(?:and|or|and/or)? ?(?:{INCREASE})",
    re.IGNORECASE,
)


def says(span: Span) -> set[Direction]:
    """Return every direction that has words of its own in a stretch."""
    said = {key for key, words in _PATTERNS.items() if words.search(span.text)}
    said -= {key for key in _SIGNS if key in said and not _plainly(span, key)}
    if not caution.links(span):
        said -= set(_MORE)
    return said


def telling(text: str, direction: Direction) -> str:
    """Return the first words of a text that tell a direction, empty if none do."""
    found = _PATTERNS[direction].search(text) or (
        _LINKED.search(text) if direction is Direction.ALTERED else None
    )
    return found[0] if found else ""


def contrary(part: Span, direction: Direction) -> str:
    """What else a stretch says that excludes a direction, in words; empty if nothing."""
    wrong = _opposite(says(part), direction)
    return f"the words say otherwise: {_named(wrong)}" if wrong else ""


def fault(part: Span, clause: Span, direction: Direction) -> str:
    """Why ``part`` of a clause, the quoted one, does not bear a direction; empty if it does."""
    said = says(part)
    if direction in _SIGNS:
        return _signed_fault(part, clause, direction)
    if direction is Direction.ALTERED:
        return _altered_fault(said, part, clause)
    if direction not in said:
        return f"no words say: {_named({direction})}"
    return _denial(clause) if direction in _MORE else ""


def _opposite(said: set[Direction], direction: Direction) -> set[Direction]:
    """Return what is said and excludes the direction; a change may well have a sign."""
    if direction is Direction.ALTERED:
        return said & {Direction.NONE, *_MORE}
    more = said - {direction, Direction.ALTERED}
    # What goes up or down may be named beside a correlation: "lower FC correlated with pain".
    return more - set(_SIGNS) if direction in _MORE else more


def _signed_fault(part: Span, clause: Span, direction: Direction) -> str:
    if caution.links(clause):
        return "the words relate two quantities, which is no difference"
    if not _PATTERNS[direction].search(part.text):
        return f"no words say: {_named({direction})}"
    both = all(_PATTERNS[one].search(clause.text) for one in _SIGNS)
    if _COUPLED.search(clause.text) or (both and "respectively" in clause.text):
        return "the words name both directions in one breath"
    if not (_plainly(part, direction) and _plainly(clause, direction)):
        return "the words around deny the sign, turn it round or say it of something else"
    return ""


def _altered_fault(said: set[Direction], part: Span, clause: Span) -> str:
    reported = Direction.ALTERED in said or caution.links(part) or said >= set(_SIGNS)
    if not reported:
        return "no words report a change or an association without a sign"
    return _denial(clause)


def _denial(clause: Span) -> str:
    denied = _DENIED.search(_OTHERS.sub(_hidden, clause.text))
    return f"the words around deny it: “{denied[0]}”" if denied else ""


def _plainly(span: Span, direction: Direction) -> bool:
    """Whether a stretch says this sign, and nothing in it turns the sign or denies it."""
    text = span.text
    for other, words in _PATTERNS.items():
        if other is not direction and other not in _MORE:
            text = words.sub(_hidden, text)
    return caution.sign(Span(text, span.start, span.section)) is direction


def _hidden(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def _named(directions: set[Direction]) -> str:
    return " and ".join(sorted(one.value.replace("_", " ") for one in directions))
