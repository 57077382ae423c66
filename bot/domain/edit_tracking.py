"""What the program wrote into a study's file, part by part, so that people's edits are known.

A comparison with git's history would lose its footing when a proposal is squashed and its branch
deleted; short digests in a ledger stay true however the files travel.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache, lru_cache, partial
from itertools import count
from types import MappingProxyType
from typing import ClassVar

from bot.domain import STRICT, Strictness
from bot.domain.facts import Facts
from bot.domain.fingerprint import fingerprint
from bot.domain.studies import Finding, Study, same_measure

CONTENT = (
    "direction", "region", "region_b", "measure", "comparison", "hemisphere", "hemisphere_b",
    "clinical_variable",
)  # fmt: skip
"""The fields that make a finding another one, the weightiest first."""
ADDED = "person"
"""Stands among the readers of a finding that a person added; one that they corrected keeps its."""
_WHOLE = ("groups", "foci", "cohort", "tier")


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySnapshot:
    """The parts of one study as the program last wrote them."""

    __pydantic_config__: ClassVar[Strictness] = STRICT

    study: str
    parts: dict[str, str]
    """A digest of each part: of a finding by its id, of everything else by its field."""
    readings: dict[str, dict[str, str]] = field(default_factory=dict)
    """By its id what each finding says that no person had set: what a reader is judged by."""


def snapshot(study: Study) -> StudySnapshot:
    """The digests of ``study`` as it is."""
    return StudySnapshot(
        study=study.id,
        parts=dict(_parts(study)),
        readings={
            finding.id: content(finding)
            for finding in study.findings
            if finding.id not in study.checked
        },
    )


def content(finding: Finding) -> dict[str, str]:
    """What a finding says, field by field, without its words, its doubts and what is empty."""
    return {name: value for name in CONTENT if (value := str(getattr(finding, name)))}


def state_the_same(finding: Finding, other: Finding) -> bool:
    """Whether two findings state one thing, whatever words they rest on."""
    names = {*CONTENT, "intervention", "comparator", "time"} - {"measure"}
    same = all(getattr(finding, name) == getattr(other, name) for name in names)
    return same and same_measure(finding.measure, other.measure)


def edited(study: Study, last: StudySnapshot) -> tuple[str, ...]:
    """The parts that are no longer as they were written, in alphabetical order."""
    now, then = _parts(study), last.parts
    return tuple(sorted(key for key in now.keys() | then.keys() if now.get(key) != then.get(key)))


def mark_person_edits(
    studies: Mapping[str, Study], notes: Iterable[StudySnapshot]
) -> dict[str, Study]:
    """The studies with edits by people that are not marked yet, with the marks.

    A file that the program has no note of was written before there were notes, or by a person
    altogether: of such a file nothing is known.
    """
    last = {snapshot.study: snapshot for snapshot in notes}
    edited_studies: dict[str, Study] = {}
    for key, study in studies.items():
        if key in last:
            theirs = dict.fromkeys([*study.checked, *edited(study, last[key])])
            if len(theirs) > len(study.checked):
                edited_studies[key] = replace(study, checked=tuple(theirs))
    return edited_studies


def keep_person_edits(theirs: Study, fresh: Study) -> Study:
    """``fresh``, a new reading, under everything of ``theirs`` that a person set."""
    persons = set(theirs.checked)
    whole = {name: getattr(theirs if name in persons else fresh, name) for name in _WHOLE}
    facts = {
        kind: (theirs if kind in persons else fresh).facts.of(kind)
        for kind in dict.fromkeys((*fresh.facts.by_kind, *theirs.facts.by_kind))
    }
    return replace(
        fresh, **whole, facts=Facts(facts),
        findings=_joined(theirs, fresh), checked=theirs.checked,
    )  # fmt: skip


def _joined(theirs: Study, fresh: Study) -> tuple[Finding, ...]:
    """A person's findings, and those of a new reading that are none of them, under free ids."""
    ours = [finding for finding in theirs.findings if finding.id in theirs.checked]
    removed = set(theirs.checked) - {finding.id for finding in ours}
    others = [finding for finding in fresh.findings if finding.id not in removed]
    for mine in ours:
        # One sentence may tell several findings: the likest of them is what was corrected.
        same = [finding for finding in others if _is_replaced(finding, mine)]
        if same:
            others.remove(max(same, key=partial(_likeness, mine)))
    used = {finding.id for finding in ours} | removed
    taken = used | {finding.id for finding in others}
    free = (name for number in count(1) if (name := f"f{number}") not in taken)
    renamed = [
        finding if finding.id not in used else replace(finding, id=next(free)) for finding in others
    ]
    return tuple(
        sorted([*ours, *renamed], key=lambda finding: (finding.quote.start, _number(finding.id)))
    )


def _is_replaced(finding: Finding, mine: Finding) -> bool:
    """Whether a person's finding stands for a new one: its correction, or the same as they added.

    A sentence that a person added a finding from may tell others, which stay.
    """
    if ADDED in mine.read_by:
        return state_the_same(finding, mine)
    return _place(finding) == _place(mine)


def _place(finding: Finding) -> tuple[str, int]:
    return finding.quote.part, finding.quote.start


def _likeness(finding: Finding, other: Finding) -> int:
    return sum(getattr(finding, part.name) == getattr(other, part.name) for part in fields(finding))


def _number(id: str) -> int:
    digits = id.removeprefix("f")
    return int(digits) if digits.isdecimal() else 0


@lru_cache(maxsize=1024)
def _parts(study: Study) -> Mapping[str, str]:
    """The digest of each part; a run looks at each study when it begins and when it proposes."""
    parts = {finding.id: digest(finding) for finding in study.findings}
    for kind, facts in study.facts.by_kind.items():
        parts[kind] = digest(facts)
    for name in _WHOLE:
        parts[name] = digest(getattr(study, name))
    # What is empty needs no digest: it is empty still, or it was written since.
    empty = digest(())
    kept = {key: value for key, value in parts.items() if value not in (empty, digest(""))}
    return MappingProxyType(kept)


def digest(value: object) -> str:
    """A short fingerprint of what is not default, so that a field added later changes none."""
    return fingerprint(repr(_plain(value)), 10)


def _plain(value: object) -> object:
    """``value`` without defaults, so that a field added to a class changes no digest."""
    if isinstance(value, str):  # as most are
        return str(value)
    if is_dataclass(value):
        return {
            name: _plain(item)
            for name, default in _fields(type(value))  # type: ignore[arg-type] # types are hashable, too
            if (item := getattr(value, name)) != default
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value)


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """The name and the default of each field of a dataclass; looking them up takes longest."""
    return tuple((each.name, each.default) for each in fields(kind))
