"""Evaluation: how far the findings read from abstracts agree with those that people annotated.

In each paper findings are compared as sets of keys, so what is said twice counts once, and a pair
of regions has no order. Counts are added up over papers before any ratio is taken. An optional
annotation need not be read, and reading it is no error.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from bot.domain.studies import OPPOSITE, OTHER, Direction, Finding, wider

REGION, MEASURE, COMPARISON = 3, 4, 5
"""How much of a key must agree: region and direction, the measure too, the comparison too."""

_NAMED_SIDES = {"left", "right", "bilateral"}
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212]")
_PLURAL_S = re.compile(r"(?<=[a-z]{3}[^\Wsui])s\b")

Counts = TypeVar("Counts", "Tally", "Overlap", "Scores")
Key = tuple[str, ...]
Places = frozenset[tuple[str, str]]
"""The regions of a finding, each with its side."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A paper with the findings that people annotated in it."""

    id: str
    title: str
    abstract: str
    required: tuple[Finding, ...]
    optional: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tally:
    """So many out of so many."""

    count: int = 0
    of: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return _added(self, other)

    @property
    def share(self) -> float | None:
        """The ratio; None where there is nothing to count."""
        return round(self.count / self.of, 4) if self.of else None


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """How many keys were read, how many are annotated, and how many are both."""

    both: int = 0
    read: int = 0
    annotated: int = 0

    def __add__(self, other: "Overlap") -> "Overlap":
        return _added(self, other)

    @property
    def precision(self) -> float | None:
        """The share of what was read that is annotated."""
        return Tally(count=self.both, of=self.read).share

    @property
    def recall(self) -> float | None:
        """The share of what is annotated that was read."""
        return Tally(count=self.both, of=self.annotated).share

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return Tally(count=2 * self.both, of=self.read + self.annotated).share


@dataclass(frozen=True, kw_only=True)
class Scores:
    """The counts of one paper, or of several added up."""

    papers: int = 0
    region: Overlap = field(default_factory=Overlap)
    """Of region and direction."""
    measure: Overlap = field(default_factory=Overlap)
    """Of measure, region and direction."""
    comparison: Overlap = field(default_factory=Overlap)
    """Of comparison, measure, region and direction."""
    sides: Tally = field(default_factory=Tally)
    """Findings with the right side, of those whose measure, region and direction are required."""
    named_sides: Tally = field(default_factory=Tally)
    """The same where the annotation says left, right or bilateral."""
    invented: Tally = field(default_factory=Tally)
    """Findings with a sign that the annotation does not bear out, of all with a sign."""
    opposite: Tally = field(default_factory=Tally)
    """Those of them whose annotation has the opposite sign."""
    quotes: Tally = field(default_factory=Tally)
    """Findings whose quote stands in the abstract word for word."""

    def __add__(self, other: "Scores") -> "Scores":
        return _added(self, other)


