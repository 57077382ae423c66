"""What a measure goes along with: the variable of a correlation, and its sign from either side."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.studies import CORRELATIONS, Direction
from bot.extraction.findings import variables
from bot.extraction.findings.correlation_signs import (
    COEFFICIENT,
    SCALED,
    coefficient,
    graded,
    nearest_change,
    relation_end,
)
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.degrees import degree
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.text import any_word

_CLINICAL = any_word(
    r"scores?|severity|duration|intensity|symptoms?|pain|anxiety|depress\w*|age|fatigue|sleep"
    r"|quality|threshold|ratings?|levels?|distress|catastroph\w*|disability|cognit\w*|memory"
    r"|performance|stress|scale|index|inventory|questionnaire|accuracy|speed|behaviou?r\w*|iq|bmi"
    r"|weight|dose|craving|trait|empathy|test|function|ability|response time|reaction times?"
    r"|outcome|improvement|years|education|stage|mmse|moca|hamd|hama|vas|updrs\w*|deficits?"
    r"|impairment"
)
_BUT_NOT = re.compile(
    r",?\s(?:(?:but|though|although|and|yet) not|(?:but|and) neither)\s(?:with|to)\s(?:the\s)?"
)
"""Opens the variable with which a measure does not go: ``with pain, but not with age``."""
TWO_GROUPS = re.compile(r"\b(?:than|compared|relative|versus|vs)\b")
"""Words by which groups or conditions are compared."""
_SECOND = re.compile(
    r"(?:,|;|\band\b)\s(?:and\s|while\s|whereas\s)?(?:the\s)?"
    r"(?P<first>(?:(?!\b(?:with|was|were|is|are|but|not)\b)[^,;.()]){3,60}?)\s(?:was\s)?with\s"
)
_BRACKETS = re.compile(r"\s?\([^()]*\)")
_LINK_LENGTH = 6
_PAIR = 2
_BETWEEN = re.compile(r"(?:\s(?:was|were|is|are)?\s?(?:\w+)?)?\s?between\s", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|with)\s")


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """One side of a correlation in words, and its sign."""

    direction: Direction
    variables: tuple[str, ...]
    clinical: bool
    """Whether the variable reads like one of people and not of their brains."""
    graded: bool = False
    """Whether the sign was read from two sides: ``lower X was related to higher Y``."""
    behind: bool = True
    """Whether the variable stands behind the cue."""
    change: Cue | None = None
    """The change that only says how the measure goes with the variable ahead of it."""
    trait: bool = False
    """Whether nothing but the change tells that there is more or less of the variable."""
    reach: tuple[int, int] | None = None
    """Between which offsets its places stand, where the sentence goes on with another pair."""


def is_clinical(words: str) -> bool:
    """Whether words read like a variable of people and not of their brains."""
    return bool(_CLINICAL.search(words.lower()))


def relations(sentence: SentenceMentions, cue: Cue) -> tuple[Relation, ...]:
    """Return all that a cue relates its measure to: variables with signs of their own apart."""
    whole = relation(sentence, cue)
    paired = _ordered(sentence, cue, whole)
    if paired:
        return paired
    further = _gapped(sentence, cue, whole)
    if further and further.reach:
        return _pair(sentence, cue, whole, further, further.reach[0])
    if not whole.behind or whole.change:
        return (whole,)
    by_coefficient: tuple[Relation, ...] = ()
    if cue.sign == "related" and not whole.graded:
        end = min(sentence.bounds(cue.start)[1], relation_end(sentence, cue))
        by_coefficient = _by_coefficient(cue, sentence.abstract[cue.end : end])
    return (*(by_coefficient or (whole,)), *_left_out(sentence, cue))


def _pair(
    sentence: SentenceMentions, cue: Cue, whole: Relation, further: Relation, joint: int
) -> tuple[Relation, ...]:
    """Return two relations that meet at an offset, each with the sign of its own coefficient."""
    first = replace(whole, reach=(sentence.bounds(cue.start)[0], joint))
    signs = (
        coefficient(sentence.abstract, cue.end, joint),
        coefficient(sentence.abstract, joint, relation_end(sentence, cue)),
    )
    if cue.sign != "related" or None in signs:
        return first, further
    return tuple(
        replace(relation, direction=sign, graded=True)
        for relation, sign in zip((first, further), signs, strict=True)
        if sign
    )


def _gapped(sentence: SentenceMentions, cue: Cue, whole: Relation) -> Relation | None:
    """Return the second pair of a sentence that leaves out its verb: ``and duration with B``."""
    until = relation_end(sentence, cue)
    for joint in _SECOND.finditer(sentence.abstract, cue.end, until):
        first = joint.span("first")
        of_brain = is_of_the_brain(sentence, *first)
        behind = variables.phrase(sentence.abstract[joint.end() : until])
        brain_behind = is_of_the_brain(sentence, joint.end(), joint.end() + len(behind) + 1)
        if brain_behind == of_brain or (of_brain and not whole.behind):
            continue
        words = behind if of_brain else joint["first"]
        reach = (first[0], joint.end()) if of_brain else (joint.end(), until)
        if is_clinical(words):
            return replace(whole, variables=variables.names(words), clinical=True, reach=reach)
    return None


def _second(sentence: SentenceMentions, cue: Cue) -> int:
    """Where a second pair begins that opens with the brain: ``and insula volume with Y``."""
    for joint in _SECOND.finditer(sentence.abstract, cue.end, sentence.span.end):
        if is_of_the_brain(sentence, *joint.span("first")):
            return joint.start()
    return sentence.span.end


def _ordered(sentence: SentenceMentions, cue: Cue, whole: Relation) -> tuple[Relation, ...]:
    """Return a relation for each place, where ``respectively`` pairs places with variables."""
    if "respectively" not in sentence.small or not whole.behind or cue.negated:
        return ()
    start, until = sentence.bounds(cue.start)[0], relation_end(sentence, cue)
    places = [place for place in sentence.places if start <= place.start < cue.start]
    behind = sentence.abstract[cue.end : until].partition("respectively")[0]
    named = variables.names(variables.phrase(_BRACKETS.sub("", behind)))
    lasts = places
    if len(places) == _PAIR * len(named) and "between" in sentence.small:
        places, lasts = places[::_PAIR], places[1::_PAIR]  # "between A and B and between C and D"
    if len(named) != len(places) or len(named) < _PAIR:
        return ()
    minus = [bool(match["minus"]) for match in COEFFICIENT.finditer(behind)]
    signs = [whole.direction] * len(named)
    if cue.sign == "related" and len(minus) == len(named):
        signs = [CORRELATIONS[negative] for negative in minus]
    return tuple(
        replace(whole, direction=sign, variables=(name,), reach=(place.start, last.start + 1))
        for name, sign, place, last in zip(named, signs, places, lasts, strict=True)
    )


def _left_out(sentence: SentenceMentions, cue: Cue) -> tuple[Relation, ...]:
    """Return what a measure is said not to go with: ``with pain, but not with age``."""
    end = relation_end(sentence, cue)
    apart = _BUT_NOT.search(sentence.abstract, cue.end, end)
    if apart is None or is_of_the_brain(sentence, apart.end(), end):
        return ()
    variable = variables.variable_of(sentence.abstract[apart.end() : end])
    return (Relation(Direction.NONE, variables.names(variable), is_clinical(variable)),)


def _by_coefficient(cue: Cue, stretch: str) -> tuple[Relation, ...]:
    """Return a relation for each of several variables that have their coefficients behind them."""
    matches = list(COEFFICIENT.finditer(stretch))
    if len(matches) < _PAIR or cue.negated:
        return ()
    related, start = [], 0
    for match in matches:
        variable = variables.variable_of(stretch[start : match.start()])
        if not variable:
            return ()
        sign = CORRELATIONS[bool(match["minus"])]
        clinical = is_clinical(variable)
        related.append(Relation(sign, variables.names(variable), clinical, graded=True))
        closed = stretch.find(")", match.end())
        start = closed + 1 if closed >= 0 else match.end()
    return tuple(related)


@lru_cache(maxsize=64)
def relation(sentence: SentenceMentions, cue: Cue) -> Relation:
    """Return what a cue of correlation relates its measure to."""
    if cue.variable:
        return Relation(
            Direction(cue.sign),
            variables.names(cue.variable),
            clinical=not cue.trait or is_clinical(cue.variable),
            graded=not cue.trait,
            behind=False,
            trait=cue.trait,
        )
    start, end = sentence.bounds(cue.start)
    if start > sentence.span.start and sentence.words(start, cue.start)[:1] == ["which"]:
        start = sentence.bounds(start - 1)[0]
    text, base = sentence.span.text, sentence.span.start
    two_sided = _two_sided(sentence, cue)
    behind = two_sided or variables.phrase(text[cue.end - base : _second(sentence, cue) - base])
    before = variables.ahead(text[start - base : cue.start - base])
    told_behind = bool(two_sided) or (
        bool(behind)
        and not is_of_the_brain(sentence, cue.end, cue.end + len(behind) + _LINK_LENGTH)
    )
    variable = behind if told_behind else before
    enough = told_behind or len(variable.split()) > 1
    clinical = enough and is_clinical(variable)
    stretch = (start, cue.start) if told_behind else (cue.end, end)
    changed = nearest_change(sentence, stretch, last=told_behind)
    sign = graded(sentence, cue, end, variable, changed, behind=told_behind)
    return Relation(
        sign or Direction.ALTERED if cue.sign == "related" else Direction(cue.sign),
        variables.names(variable),
        clinical,
        graded=cue.sign == "related" and sign is not None,
        behind=told_behind,
        change=changed if sign and cue.sign == "related" and not told_behind else None,
        trait=not (degree(variable) or SCALED.search(variable)),
    )


def _two_sided(sentence: SentenceMentions, cue: Cue) -> str:
    """Return the variable of ``a correlation between X and Y``, where the other is of the brain."""
    text, base = sentence.span.text, sentence.span.start
    opened = _BETWEEN.match(text[cue.end - base :])
    if cue.form != "noun" or not opened:
        return ""
    start = cue.end + opened.end()
    for joint in _AND.finditer(text, start - base):
        before, behind = text[start - base : joint.start()], variables.phrase(text[joint.end() :])
        if is_of_the_brain(sentence, start, base + joint.start()):
            if not is_of_the_brain(sentence, base + joint.end(), base + joint.end() + len(behind)):
                return behind
        else:
            return before
    return ""


def is_of_the_brain(sentence: SentenceMentions, start: int, end: int) -> bool:
    """Whether a measure or place is named in a stretch."""
    return any(start <= place.start < end for place in sentence.places) or any(
        start <= measure.start < end for measure in sentence.measures
    )
