"""A claim is a finding beside the words that it says it rests on, in the paper's own letters."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.arms import Contrast, contrasts, read_arms
from bot.extraction.assertion import level_of
from bot.extraction.assertion.words import NOT_EXPECTED
from bot.extraction.checks import direction_check
from bot.extraction.checks.comparator_check import clauses
from bot.extraction.checks.constructions import constructed
from bot.extraction.checks.correlation_check import up_to
from bot.extraction.checks.mention_check import Names, claimed_places
from bot.extraction.findings import sections
from bot.extraction.fuzzy_quotes import find
from bot.extraction.lexicon import Match
from bot.extraction.speculation import MAYBE, first_guess
from bot.extraction.statements import statements
from bot.extraction.text import SHOWED, Span, sentences, small
from bot.extraction.vocabulary import Vocabulary

_PLANNED = re.compile(
    r"\b(?:aimed|sought|objectives?|purpose|goal|whether|planned|to (?:examine|test|assess"
    r"|determine|explore"
    r"|evaluate|identify|clarify|study|understand|investigate)|(?:was|were) (?:\w+ "
    r")?(?:recruited|enrolled|scanned"
    r"|acquired|collected|administered|performed|calculated|computed|assigned|randomi[sz]ed))\b"
)
_GUESSED = re.compile(
    rf"[^,;]*\b(?:{MAYBE}|hypothes\w+|we (?:suggest|recommend|propose)|indicat\w+ that|imply"
    r"|implies)\b"
)
_INTERPRETS = re.compile(
    r"(?:[\w ]{1,30}, )?(?:these|our|the|such|this)(?: \w+){0,2} (?:results?|findings?|data"
    r"|observations?|evidence|(?:ab)?normalit(?:y|ies)|alterations?|changes?|differences?)(?: \w+)?"
    r" (?:indicat|impl(?:y|ies)|highlight|support|point(?:s|ed)? (?:to|towards)|underlin|underscor"
    r"|reflect|provide|shed|extend|strengthen|add to|argue|corroborat)"
)
"""Opens a sentence that tells what results mean."""
_TELLS = re.compile(
    rf"\b(?:was|were|had|did|is|are|{SHOWED}|correlated"
    r"|differed|fell|rose)\b"
)
"""A verb that has told something before it is guessed why."""
_FOUND = re.compile(
    r"\b(?:we (?:\w+ )?(?:found|observed|show|showed|identified|detected|report)|(?:was|were) "
    r"(?:\w+ )?(?:found|observed|detected|seen)"
    rf"|{SHOWED}|p\s?[<=>])"
)


@dataclass(frozen=True)
class Paper:
    """A title and abstract, and what holds for every claim about them."""

    title: str
    abstract: str
    vocabulary: Vocabulary

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The sentences of the abstract."""
        return sentences(self.abstract)

    @cached_property
    def parts(self) -> dict[Span, str]:
        """What each sentence is for: background, aim, methods, result or conclusion."""
        return dict(zip(self.spans, sections.kinds(self.spans), strict=True))

    def reports(self, sentence: Span) -> bool:
        """Whether a sentence may report a result: by its label, or else by its words."""
        part = self.parts.get(sentence, "")
        if part == sections.RESULT:
            return True
        if part not in (sections.CONCLUSION, sections.OPEN):
            return False
        words = NOT_EXPECTED.sub(lambda hit: "_" * len(hit[0]), small(sentence.text))
        return not (_PLANNED.search(words) or _GUESSED.match(words)) or bool(_FOUND.search(words))

    def speculates(self, sentence: Span) -> bool:
        """Whether a sentence says what results may mean, and no result of its own."""
        if self.parts.get(sentence, "") not in (sections.CONCLUSION, sections.OPEN):
            return False
        first = statements(sentence)[0]
        words, guess = small(first.text), first_guess(first)
        guessed = guess >= 0 and not _TELLS.search(words[:guess])
        return bool(guessed or _INTERPRETS.match(words)) and not _FOUND.search(words)

    @cached_property
    def names(self) -> Names:
        """What the abstract names."""
        return Names(self.vocabulary, self.abstract)

    @cached_property
    def constructed(self) -> Callable[[Span, str], Sequence[tuple[Direction, set[str]]]]:
        """Tells the signs with their places that a sentence constructs of a measure."""
        return cache(lambda sentence, measure: constructed(sentence, measure, self.names))

    @cached_property
    def contrasts(self) -> Callable[[Span, Span, bool], Sequence[Contrast]]:
        """Tells what a clause of a sentence compares, of a correlation or not."""
        arms = read_arms(self.title, self.abstract, self.vocabulary, spans=self.spans)
        return cache(
            lambda clause, sentence, correlates: contrasts(
                arms, clause, sentence=sentence, correlates=correlates
            )
        )

    @cached_property
    def level(self) -> float:
        """The level of significance that the abstract prints, or the usual one."""
        return level_of(self.abstract)


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
        measured = self.finding.measure in {measure.id for measure in self.names.measures(part)}
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
