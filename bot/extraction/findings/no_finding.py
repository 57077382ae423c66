"""What makes the words around a direction cue tell no finding: states, guesses, classifiers."""

import re
from functools import lru_cache

from bot.extraction.findings.correlations import is_clinical
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.text import holds_any

_TELLS_APART = re.compile(
    r"\b(?:classif(?:ied|iers?|ication|y|ying)|auc|roc|area under|cut-?off"
    r"|accurac(?:y|ies) (?:of|was|were|in (?:classif|dis|pred))|(?:sensitivity|specificity) of"
    r"|mediat(?:ed|es|ing|ion) (?:the|an?|by|effects?|analys[ei]s|models?|between)"
    r"|(?:was|were|is|are) mediat(?:ed|ors?)"
    r"|(?:account(?:ed|s) for|explain(?:ed|s)) the (?:relation(?:ship)?|association|link|effect)"
    r"|moderat(?:ed|es|ion) (?:the|by|effects?|analys[ei]s|between)"
    r"|discriminat(?:ed?|es|ing|ive|ion) (?:between|the (?:two )?groups?|patients|them|from|power"
    r"|accuracy|ability|of (?:patients|groups)))\b"
)
_NEARLY_TELLS_APART = re.compile(
    r"\b(?:classif\w+|accurac\w+|mediat(?:ed|es|ing|ion)|moderat(?:ed|es|ion)|discriminat\w+)\b"
)
_OF_TELLING_APART = (
    *("classif", "auc", "roc", "area under", "cut", "accurac", "sensitivity of", "specificity of"),
    *("mediat", "moderat", "discriminat", "account", "explain"),
)
"""Letters of which both patterns need some."""
_REPORTS = re.compile(
    r"\b(?:show(?:s|ed|ing)?|exhibit(?:s|ed)?|ha[ds]|have|found|f[ei]nd|observed|reveal(?:s|ed)"
    r"|display(?:s|ed)|demonstrate[sd]?|elicit(?:s|ed)|detected|identified|report(?:s|ed)|there"
    r"|evoked|led to|resulted|caused|induced|yielded|presented)\b"
)
MAY = re.compile(r"\b(?:may|might|could|can|would|should)(?: \w+){0,2}\s*$")
"""Ends the words before what is only said to be possible."""
_STATE = re.compile(
    r"\b(?:states?|microstates?|patterns?|clusters?|subtypes?|biotypes?)(?: [\dIVA-D]+)?,? \(?"
    r"(?:(?:that|which) (?:was|were|is|are) )?characteri[sz]ed by (?:\w+ ){0,3}$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:(?:and|but|while|whereas)\s)?(?:[\w'-]+\s){0,4}?(?P<last>(?:[\w'-]+\s)?[\w'-]+)"
    r"(?:\s\([^()]*\))?\s(?:was|were|had|is|are|fell|rose)\b",
    re.IGNORECASE,
)
"""The subject of a clause, by its last words."""
COMPARATIVE = re.compile(r"more|less|(?!inter|lower limb)\w+er\Z")
_TRAIT = (
    r"(?:(?:patient )?age|sex|gender|smoking(?: history| status)?|bmi|body mass index|education"
    r"|handedness|menopausal status|comorbidit(?:y|ies)|ethnicity|race"
    r"|(?:disease|tumou?r|cancer|clinical) (?:stage|site|type|location)|stage of (?:the )?disease"
    r"|type of (?:surgery|cancer|tumou?r)|time since [\w-]+)"
)
_TRAIT_HAD = re.compile(
    rf"\W*(?:(?:neither|and|but|while) )?(?:the )?{_TRAIT}(?:(?:,? (?:and|or|nor) |, ){_TRAIT})*"
    r" (?:had|showed|exerted) (?:no|any|an?) (?:\w+ )?(?:influence|effect|impact|bearing)\b"
)
"""Opens what a trait of people did to a measure: no contrast of those that are compared."""
_AHEAD = 60
"""Letters before a change in which it may only say what a state is like."""


