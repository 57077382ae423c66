"""Names in a paper's words: whether they are those of a finding, and which belong together."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.domain.studies import Finding
from bot.extraction.fuzzy_quotes import find
from bot.extraction.lexicon import Match
from bot.extraction.page import SIDE_BEHIND, Page
from bot.extraction.text import Span
from bot.extraction.vocabulary import OTHER, Vocabulary

PLACES = ("region", "network", "tract")
"""Kinds of term that say where in the brain."""
_LIST = re.compile(r"(?:\s?\([^)]{0,40}\))?[\s,/]*(?:(?:and|or|as well as)\s)?(?:the\s)?")
_NEAR = 40
"""Letters within which a word like "volume" names a measure of the region beside it."""
_SIDE = re.compile(
    r"\b(?P<side>left and right|right and left|bilateral(?:ly)?|both|left|right)\b", re.IGNORECASE
)
_NEW_PLACE = re.compile(r"\b(?:in|of|with|to|between|from|for|by|was|were)\s", re.IGNORECASE)
_FAR = re.compile(r"\sand\s(?:the\s|\w+\s){0,2}$")
_SUFFIX = {"_L": "left", "_R": "right"}
_BOTH = ("left and right", "right and left", "bilaterally", "both")
_JOINS = re.compile(r"\b(?:with|to|towards?|from)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z]{2,7}\b")
_HYPHEN = re.compile(r"\s?[-\u2010-\u2015]\s?")
_BETWEEN = re.compile(r"\b(?:between|connecting|linking|among)\b", re.IGNORECASE)
_INSIDE = re.compile(r"\b(?:within|intra|inside|internal)\w*|\b(?:of|in|at) ", re.IGNORECASE)
_INTO = re.compile(r"\b(?:of|in|from|for|at)\s", re.IGNORECASE)
_THERE = re.compile(r"\b(?:in|at|within|including|mainly|especially)\s", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:but not|not only in|except|other than)\b[^,;]*$", re.IGNORECASE)


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
        if id.startswith(OTHER):
            return find(id.removeprefix(OTHER), self.abstract.lower()) is not None
        return id in self.vocabulary.terms.get(kind, {})

    def display(self, id: str) -> str:
        """Return the display name of an id; one that no kind has stands for nothing known."""
        for kind in (*self.kinds, "measure"):
            if self.knows(kind, id):
                return self.vocabulary.term(kind, id).name
        return "something without a name in the vocabulary"

    def spelled(self, words: str) -> str:
        """Write the short forms that the abstract defines in the words that define them."""
        return _CAPITALS.sub(lambda hit: " ".join(self._page.spelled(hit[0]).split()[-2:]), words)

    def places(self, span: Span) -> list[Match]:
        """Find every place that a stretch of the abstract names."""
        found = [match for kind in self.kinds for match in self._within(span, kind)]
        return sorted(found, key=lambda match: (match.start, -match.end))

    def measures(self, span: Span) -> list[Match]:
        """Find every measure; ``volume`` and the like only near a place."""
        found, places = self._within(span, "measure"), self.places(span)
        near = [
            it for it in found if not it.bound or any(_gap(it, other) <= _NEAR for other in places)
        ]
        # "Activity" is also what the paper measures by it.
        usual = [replace(it, id=self._page.usual) for it in near if self._is_activity(it)]
        return near + usual

    def _is_activity(self, match: Match) -> bool:
        return bool(self._page.usual) and self.abstract[: match.end].endswith("activity")

    def fault(
        self, kind: str, wanted: Iterable[str], own: Sequence[Span], before: Sequence[Span]
    ) -> str:
        """Why the words do not name all that is wanted: the first stretch that names any decides.

        ``own`` is the quote and its sentences; ``before`` is what they may continue.
        """
        known = self.kinds if kind == "place" else (kind,)
        missing = {id for id in wanted if not any(self.knows(one, id) for one in known)}
        if missing:
            return f"no {kind} of the vocabulary"
        for span in (*own, *before):
            named = {it.id for it in (self.places if kind == "place" else self.measures)(span)}
            named |= {id for id in wanted if id.startswith(OTHER) and _stands(id, span)}
            if named:
                absent = sorted(self.display(id) for id in set(wanted) - named)
                return f"its words do not name: {', '.join(absent)}" if absent else ""
        if kind == "measure" and self._page.only in wanted:
            return ""
        return f"its words name no {kind}"

    def _within(self, span: Span, kind: str) -> Iterator[Match]:
        """Yield what a stretch names; its words may be completed by those behind it."""
        found = self._found[kind]
        first = bisect_left(found, span.start, key=lambda it: it.start)
        last = bisect_left(found, span.end, key=lambda it: it.start)
        return (it for it in found[first:last] if it.end <= span.end)

    @cached_property
    def _page(self) -> Page:
        return Page.of(self.abstract, self.vocabulary)

    @cached_property
    def _found(self) -> dict[str, list[Match]]:
        page = self._page
        others = [kind for kind in self.kinds if kind not in page.found]
        short = {kind: self.vocabulary.defined(self.abstract, kind) for kind in others}
        more = {kind: self.vocabulary.find(self.abstract, kind, short[kind]) for kind in others}
        return {**page.found, **more}


def _stands(id: str, span: Span) -> bool:
    return find(id.removeprefix(OTHER), span.text.lower()) is not None


def claimed_places(finding: Finding) -> set[str]:
    """Return the ids of the places that a finding names."""
    return {id for id in (finding.region, finding.region_b) if id}


def pairing_fault(span: Span, finding: Finding, names: Names) -> str:
    """Why a stretch that names the region says it of another measure, empty if it does not."""
    measures = names.measures(span)
    here = [it for it in names.places(span) if it.id == finding.region]
    if not (here and measures):
        return ""
    chains = _chains(span, measures)
    if len(chains) > 1 and "respectively" in span.text:
        return "its words pair measures and regions in an order that is not checked"
    paired = {it.id for place in here for it in _paired(span, place, chains)}
    return "" if finding.measure in paired else "its words say this region of another measure"


def _chains(span: Span, measures: Sequence[Match]) -> list[list[Match]]:
    """Return the measures in order, those of one list together: ``ALFF and ReHo``."""
    chains: list[list[Match]] = []
    for it in measures:
        last = chains[-1][-1] if chains else None
        if last and (it.start <= last.end or _LIST.fullmatch(_between(span, last, it))):
            chains[-1].append(it)
        else:
            chains.append([it])
    return chains


def _paired(span: Span, place: Match, chains: Sequence[list[Match]]) -> list[Match]:
    """Return the measures that a place goes with: right behind it, last before it, or first."""
    behind = [one for one in chains if one[0].start >= place.end]
    if behind and _between(span, place, behind[0][0]).strip(" -") == "":
        return behind[0]
    ahead = [one for one in chains if one[0].start < place.end]
    return ahead[-1] if ahead else behind[0]


def connection_fault(spans: Sequence[Span], finding: Finding, names: Names) -> str:
    """Why the words do not join the two ends of a connection, empty if they do."""
    if not finding.region_b:
        return ""
    connects = names.knows("measure", finding.measure) and not finding.measure.startswith(OTHER)
    if connects and not names.vocabulary.term("measure", finding.measure).connects:
        return "its measure is of one region"
    for span in spans:
        named = names.places(span)
        ends = [
            (one, other)
            for one in named
            for other in named
            if one.end <= other.start and {one.id, other.id} == claimed_places(finding)
        ]
        if finding.region != finding.region_b and any(_joined(span, *pair) for pair in ends):
            return ""
        if finding.region == finding.region_b and _INSIDE.search(span.text) and named:
            return ""
    return "its words join no such two ends"


def _joined(span: Span, one: Match, other: Match) -> bool:
    before, between = span.text[: one.start - span.start], _between(span, one, other)
    opened = list(_BETWEEN.finditer(before))
    if opened:
        return _faces(span, opened[-1].end(), one, other)
    if _JOINS.search(between) or _HYPHEN.fullmatch(between):
        return True
    # "FC of the insula was altered in the cuneus" joins them, "FC in both" does not.
    return bool(_INTO.search(before) and _THERE.search(between))


def _faces(span: Span, start: int, one: Match, other: Match) -> bool:
    """Whether two places stand on either side of ``between A and B``, or in one list of it."""
    words = span.text[start : other.start - span.start]
    far = [hit.start() for hit in _JOINS.finditer(words)][-1:]
    far = far or [hit.start() for hit in re.finditer(r"\band\b", words)][:1]
    edge = span.start + start + (far[0] if far else len(words))
    if other.start >= edge and far:
        return one.end <= edge
    return "," in _between(span, one, other)


def exception_fault(span: Span, finding: Finding, names: Names) -> str:
    """Why a stretch takes the region out of what it says, empty if it does not."""
    here = [it for it in names.places(span) if it.id == finding.region]
    taken = [it for it in here if _EXCEPT.search(span.text[: it.start - span.start])]
    return "its words except this region" if here and len(taken) == len(here) else ""


def side_fault(
    spans: Sequence[Span], earlier: Iterable[Span], finding: Finding, names: Names
) -> str:
    """Why the words, or those of an ``earlier`` sentence, do not print the side of each region."""
    ends = ((finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b))
    for id, side in ends:
        if side == "midline" and id and _is_midline(names, id):
            continue
        if side and not any(side in _sides(span, id, names) for span in spans):
            # A sentence may go on about a region whose side an earlier one has printed.
            silent = not any(_sides(span, id, names) for span in spans)
            if silent and {one for span in earlier for one in _sides(span, id, names)} == {side}:
                continue
            return f"its words do not say that the region is {side}"
    return ""


def _sides(span: Span, id: str, names: Names) -> set[str]:
    """Return the sides that a stretch prints with a region, before it or behind it."""
    sides, end = set(), span.start
    last = ""
    for it in names.places(span):
        gap = span.text[max(0, end - span.start) : it.start - span.start]
        stated = list(_SIDE.finditer(gap))
        rest = gap[stated[-1].end() :].removeprefix(" of") if stated else gap
        far = _is_far_end(span.text[: it.start - span.start])
        if stated or far or _NEW_PLACE.search(gap):
            last = _plain(stated[-1]["side"]) if stated and not _NEW_PLACE.search(rest) else ""
        at = it.end - span.start
        suffix = _SUFFIX.get(span.text[at : at + 2]) or _SUFFIX.get(span.text[at - 2 : at], "")
        behind = SIDE_BEHIND.search(span.text)
        if it.id == id:
            sides |= {suffix or last, behind["side"].lower() if behind else ""}
        end = max(end, it.end)
    return sides - {""}


def _is_far_end(before: str) -> bool:
    """Whether a region is the far end of ``between A and B``, which has a side of its own."""
    _, opened, near = before[-200:].rpartition(" between ")
    return bool(opened) and near.count(" and ") == 1 and bool(_FAR.search(near))


def _plain(side: str) -> str:
    return "bilateral" if side.lower() in _BOTH else side.lower()


def _is_midline(names: Names, id: str) -> bool:
    terms = [names.vocabulary.term(kind, id) for kind in names.kinds if names.knows(kind, id)]
    return any(term.midline for term in terms)


def _between(span: Span, one: Match, other: Match) -> str:
    return span.text[max(0, one.end - span.start) : max(0, other.start - span.start)]


def _gap(one: Match, other: Match) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
