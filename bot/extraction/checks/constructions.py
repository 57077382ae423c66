"""What sentences tell whose words alone would mislead: ``the increase was smaller in patients``.

There the reader's own constructions are asked which way a measure goes at a place. Everywhere else
the words themselves are put to the test, whoever read them.
"""

from bot.domain.studies import SIGNS, Direction, is_kind_of
from bot.extraction.checks.mention_check import Names
from bot.extraction.findings import place_lists
from bot.extraction.findings.candidate import Candidate
from bot.extraction.findings.candidates import candidates
from bot.extraction.findings.choice import Context
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.place import Place
from bot.extraction.text import Span


def constructed(span: Span, measure: str, names: Names) -> list[tuple[Direction, set[str]]]:
    """The signs that such constructions tell of a measure, each with its places; mostly none."""
    sentence = names.mentions(span)
    signed = [cue for cue in sentence.cues if not cue.correlates]
    if not (len(signed) > 1 or sentence.gaps or any(cue.shifted for cue in signed)):
        return []
    context = Context(usual=measure, activity=names.activity)
    return [
        (candidate.direction, {end.id for end in (candidate.place, candidate.far_end) if end})
        for candidate in candidates(sentence, context, names.vocabulary)
        if is_kind_of(candidate.measure.id, measure)
        and candidate.direction in SIGNS
        and _misleads(candidate)
    ]


def _misleads(candidate: Candidate) -> bool:
    """Whether the words around a place may tell another sign than its own."""
    sentence, cue, place = candidate.sentence, candidate.cue, candidate.place
    begins = candidate.places or place
    if begins is None or place is None:
        return False
    clause = sentence.bounds(place.start)
    beside = clause == sentence.bounds(cue.start)
    gapped = beside and not sentence.gaps.isdisjoint(clause)
    shared = place_lists.shares(sentence, cue, candidate.measure.match, begins.start)
    ordered = beside and "respectively" in sentence.words(*clause) and _in_order(candidate, clause)
    return (
        (cue.shifted and beside and not _is_parted(sentence, cue, place))
        or gapped
        or shared
        or ordered
        or place_lists.follows(sentence, cue, begins.start)
    )


def _is_parted(sentence: SentenceMentions, cue: Cue, place: Place) -> bool:
    """Whether another change is told between a change and a place behind it."""
    return any(cue.end <= start < place.start for start in sentence.change_starts)


def _in_order(candidate: Candidate, clause: tuple[int, int]) -> bool:
    """Whether as many changes as places are named, so that each is of one: ``respectively``."""
    low, high = clause
    cues = (cue for cue in candidate.sentence.cues if low <= cue.start < high)
    signed = [cue for cue in cues if not cue.correlates]
    return candidate.places is not None and len(candidate.places.places) == len(signed) > 1
