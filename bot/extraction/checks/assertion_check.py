"""Whether the paper says what a claim says: found by this study, significant, and not denied.

The sentence of the quote is judged as a whole, with the one after it, however short the quote is.
"""

from bot.domain.studies import FLIPPED, SIGNS, Direction
from bot.extraction.assertion import Assertion, AssertionKind, assess
from bot.extraction.checks import direction_check
from bot.extraction.checks.comparator_check import in_one_only
from bot.extraction.checks.evidence_alignment import ClaimedFinding
from bot.extraction.checks.mention_check import claimed_places
from bot.extraction.text import Span

_FOR_NULLS = (
    AssertionKind.NULL,
    AssertionKind.DENIED,
    AssertionKind.NOT_SIGNIFICANT,
    AssertionKind.FINDING,
)
"""What a claim of no difference may rest on."""


def assertion_fault(case: ClaimedFinding) -> str:
    """Why the words do not assert a claim; empty where they do."""
    faults = []
    for sentence in case.sentences:
        for start, end in direction_places(case, sentence):
            judged = _judged(case, sentence, start, end)
            if judged.holds or _is_null(case, judged):
                return ""
            faults.append(judged.why)
    return faults[0] if faults else ""


def _is_null(case: ClaimedFinding, judged: Assertion) -> bool:
    return case.finding.direction is Direction.NONE and judged.kind in _FOR_NULLS


def direction_places(case: ClaimedFinding, sentence: Span) -> list[tuple[int, int]]:
    """Where the quoted words of a sentence tell the direction, the nearest to the region first."""
    direction = case.finding.direction
    if case.finding.turned:
        direction = FLIPPED.get(direction, direction)
    in_one = direction is Direction.ALTERED and in_one_only(sentence.text)
    claimed = SIGNS if in_one else (direction,)  # what one group showed, and another did not
    clauses = [clause for clause in case.clauses if sentence.start <= clause.start < sentence.end]
    for parts in (
        clauses,
        [span for span in case.touched if sentence.start <= span.start < sentence.end],
    ):
        places = [
            (clause.start + start, clause.start + end)
            for clause in parts
            for sign in claimed
            for start, end in direction_check.places(clause, sign)
        ]
        quoted = [place for place in places if case.quote.start <= place[0] < case.quote.end]
        if quoted or places:
            region = _region(case, sentence)
            nearest = sorted(quoted or places, key=lambda place: _distance(place, region))
            return nearest[:1]
    return []


def _region(case: ClaimedFinding, sentence: Span) -> tuple[int, int]:
    """Where the region stands in the quote, or the quote where it names none."""
    for span in (case.quote, sentence):
        matches = [match for match in case.names.places(span) if match.id == case.finding.region]
        if matches:
            return matches[0].start, matches[0].end
    return case.quote.start, case.quote.end


def _distance(place: tuple[int, int], region: tuple[int, int]) -> int:
    return max(region[0] - place[1], place[0] - region[1], 0)


def _of_other_places(case: ClaimedFinding) -> bool:
    """Whether the next sentence names places, and none of the finding's: it takes back others."""
    if case.after is None or "only" in case.after.text.lower():
        return False
    named = {place.id for place in case.names.stated(case.after)}
    own = claimed_places(case.finding)
    return bool(named and own) and not named & own


def _judged(case: ClaimedFinding, sentence: Span, start: int, end: int) -> Assertion:
    region = _region(case, sentence)
    inside = sentence.start <= region[0] < sentence.end
    low, high = (min(start, region[0]), max(end, region[1])) if inside else (start, end)
    return assess(
        sentence,
        max(low, sentence.start),
        min(high, sentence.end),
        cue=(start, end),
        following=None if _of_other_places(case) else case.after,
        level=case.paper.level,
    )
