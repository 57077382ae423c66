"""Reads one sentence after another: what is more, less or other, where, and against what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.domain.studies import Direction, Finding
from bot.extraction import cues
from bot.extraction.comparisons import Contrast, contrast, own_time
from bot.extraction.connections import Pair, connections
from bot.extraction.correlations import Link, correlation, is_change, is_process, mentions
from bot.extraction.cues import FLIPPED, SIGNS, Sign
from bot.extraction.design import Design
from bot.extraction.lexicon import Match
from bot.extraction.page import Page, Region, statistic
from bot.extraction.placing import shared
from bot.extraction.segments import Segment, segments
from bot.extraction.text import LONGEST_SENTENCE, Span, guesses, statements

_ASIDE = re.compile(
    r"\bmediat|moderated\b|moderation|\bpredict(?!ab)|classif|accurac|\bauc\b|\broc\b|regress"
)
_SAME_PLACE = re.compile(
    r",?\s?(?:(?:and|but)\s)?(?:was|were|is|are|it|they|this|there (?:was|were) no)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:These|They|Those|The (?:affected |significant |main )?(?:regions|areas|clusters|changes"
    r"|differences))\b(?: \w+){0,3}? (?:included|comprised|involved|were (?:located|found|seen"
    r"|observed|mainly|most)|was)\b"
)
_RESPECTIVELY = re.compile(r"\brespectively\b")


@dataclass(slots=True)
class _Before:
    """What the words before have said, for those that go on about it."""

    measures: list[Match] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    near: list[Region] = field(default_factory=list)
    sign: Sign | None = None
    contrast: Contrast | None = None


class Reader:
    """Reads the result sentences of one abstract in order."""

    def __init__(self, page: Page, design: Design) -> None:
        """Begin with nothing said before."""
        self._page = page
        self._design = design
        self._before = _Before()

    def sentence(self, sentence: Span) -> Iterator[Finding]:
        """Yield the findings of one sentence."""
        if len(sentence.text) > LONGEST_SENTENCE:
            return
        if not _GOES_ON.match(sentence.text):
            self._before = _Before(contrast=self._before.contrast)
        for number, statement in enumerate(statements(sentence)):
            if _ASIDE.search(statement.text.lower()) or (number and guesses(statement)):
                return
            yield from self._statement(statement, sentence)

    def _statement(self, statement: Span, sentence: Span) -> Iterator[Finding]:
        regions = self._page.regions(statement)
        measures = self._page.measures(statement, regions)
        link = correlation(
            statement, [*((it.start, it.end) for it in measures), *(it.place for it in regions)]
        )
        process = link is not None and is_process(statement, link)
        if link and not process:
            yield from self._correlated(link, statement)
            return
        if mentions(statement) and not process:
            return
        against = contrast(statement, sentence, self._design, self._before.contrast)
        if _GOES_ON.match(statement.text) and self._before.sign and not measures:
            segment = Segment(statement, self._before.sign)
            yield from self._changed(segment, against, self._before.measures, regions)
            return
        parts = segments(statement, [(it.start, it.end) for it in measures])
        for number, segment in enumerate(parts):
            own = own_time(segment.span.text, against, self._design) if number else against
            yield from self._segment(segment, own, measures, regions)
        self._before.contrast = against
        self._before.measures = measures or self._before.measures

    def _segment(
        self, segment: Segment, against: Contrast, measures: list[Match], regions: list[Region]
    ) -> Iterator[Finding]:
        """Read one direction with the measures and regions of its own, or those before."""
        own = [it for it in measures if _in(segment.span, it.start)]
        places = [it for it in regions if _in(segment.span, it.start)]
        stray = segment.stray(self._page.text, own)
        if stray:
            own = [it for it in own if it.start < stray]
            places = [it for it in places if it.start < stray]
        if not segment.may_speak(self._page.text, own):
            return
        if cues.is_choice(segment.sign):
            self._before.regions, self._before.measures = places, own
            return
        chain = own or self._before.measures
        if not places and not own and _SAME_PLACE.match(segment.span.text):
            places = self._before.regions
        if chain and places:
            yield from self._changed(segment, against, chain, places)
            self._before.regions, self._before.sign = places, segment.sign
            self._before.measures = chain
        elif own and not regions:
            self._before.sign, self._before.measures = segment.sign, own
            yield from self._nowhere(segment, against, own)

    def _nowhere(self, segment: Segment, against: Contrast, own: list[Match]) -> Iterator[Finding]:
        """Yield what is said of a measure in no region; a sign only of a whole network's shape."""
        sign = segment.sign
        for measure in {it.id: it for it in own}.values():
            family = self._page.vocabulary.term("measure", measure.id).family
            if sign.direction in SIGNS and (family != "topology" or not against.told):
                continue
            places = [(measure.start, measure.end), (sign.start, sign.end)]
            yield self._finding(
                segment.span, measure, (None, None), sign.direction, against, places
            )

    def _changed(
        self, segment: Segment, against: Contrast, chain: list[Match], regions: list[Region]
    ) -> Iterator[Finding]:
        """Yield one finding for each measure and region or connection of one direction."""
        direction = segment.sign.direction
        if direction in SIGNS and not against.told:
            return
        both = segment.sign.pair
        if both and len(regions) == len(both) and _RESPECTIVELY.search(segment.span.text):
            for way, region in zip(both, regions, strict=True):
                sign = replace(segment.sign, direction=way, pair=None)
                part = Segment(segment.span, sign)
                yield from self._changed(part, against, chain, [region])
            return
        for measure, pair in self._placed(segment, chain, regions):
            places = [(measure.start, measure.end), (segment.sign.start, segment.sign.end)]
            yield self._finding(segment.span, measure, pair, direction, against, places)

    def _placed(
        self, segment: Segment, chain: list[Match], regions: list[Region]
    ) -> Iterator[tuple[Match, Pair]]:
        """Yield each measure with its regions or connections."""
        groups = shared(self._page.text, chain, regions)
        names = [it for held, _ in groups for it in held]
        if _RESPECTIVELY.search(segment.span.text) and len(names) > 1:
            if len(groups) == 1 and len(names) == len(regions):
                yield from ((one, (it, None)) for one, it in zip(names, regions, strict=True))
            return
        for held, places in groups:
            for measure in held:
                if not self._connects(measure):
                    yield from ((measure, (it, None)) for it in places)
                    continue
                pairs = connections(self._page.text, measure, places)
                yield from ((measure, pair) for pair in self._completed(segment, pairs))

    def _completed(self, segment: Segment, pairs: list[Pair]) -> list[Pair]:
        """Add the near end that an earlier direction of the same sentence named."""
        open_ended = pairs and all(b is None for _, b in pairs)
        text = self._page.text
        if open_ended and self._before.near and pairs[0][0].start >= segment.sign.end:
            gap = text[max(0, pairs[0][0].start - 40) : pairs[0][0].start]
            if re.search(r"\b(?:with|to)\s(?:\w+ ){0,2}$", gap):
                return [(near, a) for near in self._before.near for a, _ in pairs]
        ends = {a.id: a for a, b in pairs if b and a.id != b.id}
        self._before.near = list(ends.values())
        return pairs

    def _connects(self, measure: Match) -> bool:
        return self._page.vocabulary.term("measure", measure.id).connects

    def _correlated(self, link: Link, statement: Span) -> Iterator[Finding]:
        """Yield the correlations of a statement, and the changes that its words also tell."""
        regions = self._page.regions(link.brain)
        measures = self._page.measures(link.brain, regions)
        blotted = [(it.start, it.end) for it in measures]
        parts = [part.span for part in segments(link.brain, blotted)]
        for part in parts if len(parts) > 1 else [link.brain]:
            own = [it for it in measures if _in(part, it.start)]
            places = [it for it in regions if _in(part, it.start)]
            yield from self._linked(link, statement, part, own, places)
        if link.brain.start > link.start:
            return
        last = self._before.contrast
        told = Contrast(last.comparison if last else self._design.usual)
        for segment in segments(link.brain, blotted):
            told_too = cues.CHANGE.match(self._page.text, segment.sign.start)
            if (
                segment.sign.direction in SIGNS
                and not segment.sign.predicate
                and measures
                and (told_too)
            ):
                yield from self._segment(segment, told, measures, regions)

    def _linked(
        self, link: Link, statement: Span, part: Span, own: list[Match], regions: list[Region]
    ) -> Iterator[Finding]:
        """Yield the correlations of one part of the brain's side with each variable."""
        chain = own or self._before.measures
        if not chain and self._page.only and regions and is_change(part.text):
            at = regions[0].start
            chain = [Match(id=self._page.only, start=at, end=at)]
        segment = Segment(part, Sign(link.direction, link.start, link.end))
        for name in link.variables:
            direction = link.of(part, self._page.spelled(name), statement)
            for measure, pair in self._placed(segment, chain[:1], regions):
                places = [link.variable_place, (link.start, link.end), (measure.start, measure.end)]
                yield self._finding(
                    statement,
                    measure,
                    pair,
                    direction,
                    Contrast("within_group_correlation"),
                    places,
                    name,
                )

    def _finding(  # noqa: PLR0913, PLR0917 - a finding has that many parts
        self,
        clause: Span,
        measure: Match,
        pair: tuple[Region | None, Region | None],
        direction: Direction,
        against: Contrast,
        places: list[tuple[int, int]],
        variable: str = "",
    ) -> Finding:
        one, other = pair
        ends = [it.place for it in pair if it]
        quote = self._page.quote(clause, *places, *ends)
        if direction in SIGNS and not against.tested:
            direction = Direction.ALTERED
        turned = against.told < 0 and direction in SIGNS
        return Finding(
            id="",
            measure=measure.id,
            region=one.id if one else "",
            direction=FLIPPED[direction] if turned else direction,
            quote=quote,
            hemisphere=one.side if one else "",
            region_b=other.id if other else "",
            hemisphere_b=other.side if other else "",
            comparison=self._design.name(against.comparison),
            clinical_variable=variable,
            statistic=statistic(quote.text),
            section=clause.section,
            hedged=cues.hedges(clause),
            turned=turned,
        )


def _in(span: Span, place: int) -> bool:
    return span.start <= place < span.end
