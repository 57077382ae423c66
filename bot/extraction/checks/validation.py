"""Checks are what a finding must pass whoever read it: nothing counts whose words are not there.

A check may refuse what is true, where the words leave doubt; it says why, and a person can look.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.studies import Finding, Rejected
from bot.extraction.checks import direction_check
from bot.extraction.checks.claim_checks import CHECKS, side_told
from bot.extraction.checks.comparator_check import Told
from bot.extraction.checks.evidence_alignment import Claim, Paper, claim, in_words, verbatim
from bot.extraction.cues import FLIPPED
from bot.extraction.text import opening
from bot.extraction.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A finding with what its checks say, its quote in the paper's own letters."""

    finding: Finding
    passed: tuple[str, ...] = ()
    """Names of the checks it passed."""
    failures: tuple[str, ...] = ()
    """Why it fails, in words; nothing when it may be kept."""


def check(finding: Finding, title: str, abstract: str, vocabulary: Vocabulary) -> Checked:
    """Put a finding through every check; the others are idle where the quote is not found."""
    return _checked(finding, Paper(opening(title), opening(abstract), vocabulary))


def _checked(finding: Finding, paper: Paper) -> Checked:
    quote, why = verbatim(finding.quote, paper.title, paper.abstract)
    if quote is None:
        return Checked(finding=finding, failures=(why,))
    case = claim(replace(finding, quote=quote), paper)
    finding = _seen_from_first(case)
    case = replace(case, finding=finding)
    said = {name: test(case) for name, test in CHECKS.items()}
    passed = ("found", *(name for name, fault in said.items() if not fault))
    return Checked(
        finding=replace(finding, checks=passed),
        passed=passed,
        failures=tuple(fault for fault in said.values() if fault),
    )


def _seen_from_first(case: Claim) -> Finding:
    """Return a finding marked as turned where the words tell its opposite of the other group."""
    finding = case.finding
    opposite = FLIPPED.get(finding.direction)
    parts = [direction_check.directions(case.within(one)) for one in case.clauses]
    said = set().union(*parts)
    turned = opposite in said and finding.direction not in said and side_told(case) is Told.OTHER
    return replace(finding, turned=True) if turned else finding


def validate(
    findings: Iterable[Finding], title: str, abstract: str, vocabulary: Vocabulary, by: str
) -> tuple[tuple[Finding, ...], tuple[Rejected, ...]]:
    """Part what passes from what fails, each failure with who claimed it and why it fails."""
    kept: list[Finding] = []
    rejected: list[Rejected] = []
    paper = Paper(opening(title), opening(abstract), vocabulary)
    for one in findings:
        checked = _checked(one, paper)
        if checked.failures:
            why = "; ".join(checked.failures)
            rejected.append(Rejected(finding=in_words(one, vocabulary), by=by, why=why))
        else:
            kept.append(checked.finding)
    return tuple(kept), tuple(rejected)
