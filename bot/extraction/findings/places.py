"""Places of the brain that an abstract names: regions, networks and tracts, with their sides."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.domain.studies import OTHER
from bot.extraction.findings.numbered_places import numbered_places
from bot.extraction.findings.place import Place
from bot.extraction.findings.sides import SIDE_LISTED, lists_of, sided
from bot.extraction.findings.unnamed_places import overlaps, unnamed_places
from bot.extraction.lexicon import BY_START, Match, matches_in
from bot.extraction.text import Span
from bot.extraction.vocabulary import Vocabulary

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
_PART_OF = re.compile(r"\s(?:of|in|within)\s(?:the\s)?(?:(?:left|right|bilateral)\s)?$")
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
_BEARER = re.compile(r"cortex (?:[\w-]+ ){0,4}(?:was|were) (?:\w+ly )?(?:thinner|thicker)\b")
"""What is thinner, and not where: ``the cortex of patients was thinner in A``."""
_SHORT = re.compile(r"\s\(([A-Z][A-Za-z]{1,7})\)")


def _salience(known: Sequence[Match]) -> dict[str, str]:
    """Let ``SN`` be the salience network where the others of the three are named."""
    named = {"default_mode_network", "frontoparietal_network"} & {match.id for match in known}
    return {"SN": "salience_network"} if named else {}


@lru_cache(maxsize=2)
def places_of(text: str, vocabulary: Vocabulary) -> "PlaceFinder":
    """Find the places of an abstract, once for the reader and for the checks of what it read."""
    return PlaceFinder(text, vocabulary)


class PlaceFinder:
    """Finds the places of one abstract, in its own short forms too."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        """Read the abstract once."""
        self.text = text
        self.vocabulary = vocabulary
        known = vocabulary.find(text, "region")
        defined = vocabulary.defined(text, "region", known)
        if "SN" in text and "SN" not in defined and "nigra" not in text:
            defined |= _salience(known)
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
        self.matches = tuple(sorted(known, key=BY_START))

    def _spelt(self, match: Match) -> Match:
        """Take a slip in a name for the name."""
        id = self.vocabulary.lexicons["region"].misspelt(self.text[match.span])
        return match._replace(id=id) if id else match

    def within(self, span: Span, measures: Sequence[Match]) -> list[Place]:
        """Return the places of a sentence with their sides; its measures let loose words count."""
        kept: list[Place] = []
        for match in matches_in(span, self.matches):
            if kept and match.start < kept[-1].after:
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
        if len(kept) > 1:
            kept = [place for place in kept if not _BEARER.match(self.text, place.start)]
        kept = [
            replace(place, wider=True) if self._introduces(place, kept) else place for place in kept
        ]
        return sided(self.text, span, self._networks(kept), self._midline)

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
        lists = lists_of(self.text, places)
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
        near = bisect_left(self.matches, match.end, key=BY_START)
        inside = [inner for inner in self.matches[near : near + 4] if inner.end <= bracket.end()]
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
        listed = kept and SIDE_LISTED.fullmatch(text, kept[-1].after, match.start)
        if listed or not beside.isdisjoint("-\u2010\u2011\u2013/"):
            return True
        at_measure = any(match.end <= measure.start <= match.end + 2 for measure in measures)
        if at_measure or _SITES.match(text, match.end):
            return True
        near = bisect_left(self.matches, match.end, key=BY_START)
        behind = self.matches[near : near + 3]
        end = match.end
        for next_match in behind:
            if not SIDE_LISTED.fullmatch(text, end, next_match.start):
                break
            if not next_match.bound:
                return True
            end = next_match.end
        return any(end <= measure.start <= end + 2 for measure in measures) and end != match.end

    def _midline(self, id: str) -> bool:
        return not id.startswith(OTHER) and self.vocabulary.term("region", id).midline
