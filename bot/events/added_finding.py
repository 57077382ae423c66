"""A finding in a person's words: ``insula left, ReHo, higher, versus healthy controls``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from bot.domain.edit_tracking import ADDED, state_the_same
from bot.domain.nearest_name import nearest_name
from bot.domain.records import Article
from bot.domain.studies import Direction, Finding, Study
from bot.events.plain_words import EXACT, direction_meant, nearest_term, without_versus
from bot.events.stated_words import NO_QUOTE, sentence_of_finding
from bot.events.study_edits import SIDES, EditRejected, StudyEdit, with_checked
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.directions import direction
from bot.rendering.labels import TermLabels

EXAMPLE = "insula left, ReHo, higher, versus healthy controls"
_CORRELATES = re.compile(
    r"(?:(?:correlates |correlation )?(positive|negative)(?:ly)?"
    r"(?: correlat(?:ion|ed|es))?|correlates (positive|negative)ly) with (.+)",
    re.IGNORECASE,
)
_ARMS = re.compile(
    r"(?:(.+?)\s+)?(?:versus|vs\.?|against|compared (?:with|to))\s+(.+)", re.IGNORECASE
)
_TIME = re.compile(r"(?:at|after)\s+(\d+\s+(?:hour|day|week|month|year)s?)", re.IGNORECASE)
_JOINT = re.compile(r"\s+(?:and|to|with|–)\s+|\s*/\s*", re.IGNORECASE)
_PLACES = ("region", "region_b")
_KINDS = ("region", "measure", "comparison", "intervention")
_BOTH = re.compile(r"\b(?:left and right|right and left|both)\b", re.IGNORECASE)


@dataclass
class _Words:
    """What a person's words come to so far: values by field, and names that were not exact."""

    values: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)

    def set(self, name: str, value: str, part: str) -> None:
        if self.values.setdefault(name, value) != value:
            raise EditRejected(f"“{part}” is a second {name.replace('_', ' ')}: one is enough.")


def added_finding(
    study: Study, text: str, article: Article, vocabulary: Vocabulary | None
) -> StudyEdit:
    """``study`` with one more finding, which a person states and which counts.

    Its quote is the sentence of the abstract that names it; without one it stands on the person's
    word alone.

    Raises:
        EditRejected: a part names nothing that is known, or measure or direction are missing.
    """
    if vocabulary is None or not vocabulary.terms["measure"]:
        raise EditRejected("This review has no topic, so it keeps no findings.")
    words = _read(text, vocabulary)
    if vocabulary.topic.of_effects:
        _of_the_trial(study, words, vocabulary)
    taken = {finding.id for finding in study.findings} | set(study.checked)
    stated = words.values.get
    bare = Finding(
        id=next(name for number in count(1) if (name := f"f{number}") not in taken),
        measure=words.values["measure"],
        region=stated("region", ""),
        hemisphere=stated("hemisphere", ""),
        region_b=stated("region_b", ""),
        hemisphere_b=stated("hemisphere_b", ""),
        direction=Direction(words.values["direction"]),
        comparison=stated("comparison", ""),
        clinical_variable=stated("clinical_variable", ""),
        intervention=stated("intervention", ""),
        comparator=stated("comparator", ""),
        time=stated("time", ""),
        quote=NO_QUOTE,
        read_by=(ADDED,),
    )
    if same := next((kept for kept in study.findings if state_the_same(kept, bare)), None):
        return StudyEdit(study=study, sentence=f"{same.id} says that")
    finding = replace(bare, quote=sentence_of_finding(bare, article, vocabulary))
    return StudyEdit(
        study=with_checked(replace(study, findings=(*study.findings, finding)), finding.id),
        sentence=_sentence(finding, words.taken, TermLabels(vocabulary=vocabulary)),
    )


def _read(text: str, vocabulary: Vocabulary) -> _Words:
    words = _Words()
    for part in filter(None, (part.strip() for part in text.split(","))):
        _read_part(part, words, vocabulary)
    for needed in ("measure", "direction"):
        if needed not in words.values:
            raise EditRejected(f"The {needed} is missing. {_example(vocabulary)}")
    return words


def _read_part(part: str, words: _Words, vocabulary: Vocabulary) -> None:
    if way := direction_meant(part):
        words.set("direction", way, part)
    elif match := _CORRELATES.fullmatch(part):
        way = direction_meant((match[1] or match[2]).lower())
        words.set("direction", way, part)
        words.set("clinical_variable", match[3], part)
    elif match := _TIME.fullmatch(part):
        words.set("time", match[1], part)
    elif (match := _ARMS.fullmatch(part)) and vocabulary.terms["comparator"]:
        _read_arms(part, match, words, vocabulary)
    elif without_versus(part) != part:
        _read_named("comparison", part, words, vocabulary)
    else:
        _read_term(part, words, vocabulary)


