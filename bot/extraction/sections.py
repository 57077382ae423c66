"""What a sentence of an abstract is for: background, aim, methods, result or conclusion."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.extraction.speculation import MAYBE
from bot.extraction.text import Span, any_word

RESULT, CONCLUSION, METHOD = "result", "conclusion", "method"
BACKGROUND, OPEN, OPENING = "background", "open", "opening"
_LABELS = (
    (RESULT, re.compile(r"RESULT|FINDING|OUTCOME")),
    (
        CONCLUSION,
        re.compile(
            r"CONCLU|DISCUSS|INTERPRET|SIGNIFICANCE|IMPLICATION|HIGHLIGHT|SUMMARY|PERSPECTIVE"
            r"|LIMITATION|LAY"
        ),
    ),
    (
        METHOD,
        re.compile(
            r"METHOD|DESIGN|PARTICIPANT|PATIENT|SUBJECT|SETTING|MEASURE|INTERVENTION|PROCEDURE"
            r"|REGISTRATION|FUNDING"
        ),
    ),
    (
        BACKGROUND,
        re.compile(r"BACKGROUND|INTRODUCTION|CONTEXT|RATIONALE|OBJECTIVE|AIM|PURPOSE|HYPOTH"),
    ),
)
_AIM = any_word(
    r"aims?|aimed|sought|objectives?|purpose|goal|hypothes\w+|investigat(?:e|ed|es|ing)"
    r"|whether"
    r"|here,? we|in this study|in the (?:present|current) study|the (?:present|current) study"
    r"|this study|(?:we|were|was) (?:then |also |first )?(?:measured|used|calculated|computed"
    r"|compared|performed|acquired|recruited|analy[sz]ed|assessed|evaluated|examined|scanned"
    r"|collected|constructed|enrolled|included|conducted|carried out|underwent|employed|applied"
    r"|explored|tested)|underwent|were (?:randomly|randomized|randomised|asked|divided)"
)
_PLANNED = any_word(
    r"to (?:examine|test|assess|determine|explore|evaluate|identify|clarify|study|understand"
    r"|investigate|characteri[sz]e)|hypothesi[sz]ed?|aimed|we (?:expected|predicted that)|will be"
    r"|sought to|was designed|whether"
)
_DONE = any_word(
    r"(?:was|were) (?:\w+ )?(?:analy[sz]ed|assessed|calculated|computed|measured|used|compared"
    r"|performed|examined|acquired|investigated|evaluated|applied|extracted|tested"
    r"|determined|explored|estimated|selected|defined)"
    r"|we (?:\w+ )?(?:analy[sz]ed|assessed|calculated|computed|measured|used|compared"
    r"|performed|examined|acquired|investigated|evaluated|applied|extracted|tested|explored"
    r"|estimated|studied"
    r"|aimed|recruited|collected)"
    r"|underwent|this study (?:aim|inves|exam|expl)"
)
_EARLY = 0.6
"""How far down an abstract its aim is told; what is planned later is another study."""
_EARLIER = any_word(
    r"previous(?:ly)?|prior (?:stud|work|research)|earlier (?:stud|work)|studies (?:have|has"
    r"|on)|literature|(?:is|are) known|has been|have been|have shown|has shown|meta-analys[ei]s"
    r"|little is|recent(?:ly)? (?:stud|evidence|work|neuro|functional|brain)|it is"
)
_GUESSED = any_word(
    rf"{MAYBE}|thought to|suggest(?:s|ed|ing)?|support(?:s|ing)? the|imply|implies"
    r"|implicat\w+|highlight\w*|underscore\w*|insights?|understanding"
)
_AFTERTHOUGHT = re.compile(
    r",\s(?:(?:thus|thereby|perhaps|possibly|likely|further|again)\s)?(?:suggesting|indicating|implying"
    r"|highlighting|supporting|reflecting|underscoring|emphasi[sz]ing|providing|pointing"
    r"|consistent with|in line with|which (?:may|might|could|suggests?|is thought))\b"
)
"""Opens what a sentence makes of the result that it tells before."""
_OWN = any_word(
    r"we (?:found|observed|show|showed|report|identified|demonstrate[d]?|detected|revealed)"
    r"|(?:our|the) (?:results|findings|data|analys[ei]s) (?:show|reveal|indicat|demonstrat)\w*"
    r"|(?:analys[ei]s|results|comparison|imaging|analyses) (?:showed|revealed|demonstrated"
    r"|indicated)|was found|were found|was observed|were observed|showed|exhibited|revealed"
    r"|displayed"
    r"|demonstrated|compared (?:with|to)|relative to|p\s?[<=]|correlated"
)
_TOLD = any_word(
    r"(?:was|were) (?:\w+ )?(?:related|associated|linked|higher|lower|greater|weaker|stronger"
    r"|reduced|increased|decreased|enhanced)|did not (?:differ|alter|change|affect)"
    r"|no (?:significant )?(?:differences?|correlations?|associations?) (?:was|were|in|between)"
    r"|elicited(?<!typically elicited)|evoked(?<!typically evoked)"
    r"|activated(?<!typically activated)|differed"
)
"""What a sentence without a label tells that only a result can."""


def kind(section: str) -> str:
    """Return what the label of a section stands for; nothing where there is none we know."""
    if "METHOD" in section and ("FINDING" in section or "RESULT" in section):
        return ""
    for name, pattern in _LABELS:
        if pattern.search(section):
            return name
    return ""


def kinds(spans: Sequence[Span]) -> list[str]:
    """Return what each sentence is for: by its label, else by what stands before it."""
    labels = [kind(span.section) for span in spans]
    mixed = [bool(span.section) and not label for span, label in zip(spans, labels, strict=True)]
    labelled = any(label == RESULT for label in labels)
    if labelled and not any(mixed):
        return [label or BACKGROUND for label in labels]
    aim = next((number for number, span in enumerate(spans) if aims_at(span)), -1)
    begins = aim if aim < len(spans) * _EARLY else -1
    return [
        label if label and label != BACKGROUND else _unlabelled(span, late=number > begins)
        for number, (label, span) in enumerate(zip(labels, spans, strict=True))
    ]


def _unlabelled(span: Span, *, late: bool) -> str:
    """Return what a sentence without a label is for, by its words and its place."""
    small = span.text.lower()
    cues = wording(small)
    prepares = (cues["done"] or cues["planned"]) and not cues["own"]
    if prepares and not (late and _TOLD.search(small)):
        return METHOD
    if cues["guessed"] and not cues["own"]:
        return CONCLUSION
    if (cues["earlier"] or not late) and not cues["own"]:
        return BACKGROUND
    return OPEN if late else OPENING


def aims_at(span: Span) -> bool:
    """Whether a sentence says what was done or meant to be."""
    return bool(_AIM.search(span.text.lower()))


def reports(cues: Mapping[str, float]) -> bool:
    """Whether wording reports what was found, and not only what was done, planned or guessed."""
    plain = cues["planned"] + cues["done"] + cues["earlier"] + cues["guessed"] == 0
    return bool(cues["own"]) or plain


@lru_cache(maxsize=256)
def wording(small: str) -> dict[str, float]:
    """Return what the words of a sentence say of its part in the paper."""
    afterthought = _AFTERTHOUGHT.search(small)
    before = small[: afterthought.start()] if afterthought else small
    return {
        "planned": float(bool(_PLANNED.search(small))),
        "earlier": float(bool(_EARLIER.search(small))),
        "guessed": float(bool(_GUESSED.search(before))),
        "aims": float(bool(_AIM.search(small))),
        "done": float(bool(_DONE.search(small))),
        "own": float(bool(_OWN.search(small))),
    }
