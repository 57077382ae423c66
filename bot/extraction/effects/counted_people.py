"""In how many people an outcome changed: fewer who got worse are better off.

``Pain worsened in fewer adults``; ``the reduction in pain was 2.1 and 1.0``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extraction.effects.clauses import OPPOSITE_SIGN
from bot.extraction.findings.cues import Cue, Token

_NEAR = 200
"""Letters before an outcome in which it stands that it fell."""
_COUNTS = frozenset(("more", "fewer"))
"""Words that count people."""
_WHERE = frozenset(("in", "among", "for"))
_GOES = r"resolved|remitted|disappeared|ceased|subsided|cleared|abated|vanished"
_GONE = frozenset(_GOES.split("|"))
"""What leaves nothing of an outcome: the more people, the less of it."""
_FALL_OF = re.compile(
    r"\b(?:reductions?|decreases?|declines?|falls?|drops?)\s(?:in|of)"
    r"\s(?:(?:the|their|mean|average|median)\s)*$",
    re.IGNORECASE,
)
_FELL_IN = re.compile(
    rf"\b(?:decreased|declined|fell|dropped|diminished|lessened|{_GOES})\s(?:in|for|among)\s$",
    re.IGNORECASE,
)
_NEGATIVE = ("-", "\u2212", "\u2013")


def with_counted_people(found: Sequence[Cue], tokens: Sequence[Token]) -> Iterator[Cue]:
    """Yield cues, each of what happened to fewer people as its opposite.

    ``Pain worsened in fewer adults`` is less pain, and ``pain resolved in more adults``, too.
    """
    counted = {cue.index: cue for cue in found if _counts_people_there(cue, tokens)}
    for cue in found:
        if cue.index in counted:
            if tokens[cue.index - 2].word in _GONE:
                yield replace(cue, sign=OPPOSITE_SIGN[cue.sign])
            elif not any(_is_told_in(each, cue.index) for each in found):
                yield cue
            continue
        people = next((each for at, each in counted.items() if _is_told_in(cue, at)), None)
        fewer = people is not None and people.word != "more"
        yield replace(cue, sign=OPPOSITE_SIGN[cue.sign]) if fewer else cue


def _counts_people_there(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether a word counts people in whom something happened: ``worsened in fewer``."""
    counts = cue.form == "modifier" and cue.word in _COUNTS and cue.sign in OPPOSITE_SIGN
    return counts and cue.index > 1 and tokens[cue.index - 1].word in _WHERE


def _is_told_in(cue: Cue, at: int) -> bool:
    """Whether a verb of change stands before "in" and the people there: ``improved in more``."""
    return cue.form != "modifier" and cue.sign in OPPOSITE_SIGN and cue.after == at - 1


def are_of_a_fall(text: str, outcome: tuple[int, int], values: int) -> bool:
    """Whether values say how much or in how many an outcome fell: ``reduction in pain was 2``.

    Those with a minus say it themselves.
    """
    start, end = outcome
    if end > values or text[values : values + 1] in _NEGATIVE:
        return False
    return bool(
        _FALL_OF.search(text[max(0, start - _NEAR) : start]) or _FELL_IN.search(text[end:values])
    )