def describes_state(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether a change only says what a state is like: ``state 2, characterised by weak links``."""
    if "characteri" not in sentence.small:
        return False
    ahead = sentence.abstract[max(sentence.span.start, cue.start - _AHEAD) : cue.start]
    return bool(_STATE.search(ahead))


def tells_apart(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether the clause tells how well groups are told apart, or what mediates what."""
    if cue.negated and cue.word.startswith(("discriminat", "distinguish")):
        return False  # "did not discriminate between the groups"
    if not _may_tell_apart(sentence):
        return False
    start, end = sentence.bounds(cue.start)
    return bool(_TELLS_APART.search(sentence.abstract[start:end].lower()))


def nearly_tells_apart(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether the clause has words of telling groups apart, which may be of a task as well."""
    if not _may_tell_apart(sentence):
        return False
    start, end = sentence.bounds(cue.start)
    return bool(_NEARLY_TELLS_APART.search(sentence.abstract[start:end].lower()))


@lru_cache(maxsize=8)
def _may_tell_apart(sentence: SentenceMentions) -> bool:
    return holds_any(sentence.small, _OF_TELLING_APART)


def only_names(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether a change only names what is correlated: ``activation of A was associated with B``.

    What is called reduced or increased presupposes a difference; what is lower or altered may not.
    """
    compares = cue.form == "modifier" and bool(COMPARATIVE.match(cue.word))
    unsigned = cue.form == "modifier" and cue.sign == "altered"
    if cue.correlates or not (compares or unsigned or (cue.activates and cue.form == "noun")):
        return False
    start, end = sentence.bounds(cue.start)
    behind = [
        rival.start for rival in sentence.cues if rival.correlates and cue.end <= rival.start < end
    ]
    if not behind:
        return _is_correlated(sentence, cue, start)
    reporting = sentence.abstract.rfind(" that ", start, cue.start)
    words = sentence.abstract[max(reporting, start) : behind[0]].lower()
    return not _REPORTS.search(words)


def _is_correlated(sentence: SentenceMentions, cue: Cue, start: int) -> bool:
    """Whether activation only names what correlates: ``a correlation of pain and activation``."""
    if not (cue.activates and cue.form == "noun"):
        return False
    before = [
        rival.end
        for rival in sentence.cues
        if rival.correlates and _names_another(rival) and start <= rival.start < cue.start
    ]
    return bool(before) and not _REPORTS.search(sentence.abstract[before[-1] : cue.start].lower())


def _names_another(rival: Cue) -> bool:
    """Whether a correlation names what correlates behind it: ``was negatively related to B``."""
    return rival.form == "noun" or rival.sign != "related"


def only_guesses(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether it is only said of a change that it may be, which is no result."""
    start, _ = sentence.bounds(cue.start)
    return bool(MAY.search(sentence.abstract[start : cue.start].lower()))


def is_of_people(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether a clause of its own tells a change of people: ``and pain ratings were higher``."""
    start, end = sentence.bounds(cue.start)
    if cue.form != "predicate" or cue.correlates or start == sentence.span.start:
        return False
    named = [*(place.start for place in sentence.places), *(m.start for m in sentence.measures)]
    if any(start <= at < end for at in named):
        return False
    subject = _SUBJECT.match(sentence.abstract[start : cue.start])
    return subject is not None and is_clinical(subject["last"])


def is_of_a_trait(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether it is said of what people differ in that it has no influence: ``Sex had none``."""
    start, _ = sentence.bounds(cue.start)
    return bool(_TRAIT_HAD.match(sentence.abstract[start : sentence.span.end].lower()))


NO_FINDING = (describes_state, tells_apart, only_names, only_guesses, is_of_people, is_of_a_trait)
"""What makes the words around a direction cue tell no finding."""
