"""The checks of a claim, each with the reason that it gives; nothing where the claim passes."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from bot.domain.facts import LONGEST_QUOTE
from bot.domain.studies import FLIPPED, SIGNS, Direction
from bot.extraction.checks import direction_check
from bot.extraction.checks.assertion_check import assertion_fault
from bot.extraction.checks.comparator_check import Perspective, in_one_only, perspective
from bot.extraction.checks.comparison_check import comparison_fault, sort_of
from bot.extraction.checks.connection_check import connection_fault
from bot.extraction.checks.correlation_check import SIGNED_LINKS
from bot.extraction.checks.evidence_alignment import ClaimedFinding
from bot.extraction.checks.mention_check import claimed_places, exception_fault, pairing_fault
from bot.extraction.checks.side_check import side_fault
from bot.extraction.fuzzy_quotes import find, folds_to
from bot.extraction.phrase_context import is_instruction
from bot.extraction.text import Span, guesses, small, statements
from bot.model_answers import FEWEST_WORDS, is_long_enough

_WORD = re.compile(r"[^\W_]{2,}")
_WITHIN = ("condition_contrast", "task_contrast", "post_vs_pre", "model_post_vs_baseline")
"""Comparisons of one group with itself: whoever the words tell it of."""
_BUT_NOT = re.compile(r"\b(?:but|though|although|and|yet) not (?:with|to) (?P<what>[^.;]*)")
_OPPOSITES = MappingProxyType(
    {
        sign: frozenset({opposite, Direction.NONE})
        for pair in (SIGNS, SIGNED_LINKS)
        for sign, opposite in (pair, pair[::-1])
    }
)
"""What no words may tell that are to tell a sign."""


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
    if case.finding.section and folds_to(case.finding.section) != folds_to(own):
        return "its quote stands in another section"
    told = [statement for part in case.sentences for statement in statements(part)]
    guessed = [part for part in told[1:] if guesses(part) and case.within(part).text]
    if guessed and not any(case.places_stand_in(part) for part in told if part not in guessed):
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
        return "its quote names a region, which it leaves out" if named else ""
    return case.names.fault("place", wanted, (case.quote, *case.sentences), case.before)


def _pairing(case: ClaimedFinding) -> str:
    if case.constructed:
        return ""
    parts = [part for clause in case.clauses if (part := case.within(clause)).text]
    tests = (pairing_fault, exception_fault)
    faults = [[test(part, case.finding, case.names) for test in tests] for part in parts]
    wrong = [" ".join(filter(None, reasons)) for reasons in faults]
    return wrong[0] if wrong and all(wrong) else ""


def _connection(case: ClaimedFinding) -> str:
    return connection_fault((case.quote, *case.sentences), case.finding, case.names)


def _sides(case: ClaimedFinding) -> str:
    spans = case.paper.spans
    earlier = spans[: spans.index(case.sentences[0])] if case.sentences else []
    return side_fault([*case.clauses, *case.sentences], earlier, case.finding, case.names)


def _direction(case: ClaimedFinding) -> str:
    told = case.constructed
    if not told or case.finding.direction not in SIGNS:
        return _worded_fault(case)
    told_otherwise = f"the words say otherwise: {' and '.join(sorted(told))}"
    return "" if _worded_direction(case) in told else told_otherwise


def _worded_fault(case: ClaimedFinding) -> str:
    """Why the words of a claim do not bear its direction, empty if they do."""
    direction = case.finding.direction
    undone = {sign for clause in case.clauses if (sign := direction_check.undone(clause))}
    if undone and direction in SIGNS:
        return "" if direction in undone else "its words say that this was undone"
    direction = _worded_direction(case)
    if direction is Direction.NONE and _is_left_out(case):
        return ""
    if direction in SIGNED_LINKS:
        parts = [(span, span) for span in map(case.related, case.clauses)]
        return _parts_fault(parts, direction)
    in_one = any(in_one_only(sentence.text) for sentence in case.sentences)
    if in_one and direction in SIGNS and case.finding.comparison not in _WITHIN:
        return "it was found in one group and not in the other, which tests no difference"
    if _in_order(case) is direction:
        return ""
    return (
        _one_group_fault(case)
        if in_one and direction is Direction.ALTERED
        else _clauses_fault(case)
    )


def _is_left_out(case: ClaimedFinding) -> bool:
    """Whether the words leave the variable out of a correlation: ``with pain but not with age``."""
    variable = case.finding.clinical_variable.lower()
    return bool(variable) and any(
        variable in match["what"]
        for sentence in case.sentences
        for match in _BUT_NOT.finditer(small(sentence.text))
    )


def _worded_direction(case: ClaimedFinding) -> Direction:
    """The direction that the words of a claim must tell: turned, they tell it of the others."""
    direction = case.finding.direction
    return FLIPPED.get(direction, direction) if case.finding.turned else direction


def _one_group_fault(case: ClaimedFinding) -> str:
    """Why no words tell a change of one group, of which a difference is claimed without a sign."""
    parts = [case.quoted(clause) for clause in case.clauses]
    signed = any(direction_check.directions(part) & set(SIGNS) for part, _ in parts)
    return "" if signed else _parts_fault(parts, Direction.ALTERED)


def _clauses_fault(case: ClaimedFinding) -> str:
    """Why neither the clauses that name most of a claim nor those that go on tell its direction."""
    direction = _worded_direction(case)
    parts = [case.quoted(clause) for clause in case.clauses]
    directions: set[Direction] = set().union(
        *(direction_check.directions(part) for part, _ in parts)
    )
    if directions <= {Direction.ALTERED} - {direction}:
        if direction is Direction.DECREASE and any(map(direction_check.impairs, case.clauses)):
            return ""
        # The regions stand in a clause of their own: the sign is in another one of the quote.
        parts = [case.quoted(clause) for clause in case.touched]
    fault = _parts_fault(parts, direction)
    # What goes on about the same region says more: "was lower before and was increased later".
    more = [case.quoted(clause) for clause in case.continued]
    more = [pair for pair in more if direction_check.directions(pair[0])]
    return fault and (_parts_fault(more, direction) if more else fault)


def is_opposite(case: ClaimedFinding) -> bool:
    """Whether the quoted words of a claim tell another sign than it does, and not its own."""
    direction = _worded_direction(case)
    quoted = case.constructed or _quoted_directions(case)
    return bool(quoted & _OPPOSITES.get(direction, frozenset())) and direction not in quoted


def unsettled(case: ClaimedFinding) -> frozenset[str]:
    """The checks that words do not settle: they find nothing for a claim, nor anything against it.

    A reader that weighs what its words say is right more often than these checks are.
    """
    names = {"comparator"} if perspective_of(case) is Perspective.UNCLEAR else set()
    silent = {case.finding.direction, Direction.ALTERED}
    if case.finding.direction in SIGNED_LINKS:
        silent |= set(SIGNS)  # "lower thickness went with worse pain"
    if not (case.constructed or _quoted_directions(case)) - silent:
        names.add("direction")
    return frozenset(names)


def _quoted_directions(case: ClaimedFinding) -> set[Direction]:
    """Every direction that the quoted words of the claim's clauses tell."""
    parts = (direction_check.directions(case.quoted(clause)[0]) for clause in case.clauses)
    return set().union(*parts)


