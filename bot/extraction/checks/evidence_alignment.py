"""A claim is a finding beside the words that it says it rests on, in the paper's own letters."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.checks import direction_check
from bot.extraction.checks.comparator_check import clauses
from bot.extraction.checks.correlation_check import up_to
from bot.extraction.checks.mention_check import Names, claimed_places, names_measure
from bot.extraction.checks.paper import Paper
from bot.extraction.fuzzy_quotes import find
from bot.extraction.lexicon import Match
from bot.extraction.text import Span
from bot.extraction.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True)
class ClaimedFinding:
    """A finding beside the words it claims to rest on."""

    finding: Finding
    paper: Paper
    quote: Span
    sentences: tuple[Span, ...]
    """The sentences that the quote touches."""
    before: tuple[Span, ...]
    """The sentence before them, which the quote may continue."""
    after: Span | None = None
    """The sentence behind them in the same section, which may take back what they say."""

    @property
    def names(self) -> Names:
        """What the abstract names."""
        return self.paper.names

    @cached_property
    def constructed(self) -> frozenset[Direction]:
        """The signs that constructions tell whose words alone would mislead; mostly none."""
        wanted = claimed_places(self.finding)
        return frozenset(
            direction
            for sentence in self.sentences
            for direction, places in self.paper.constructed(sentence, self.finding.measure)
            if places == wanted
        )

    @cached_property
    def touched(self) -> list[Span]:
        """The clauses that the quote touches."""
        return [
            clause
            for part in self.sentences
            for clause in clauses(part)
            if self.within(clause).text
        ]

    @cached_property
    def clauses(self) -> list[Span]:
        """The clauses that the quote touches; of these, the ones that name most of the finding."""
        if len(self.touched) <= 1:
            return self.touched
        named = [(self._weight(clause), clause) for clause in self.touched]
        most = max((weight for weight, _ in named), default=0)
        return self._going_on or [clause for weight, clause in named if weight == most]

    @cached_property
    def _going_on(self) -> list[Span]:
        """The clauses with the measure and no place, behind that of another one in the place.

        So is the second of ``FA of the fornix was lower and MD was higher``.
        """
        wanted, own, going_on = claimed_places(self.finding), self.finding.measure, []
        named = [each for part in self.sentences for each in self.names.mentions(part).measures]
        for clause in self.touched:
            part = self.within(clause)
            measured = {each.id for each in named if part.start <= each.start < part.end}
            places = {place.id for place in self.names.places(part)}
            if wanted & places and (own in measured or not measured):
                return []
            goes_on = own in measured and not places and direction_check.directions(part)
            going_on += [clause] if goes_on else []
        return going_on

    @cached_property
    def continued(self) -> list[Span]:
        """The quoted clauses that name neither a measure nor a place, and so go on about one."""
        named = (*self.names.places(self.quote), *self.names.measures(self.quote))
        return [
            clause
            for clause in self.touched
            if not any(clause.start <= place.start < clause.end for place in named)
        ]

    def quoted(self, clause: Span) -> tuple[Span, Span]:
        """The quoted part of a clause beside the whole of it, both in their words of direction."""
        return self.worded(self.within(clause)), self.worded(clause)

    def related(self, clause: Span) -> Span:
        """A clause as far as the region, when that stands behind what it is related to."""
        here = [place for place in self.names.places(clause) if place.id == self.finding.region]
        cut = up_to(clause, here[0].end) if here else clause
        return cut._replace(text=self.names.spelled(cut.text))

    def within(self, clause: Span) -> Span:
        """The part of a clause that is quoted."""
        start, end = max(clause.start, self.quote.start), min(clause.end, self.quote.end)
        return Span(clause.text[start - clause.start : max(0, end - clause.start)], start)

    def places_stand_in(self, statement: Span) -> bool:
        """Whether a statement names all places of the finding."""
        own = claimed_places(self.finding)
        return bool(own) and own <= {place.id for place in self.names.places(statement)}

    def worded(self, span: Span) -> Span:
        """A stretch without the names of measures that sound like a sign: ``FC variability``."""
        varied = [
            measure for measure in self.names.measures(span) if "varia" in self._at(measure).lower()
        ]
        return span._replace(
            text=_masked(span, [(measure.start, measure.end) for measure in varied])
        )

    def _at(self, match: Match) -> str:
        return self.paper.abstract[match.span]

    def _weight(self, clause: Span) -> int:
        part, wanted = self.within(clause), claimed_places(self.finding)
        named = {place.id for place in self.names.places(part)} & wanted
        measured = names_measure(self.names.measures(part), self.finding.measure)
        return 4 * (self._own_end in named) + 2 * len(named) + measured

    @cached_property
    def _own_end(self) -> str:
        """The place that the quote names least often, and last: the other end may be a subject.

        So is the insula in ``the insula was more connected with A but less connected with B``.
        """
        wanted = claimed_places(self.finding)
        named = [place.id for place in self.names.places(self.quote) if place.id in wanted]
        return min(reversed(named), key=named.count, default="")


def claimed(finding: Finding, paper: Paper) -> ClaimedFinding:
    """Lay the words of the abstract beside a finding whose quote stands there."""
    quote = Span(finding.quote.text, finding.quote.start)
    touched = [
        number
        for number, sentence in enumerate(paper.spans)
        if sentence.start < quote.end
        and quote.start < sentence.end
        and finding.quote.part == "abstract"
    ]
    first, last = (touched[0], touched[-1]) if touched else (0, -1)
    after = next(iter(paper.spans[last + 1 : last + 2]), None) if touched else None
    return ClaimedFinding(
        finding=finding,
        paper=paper,
        quote=quote,
        sentences=tuple(paper.spans[number] for number in touched),
        before=tuple(paper.spans[first - 1 : first] if first else ()),
        after=after if after and after.section == paper.spans[last].section else None,
    )


def verbatim(quote: Quote, title: str, abstract: str) -> tuple[Quote | None, str]:
    """Return the quote in the paper's own letters, or why there is none."""
    if not quote.text.strip():
        return None, "it has no quote"
    text = {"title": title, "abstract": abstract}.get(quote.part, "")
    place = find(quote.text, text, max(0, quote.start))
    if place is None and find(quote.text, text) is None:
        return None, f"its quote is not in the {quote.part}"
    if place is None or text[quote.start : place[0]].strip() or quote.start < 0:
        return None, "its quote is not at the place it names"
    return replace(quote, text=text[slice(*place)], start=place[0]), ""


def in_words(finding: Finding, vocabulary: Vocabulary) -> str:
    """Say what a finding claims, in names of the vocabulary and without its quote."""
    names = Names(vocabulary, "")
    ends = [(finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b)]
    places = [f"{side} {names.display(id)}".strip() for id, side in ends if id]
    where = f" in {' and '.join(places)}" if places else ""
    return f"{names.display(finding.measure)}{where}: {finding.direction.value.replace('_', ' ')}"


def _masked(span: Span, places: Iterable[tuple[int, int]]) -> str:
    """Return the words of a stretch with these places blotted out."""
    words = span.text
    for start, end in places:
        left, right = max(0, start - span.start), max(0, end - span.start)
        words = words[:left] + "_" * (min(right, len(words)) - left) + words[right:]
    return words
