"""People who have more of one thing and more or less of another: ``those with more pain``.

They are not compared as groups: what they have goes along with what else they have.
"""

import re

from bot.extraction.findings.correlations import TWO_GROUPS, is_of_the_brain
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.degrees import degree
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.no_finding import COMPARATIVE
from bot.extraction.text import SHOWED

_PEOPLE = (
    r"\b(?:participants|patients|people|individuals|subjects|children|adults|adolescents|women|men"
    r"|students|volunteers|survivors|infants|those individuals|those patients|those|persons"
    r"|responders)"
)
_PEOPLE_WITH = re.compile(
    rf"{_PEOPLE} (?:with|who (?:had|{SHOWED}|reported|experienced)|showing"
    r"|having|exhibiting|reporting) (?:the |an? )?$"
)
"""What stands before a measure by which people are compared with one another."""
_AND_WITH = re.compile(
    rf"{_PEOPLE} (?:with|having|showing) (?:(?!\b(?:was|were|is|are|had|showed)\b)[^.;:])*?"
    r"\band (?:with )?(?:an? |the )?$"
)
"""The same before a second measure."""
_HAD = re.compile(
    rf"\b(?:had|have|{SHOWED}|show|reported|experienced|performed"
    r"|gained|lost|scored|needed|made|took|spent|improved|recovered|responded|were|was)"
    r"\s(?:also |significantly |the )*(?P<variable>[^,;:.()]{4,90})"
)
DEGREE = (
    r"(?:more|less|fewer|higher|lower|greater|smaller|larger|longer|shorter|stronger|weaker|worse"
    r"|better|poorer|older|younger|thicker|thinner|steeper|faster|slower)\b"
)
"""Words for more or less of something."""
_MORE_OF_IT = re.compile(
    rf"{_PEOPLE} (?:with|having|reporting|who \w+(?: had)?)"
    rf" (?P<variable>{DEGREE}[^,;:]{{2,70}}?)"
    rf" (?:also )?(?:had|have|{SHOWED}|show)(?: \w+ly)?"
    r"(?: an?| the)?\s$",
    re.IGNORECASE,
)
"""Opens what people with more of a variable have more or less of: of one group, not of two."""
_WITH_MORE = re.compile(
    rf"\s(?:in|among|for) (?:the )?{_PEOPLE} (?:with|who (?:had|showed|demonstrated|reported"
    rf"|exhibited|experienced)|showing|having|reporting) (?:an? |the )?(?P<variable>{DEGREE}"
    r"[^,;:.()]{2,60})"
)
IN_THOSE = re.compile(
    rf"\s(?:in|among|for|of) (?:the )?{_PEOPLE} (?:with|who (?:had|showed)|showing) (?:the |an? )?$"
)
"""Stands between what people have more of and the measure: ``worse in those with``."""
_REACH = 60
"""Letters before a measure among which its people stand, and ``_FAR`` for longer descriptions."""
_FAR = 110
_NOUN = 3
"""Words behind a modifier among which its noun stands."""


def compared(sentence: SentenceMentions, cue: Cue) -> tuple[str, int] | None:
    """Return what people with more or less of a measure had more or less of."""
    text, base = sentence.span.text, sentence.span.start
    end = sentence.bounds(cue.start)[1]
    before = text[max(0, cue.start - _REACH - base) : cue.start - base].lower()
    wider = text[max(0, cue.start - 2 * _FAR - base) : cue.start - base].lower()
    if not (_PEOPLE_WITH.search(before) or _AND_WITH.search(wider)):
        return None
    for verb in _HAD.finditer(text, cue.end - base, end - base):
        low, high = base + verb.start("variable"), base + verb.end("variable")
        sign = degree(verb["variable"], of_change=False)
        measured = is_of_the_brain(sentence, cue.end, base + verb.start())
        if sign and measured and not is_of_the_brain(sentence, low, high):
            return verb["variable"].strip(), sign
    return None


def of_people(sentence: SentenceMentions, cue: Cue) -> tuple[str, int] | None:
    """Return the variable of which people with more or less have more or less of a measure."""
    if not COMPARATIVE.match(cue.word):
        return None  # "patients with a longer illness had increased volume" may be a group
    start, _ = sentence.bounds(cue.start)
    before = sentence.abstract[max(start, cue.start - _FAR) : cue.start]
    match = _MORE_OF_IT.search(before)
    if match is None or TWO_GROUPS.search(sentence.small):
        return None
    low = cue.start - len(before)
    if is_of_the_brain(sentence, low + match.start(), cue.start):
        return None
    sign = degree(match["variable"], of_change=cue.form == "noun")
    return (match["variable"], sign) if sign else None


def in_people_with(sentence: SentenceMentions, cue: Cue) -> tuple[str, int] | None:
    """Return the variable of ``it was lower in patients with longer pain``."""
    start, end = sentence.bounds(cue.start)
    match = _WITH_MORE.search(sentence.abstract, cue.end, end)
    if match is None or TWO_GROUPS.search(sentence.small):
        return None
    if is_of_the_brain(sentence, match.start(), match.end()):
        return None
    if not is_of_the_brain(sentence, start, match.start()):
        return None  # "naming was worse in those with longer epilepsy"
    sign = degree(match["variable"], of_change=cue.form == "noun")
    return (match["variable"], sign) if sign else None


def of_a_trait(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether a change is one of people: ``patients with more pain``, ``fell with longer pain``."""
    if cue.measure or cue.correlates:
        return False
    start, end = sentence.bounds(cue.start)
    match = _WITH_MORE.search(sentence.abstract, start, end)
    if match and match.start("variable") <= cue.start < match.end():
        return True
    if cue.form != "modifier":
        return False
    before = sentence.abstract[max(sentence.span.start, cue.start - _REACH) : cue.start].lower()
    related = any(other.correlates and 0 <= cue.index - other.after <= 1 for other in sentence.cues)
    if not (related or _PEOPLE_WITH.search(before)):
        return False
    behind = sentence.tokens[cue.after : cue.after + _NOUN]
    return not behind or not is_of_the_brain(sentence, behind[0].start, behind[-1].end)
