"""A page is an abstract under the vocabulary: its measures, and its regions with their sides."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.studies import LONGEST_QUOTE, Quote
from bot.extraction.cues import is_target
from bot.extraction.lexicon import Match
from bot.extraction.text import Span
from bot.extraction.vocabulary import OTHER, Vocabulary
from bot.model_answers import FEWEST_WORDS

_SIDE = re.compile(
    r"\b(?P<side>left and right|right and left|bilateral(?:ly)?|left|right)(?: of)?\s"
    r"(?:(?!(?:in|of|with|to|between|from|and|or|for|was|were)\s)[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
SIDE_BEHIND = re.compile(r"\bon the (?P<side>left|right)\b(?! side of)")
"""A side that is named after the one region of a clause."""
# What may stand between two regions that share a side: a list, and no new preposition.
_LISTED = re.compile(
    r"(?:\s?\([^)]{0,60}\))?[\s,]*(?:and|or|as well as|/|-)?\s*(?:the\s)?"
    r"(?:(?!(?:in|of|with|to|between|from|for|was|were|by)\s)[\w-]+\s){0,2}"
)
_FAR = re.compile(r"\sand\s(?:the\s|\w+\s){0,2}$")
_BRACKET = re.compile(r"\s?\([^()]{0,80}\)")
_BESIDE = re.compile(r"\s(?:of|in|within)\s(?:the\s)?(?:(?:left|right|bilateral|and)\s){0,3}")
_MANY_MARKS = 3
_PLACE = re.compile(
    r"(?:(?:left|right|bilateral) )?(?:superior|middle|medial|inferior|lateral|anterior|posterior"
    r"|mid|dorsal|ventral|dorsolateral|ventrolateral|dorsomedial|ventromedial|primary|secondary)",
    re.IGNORECASE,
)
_STATISTIC = re.compile(
    r"(?<![\w-])(?:FDR-|FWE-)?[prtzFTZP]\s?(?:\(\d+(?:, ?\d+)?\)\s?)?[=<>]\s?-?[\d.]*\d(?![\w%])"
)
_WORD = re.compile(r"\w[\w'\u2019-]*")
_SHORT = re.compile(r"\s\(([A-Z][A-Za-z]{1,7})\)")
_LOCAL = frozenset(("ALFF", "fALFF", "dALFF", "ReHo", "CBF", "glucose_metabolism"))
_NOUN = re.compile(r"(?:cortex|junction|sulcus|gyrus|lobule)\b")
_REACH = 120
_NAMELESS = re.compile(
    r"\b(?:(?!(?:the|and|or|in|of|with|to|between|from|for|was|were|by|at|left|right|bilateral"
    r"|other|several|multiple|more|same|both|including|human|cerebral|brain|grey|gray|white|whole"
    r"|entire|two|three|these|those|decreased|increased|reduced|higher|lower|greater|an?|early"
    r"|as|on|within|altered|thinner|thicker|larger|smaller|weaker|stronger|ipsilateral|adjacent"
    r"|contralateral|neural|focal|cortical|our|its"
    r"|their|all|each|any|some|different)\b)"
    r"[a-z][a-z-]{3,} ){1,3}(?:cortex|junction|sulcus|gyrus|lobule)\b|\bneocortex\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region as it is named in one place, with its side."""

    id: str
    start: int
    end: int
    side: str = ""
    after: int = 0
    """Where the text goes on, behind a short form in brackets."""
    network: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where the words stand."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Page:
    """An abstract with the vocabulary, and what it names."""

    text: str
    vocabulary: Vocabulary
    terms: Mapping[str, list[Match]]
    """The regions and measures of the whole abstract, in its own short forms too."""
    usual: str = ""
    """The measure that ``activity`` stands for here."""
    only: str = ""
    """The measure of an abstract that names a single one."""

    @classmethod
    def of(cls, abstract: str, vocabulary: Vocabulary) -> "Page":
        """Read the short forms that an abstract defines."""
        defined = {kind: vocabulary.defined(abstract, kind) for kind in ("region", "measure")}
        known = vocabulary.find(abstract, "region", defined["region"])
        nameless = list(_nameless(abstract, known))
        for region in nameless:
            short = _SHORT.match(abstract, region.end)
            if short:
                defined["region"][short[1]] = region.id
        if nameless:
            known = vocabulary.find(abstract, "region", defined["region"])
            known = sorted([*known, *nameless], key=lambda match: match.start)
        measures = vocabulary.find(abstract, "measure", defined["measure"])
        named_terms = {"region": known, "measure": measures}
        named = [measure.id for measure in named_terms["measure"]]
        local = {measure for measure in named if measure in _LOCAL}
        usual = local.pop() if len(local) == 1 else ""
        only = named[0] if len(set(named)) == 1 else ""
        return cls(abstract, vocabulary, named_terms, usual, only)

    def spelled(self, short: str) -> str:
        """Return a short form with the words that the abstract defines it by."""
        if not re.fullmatch(r"[A-Z][A-Za-z]{1,7}", short):
            return short
        at = self.text.find(f" ({short})")
        return self.text[max(0, at - 40) : at] if at > 0 else short

    def find(self, span: Span, kind: str) -> list[Match]:
        """Return the terms of one kind in a stretch of the abstract."""
        matches = self.terms[kind]
        first = bisect_left(matches, span.start, key=lambda match: match.start)
        last = bisect_left(matches, span.end, key=lambda match: match.start)
        return [match for match in matches[first:last] if match.end <= span.end]

    def regions(self, span: Span) -> list[Region]:
        """Find the regions with their sides, without targets, and words in brackets behind one."""
        matches = self.find(span, "region")
        kept: list[Region] = []
        for match in matches:
            if kept and match.start < kept[-1].after:
                continue
            if match.bound and not self._hyphened(match):
                continue
            bracket = _BRACKET.match(self.text, match.end)
            after = bracket.end() if bracket else match.end
            network = not match.id.startswith(OTHER) and (
                self.vocabulary.term("region", match.id).network
            )
            region = Region(
                id=match.id, start=match.start, end=match.end, after=after, network=network
            )
            kept.append(region)
        kept = self._sided(span, kept)
        return [region for region in kept if not is_target(self.text, region.start, region.end)]

    def _hyphened(self, match: Match) -> bool:
        """Whether a hyphen joins a word such as ``auditory`` to another name."""
        joined = {self.text[match.start - 1 : match.start], self.text[match.end : match.end + 1]}
        return bool(joined & set("-\u2010\u2011\u2013"))

    def measures(self, span: Span, regions: list[Region]) -> list[Match]:
        """Find the measures; ``volume`` and the like count only beside a region."""
        measures = [
            measure for measure in self.find(span, "measure") if self._names(measure, regions)
        ]
        if not self.usual:
            return measures
        return [
            replace(measure, id=self.usual)
            if self.text[: measure.end].endswith(" activity")
            else measure
            for measure in measures
        ]

    def _names(self, measure: Match, regions: list[Region]) -> bool:
        behind = _BESIDE.match(self.text, measure.end)
        beside = {measure.end + 1, behind.end() if behind else -1}
        return not measure.bound or any(
            self.text[region.after : measure.start] == " "
            or region.start in beside
            or (behind and behind.start() < region.start <= behind.end())
            for region in regions
        )

    def _sided(self, span: Span, regions: list[Region]) -> list[Region]:
        """Give each region its side: one that is stated covers the list behind it."""
        stated, starts = self._stated(span, regions)
        lists = self._lists(regions)
        sided: list[Region] = []
        last = ""
        for at, region in enumerate(regions):
            marks = [side for side, of in zip(stated, lists, strict=True) if of == lists[at]]
            listed = at > 0 and lists[at] == lists[at - 1]
            if stated[at]:
                last = stated[at]
            elif not (listed and self._carries(marks, regions[at - 1], region)) or (
                self._is_far_end(span, region)
            ):
                last = ""
            if self._midline(region.id):
                sided.append(replace(region, side="midline"))
            else:
                sided.append(replace(region, side=last, start=starts[at]))
        return self._behind(span, sided)

    def _lists(self, regions: list[Region]) -> list[int]:
        """Number the list that each region stands in: a new preposition opens another."""
        numbers = [0] * len(regions)
        for at in range(1, len(regions)):
            opened = not _LISTED.fullmatch(self.text, regions[at - 1].after, regions[at].start)
            numbers[at] = numbers[at - 1] + opened
        return numbers

    def _carries(self, marks: list[str], last: Region, region: Region) -> bool:
        """Whether a side goes on to the next region of a list.

        Where each item has a side of its own, one without has none; but ``and`` still joins.
        """
        stated = [side for side in marks if side]
        single = len(stated) >= _MANY_MARKS or any(a and a == b for a, b in pairwise(marks))
        if not single or _PLACE.fullmatch(self.text, last.start, last.end):
            return True
        return "," not in self.text[last.after : region.start]

    def _stated(self, span: Span, regions: list[Region]) -> tuple[list[str], list[int]]:
        """Return the side that stands at each region itself, and where its words begin."""
        sides, starts, end = [], [], span.start
        for region in regions:
            gap = self.text[end : region.start]
            hit = _SIDE.search(gap[-60:])
            suffix = re.match(r"_([LR])\b", self.text[region.end : region.end + 3])
            side, start = "", region.start
            if hit:
                side = hit["side"].lower()
                side = "bilateral" if " " in side or side == "bilaterally" else side
                start = region.start - len(gap[-60:]) + hit.start()
            elif suffix:
                side = "left" if suffix[1] == "L" else "right"
            sides.append(side)
            starts.append(start)
            end = region.after
        return sides, starts

    def _midline(self, id: str) -> bool:
        if id.startswith(OTHER):
            return False
        return self.vocabulary.term("region", id).midline

    def _is_far_end(self, span: Span, region: Region) -> bool:
        """Whether a region is the far end of ``between A and B``, which has a side of its own."""
        before = self.text[max(span.start, region.start - 200) : region.start]
        _, opened, near = before.rpartition("between ")
        return bool(opened) and near.count(" and ") == 1 and bool(_FAR.search(near))

    def _behind(self, span: Span, regions: list[Region]) -> list[Region]:
        """Give the one region of a clause the side that stands behind it: ``on the left``."""
        hit = SIDE_BEHIND.search(span.text)
        if hit and len(regions) == 1 and not regions[0].side:
            end = max(regions[0].end, span.start + hit.end())
            return [replace(regions[0], side=hit["side"], end=end)]
        return regions

    def _whole(self, clause: Span, start: int, end: int) -> tuple[int, int]:
        """Take in words of the clause until a quote has words enough to be found again."""
        while len(_WORD.findall(self.text[start:end])) < FEWEST_WORDS:
            behind = _WORD.search(self.text, end, clause.end)
            ahead = list(_WORD.finditer(self.text, clause.start, start))[-1:]
            if behind:
                end = behind.end()
            elif ahead:
                start = ahead[0].start()
            else:
                break
        return start, end

    def quote(self, clause: Span, *places: tuple[int, int]) -> Quote:
        """Quote the shortest stretch that holds these places, if need be without the first.

        The one statistic of a clause is taken in where there is room. Empty where no short quote
        holds the others: what cannot be shown is not said.
        """
        start, end = _hull(places)
        if end - start > LONGEST_QUOTE:
            start, end = _hull(places[1:])
        if end - start > LONGEST_QUOTE:
            return Quote(text="", start=start)
        statistics = list(_STATISTIC.finditer(clause.text))
        if len(statistics) == 1:
            far = clause.start + statistics[0].end()
            far += self.text[far : far + 1] == ")"
            if end < far <= start + LONGEST_QUOTE:
                end = far
        start, end = self._whole(clause, start, end)
        return Quote(text=self.text[start:end], start=start)


def _hull(places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(place[0] for place in places), max(place[1] for place in places)


def _nameless(text: str, known: list[Match]) -> Iterator[Match]:
    """Yield parts of the cortex that the vocabulary does not hold, by the words they end in."""
    last = 0
    for noun in _NOUN.finditer(text):
        hit = _NAMELESS.search(text, max(last, noun.start() - _REACH), noun.end())
        last = hit.end() if hit else last
        if hit and not _overlaps(hit.start(), hit.end(), known):
            yield Match(id=OTHER + hit[0].lower(), start=hit.start(), end=hit.end())


def _overlaps(start: int, end: int, known: list[Match]) -> bool:
    near = bisect_left(known, start, key=lambda match: match.end)
    return any(match.start < end and start < match.end for match in known[near : near + 3])


def statistic(quote: str) -> str:
    """Return the one statistic inside a quote, as printed."""
    statistics = _STATISTIC.findall(quote)
    return statistics[0] if len(statistics) == 1 else ""
