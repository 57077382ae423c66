"""A claim is a finding beside the words that it says it rests on, in the paper's own letters."""

from dataclasses import dataclass, replace

from bot.domain.studies import Finding, Quote
from bot.extraction.clauses import clauses
from bot.extraction.folding import find
from bot.extraction.naming import Names
from bot.extraction.text import Span, results, sentences
from bot.extraction.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A finding beside the words it claims to rest on."""

    finding: Finding
    names: Names
    quote: Span
    sentences: tuple[Span, ...]
    """The sentences that the quote touches."""
    before: tuple[Span, ...]
    """The sentence before them, which the quote may continue."""
    reported: frozenset[Span]
    """The sentences of the abstract that report results."""

    @property
    def clauses(self) -> list[Span]:
        """The clauses that the quote touches; of these, the ones that name most of the finding."""
        found = [one for part in self.sentences for one in clauses(part) if self.within(one).text]
        named = [(self._weight(one), one) for one in found]
        most = max((weight for weight, _ in named), default=0)
        return [one for weight, one in named if weight == most]

    def within(self, clause: Span) -> Span:
        """The part of a clause that is quoted."""
        start, end = max(clause.start, self.quote.start), min(clause.end, self.quote.end)
        return Span(clause.text[start - clause.start : max(0, end - clause.start)], start)

    def _weight(self, clause: Span) -> int:
        part, finding = self.within(clause), self.finding
        region = finding.region in {it.id for it in self.names.places(part)}
        measure = finding.measure in {it.id for it in self.names.measures(part)}
        return 2 * region + measure


def claim(finding: Finding, abstract: str, vocabulary: Vocabulary) -> Claim:
    """Lay the words of the abstract beside a finding whose quote stands there."""
    spans = sentences(abstract)
    quote = Span(finding.quote.text, finding.quote.start)
    touched = [
        number
        for number, one in enumerate(spans)
        if one.start < quote.end and quote.start < one.end and finding.quote.part == "abstract"
    ]
    first = touched[0] if touched else 0
    return Claim(
        finding=finding,
        names=Names(vocabulary, abstract),
        quote=quote,
        sentences=tuple(spans[number] for number in touched),
        before=tuple(spans[first - 1 : first] if first else ()),
        reported=frozenset(results(spans)),
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
