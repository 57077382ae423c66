"""Places of the brain that an abstract names: regions, networks and tracts, with their sides."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.extraction.findings.numbered_places import numbered_places
from bot.extraction.findings.unnamed_places import overlaps, unnamed_places
from bot.extraction.lexicon import Match
from bot.extraction.text import Span
from bot.extraction.vocabulary import OTHER, Vocabulary

_SIDE = re.compile(
    r"\b(?P<side>left and right|right and left|bilateral(?:ly)?|left|right)(?:[- ]hemisphere)?"
    r"(?: of)?(?: the)?[\s-]"
    r"(?:(?!(?:in|of|with|to|between|from|and|or|for|was|were)\s)[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
SIDE_BEHIND = re.compile(r"\bon the (?P<side>left|right)\b(?! side of)")
_SIDE_LISTED = re.compile(
    r"(?:\s?\([^)]{0,60}\))?[\s,]*(?:and|or|as well as|/|-)?\s*(?:the\s)?"
    r"(?:(?!(?:in|of|with|to|between|from|for|was|were|by)\s)[\w-]+\s){0,2}"
)
"""What may stand between two places that share a side: a list, and no new preposition."""
_SUFFIX = re.compile(r"(?:_([LR])\b|\.([LR])\b|\s\(([LR])\))")
_FAR = re.compile(r"\sand\s(?:the\s|\w+\s){0,2}$")
_BRACKET = re.compile(r"\s?[(\[][^()\[\]]{0,80}[)\]]")
_LOOSE = {
    "sensorimotor": "somatomotor_network",
    "somatomotor": "somatomotor_network",
    "motor": "somatomotor_network",
    "limbic": "limbic_network",
    "frontoparietal": "frontoparietal_network",
    "cerebellar": "cerebellar_network",
    "subcortical": "subcortical_network",
}
"""Words that mean a network beside other networks."""
_OVER = re.compile(
    r"\b(?:in|of|across|over|throughout|within|no)\s(?:the\s|an?\s)?\w{3}$|\b[Nn]o\s$"
)
_ASIDE = re.compile(r"\s?[(\[](?:in|within|part of|a part of|near|of) ")
_MANY_MARKS = 3
_PART_OF = re.compile(r"\s(?:of|in|within)\s(?:the\s)?(?:(?:left|right|bilateral)\s)?$")
_OF_SIDE = re.compile(
    r"\s(?:of|in|within)\s(?:the\s)?(?P<side>left|right|bilateral)\s", re.IGNORECASE
)
"""The side of what a place is part of: ``the head of the left caudate``."""
_SITES = re.compile(
    r"[\s-](?:sites?|electrodes?|channels?|sensors?|leads|derivations|scalp|theta|alpha|beta|gamma"
    r"|delta|EEG|[a-z-]+\s(?:areas|regions|cent(?:er|re)s|cortices|clusters|structures|voxels))\b"
)
"""What a loose word names a place before: ``theta over frontal sites``."""
_NEXT = 40
"""Letters behind ``such as`` in which a narrower place begins."""
_INTRODUCES = re.compile(
    r"(?P<area>\s(?:regions|areas|structures|nodes|parts|sites|cortex|cortices|networks?))?"
    r"(?:(?P<bracket>\s?\((?P<such>i\.?e\.?|e\.?g\.?|including|such as|namely|mainly|especially"
    r"|particularly|specifically)?)"
    r"|,?\s(?:such as|including|namely|i\.e\.|e\.g\.|mainly|especially|particularly"
    r"|specifically)\s)"
)
_GRADED = re.compile(
    r"(?:(?:left|right|bilateral) )?(?:superior|middle|medial|inferior|lateral|anterior|posterior"
    r"|mid|dorsal|ventral|dorsolateral|ventrolateral|dorsomedial|ventromedial|primary|secondary)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\s\(([A-Z][A-Za-z]{1,7})\)")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A place of the brain as it is named at one point of the text, with its side."""

    id: str
    start: int
    end: int
    side: str = ""
    after: int = 0
    """Where the text goes on, behind a short form or figures in brackets."""
    network: bool = False
    wider: bool = False
    """Whether it only introduces the places behind it, which are parts of it."""


