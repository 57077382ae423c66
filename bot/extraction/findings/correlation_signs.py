"""The sign of a correlation: from its coefficient, or from more and less on both of its sides."""

import re

from bot.domain.studies import CORRELATIONS, Direction
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.degrees import degree, is_trait
from bot.extraction.findings.mentions import SentenceMentions

COEFFICIENT = re.compile(
    r"(?<![\w-])(?:r|rs|R|rho|\u03c1|\u03b2|beta|b|partial r|Pearson's r)\s?=\s?"
    r"(?P<minus>[-\u2212\u2013])?\s?\d?\.\d"
)
_IN_GROUPS = re.compile(
    r"\b(?:than|compared|relative)\b"
    r"|\b(?:versus|vs)\.? (?:the )?(?:\w+ )?(?:controls?|HCs?|patients|groups?"
    r"|placebo|sham|baseline)\b"
)
"""Words by which groups are compared: ``activity for high- vs. low-calorie food`` has none."""
_NEXT = 3
"""Words behind a relation in which the change of its measure begins."""
_RELATED = frozenset(("associated", "related", "linked", "correlated"))
SCALED = re.compile(
    r"\b(?:age|severity|duration|intensity|scores?|ratings?|dose|number of|years|frequency|IQ|BMI"
    r"|levels?)\s*$",
    re.IGNORECASE,
)
"""Variables that are more or less by themselves: who says they go with more says how."""

_FORETOLD = frozenset(("predicted", "foretold", "presaged", "foreshadowed"))
"""Verbs behind which the measure that foretells stands: ``relief was predicted by higher FC``."""


def graded(
    sentence: SentenceMentions,
    cue: Cue,
    end: int,
    variable: str,
    changed: Cue | None,
    *,
    behind: bool,
) -> Direction | None:
    """Return the sign that changes on both sides of a cue give, or its coefficient in brackets."""
    text, base = sentence.span.text, sentence.span.start
    if _IN_GROUPS.search(text, cue.end - base, end - base):
        return None  # "went with lower thickness than in controls"
    sign = degree(variable, of_change=changed is None or changed.form == "noun")
    foretold = cue.word in _FORETOLD and text.startswith(" by ", cue.end - base)
    amount = foretold or SCALED.search(variable) or _is_trait(cue, variable, changed)
    if not sign and not behind and amount:
        sign = 1
    if sign and changed:
        return CORRELATIONS[(sign > 0) != (changed.sign == "increase")]
    stop = min(end, relation_end(sentence, cue))
    return coefficient(text, cue.end - base, stop - base)


def coefficient(text: str, start: int, end: int) -> Direction | None:
    """Return the sign on which all coefficients in a stretch agree."""
    matches = COEFFICIENT.finditer(text, start, end)
    signs = {CORRELATIONS[bool(match["minus"])] for match in matches}
    return signs.pop() if len(signs) == 1 else None


def relation_end(sentence: SentenceMentions, cue: Cue) -> int:
    """Where the words of a correlation end: with its sentence, or at the next correlation."""
    further = [
        rival.start for rival in sentence.cues if rival.correlates and rival.start >= cue.end
    ]
    return min([sentence.span.end, *further])


def nearest_change(
    sentence: SentenceMentions, stretch: tuple[int, int], *, last: bool
) -> Cue | None:
    """Return the change nearest to a cue in the stretch that names the measure."""
    start, end = stretch
    changes = [
        cue
        for cue in sentence.cues
        if cue.signed and not cue.activates and start <= cue.start < end
    ]
    return changes[-1 if last else 0] if changes else None


def _is_trait(cue: Cue, variable: str, changed: Cue | None) -> bool:
    """Whether people have more or less of it: ``rumination was related to less activity``."""
    if (
        changed is None
        or changed.form not in ("modifier", "transitive")
        or cue.word not in _RELATED
    ):
        return False
    near = 0 < changed.index - cue.after <= _NEXT
    return near and is_trait(variable)
