"""Checks are what a finding must pass whoever read it: nothing counts whose words are not there.

A check may refuse what is true, where the words leave doubt; it says why, and a person can look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.domain.studies import FLIPPED, TO_CHECK, Finding, Rejected
from bot.extraction.checks import direction_check
from bot.extraction.checks.claim_checks import CHECKS, perspective_of, unsettled
from bot.extraction.checks.claimed_direction import is_opposite
from bot.extraction.checks.comparator_check import Perspective
from bot.extraction.checks.contradictions import with_contradictions
from bot.extraction.checks.effect_checks import EFFECT_CHECKS, GRAVE_EFFECT
from bot.extraction.checks.evidence_alignment import (
    ClaimedFinding,
    claimed,
    in_words,
    verbatim,
)
from bot.extraction.checks.paper import Paper
from bot.extraction.effects.question import unasked
from bot.extraction.text import opening
from bot.extraction.vocabulary import Vocabulary

_GRAVE = ("no order", "assertion", "speculation")
"""Checks whose failure no person need look at, whoever read the finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A finding with what its checks say, its quote in the paper's own letters."""

    finding: Finding
    failures: tuple[str, ...] = ()
    """Why it fails, in words; nothing when it may be kept."""
    doubts: tuple[str, ...] = ()
    """Those of them that words speak for, and not only the silence of words."""
    grave: bool = False
    """Whether its quote is invented, or its words deny it or say the opposite."""


def check(finding: Finding, title: str, abstract: str, vocabulary: Vocabulary) -> Checked:
    """Put a finding through every check; the others are idle where the quote is not found."""
    return _checked(finding, Paper(opening(title), opening(abstract), vocabulary))


def _checked(finding: Finding, paper: Paper) -> Checked:
    quote, why = verbatim(finding.quote, paper.title, paper.abstract)
    if quote is None:
        return Checked(finding=finding, failures=(why,), grave=True)
    case = claimed(finding if quote == finding.quote else replace(finding, quote=quote), paper)
    if paper.vocabulary.topic.of_effects:
        return _checked_effect(case)
    finding = _seen_from_first(case)
    if finding is not case.finding:
        case = replace(case, finding=finding)
    faults = {name: test(case) for name, test in CHECKS.items()}
    passed = ("found", *(name for name, fault in faults.items() if not fault))
    silent = unsettled(case) if any(faults.values()) else ()
    return Checked(
        finding=replace(finding, checks=passed),
        failures=tuple(fault for fault in faults.values() if fault),
        doubts=tuple(fault for name, fault in faults.items() if fault and name not in silent),
        grave=any(faults[name] for name in _GRAVE)
        or bool(faults["direction"] and is_opposite(case)),
    )


def _checked_effect(case: ClaimedFinding) -> Checked:
    """Put an effect of an intervention through the checks that hold for any words, and its own."""
    faults = {name: test(case) for name, test in EFFECT_CHECKS.items()}
    passed = ("found", *(name for name, fault in faults.items() if not fault))
    failures = tuple(fault for fault in faults.values() if fault)
    finding = replace(case.finding, checks=passed)
    if why := unasked(finding.measure, finding.intervention, finding.comparator):
        finding = replace(finding, status=TO_CHECK, doubts=(why,))
    return Checked(
        finding=finding,
        failures=failures,
        doubts=failures,
        grave=any(faults[name] for name in GRAVE_EFFECT),
    )


def _seen_from_first(case: ClaimedFinding) -> Finding:
    """Return a finding marked as turned where the words tell its opposite of the other group."""
    finding = case.finding
    opposite = FLIPPED.get(finding.direction)
    if opposite is None:
        return finding
    parts = [direction_check.directions(case.within(clause)) for clause in case.clauses]
    quoted = set().union(*parts)
    turned = (
        opposite in quoted
        and finding.direction not in quoted
        and perspective_of(case) is Perspective.COMPARATOR
    )
    return replace(finding, turned=True) if turned else finding


def validate(
    findings: Iterable[Finding], title: str, abstract: str, vocabulary: Vocabulary, by: str
) -> tuple[tuple[Finding, ...], tuple[Rejected, ...]]:
    """Part what passes from what fails, each failure with who claimed it and why it fails."""
    kept: list[Finding] = []
    rejected: list[Rejected] = []
    for finding, checked in _each(findings, title, abstract, vocabulary):
        if checked.failures:
            rejected.append(_rejected(finding, checked, vocabulary, by))
        else:
            kept.append(checked.finding)
    return tuple(kept), tuple(rejected)


def review_own(
    findings: Iterable[Finding], title: str, abstract: str, vocabulary: Vocabulary, by: str
) -> tuple[tuple[Finding, ...], tuple[Rejected, ...]]:
    """Part what the rules read from what is rejected; what the checks only doubt is to be checked.

    The reader weighs names, sides and lists itself, and is more often right than these checks.
    """
    kept: list[Finding] = []
    rejected: list[Rejected] = []
    for finding, checked in _each(findings, title, abstract, vocabulary):
        if checked.grave:
            rejected.append(_rejected(finding, checked, vocabulary, by))
        elif checked.doubts:
            kept.append(replace(checked.finding, status=TO_CHECK, doubts=checked.doubts))
        else:
            kept.append(checked.finding)
    return with_contradictions(kept, vocabulary.topic), tuple(rejected)


def _each(
    findings: Iterable[Finding], title: str, abstract: str, vocabulary: Vocabulary
) -> Iterator[tuple[Finding, Checked]]:
    paper = Paper(opening(title), opening(abstract), vocabulary)
    return ((finding, _checked(finding, paper)) for finding in findings)


def _rejected(finding: Finding, checked: Checked, vocabulary: Vocabulary, by: str) -> Rejected:
    why = "; ".join(checked.failures)
    return Rejected(finding=in_words(finding, vocabulary), by=by, why=why)
