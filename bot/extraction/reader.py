"""The reader takes modalities, groups and findings from an abstract, each with its words.

An invented sign is the worst mistake, so it keeps silent wherever a clause can be read
in two ways: two signs, a negation, a correlation, or the comparator as the subject.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.studies import LONGEST_QUOTE, Direction, Fact, Finding, Quote, Reading
from bot.extraction import cues
from bot.extraction.cues import Sign
from bot.extraction.groups import groups
from bot.extraction.text import (
    Span,
    clauses,
    from_comparator,
    guesses,
    results,
    sentences,
    statements,
    tells_earlier_work,
)
from bot.extraction.vocabulary import Match, Vocabulary, load

VERSION = "reader 1"

_BESIDE = re.compile(r"\s(?:of|in|within)\s(?:the\s)?(?:(?:left|right|bilateral|and)\s){0,3}")
_LIST = re.compile(r"[\s,(/)]*(?:and|or|as well as)?\s*(?:the )?")
_LONGEST_SENTENCE = 1500


@dataclass(frozen=True, slots=True)
class _Page:
    """An abstract with the vocabulary and the short forms that hold in it."""

    text: str
    vocabulary: Vocabulary
    defined: Mapping[str, Mapping[str, str]]

    def find(self, span: Span, kind: str) -> list[Match]:
        """Find the terms of one kind in a stretch of the abstract, placed in the abstract."""
        found = self.vocabulary.find(span.text, kind, self.defined[kind])
        return [
            Match(id=it.id, start=it.start + span.start, end=it.end + span.start, bound=it.bound)
            for it in found
        ]

    def regions(self, span: Span) -> list[Match]:
        """Find the regions, leaving out short forms that stand in brackets to define them."""
        found = self.find(span, "region")
        spelled = {(it.id, it.end) for it in found}
        return [
            it
            for it in found
            if self.text[it.start - 2 : it.start] != " (" or (it.id, it.start - 2) not in spelled
        ]

    def quote(self, *places: tuple[int, int]) -> Quote:
        """Quote the shortest stretch that holds all these places."""
        start, end = min(place[0] for place in places), max(place[1] for place in places)
        return Quote(text=self.text[start:end], start=start)


def read(title: str, abstract: str, vocabulary: Vocabulary | None = None) -> Reading:
    """Read one title and abstract: one section per line, ``LABEL: text`` when labelled."""
    vocabulary = vocabulary or load("neuroimaging")
    defined = {kind: vocabulary.defined(abstract, kind) for kind in ("region", "measure")}
    page = _Page(abstract, vocabulary, defined)
    spans = sentences(abstract)
    return Reading(
        modalities=tuple(_modalities(title, abstract, vocabulary)),
        groups=tuple(groups(spans)),
        findings=tuple(_findings(page, results(spans))),
    )


def _modalities(title: str, abstract: str, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Yield each modality once, where this study names it; FDG-PET is not also PET."""
    named: dict[str, Quote] = {}
    own = [(span, "abstract") for span in sentences(abstract) if not tells_earlier_work(span)]
    for span, part in [*own, (Span(title, 0), "title")]:
        for match in vocabulary.find(span.text, "modality"):
            words = span.text[match.span]
            named.setdefault(match.id, Quote(text=words, start=span.start + match.start, part=part))
    for modality, quote in named.items():
        if not (modality == "PET" and "FDG-PET" in named):
            yield Fact(value=modality, quote=quote)


def _findings(page: _Page, spans: Iterable[Span]) -> Iterator[Finding]:
    """Yield the findings of the result sentences in text order, each only once."""
    found: dict[tuple[str, str, str, Direction], Finding] = {}
    for sentence in spans:
        turned = from_comparator(sentence)
        for finding in _sentence(page, sentence):
            if finding.direction is Direction.NONE or not turned:
                key = (finding.measure, finding.region, finding.hemisphere, finding.direction)
                found.setdefault(key, finding)
    ordered = sorted(found.values(), key=lambda finding: finding.quote.start)
    for number, it in enumerate(ordered, start=1):
        yield replace(it, id=f"f{number}")