def _in_order(case: ClaimedFinding) -> Direction | None:
    """The direction of the finding's one place, where two directions and two places pair up."""
    both = direction_check.respectively(case.clauses[0]) if len(case.clauses) == 1 else None
    places = [place.id for place in case.names.places(case.clauses[0])] if both else []
    own = case.finding.region
    if both is None or len(places) != len(both) or places.count(own) != 1:
        return None
    return both[places.index(own)]


def _parts_fault(parts: Sequence[tuple[Span, Span]], direction: Direction) -> str:
    """Why none of these quoted parts of clauses bears a direction, empty if one does."""
    contrary = [wrong for part, _ in parts if (wrong := direction_check.contrary(part, direction))]
    if contrary or not parts:
        return contrary[0] if contrary else "its quote holds no clause"
    faults = [direction_check.fault(part, clause, direction) for part, clause in parts]
    return faults[0] if all(faults) else ""


def _comparator(case: ClaimedFinding) -> str:
    finding = case.finding
    if finding.direction not in SIGNS:
        return "" if finding.direction not in SIGNED_LINKS else _others_alone(case)
    side = perspective_of(case)
    if sort_of(finding.comparison) == "condition":
        return ""
    if finding.turned and side is Perspective.INDEX:
        return "its words tell it of the first group, and so it must not be turned"
    if not finding.turned and side is Perspective.COMPARATOR:
        return "its words tell it of the group compared with"
    if side is Perspective.UNCLEAR and finding.comparison not in _WITHIN:
        return "its words do not make clear of whom they tell it"
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
    return "its words may tell it of the group compared with" if alone else ""


def _numbers(case: ClaimedFinding) -> str:
    statistic = case.finding.statistic
    if statistic and find(statistic, case.quote.text) is None:
        return "its statistic is not in its quote"
    return ""


def _variable(case: ClaimedFinding) -> str:
    words = set(_WORD.findall(case.finding.clinical_variable.lower()))
    if not words and case.finding.direction is Direction.ALTERED:
        alone = bool(case.sentences) and all(map(direction_check.only_relates, case.clauses))
        return "its words tell an association, and it does not say with what" if alone else ""
    near = {word for sentence in case.sentences for word in _WORD.findall(sentence.text.lower())}
    if words and len(words & near) * 2 <= len(words):
        return "what it is said to go with is not in its sentence"
    return ""


def _comparison(case: ClaimedFinding) -> str:
    wanted = case.finding.comparison
    if wanted and not case.names.knows("comparison", wanted):
        return "no such comparison"
    return comparison_fault(
        case.finding, case.clauses, case.sentences, case.paper.arms, case.paper.abstract
    )


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
        "direction": _direction,
        "comparator": _comparator,
        "assertion": assertion_fault,
        "numbers": _numbers,
        "variable": _variable,
        "comparison": _comparison,
    }
)
"""The checks by name; each returns why a claim fails, nothing where it passes."""
