"""Changes that only say how a measure goes with a variable: ``more pain went with thinner cortex``.

They compare nobody with anybody, so their cues are read as cues of a correlation.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.studies import Direction
from bot.extraction.findings.correlations import CLINICAL, is_of_the_brain, relation
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.degrees import degree
from bot.extraction.findings.mentions import SentenceMentions

_ALONG = re.compile(
    r"(?<!compared)(?<!associated)(?<!correlated)(?<!related)(?<!patients)(?<!group)(?<!people)"
    r"(?<!those) with (?P<variable>(?:increasing|advancing|greater|higher|longer|more|older|rising"
    r"|worse|worsening) (?:[\w-]+ ){0,2}[\w-]+|age\b(?!-)"
    r"|(?:[\w-]+ ){0,2}(?:severity|duration|intensity|scores?|dose|ratings?)\b)"
)
"""A variable behind a change: ``less connectivity of the insula with age``."""
_PEOPLE_WITH = re.compile(
    r"\b(?:participants|patients|people|individuals|subjects|children|adults|adolescents|women|men"
    r"|students|volunteers|survivors|infants|those|persons) (?:with|who (?:had|showed)|showing"
    r"|having|exhibiting) (?:the )?$"
)
"""What stands before a measure by which people are compared with one another."""
_HAD = re.compile(
    r"\b(?:had|have|showed|show|reported|experienced|exhibited|displayed|performed|demonstrated"
    r"|were|was)\s(?:also |significantly |the )*(?P<variable>[^,;:.()]{4,90})"
)
_REACH = 60


def with_covariation(sentence: SentenceMentions) -> SentenceMentions:
    """Return a sentence in which such changes are correlations with their variable."""
    read = dict(_associated(sentence))
    for cue in sentence.cues:
        if cue in read or not _signed(cue):
            continue
        variable, sign = _compared(sentence, cue) or _along(sentence, cue) or ("", 0)
        if variable:
            read[cue] = _correlating(cue, variable, up=(cue.sign == "increase") == (sign > 0))
    if not read:
        return sentence
    kept = (read.get(cue, cue) for cue in sentence.cues)
    return replace(sentence, cues=tuple(cue for cue in kept if cue))


def _correlating(cue: Cue, variable: str, *, up: bool) -> Cue:
    sign = "positive_correlation" if up else "negative_correlation"
    return replace(cue, sign=sign, variable=variable, activates=False)


def _associated(sentence: SentenceMentions) -> Iterator[tuple[Cue, Cue | None]]:
    """Yield the changes behind ``was associated with``; the cues ahead of them are used up."""
    for cue in sentence.cues:
        associated = relation(sentence, cue) if cue.sign == "related" and not cue.negated else None
        change = associated.change if associated else None
        if associated is None or change is None:
            continue
        same = (associated.direction is Direction.POSITIVE_CORRELATION) == (
            change.sign == "increase"
        )
        variable = associated.variables[0] if associated.variables else cue.word
        start, end = sentence.bounds(cue.start)
        end = min(
            [
                end,
                *(
                    rival.start
                    for rival in sentence.cues
                    if rival.correlates and rival.start > cue.start
                ),
            ]
        )
        for other in sentence.cues:
            listed = other is change or other.form in ("modifier", "noun")
            if start <= other.start <= cue.start:
                yield other, None
            elif listed and _signed(other) and change.start <= other.start < end:
                up = (other.sign == "increase") == same
                yield other, _correlating(other, variable, up=up)


def _signed(cue: Cue) -> bool:
    return cue.sign in ("increase", "decrease") and not cue.negated


def _compared(sentence: SentenceMentions, cue: Cue) -> tuple[str, int] | None:
    """Return what people with more or less of a measure had more or less of."""
    text, base = sentence.span.text, sentence.span.start
    end = sentence.bounds(cue.start)[1]
    before = text[max(0, cue.start - _REACH - base) : cue.start - base].lower()
    if not _PEOPLE_WITH.search(before):
        return None
    for verb in _HAD.finditer(text, cue.end - base, end - base):
        low, high = base + verb.start("variable"), base + verb.end("variable")
        sign = degree(verb["variable"])
        measured = is_of_the_brain(sentence, cue.end, base + verb.start())
        if sign and measured and not is_of_the_brain(sentence, low, high):
            return verb["variable"].strip(), sign
    return None


def _along(sentence: SentenceMentions, cue: Cue) -> tuple[str, int] | None:
    """Return the variable behind a change that goes along with it."""
    text, base = sentence.span.text, sentence.span.start
    end = sentence.bounds(cue.start)[1]
    behind = [other.start for other in sentence.cues if other.start >= cue.end]
    end = min([end, *(at for at in behind if not text[: at - base].endswith(" with "))])
    if " with " not in text[cue.end - base : end - base]:
        return None
    match = _ALONG.search(text, cue.end - base, end - base)
    if not match or not is_of_the_brain(sentence, cue.end, base + match.start()):
        return None
    variable = match["variable"]
    return (variable, 1) if CLINICAL.search(variable) else None