class PlaceFinder:
    """Finds the places of one abstract, in its own short forms too."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        """Read the abstract once."""
        self.text = text
        self.vocabulary = vocabulary
        known = vocabulary.find(text, "region")
        defined = vocabulary.defined(text, "region", known)
        known = vocabulary.find(text, "region", defined) if defined else known
        nameless = [self._spelt(match) for match in unnamed_places(text, known)]
        for match in nameless:
            short = _SHORT.match(text, match.end)
            if short:
                defined[short[1]] = match.id
        if nameless:
            known = vocabulary.find(text, "region", defined)
            known = [
                match for match in known if not overlaps(match.start, match.end, nameless)
            ] + nameless
        numbered = numbered_places(text, vocabulary.lexicons["region"], known)
        if numbered:
            known = [match for match in known if not overlaps(match.start, match.end, numbered)]
            known += [match for match in numbered if match.id]
        self.matches = sorted(known, key=lambda match: match.start)

    def _spelt(self, match: Match) -> Match:
        """Take a slip in a name for the name."""
        id = self.vocabulary.lexicons["region"].misspelt(self.text[match.span])
        return replace(match, id=id) if id else match

    def within(self, span: Span, measures: Sequence[Match]) -> list[Place]:
        """Return the places of a sentence with their sides; its measures let loose words count."""
        first = bisect_left(self.matches, span.start, key=lambda match: match.start)
        last = bisect_left(self.matches, span.end, key=lambda match: match.start)
        kept: list[Place] = []
        for match in self.matches[first:last]:
            if match.end > span.end or (kept and match.start < kept[-1].after):
                continue
            if match.id == "whole_brain" and not _OVER.search(
                self.text[max(0, match.start - 20) : match.start + 3]
            ):
                continue
            if match.bound and not self._bound(match, kept, measures):
                continue
            if any(
                measure.start <= match.start and match.end <= measure.end for measure in measures
            ):
                continue
            bracket = self._bracket(match)
            network = match.id.endswith("network") or self._network(match.id)
            kept.append(
                Place(
                    id=match.id,
                    start=match.start,
                    end=match.end,
                    after=bracket,
                    network=network,
                )
            )
        kept = [place for place in kept if not self._whole_of(place, kept)]
        kept = [replace(place, wider=self._introduces(place, kept)) for place in kept]
        return self._sided(span, self._networks(kept))

    def _whole_of(self, place: Place, places: Sequence[Place]) -> bool:
        """Whether a place only says what the one before it is part of: ``the A nucleus of B``."""
        of = _PART_OF.search(self.text, max(0, place.start - 30), place.start)
        if not of:
            return False
        before = (part for part in places if part.after == of.start() or part.end == of.start())
        return any(place.id in self._wholes(part.id) for part in before)

    def _wholes(self, id: str) -> frozenset[str]:
        """Return all that a place is part of, as far as the vocabulary knows."""
        known = self.vocabulary.terms["region"].get(id)
        parents = known.parents if known else ()
        return frozenset(parents).union(*map(self._wholes, parents))

    def _introduces(self, place: Place, places: Sequence[Place]) -> bool:
        """Whether a wider place only introduces those behind it: ``limbic areas (A and B)``."""
        opened = _INTRODUCES.match(self.text, place.end)
        if not opened:
            return False
        start = opened.end()
        close = self.text.find(")", start) if opened["bracket"] else start + _NEXT
        inside = sum(start <= place.start < close for place in places)
        sure = not opened["bracket"] or opened["such"] or opened["area"]
        return inside > 1 or (inside == 1 and bool(sure))

    def _networks(self, places: list[Place]) -> list[Place]:
        """Let words such as ``sensorimotor`` mean networks where they stand in a list of them."""
        if not any(place.network for place in places) or len(places) == 1:
            return places
        lists = self._lists(places)
        named = {of for of, place in zip(lists, places, strict=True) if place.network}
        return [
            replace(place, id=_LOOSE[word], network=True)
            if of in named and (word := self.text[place.start : place.end].lower()) in _LOOSE
            else place
            for of, place in zip(lists, places, strict=True)
        ]

    def _bracket(self, match: Match) -> int:
        """Return where the text goes on behind a short form in brackets; a place there stays."""
        bracket = _BRACKET.match(self.text, match.end)
        if not bracket:
            return match.end
        if _ASIDE.match(bracket[0]):
            return bracket.end()
        near = bisect_left(self.matches, match.end, key=lambda match: match.start)
        inside = [match for match in self.matches[near : near + 4] if match.end <= bracket.end()]
        named = any(inner.id != match.id and not inner.bound for inner in inside)
        return match.end if named else bracket.end()

    def _network(self, id: str) -> bool:
        return not id.startswith(OTHER) and self.vocabulary.term("region", id).network

    def _bound(self, match: Match, kept: Sequence[Place], measures: Sequence[Match]) -> bool:
        """Whether a loose word such as ``frontal`` stands where it names a place.

        It does in a compound, in a list with other places, and right before a measure.
        """
        text = self.text
        if text[match.end : match.end + 9] == "-cortical":
            return False
        beside = {text[match.start - 1 : match.start], text[match.end : match.end + 1]}
        listed = kept and _SIDE_LISTED.fullmatch(text, kept[-1].after, match.start)
        if listed or not beside.isdisjoint("-\u2010\u2011\u2013/"):
            return True
        at_measure = any(match.end <= measure.start <= match.end + 2 for measure in measures)
        if at_measure or _SITES.match(text, match.end):
            return True
        near = bisect_left(self.matches, match.end, key=lambda match: match.start)
        behind = self.matches[near : near + 3]
        end = match.end
        for next_match in behind:
            if not _SIDE_LISTED.fullmatch(text, end, next_match.start):
                break
            if not next_match.bound:
                return True
            end = next_match.end
        return any(end <= measure.start <= end + 2 for measure in measures) and end != match.end

    def _sided(self, span: Span, places: list[Place]) -> list[Place]:
        """Give each place its side: one that is stated covers the list behind it."""
        stated, starts = self._stated(span, places)
        lists = self._lists(places)
        sided: list[Place] = []
        last = ""
        for at, place in enumerate(places):
            marks = [side for side, of in zip(stated, lists, strict=True) if of == lists[at]]
            listed = at > 0 and lists[at] == lists[at - 1]
            if stated[at]:
                last = stated[at]
            elif not (listed and self._carries(marks, places[at - 1], place)) or (
                self._is_far_end(span, place)
            ):
                last = ""
            if self._midline(place.id):
                sided.append(replace(place, side="midline"))
            else:
                sided.append(replace(place, side=last, start=starts[at]))
        return self._behind(span, sided)

    def _lists(self, places: Sequence[Place]) -> list[int]:
        """Number the list that each place stands in: a new preposition opens another."""
        numbers = [0] * len(places)
        for at in range(1, len(places)):
            opened = not _SIDE_LISTED.fullmatch(self.text, places[at - 1].after, places[at].start)
            numbers[at] = numbers[at - 1] + opened
        return numbers

    def _carries(self, marks: Sequence[str], last: Place, place: Place) -> bool:
        """Whether a side goes on to the next place of a list.

        Where each item has a side of its own, one without has none; but ``and`` still joins.
        """
        stated = [side for side in marks if side]
        single = len(stated) >= _MANY_MARKS or any(a and a == b for a, b in pairwise(marks))
        if not single or _GRADED.fullmatch(self.text, last.start, last.end):
            return True
        return "," not in self.text[last.after : place.start]

    def _stated(self, span: Span, places: Sequence[Place]) -> tuple[list[str], list[int]]:
        """Return the side that stands at each place itself, and where its words begin."""
        sides, starts, end = [], [], span.start
        begin = {place.start for place in places}
        for place in places:
            gap = self.text[max(end, place.start - 60) : place.start]
            hit = _SIDE.search(gap)
            suffix = _SUFFIX.match(self.text, place.end)
            side, start = "", place.start
            if hit:
                side = hit["side"].lower()
                side = "bilateral" if " " in side or side == "bilaterally" else side
                start = place.start - len(gap) + hit.start()
            elif suffix:
                side = "left" if "L" in suffix.groups() else "right"
            elif (whole := _OF_SIDE.match(self.text, place.after)) and whole.end() not in begin:
                side = whole["side"].lower()
            sides.append(side)
            starts.append(start)
            end = place.after
        return sides, starts

    def _midline(self, id: str) -> bool:
        return not id.startswith(OTHER) and self.vocabulary.term("region", id).midline

    def _is_far_end(self, span: Span, place: Place) -> bool:
        """Whether a place is the far end of ``between A and B``, which has a side of its own."""
        before = self.text[max(span.start, place.start - 200) : place.start]
        _, opened, near = before.rpartition("between ")
        return bool(opened) and near.count(" and ") == 1 and bool(_FAR.search(near))

    def _behind(self, span: Span, places: list[Place]) -> list[Place]:
        """Give the one place of a sentence the side that stands behind it: ``on the left``."""
        hit = SIDE_BEHIND.search(span.text)
        if hit and len(places) == 1 and not places[0].side:
            end = max(places[0].end, span.start + hit.end())
            return [replace(places[0], side=hit["side"], end=end)]
        return places
