"""Changes that only say how a measure goes with a variable: ``more pain went with thinner cortex``.

They compare nobody with anybody, so their cues are read as cues of a correlation.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.domain.studies import Direction
from bot.extraction.findings.correlations import (
    TWO_GROUPS,
    is_clinical,
    is_of_the_brain,
    relation,
)
from bot.extraction.findings.covarying_people import (
    DEGREE,
    IN_THOSE,
    compared,
    in_people_with,
    of_a_trait,
    of_people,
)
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.degrees import degree
from bot.extraction.findings.mentions import SentenceMentions

_CHANGE_OF = re.compile(r"\s(?:in|of) (?:the )?(?P<variable>[^,;:.]+?) (?:was|were)\b")
"""What changed, behind the noun of its change: ``the decline of naming was``."""
_ALONG = re.compile(
    r"(?<!compared)(?<!associated)(?<!correlated)(?<!related)(?<!patients)(?<!group)(?<!people)"
    r"(?<!those) with (?P<variable>(?:increasing|advancing|greater|higher|longer|more|older|rising"
    r"|worse|worsening) (?:[\w-]+ ){0,2}[\w-]+|age\b(?!-)"
    r"|(?:the )?(?:increases?|rise) (?:of|in) (?:[\w-]+ ){0,2}[\w-]+"
    r"|(?:[\w-]+ ){0,2}(?:severity|duration|intensity|scores?|dose|ratings?)\b)"
)
"""A variable behind a change: ``less connectivity of the insula with age``."""
_OPENED = re.compile(
    r"With (?P<variable>(?:increasing|advancing|greater|higher|longer|more|older|rising|worse"
    r"|worsening) (?:[\w-]+ ){0,2}[\w-]+|age), "
)
"""A variable that opens a sentence: ``With age, the cortex became thinner``."""
_FUNCTION = re.compile(
    r" as a (?:linear )?function of (?:the |increasing |greater |their )*"
    r"(?P<variable>[\w' -]{3,60})"
)
_THE_MORE = re.compile(
    rf"\bthe (?P<first>{DEGREE}[^,;.]*), the (?P<second>{DEGREE}[^;]*?)"
    rf"(?=,? and the {DEGREE}[^,;.]*, the {DEGREE}|;|$)",
    re.IGNORECASE,
)
"""``The longer the pain, the thinner the cortex``."""
_OF_IT = re.compile(rf"^(?:{DEGREE}\s(?:\w+\s(?=the\s))?)(?:the\s)?", re.IGNORECASE)
_VERB = re.compile(r"\s(?:was|were|is|are|became|had been)$")
_AS = re.compile(r" as (?!well\b)")
_TOGETHER = frozenset(("hand in hand with", "paralleled", "parallels"))
"""Relations that say which way only of what has no degree of its own."""
_NAMED = 2
"""Words behind a correlation within which a change names what correlates."""


def with_covariation(sentence: SentenceMentions) -> SentenceMentions:
    """Return a sentence in which such changes are correlations with their variable."""
    if not sentence.cues:
        return sentence
    read = {
        **dict(_as_well(sentence)),
        **dict(_the_more(sentence)),
        **dict(_associated(sentence)),
        **dict(_in_those(sentence)),
        **dict(_with_more(sentence)),
    }
    read |= dict(_named_only(sentence))
    for cue in sentence.cues:
        if cue in read or not cue.signed:
            continue
        tests = (compared, of_people, in_people_with, _along)
        variable, sign = next(filter(None, (test(sentence, cue) for test in tests)), ("", 0))
        if variable:
            read[cue] = _correlating(cue, variable, up=(cue.sign == "increase") == (sign > 0))
    read |= {cue: None for cue in sentence.cues if cue not in read and of_a_trait(sentence, cue)}
    if not read:
        return sentence
    kept: list[Cue] = []
    for cue in sentence.cues:
        instead = read.get(cue, cue)
        if instead and instead.trait:
            kept.append(cue)  # "smiling was associated with more activity" may be of a condition
        kept += [instead] if instead else []
    return replace(sentence, cues=tuple(kept))


def _correlating(cue: Cue, variable: str, *, up: bool) -> Cue:
    sign = "positive_correlation" if up else "negative_correlation"
    return replace(cue, sign=sign, variable=variable, activates=False)


def _associated(sentence: SentenceMentions) -> Iterator[tuple[Cue, Cue | None]]:
    """Yield the changes behind ``was associated with``; the cues ahead of them are used up."""
    for cue in sentence.cues:
        unsigned = replace(cue, sign="related") if cue.word in _TOGETHER else cue
        related = unsigned.sign == "related" and not cue.negated
        associated = relation(sentence, unsigned) if related else None
        change = associated.change if associated else None
        if associated is None or change is None:
            continue
        same = (associated.direction is Direction.POSITIVE_CORRELATION) == (
            change.sign == "increase"
        )
        variable = associated.variables[0] if associated.variables else cue.word
        start, end = sentence.bounds(cue.start)
        rivals = (each.start for each in sentence.cues if each.correlates)
        end = min([end, *(rival for rival in rivals if rival > cue.start)])
        for other in sentence.cues:
            listed = other is change or other.form in ("modifier", "noun")
            if start <= other.start <= cue.start:
                yield other, None
            elif listed and other.signed and change.start <= other.start < end:
                up = (other.sign == "increase") == same
                yield other, replace(_correlating(other, variable, up=up), trait=associated.trait)


def _named_only(sentence: SentenceMentions) -> Iterator[tuple[Cue, None]]:
    """Yield the changes that only name what correlates: ``age correlated with less volume``."""
    for cue, following in pairwise(sentence.cues):
        if cue.sign not in ("positive_correlation", "negative_correlation") or cue.variable:
            continue
        if 0 < following.index - cue.after <= _NAMED:
            end = sentence.bounds(cue.start)[1]
            for other in sentence.cues:
                if cue.end <= other.start < end and other.form == "modifier" and other.signed:
                    yield other, None


def _as_well(sentence: SentenceMentions) -> Iterator[tuple[Cue, Cue | None]]:
    """Yield the cues of ``decreased as the pain increased``: the second is of the variable."""
    for cue, other in pairwise(sentence.cues):
        correlating = cue.word.endswith(" as")
        link = None if correlating else _AS.match(sentence.abstract, cue.end)
        if not ((correlating or (link and cue.signed)) and other.signed):
            continue
        variable = sentence.abstract[link.end() if link else cue.end : other.start].strip()
        up = (cue.sign in ("positive_correlation", "increase")) == (other.sign == "increase")
        yield cue, _correlating(cue, variable, up=up)
        yield other, None


def _the_more(sentence: SentenceMentions) -> Iterator[tuple[Cue, Cue | None]]:
    """Yield the cues of ``the more X, the less Y``: that of the measure, and nothing for others."""
    base = sentence.span.start
    matches = _THE_MORE.finditer(sentence.span.text) if ", the " in sentence.small else ()
    for match in matches:
        halves = [
            (base + match.start(name), base + match.end(name)) for name in ("first", "second")
        ]
        measured = [_is_measured(sentence, *half) for half in halves]
        if measured[0] is measured[1]:
            continue
        own, other = halves if measured[0] else halves[::-1]
        words = sentence.abstract[slice(*other)]
        sign = degree(words)
        cues = [cue for cue in sentence.cues if own[0] <= cue.start < own[1] and cue.signed]
        variable = _OF_IT.sub("", words).strip(" ,.")
        for cue in cues:
            if cue is cues[0] or sentence.tokens[cue.index - 1].word == "the":
                up = (cue.sign == "increase") == (sign > 0)
                yield cue, _correlating(cue, variable, up=up)
        yield from ((cue, None) for cue in sentence.cues if other[0] <= cue.start < other[1])


def _is_measured(sentence: SentenceMentions, start: int, end: int) -> bool:
    """Whether a stretch tells of the brain, if only by the place of ``that of A``."""
    measured = any(start <= cue.start < end and cue.measure for cue in sentence.cues)
    return measured or is_of_the_brain(sentence, start, end)


def _in_those(sentence: SentenceMentions) -> Iterator[tuple[Cue, Cue | None]]:
    """Yield the cues of ``pain was worse in those with thinner cortex``.

    A change may have a predicate: ``the decline of naming was steeper in those with``.
    """
    for first, cue in pairwise(sentence.cues):
        start, _ = sentence.bounds(first.start)
        if not (first.signed and cue.signed) or start != sentence.bounds(cue.start)[0]:
            continue
        if is_of_the_brain(sentence, start, cue.start):
            continue
        between = sentence.abstract[first.end : cue.start]
        link = IN_THOSE.search(between)
        graded = first.shifted or first.word in ("more", "less")  # "more frequent in those with"
        if " than " in sentence.small:
            graded = False  # two groups: "more frequent in those with A than in those without"
        if link is None or (link.start() and not graded):
            continue
        of_it = _CHANGE_OF.match(between)
        variable = of_it["variable"] if of_it else sentence.abstract[start : first.start].strip()
        variable = _VERB.sub("", variable)
        yield first, None
        yield cue, _correlating(cue, variable, up=first.sign == cue.sign)


def _with_more(sentence: SentenceMentions) -> Iterator[tuple[Cue, Cue | None]]:
    """Yield the changes of a sentence that opens with more of a variable, whose own cue is none."""
    opened = _OPENED.match(sentence.span.text)
    if not opened or TWO_GROUPS.search(sentence.small) or not is_clinical(opened["variable"]):
        return
    base = sentence.span.start + opened.end()
    for cue in sentence.cues:
        if cue.start < base:
            yield cue, None
        elif cue.signed:
            yield cue, _correlating(cue, opened["variable"], up=cue.sign == "increase")


def _along(sentence: SentenceMentions, cue: Cue) -> tuple[str, int] | None:
    """Return the variable behind a change that goes along with it."""
    text, base = sentence.span.text, sentence.span.start
    end = sentence.bounds(cue.start)[1]
    behind = [other.start for other in sentence.cues if other.start >= cue.end]
    end = min([end, *(at for at in behind if not text[: at - base].endswith(" with "))])
    behind_cue = text[cue.end - base : end - base]
    if " function of " in behind_cue:
        match = _FUNCTION.search(text, cue.end - base, end - base)
        return (match["variable"].strip(), 1) if match else None
    if " with " not in behind_cue:
        return None
    match = _ALONG.search(text, cue.end - base, end - base)
    if not match:
        return None
    variable = match["variable"]
    behind_subject = variable == "age" and cue.form != "modifier"
    start = sentence.bounds(cue.start)[0] if behind_subject else cue.end
    if not is_of_the_brain(sentence, start, base + match.start()):
        return None
    return (variable, 1) if is_clinical(variable) else None
