"""Sentences of a trial that report something, and of which nothing was read: for people to see."""

from collections.abc import Iterator, Sequence

from bot.domain.facts import LONGEST_QUOTE, Quote
from bot.domain.studies import Finding
from bot.extraction import sections
from bot.extraction.effects.choice import RatedEffect
from bot.extraction.effects.estimates import P_VALUE, estimates
from bot.extraction.text import Span

_TESTED = frozenset((sections.RESULT, sections.OPEN))
"""Sections in which a test or an interval is of a result."""


def unread_sentences(
    spans: Sequence[Span], rated: Sequence[RatedEffect], findings: Sequence[Finding]
) -> Iterator[Quote]:
    """Yield the sentences of which nothing was read, and that report something new.

    They print a test or an interval, or name a direction and only outcomes that are read nowhere.
    """
    read = {finding.measure for finding in findings}
    outcomes: dict[int, set[str]] = {}
    for effect in rated:
        outcomes.setdefault(effect.candidate.sentence.start, set()).add(effect.candidate.outcome.id)
    for span, kind in zip(spans, sections.kinds(spans), strict=True):
        if any(span.start <= finding.quote.start < span.end for finding in findings):
            continue
        named = span.start in outcomes and read.isdisjoint(outcomes[span.start])
        if named or (kind in _TESTED and (P_VALUE.search(span.text) or estimates(span.text))):
            yield Quote(text=span.text[:LONGEST_QUOTE].rstrip(), start=span.start)
