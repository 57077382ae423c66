"""Names in a paper's words: whether they are those of a finding, and which belong together."""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property

from bot.domain.studies import OTHER, Direction, Finding, is_kind_of, wider
from bot.extraction.findings import cue_finding
from bot.extraction.findings.choice import SIZE, of_size
from bot.extraction.findings.cues import activates, measured, tokens
from bot.extraction.findings.measures import ACTIVATION, MeasureFinder, measures_of
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.place import Place
from bot.extraction.findings.places import PlaceFinder, places_of
from bot.extraction.findings.wording import left_out
from bot.extraction.fuzzy_quotes import find
from bot.extraction.lexicon import Match, matches_in
from bot.extraction.text import Span
from bot.extraction.vocabulary import Vocabulary

PLACES = ("region", "network", "tract")
"""Kinds of term that say where in the brain."""
_LIST = re.compile(r"(?:\s?\([^)]{0,40}\))?[\s,/]*(?:(?:and|or|as well as)\s)?(?:the\s)?")
_NEAR = 40
"""Letters within which a word like "volume" names a measure of the region beside it."""
_SPELLED_REACH = 40
"""Letters before a short form in brackets that may spell it out."""
_CAPITALS = re.compile(r"\b[A-Z]{2,7}\b")
_EXCEPT = re.compile(
    r"\b(?:but not|not only in|except|exception of|other than|apart from|excluding"
    r"|(?:normali[sz]ed|scaled|referenced) (?:to|by)(?: that of)?(?: the)?)\b[^,;)]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Names:
    """What the vocabulary finds in an abstract, whose own short forms hold."""

    vocabulary: Vocabulary
    abstract: str

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of place that this vocabulary has."""
        return tuple(kind for kind in PLACES if kind in self.vocabulary.terms)

    def knows(self, kind: str, id: str) -> bool:
        """Whether the vocabulary has a term of this kind and id, or the paper has these words."""
        if id in self.vocabulary.terms.get(kind, {}):
            return True
        if not id.startswith(OTHER):
            return False
        stands = find(id.removeprefix(OTHER), self.abstract.lower()) is not None
        return stands or (kind in self.kinds and id in self._read)

    def display(self, id: str) -> str:
        """Return the display name of an id; one that no kind has stands for nothing known."""
        for kind in (*self.kinds, "measure"):
            if self.knows(kind, id):
                return self.vocabulary.term(kind, id).name
        return "something without a name in the vocabulary"

    def spelled(self, words: str) -> str:
        """Write the short forms that the abstract defines in the words that define them."""
        return _CAPITALS.sub(lambda hit: " ".join(self._spelled(hit[0]).split()[-2:]), words)

    def _spelled(self, short: str) -> str:
        at = self.abstract.find(f" ({short})")
        return self.abstract[max(0, at - _SPELLED_REACH) : at] if at > 0 else short

    @cached_property
    def places(self) -> Callable[[Span], Sequence[Match]]:
        """Finds every place that a stretch of the abstract names, once for all claims."""
        return cache(self._find_places)

    @cached_property
    def stated(self) -> Callable[[Span], Sequence[Place]]:
        """Finds the places that are no part of the name of a measure: not ``global efficiency``."""
        return cache(lambda span: self._finder.within(span, self._measures.within(span)))

    @cached_property
    def measures(self) -> Callable[[Span], Sequence[Match]]:
        """Finds every measure; ``volume`` and the like only near a place."""
        return cache(self._find_measures)

    def _find_places(self, span: Span) -> Sequence[Match]:
        matches = [match for kind in self.kinds for match in matches_in(span, self._places[kind])]
        return sorted(matches, key=lambda match: (match.start, -match.end))

    def _find_measures(self, span: Span) -> Sequence[Match]:
        measures, places = self._measures.within(span), self.places(span)
        return [
            measure
            for measure in measures
            if not measure.bound or any(_gap(measure, place) <= _NEAR for place in places)
        ]

    @cached_property
    def mentions(self) -> Callable[[Span], SentenceMentions]:
        """Reads a stretch of the abstract as the reader does, once for all claims on it."""
        return cache(self._find_mentions)

    def _find_mentions(self, span: Span) -> SentenceMentions:
        measures = self._measures.within(span)
        places = self._finder.within(span, measures)
        return SentenceMentions.of(span, self.abstract, places, measures)

    @property
    def activity(self) -> str:
        """What ``activity`` means in this abstract, as an id of a measure."""
        return self._measures.activity

    def fault(
        self, kind: str, wanted: Iterable[str], own: Sequence[Span], before: Sequence[Span]
    ) -> str:
        """Why the words do not name all that is wanted: the first stretch that names any decides.

        ``own`` is the quote and its sentences; ``before`` is what they may continue.
        """
        known = self.kinds if kind == "place" else (kind,)
        missing = {id for id in wanted if not any(self.knows(each, id) for each in known)}
        if missing:
            return f"no {kind} of the vocabulary"
        for span in (*own, *before):
            named = self._ids(kind, span)
            named = named | {id for id in wanted if id.startswith(OTHER) and _stands(id, span)}
            if named:
                absent = sorted(self.display(id) for id in set(wanted) - named)
                return f"its words do not name: {', '.join(absent)}" if absent else ""
        if kind == "measure" and set(wanted) in _widths(self._measures.matches):
            return ""  # An abstract that names a single measure need not name it again.
        activity = kind == "measure" and set(wanted) == {self._measures.activity}
        if activity and any(activates(span.text) for span in own):
            return ""  # "recruited the insula"
        if kind == "measure" and any(self._measured(span) >= set(wanted) for span in own):
            return ""  # "the insula was hypoactive"
        return f"its words name no {kind}"

    def _measured(self, span: Span) -> set[str]:
        """The measures that the words for a direction are."""
        ids = measured(span.text) | {cue.measure for cue in cue_finding.find(tokens(span.text))}
        sentence = self.mentions(span)
        if any(of_size(sentence, cue) for cue in sentence.cues):
            ids |= {SIZE}  # "a smaller thalamus"
        return {self._measures.activity if id == ACTIVATION else id for id in ids}

    def _ids(self, kind: str, span: Span) -> AbstractSet[str]:
        """The ids that a stretch names, of places also those that the reader alone makes out."""
        if kind != "place":
            return set[str]().union(*_widths(self.measures(span)))
        return self._made_out(span._replace(section="")).union(
            match.id for match in self.places(span)
        )

    @cached_property
    def _read(self) -> frozenset[str]:
        """The ids of all places that the reader makes out, in whatever words."""
        return self._made_out(Span(self.abstract, 0))

    @cached_property
    def _made_out(self) -> Callable[[Span], frozenset[str]]:
        """Finds the ids of the places that the reader makes out in a stretch."""
        return cache(lambda span: frozenset(place.id for place in self._finder.within(span, ())))

    @cached_property
    def _finder(self) -> PlaceFinder:
        return places_of(self.abstract, self.vocabulary)

    @cached_property
    def _measures(self) -> MeasureFinder:
        return measures_of(self.abstract, self.vocabulary)

    @cached_property
    def _places(self) -> dict[str, Sequence[Match]]:
        """The places of the whole abstract by kind, regions as the reader finds them."""
        others = [kind for kind in self.kinds if kind != "region"]
        short = {kind: self.vocabulary.defined(self.abstract, kind) for kind in others}
        more = {kind: self.vocabulary.find(self.abstract, kind, short[kind]) for kind in others}
        return {"region": self._finder.matches, **more}


def _stands(id: str, span: Span) -> bool:
    return find(id.removeprefix(OTHER), span.text.lower()) is not None


def names_measure(matches: Iterable[Match], measure: str) -> bool:
    """Whether one of the matches names a measure, or a narrower kind of it."""
    return any(is_kind_of(match.id, measure) for match in matches)


def _widths(matches: Sequence[Match]) -> tuple[set[str], set[str]]:
    """Return the ids of measures as they are named, and those of the wider measures."""
    return {match.id for match in matches}, {wider(match.id) for match in matches}


def claimed_places(finding: Finding) -> set[str]:
    """Return the ids of the places that a finding names."""
    return {id for id in (finding.region, finding.region_b) if id}


def pairing_fault(span: Span, finding: Finding, names: Names) -> str:
    """Why a stretch that names the region says it of another measure, empty if it does not."""
    measures = names.measures(span)
    if finding.direction is not Direction.NONE and " not " in span.text:
        sentence = names.mentions(span)
        measures = [measure for measure in measures if not left_out(sentence, measure)]
    here = [place for place in names.places(span) if place.id == finding.region]
    if not (here and measures):
        return ""
    chains = _chains(span, measures)
    if len(chains) > 1 and "respectively" in span.text:
        return "its sentence pairs measures and regions by “respectively”, which is not checked"
    paired = [measure for place in here for measure in _paired(span, place, chains)]
    return (
        ""
        if names_measure(paired, finding.measure)
        else "its sentence may tell of another measure in this region"
    )


def _chains(span: Span, measures: Sequence[Match]) -> list[list[Match]]:
    """Return the measures in order, those of one list together: ``ALFF and ReHo``."""
    chains: list[list[Match]] = []
    for measure in measures:
        last = chains[-1][-1] if chains else None
        if last and (
            measure.start <= last.end or _LIST.fullmatch(words_between(span, last, measure))
        ):
            chains[-1].append(measure)
        else:
            chains.append([measure])
    return chains


def _paired(span: Span, place: Match, chains: Sequence[list[Match]]) -> list[Match]:
    """Return the measures that a place goes with: right behind it, last before it, or first."""
    behind = [chain for chain in chains if chain[0].start >= place.end]
    if behind and words_between(span, place, behind[0][0]).strip(" -") == "":
        return behind[0]
    ahead = [chain for chain in chains if chain[0].start < place.end]
    return ahead[-1] if ahead else behind[0]


def exception_fault(span: Span, finding: Finding, names: Names) -> str:
    """Why a stretch takes the region out of what it says, empty if it does not."""
    if finding.direction is Direction.NONE:
        return ""  # "in A but not in B" is a null of B
    here = [place for place in names.places(span) if place.id == finding.region]
    taken = [place for place in here if _is_excepted(span.text[: place.start - span.start])]
    return (
        "its sentence makes an exception of this region" if here and len(taken) == len(here) else ""
    )


def _is_excepted(before: str) -> bool:
    """Whether words before a place except it, and not a subject: ``A but not B was lower in C``."""
    exception = _EXCEPT.search(before)
    if exception is None:
        return False
    cues = cue_finding.find(tokens(before))
    return not cues or cues[0].start < exception.start()


def words_between(span: Span, first: Match, second: Match) -> str:
    """The words of a stretch between two names in it."""
    return span.text[max(0, first.end - span.start) : max(0, second.start - span.start)]


def _gap(first: Match, second: Match) -> int:
    return max(first.start, second.start) - min(first.end, second.end)
