"""Features of a proposal, in parts that proposals of one sentence share."""

import re
from collections.abc import Callable, Iterator

from bot.extraction.arms import Contrast
from bot.extraction.findings import sections
from bot.extraction.findings.candidates import Candidate
from bot.extraction.findings.choice import Choice
from bot.extraction.findings.correlations import CLINICAL
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.link_features import Features, link
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.proposals import Proposal

_CONTRAST = re.compile(
    r"\b(?:compared (?:with|to)|relative to|than|versus|vs\.?|in contrast to|controls?|HCs?|healthy"
    r"|patients?|groups?|placebo|sham|baseline)\b"
)
_STATISTIC = re.compile(r"[ptrFZ]\s?[=<>\u2264]\s?-?[\d.]|\bn\.?s\.?\b|corrected|FDR|FWE")
_WIDER = re.compile(
    r"\s?(?:\((?:[^()]*,|e\.g|i\.e|including|especially|mainly|particularly|specifically)"
    r"|,?\s(?:such as|including|especially|particularly|mainly|namely|specifically|e\.g\.)\s)"
)
"""What shows that a wider place only introduces the narrower ones behind it."""
_WHOLE_BRAIN = frozenset(
    (
        "global_efficiency",
        "local_efficiency",
        "clustering_coefficient",
        "path_length",
        "small_worldness",
        "modularity",
        "ALPS_index",
        "diffusivity_perivascular",
        "EEG_power",
        "EEG_alpha_power",
        "ERP",
        "SC_FC_coupling",
        "FC_strength_intramodular",
        "FC_strength_intermodular",
    )
)
"""Measures of the brain as a whole, which need no place."""
_THIS = re.compile(r"\b(?:this|these|those|such|both|the same|its|their)\b")
_LATE = 0.85
_MODIFIED = 4
"""Words at a cue that tell what it speaks of."""
_LONG_LIST = 3


