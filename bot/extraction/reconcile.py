"""Readings of one paper are laid side by side: what all readers say, what one says, what conflicts.

Two findings speak of the same thing when measure, places, comparison and variable agree; what a
reader left open agrees with anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.studies import (
    AGREED,
    CONFLICT,
    CORRELATIONS,
    TO_CHECK,
    Finding,
    same_measure,
)
from bot.extraction.fuzzy_quotes import folds_to

_DOUBT = 0.4
"""What remains of the doubt about a finding that another reader found as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderFindings:
    """What one reader found in a paper."""

    by: str
    findings: tuple[Finding, ...]


def reconciled(readings: Sequence[ReaderFindings]) -> tuple[Finding, ...]:
    """Join readings into one list, each finding marked by who read it and how that stands.

    Where readers agree, the words of the first count: put the one to be trusted most first.
    A single reading stays as it is.
    """
    if len(readings) == 1:
        return readings[0].findings
    joined: list[Finding] = []
    for reading in readings:
        for finding in reading.findings:
            twin = next((known for known in joined if _agree(known, finding, reading.by)), None)
            if twin:
                joined[joined.index(twin)] = replace(
                    twin, read_by=(*twin.read_by, reading.by), confidence=_raised(twin.confidence)
                )
            else:
                joined.append(replace(finding, read_by=(reading.by,)))
    return _numbered(replace(finding, status=_status(finding, joined)) for finding in joined)


def _raised(confidence: float) -> float:
    """How likely a finding is right that another reader found as well; 0 is not weighed."""
    return round(1 - (1 - confidence) * _DOUBT, 3) if confidence else confidence


def _status(finding: Finding, among: Sequence[Finding]) -> str:
    """Say whether other readers contradict a finding, share it, or are silent about it."""
    against = (
        candidate
        for candidate in among
        if candidate.direction is not finding.direction
        and not set(candidate.read_by) & set(finding.read_by)
        and same_matter(finding, candidate)
    )
    if any(against):
        return CONFLICT
    if finding.doubts:
        # Another reader may agree and leave open what the checks doubt, as whom it compares.
        return TO_CHECK
    if len(finding.read_by) > 1:
        return AGREED
    # A reader that says nothing of it takes nothing away from one that is sure of it.
    return "" if finding.confidence and not finding.status else TO_CHECK


def _agree(known: Finding, finding: Finding, by: str) -> bool:
    """Whether a finding of another reader is the same, direction and all."""
    same = known.direction is finding.direction and same_matter(known, finding)
    return same and by not in known.read_by


def same_matter(first: Finding, second: Finding) -> bool:
    """Whether two findings answer one question, whatever they answer."""
    same = same_measure(first.measure, second.measure)
    if not same or _is_correlation(first) is not _is_correlation(second):
        return False
    variables = (
        folds_to(first.clinical_variable).lower(),
        folds_to(second.clinical_variable).lower(),
    )
    if all(variables) and not (variables[0] in variables[1] or variables[1] in variables[0]):
        return False
    pairs = (
        (first.comparison, second.comparison),
        (first.intervention, second.intervention),
        (first.comparator, second.comparator),
    )
    return all(_open_or_equal(*pair) for pair in pairs) and _same_places(first, second)


def _is_correlation(finding: Finding) -> bool:
    return finding.direction in CORRELATIONS or bool(finding.clinical_variable)


def _same_places(first: Finding, second: Finding) -> bool:
    """Whether the places are the same; the ends of a connection have no order."""
    ends, others = _ends(first), _ends(second)
    return _match(ends, others) or _match(ends, others[::-1])


def _ends(finding: Finding) -> tuple[tuple[str, str], ...]:
    return (
        (finding.region, finding.hemisphere),
        (finding.region_b, finding.hemisphere_b),
    )


def _match(ends: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> bool:
    return all(
        region == other_region and _open_or_equal(side, its_side)
        for (region, side), (other_region, its_side) in zip(ends, others, strict=True)
    )


def _open_or_equal(first: str, second: str) -> bool:
    return not first or not second or first == second


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings their ids in text order, the first reader's first."""
    ordered = sorted(findings, key=lambda finding: finding.quote.start)
    return tuple(
        replace(finding, id=f"f{number}") for number, finding in enumerate(ordered, start=1)
    )
