"""The checks of a claim, each with the reason that it gives; nothing where the claim passes."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.domain.facts import LONGEST_QUOTE
from bot.domain.studies import CORRELATIONS, SIGNS, Direction
from bot.extraction.checks import direction_check
from bot.extraction.checks.assertion_check import assertion_fault
from bot.extraction.checks.claimed_direction import WITHIN, direction_fault, quoted_directions
from bot.extraction.checks.comparator_check import Perspective, perspective
from bot.extraction.checks.comparison_check import comparison_fault, sort_of
from bot.extraction.checks.connection_check import connection_fault
from bot.extraction.checks.evidence_alignment import ClaimedFinding
from bot.extraction.checks.mention_check import claimed_places, exception_fault, pairing_fault
from bot.extraction.checks.side_check import side_fault
from bot.extraction.fuzzy_quotes import find, folds_to
from bot.extraction.phrase_context import is_instruction
from bot.extraction.speculation import guesses
from bot.extraction.statements import statements
from bot.model_answers import FEWEST_WORDS, is_long_enough

_WORD = re.compile(r"[^\W_]{2,}")


def _words(case: ClaimedFinding) -> str:
    if not is_long_enough(case.quote.text):
        return f"its quote has fewer than {FEWEST_WORDS} words"
    if len(case.quote.text) > LONGEST_QUOTE:
        return f"its quote is longer than {LONGEST_QUOTE} characters"
    return ""


def _reports(case: ClaimedFinding) -> str:
    if not case.sentences:
        return "its quote stands in the title, which reports no result"
    if not all(map(case.paper.reports, case.sentences)):
        return "its quote stands in the background, the aims or the methods, or guesses"
    own = case.sentences[-1].section
    if any(sentence.section != own for sentence in case.sentences):
        return "its quote runs over two sections"
    section = case.finding.section
    if section not in ("", own) and folds_to(section) != folds_to(own):
        return "its quote stands in another section"
    parts = [statement for part in case.sentences for statement in statements(part)]
    guessed = [part for part in parts[1:] if guesses(part) and case.within(part).text]
    if guessed and not any(case.places_stand_in(part) for part in parts if part not in guessed):
        return "its quote says what may be, not what was found"
    return ""


def _speculation(case: ClaimedFinding) -> str:
    guessed = bool(case.sentences) and all(map(case.paper.speculates, case.sentences))
    return "its sentence says what may be, not what was found" if guessed else ""


def _no_order(case: ClaimedFinding) -> str:
    texts = (case.quote.text, *(sentence.text for sentence in case.sentences))
    ordered = any(is_instruction(text) for text in texts)
    return "its sentence tells somebody what to do and reports nothing" if ordered else ""


def _measure(case: ClaimedFinding) -> str:
    return case.names.fault(
        "measure", {case.finding.measure}, (case.quote, *case.sentences), case.before
    )


def _places(case: ClaimedFinding) -> str:
    wanted = claimed_places(case.finding)
    if not wanted:
        named = case.names.stated(case.quote)
        return "its sentence names a region, and this finding has none" if named else ""
    return case.names.fault("place", wanted, (case.quote, *case.sentences), case.before)


def _pairing(case: ClaimedFinding) -> str:
    parts = [part for clause in case.clauses if (part := case.within(clause)).text]
    tests = (pairing_fault, exception_fault)
    faults = [[test(part, case.finding, case.names) for test in tests] for part in parts]
    wrong = [" ".join(filter(None, reasons)) for reasons in faults]
    return wrong[0] if wrong and all(wrong) and not case.constructed else ""


def _connection(case: ClaimedFinding) -> str:
    return connection_fault((case.quote, *case.sentences), case.finding, case.names)


def _sides(case: ClaimedFinding) -> str:
    spans = case.paper.spans
    earlier = spans[: spans.index(case.sentences[0])] if case.sentences else ()
    return side_fault([*case.clauses, *case.sentences], earlier, case.finding, case.names)


def unsettled(case: ClaimedFinding) -> frozenset[str]:
    """The checks that words do not settle: they find nothing for a claim, nor anything against it.

    A reader that weighs what its words say is right more often than these checks are.
    """
    names = {"comparator"} if perspective_of(case) is Perspective.UNCLEAR else set()
    silent = {case.finding.direction, Direction.ALTERED}
    if case.finding.direction in CORRELATIONS:
        silent |= set(SIGNS)  # "lower thickness went with worse pain"
    if not (case.constructed or quoted_directions(case)) - silent:
        names.add("direction")
    return frozenset(names)


def _comparator(case: ClaimedFinding) -> str:
    finding = case.finding
    if finding.direction not in SIGNS:
        return "" if finding.direction not in CORRELATIONS else _others_alone(case)
    side = perspective_of(case)
    if sort_of(finding.comparison) == "condition":
        return ""
    if finding.turned and side is Perspective.INDEX:
        return "its sentence tells this of the first group"
    if not finding.turned and side is Perspective.COMPARATOR:
        return "its sentence tells this of the comparison group"
    if side is Perspective.UNCLEAR and finding.comparison not in WITHIN:
        return "its sentence does not make clear which group is meant"
    return ""


def perspective_of(case: ClaimedFinding) -> Perspective:
    """Say whose side the words are written from: the clause, or the sentence, or those before."""
    flags = case.names.vocabulary.topic.comparison(case.finding.comparison)
    unexposed = flags.beside_exposure
    parts = (*case.clauses, *case.sentences)
    sides = [perspective(part, unexposed=unexposed) for part in parts]
    if case.before and all(sentence.text.startswith("They ") for sentence in case.sentences):
        sides = [perspective(case.before[0], unexposed=unexposed)]
    return next((side for side in sides if side is not Perspective.INDEX), Perspective.INDEX)


def _others_alone(case: ClaimedFinding) -> str:
    alone = (
        all(perspective(sentence) is Perspective.UNCLEAR for sentence in case.sentences)
        and case.sentences
    )
    return "its sentence may tell this of the comparison group" if alone else ""


def _numbers(case: ClaimedFinding) -> str:
    statistic = case.finding.statistic
    if statistic and find(statistic, case.quote.text) is None:
        return "its statistic is not in its quote"
    return ""


def _variable(case: ClaimedFinding) -> str:
    words = set(_WORD.findall(case.finding.clinical_variable.lower()))
    if not words and case.finding.direction is Direction.ALTERED:
        alone = bool(case.sentences) and all(map(direction_check.only_relates, case.clauses))
        return (
            "its sentence reports an association, and this finding does not say with what"
            if alone
            else ""
        )
    near = {word for sentence in case.sentences for word in _WORD.findall(sentence.text.lower())}
    if words and len(words & near) * 2 <= len(words):
        return "its sentence does not name what this is said to correlate with"
    return ""


def _comparison(case: ClaimedFinding) -> str:
    wanted = case.finding.comparison
    if wanted and not case.names.knows("comparison", wanted):
        return "no such comparison"
    return comparison_fault(case)


CHECKS: Mapping[str, Callable[[ClaimedFinding], str]] = MappingProxyType(
    {
        "words": _words,
        "reports": _reports,
        "speculation": _speculation,
        "no order": _no_order,
        "measure": _measure,
        "places": _places,
        "pairing": _pairing,
        "connection": _connection,
        "sides": _sides,
        "direction": direction_fault,
        "comparator": _comparator,
        "assertion": assertion_fault,
        "numbers": _numbers,
        "variable": _variable,
        "comparison": _comparison,
    }
)
"""The checks by name; each returns why a claim fails, nothing where it passes."""