def _read_arms(part: str, match: re.Match[str], words: _Words, vocabulary: Vocabulary) -> None:
    """What was done in one arm of a trial, where that is said, and in the other."""
    controlled = [id for id, flags in vocabulary.topic.comparisons.items() if flags.controlled]
    if len(controlled) == 1:
        words.set("comparison", controlled[0], part)
    _read_named("comparator", match[2], words, vocabulary)
    if match[1]:
        _read_named("intervention", match[1], words, vocabulary)


def _of_the_trial(study: Study, words: _Words, vocabulary: Vocabulary) -> None:
    """What the trial compares, as far as a person did not say it and there is only one."""
    topic = vocabulary.topic
    only = {topic.term_kind(kind): study.facts.values(kind) for kind in topic.facts}
    only["comparison"] = tuple(id for id, flags in topic.comparisons.items() if flags.controlled)
    for kind in ("intervention", "comparator", "comparison"):
        if len(values := only.get(kind, ())) == 1:
            words.values.setdefault(kind, values[0])


def _read_named(kind: str, part: str, words: _Words, vocabulary: Vocabulary) -> None:
    near = nearest_term(kind, part, vocabulary)
    if near is None:
        raise EditRejected(_unknown(part, (kind,), vocabulary))
    _take(kind, near, part, words, vocabulary)


def _read_term(part: str, words: _Words, vocabulary: Vocabulary) -> None:
    """A measure, a comparison, a place with its side, or two places that are connected."""
    bare, side = _without_side(part)
    if not bare and side:
        words.set("hemisphere", side, part)
        return
    kind, near = _nearest(bare, vocabulary)
    ends = [_without_side(end) for end in _JOINT.split(_BOTH.sub("bilateral", part))]
    if len(ends) == len(_PLACES) and (near is None or near[1] < EXACT):
        terms = (nearest_term("region", end, vocabulary) for end, _ in ends)
        places = [place for place in terms if place]
        if len(places) == len(ends):
            for name, (end, end_side), place in zip(_PLACES, ends, places, strict=True):
                _take(name, place, end, words, vocabulary)
                if end_side:
                    words.set(name.replace("region", "hemisphere"), end_side, part)
            return
    if near is None:
        raise EditRejected(_unknown(part, _KINDS, vocabulary))
    _take(kind, near, bare, words, vocabulary)
    if side and kind == "region":
        words.set("hemisphere", side, part)


def _nearest(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, float] | None]:
    """The kind and the term that ``text`` is likest to; a place before a measure of one name."""
    candidates = [(kind, near) for kind in _KINDS if (near := nearest_term(kind, text, vocabulary))]
    return max(candidates, key=lambda pair: pair[1][1], default=("", None))


def _without_side(text: str) -> tuple[str, str]:
    kept = _BOTH.sub("bilateral", text).split()
    sides = [word.lower() for word in kept if word.lower() in SIDES]
    bare = " ".join(word for word in kept if word.lower() not in SIDES)
    return bare, next(iter(sides), "")


def _take(
    name: str, near: tuple[str, float], part: str, words: _Words, vocabulary: Vocabulary
) -> None:
    id, likeness = near
    words.set(name, id, part)
    if likeness < EXACT:
        label = vocabulary.term("region" if name in _PLACES else name, id).name
        words.taken.append(f"“{part}” was taken for “{label}”")


def _unknown(part: str, kinds: tuple[str, ...], vocabulary: Vocabulary) -> str:
    names = [term.name for kind in kinds for term in vocabulary.terms[kind].values()]
    near = nearest_name(part, names)
    nearest = f" The nearest is “{near}”." if near else ""
    fault = f"“{part}” names no place, measure, direction or comparison.{nearest}"
    return f"{fault} {_example(vocabulary)}"


def _example(vocabulary: Vocabulary) -> str:
    """How a finding is written, in words of the review's own vocabulary."""
    kinds = (("region", "{}"), ("measure", "{}"), ("", "lower"), ("comparator", "versus {}"))
    if not vocabulary.terms["comparator"]:
        kinds = (*kinds[:-1], ("comparison", "{}"))
    names = {
        kind: next(iter(terms.values())).name for kind, terms in vocabulary.terms.items() if terms
    }
    parts = [form.format(names.get(kind, "")) for kind, form in kinds if not kind or kind in names]
    return f"Write as in “/add 3 {', '.join(parts)}”."


def _sentence(finding: Finding, taken: list[str], names: TermLabels) -> str:
    """What was added, by the names that people read, and on whose words."""
    quoted = f"quote: “{finding.quote.text}”" if finding.quote.text else (
        "no sentence of the abstract names it, so it stands on your word"
    )  # fmt: skip
    parts: Iterator[str] = filter(None, (
        names.where(finding), names.name("measure", finding.measure), direction(finding, names),
        names.compared(finding),
    ))  # fmt: skip
    stated = ", ".join(dict.fromkeys(parts))
    return "; ".join([f"{finding.id} was added: {stated}", *taken, quoted])