@dataclass(frozen=True, kw_only=True)
class Sided:
    """A finding that is annotated, and the places that each of its annotations names."""

    finding: Finding
    annotated: tuple[Places, ...]

    @property
    def right(self) -> bool:
        """Whether an annotation has these sides; a side that is not stated must be empty."""
        return any(places(self.finding) <= sides for sides in self.annotated)

    @property
    def named(self) -> bool:
        """Whether an annotation says left, right or bilateral of one of its regions."""
        regions = {region for region, _ in places(self.finding)}
        stated = frozenset[tuple[str, str]]().union(*self.annotated)
        return any(region in regions and side in _NAMED_SIDES for region, side in stated)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A finding with a sign, and the annotations of its measure and region."""

    finding: Finding
    annotated: tuple[Finding, ...]

    @property
    def invented(self) -> bool:
        """Whether what is annotated has another sign, or none at all."""
        alike = self._alike
        unsigned = all(annotation.direction not in OPPOSITE for annotation in self.annotated)
        known = bool(self.annotated) and (bool(alike) or unsigned)
        return known and self.finding.direction not in alike

    @property
    def opposite(self) -> bool:
        """Whether it is invented and the opposite sign is annotated."""
        return self.invented and OPPOSITE[self.finding.direction] in self._alike

    @property
    def _alike(self) -> set[Direction]:
        """The directions annotated of the same kind: changes, or correlations."""
        kind = _correlates(self.finding)
        return {
            annotation.direction for annotation in self.annotated if _correlates(annotation) == kind
        }


def compare(case: Case, findings: Sequence[Finding]) -> Scores:
    """Count what the findings read from one paper have in common with its annotation."""
    sides, signs = list(sided(case, findings)), list(signed(case, findings))
    return Scores(
        papers=1,
        region=_overlap(case, findings, REGION),
        measure=_overlap(case, findings, MEASURE),
        comparison=_overlap(case, findings, COMPARISON),
        sides=_tally(side.right for side in sides),
        named_sides=_tally(side.right for side in sides if side.named),
        invented=_tally(sign.invented for sign in signs),
        opposite=_tally(sign.opposite for sign in signs),
        quotes=_tally(is_quoted(case, finding) for finding in findings),
    )


def sided(case: Case, findings: Sequence[Finding]) -> Iterator[Sided]:
    """Yield each annotated finding that has a region, once for each set of sides it was given."""
    distinct = {
        (key(finding, MEASURE), places(finding)): finding for finding in findings if finding.region
    }
    for (same, _), finding in distinct.items():
        golds = tuple(
            places(annotation) for annotation in case.required if key(annotation, MEASURE) == same
        )
        if golds:
            yield Sided(finding=finding, annotated=golds)


def signed(case: Case, findings: Sequence[Finding]) -> Iterator[Signed]:
    """Yield each finding with a sign once, but not those that are annotated as optional only."""
    spared = keys(case.optional, MEASURE) - keys(case.required, MEASURE)
    distinct = {
        key(finding, MEASURE): finding for finding in findings if finding.direction in OPPOSITE
    }
    for same, finding in distinct.items():
        if same not in spared:
            golds = (
                annotation
                for annotation in case.required
                if key(annotation, MEASURE)[1:] == same[1:]
            )
            yield Signed(finding=finding, annotated=tuple(golds))


def is_quoted(case: Case, finding: Finding) -> bool:
    """Whether the finding's quote stands in the abstract, and is not empty."""
    return bool(finding.quote.text) and finding.quote.text in case.abstract


def key(finding: Finding, level: int) -> Key:
    """What a finding is known by: direction, both regions, and perhaps measure and comparison.

    Measures count by their wider ones: people annotate these.
    """
    regions = sorted((_plain(finding.region), _plain(finding.region_b)))
    measure = _plain(wider(finding.measure))
    whole = (finding.direction, *regions, measure, _plain(finding.comparison))
    return whole[:level]


def keys(findings: Sequence[Finding], level: int) -> set[Key]:
    """Return the keys of these findings, each once."""
    return {key(finding, level) for finding in findings}


def places(finding: Finding) -> Places:
    """Return the one or two regions of a finding, each with its side."""
    ends = ((finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b))
    named = ends if finding.region_b else ends[:1]
    return frozenset((_plain(region), _plain(side)) for region, side in named)


def _overlap(case: Case, findings: Sequence[Finding], level: int) -> Overlap:
    wanted, spared = keys(case.required, level), keys(case.optional, level)
    got = keys(findings, level) - (spared - wanted)
    return Overlap(both=len(wanted & got), read=len(got), annotated=len(wanted))


def _added(first: Counts, second: Counts) -> Counts:
    names = [field.name for field in fields(first)]
    return replace(first, **{name: getattr(first, name) + getattr(second, name) for name in names})


def _tally(judged: Iterator[bool]) -> Tally:
    answers = list(judged)
    return Tally(count=sum(answers), of=len(answers))


def _correlates(finding: Finding) -> bool:
    """Whether it is a correlation; without a sign the comparison tells."""
    signed = finding.direction in OPPOSITE
    return "correlation" in (finding.direction if signed else _plain(finding.comparison))


def _plain(name: str) -> str:
    """Return the name in small letters; a free name (``other:``) without brackets and plurals."""
    plain = " ".join(name.lower().split())
    if plain.startswith(OTHER):
        plain = _HYPHENS.sub("-", _BRACKETS.sub("", plain))
        plain = _PLURAL_S.sub("", plain).replace(": ", ":").strip()
    return "" if plain == "null" else plain
