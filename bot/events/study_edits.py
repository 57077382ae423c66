"""Corrections: ``field=value`` for one study, held against what the field may hold."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_type_hints

from bot.domain.nearest_name import hint_of_names, nearest_name
from bot.domain.studies import FLIPPED, OTHER, Direction, Finding, Study
from bot.events.plain_words import KINDS
from bot.extraction.checks.direction_words import direction_words_in
from bot.extraction.vocabulary import Vocabulary
from bot.topics.topic import NO_TOPIC

SIDES = ("left", "right", "bilateral", "midline", "")
TIERS = ("direct", "indirect", "preclinical", "")
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "direction": tuple(Direction),
    "hemisphere": SIDES,
    "hemisphere_b": SIDES,
    "tier": TIERS,
}
"""Fields that hold one of a few words."""
_FINDING = (
    "measure", "region", "direction", "hemisphere", "region_b", "hemisphere_b", "comparison",
    "clinical_variable", "intervention", "comparator", "time", "subgroup", "statistic", "hedged",
    "turned",
)  # fmt: skip
_STUDY = ("cohort", "tier")
_CONTRARY: Mapping[Direction, tuple[Direction, ...]] = {
    Direction.INCREASE: (Direction.DECREASE, Direction.NONE),
    Direction.DECREASE: (Direction.INCREASE, Direction.NONE),
    Direction.NONE: (Direction.INCREASE, Direction.DECREASE),
    Direction.POSITIVE_CORRELATION: (Direction.NEGATIVE_CORRELATION,),
    Direction.NEGATIVE_CORRELATION: (Direction.POSITIVE_CORRELATION,),
}
"""Which directions a quote may not state if a finding is to have this one."""
_WORDS = re.compile(r"[^\W_][\w ,.'’()/+-]{0,99}")
"""What a name behind ``other:`` is made of."""
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_REQUIRED = ("measure", "direction")
_MOST = 12


class EditRejected(Exception):
    """A correction that cannot be made; the text says why, and what would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEdit:
    """A study as corrected, and the change in words."""

    study: Study
    sentence: str


def edited_study(study: Study, field: str, value: str, vocabulary: Vocabulary | None) -> StudyEdit:
    """``study`` with one field set by a person and marked as theirs.

    ``field`` is ``cohort``, ``tier``, or a finding's id, a dot and its field: ``f2.direction``.

    Raises:
        EditRejected: there is no such field, or it may not hold the value.
    """
    part, dot, inner = field.partition(".")
    if not dot:
        if field not in _STUDY:
            raise EditRejected(_no_field(field, study))
        value = _sound(field, value, vocabulary)
        before = getattr(study, field)
        after = replace(study, cohort=value) if field == "cohort" else replace(study, tier=value)
    else:
        finding = next((finding for finding in study.findings if finding.id == part), None)
        if finding is None or inner not in _FINDING:
            raise EditRejected(_no_field(field, study))
        typed = _typed(inner, value, vocabulary)
        before = getattr(finding, inner)
        changed = replace(finding, **{inner: typed})
        others = (changed if finding.id == part else finding for finding in study.findings)
        after = replace(study, findings=tuple(others))
    return StudyEdit(
        study=with_checked(after, part),
        sentence=f"{field} is “{value}”, as extracted: confirmed"
        if str(before) == value and part not in study.checked
        else f"{field} was “{before}” and is now “{value}”",
    )


def dropped_finding(study: Study, finding: str) -> StudyEdit:
    """``study`` without one finding, which no reader brings back.

    Raises:
        EditRejected: there is none of that id.
    """
    _require_finding(study, finding)
    others = tuple(kept for kept in study.findings if kept.id != finding)
    return StudyEdit(
        study=with_checked(replace(study, findings=others), finding),
        sentence=f"{finding} was extracted wrongly and is taken out",
    )


def confirmed_finding(study: Study, finding: str) -> StudyEdit:
    """``study`` with one finding confirmed by a person: it counts.

    Raises:
        EditRejected: there is none of that id.
    """
    _require_finding(study, finding)
    return StudyEdit(
        study=with_checked(study, finding),
        sentence=f"{finding} is right and counts",
    )


def with_checked(study: Study, part: str) -> Study:
    """``study`` with one part marked as a person's: no program changes it again."""
    return replace(study, checked=tuple(dict.fromkeys([*study.checked, part])))