class FeatureParts:
    """The parts of the features of one abstract, each worked out once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[object, ...], Features] = {}

    def of(self, proposal: Proposal) -> Iterator[Features]:
        """Yield the parts of one proposal; no name stands in two of them."""
        candidate = proposal.candidate
        sentence, cue, measure = candidate.sentence, candidate.cue, candidate.measure
        contrast = proposal.contrast
        told = (contrast.explicit, contrast.tested, contrast.reversed, bool(contrast.comparison))
        yield self._once((id(cue), id(measure), *told), lambda: self._base(proposal))
        if candidate.relation:
            behind = candidate.place and candidate.place.start >= cue.end
            yield self._once(
                (id(candidate.relation), id(measure), behind), lambda: _relation(candidate)
            )
        if candidate.carried:
            yield _carried(candidate)
        elif candidate.place:
            group, place = candidate.places, candidate.place
            start = group.start if group else place.start
            end = group.end if group else place.end
            yield self._once(
                (id(cue), id(measure), start), lambda: link(sentence, cue, measure, start, end)
            )
            yield _place(candidate)
        else:
            yield self._once(
                (id(cue), id(measure), contrast.explicit), lambda: _placeless(proposal)
            )

    def _base(self, proposal: Proposal) -> Features:
        """Return what is so wherever the place is."""
        candidate = proposal.candidate
        sentence, cue = candidate.sentence, candidate.cue
        return {
            **self._once((id(sentence),), lambda: _sentence(sentence)),
            **self._once((id(cue),), lambda: _cue(sentence, cue)),
            **_measure(cue, candidate.measure),
            **_contrast(cue, proposal.contrast),
        }

    def _once(self, key: tuple[object, ...], made: Callable[[], Features]) -> Features:
        found = self._known.get(key)
        if found is None:
            found = {name: value for name, value in made().items() if value}
            self._known[key] = found
        return found


def features(proposal: Proposal, parts: FeatureParts | None = None) -> Features:
    """Return every feature of a proposal that is not zero."""
    whole: Features = {"bias": 1.0}
    for part in (parts or FeatureParts()).of(proposal):
        whole |= part
    return whole


def _contrast(cue: Cue, contrast: Contrast) -> Features:
    """How well the words say what is compared with what."""
    if cue.correlates:
        return {"explicit group": float(contrast.explicit)}
    return {
        "explicit": float(contrast.explicit),
        "not tested": float(not contrast.tested),
        "turned": float(contrast.reversed),
        "no comparison": float(not contrast.comparison),
        f"{cue.form}&explicit": float(contrast.explicit),
        "activates&explicit": float(cue.activates and contrast.explicit),
    }


def _sentence(sentence: SentenceMentions) -> Features:
    """What the sentence says of itself, the same for each of its proposals."""
    wording = sentence.wording
    found = {f"kind={sentence.kind}": 1.0, **wording}
    if sentence.kind == sections.OPEN:
        found |= {f"open&{name}": value for name, value in wording.items()}
        found["open&late"] = float(sentence.position > _LATE)
        found["open&done&not own"] = float(wording["done"] > wording["own"])
    found["done&own"] = wording["done"] * wording["own"]
    found["statistic"] = float(_has_statistic(sentence))
    found["contrast"] = float(bool(_CONTRAST.search(sentence.span.text)))
    found["correlates"] = float(any(cue.correlates for cue in sentence.cues))
    return found


def _has_statistic(sentence: SentenceMentions) -> bool:
    return bool(_STATISTIC.search(sentence.span.text))


def _cue(sentence: SentenceMentions, cue: Cue) -> Features:
    """How the cue stands in its clause."""
    signed = "signed" if cue.sign in ("increase", "decrease") else cue.sign
    found = {f"sign={signed}": 1.0, f"form={cue.form}": 1.0, f"{signed}&{cue.form}": 1.0}
    found["negated"] = float(cue.negated)
    found[f"{signed}&negated"] = found["negated"]
    start, end = sentence.bounds(cue.start)
    others = [it for it in sentence.cues if it is not cue and start <= it.start < end]
    found["near correlation"] = float(not cue.correlates and any(it.correlates for it in others))
    if signed in ("altered", "none", "related"):
        beside = float(any(it.sign in ("increase", "decrease") for it in others))
        found[f"{signed}&beside sign"] = beside
        found[f"{signed}&{cue.form}&beside sign"] = beside
    found |= _modified(sentence, cue)
    found["itself"] = float(bool(cue.measure))
    found["activates"] = float(cue.activates)
    found["activates&near correlation"] = found["activates"] * found["near correlation"]
    found["activates&kind"] = found["activates"] * float(sentence.kind == sections.CONCLUSION)
    return found


def _modified(sentence: SentenceMentions, cue: Cue) -> Features:
    """What stands right behind a modifier or noun: the brain, or something of people."""
    if cue.correlates or cue.measure:
        return {}
    tokens = sentence.tokens[cue.after : cue.after + _MODIFIED]
    if cue.form == "noun":
        tokens = sentence.tokens[max(0, cue.index - _MODIFIED) : cue.index] + tokens
    if not tokens:
        return {}
    low, high = tokens[0].start, tokens[-1].end
    starts = [it.start for it in sentence.measures] + [it.start for it in sentence.places]
    brain = any(low <= start < high for start in starts)
    clinical = bool(CLINICAL.search(sentence.abstract[low:high]))
    return {
        f"{cue.form}&of brain": float(brain),
        f"{cue.form}&of people": float(clinical and not brain),
        f"{cue.form}&of neither": float(not clinical and not brain),
    }


def _measure(cue: Cue, measure: Choice) -> Features:
    """How the measure is known."""
    found = {f"source={measure.source}": 1.0}
    if measure.match:
        found["loose measure"] = float(measure.match.bound)
        found["measure behind"] = float(measure.match.start > cue.start)
    found["activation"] = float(measure.id == "task_activation")
    return found


def _place(candidate: Candidate) -> Features:
    """What is so of one place of a list, or of one pair."""
    place, other, group = candidate.place, candidate.other, candidate.places
    if place is None:
        return {}
    found = {
        "network": float(place.network),
        "other name": float(place.id.startswith("other:")),
        "long list": float(group is not None and len(group.places) > _LONG_LIST),
        "wider": float(bool(_WIDER.match(candidate.sentence.abstract, place.end))),
        "pair": float(other is not None),
        "within": float(other is not None and other.id == place.id),
        "seeded": float(candidate.seeded),
    }
    return {name: value for name, value in found.items() if value}


def _carried(candidate: Candidate) -> Features:
    """How a sentence without places goes on about those of the one before."""
    small = candidate.sentence.small
    return {
        "carried": 1.0,
        "carried&this": float(bool(_THIS.search(small))),
        "carried&correlates": float(candidate.cue.correlates),
        f"carried&{candidate.measure.source}": 1.0,
        "carried&pair": float(candidate.other is not None),
        "carried&follows": float(
            candidate.place is not None and candidate.place.start > candidate.sentence.span.end
        ),
    }


def _placeless(proposal: Proposal) -> Features:
    candidate = proposal.candidate
    sentence = candidate.sentence
    start, end = sentence.bounds(candidate.cue.start)
    inside = any(start <= it.start < end for it in sentence.places)
    found = {
        "no place": 1.0,
        "no place&places in clause": float(inside),
        "no place&places": float(bool(sentence.places)),
        "no place&no places&own": float(not sentence.places and bool(sentence.wording["own"])),
        f"no place&kind={sentence.kind}": 1.0,
        f"no place&{candidate.measure.source}": 1.0,
        f"no place&{candidate.cue.sign}": 1.0,
    }
    contrast = proposal.contrast.explicit and not candidate.cue.correlates
    found["no place&explicit"] = float(contrast)
    found["bare"] = float(not sentence.places)
    found["bare&explicit"] = float(not sentence.places and contrast)
    found[f"bare&{candidate.cue.form}"] = found["bare"]
    found[f"bare&{candidate.measure.source}"] = found["bare"]
    found["bare&statistic"] = found["bare"] * float(_has_statistic(sentence))
    found["bare&network measure"] = found["bare"] * float(candidate.measure.id in _WHOLE_BRAIN)
    found["no place&correlates"] = float(candidate.cue.correlates)
    found["no place&more cues"] = float(len(sentence.cues) > 1)
    return found


def _relation(candidate: Candidate) -> Features:
    told = candidate.relation
    if told is None:
        return {}
    found = {
        "correlation&clinical": float(told.clinical),
        "correlation&graded": float(told.graded),
        "correlation&variable behind": float(told.behind),
        "correlation&no variable": float(not told.variables),
        f"correlation&{candidate.measure.source}": 1.0,
        f"correlation&clinical&{candidate.cue.sign}": float(told.clinical),
        "correlation&clinical&statistic": float(
            told.clinical and _has_statistic(candidate.sentence)
        ),
        f"correlation&{candidate.cue.word.split()[0][:7]}": 1.0,
        "correlation&graded&not clinical": float(told.graded and not told.clinical),
        "correlation&related&not clinical": float(
            candidate.cue.sign == "related" and not told.clinical
        ),
    }
    if candidate.place:
        side = candidate.place.start >= candidate.cue.end
        found["correlation&same side"] = float(side == told.behind)
    return found
