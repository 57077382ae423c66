"""Disagreements between reader and annotation, listed one by one for people to look into."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.studies import Finding
from bot.extraction.evaluation import (
    COMPARISON,
    MEASURE,
    Case,
    Signed,
    is_quoted,
    key,
    keys,
    sided,
    signed,
)


class ErrorKind(StrEnum):
    """What reader and annotation disagree on."""

    MISSED = "missed"
    """Annotated, and not read with this measure, region and direction."""
    INVENTED = "invented sign"
    """Read with a sign that the annotation does not bear out."""
    EXTRA = "not annotated"
    """Read, and not annotated with this measure, region and direction."""
    SIDE = "other side"
    """Annotated, but not on this side."""
    COMPARISON = "other comparison"
    """Annotated, but not of this comparison."""
    QUOTE = "no quote"
    """Its words do not stand in the abstract."""


@dataclass(frozen=True, kw_only=True)
class ReadingError:
    """One finding, of the annotation if it was missed and of the reader otherwise."""

    kind: ErrorKind
    finding: Finding
    note: str = ""
    """What comes nearest to it on the other side."""


def reading_errors(case: Case, findings: Sequence[Finding]) -> Iterator[ReadingError]:
    """Yield all that is to be mended in one paper, each kind together."""
    yield from _missed(case, findings)
    yield from _unfounded(case, findings)
    for compared in sided(case, findings):
        if not compared.right:
            note = " or ".join(sorted({_sides(each) for each in compared.annotated}))
            yield ReadingError(kind=ErrorKind.SIDE, finding=compared.finding, note=note)
    yield from _compared_otherwise(case, findings)
    for finding in findings:
        if not is_quoted(case, finding):
            yield ReadingError(kind=ErrorKind.QUOTE, finding=finding)


def named(finding: Finding) -> str:
    """Name a finding in one line: measure, regions with their sides, direction, comparison."""
    ends = [f"{finding.hemisphere} {finding.region}".strip()]
    if finding.region_b:
        ends.append(f"{finding.hemisphere_b} {finding.region_b}".strip())
    parts = [finding.measure, " – ".join(end or "no region" for end in ends), finding.direction]
    return ", ".join(part for part in (*parts, finding.comparison) if part)


def _missed(case: Case, findings: Sequence[Finding]) -> Iterator[ReadingError]:
    read = keys(findings, MEASURE)
    for finding in _once(case.required, MEASURE):
        if key(finding, MEASURE) not in read:
            note = _nearest(finding, findings)
            yield ReadingError(kind=ErrorKind.MISSED, finding=finding, note=note)


def _unfounded(case: Case, findings: Sequence[Finding]) -> Iterator[ReadingError]:
    """Yield what is not annotated; where only the sign is not, it is an invented sign."""
    annotated = (*case.required, *case.optional)
    known = keys(annotated, MEASURE)
    invented: dict[tuple[str, ...], Signed] = {
        key(compared.finding, MEASURE): compared
        for compared in signed(case, findings)
        if compared.invented
    }
    for finding in _once(findings, MEASURE):
        same = key(finding, MEASURE)
        if same in invented:
            note = " or ".join(
                sorted({annotation.direction for annotation in invented[same].annotated})
            )
            yield ReadingError(kind=ErrorKind.INVENTED, finding=finding, note=note)
        elif same not in known:
            note = _nearest(finding, annotated)
            yield ReadingError(kind=ErrorKind.EXTRA, finding=finding, note=note)


def _compared_otherwise(case: Case, findings: Sequence[Finding]) -> Iterator[ReadingError]:
    wanted = keys(case.required, MEASURE)
    known = keys((*case.required, *case.optional), COMPARISON)
    for finding in _once(findings, COMPARISON):
        same = key(finding, MEASURE)
        if same in wanted and key(finding, COMPARISON) not in known:
            golds = {
                annotation.comparison
                for annotation in case.required
                if key(annotation, MEASURE) == same
            }
            note = " or ".join(sorted(golds))
            yield ReadingError(kind=ErrorKind.COMPARISON, finding=finding, note=note)


def _once(findings: Sequence[Finding], level: int) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Finding] = {}
    for finding in findings:
        first.setdefault(key(finding, level), finding)
    yield from first.values()


def _nearest(finding: Finding, others: Sequence[Finding]) -> str:
    """Name what shares a region and also the direction or the measure, the likest first."""
    alike = [
        (likeness, candidate) for candidate in others if (likeness := _likeness(finding, candidate))
    ]
    return named(max(alike, key=lambda pair: pair[0])[1]) if alike else ""


def _likeness(first: Finding, second: Finding) -> int:
    direction, *regions, measure = key(first, MEASURE)
    same_way, *others, same_measure = key(second, MEASURE)
    agreed = (direction == same_way) + (measure == same_measure)
    shared = len({*regions} & {*others} - {""})
    return 2 * agreed + shared + (regions == others) if agreed and shared else 0


def _sides(annotated: frozenset[tuple[str, str]]) -> str:
    return ", ".join(f"{region}: {side or 'not stated'}" for region, side in sorted(annotated))