def _sentence(page: _Page, sentence: Span) -> Iterator[Finding]:
    """Read a sentence up to its first correlation, which this version cannot read."""
    if len(sentence.text) > _LONGEST_SENTENCE:
        return
    measures: list[Match] = []
    for number, statement in enumerate(statements(sentence)):
        if cues.links(statement) or (number and guesses(statement)):
            return
        for clause in clauses(statement):
            regions = [
                it for it in page.regions(clause) if not cues.is_target(page.text, it.start, it.end)
            ]
            own = [it for it in page.find(clause, "measure") if _names(page.text, it, regions)]
            sign = cues.sign(clause)
            if sign and regions and (own or cues.continues(page.text, clause, sign)):
                yield from _clause(page, clause, sign, own or measures, regions)
            measures = own or measures


def _clause(
    page: _Page, clause: Span, sign: Sign, measures: list[Match], regions: list[Match]
) -> Iterator[Finding]:
    """Yield one finding per measure and region of a clause that has one sign."""
    chain = _chain(page.text, measures, sign)
    here = chain and chain[0].start >= clause.start
    if here and not _belongs(page.text, chain, sign):
        return
    if "respectively" in clause.text and len({it.id for it in chain}) > 1:
        return
    sides = _sides(page, clause, regions)
    for measure in chain:
        for region, (side, *place) in zip(regions, sides, strict=True):
            word = min(sign.places, key=lambda place: abs(place[0] - region.start))
            quote = page.quote((measure.start, measure.end), word, (place[0], place[1]))
            if len(quote.text) <= LONGEST_QUOTE:
                yield Finding(
                    id="",
                    measure=measure.id,
                    region=region.id,
                    direction=sign.direction,
                    quote=quote,
                    hemisphere=side,
                    hedged=cues.hedges(clause),
                )


def _chain(text: str, measures: list[Match], sign: Sign) -> list[Match]:
    """Return the coordinated measures that the sign speaks of, or none where that is unclear."""
    chain = measures[:1]
    for measure in measures[1:]:
        linked = _LIST.fullmatch(text, chain[-1].end, measure.start)
        if not linked and measure.id not in {it.id for it in chain}:
            return []
        chain.append(measure)
    nearest: dict[str, Match] = {}
    for measure in chain:
        held = nearest.get(measure.id)
        if not held or sign.distance(measure.start) < sign.distance(held.start):
            nearest[measure.id] = measure
    return list(nearest.values())


def _belongs(text: str, chain: list[Match], sign: Sign) -> bool:
    """Whether the sign can speak of these measures, and not of a score or a rating."""
    for start, end in sign.places:
        if any(it.start < end and start < it.end for it in chain):
            return True
        before = [text[it.end : start] for it in chain if it.end <= start]
        after = [text[end : it.start] for it in chain if it.start >= end]
        if any(map(cues.is_said_of, before)):
            return True
        if not cues.is_predicate(text, start) and any(map(cues.qualifies, after)):
            return True
    return False


def _names(text: str, measure: Match, regions: list[Match]) -> bool:
    """Whether these words name a measure here; ``volume`` does so only beside a region."""
    behind = _BESIDE.match(text, measure.end)
    beside = {measure.end + 1, behind.end() if behind else -1}
    return not measure.bound or any(
        text[it.end : measure.start] == " " or it.start in beside for it in regions
    )


def _sides(page: _Page, clause: Span, regions: list[Match]) -> list[tuple[str, int, int]]:
    """Return each region's side, and where the words stand that name it with its side.

    A side covers the list that follows it until a new preposition opens.
    """
    sides: list[tuple[str, int, int]] = []
    last, end = "", clause.start
    for region in regions:
        before = page.text[clause.start : region.start]
        gap = page.text[end : region.start]
        stated = cues.SIDE.search(gap)
        suffix = {"_L": "left", "_R": "right"}.get(page.text[region.end - 2 : region.end], "")
        if stated:
            last = stated["side"].lower() if " " not in stated["side"] else "bilateral"
        elif suffix or not cues.SAME_SIDE.fullmatch(gap) or cues.is_far_end(before):
            last = suffix
        midline = page.vocabulary.term("region", region.id).midline
        start = end + stated.start() if stated and not midline else region.start
        side = "bilateral" if last == "bilaterally" else last
        sides.append(("" if midline else side, start, region.end))
        end = max(end, region.end)
    behind = cues.SIDE_BEHIND.search(clause.text)
    if behind and len(sides) == 1 and not sides[0][0]:
        start, end = clause.start + behind.start(), clause.start + behind.end()
        return [(behind["side"], min(start, regions[0].start), max(end, regions[0].end))]
    return sides