def _require_finding(study: Study, finding: str) -> None:
    if all(kept.id != finding for kept in study.findings):
        ids = ", ".join(kept.id for kept in study.findings) or "none was read"
        fault = f"There is no finding “{finding}” here." if finding else "Which finding?"
        raise EditRejected(f"{fault} Findings: {ids}.")


def contradiction(study: Study, field: str) -> str:
    """The words of the quote that contradict the direction set by ``field``; empty if none do.

    A quote that states both, or neither, contradicts nothing.
    """
    part, _, inner = field.partition(".")
    finding = next((finding for finding in study.findings if finding.id == part), None)
    if finding is None or inner not in ("direction", "turned"):
        return ""
    quote = finding.quote.text
    stated = (
        FLIPPED.get(finding.direction, finding.direction) if finding.turned else finding.direction
    )
    if direction_words_in(quote, stated):
        return ""
    contrary = (direction_words_in(quote, other) for other in _CONTRARY.get(stated, ()))
    return next((words for words in contrary if words), "")


def faults(study: Study, vocabulary: Vocabulary | None) -> Iterable[str]:
    """What a person's edit of the file made unfit, although its form is right.

    Only what people set is asked about: the program reads into the vocabulary by itself.
    """
    topic = vocabulary.topic if vocabulary else NO_TOPIC
    for kind in study.facts.by_kind:
        if topic and kind not in topic.facts:
            yield f"'facts.{kind}' is no kind of fact. {hint_of_names(kind, topic.facts)}"
    if "tier" in study.checked:
        yield from _fault("tier", "tier", study.tier, vocabulary)
    for finding in study.findings:
        if finding.id in study.checked:
            for name in (*_CLOSED, *KINDS):
                value = getattr(finding, name, "")
                yield from _fault(name, f"{finding.id}.{name}", value, vocabulary)


def _fault(name: str, shown: str, value: str, vocabulary: Vocabulary | None) -> Iterable[str]:
    try:
        _sound(name, value, vocabulary)
    except EditRejected as fault:
        yield f"'{shown}' is '{value}'. {fault}"


def _typed(name: str, value: str, vocabulary: Vocabulary | None) -> Any:  # noqa: ANN401 - a field's
    kind = get_type_hints(Finding)[name]
    if kind is bool:
        if value.lower() not in _YES_NO:
            raise EditRejected(f"{name} is yes or no.")
        return _YES_NO[value.lower()]
    return kind(_sound(name, value, vocabulary))


def _sound(name: str, value: str, vocabulary: Vocabulary | None) -> str:
    """``value``, if a field of that name may hold it."""
    if name in _CLOSED:
        if value not in _CLOSED[name]:
            raise EditRejected(_allowed(name, value, _CLOSED[name]))
    elif name in KINDS and value.startswith(OTHER):
        if not _WORDS.fullmatch(value.removeprefix(OTHER)):
            raise EditRejected(f"What stands behind “{OTHER}” is a name, made of words.")
    elif vocabulary and name in KINDS and value:
        known = vocabulary.terms[KINDS[name]]
        if value not in known:
            raise EditRejected(_allowed(name, value, known))
    if not value and name in _REQUIRED:
        raise EditRejected(f"{name} may not be empty.")
    return value


def _allowed(name: str, value: str, allowed: Iterable[str]) -> str:
    names = [*filter(None, allowed)]
    near = difflib.get_close_matches(value, names, n=_MOST, cutoff=0.4)
    if len(names) <= _MOST:
        return f"{name} may be: {', '.join(names)}."
    return f"{name} may be one of {len(names)} names" + (
        f"; the nearest are: {', '.join(near)}." if near else f", for example {names[0]}."
    )


def _no_field(field: str, study: Study) -> str:
    part, dot, inner = field.partition(".")
    ids = ", ".join(finding.id for finding in study.findings) or "none was read"
    if dot and inner in _FINDING:
        return f"There is no finding “{part}” here. Findings: {ids}."
    names = [*_STUDY, *(f"{finding.id}.{name}" for finding in study.findings for name in _FINDING)]
    if near := nearest_name(field, names):
        return f"There is no field “{field}” here. The nearest is {near}."
    return (
        f"There is no field “{field}” here. Fields are {', '.join(_STUDY)}, and of each finding"
        f" ({ids}), as in f1.direction: {', '.join(_FINDING)}."
    )
