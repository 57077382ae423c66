"""Features of an interpretation, in parts that interpretations of one sentence share."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from bot.domain.studies import OTHER, wider
from bot.extraction import sections
from bot.extraction.arms import Contrast
from bot.extraction.findings.candidate import Candidate
from bot.extraction.findings.choice import Choice
from bot.extraction.findings.correlations import is_clinical
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.interpretations import Interpretation
from bot.extraction.findings.link_features import Features, link
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.no_finding import nearly_tells_apart
from bot.extraction.findings.wording import says_within
from bot.extraction.text import any_word, holds_any

_CONTRAST = any_word(
    r"compared (?:with|to)|relative to|than|versus|vs\.?|in contrast to|controls?|HCs?|healthy"
    r"|patients?|groups?|placebo|sham|baseline"
)
_FIGURE = re.compile(r"[ptrFZ]\s?[=<>\u2264]\s?-?[\d.]")
_TESTED = ("corrected", "FDR", "FWE")
_NOT_SIGNIFICANT = re.compile(r"n(?<!\wn)\.?s\.?\b")
"""``n.s.``: that no word goes on there is asked behind the first letter, which is fast to find."""
_WHOLE_BRAIN = frozenset(
    ("global_efficiency", "local_efficiency", "clustering_coefficient", "path_length",
     "small_worldness", "modularity", "ALPS_index", "diffusivity_perivascular", "EEG_power",
     "EEG_alpha_power", "ERP", "SC_FC_coupling", "FC_strength_intramodular",
     "FC_strength_intermodular")
)  # fmt: skip
"""Measures of the brain as a whole, which need no place."""
_THIS = re.compile(r"\b(?:this|these|those|such|both|the same|its|their)\b")
_LATE = 0.85
_MODIFIED = 4
"""Words at a cue that tell what it speaks of."""
_LONG_LIST = 3


Made = TypeVar("Made")


class FeatureParts(Generic[Made]):
    """What is made of each part of the features of one abstract, such as its weight, once."""

    def __init__(self, make: Callable[[Features], Made]) -> None:
        """Begin with none."""
        self._make = make
        self._known: dict[tuple[object, ...], Made] = {}

    def of(self, interpretation: Interpretation) -> Iterator[Made]:
        """Yield what is made of the parts of one interpretation; no name stands in two of them."""
        candidate = interpretation.candidate
        sentence, cue, measure = candidate.sentence, candidate.cue, candidate.measure
        contrast = interpretation.contrast
        compared = bool(contrast.comparison)
        contrasted = (contrast.explicit, contrast.tested, contrast.reversed, compared)
        yield self._once(("sentence", sentence), _sentence, sentence)
        yield self._once(("cue", cue), _cue, sentence, cue)
        yield self._once(("measure", cue, measure), _measure, cue, measure)
        yield self._once(("contrast", cue, *contrasted), _contrast, cue, contrast)
        if candidate.relation:
            behind = candidate.place and candidate.place.start >= cue.end
            yield self._once(
                ("relation", candidate.relation, measure, behind), _relation, candidate
            )
        if candidate.carried:
            yield self._make(_present(_carried(candidate)))
        elif candidate.place:
            group, place = candidate.places, candidate.place
            start = group.start if group else place.start
            end = group.end if group else place.end
            yield self._once(
                ("link", cue, measure, start), link, sentence, cue, measure, start, end
            )
            yield self._once(
                ("place", place, candidate.far_end, group, candidate.seeded), _place, candidate
            )
        else:
            yield self._once(
                ("no place", cue, measure, contrast.explicit), _placeless, interpretation
            )

    def _once(
        self, key: tuple[object, ...], compute: Callable[..., Features], *arguments: object
    ) -> Made:
        """Return what was made before under this key, or else of these arguments now."""
        if key not in self._known:
            self._known[key] = self._make(_present(compute(*arguments)))
        return self._known[key]


def _present(features: Features) -> Features:
    """Leave out the features that are zero."""
    return {name: value for name, value in features.items() if value}


def features(interpretation: Interpretation, parts: FeatureParts[Features]) -> Features:
    """Return every feature of an interpretation that is not zero."""
    whole: Features = {"bias": 1.0}
    for part in parts.of(interpretation):
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
    """What the sentence says of itself, the same for each of its interpretations."""
    wording = sentence.wording
    features = {f"kind={sentence.kind}": 1.0, **wording}
    if sentence.kind == sections.OPEN:
        features |= {f"open&{name}": value for name, value in wording.items()}
        features["open&late"] = float(sentence.position > _LATE)
        features["open&done&not own"] = float(wording["done"] > wording["own"])
    features["done&own"] = wording["done"] * wording["own"]
    features[f"{sentence.kind}&guessed"] = wording["guessed"]
    features["statistic"] = float(_has_statistic(sentence))
    features["contrast"] = float(bool(_CONTRAST.search(sentence.span.text)))
    features["correlates"] = float(any(cue.correlates for cue in sentence.cues))
    return features


@lru_cache(maxsize=64)
def _has_statistic(sentence: SentenceMentions) -> bool:
    text = sentence.span.text
    printed = _FIGURE.search(text) or _NOT_SIGNIFICANT.search(text)
    return bool(printed) or holds_any(text, _TESTED)


def _cue(sentence: SentenceMentions, cue: Cue) -> Features:
    """How the cue stands in its clause."""
    signed = "signed" if cue.changes else cue.sign
    features = {f"sign={signed}": 1.0, f"form={cue.form}": 1.0, f"{signed}&{cue.form}": 1.0}
    features["negated"] = float(cue.negated)
    features[f"{signed}&negated"] = features["negated"]
    start, end = sentence.bounds(cue.start)
    others = [rival for rival in sentence.cues if rival is not cue and start <= rival.start < end]
    features["near correlation"] = float(
        not cue.correlates and any(rival.correlates for rival in others)
    )
    if signed in ("altered", "none", "related"):
        beside = float(any(rival.changes for rival in others))
        features[f"{signed}&beside sign"] = beside
        features[f"{signed}&{cue.form}&beside sign"] = beside
    features |= _modified(sentence, cue)
    features["itself"] = float(bool(cue.measure))
    features["present"] = float(cue.present)
    features["nearly tells apart"] = float(nearly_tells_apart(sentence, cue))
    features["activates"] = float(cue.activates)
    features["activates&near correlation"] = features["activates"] * features["near correlation"]
    features["activates&kind"] = features["activates"] * float(sentence.kind == sections.CONCLUSION)
    return features


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
    starts = [measure.start for measure in sentence.measures]
    starts += [place.start for place in sentence.places]
    brain = any(low <= start < high for start in starts)
    clinical = is_clinical(sentence.abstract[low:high])
    return {
        f"{cue.form}&of brain": float(brain),
        f"{cue.form}&of people": float(clinical and not brain),
        f"{cue.form}&of neither": float(not clinical and not brain),
    }


def _measure(cue: Cue, measure: Choice) -> Features:
    """How the measure is known."""
    features = {f"source={measure.source}": 1.0}
    if measure.match:
        features["loose measure"] = float(measure.match.bound)
        features["measure behind"] = float(measure.match.start > cue.start)
    features["activation"] = float(measure.id == "task_activation")
    return features


def _place(candidate: Candidate) -> Features:
    """What is so of one place of a list, or of one pair."""
    place, far_end, group = candidate.place, candidate.far_end, candidate.places
    if place is None:
        return {}
    features = {
        "network": float(place.network),
        "other name": float(place.id.startswith(OTHER)),
        "long list": float(group is not None and len(group.places) > _LONG_LIST),
        "wider": float(place.wider),
        "pair": float(far_end is not None),
        "within": float(far_end is not None and far_end.id == place.id),
        "seeded": float(candidate.seeded),
    }
    if place.network and not (far_end and far_end.id != place.id):
        kind = "within" if says_within(candidate.sentence) else "not within"
        features[f"{'alone' if far_end is None else 'inside'}&said {kind}"] = 1.0
    return features


def _carried(candidate: Candidate) -> Features:
    """How a sentence without places goes on about those of the one before."""
    small = candidate.sentence.small
    return {
        "carried": 1.0,
        "carried&this": float(bool(_THIS.search(small))),
        "carried&correlates": float(candidate.cue.correlates),
        f"carried&{candidate.measure.source}": 1.0,
        "carried&pair": float(candidate.far_end is not None),
        "carried&follows": float(
            candidate.place is not None and candidate.place.start > candidate.sentence.span.end
        ),
    }


def _placeless(interpretation: Interpretation) -> Features:
    """What is so of a finding without a place."""
    candidate = interpretation.candidate
    sentence = candidate.sentence
    start, end = sentence.bounds(candidate.cue.start)
    inside = any(start <= place.start < end for place in sentence.places)
    features = {
        "no place": 1.0,
        "no place&places in clause": float(inside),
        "no place&places": float(bool(sentence.places)),
        "no place&no places&own": float(not sentence.places and bool(sentence.wording["own"])),
        f"no place&kind={sentence.kind}": 1.0,
        f"no place&{candidate.measure.source}": 1.0,
        f"no place&{candidate.cue.sign}": 1.0,
    }
    contrast = interpretation.contrast.explicit and not candidate.cue.correlates
    features["no place&explicit"] = float(contrast)
    features["bare"] = float(not sentence.places)
    features["bare&explicit"] = float(not sentence.places and contrast)
    features[f"bare&{candidate.cue.form}"] = features["bare"]
    features[f"bare&{candidate.measure.source}"] = features["bare"]
    features["bare&statistic"] = features["bare"] * float(_has_statistic(sentence))
    features["bare&network measure"] = features["bare"] * float(
        wider(candidate.measure.id) in _WHOLE_BRAIN
    )
    features["no place&correlates"] = float(candidate.cue.correlates)
    features["no place&more cues"] = float(len(sentence.cues) > 1)
    return features


def _relation(candidate: Candidate) -> Features:
    """With what a measure goes along, and how that is known."""
    related = candidate.relation
    if related is None:
        return {}
    features = {
        "correlation&clinical": float(related.clinical),
        "correlation&graded": float(related.graded),
        "correlation&trait": float(related.trait),
        "correlation&trait&clinical": float(related.trait and related.clinical),
        "correlation&variable behind": float(related.behind),
        "correlation&no variable": float(not related.variables),
        f"correlation&{candidate.measure.source}": 1.0,
        f"correlation&clinical&{candidate.cue.sign}": float(related.clinical),
        "correlation&clinical&statistic": float(
            related.clinical and _has_statistic(candidate.sentence)
        ),
        f"correlation&{candidate.cue.word.split()[0][:7]}": 1.0,
        "correlation&graded&not clinical": float(related.graded and not related.clinical),
        "correlation&related&not clinical": float(
            candidate.cue.sign == "related" and not related.clinical
        ),
    }
    if candidate.place:
        side = candidate.place.start >= candidate.cue.end
        features["correlation&same side"] = float(side == related.behind)
    return features
