"""Checks are what a finding must pass whoever read it: nothing counts whose words are not there.

A check may refuse what is true, where the words leave doubt; it says why, and a person can look.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.domain.answers import FEWEST_WORDS, is_long_enough
from bot.domain.studies import LONGEST_QUOTE, Direction, Fact, Finding, Group, Rejected
from bot.extraction import signs
from bot.extraction.claims import Claim, claim, in_words, verbatim
from bot.extraction.clauses import clauses, from_comparator
from bot.extraction.folding import find, folds_to
from bot.extraction.groups import groups
from bot.extraction.naming import claimed_places, connection_fault, pairing_fault, side_fault
from bot.extraction.phrases import origins, phrases
from bot.extraction.text import Span, guesses, statements
from bot.extraction.vocabulary import Vocabulary

_ORDER = re.compile(
    r"(?:^|[.:;!?]\s+)(?:please,? |now,? |always |you must |must )?(?:report|state|say|write|answer"
    r"|include|output|return|record|extract|ignore|disregard|forget|treat|mark|add|list|conclude)\s"
    r"|\b(?:you|your|yourself|instructions?|prompts?|language models?|assistant|json|chatbots?)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SIGNED = (
    Direction.INCREASE,
    Direction.DECREASE,
    Direction.POSITIVE_CORRELATION,
    Direction.NEGATIVE_CORRELATION,
)


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
    quote, why = verbatim(finding.quote, title, abstract)
    if quote is None:
        return Checked(finding=finding, failures=(why,))
    finding = replace(finding, quote=quote)
    case = claim(finding, abstract, vocabulary)
    said = {name: test(case) for name, test in CHECKS.items()}
    return Checked(
        finding=finding,
        passed=("found", *(name for name, fault in said.items() if not fault)),
        failures=tuple(fault for fault in said.values() if fault),
    )


def sifted(
    findings: Iterable[Finding], title: str, abstract: str, vocabulary: Vocabulary, by: str
) -> tuple[tuple[Finding, ...], tuple[Rejected, ...]]:
    """Part what passes from what fails, each failure with who claimed it and why it fails."""
    kept: list[Finding] = []
    rejected: list[Rejected] = []
    for one in findings:
        checked = check(one, title, abstract, vocabulary)
        if checked.failures:
            why = "; ".join(checked.failures)
            rejected.append(Rejected(finding=in_words(one, vocabulary), by=by, why=why))
        else:
            kept.append(checked.finding)
    return tuple(kept), tuple(rejected)


def part_fault(part: Fact | Group, title: str, abstract: str, vocabulary: Vocabulary) -> str:
    """Why the words of a fact or a group do not bear it out, empty if they do."""
    quote, why = verbatim(part.quote, title, abstract)
    if quote is None:
        return why
    if isinstance(part, Group):
        spelled = {str(one.n) for one in groups([Span(quote.text, 0)])}
        printed = {*_NUMBER.findall(quote.text), *spelled}
        return "" if str(part.n) in printed else f"the quote does not say {part.n}"
    strength = re.match(r"\d+(?:\.\d+)?", quote.text)
    named = {it.id for it in phrases(quote.text, vocabulary)} | origins(quote.text, vocabulary)
    named |= {f"{float(strength[0]):g}"} if strength else set()
    return "" if part.value in named else "the quote does not name it"


# ── The checks, each with the reason it gives ────────────────────────────────────────────────


def _words(case: Claim) -> str:
    if not is_long_enough(case.quote.text):
        return f"its quote has fewer than {FEWEST_WORDS} words"
    if len(case.quote.text) > LONGEST_QUOTE:
        return f"its quote is longer than {LONGEST_QUOTE} characters"
    return ""


def _reports(case: Claim) -> str:
    if not case.sentences:
        return "its quote stands in the title, which reports no result"
    if not set(case.sentences) <= case.reported:
        return "its quote stands in the background, the aims or the methods, or guesses"
    own = case.sentences[-1].section
    if any(one.section != own for one in case.sentences):
        return "its quote runs over two sections"
    if case.finding.section and folds_to(case.finding.section) != folds_to(own):
        return "its quote stands in another section"
    later = [one for part in case.sentences for one in statements(part)[1:]]
    if any(guesses(one) and case.within(one).text for one in later):
        return "its quote says what may be, not what was found"
    return ""


def _no_order(case: Claim) -> str:
    texts = (case.quote.text, *(one.text for one in case.sentences))
    ordered = any(_ORDER.search(one) for one in texts)
    return "its sentence tells somebody what to do and reports nothing" if ordered else ""


def _measure(case: Claim) -> str:
    return case.names.fault(
        "measure", {case.finding.measure}, (case.quote, *case.sentences), case.before
    )


def _places(case: Claim) -> str:
    wanted = claimed_places(case.finding)
    if not wanted:
        named = case.names.places(case.quote)
        return "its quote names a region, which it leaves out" if named else ""
    return case.names.fault("place", wanted, (case.quote, *case.sentences), case.before)


def _pairing(case: Claim) -> str:
    parts = [one for clause in case.clauses if (one := case.within(clause)).text]
    faults = [pairing_fault(one, case.finding, case.names) for one in parts]
    return "" if not all(faults) or not faults else faults[0]


def _connection(case: Claim) -> str:
    return connection_fault((case.quote, *case.sentences), case.finding, case.names)


def _sides(case: Claim) -> str:
    return side_fault([*case.clauses, *case.sentences], case.finding, case.names)


def _direction(case: Claim) -> str:
    direction = case.finding.direction
    parts = [(case.within(clause), clause) for clause in case.clauses]
    if not any(signs.says(part) for part, _ in parts):
        # The regions stand in a clause of their own: the sign is in another one of the quote.
        touched = [one for sentence in case.sentences for one in clauses(sentence)]
        parts = [(part, one) for one in touched if (part := case.within(one)).text]
    contrary = [wrong for part, _ in parts if (wrong := signs.contrary(part, direction))]
    if contrary or not parts:
        return contrary[0] if contrary else "its quote holds no clause"
    faults = [signs.fault(part, clause, direction) for part, clause in parts]
    return faults[0] if all(faults) else ""


def _comparator(case: Claim) -> str:
    if case.finding.direction in _SIGNED and any(map(from_comparator, case.sentences)):
        return "its sentence may be written from the side of the group compared against"
    return ""


def _numbers(case: Claim) -> str:
    statistic = case.finding.statistic
    if statistic and find(statistic, case.quote.text) is None:
        return "its statistic is not in its quote"
    return ""


def _variable(case: Claim) -> str:
    variable = case.finding.clinical_variable
    if variable and not any(find(variable, one.text) for one in case.sentences):
        return "what it is said to go with is not in its sentence"
    return ""


def _comparison(case: Claim) -> str:
    wanted = case.finding.comparison
    return "" if not wanted or case.names.knows("comparison", wanted) else "no such comparison"


CHECKS: Mapping[str, Callable[[Claim], str]] = MappingProxyType(
    {
        "words": _words,
        "reports": _reports,
        "no order": _no_order,
        "measure": _measure,
        "places": _places,
        "pairing": _pairing,
        "connection": _connection,
        "sides": _sides,
        "direction": _direction,
        "comparator": _comparator,
        "numbers": _numbers,
        "variable": _variable,
        "comparison": _comparison,
    }
)
EXPLAINED: Mapping[str, str] = MappingProxyType(
    {
        "found": "its quote stands in the text at the place it names, in whole words",
        "words": "its quote has four words or more, and is short",
        "reports": "its quote reports a result: no title, background, aim, method or guess",
        "no order": "its sentence addresses no reader or program",
        "measure": "its quote, or the sentence it continues, names the measure",
        "places": "its quote, or the sentence it continues, names the regions",
        "pairing": "the measure and the region named together are this measure and this region",
        "connection": "words join the two ends of a connection",
        "sides": "the side is printed with the region",
        "direction": "words say the direction, no other one, and nothing around denies it",
        "comparator": "the sentence is written from the patients' side",
        "numbers": "the statistic is printed in the quote",
        "variable": "what a correlation is with stands in the sentence",
        "comparison": "the vocabulary has the comparison",
    }
)
"""The checks by name, each with what it shows."""
